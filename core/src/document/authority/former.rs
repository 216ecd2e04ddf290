//! Names in running text that organs no longer bear: the national ones of the table, and those of departments of places
//! and of departments in general.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::organs;

/// Reforms that lead from one name to the one of today at most.
const STEPS_MAX: usize = 10;

/// A name that an organ bore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerOrgan {
    /// The name.
    pub name: &'static str,
    /// The name of today; of an organ whose tasks were divided, all of them with 、 between.
    pub successor: String,
    /// The year of the change.
    pub year: u16,
}

/// Former names, found in texts by one automaton.
#[derive(Debug)]
pub struct FormerOrgans {
    by_name: HashMap<&'static str, FormerOrgan>,
    /// All names; those of today among them, so that 住房和城乡建设部 is not taken for 建设部. A regular expression of so
    /// many names takes ten times as long over a text.
    names: Option<AhoCorasick>,
}

/// The former names of organs; built once.
pub fn former_organs() -> &'static FormerOrgans {
    static TABLE: LazyLock<FormerOrgans> = LazyLock::new(|| {
        FormerOrgans::from_tsv(include_str!(
            "../../../data/document/former_departments.tsv"
        ))
    });
    &TABLE
}

/// Names of today that end in a former one and are not national.
const OF_TODAY: [&str; 10] = [
    "住房和城乡建设厅",
    "住房城乡建设厅",
    "人力资源和社会保障局",
    "人力资源和社会保障厅",
    "文化和旅游局",
    "文化旅游局",
    "文化广电旅游局",
    "文化广电和旅游局",
    "综合交通厅",
    "国家外国专家局",
];

impl FormerOrgans {
    fn from_tsv(tsv: &'static str) -> Self {
        let mut by_name: HashMap<&'static str, FormerOrgan> = HashMap::new();
        let lines = tsv.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let mut columns = line.split('\t');
            if let (Some(name), Some(year), Some(successor)) =
                (columns.next(), columns.next(), columns.next())
                && let Ok(year) = year.parse()
            {
                let successor = successor.to_owned();
                by_name.insert(
                    name,
                    FormerOrgan {
                        name,
                        successor,
                        year,
                    },
                );
            }
        }
        let mut names: Vec<&'static str> = OF_TODAY.to_vec();
        for (name, organ) in organs().names() {
            names.push(name);
            if let Some(year) = organ.last_year {
                // 国家税务局 of 1988 is nobody's today; that of the places is.
                by_name.entry(name).or_insert_with(|| FormerOrgan {
                    name,
                    successor: today(organ.name).join("、"),
                    year,
                });
            }
        }
        names.extend(by_name.keys());
        names.sort_unstable();
        names.dedup();
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names);
        Self {
            by_name,
            // A table that makes no automaton would be a fault of ours that the tests of this file find.
            names: automaton.ok(),
        }
    }

    /// The organ of a former name.
    pub fn get(&self, name: &str) -> Option<&FormerOrgan> {
        self.by_name.get(name)
    }

    /// Every former name in a text, with its byte range.
    pub fn find<'t>(
        &'static self,
        text: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, &'static FormerOrgan)> + 't {
        let found = self
            .names
            .iter()
            .flat_map(move |names| names.find_iter(text));
        found.filter_map(move |found| {
            let range = found.range();
            Some((range.clone(), self.get(&text[range])?))
        })
    }
}

/// The names that the organ's tasks are under today.
fn today(name: &'static str) -> Vec<&'static str> {
    let mut names = vec![name];
    for _ in 0..STEPS_MAX {
        let mut next: Vec<&'static str> = Vec::new();
        for name in &names {
            let organ = organs().get(name).filter(|organ| organ.last_year.is_some());
            let successors = organ.map_or(vec![*name], |organ| organ.successors.clone());
            next.extend(successors);
        }
        let mut seen = Vec::new();
        next.retain(|name| {
            !seen.contains(name) && {
                seen.push(*name);
                true
            }
        });
        if next == names {
            break;
        }
        names = next;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let found: Vec<String> = former_organs()
            .find(text)
            .map(|(range, organ)| {
                assert_eq!(&text[range], organ.name);
                format!("{} → {} ({})", organ.name, organ.successor, organ.year)
            })
            .collect();
        expected.assert_eq(&found.join("; "));
    }

    #[test]
    fn former_names_lead_to_those_of_today() {
        check(
            "由环境保护行政主管部门会同国家环境保护总局",
            expect![
                "环境保护行政主管部门 → 生态环境主管部门 (2018); 国家环境保护总局 → 生态环境部 (2008)"
            ],
        );
        check(
            "报国家计划委员会、国家质量监督检验检疫总局",
            expect![
                "国家计划委员会 → 国家发展和改革委员会 (1998); 国家质量监督检验检疫总局 → 国家市场监督管理总局、海关总署 (2018)"
            ],
        );
    }

    #[test]
    fn names_of_today_are_none() {
        check("报住房和城乡建设部、住房城乡建设厅", expect![""]);
        check("报农业农村部、国家新闻出版署、国家铁路局", expect![""]);
    }

    #[test]
    fn every_former_name_leads_on() {
        for organ in former_organs().by_name.values() {
            assert!(!organ.successor.is_empty(), "{}", organ.name);
            assert!((1950..2030).contains(&organ.year), "{}", organ.name);
            assert!(organ.successor != organ.name, "{}", organ.name);
        }
    }
}
