//! Places: the codes of GB/T 2260 with their history, and names found in text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::model::{Origin, Region, RegionLevel};
use super::spelling;

/// The table of the divisions of China, as of its file's date; built once.
pub fn regions() -> &'static RegionTable {
    static TABLE: LazyLock<RegionTable> =
        LazyLock::new(|| RegionTable::from_tsv(include_str!("../../data/document/regions.tsv")));
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

/// A place found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which place.
    pub division: &'static Division,
    /// Where its name stands, in bytes.
    pub range: Range<usize>,
    /// Whether the full name stood there, not only the short one.
    pub full: bool,
}

/// The divisions of China by code and by name.
#[derive(Debug)]
pub struct RegionTable {
    divisions: Vec<Division>,
    by_code: HashMap<&'static str, usize>,
    by_name: HashMap<&'static str, Vec<usize>>,
    name_chars_max: usize,
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

/// What the fields of sources call the whole country.
const COUNTRY_NAMES: [&str; 7] = [
    "全国",
    "国家",
    "中国",
    "中央",
    "国家级",
    "中华人民共和国",
    "全国性",
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
        let name_chars_max = by_name
            .keys()
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0);
        Self {
            divisions,
            by_code,
            by_name,
            name_chars_max,
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

    /// The one place of this name, full or short. A name that several places bear is decided only where the
    /// others lie inside the one (吉林 is the province), where the others are gone, or by `within`; else
    /// nobody guesses: 鼓楼区 alone is no place.
    pub fn by_name(&self, name: &str, within: Option<&str>) -> Option<&Division> {
        let candidates = self.by_name.get(name)?;
        let inside = |index: &&usize| {
            within.is_none_or(|outer| self.is_within(self.divisions[**index].code, outer))
        };
        let candidates: Vec<&Division> = candidates
            .iter()
            .filter(inside)
            .map(|index| &self.divisions[*index])
            .collect();
        self.the_one(name, &candidates)
    }

    fn the_one<'a>(&self, name: &str, candidates: &[&'a Division]) -> Option<&'a Division> {
        let full: Vec<&Division> = candidates
            .iter()
            .filter(|d| d.name == name)
            .copied()
            .collect();
        let pool = if full.is_empty() {
            candidates.to_vec()
        } else {
            full
        };
        let current: Vec<&Division> = pool.iter().filter(|d| d.is_current()).copied().collect();
        let pool = if current.is_empty() { pool } else { current };
        let highest = pool.iter().min_by_key(|division| division.level)?;
        let rivals = pool.iter().filter(|d| d.code != highest.code);
        // A province's short name is the province: 海南 is not a prefecture of Qinghai.
        let outranks = highest.level <= RegionLevel::Province;
        let same_today = |d: &Division| match (self.current(d), self.current(highest)) {
            (Some(one), Some(other)) => one.code == other.code,
            _ => false,
        };
        let undisputed = rivals
            .into_iter()
            .all(|d| outranks || self.is_within(d.code, highest.code) || same_today(d));
        undisputed.then_some(*highest)
    }

    /// The first place in the text, its longest name at that point: 黔西南 is never 黔西. A county's name that
    /// several bear needs its city or province before it (南京市鼓楼区).
    pub fn find_longest(&'static self, text: &str) -> Option<Found> {
        self.find_all(text).into_iter().next()
    }

    /// Every place in the text, from left to right, none overlapping. Short names are found for provinces and
    /// prefectures only; those of counties (和平, 城关) are everyday words.
    pub fn find_all(&'static self, text: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let bounds: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let mut at = 0;
        while at + 1 < bounds.len() {
            match self.longest_at(text, &bounds, at, found.last()) {
                Some((hit, chars)) => {
                    found.push(hit);
                    at += chars;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_at(
        &'static self,
        text: &str,
        bounds: &[usize],
        at: usize,
        before: Option<&Found>,
    ) -> Option<(Found, usize)> {
        let chars_max = self.name_chars_max.min(bounds.len() - 1 - at);
        (2..=chars_max).rev().find_map(|chars| {
            let range = bounds[at]..bounds[at + chars];
            let name = &text[range.clone()];
            let adjacent = before
                .filter(|b| b.range.end == range.start)
                .map(|b| b.division.code);
            let division = adjacent
                .and_then(|outer| self.by_name(name, Some(outer)))
                .or_else(|| self.by_name(name, None))?;
            let full = division.name == name;
            let said = full || division.level <= RegionLevel::Prefecture;
            said.then_some((
                Found {
                    division,
                    range,
                    full,
                },
                chars,
            ))
        })
    }

    /// Reads the region field of a record: a full or short name, the country, or a path (`贵州省贵阳市云岩区`,
    /// `贵州省/贵阳市`). The whole field must be used up, or it is garbage and `None`.
    pub fn read(&'static self, field: &str) -> Option<&'static Division> {
        let compact = spelling::compact(field);
        let name = compact.as_str();
        if COUNTRY_NAMES.contains(&name) {
            return self.get(COUNTRY);
        }
        if let Some(division) = self.get(name).filter(|_| name.len() == 6) {
            return Some(division);
        }
        if let Some(division) = self.by_name(name, None) {
            return Some(division);
        }
        let mut inner: Option<&Division> = None;
        for piece in name
            .split(['/', '-', '>', '\\', '·', ',', '、'])
            .filter(|piece| !piece.is_empty())
        {
            inner = Some(self.read_path(piece, inner)?);
        }
        inner
    }

    fn read_path(
        &'static self,
        path: &str,
        outer: Option<&'static Division>,
    ) -> Option<&'static Division> {
        if let Some(division) = self.by_name(path, outer.map(|outer| outer.code)) {
            return Some(division);
        }
        let (mut rest, mut inner) = (path, outer);
        while !rest.is_empty() {
            let within = inner.map(|inner| inner.code);
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
            let (end, division) = ends
                .take(self.name_chars_max)
                .filter_map(|end| Some((end, self.by_name(&rest[..end], within)?)))
                .last()?;
            rest = &rest[end..];
            inner = Some(division);
        }
        inner
    }
}

/// The code of the whole country.
pub(crate) const COUNTRY: &str = "000000";

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

/// Words for ranks, the longest first.
const RANKS: [&str; 16] = [
    "特别行政区",
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "地区",
    "特区",
    "林区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
    "州",
];

/// Nationalities as the names of autonomous places have them, each with 族 or, in a few, without.
const NATIONALITIES: [&str; 66] = [
    "柯尔克孜族",
    "乌孜别克族",
    "维吾尔族",
    "哈萨克族",
    "傈僳族",
    "达斡尔族",
    "塔吉克族",
    "俄罗斯族",
    "鄂温克族",
    "塔塔尔族",
    "鄂伦春族",
    "土家族",
    "蒙古族",
    "布依族",
    "朝鲜族",
    "哈尼族",
    "拉祜族",
    "东乡族",
    "纳西族",
    "景颇族",
    "仫佬族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "德昂族",
    "保安族",
    "裕固族",
    "独龙族",
    "赫哲族",
    "门巴族",
    "珞巴族",
    "基诺族",
    "高山族",
    "各族",
    "回族",
    "藏族",
    "苗族",
    "彝族",
    "壮族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "傣族",
    "黎族",
    "佤族",
    "畲族",
    "水族",
    "土族",
    "羌族",
    "怒族",
    "京族",
    "柯尔克孜",
    "维吾尔",
    "哈萨克",
    "达斡尔",
    "塔吉克",
    "鄂温克",
    "鄂伦春",
    "锡伯",
    "蒙古",
    "回",
];

fn short_name(name: &'static str) -> &'static str {
    let long_enough = |stem: &str| stem.chars().count() >= 2;
    let Some((mut stem, rank)) = RANKS.into_iter().find_map(|rank| {
        name.strip_suffix(rank)
            .filter(|stem| long_enough(stem))
            .map(|stem| (stem, rank))
    }) else {
        return name;
    };
    if !rank.starts_with("自治") {
        return stem;
    }
    while let Some(shorter) = NATIONALITIES.into_iter().find_map(|nationality| {
        stem.strip_suffix(nationality)
            .filter(|stem| long_enough(stem))
    }) {
        stem = shorter;
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_read(field: &str, expected: Option<(&str, &str)>) {
        let read = regions()
            .read(field)
            .map(|division| (division.code, division.name));
        assert_eq!(read, expected, "{field}");
    }

    fn check_found(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = regions()
            .find_all(text)
            .into_iter()
            .map(|found| (&text[found.range], found.division.code))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn fields_are_read_by_full_and_short_names_and_paths() {
        check_read("山东", Some(("370000", "山东省")));
        check_read("深圳市", Some(("440300", "深圳市")));
        check_read("国家", Some(("000000", "中华人民共和国")));
        check_read("全国", Some(("000000", "中华人民共和国")));
        check_read("内蒙古", Some(("150000", "内蒙古自治区")));
        check_read("黔西南", Some(("522300", "黔西南布依族苗族自治州")));
        check_read("贵州省贵阳市云岩区", Some(("520103", "云岩区")));
        check_read("贵州省/贵阳市", Some(("520100", "贵阳市")));
        check_read("海南", Some(("460000", "海南省")));
        check_read("北京", Some(("110000", "北京市")));
        check_read("520000", Some(("520000", "贵州省")));
        check_read("贵安新区", Some(("5200Z1", "贵安新区")));
    }

    #[test]
    fn garbage_and_ambiguous_names_are_not_guessed() {
        for field in [
            "国务院关于加强市",
            "印发广东省",
            "鼓楼区",
            "朝阳区",
            "",
            "某地",
        ] {
            check_read(field, None);
        }
    }

    #[test]
    fn the_longest_name_wins() {
        check_found("黔西南州高龄津贴", &[("黔西南", "522300")]);
        check_found("黔西市高龄津贴", &[("黔西市", "520581")]);
        check_found(
            "南京市鼓楼区入学",
            &[("南京市", "320100"), ("鼓楼区", "320106")],
        );
        check_found("鼓楼区入学", &[]);
        check_found("构建和平社会", &[]);
    }

    #[test]
    fn former_places_lead_to_those_of_today() {
        let current = |name: &str| {
            regions()
                .by_name(name, None)
                .and_then(|d| regions().current(d))
                .map(|d| (d.code, d.name))
        };
        assert_eq!(current("毕节地区"), Some(("520500", "毕节市")));
        assert_eq!(current("铜仁地区"), Some(("520600", "铜仁市")));
        assert_eq!(current("盘县"), Some(("520281", "盘州市")));
        assert_eq!(current("水城县"), Some(("520204", "水城区")));
        assert_eq!(current("黔西县"), Some(("520581", "黔西市")));
        assert_eq!(current("遵义地区"), Some(("520300", "遵义市")));
        assert_eq!(current("莱芜市"), None);
    }

    #[test]
    fn places_know_what_lies_around_and_in_them() {
        assert_eq!(
            regions().ancestors("520103"),
            ["520100", "520000", "000000"]
        );
        assert_eq!(regions().ancestors("110105"), ["110000", "000000"]);
        assert_eq!(
            regions().ancestors("5201Z1"),
            ["520100", "520000", "000000"]
        );
        assert!(regions().ancestors("000000").is_empty());
        assert!(regions().is_within("440300", "440000"));
        let below: Vec<&str> = regions()
            .children("520000")
            .iter()
            .map(|d| d.short)
            .collect();
        assert_eq!(
            below,
            [
                "贵安",
                "贵阳",
                "六盘水",
                "遵义",
                "安顺",
                "毕节",
                "铜仁",
                "黔西南",
                "黔东南",
                "黔南"
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_finder_panic(text in "[贵州省黔西南市县区/]{0,20}|\\PC{0,60}") {
            regions().read(&text);
            for found in regions().find_all(&text) {
                proptest::prop_assert!(text.get(found.range).is_some());
            }
        }
    }
}
