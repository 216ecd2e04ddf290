//! A notice and the text that it issues, held as two records, are one hit.

use tongcha::Record;
use tongcha::document::Status;
use tongcha::query::FacetField;
use tongcha::search::{SearchRequest, SearchResponse, Versions};

use crate::support::{Corpus, day, ids};

const TODAY: &str = "2026-06-01";
const TEXT: &str = "云溪省停车收费管理办法";
const NUMBER: &str = "云府发〔2022〕8号";

fn text() -> Record {
    Record {
        id: "text".into(),
        title: TEXT.into(),
        kind: Some("行政规范性文件".into()),
        region: Some("贵州省".into()),
        effective: Some("2022-04-01".into()),
        text: "第一条 停车场应当明码标价。\n第二条 本办法自2022年4月1日起施行。".into(),
        ..Record::default()
    }
}

fn notice() -> Record {
    Record {
        id: "notice".into(),
        title: format!("云溪省人民政府关于印发《{TEXT}》的通知"),
        number: Some(NUMBER.into()),
        kind: Some("行政规范性文件".into()),
        region: Some("贵州省".into()),
        authority: Some("云溪省人民政府".into()),
        published: Some("2022-03-10".into()),
        text: format!("各市人民政府：\n现将《{TEXT}》印发给你们，请认真执行停车场标价规定。"),
        ..Record::default()
    }
}

/// Another document that speaks of the same.
fn other() -> Record {
    Record {
        id: "other".into(),
        title: "云溪省道路条例".into(),
        published: Some("2020-01-01".into()),
        effective: Some("2020-02-01".into()),
        text: "第一条 停车场出入口应当设置标志。".into(),
        ..Record::default()
    }
}

fn ask(corpus: &Corpus, q: &str, change: impl FnOnce(&mut SearchRequest)) -> SearchResponse {
    let mut request = SearchRequest::new(q);
    request.as_of = day(TODAY);
    request.facets = FacetField::ALL.to_vec();
    change(&mut request);
    corpus.searcher().search(&request).unwrap()
}

#[test]
fn a_notice_and_its_text_are_one_hit() {
    let corpus = Corpus::of(&[notice(), text(), other()]);
    let answer = ask(&corpus, "停车场", |_| {});
    let mut found = ids(&answer);
    found.sort_unstable();
    assert_eq!(found, ["other", "text"]);
    assert_eq!(answer.total.value, 2);
    let all = |request: &mut SearchRequest| request.versions = Versions::All;
    assert_eq!(ask(&corpus, "停车场", all).total.value, 3);
}

#[test]
fn the_name_of_the_text_and_the_number_of_the_notice_find_them() {
    let corpus = Corpus::of(&[notice(), text(), other()]);
    let by_name = ask(&corpus, TEXT, |_| {});
    assert_eq!(ids(&by_name)[0], "text");
    assert!(!ids(&by_name).contains(&"notice"));
    let companion = by_name.hits[0].issued_by.as_ref().unwrap();
    assert_eq!(
        (companion.id.as_str(), companion.number.as_deref()),
        ("notice", Some(NUMBER))
    );
    let by_number = ask(&corpus, NUMBER, |_| {});
    assert_eq!(ids(&by_number), ["notice"]);
    let companion = by_number.hits[0].issues.as_ref().unwrap();
    assert_eq!(
        (companion.id.as_str(), companion.title.as_str()),
        ("text", TEXT)
    );
    let by_title = ask(&corpus, &notice().title, |_| {});
    assert_eq!(ids(&by_title)[0], "notice");
}

/// Every count of a facet is what choosing the value shows.
#[test]
fn facets_count_a_notice_and_its_text_once() {
    let corpus = Corpus::of(&[notice(), text(), other()]);
    let answer = ask(&corpus, "停车场", |_| {});
    for value in &answer.facets["status"] {
        let status = Status::from_name(&value.value).unwrap();
        let chosen = ask(&corpus, "停车场", |request| {
            request.filters.status = vec![status];
        });
        assert_eq!(chosen.total.value, value.count, "{}", value.value);
    }
    let kinds: u64 = answer.facets["kind"].iter().map(|value| value.count).sum();
    assert_eq!(kinds, 2);
}

#[test]
fn an_export_has_them_once() {
    let corpus = Corpus::of(&[notice(), text(), other()]);
    let request = SearchRequest {
        as_of: day(TODAY),
        ..SearchRequest::new("停车场")
    };
    let searcher = corpus.searcher();
    let export = searcher.export(&request, None).unwrap();
    let chunk = export.chunk(export.begin(), None).unwrap();
    let mut exported: Vec<&str> = chunk
        .lines
        .iter()
        .map(|line| line.hit.id.as_str())
        .collect();
    exported.sort_unstable();
    assert_eq!(exported, ["other", "text"]);
    assert_eq!(export.total(), 2);
}

/// Whether these records leave the notice a hit of its own.
fn check_apart(records: &[Record], why: &str) {
    let corpus = Corpus::of(records);
    let answer = ask(&corpus, "停车场", |_| {});
    let found = ids(&answer);
    assert!(
        found.contains(&"notice") && found.contains(&"text"),
        "{why}: {found:?}"
    );
    let alone = |hit: &tongcha::search::Hit| hit.issues.is_none() && hit.issued_by.is_none();
    assert!(answer.hits.iter().all(alone), "{why}");
}

#[test]
fn what_is_not_certain_stays_two() {
    let number = |record: Record, number: &str| Record {
        number: Some(number.into()),
        ..record
    };
    check_apart(
        &[notice(), number(text(), "云交规〔2022〕3号")],
        "the text has a number of its own",
    );
    let again = Record {
        id: "again".into(),
        ..number(notice(), "云府办发〔2022〕19号")
    };
    check_apart(&[notice(), again, text()], "two notices carry it");
    let two = Record {
        title: format!("云溪省人民政府关于印发《{TEXT}》和《云溪省洗车管理办法》的通知"),
        ..notice()
    };
    check_apart(&[two, text()], "the notice carries two texts");
    let later = Record {
        published: Some("2025-03-10".into()),
        ..notice()
    };
    check_apart(&[later, text()], "the text was in force for years");
    let repeal = Record {
        title: format!("云溪省人民政府关于废止《{TEXT}》的通知"),
        ..notice()
    };
    check_apart(&[repeal, text()], "the notice repeals it");
}

#[test]
fn what_repeals_the_text_ends_its_notice() {
    let repeal = Record {
        id: "repeal".into(),
        title: "云溪省车辆管理办法".into(),
        kind: Some("行政规范性文件".into()),
        region: Some("贵州省".into()),
        effective: Some("2025-01-01".into()),
        text: format!("第一条 本办法自2025年1月1日起施行，《{TEXT}》同时废止。"),
        ..Record::default()
    };
    let corpus = Corpus::of(&[notice(), text(), repeal]);
    let searcher = corpus.searcher();
    for id in ["text", "notice"] {
        let state = |on: &str| {
            let record = searcher.document(id, day(on)).unwrap().unwrap();
            record.validity.state
        };
        assert_eq!(state("2024-12-31"), Status::InForce, "{id}");
        assert_eq!(state("2025-01-01"), Status::Repealed, "{id}");
    }
}

/// An update reads the text anew; the pair stands again, and falls when the notice departs.
#[test]
fn pairs_follow_updates() {
    let corpus = Corpus::of(&[text()]);
    assert!(ask(&corpus, TEXT, |_| {}).hits[0].issued_by.is_none());
    corpus.publish(&[text(), notice()]);
    assert!(ask(&corpus, TEXT, |_| {}).hits[0].issued_by.is_some());
    corpus.publish(&[text()]);
    assert!(ask(&corpus, TEXT, |_| {}).hits[0].issued_by.is_none());
}
