//! What an organ is, by the table or by the words of its name.

use super::name::split_office;
use super::organs;
use crate::document::region::COUNTRY;
use crate::document::{Authority, Division, RegionLevel, regions};

/// What an organ is, as far as it decides what its documents are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Branch {
    /// People's congress or its standing committee.
    Congress,
    /// The State Council or its general office.
    StateCouncil,
    /// A people's government of a place or its general office.
    Government,
    /// A department of a government, national or local.
    Department,
    /// A court.
    Court,
    /// A procuratorate.
    Procuratorate,
    /// A supervisory commission.
    Supervisory,
    /// An organ of the Party.
    Party,
    /// A military organ.
    Military,
    /// Anything else: societies, enterprises, unknown names.
    Other,
}

/// What a full name says about its organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganClass {
    /// What it is.
    pub branch: Branch,
    /// How high it stands; `None` when the name does not say.
    pub level: Option<RegionLevel>,
    /// The place that it is of.
    pub division: Option<&'static Division>,
}

impl Authority {
    /// What the name says about the organ.
    pub fn class(&self) -> OrganClass {
        classify(&self.name)
    }
}

/// What the name of an organ says about it.
pub(crate) fn classify(name: &str) -> OrganClass {
    let (stem, _) = split_office(name);
    if let Some(organ) = organs().get(name).or_else(|| organs().get(stem)) {
        return OrganClass {
            branch: organ.branch,
            level: Some(RegionLevel::Country),
            division: regions().get(COUNTRY),
        };
    }
    let mut divisions = regions().find_all(name).into_iter();
    let first = divisions
        .next()
        .filter(|found| found.range.start == 0 || name.starts_with("中共"));
    let mut innermost = first;
    for found in divisions {
        match &innermost {
            Some(outer) if outer.range.end == found.range.start => innermost = Some(found),
            _ => break,
        }
    }
    let branch = branch_by_words(name);
    let division = innermost.map(|found| found.division);
    let level = division.map(|division| division.level);
    // Ministries that the table does not know: a name with a ministry's ending and no place.
    let national_words = ["国家", "中国", "中华", "全国", "国务院", "中央"];
    let level = level.or_else(|| {
        national_words
            .iter()
            .any(|word| name.starts_with(word))
            .then_some(RegionLevel::Country)
    });
    let division = division.or_else(|| level.and_then(|_| regions().get(COUNTRY)));
    let level = level.or_else(|| level_by_words(name));
    OrganClass {
        branch,
        level,
        division,
    }
}

/// The level of an organ of a place that the table does not hold, by the words before 人民政府 or 人民代表大会: a
/// newly made county, or a place in a test. A city without a province before it is taken for one with districts.
fn level_by_words(name: &str) -> Option<RegionLevel> {
    let of = ["人民政府", "人民代表大会", "人大常委会"];
    let place = of
        .iter()
        .find_map(|word| name.split_once(word))
        .map(|(place, _)| place)?;
    match place.chars().next_back()? {
        '省' => Some(RegionLevel::Province),
        // 雁浦市槐川市: a city in a city.
        '市' if place.matches('市').count() > 1 => Some(RegionLevel::County),
        '市' | '州' | '盟' => Some(RegionLevel::Prefecture),
        '县' | '区' | '旗' if place.ends_with("自治区") => Some(RegionLevel::Province),
        '县' | '区' | '旗' => Some(RegionLevel::County),
        _ => None,
    }
}

fn branch_by_words(name: &str) -> Branch {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["人民代表大会", "人大常委会"]) {
        Branch::Congress
    } else if has(&["人民法院"]) {
        Branch::Court
    } else if has(&["人民检察院"]) {
        Branch::Procuratorate
    } else if has(&["监察委员会"]) {
        Branch::Supervisory
    } else if name.starts_with("中共") || name.starts_with("中国共产党") || name.ends_with("党委")
    {
        Branch::Party
    } else if has(&["人民政府", "行政公署", "政府办公"]) || name.ends_with("政府") {
        Branch::Government
    } else if has(&["军区", "中央军委"]) {
        Branch::Military
    } else if ends_as_organ(name) || name.ends_with("街道办事处") {
        Branch::Department
    } else {
        Branch::Other
    }
}

pub(super) fn ends_as_organ(name: &str) -> bool {
    let (stem, _) = split_office(name);
    let name = if stem.is_empty() { name } else { stem };
    [
        "局",
        "厅",
        "委",
        "委员会",
        "办",
        "办公室",
        "部",
        "院",
        "会",
        "中心",
        "处",
        "署",
        "政府",
        "队",
        "公署",
        "办公厅",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}
