//! Issuing organs: joint issuers taken apart, short and relative names made full, and what each organ is.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::{Authority, Origin, RegionLevel};
use super::numeral::read_integer;
use super::region::{COUNTRY, Division, regions};
use super::spelling;

/// More organs than one document ever had; what lies beyond is in the raw field.
const ORGANS_MAX: usize = 60;
const ORGAN_CHARS_MAX: usize = 60;

/// The national organs with their former names; built once.
pub fn organs() -> &'static OrganTable {
    static TABLE: LazyLock<OrganTable> =
        LazyLock::new(|| OrganTable::from_tsv(include_str!("../../data/document/organs.tsv")));
    &TABLE
}

/// A national organ of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalOrgan {
    /// Full official name.
    pub name: &'static str,
    /// First year under this name.
    pub first_year: Option<u16>,
    /// Last year under this name; `None`: it is still there.
    pub last_year: Option<u16>,
    /// Who took over.
    pub successors: Vec<&'static str>,
    /// What it is.
    pub branch: Branch,
}

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
    fn longest_prefix(&self, text: &str) -> Option<&'static str> {
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
    /// Reads the organs of a field. `place` is the record's region: `市政府` in a record of Shenzhen is
    /// `深圳市人民政府`.
    ///
    /// ```
    /// use tongcha::document::Authority;
    /// let names = |field| Authority::read(field, None).into_iter().map(|organ| organ.name).collect::<Vec<_>>();
    /// assert_eq!(names("教育部 发展改革委"), ["教育部", "国家发展和改革委员会"]);
    /// assert_eq!(names("国土资源部监察部"), ["国土资源部", "监察部"]);
    /// ```
    pub fn read(field: &str, place: Option<&Division>) -> Vec<Self> {
        let mut organs: Vec<Self> = Vec::new();
        for piece in split(field) {
            let name = full_name(&piece, place);
            if name.is_empty() || organs.iter().any(|organ| organ.name == name) {
                continue;
            }
            let raw = (name != piece).then_some(piece);
            organs.push(Self {
                name,
                raw,
                origin: Origin::Field,
            });
        }
        organs.truncate(ORGANS_MAX);
        organs
    }

    /// The organs that a title begins with: `国务院关于…`, `广州市人民政府办公厅转发…`. Empty when what stands
    /// there is no organ's name.
    pub fn from_title(title: &str, place: Option<&Division>) -> Vec<Self> {
        let title = spelling::one_line(title);
        let Some(end) = issuing_word(&title) else {
            return Vec::new();
        };
        let organs = Self::read(&title[..end], place);
        let known = |organ: &Self| {
            organ.class().branch != Branch::Other && !organ.name.contains(['《', '“', '年'])
        };
        if organs.is_empty() || !organs.iter().all(known) {
            return Vec::new();
        }
        organs
            .into_iter()
            .map(|organ| Self {
                origin: Origin::Title,
                ..organ
            })
            .collect()
    }

    /// What the name says about the organ.
    pub fn class(&self) -> OrganClass {
        classify(&self.name)
    }
}

/// Where the words after the issuing organ begin in a title.
fn issuing_word(title: &str) -> Option<usize> {
    ["关于", "转发", "批转", "印发", "对", "办公厅令", "令"]
        .into_iter()
        .filter_map(|word| title.find(word))
        .filter(|at| *at > 0)
        .min()
}

/// Takes joint issuers apart. Brackets hold what the organ also is, not another organ.
fn split(field: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_usize;
    for c in before_forwarding(field)
        .chars()
        .take(4_000)
        .filter(|c| !spelling::is_invisible(*c))
    {
        let c = spelling::fold_width(c);
        if spelling::opens(c) {
            depth += 1;
        } else if spelling::closes(c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0
            && (c.is_whitespace() || matches!(c, '、' | ',' | ';' | '，' | '；' | '/' | '|'))
        {
            pieces.push(String::new());
        } else if depth == 0
            && let Some(piece) = pieces.last_mut()
        {
            piece.push(c);
        }
    }
    pieces
        .into_iter()
        .flat_map(|piece| unglue(&piece))
        .map(|piece| spelling::cut(&piece, ORGAN_CHARS_MAX).0.to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// 广东省人民政府办公厅转发省国土资源厅: the one who forwards issues.
fn before_forwarding(field: &str) -> &str {
    ["转发", "批转", "印发"]
        .into_iter()
        .filter_map(|word| field.find(word))
        .min()
        .map_or(field, |at| &field[..at])
}

/// 国土资源部监察部 are two: pieces that known names fill to the end.
fn unglue(piece: &str) -> Vec<String> {
    let whole = vec![piece.to_owned()];
    if organs().get(piece).is_some() {
        return whole;
    }
    let (mut rest, mut names) = (piece, Vec::new());
    while let Some(name) = organs().longest_prefix(rest) {
        names.push(name.to_owned());
        rest = &rest[name.len()..];
    }
    if rest.is_empty() && names.len() > 1 {
        return names;
    }
    relative_organs(piece).unwrap_or(whole)
}

/// 市人社局市税务局市医保局 are three: the same relative word begins each.
fn relative_organs(piece: &str) -> Option<Vec<String>> {
    let word = piece.chars().next().filter(|c| matches!(c, '市' | '省'))?;
    let mut names = vec![String::new()];
    let mut before = ' ';
    for c in piece.chars() {
        if c == word && matches!(before, '局' | '委' | '厅' | '办') {
            names.push(String::new());
        }
        names.last_mut()?.push(c);
        before = c;
    }
    (names.len() > 1).then_some(names)
}

/// 深圳市第四届人民代表大会常务委员会 is the organ of all its terms.
fn without_term(name: &str) -> String {
    let term = name
        .find('第')
        .and_then(|from| Some((from, from + name[from..].find('届')? + '届'.len_utf8())))
        .filter(|(from, to)| {
            let count = &name[from + '第'.len_utf8()..to - '届'.len_utf8()];
            read_integer(count).is_some() && name[*to..].starts_with("人")
        });
    match term {
        Some((from, to)) => format!("{}{}", &name[..from], &name[to..]),
        None => name.to_owned(),
    }
}

/// The full official name of one organ, as far as it is known; the name as it stands otherwise.
fn full_name(piece: &str, place: Option<&Division>) -> String {
    let name = without_term(strip_and_others(piece));
    let mut name = name.as_str();
    if let Some(former) = name
        .strip_prefix('原')
        .filter(|former| organs().get(former).is_some())
    {
        name = former;
    }
    let (stem, office) = split_office(name);
    if let Some(full) = organs().full_name(name) {
        return full.to_owned();
    }
    if let Some(full) = organs().full_name(stem) {
        return format!("{full}{office}");
    }
    let (owner, rest) = local_owner(stem, place);
    match owner {
        Some(owner) => format!("{owner}{}{office}", local_organ(rest)),
        None => format!("{stem}{office}"),
    }
}

/// 生态环境部等, 建设部等三部委, 教育部等部门.
fn strip_and_others(piece: &str) -> &str {
    match piece.rfind('等') {
        Some(at) => {
            let after = &piece[at + '等'.len_utf8()..];
            let counts_organs = after.is_empty()
                || (after.ends_with(['部', '委', '局', '门', '位', '关'])
                    && after.chars().count() <= 6);
            if counts_organs && at > 0 {
                &piece[..at]
            } else {
                piece
            }
        }
        None => piece,
    }
}

/// The general office at the end of a name is part of it: 国务院办公厅 is not the State Council.
fn split_office(name: &str) -> (&str, &str) {
    ["办公厅", "办公室"]
        .into_iter()
        .find_map(|office| {
            Some((
                name.strip_suffix(office).filter(|stem| !stem.is_empty())?,
                office,
            ))
        })
        .unwrap_or((name, ""))
}

/// The place that a local organ's name begins with, in full, and the rest: 广东人民代表大会 belongs to 广东省,
/// 市政府 to the record's city.
fn local_owner<'a>(name: &'a str, place: Option<&Division>) -> (Option<String>, &'a str) {
    if let Some(rest) = name.strip_prefix("自治区") {
        return (
            province_of(place)
                .map(|d| d.name.to_owned())
                .or(Some("自治区".to_owned())),
            rest,
        );
    }
    let levels = [
        ('省', RegionLevel::Province),
        ('市', RegionLevel::Prefecture),
        ('区', RegionLevel::County),
        ('县', RegionLevel::County),
    ];
    for (word, level) in levels {
        if let Some(rest) = name.strip_prefix(word).filter(|rest| starts_organ(rest)) {
            let around = place.and_then(|place| at_level(place, word, level));
            return match around {
                Some(division) => (Some(division.name.to_owned()), rest),
                None => (None, name),
            };
        }
    }
    let Some(found) = regions()
        .find_longest(name)
        .filter(|found| found.range.start == 0)
    else {
        return (None, name);
    };
    let rest = &name[found.range.end..];
    if found.full {
        // A path of places: the names stand as they are.
        return (Some(name[..found.range.end].to_owned()), rest);
    }
    // 黔西南州 says its rank in its own word.
    let rank = found.division.name.chars().last();
    let rest = rest
        .strip_prefix(['州', '市', '省', '盟'])
        .filter(|_| rest.chars().next() == rank)
        .unwrap_or(rest);
    // 北京教育考试院 is called so; only organs of state are short for the full name of their place.
    let organ_of_state = ["人民代表大会", "人民政府", "人大", "政府"]
        .iter()
        .any(|word| rest.starts_with(word));
    match organ_of_state {
        true => (Some(found.division.name.to_owned()), rest),
        false => (None, name),
    }
}

/// The division around `place` that `word` means: 市 in a record of 南山区 is 深圳市; 市 in one of 天津市 is
/// the province-level city itself.
fn at_level(place: &Division, word: char, level: RegionLevel) -> Option<&'static Division> {
    let own = std::iter::once(place.code);
    let around = regions().ancestors(place.code);
    let codes: Vec<&str> = own.chain(around).collect();
    let mut divisions = codes.into_iter().filter_map(|code| regions().get(code));
    divisions.find(|division| {
        division.name.ends_with(word)
            && (division.level == level || (word == '市' && division.level != RegionLevel::Country))
    })
}

fn province_of(place: Option<&Division>) -> Option<&'static Division> {
    let place = place?;
    let around = regions().ancestors(place.code);
    std::iter::once(place.code)
        .chain(around)
        .filter_map(|code| regions().get(code))
        .find(|division| division.level == RegionLevel::Province)
}

/// Words that the name of a local organ begins with after its place.
fn starts_organ(rest: &str) -> bool {
    !rest.is_empty()
        && (["政府", "人民", "人大", "政协", "委"]
            .iter()
            .any(|word| rest.starts_with(word))
            || ends_as_organ(rest))
}

fn ends_as_organ(name: &str) -> bool {
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

/// Abbreviations after the place.
fn local_organ(rest: &str) -> String {
    let swaps = [
        ("政府", "人民政府"),
        ("人大常委会", "人民代表大会常务委员会"),
        ("人大常务委员会", "人民代表大会常务委员会"),
        ("人大", "人民代表大会"),
    ];
    for (short, long) in swaps {
        if rest == short {
            return long.to_owned();
        }
    }
    rest.to_owned()
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
    OrganClass {
        branch,
        level,
        division,
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

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(field: &str, region: &str, expected: Expect) {
        let names: Vec<String> = Authority::read(field, regions().read(region))
            .into_iter()
            .map(|organ| organ.name)
            .collect();
        expected.assert_eq(&names.join(" | "));
    }

    #[test]
    fn joint_issuers_are_taken_apart() {
        check(
            "最高人民法院、最高人民检察院",
            "",
            expect!["最高人民法院 | 最高人民检察院"],
        );
        check(
            "教育部 发展改革委",
            "",
            expect!["教育部 | 国家发展和改革委员会"],
        );
        check("国土资源部监察部", "", expect!["国土资源部 | 监察部"]);
        check(
            "财政部、发展改革委、人民银行、银监会",
            "",
            expect!["财政部 | 国家发展和改革委员会 | 中国人民银行 | 中国银行业监督管理委员会"],
        );
        check(
            "市政府办公室（市外办、市金融办、市大数据局）",
            "义乌市",
            expect!["义乌市人民政府办公室"],
        );
        check(
            "广东省人民政府办公厅转发省侨办、省国土资源厅",
            "广东省",
            expect!["广东省人民政府办公厅"],
        );
        check("生态环境部等", "", expect!["生态环境部"]);
        check("建设部等三部委", "", expect!["建设部"]);
        check(
            "广东省人民政府办公厅转发省国土资源厅",
            "广东省",
            expect!["广东省人民政府办公厅"],
        );
    }

    #[test]
    fn short_and_relative_names_become_full() {
        check(
            "住房城乡建设部办公厅",
            "",
            expect!["住房和城乡建设部办公厅"],
        );
        check(
            "北京人民代表大会常务委员会",
            "",
            expect!["北京市人民代表大会常务委员会"],
        );
        check("原环境保护部", "", expect!["环境保护部"]);
        check("市政府", "深圳市", expect!["深圳市人民政府"]);
        check("市金融局", "天津市", expect!["天津市金融局"]);
        check("市政府", "", expect!["市政府"]);
        check(
            "深圳市人大常委会",
            "",
            expect!["深圳市人民代表大会常务委员会"],
        );
        check(
            "深圳市第四届人民代表大会常务委员会",
            "",
            expect!["深圳市人民代表大会常务委员会"],
        );
        check("贵州省政府", "", expect!["贵州省人民政府"]);
        check(
            "黔西南州人民政府",
            "",
            expect!["黔西南布依族苗族自治州人民政府"],
        );
        check(
            "自治区人民政府",
            "新疆维吾尔自治区",
            expect!["新疆维吾尔自治区人民政府"],
        );
    }

    #[test]
    fn organs_glued_by_their_relative_word_are_taken_apart() {
        check(
            "市人社局市税务局市医保局",
            "天津市",
            expect!["天津市人社局 | 天津市税务局 | 天津市医保局"],
        );
        check("北京教育考试院", "", expect!["北京教育考试院"]);
    }

    #[test]
    fn a_title_names_its_organ_or_none() {
        let check = |title: &str, expected: Expect| {
            let names: Vec<String> = Authority::from_title(title, None)
                .into_iter()
                .map(|organ| organ.name)
                .collect();
            expected.assert_eq(&names.join(" | "));
        };
        check(
            "广州市人民政府办公厅关于做好工作的通知",
            expect!["广州市人民政府办公厅"],
        );
        check(
            "国务院办公厅转发国家地震局关于地震趋势的通知",
            expect!["国务院办公厅"],
        );
        check(
            "住房城乡建设部　国家文物局关于公布第一批街区的通知",
            expect!["住房和城乡建设部 | 国家文物局"],
        );
        check("关于印发《办法》的通知", expect![[""]]);
        check("深圳市工业用地使用权出让若干规定", expect![[""]]);
        check("全面做好2016年关于入学的通知", expect![[""]]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[市省政府等办公厅、（）国务院部]{0,24}|\\PC{0,60}") {
            Authority::read(&text, regions().read("深圳市"));
            Authority::from_title(&text, None);
        }
    }
}
