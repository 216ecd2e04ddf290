//! What goes in comes out: every byte of a text, and no token is dropped.

use proptest::prelude::*;
use proptest::test_runner::Config;
use tongcha::Record;

use crate::support::{Corpus, day, record};

/// Texts that people and machines write: labels, blanks of all sorts, signs, letters beyond the basic plane.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "\\PC{0,12}",
        1 => any::<String>(),
        6 => proptest::sample::select(
            &[
                "第一条 ", "第二条", "第一章 总则\n", "目　录\n", "一、", "（一）", "附件1", "\n", "\r\n", "\u{feff}", "\u{0}",
                "　　", "第一百三十三条之一 ", "附则\n", "养犬应当登记。", "\u{2028}", "# ", "\t", "|", "𠮷",
            ][..]
        ).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(Config { cases: 8, failure_persistence: None, max_shrink_iters: 100, ..Config::default() })]

    #[test]
    fn texts_come_back_byte_for_byte(texts in proptest::collection::vec(any_text(), 1..20)) {
        let records: Vec<Record> = (0..)
            .zip(&texts)
            .map(|(n, text): (u32, _)| record(&format!("d{n}"), "标题", text))
            .collect();
        let corpus = Corpus::new();
        let (manifest, _) = corpus.publish(&records);
        prop_assert_eq!(manifest.dropped_tokens, 0);
        prop_assert_eq!(manifest.documents, texts.len() as u64);
        let searcher = corpus.searcher();
        for record in &records {
            let found = searcher.document(&record.id, day("2024-01-01")).unwrap().unwrap();
            prop_assert_eq!(found.text(), record.text.as_str());
            prop_assert_eq!(found.raw["title"].as_str(), Some("标题"));
        }
        let report = corpus.data.verify().unwrap();
        prop_assert!(report.problems.is_empty(), "{:?}", report.problems);
    }
}

#[test]
fn no_token_is_dropped_from_long_runs() {
    let runs = [
        "a".repeat(70_000),
        "Ａ".repeat(70_000),
        "e\u{301}".repeat(40_000),
        "一".repeat(70_000),
        "鿿".repeat(70_000),
        "𠮷".repeat(70_000),
        "7".repeat(70_000),
    ];
    let mut records: Vec<Record> = (0..)
        .zip(&runs)
        .map(|(n, run): (u32, _)| record(&format!("d{n}"), "长文", &format!("第一条 {run}z")))
        .collect();
    // The other fields are bounded, or cut, but never lost without a word.
    let long = || Some("国办发".repeat(30_000));
    records.push(Record {
        number: Some(format!("{}〔2020〕8号", "国".repeat(70_000))),
        authority: long(),
        region: long(),
        theme: long(),
        genre: long(),
        kind: long(),
        subtitle: long(),
        index_number: long(),
        collection: long().unwrap(),
        published: long(),
        declared_status: long(),
        history: vec![long().unwrap(); 2],
        url: long(),
        source: long(),
        ..record("fields", &"标题".repeat(40_000), "正文")
    });
    let corpus = Corpus::new();
    let (manifest, _) = corpus.publish(&records);
    assert_eq!(manifest.dropped_tokens, 0);
    let searcher = corpus.searcher();
    for record in &records {
        let found = searcher
            .document(&record.id, day("2024-01-01"))
            .unwrap()
            .unwrap();
        assert!(found.text() == record.text, "{}", record.id);
    }
    assert!(corpus.data.verify().unwrap().problems.is_empty());
    // What was not accepted as a number is not searched as one.
    let fields = searcher.document("fields", day("2024-01-01")).unwrap();
    let number = fields.unwrap().number.unwrap_or_default();
    assert!(number.chars().count() < 300, "{}", number.chars().count());
}
