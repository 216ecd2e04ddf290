//! The sample documents and their questions: what a fresh clone can search, and how well.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use tempfile::TempDir;
use tongcha::{DataDirectory, Searcher, Tokenizer};
use tongcha_benches::corpus::{build, sample_records, samples};
use tongcha_benches::evaluate::{evaluate, questions};

pub(crate) struct Samples {
    pub(crate) searcher: Searcher,
    _folder: TempDir,
}

pub(crate) static SAMPLES: LazyLock<Samples> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tokenizer = Arc::new(Tokenizer::new());
    let records = sample_records().expect("the samples are readable");
    build(records, folder.path(), &tokenizer).expect("an index of the samples");
    let searcher =
        Searcher::open(&DataDirectory::new(folder.path()), tokenizer).expect("the index opens");
    Samples {
        searcher,
        _folder: folder,
    }
});

/// The questions about documents that come as records; those of `folder/` are asked by the indexer's tests.
fn sample_questions() -> Vec<tongcha_benches::evaluate::Question> {
    let held: BTreeSet<String> = sample_records()
        .expect("the samples are readable")
        .into_iter()
        .map(|record| record.id)
        .collect();
    let mut all =
        questions(&samples().join("questions.jsonl")).expect("the questions are readable");
    all.retain(|question| {
        question
            .relevant
            .iter()
            .any(|relevant| held.contains(&relevant.doc))
    });
    all
}

#[test]
fn there_are_as_many_as_we_say() {
    assert!(sample_records().expect("the samples are readable").len() >= 60);
    assert!(sample_questions().len() >= 120);
}

/// Floors, measured and rounded down: a change that makes search worse fails here.
#[test]
fn questions_find_their_answers_on_the_first_page() {
    let evaluation =
        evaluate(&SAMPLES.searcher, &sample_questions()).expect("every question is answered");
    let floors: BTreeMap<&str, (f64, f64)> = FLOORS.into_iter().collect();
    println!("{}", evaluation.table());
    for (kind, success) in &evaluation.kinds {
        let (at_1, at_10) = floors.get(kind.as_str()).copied().unwrap_or((0.0, 0.0));
        assert!(
            success.success_at_1 >= at_1,
            "{kind}: success@1 {:.3} < {at_1}",
            success.success_at_1
        );
        assert!(
            success.success_at_10 >= at_10,
            "{kind}: success@10 {:.3} < {at_10}",
            success.success_at_10
        );
    }
}

const FLOORS: [(&str, (f64, f64)); 13] = [
    ("title_exact", (1.0, 1.0)),
    ("title_traditional", (1.0, 1.0)),
    ("title_no_province", (0.87, 1.0)),
    ("body_sentence", (1.0, 1.0)),
    ("body_keywords", (1.0, 1.0)),
    ("province_topic", (0.93, 1.0)),
    ("doc_number", (0.90, 0.95)),
    ("title_navigational", (0.80, 1.0)),
    ("title_short_rule", (0.80, 0.90)),
    ("title_typo", (1.0, 1.0)),
    ("title_year", (1.0, 1.0)),
    ("title_article", (1.0, 1.0)),
    ("layperson", (0.50, 0.80)),
];
