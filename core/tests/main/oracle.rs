//! The embedded engine against a naive one: the same plan, asked of each document one by one.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proptest::prelude::*;
use proptest::test_runner::Config;
use tongcha::Record;
use tongcha::document::{Day, Document, Kind, Status, Validity, read_record, regions};
use tongcha::engine::{Answer, EmbeddedEngine, Engine};
use tongcha::language::{self, normalize};
use tongcha::life::read_life;
use tongcha::query::{
    self, DateRange, FacetField, Filters, Identifier, IdentifierField, Level, Order, Plan,
    PlanRequest, PlanTerm, Query, Scope, Sort, Strictness, TermKind, TextScope,
};
use tongcha::structure::{self, PassageKind, Structure};

use crate::support::{Corpus, day, tokenizer};

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

// The naive engine ------------------------------------------------------------------------------------------------

struct Naive {
    document: Document,
    structure: Structure,
    title: Text,
    numbers: Vec<Text>,
    organs: Vec<Text>,
    /// What else only words are looked for in: place, theme, form …
    others: Vec<Text>,
    passages: Vec<Text>,
    /// The headings above each passage, and its own.
    headings: Vec<Vec<Text>>,
}

/// A text as words and as characters.
struct Text {
    words: HashSet<String>,
    characters: Vec<String>,
}

impl Text {
    fn new(text: &str) -> Self {
        let normal = normalize(text);
        let words = tokenizer().tokens(&normal).into_iter();
        Self {
            words: words.map(|token| token.text.to_owned()).collect(),
            characters: language::characters(&normal)
                .map(|token| token.text.to_owned())
                .collect(),
        }
    }

    fn all<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Self> {
        texts.into_iter().map(Self::new).collect()
    }

    fn has(&self, kind: &TermKind) -> bool {
        match kind {
            TermKind::Word(word) => self.words.contains(word),
            TermKind::Phrase(wanted) => {
                let mut windows = self.characters.windows(wanted.len());
                windows.any(|window| window == wanted)
            }
        }
    }
}

/// What occurs where, as bit sets of the terms of a plan.
struct Occurring {
    /// In title, number, organs.
    shared: u64,
    /// In each passage and the headings above it.
    passages: Vec<u64>,
}

impl Naive {
    /// `held` is the document as the engine holds it: what other documents do to its validity comes from there.
    fn new(record: &Record, held: &Document) -> Self {
        let (mut document, _) = read_record(record.clone()).unwrap();
        let structure = structure::parse(&record.text);
        read_life(&mut document, &structure, &record.text);
        document.life = held.life.clone();
        let number = document.number.iter();
        let numbers = number.flat_map(|number| [number.canonical.as_str(), number.raw.as_str()]);
        let mut others = vec![document.kind.label()];
        others.extend(document.region.iter().map(|region| region.name.as_str()));
        others.extend(document.theme.iter().map(|theme| theme.path.as_str()));
        others.extend(document.genre.as_deref());
        let passages = || structure.passages.iter();
        let headings = passages().map(|passage| {
            let mut headings = structure.headings_of(passage);
            headings.push(passage.heading.clone());
            Text::all(headings.iter().map(String::as_str))
        });
        Self {
            title: Text::new(&document.title),
            numbers: Text::all(numbers),
            organs: Text::all(document.authority.iter().map(|organ| organ.name.as_str())),
            others: Text::all(others),
            passages: Text::all(passages().map(|passage| passage.span.of(&record.text))),
            headings: headings.collect(),
            document,
            structure,
        }
    }

    fn occurring(&self, plan: &Plan) -> Occurring {
        let set = |holds: &dyn Fn(&PlanTerm) -> bool| {
            let terms = (0..).zip(&plan.terms).filter(|(_, term)| holds(term));
            terms.fold(0_u64, |set, (index, _)| set | 1 << index)
        };
        Occurring {
            shared: set(&|term| self.is_shared(term)),
            passages: (0..self.passages.len())
                .map(|at| set(&|term| self.is_in_passage(term, at)))
                .collect(),
        }
    }

    fn is_shared(&self, term: &PlanTerm) -> bool {
        let any = |texts: &[Text]| texts.iter().any(|text| text.has(&term.kind));
        let is_word = matches!(term.kind, TermKind::Word(_));
        match term.scope {
            Scope::Number => any(&self.numbers),
            Scope::Authority => any(&self.organs),
            Scope::Text(TextScope::Body) => false,
            Scope::Text(TextScope::Title) => self.title.has(&term.kind),
            Scope::Text(TextScope::All) => {
                let beside = is_word && (any(&self.organs) || any(&self.others));
                self.title.has(&term.kind) || any(&self.numbers) || beside
            }
        }
    }

    fn is_in_passage(&self, term: &PlanTerm, at: usize) -> bool {
        let own = self.passages[at].has(&term.kind);
        match (term.scope, &term.kind) {
            (Scope::Text(TextScope::All), TermKind::Word(_)) => {
                let mut around = self.headings[at].iter();
                own || self.title.has(&term.kind) || around.any(|text| text.has(&term.kind))
            }
            (Scope::Text(TextScope::All | TextScope::Body), _) => own,
            _ => false,
        }
    }

    /// The hits that it would give if all filters were passed: empty addresses are documents.
    fn matching(&self, plan: &Plan) -> Vec<(String, String)> {
        let occurring = self.occurring(plan);
        let identified = plan.identifiers.iter().any(|key| self.has(key));
        let id = &self.document.id;
        match plan.level {
            Level::Document => {
                let passages = occurring.passages.iter();
                let all = passages.fold(occurring.shared, |all, passage| all | passage);
                let holds = identified || plan.condition.holds(all);
                holds
                    .then(|| (id.clone(), String::new()))
                    .into_iter()
                    .collect()
            }
            Level::Article => {
                let passages = self.structure.passages.iter().zip(&occurring.passages);
                passages
                    .filter(|(passage, _)| {
                        !matches!(passage.kind, PassageKind::Heading | PassageKind::Contents)
                    })
                    .filter(|(_, own)| identified || plan.condition.holds(**own | occurring.shared))
                    .map(|(passage, _)| (id.clone(), passage.n.clone()))
                    .collect()
            }
        }
    }

    fn has(&self, identifier: &Identifier) -> bool {
        let key = &identifier.key;
        match identifier.field {
            IdentifierField::Id => self.document.id == *key,
            IdentifierField::Title => {
                let title = &self.document.title;
                *key == format!("={}", normalize(title))
                    || language::title_variants(title).contains(key)
            }
            IdentifierField::Number => self.document.number_keys().contains(key),
        }
    }

    fn values(&self, facet: FacetField, as_of: Day) -> BTreeSet<String> {
        let document = &self.document;
        let state = || Validity::at(document, as_of).state.as_str().to_owned();
        match facet {
            FacetField::Kind => [document.kind.as_str().to_owned()].into(),
            FacetField::Status => [state()].into(),
            FacetField::Authority => {
                let organs = document.authority.iter();
                organs.map(|organ| organ.name.clone()).collect()
            }
            FacetField::Region => {
                let mut codes = BTreeSet::new();
                if let Some(region) = &document.region {
                    codes.insert(region.code.clone());
                    let around = regions().ancestors(&region.code);
                    let smaller = around.into_iter().filter(|code| *code != "000000");
                    codes.extend(smaller.map(str::to_owned));
                }
                codes
            }
            FacetField::Theme => {
                let themes = document.theme.iter().flat_map(|theme| {
                    let first = theme.path.split('/').next().unwrap();
                    [first.to_owned(), theme.path.clone()]
                });
                themes.collect()
            }
            FacetField::Year => {
                let year = document.dates.issued.map(|day| day.year().to_string());
                year.into_iter().collect()
            }
        }
    }

    /// Whether all filters let it pass, but for one facet's own, and for the collection's.
    fn passes(&self, plan: &Plan, but: Option<FacetField>, but_collection: bool) -> bool {
        let filters = &plan.filters;
        let strings = |values: Vec<String>| values;
        let wanted = [
            (
                FacetField::Kind,
                filters.kind.iter().map(|k| k.as_str().into()).collect(),
            ),
            (
                FacetField::Status,
                filters.status.iter().map(|s| s.as_str().into()).collect(),
            ),
            (FacetField::Authority, strings(filters.authority.clone())),
            (FacetField::Region, filters.region.clone()),
            (FacetField::Theme, filters.theme.clone()),
            (
                FacetField::Year,
                filters.year.iter().map(i32::to_string).collect(),
            ),
        ];
        let facets = wanted.iter().all(|(facet, wanted)| {
            wanted.is_empty()
                || but == Some(*facet)
                || self
                    .values(*facet, plan.as_of)
                    .iter()
                    .any(|value| wanted.contains(value))
        });
        let collection = but_collection
            || filters.collection.is_empty()
            || filters.collection.contains(&self.document.collection);
        let number = filters.number.as_ref().is_none_or(|number| {
            let own = self.document.number_keys();
            query::number_keys(number)
                .iter()
                .any(|key| own.contains(key))
        });
        let dates = &self.document.dates;
        let within = |range: &DateRange, day: Option<Day>| {
            let from = range
                .from
                .is_none_or(|from| day.is_some_and(|day| from <= day));
            let to = range.to.is_none_or(|to| day.is_some_and(|day| day <= to));
            from && to
        };
        facets
            && collection
            && number
            && within(&filters.issued, dates.issued)
            && within(&filters.effective, dates.effective)
    }
}

// The comparison --------------------------------------------------------------------------------------------------

/// Hits that are read at a time.
const PAGE: usize = 9;

/// Reads page after page and compares with what the naive engine says.
fn check(engine: &EmbeddedEngine, documents: &[Naive], plan: &Plan) -> Result<(), TestCaseError> {
    let mut expected = BTreeSet::new();
    let mut facets: BTreeMap<FacetField, BTreeMap<String, u64>> = BTreeMap::new();
    let mut collections: BTreeMap<String, u64> = BTreeMap::new();
    for document in documents {
        let matching = document.matching(plan);
        let count = matching.len() as u64;
        if count == 0 {
            continue;
        }
        for facet in &plan.facets {
            if document.passes(plan, Some(*facet), false) {
                for value in document.values(*facet, plan.as_of) {
                    *facets.entry(*facet).or_default().entry(value).or_default() += count;
                }
            }
        }
        if document.passes(plan, None, true) {
            let collection = document.document.collection.clone();
            *collections.entry(collection).or_default() += count;
        }
        if document.passes(plan, None, false) {
            expected.extend(matching);
        }
    }

    let mut found: Vec<(String, String)> = Vec::new();
    let mut first: Option<Answer> = None;
    loop {
        let page = Plan {
            candidates_max: found.len() + PAGE,
            ..plan.clone()
        };
        let answer = engine.execute(&page).unwrap();
        let before = found.len();
        let hits = engine.fetch(&answer.candidates[before..]).unwrap();
        found.extend(hits.iter().map(|hit| {
            let n = match plan.level {
                Level::Document => String::new(),
                Level::Article => hit.passages[0].passage.n.clone(),
            };
            (hit.document.id.clone(), n)
        }));
        first.get_or_insert(answer);
        if found.len() == before {
            break;
        }
    }
    let answer = first.unwrap();
    let distinct: HashSet<_> = found.iter().collect();
    prop_assert_eq!(
        distinct.len(),
        found.len(),
        "a hit is on two pages: {:?}",
        plan
    );
    let found: BTreeSet<_> = found.into_iter().collect();
    prop_assert_eq!(&found, &expected, "hits of {:?}", plan);
    prop_assert_eq!(answer.total, expected.len() as u64, "total of {:?}", plan);
    prop_assert_eq!(
        &answer.collections,
        &collections,
        "collections of {:?}",
        plan
    );
    for facet in &plan.facets {
        let counts: BTreeMap<String, u64> = answer.facets[facet]
            .iter()
            .map(|count| (count.value.clone(), count.count))
            .collect();
        let expected = facets.remove(facet).unwrap_or_default();
        prop_assert_eq!(counts, expected, "facet {:?} of {:?}", facet, plan);
    }
    Ok(())
}

// What is generated -----------------------------------------------------------------------------------------------

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
struct Life {
    records: Vec<(Record, Record)>,
    /// For each generation and record: 0 gone, 1 first form, 2 second form.
    states: Vec<Vec<u8>>,
}

impl Life {
    fn at(&self, generation: usize) -> Vec<Record> {
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

fn life() -> impl Strategy<Value = Life> {
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

fn a_plan() -> impl Strategy<Value = Plan> {
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

proptest! {
    #![proptest_config(Config { cases: 6, failure_persistence: None, max_shrink_iters: 60, ..Config::default() })]

    #[test]
    fn the_engine_answers_as_the_naive_one_does(
        life in life(),
        plans in proptest::collection::vec(a_plan(), 60),
    ) {
        let corpus = Corpus::new();
        for generation in 0..life.states.len() {
            let records = life.at(generation);
            corpus.publish(&records);
            let engine = EmbeddedEngine::open(&corpus.data).unwrap();
            let held = |record: &Record| {
                let (document, _) = read_record(record.clone()).unwrap();
                engine.document(&document.id).unwrap().expect("it was published").document
            };
            let documents: Vec<Naive> = records.iter().map(|record| Naive::new(record, &held(record))).collect();
            let counted = engine.statistics().unwrap();
            prop_assert_eq!(counted.documents, documents.len() as u64);
            for plan in &plans {
                check(&engine, &documents, plan)?;
            }
        }
    }
}
