//! What follows from the life of rules, on made-up records: extensions, lists of past days, cited articles.

use tongcha::Record;
use tongcha::document::{ReasonCode, Status};
use tongcha::search::{ListKind, ListRequest, ListResponse};

use crate::support::{Corpus, day};

const RULE: &str = "云溪省停车收费管理办法";

/// A rule of five years, from 2020 to 2024, unless `term` says otherwise.
fn rule(term: &str) -> Record {
    Record {
        id: "rule".into(),
        title: RULE.into(),
        kind: Some("行政规范性文件".into()),
        region: Some("贵州省".into()),
        published: Some("2019-12-01".into()),
        effective: Some("2020-01-01".into()),
        text: format!("第一条 停车场应当明码标价。\n第二条 本办法自2020年1月1日起施行{term}。"),
        ..Record::default()
    }
}

/// An act of another document.
fn act(id: &str, title: &str, published: &str, text: &str) -> Record {
    Record {
        id: id.into(),
        title: title.into(),
        kind: Some("行政规范性文件".into()),
        region: Some("贵州省".into()),
        published: Some(published.into()),
        text: text.into(),
        ..Record::default()
    }
}

fn extension(words: &str) -> Record {
    let title = format!("云溪省人民政府关于延长《{RULE}》有效期的通知");
    let text = format!("各市人民政府：\n经研究，《{RULE}》{words}。本通知自印发之日起施行。");
    act("extension", &title, "2024-12-01", &text)
}

/// The state of the rule at a day, with its reasons.
fn state(corpus: &Corpus, on: &str) -> (Status, String) {
    let record = corpus
        .searcher()
        .document("rule", day(on))
        .unwrap()
        .unwrap();
    let reasons = record.validity.reasons.iter();
    let text: Vec<&str> = reasons.map(|reason| reason.text.as_str()).collect();
    (record.validity.state, text.join("\n"))
}

#[test]
fn an_extension_by_years_goes_on_from_the_former_end() {
    let corpus = Corpus::of(&[rule("，有效期五年"), extension("有效期延长两年")]);
    assert_eq!(state(&corpus, "2024-12-31").0, Status::InForce);
    let (status, reasons) = state(&corpus, "2026-12-31");
    assert_eq!(status, Status::InForce, "{reasons}");
    assert!(
        reasons.contains("延长至2026年12月31日（延长2年，自原有效期届满次日2025年1月1日起算）"),
        "{reasons}"
    );
    assert_eq!(state(&corpus, "2027-01-01").0, Status::Expired);
}

#[test]
fn what_goes_on_without_a_former_end_counts_from_the_act() {
    let corpus = Corpus::of(&[rule(""), extension("继续有效五年")]);
    let (status, reasons) = state(&corpus, "2029-11-30");
    assert_eq!(status, Status::InForce, "{reasons}");
    assert!(
        reasons.contains("自该文件之日2024年12月1日起算"),
        "{reasons}"
    );
    assert_eq!(state(&corpus, "2029-12-01").0, Status::Expired);
}

#[test]
fn nothing_is_inferred_of_an_end_that_nobody_knows() {
    let corpus = Corpus::of(&[rule(""), extension("有效期延长两年")]);
    let record = corpus.searcher().document("rule", day("2030-01-01"));
    assert!(record.unwrap().unwrap().turns.is_empty());
    assert_eq!(state(&corpus, "2030-01-01").0, Status::InForce);
}

fn list(corpus: &Corpus, kind: ListKind, as_of: &str) -> ListResponse {
    let request = ListRequest {
        as_of: day(as_of),
        days: Some(90),
        ..ListRequest::new(kind)
    };
    corpus.searcher().list(&request).unwrap()
}

#[test]
fn a_repeal_is_not_known_before_it_is_published() {
    let repeal = Record {
        effective: Some("2025-01-01".into()),
        ..act(
            "repeal",
            "云溪省车辆管理办法",
            "2024-11-01",
            &format!("第一条 本办法自2025年1月1日起施行，《{RULE}》同时废止。"),
        )
    };
    let corpus = Corpus::of(&[rule(""), repeal]);
    let expiring = |as_of: &str| list(&corpus, ListKind::Expiring, as_of).total;
    assert_eq!(expiring("2024-10-31"), 0);
    assert_eq!(expiring("2024-11-01"), 1);
    let announced = |as_of: &str| {
        let record = corpus.searcher().document("rule", day(as_of)).unwrap();
        let reasons = record.unwrap().validity.reasons;
        reasons
            .iter()
            .any(|reason| reason.code == ReasonCode::EndsOn)
    };
    assert!(!announced("2024-10-31"));
    assert!(announced("2024-11-01"));
}

const REGISTER: &str = "养犬人应当自取得犬只之日起三十日内到公安机关办理登记。";
const LEASH: &str = "携犬出户应当由成年人用犬绳牵领，避让行人和车辆。";
const CLEAN: &str = "犬只在公共场所排泄的，携犬人应当立即清除干净。";

/// A version of the rules on dogs with these articles.
fn dogs(id: &str, year: &str, articles: &[&str]) -> Record {
    let lines = (1..).zip(articles).map(|(n, text)| {
        let label = ["一", "二", "三", "四"][n - 1];
        format!("第{label}条 {text}\n")
    });
    Record {
        id: id.into(),
        title: "云溪省养犬管理条例".into(),
        kind: Some("地方性法规".into()),
        region: Some("贵州省".into()),
        published: Some(format!("{year}-05-01")),
        effective: Some(format!("{year}-07-01")),
        text: lines.collect(),
        ..Record::default()
    }
}

/// The list of lost grounds compares texts unless it is told not to: article 1 has become article 2, article 3 has
/// other words and is the same, and both answers of one generation are equal.
#[test]
fn cited_articles_are_followed_by_their_texts() {
    let citing = act(
        "citing",
        "云溪省公安厅关于养犬登记的通知",
        "2012-03-01",
        "依照《云溪省养犬管理条例》第一条办理登记，依照《云溪省养犬管理条例》第三条清除。",
    );
    let amended = CLEAN.replace("立即", "及时");
    let corpus = Corpus::of(&[
        dogs("v2010", "2010", &[REGISTER, LEASH, CLEAN]),
        dogs("v2020", "2020", &[LEASH, REGISTER, &amended]),
        citing,
    ]);
    let searcher = corpus.searcher();
    let request = ListRequest {
        as_of: day("2026-01-01"),
        ..ListRequest::new(ListKind::BasisLost)
    };
    let found = searcher.list(&request).unwrap();
    let items = found.items.iter();
    let shown: Vec<(&str, Option<&str>)> = items
        .map(|item| (item.document.id.as_str(), item.article.as_deref()))
        .collect();
    assert_eq!(shown, [("citing", Some("1"))]);
    assert!(
        found.items[0].reason.contains("在现行版本中为第二条"),
        "{}",
        found.items[0].reason
    );
    assert_eq!(searcher.list(&request).unwrap(), found);
    let before = ListRequest {
        as_of: day("2019-01-01"),
        ..request
    };
    assert_eq!(searcher.list(&before).unwrap().total, 0);
}
