//! Records, the states of a corpus, and plans, at random.

use proptest::prelude::*;
use tongcha::Record;
use tongcha::document::{Kind, Status};
use tongcha::query::{
    self, DateRange, FacetField, Filters, Level, Order, Plan, PlanRequest, Query, Sort, Strictness,
    TextScope,
};

use tongcha::structure;

use super::PAGE;
use crate::support::{day, tokenizer};

const WORDS: [&str; 22] = [
    "养犬",
    "登记",
    "行政",
    "处罚",
    "许可",
    "人民",
    "法院",
    "民法",
    "停车",
    "收费",
    "標準",
    "管理",
    "条例",
    "申请",
    "罚款",
    "公安",
    "机关",
    "的",
    "ＨＴＴＰ",
    "3",
    "一个",
    "总则",
];
const TITLES: [&str; 8] = [
    "养犬管理条例",
    "停车收费办法",
    "关于养犬登记的通知",
    "行政处罚法",
    "《行政許可》办法（试行）",
    "民法",
    "贵阳市养犬管理规定",
    "总则",
];
const KINDS: [&str; 5] = ["法律", "地方性法规", "政府规章", "规范性文件", "部门规章"];
const REGIONS: [&str; 5] = ["贵州省", "贵阳市", "深圳市", "云岩区", "全国"];
const AUTHORITIES: [&str; 6] = [
    "贵阳市人民政府",
    "教育部、财政部",
    "教育部、教育部",
    "国务院办公厅",
    "公安局",
    "贵州省人民代表大会常务委员会",
];
const NUMBERS: [&str; 4] = [
    "黔府办发〔2020〕8号",
    "国办发[2021]3号",
    "贵州省人民政府令第12号",
    "没有文号",
];
const THEMES: [&str; 4] = [
    "综合政务/政务公开",
    "综合政务",
    "公安、安全、司法/公安",
    "科技、教育",
];
const DAYS: [&str; 6] = [
    "2019-12-31",
    "2020-01-01",
    "2020-06-30",
    "2021-05-01",
    "2022-02-28",
    "2024-02-29",
];
const DECLARED: [&str; 6] = ["有效", "废止", "部分有效", "尚未生效", "已修改", "不知道"];
const COLLECTIONS: [&str; 3] = ["", "regulations", "gazette"];

fn some<T: Clone + std::fmt::Debug + 'static>(
    values: &'static [T],
) -> impl Strategy<Value = Option<T>> {
    prop_oneof![
        1 => Just(None),
        3 => proptest::sample::select(values).prop_map(Some),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(
        (
            proptest::sample::select(&WORDS[..]),
            proptest::sample::select(&["", "", "、", "，", " ", "\n", "。"][..]),
        ),
        0..12,
    );
    let article = (0..5_u8, words);
    proptest::collection::vec(article, 0..=6).prop_map(|articles| {
        let mut text = String::new();
        for (number, (division, words)) in (1..).zip(articles) {
            match division {
                0 => text.push_str("第一章 总 则\n"),
                1 => text.push_str("第二章　登记管理\n"),
                _ => {}
            }
            text.push_str(&format!("第{}条　", structure::format_chinese(number)));
            for (word, sign) in words {
                text.push_str(word);
                text.push_str(sign);
            }
            text.push('\n');
        }
        text
    })
}

fn a_record() -> impl Strategy<Value = Record> {
    let facts = (
        some(&KINDS),
        some(&REGIONS),
        some(&AUTHORITIES),
        some(&NUMBERS),
        some(&THEMES),
        some(&DECLARED),
        proptest::sample::select(&COLLECTIONS[..]),
    );
    let days = (some(&DAYS), some(&DAYS), some(&DAYS), some(&DAYS));
    let title = proptest::sample::select(&TITLES[..]);
    (title, text(), facts, days).prop_map(|(title, text, facts, days)| {
        let (kind, region, authority, number, theme, declared, collection) = facts;
        let owned = |value: Option<&str>| value.map(str::to_owned);
        Record {
            title: title.into(),
            text,
            kind: owned(kind),
            region: owned(region),
            authority: owned(authority),
            number: owned(number),
            theme: owned(theme),
            declared_status: owned(declared),
            collection: collection.into(),
            signed: owned(days.0),
            published: owned(days.1),
            effective: owned(days.2),
            expires: owned(days.3),
            ..Record::default()
        }
    })
}

/// States of a corpus, one after the other: which records each holds, by number, and which of two forms.
#[derive(Debug, Clone)]
pub struct Life {
    records: Vec<(Record, Record)>,
    /// For each generation and record: 0 gone, 1 first form, 2 second form.
    pub states: Vec<Vec<u8>>,
}

impl Life {
    pub fn at(&self, generation: usize) -> Vec<Record> {
        let forms = self.records.iter().zip(&self.states[generation]);
        forms
            .enumerate()
            .filter_map(|(number, ((first, second), state))| {
                let mut record = match state {
                    0 => return None,
                    1 => first.clone(),
                    _ => second.clone(),
                };
                record.id = format!("r{number}");
                Some(record)
            })
            .collect()
    }
}

pub fn life() -> impl Strategy<Value = Life> {
    proptest::collection::vec((a_record(), a_record()), 12..=16).prop_flat_map(|records| {
        let state = proptest::sample::select(&[0, 1, 1, 1, 1, 1, 1, 2][..]);
        let states = proptest::collection::vec(state, records.len());
        let records = Just(records);
        (records, proptest::collection::vec(states, 3))
            .prop_map(|(records, states)| Life { records, states })
    })
}

fn a_query() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..4);
    let names = [
        "养犬管理条例",
        "国办发〔2021〕3号",
        "r3",
        "贵阳市人民政府",
        "《民法》",
        "政府",
        "2021",
    ];
    let bare = prop_oneof![
        4 => words.prop_map(|words| words.concat()),
        1 => proptest::sample::select(names.to_vec()).prop_map(str::to_owned),
    ];
    let shape = proptest::sample::select(
        &[
            "{}",
            "{}",
            "{}",
            "\"{}\"",
            "-{}",
            "标题:{}",
            "文号:{}",
            "机关:{}",
            "标题:\"{}\"",
            "-标题:{}",
            "OR {}",
            "| {}",
        ][..],
    );
    let piece = (shape, bare).prop_map(|(shape, bare)| shape.replace("{}", &bare));
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.join(" "))
}

fn filters() -> impl Strategy<Value = Filters> {
    fn few(values: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
        let some = proptest::collection::vec(proptest::sample::select(values), 1..3);
        prop_oneof![
            4 => Just(Vec::new()),
            1 => some.prop_map(|some| some.into_iter().map(str::to_owned).collect()),
        ]
    }
    fn range() -> impl Strategy<Value = DateRange> {
        let side = || prop_oneof![6 => Just(None), 1 => proptest::sample::select(&DAYS[..]).prop_map(Some)];
        (side(), side()).prop_map(|(from, to)| DateRange {
            from: from.map(day),
            to: to.map(day),
        })
    }
    let kinds = prop_oneof![
        4 => Just(Vec::new()),
        1 => proptest::collection::vec(proptest::sample::select(&Kind::ALL[..]), 1..5),
    ];
    let states = prop_oneof![
        4 => Just(Vec::new()),
        1 => proptest::collection::vec(proptest::sample::select(&Status::ALL[..]), 1..4),
    ];
    let years =
        prop_oneof![4 => Just(Vec::new()), 1 => proptest::collection::vec(2019..2025, 1..3)];
    let number =
        prop_oneof![9 => Just(None), 1 => proptest::sample::select(&NUMBERS[..]).prop_map(Some)];
    let strings = (
        few(&["regulations", "gazette", "absent"]),
        few(&[
            "贵阳市人民政府",
            "教育部",
            "中华人民共和国教育部",
            "国务院办公厅",
        ]),
        few(&["520000", "520100", "440300", "000000"]),
        few(&["综合政务", "综合政务/政务公开", "科技、教育"]),
    );
    (strings, kinds, states, years, number, range(), range()).prop_map(
        |(
            (collection, authority, region, theme),
            kind,
            status,
            year,
            number,
            issued,
            effective,
        )| {
            Filters {
                collection,
                kind,
                authority,
                region,
                theme,
                status,
                year,
                number: number.map(str::to_owned),
                issued,
                effective,
            }
        },
    )
}

pub fn a_plan() -> impl Strategy<Value = Plan> {
    let choices = (
        proptest::sample::select(&[Level::Document, Level::Article][..]),
        proptest::sample::select(
            &[
                TextScope::All,
                TextScope::All,
                TextScope::Title,
                TextScope::Body,
            ][..],
        ),
        proptest::bool::weighted(0.2),
        proptest::sample::select(&Strictness::LADDER[..]),
        proptest::sample::select(&[Sort::Relevance, Sort::Issued, Sort::Effective, Sort::Rank][..]),
        proptest::sample::select(&[Order::Asc, Order::Desc][..]),
        proptest::sample::select(&DAYS[..]),
    );
    (a_query(), filters(), choices).prop_map(|(text, filters, choices)| {
        let (level, scope, exact, strictness, sort, order, as_of) = choices;
        let request = PlanRequest {
            level,
            scope,
            exact,
            strictness,
            named: Vec::new(),
            expansions: Vec::new(),
            prior: Default::default(),
            filters,
            as_of: day(as_of),
            sort,
            order,
            candidates_max: PAGE,
            passages_max: 3,
            facets: FacetField::ALL.to_vec(),
            ..PlanRequest::default()
        };
        query::plan(&Query::parse(&text).unwrap(), &tokenizer(), request)
    })
}
