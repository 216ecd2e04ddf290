//! `resolve` and `check` over a small index.

use std::sync::Arc;

use expect_test::{Expect, expect};

use super::*;
use crate::document::Day;
use crate::{DataDirectory, Indexer, Record, Tokenizer, WriterOptions};

fn records() -> Vec<Record> {
    let record =
        |id: &str, title: &str, number: Option<&str>, status: &str, day: &str, articles: u32| {
            Record {
                id: id.to_owned(),
                title: title.to_owned(),
                number: number.map(str::to_owned),
                declared_status: (!status.is_empty()).then(|| status.to_owned()),
                published: Some(day.to_owned()),
                effective: Some(day.to_owned()),
                text: (1..=articles)
                    .map(|n| format!("第{n}条 应当登记。\n"))
                    .collect(),
                ..Record::default()
            }
        };
    vec![
        record(
            "labour",
            "中华人民共和国劳动法",
            None,
            "有效",
            "1994-07-05",
            9,
        ),
        record(
            "contract",
            "中华人民共和国劳动合同法（2012年修正）",
            None,
            "有效",
            "2012-12-28",
            98,
        ),
        record(
            "contract-2007",
            "中华人民共和国劳动合同法（2007年）",
            None,
            "已修改",
            "2007-06-29",
            98,
        ),
        record(
            "old",
            "云溪省养犬管理办法",
            Some("云溪省人民政府令第12号"),
            "已废止",
            "2001-01-01",
            20,
        ),
        record("dogs", "云溪省养犬管理条例", None, "有效", "2019-03-01", 30),
        record(
            "notice",
            "云溪省人民政府办公厅关于养犬登记的通知",
            Some("云府办发〔2018〕37号"),
            "有效",
            "2018-05-01",
            0,
        ),
        record(
            "other",
            "云溪省人民政府办公厅关于停车的通知",
            Some("云府办发〔2018〕38号"),
            "有效",
            "2018-06-01",
            0,
        ),
        record("next", "云溪省停车场管理条例", None, "", "2030-01-01", 5),
    ]
}

fn searcher() -> (Searcher, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = DataDirectory::new(folder.path());
    let tokenizer = Arc::new(Tokenizer::new());
    let mut indexer =
        Indexer::create(&data, &tokenizer, WriterOptions::default()).expect("an indexer");
    for mut record in records() {
        if record.text.is_empty() {
            record.text = "各单位：请照办。".to_owned();
        }
        indexer.add(record, "test").expect("added");
    }
    indexer.publish().expect("published");
    (Searcher::open(&data, tokenizer).expect("opened"), folder)
}

fn day() -> Day {
    "2026-11-23".parse().expect("a day")
}

#[test]
fn references_lead_to_documents_and_articles() {
    let (searcher, _folder) = searcher();
    for (reference, state, id, article) in [
        (
            "中华人民共和国劳动合同法",
            ResolutionState::Document,
            "contract",
            "",
        ),
        (
            "劳动合同法（2007年）",
            ResolutionState::Document,
            "contract-2007",
            "",
        ),
        ("劳动法第三条", ResolutionState::Article, "labour", "3"),
        ("劳动法 3条", ResolutionState::Article, "labour", "3"),
        (
            "《劳动法》第十条",
            ResolutionState::NoSuchArticle,
            "labour",
            "10",
        ),
        (
            "云府办发[2018]037号",
            ResolutionState::Document,
            "notice",
            "",
        ),
        ("dogs", ResolutionState::Document, "dogs", ""),
        ("云溪省航天条例", ResolutionState::NotHeld, "", ""),
    ] {
        let found = searcher.resolve(reference, day()).expect("an answer");
        assert_eq!(found.state, state, "{reference}: {found:?}");
        let first = found
            .documents
            .first()
            .map_or("", |document| document.id.as_str());
        assert!(id.is_empty() || first == id, "{reference}: {found:?}");
        let n = found
            .articles
            .first()
            .map_or("", |article| article.n.as_str());
        assert_eq!(n, article, "{reference}");
    }
    let beyond = searcher.resolve("劳动法第十条", day()).expect("an answer");
    assert_eq!(beyond.articles[0].nearest.as_deref(), Some("9"));
    let long = searcher.resolve(&"法".repeat(513), day());
    assert!(matches!(long, Err(SearchError::Request(_))));
}

fn check(searcher: &Searcher, text: &str, expected: Expect) {
    let report = searcher.check(text, day()).expect("a report");
    let lines: Vec<String> = report
        .citations
        .iter()
        .map(|one| {
            let document = one
                .document
                .as_ref()
                .map_or("–", |document| document.id.as_str());
            let successor = one
                .successor
                .as_ref()
                .map_or(String::new(), |next| format!(" → {}", next.id));
            let detail = one.detail.as_deref().unwrap_or_default();
            format!(
                "{} | {} | {document}{successor} | {detail}",
                one.text,
                one.state.as_str()
            )
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn citations_have_their_states() {
    let (searcher, _folder) = searcher();
    check(
        &searcher,
        "根据《中华人民共和国劳动合同法》（以下简称《合同法》）第三十九条，依照《合同法》第九十九条、劳动法第二条、劳动合同法第1条",
        expect![[r#"
            《中华人民共和国劳动合同法》（以下简称《合同法》）第三十九条 | in_force | contract | 
            《合同法》第九十九条 | no_such_article | contract | 没有第九十九条，最接近的是第九十八条
            劳动法第二条 | in_force | labour | 
            劳动合同法第1条 | in_force | contract | "#]],
    );
    check(
        &searcher,
        "《中华人民共和国劳动合同法（2007年）》；《云溪省养犬管理办法》（云溪省人民政府令第12号）；《云溪省停车场管理条例》",
        expect![[r#"
            《中华人民共和国劳动合同法（2007年）》 | amended | contract-2007 → contract | 已修改；现行的是《中华人民共和国劳动合同法（2012年修正）》
            《云溪省养犬管理办法》（云溪省人民政府令第12号） | repealed | old | 已废止
            《云溪省停车场管理条例》 | not_yet_effective | next | 自2030-01-01起施行"#]],
    );
    check(
        &searcher,
        "《云溪省人民政府办公厅关于养犬登记的通知》（云府办发〔2018〕38号），又（云府办发〔2018〕39号），见云府办发〔2018〕37号",
        expect![[r#"
            《云溪省人民政府办公厅关于养犬登记的通知》（云府办发〔2018〕38号） | wrong_number | notice | 云府办发〔2018〕38号是《云溪省人民政府办公厅关于停车的通知》的文号
            云府办发〔2018〕39号 | not_held | – | 
            云府办发〔2018〕37号 | in_force | notice | "#]],
    );
    check(
        &searcher,
        "《云溪省航天条例》、《申请表》、《办法》，依照本法第三条、前款",
        expect![[r#"
            《云溪省航天条例》 | not_held | – | 
            《申请表》 | unknown | – | 
            《办法》 | unknown | – | "#]],
    );
}

#[test]
fn places_count_characters() {
    let (searcher, _folder) = searcher();
    let text = "𠮷按劳动法第二条";
    let report = searcher.check(text, day()).expect("a report");
    assert_eq!((report.citations[0].from, report.citations[0].to), (2, 8));
    assert_eq!(report.counts["in_force"], 1);
}

#[test]
fn texts_are_bounded() {
    let (searcher, _folder) = searcher();
    let error = searcher
        .check(&"法".repeat(CHECK_CHARS_MAX + 1), day())
        .expect_err("too long");
    assert_eq!(
        error.to_string(),
        "text has 200001 characters; at most 200000 are checked"
    );
    for piece in [
        "劳动法第一条",
        "《劳动法》第一条",
        "法第一条",
        "《法》",
        "云府办发〔2018〕37号",
    ] {
        let text = piece.repeat(CHECK_CHARS_MAX / piece.chars().count());
        let report = searcher.check(&text, day()).expect("a report");
        assert!(report.truncated || report.citations.is_empty(), "{piece}");
    }
}
