//! The national organs with their former names.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Branch;

/// The national organs with their former names; built once.
pub fn organs() -> &'static OrganTable {
    static TABLE: LazyLock<OrganTable> =
        LazyLock::new(|| OrganTable::from_tsv(include_str!("../../../data/document/organs.tsv")));
    &TABLE
}

/// A national organ of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalOrgan {
    /// Full official name.
    pub name: &'static str,
    /// First year of the last time under this name.
    pub first_year: Option<u16>,
    /// Last year under this name; `None`: it is still there.
    pub last_year: Option<u16>,
    /// Who took over.
    pub successors: Vec<&'static str>,
    /// What it is.
    pub branch: Branch,
}

/// National organs by name.
#[derive(Debug)]
pub struct OrganTable {
    organs: Vec<NationalOrgan>,
    by_name: HashMap<&'static str, usize>,
}

impl OrganTable {
    fn from_tsv(tsv: &'static str) -> Self {
        let mut organs: Vec<NationalOrgan> = Vec::new();
        let mut other_names = Vec::new();
        for line in tsv
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let column = |index: usize| columns.get(index).copied().unwrap_or("");
            let list = |index: usize| column(index).split(';').filter(|item| !item.is_empty());
            other_names.extend(list(4).map(|name| (name, organs.len())));
            organs.push(NationalOrgan {
                name: column(0),
                first_year: column(1).parse().ok(),
                last_year: column(2).parse().ok(),
                successors: list(3).collect(),
                branch: branch_of_sort(column(5)),
            });
        }
        let mut by_name: HashMap<&'static str, usize> = HashMap::new();
        for (name, index) in other_names {
            by_name.entry(name).or_insert(index);
        }
        // Full names last, so that none is hidden by another organ's short name.
        by_name.extend(
            organs
                .iter()
                .enumerate()
                .map(|(index, organ)| (organ.name, index)),
        );
        Self { organs, by_name }
    }

    /// Every organ, current and former.
    pub fn organs(&self) -> &[NationalOrgan] {
        &self.organs
    }

    /// Every full and other name with its organ.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'static str, &NationalOrgan)> {
        let names = self.by_name.iter();
        names.map(|(name, index)| (*name, &self.organs[*index]))
    }

    /// The organ of this full or other name.
    pub fn get(&self, name: &str) -> Option<&NationalOrgan> {
        self.by_name.get(name).map(|index| &self.organs[*index])
    }

    /// The full name of an organ: `证监会` is `中国证券监督管理委员会`.
    pub fn full_name(&self, name: &str) -> Option<&'static str> {
        self.get(name).map(|organ| organ.name)
    }

    /// The organs that this one took over from.
    pub fn predecessors(&self, name: &str) -> Vec<&NationalOrgan> {
        self.organs
            .iter()
            .filter(|organ| organ.successors.contains(&name))
            .collect()
    }

    /// The longest name of the table at the start of `text`.
    pub(super) fn longest_prefix(&self, text: &str) -> Option<&'static str> {
        let ends = text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .take(30);
        ends.filter_map(|end| self.by_name.get_key_value(&text[..end]))
            .map(|(name, _)| *name)
            .last()
    }
}

fn branch_of_sort(sort: &str) -> Branch {
    match sort {
        "congress" => Branch::Congress,
        "state_council" => Branch::StateCouncil,
        "department" | "agency" => Branch::Department,
        "court" => Branch::Court,
        "procuratorate" => Branch::Procuratorate,
        "supervisory" => Branch::Supervisory,
        "party" => Branch::Party,
        "military" => Branch::Military,
        _ => Branch::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_organ_stands_once_and_leads_on() {
        let mut names = HashSet::new();
        for organ in organs().organs() {
            assert!(names.insert(organ.name), "{} twice", organ.name);
            assert_eq!(organs().full_name(organ.name), Some(organ.name));
            assert!(organ.first_year.is_some(), "{}", organ.name);
            if let Some(last) = organ.last_year {
                assert!(organ.first_year <= Some(last), "{}", organ.name);
                assert!(!organ.successors.is_empty(), "{}", organ.name);
            }
        }
        for organ in organs().organs() {
            for successor in &organ.successors {
                assert!(names.contains(successor), "{} → {successor}", organ.name);
            }
        }
    }

    #[test]
    fn predecessors_are_those_of_the_reforms() {
        let check = |name: &str, expected: &[&str]| {
            let names: Vec<&str> = organs()
                .predecessors(name)
                .into_iter()
                .map(|organ| organ.name)
                .collect();
            assert_eq!(names, expected, "{name}");
        };
        check("国家金融监督管理总局", &["中国银行保险监督管理委员会"]);
        check("海关总署", &["国家质量监督检验检疫总局"]);
        check("交通运输部", &["交通部", "铁道部"]);
        check("国家测绘地理信息局", &["国家测绘局"]);
        check("煤炭工业部", &["能源部"]);
    }
}
