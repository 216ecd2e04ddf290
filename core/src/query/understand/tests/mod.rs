//! The recognisers together, over a small catalogue.

mod articles;
mod beside;
mod noise;
mod numbers;
mod places;
mod times;
mod unheld;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use expect_test::Expect;

use super::*;
use crate::catalogue::Name;
use crate::document::{Dates, Kind, Status};
use crate::query::QUERY_CHARS_MAX;

/// One line each: id, title, numbers (;), index number, year, declared state, articles.
const NAMES: &str = "\
gsf18|中华人民共和国公司法|主席令第15号||2018|2|1-218
gsf23|中华人民共和国公司法|主席令第15号||2023|3|1-266
xf|中华人民共和国刑法|主席令第83号||2023|3|1-452
mfd-hy|中华人民共和国民法典·婚姻家庭编|主席令第45号||2020|3|1040-1118
mfd-ht|中华人民共和国民法典·合同编|主席令第45号||2020|3|463-988
ldht|中华人民共和国劳动合同法|主席令第73号||2012|3|1-98
zf|中华人民共和国森林法|主席令第39号||2019|3|1-84
lff15|中华人民共和国立法法|主席令第20号||2015|2|1-105
lff23|中华人民共和国立法法|主席令第3号||2023|3|1-120
xxgk|中华人民共和国政府信息公开条例|国务院令第711号|000014349/2019-00031|2019|3|1-56
zy|征兵工作条例|国务院、中央军事委员会令第759号||2023|3|1-74
sg|建设工程消防设计审查验收管理暂行规定|住房和城乡建设部令第51号||2020|3|1-44
gs|市场监督管理行政处罚程序规定|国家市场监督管理总局公告2021年第2号||2021|3|
gb37|国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知|国办发〔2018〕37号|000014349/2018-00102|2018|3|
gb115|国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见|国办发〔2018〕115号||2018|3|
gh37|国务院关于某规划的批复|国函〔2019〕37号||2019|3|
qf7|贵州省人民政府关于贯彻落实某意见的通知|黔府发〔2018〕7号||2018|3|
gz|贵州省公路条例|贵州省人民代表大会常务委员会公告第8号||2010|3|1-60
hz|惠州市某管理办法|HFGS-2022-7||2022|3|1-20
sd|土地整治条例|山东省人民政府令第275号||2015|3|1-40
";

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let names = NAMES.lines().map(|line| {
        let columns: Vec<&str> = line.split('|').collect();
        let [id, title, numbers, index_number, year, state, articles] = columns[..] else {
            panic!("seven columns: {line}");
        };
        let year: Option<i32> = year.parse().ok();
        let number = |text: &str| text.parse().ok();
        Name {
            id: id.to_owned(),
            work_id: title.split('·').next().unwrap_or(title).to_owned(),
            title: title.to_owned(),
            subtitle: title.split_once('·').map(|(_, part)| part.to_owned()),
            numbers: numbers.split(';').map(str::to_owned).collect(),
            index_number: (!index_number.is_empty()).then(|| index_number.to_owned()),
            kind: Kind::Unknown,
            region: None,
            authority: Vec::new(),
            dates: Dates {
                issued: year.and_then(|year| Day::new(year, 6, 1)),
                ..Dates::default()
            },
            earliest: year.and_then(|year| Day::new(year, 6, 1)),
            life: Default::default(),
            declared: match state {
                "2" => Status::AmendedInForce,
                _ => Status::InForce,
            },
            version_year: year,
            articles: articles
                .split_once('-')
                .and_then(|(first, last)| Some((number(first)?, number(last)?))),
        }
    });
    Catalogue::new(names.collect())
});

fn read(raw: &str, ignored: &[InterpretationKind]) -> Understanding {
    let query = Query::parse(raw).expect("short enough");
    let context = Context {
        catalogue: &CATALOGUE,
        as_of: Day::new(2026, 3, 31).expect("a day"),
        ignored,
    };
    understand(&query, context)
}

fn words(query: &Query) -> String {
    let pieces = query.clauses.iter().flat_map(|clause| &clause.alternatives);
    let pieces: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
    pieces.join(" ")
}

fn named(understanding: &Understanding) -> String {
    let one = |named: &Named| match named.articles.as_slice() {
        [] => named.id.clone(),
        articles => format!("{}#{}", named.id, articles.join(",")),
    };
    let all: Vec<String> = understanding.named.iter().map(one).collect();
    all.join(" ")
}

/// Named documents, chips with what they do, filters and preferences, notes, and the words that are left.
fn show(understanding: &Understanding) -> String {
    let mut lines = vec![format!("named {}", named(understanding))];
    for chip in &understanding.interpretation {
        lines.push(format!(
            "{:?} {} {}-{} {:?}{}",
            chip.kind,
            chip.text,
            chip.from,
            chip.to,
            chip.effect,
            if chip.certain { "" } else { " ?" }
        ));
    }
    for preference in &understanding.preferences {
        lines.push(format!(
            "prefer {:?} {}",
            preference.field,
            preference.values.join(" ")
        ));
    }
    let expansions = understanding.expansions.iter();
    lines.extend(expansions.map(|to| format!("expand {} → {}", to.from, to.to.join("|"))));
    lines.extend(
        understanding
            .notes
            .iter()
            .map(|note| format!("note {}", note.text)),
    );
    lines.push(format!("words {}", words(&understanding.query)));
    lines.join("\n")
}

fn check(raw: &str, expected: Expect) {
    expected.assert_eq(&show(&read(raw, &[])));
}

/// How many hostile spellings a kind is asked in, at least.
const SPELLINGS_MIN: usize = 40;

/// A kind is asked in many ways: a table that shrinks is no longer a promise.
#[track_caller]
fn enough(kind: &str, asked: usize) {
    assert!(asked >= SPELLINGS_MIN, "{kind}: {asked} spellings");
}

/// How many of the spellings are different ones.
fn distinct(spellings: &[&str]) -> usize {
    spellings.iter().collect::<BTreeSet<_>>().len()
}

/// Every spelling names this document first. Returns how many there are.
#[track_caller]
fn first(id: &str, spellings: &[&str]) -> usize {
    let wrong: Vec<String> = spellings
        .iter()
        .map(|spelling| (spelling, read(spelling, &[])))
        .filter(|(_, read)| read.named.first().is_none_or(|named| named.id != id))
        .map(|(spelling, read)| format!("{spelling}\n{}", show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{id}:\n{}", wrong.join("\n\n"));
    distinct(spellings)
}

#[test]
fn removed_chips_stay_removed() {
    let words = |raw, kind| show(&read(raw, &[kind]));
    assert!(words("森林法", InterpretationKind::Title).starts_with("named \n"));
    assert!(words("国务院令第711号", InterpretationKind::Number).starts_with("named \n"));
    assert!(!words("2019年 养犬", InterpretationKind::Time).contains("Time"));
    assert!(!words("已废止 养犬", InterpretationKind::Status).contains("Status"));
    assert!(!words("贵州 养犬", InterpretationKind::Region).contains("Region"));
}

#[test]
fn typing_errors_are_corrected_with_their_articles() {
    let query = Query::parse("老动合同法第39条").expect("short enough");
    let context = Context {
        catalogue: &CATALOGUE,
        as_of: Day::new(2026, 3, 31).expect("a day"),
        ignored: &[],
    };
    let correction = correct(&query, context).expect("a correction");
    assert_eq!(correction.q, "中华人民共和国劳动合同法第39条");
    assert_eq!(named(&correction.understanding), "ldht#39");
    assert_eq!(correction.kind, InterpretationKind::Correction);
    // What is left of it is another name, and not what was typed.
    assert_ne!(named(&read("合同法第39条", &[])), "");
    assert_eq!(named(&read("老动合同法第39条", &[])), "");
    assert_eq!(named(&read("我国森林法第39条", &[])), "zf#39");
    assert!(correct(&Query::parse("养犬").expect("short"), context).is_none());
}

proptest::proptest! {
    #[test]
    fn any_text_is_understood(
        raw in "([公司森林法民典国务院令发办文号第条年款之废止最近贵州黔环保厅的请问全文 、《》〔〕（）\"|0-9一二百§-]{0,40}|\\PC{0,60})"
    ) {
        let understanding = read(&raw, &[]);
        let length = raw.chars().count() as u32;
        for chip in &understanding.interpretation {
            proptest::prop_assert!(chip.from <= chip.to && chip.to <= length, "{chip:?}");
        }
        let query = Query::parse(&raw).expect("short enough");
        if let Some(correction) = correct(&query, Context { catalogue: &CATALOGUE, as_of: Day::today(), ignored: &[] }) {
            proptest::prop_assert!(correction.understanding.interpretation.iter().all(|chip| chip.to <= length));
        }
    }
}

#[test]
fn long_queries_are_bounded() {
    for piece in [
        "国办发〔2018〕37号",
        "公司法",
        "第1条、",
        "2018年",
        "《",
        "1",
        "贵州省",
        "号令",
    ] {
        let length = piece.chars().count();
        read(&piece.repeat(QUERY_CHARS_MAX / length), &[]);
    }
}
