//! The divisions by code: what each was called, what came after it, what lies in what.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::COUNTRY;
use super::names::short_name;
use crate::document::{Origin, Region, RegionLevel};

/// The table of the divisions of China, as of its file's date; built once.
pub fn regions() -> &'static RegionTable {
    static TABLE: LazyLock<RegionTable> =
        LazyLock::new(|| RegionTable::from_tsv(include_str!("../../../data/document/regions.tsv")));
    &TABLE
}

/// One line of the table: a code and the name that it had for some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Six digits of GB/T 2260, or an extension code such as `5200Z1`.
    pub code: &'static str,
    /// Full name.
    pub name: &'static str,
    /// Name without the word for its rank and nationality: `贵州`, `黔西南`; the full name where nothing but one
    /// character would be left (`盘县`).
    pub short: &'static str,
    /// How large it is.
    pub level: RegionLevel,
    /// First list of the table that has it; `None`: it was there before 2002.
    pub first_year: Option<u16>,
    /// Last list of the table that has it; `None`: it is still there.
    pub last_year: Option<u16>,
    /// The code that came after.
    successor: Option<(&'static str, bool)>,
}

impl Division {
    /// Whether the newest list has it.
    pub fn is_current(&self) -> bool {
        self.last_year.is_none()
    }

    /// The region of a document, found in `origin`, published as `raw`.
    pub(crate) fn to_region(&self, raw: Option<&str>, origin: Origin) -> Region {
        Region {
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            level: self.level,
            raw: raw.filter(|raw| *raw != self.name).map(str::to_owned),
            origin,
        }
    }
}

/// The divisions of China by code and by name.
#[derive(Debug)]
pub struct RegionTable {
    pub(super) divisions: Vec<Division>,
    by_code: HashMap<&'static str, usize>,
    pub(super) by_name: HashMap<&'static str, Vec<usize>>,
    pub(super) name_chars_max: usize,
    /// The most characters of a name, by the two that it begins with.
    pub(super) chars_max_by_beginning: HashMap<[char; 2], usize>,
}

/// One character for each province, as licence plates and document numbers have it.
const ABBREVIATIONS: [(char, &str); 36] = [
    ('京', "110000"),
    ('津', "120000"),
    ('冀', "130000"),
    ('晋', "140000"),
    ('蒙', "150000"),
    ('内', "150000"),
    ('辽', "210000"),
    ('吉', "220000"),
    ('黑', "230000"),
    ('沪', "310000"),
    ('苏', "320000"),
    ('浙', "330000"),
    ('皖', "340000"),
    ('闽', "350000"),
    ('赣', "360000"),
    ('鲁', "370000"),
    ('豫', "410000"),
    ('鄂', "420000"),
    ('湘', "430000"),
    ('粤', "440000"),
    ('桂', "450000"),
    ('琼', "460000"),
    ('渝', "500000"),
    ('川', "510000"),
    ('蜀', "510000"),
    ('黔', "520000"),
    ('贵', "520000"),
    ('滇', "530000"),
    ('云', "530000"),
    ('藏', "540000"),
    ('陕', "610000"),
    ('秦', "610000"),
    ('甘', "620000"),
    ('青', "630000"),
    ('宁', "640000"),
    ('新', "650000"),
];

impl RegionTable {
    fn from_tsv(tsv: &'static str) -> Self {
        let divisions: Vec<Division> = tsv
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(read_line)
            .collect();
        let mut by_code = HashMap::new();
        let mut by_name: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (index, division) in divisions.iter().enumerate() {
            if division.is_current() || !by_code.contains_key(division.code) {
                by_code.insert(division.code, index);
            }
            by_name.entry(division.name).or_default().push(index);
            if division.short != division.name {
                by_name.entry(division.short).or_default().push(index);
            }
        }
        let mut chars_max_by_beginning: HashMap<[char; 2], usize> = HashMap::new();
        for name in by_name.keys() {
            let mut chars = name.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                let longest = chars_max_by_beginning.entry([first, second]).or_default();
                *longest = (*longest).max(chars.count() + 2);
            }
        }
        let name_chars_max = chars_max_by_beginning.values().copied().max().unwrap_or(0);
        Self {
            divisions,
            by_code,
            by_name,
            name_chars_max,
            chars_max_by_beginning,
        }
    }

    /// Every division, current and former, in the order of codes.
    pub fn divisions(&self) -> &[Division] {
        &self.divisions
    }

    /// The division of this code; of several names the current one, else the first.
    pub fn get(&self, code: &str) -> Option<&Division> {
        self.by_code.get(code).map(|index| &self.divisions[*index])
    }

    /// The place that a former one is today, if it is one place still: 毕节地区 (522400) is 毕节市 (520500).
    /// `None` for those that went into another (莱芜市 into 济南市): what was issued for the one is not
    /// issued for the other.
    pub fn current(&self, division: &Division) -> Option<&Division> {
        let mut division = division;
        // A chain has at most a few links; the bound is against a circle in the data.
        for _ in 0..5 {
            if division.is_current() {
                return Some(division).and_then(|division| self.get(division.code));
            }
            let (code, merged) = division.successor?;
            if merged {
                return None;
            }
            division = self.get(code)?;
        }
        None
    }

    /// The codes around a place, the nearest first, the country last: 520102 lies in 520100, 520000, 000000.
    pub fn ancestors(&self, code: &str) -> Vec<&'static str> {
        let mut around = Vec::new();
        let mut code = code;
        while let Some(parent) = self.parent(code) {
            around.push(parent);
            code = parent;
        }
        around
    }

    fn parent(&self, code: &str) -> Option<&'static str> {
        if code == COUNTRY {
            return None;
        }
        let upper = [(4, "00"), (2, "0000")]
            .into_iter()
            .find_map(|(digits, zeros)| {
                let candidate = format!("{}{zeros}", code.get(..digits)?);
                (candidate != code).then(|| self.get(&candidate)).flatten()
            });
        upper
            .or_else(|| self.get(COUNTRY))
            .map(|division| division.code)
    }

    /// The current divisions directly below.
    pub fn children(&self, code: &str) -> Vec<&Division> {
        self.divisions
            .iter()
            .filter(|division| division.is_current() && self.parent(division.code) == Some(code))
            .collect()
    }

    /// Whether `inner` is `outer` or lies in it.
    pub fn is_within(&self, inner: &str, outer: &str) -> bool {
        inner == outer || self.ancestors(inner).contains(&outer)
    }

    /// The province of a one-character abbreviation (黔, 粤).
    pub fn by_abbreviation(&self, abbreviation: char) -> Option<&Division> {
        let (_, code) = ABBREVIATIONS.iter().find(|(c, _)| *c == abbreviation)?;
        self.get(code)
    }
}

fn read_line(line: &'static str) -> Option<Division> {
    let mut columns = line.split('\t');
    let (code, name) = (columns.next()?, columns.next()?);
    let mut year = || columns.next().and_then(|year| year.parse().ok());
    let (first_year, last_year) = (year(), year());
    let successor = columns.next().filter(|code| !code.is_empty());
    let merged = columns.next() == Some("merged");
    Some(Division {
        code,
        name,
        short: short_name(name),
        level: level_of(code),
        first_year,
        last_year,
        successor: successor.map(|code| (code, merged)),
    })
}

/// The level that a code implies; an extension code lies one level below its first four digits.
fn level_of(code: &str) -> RegionLevel {
    if code == COUNTRY {
        RegionLevel::Country
    } else if code.ends_with("0000") {
        RegionLevel::Province
    } else if code.ends_with("00") || code.get(2..5) == Some("00Z") {
        RegionLevel::Prefecture
    } else {
        RegionLevel::County
    }
}
