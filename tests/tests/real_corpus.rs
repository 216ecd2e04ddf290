//! Floors on the real corpus, where it is found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use tongcha::evaluate::{Question, QuestionLevel, Relevant};
use tongcha::structure::{self, DiagnosticCode};
use tongcha::{DataDirectory, Searcher, Tokenizer};
use tongcha_benches::corpus::{build, records, shared, shared_records};
use tongcha_benches::evaluate::{Report, evaluate, questions};

/// Index size over bytes of text.
const INDEX_SHARE_MAX: f64 = 1.02;
/// Share of the laws with articles whose numbers run without gap or repeat.
const CLEAN_SHARE_MIN: f64 = 0.99;

#[test]
fn floors_hold_on_the_real_corpus() {
    let Some(shared) = shared() else {
        println!("skipped: the real corpus is neither in TONGCHA_SHARED nor in ../shared");
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tokenizer = Arc::new(Tokenizer::new());
    let all = shared_records(&shared).expect("the corpus is readable");
    build(all, folder.path(), &tokenizer).expect("an index of the corpus");
    let data = DataDirectory::new(folder.path());

    let manifest = data
        .manifest(&data.current().expect("published"))
        .expect("a manifest");
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    let share = bytes as f64 / manifest.text_bytes as f64;
    println!(
        "{} documents, {} articles, index {share:.2} × text",
        manifest.documents, manifest.articles
    );
    assert!(
        share <= INDEX_SHARE_MAX,
        "the index is {share:.2} × the text"
    );
    assert_eq!(manifest.dropped_tokens, 0);

    let searcher = Searcher::open(&data, tokenizer).expect("the index opens");
    let known =
        questions(&shared.join("eval/known_items.jsonl")).expect("the questions are readable");
    check(
        &evaluate(&searcher, &known).expect("answered"),
        &KNOWN_ITEMS,
    );
    let lay =
        questions(&shared.join("eval/stard_train.jsonl")).expect("the questions are readable");
    // A part of them: enough to see a fall, and seconds instead of a minute.
    let part: Vec<_> = lay.into_iter().step_by(4).collect();
    check(
        &evaluate(&searcher, &part).expect("answered"),
        &[("layperson", (0.30, 0.55))],
    );
    let documents: Vec<_> = part.into_iter().map(of_documents).collect();
    check(
        &evaluate(&searcher, &documents).expect("answered"),
        &[("layperson", (0.50, 0.81))],
    );
    let everyday = questions(Path::new(EVERYDAY)).expect("the questions are readable");
    check(
        &evaluate(&searcher, &everyday).expect("answered"),
        &[("everyday", (0.23, 0.55))],
    );
    let documents: Vec<_> = everyday.into_iter().map(of_documents).collect();
    check(
        &evaluate(&searcher, &documents).expect("answered"),
        &[("everyday", (0.41, 0.83))],
    );
}

/// 260 everyday questions in plain words with the articles of the real corpus that answer them. They were written without
/// sight of the lexicons and of other questions, and nothing is fitted to them.
const EVERYDAY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/everyday.jsonl");

/// The same question, for the documents that its articles stand in.
fn of_documents(question: Question) -> Question {
    let documents: BTreeSet<String> = question.relevant.into_iter().map(|one| one.doc).collect();
    let relevant = documents
        .into_iter()
        .map(|doc| Relevant { doc, article: None });
    Question {
        level: QuestionLevel::Document,
        relevant: relevant.collect(),
        ..question
    }
}

/// Floors of success@1 and success@10 by kind, measured and rounded down.
const KNOWN_ITEMS: [(&str, (f64, f64)); 15] = [
    ("title_exact", (1.0, 1.0)),
    ("title_traditional", (0.98, 1.0)),
    ("title_no_prc", (0.98, 1.0)),
    ("title_short_known", (0.96, 1.0)),
    ("title_short_rule", (0.98, 1.0)),
    ("title_navigational", (0.98, 1.0)),
    ("title_typo", (0.98, 1.0)),
    ("title_year", (0.98, 1.0)),
    ("title_article", (0.98, 1.0)),
    ("doc_number", (1.0, 1.0)),
    ("pinyin_full", (0.98, 1.0)),
    ("pinyin_initials", (0.98, 1.0)),
    ("province_topic", (0.95, 0.98)),
    ("body_sentence", (0.96, 0.98)),
    ("body_keywords", (0.87, 0.98)),
];

fn check(evaluation: &Report, floors: &[(&str, (f64, f64))]) {
    println!("{}", evaluation.table());
    let floors: BTreeMap<&str, (f64, f64)> = floors.iter().copied().collect();
    for (kind, success) in &evaluation.kinds {
        let Some((at_1, at_10)) = floors.get(kind.as_str()) else {
            continue;
        };
        assert!(
            success.success_at_1 >= *at_1,
            "{kind}: success@1 {:.3} < {at_1}",
            success.success_at_1
        );
        assert!(
            success.success_at_10 >= *at_10,
            "{kind}: success@10 {:.3} < {at_10}",
            success.success_at_10
        );
    }
}

#[test]
fn article_numbers_of_the_laws_run() {
    let Some(shared) = shared() else {
        println!("skipped: the real corpus is neither in TONGCHA_SHARED nor in ../shared");
        return;
    };
    let laws = records(&shared.join("corpus/laws.jsonl.zst")).expect("the corpus is readable");
    let (mut with_articles, mut clean) = (0_usize, 0_usize);
    for law in &laws {
        let structure = structure::parse(&law.text);
        if structure.articles().next().is_none() {
            continue;
        }
        with_articles += 1;
        let faulty = structure.diagnostics.iter().any(|diagnostic| {
            use DiagnosticCode::{MissingArticle, OutOfOrderArticle, RepeatedArticle};
            matches!(
                diagnostic.code,
                MissingArticle | OutOfOrderArticle | RepeatedArticle
            )
        });
        clean += usize::from(!faulty);
    }
    let share = clean as f64 / with_articles as f64;
    println!("{clean} of {with_articles} laws with articles run without gap or repeat: {share:.4}");
    assert!(share >= CLEAN_SHARE_MIN, "{share:.4}");
}
