//! The Word file of every sample document is a sound package, and our own reader of Word files finds in it what was written.

use std::process::Command;
use std::sync::Arc;

use tongcha::search::DocumentRecord;
use tongcha::structure::PassageKind;
use tongcha::{DataDirectory, Day, Searcher, Tokenizer};
use tongcha_benches::corpus::sample_records;
use tongcha_indexer::{BuildOptions, build};

use crate::samples::SAMPLES;

/// Opens each package, checks its digests, and reads each part as XML.
const SOUND: &str = "import sys, zipfile, xml.dom.minidom
for path in sys.argv[1:]:
    package = zipfile.ZipFile(path)
    assert package.testzip() is None, path
    for name in package.namelist():
        xml.dom.minidom.parseString(package.read(name))
print(len(sys.argv) - 1)";

fn day() -> Day {
    Day::new(2027, 1, 15).expect("a day")
}

/// Articles without the blanks in which files differ.
fn articles(document: &DocumentRecord) -> Vec<(String, String)> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect();
    let articles = document
        .passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Article);
    articles
        .map(|passage| (passage.n.clone(), bare(&passage.text)))
        .collect()
}

/// Lines that are rows of a table.
fn rows(document: &DocumentRecord) -> usize {
    document
        .text()
        .lines()
        .filter(|line| line.trim().contains('\t'))
        .count()
}

#[test]
fn every_sample_comes_back_out_of_its_word_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = tempfile::tempdir().expect("a temporary folder");
    let held =
        |searcher: &Searcher, id: &str| searcher.document(id, day()).expect("the index answers");
    let mut written = Vec::new();
    let mut paths = Vec::new();
    for record in sample_records().expect("the samples are readable") {
        let document = held(&SAMPLES.searcher, &record.id).expect("every sample is held");
        let file = document
            .to_docx(Some("https://rules.example.cn/doc/1"))
            .expect("a file");
        let path = folder.path().join(format!("{}.docx", document.id));
        std::fs::write(&path, file).expect("the folder takes files");
        written.push(document);
        paths.push(path);
    }
    let output = Command::new("python3")
        .args(["-c", SOUND])
        .args(&paths)
        .output();
    match output {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
        }
        Err(_) => println!("skipped: there is no python3 to open the packages with"),
    }
    let tokenizer = Arc::new(Tokenizer::new());
    let options = BuildOptions::new([folder.path()], data.path());
    let summary = build(&options, &tokenizer, &mut ()).expect("a build");
    assert_eq!(
        (summary.indexed, summary.quarantined),
        (written.len() as u64, 0)
    );
    let searcher = Searcher::open(&DataDirectory::new(data.path()), tokenizer).expect("opened");
    for document in &written {
        let id = &document.id;
        let read = held(&searcher, id).expect(id);
        assert_eq!(read.title, document.title, "{id}");
        assert_eq!(articles(&read), articles(document), "{id}");
        assert_eq!(rows(&read), rows(document), "{id}");
        if document.number.is_some() {
            assert_eq!(read.number, document.number, "{id}");
        }
    }
}
