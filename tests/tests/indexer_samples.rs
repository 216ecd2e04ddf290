//! The sample documents through the indexer: every one is indexed, whichever way the sources are named.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tongcha::document::Day;
use tongcha::{DataDirectory, Searcher, Tokenizer};
use tongcha_indexer::{BuildOptions, BuildSummary, build};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus-samples")
}

fn build_samples(data: &Path, tokenizer: &Arc<Tokenizer>) -> BuildSummary {
    build(&BuildOptions::new([samples()], data), tokenizer, &mut ()).expect("a build")
}

#[test]
fn the_folder_is_indexed_without_its_readme_and_questions() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tokenizer = Arc::new(Tokenizer::new());
    let summary = build_samples(folder.path(), &tokenizer);
    assert_eq!(
        (summary.inputs, summary.indexed, summary.quarantined),
        (97, 97, 0)
    );
    let again = build_samples(folder.path(), &tokenizer);
    assert_eq!((again.unchanged, again.published), (97, false));
}

#[test]
fn loose_files_have_title_history_and_number() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tokenizer = Arc::new(Tokenizer::new());
    build_samples(folder.path(), &tokenizer);
    let searcher = Searcher::open(&DataDirectory::new(folder.path()), tokenizer).expect("opened");
    let document = |id: &str| {
        searcher
            .document(id, Day::today())
            .expect("read")
            .expect("held")
    };

    let blood = document("lj-reg-2015-05");
    assert_eq!(blood.title, "岚江省献血条例");
    assert_eq!(blood.history.len(), 2);
    assert_eq!(blood.passages[0].label, "第一条");
    assert_eq!(blood.diagnostics, []);

    let wages = document("lj-reg-2013-07");
    assert_eq!(wages.outline[0].heading, "总则");

    let order = document("lj-2020-mafu-08");
    assert_eq!(order.history, [""; 0]);
    assert!(
        order
            .number
            .is_some_and(|number| number.starts_with("麓府令〔2020〕"))
    );
    assert!(order.passages[0].text.starts_with("麓府令〔2020〕1号"));
}
