//! The export of every sample document is valid Akoma Ntoso 3.0, and nothing of its text is lost.

use std::path::Path;
use std::process::Command;

use tongcha::Day;
use tongcha::search::DocumentRecord;
use tongcha::structure::PassageKind;
use tongcha_benches::corpus::sample_records;

use crate::samples::SAMPLES;

/// Documents for one start of the validator: reading the schema takes longer than checking a document.
const FILES_AT_ONCE: usize = 100;

fn sample_exports() -> Vec<(DocumentRecord, String)> {
    let day = Day::new(2027, 1, 15).expect("a day");
    let records = sample_records().expect("the samples are readable");
    let exports = records.into_iter().map(|record| {
        let held = SAMPLES.searcher.document(&record.id, day);
        let document = held
            .expect("the index answers")
            .expect("every sample is held");
        let xml = document.to_akn();
        (document, xml)
    });
    exports.collect()
}

#[test]
fn the_export_of_every_sample_is_valid() {
    let Some(schema) = std::env::var_os("TONGCHA_AKN_SCHEMA") else {
        println!("skipped: TONGCHA_AKN_SCHEMA does not name akomantoso30.xsd");
        return;
    };
    if Command::new("xmllint").arg("--version").output().is_err() {
        println!("skipped: there is no xmllint");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut paths = Vec::new();
    let mut exports = sample_exports();
    let hostile = hostile(exports[0].0.clone());
    exports.push((hostile.clone(), hostile.to_akn()));
    let headed = headed(exports[0].0.clone());
    exports.push((headed.clone(), headed.to_akn()));
    for (document, xml) in exports {
        let path = folder.path().join(format!("{}.xml", document.id));
        std::fs::write(&path, xml).expect("the folder takes files");
        paths.push(path);
    }
    for some in paths.chunks(FILES_AT_ONCE) {
        let output = Command::new("xmllint")
            .args(["--nonet", "--noout", "--schema"])
            .arg(Path::new(&schema))
            .args(some)
            .output()
            .expect("xmllint runs");
        let said = String::from_utf8_lossy(&output.stderr);
        let faults: Vec<&str> = said
            .lines()
            .filter(|line| !line.ends_with(" validates"))
            .collect();
        assert!(output.status.success(), "{}", faults.join("\n"));
    }
    println!("{} documents are valid", paths.len());
}

/// Markup and characters that XML forbids, wherever a record has words.
fn hostile(mut document: DocumentRecord) -> DocumentRecord {
    let bad = "</p>]]>&amp;<!-- \"'\u{0}\u{8}\u{1b}\u{7f}\u{fffe}\u{ffff}\u{10ffff}\r\n\t%zz";
    document.id = "hostile".to_owned();
    document.authority.clear();
    for field in [&mut document.title, &mut document.work_id] {
        field.push_str(bad);
    }
    document.number = Some(bad.to_owned());
    document.subtitle = Some(bad.to_owned());
    document.history.push(bad.to_owned());
    document.theme.push(bad.to_owned());
    for passage in &mut document.passages {
        passage.text.push_str(bad);
        passage.label.push_str(bad);
        passage.heading.push_str(bad);
        passage.n = "1 \t<".to_owned();
    }
    for division in &mut document.outline {
        division.heading.push_str(bad);
    }
    document
}

/// Articles whose heading stands on a line of its own right above items: points without a paragraph.
fn headed(mut document: DocumentRecord) -> DocumentRecord {
    document.id = "headed".to_owned();
    let articles = document.passages.iter_mut();
    for passage in articles.filter(|passage| passage.kind == PassageKind::Article) {
        passage.heading = "申请的条件".to_owned();
        passage.text = format!("{} 申请的条件\n（一）甲；\n（二）乙。\n", passage.label);
    }
    document
}

#[test]
fn the_export_keeps_every_word_of_the_samples() {
    for (document, xml) in sample_exports() {
        let (exported, published) = both(&document, &xml);
        assert_eq!(exported, published, "{}", document.id);
    }
}

/// The words of the export and of the text.
pub(crate) fn both(document: &DocumentRecord, xml: &str) -> (String, String) {
    let passages = document.passages.iter();
    let kept = passages.filter(|passage| passage.kind != PassageKind::Contents);
    let text: String = kept.map(|passage| passage.text.as_str()).collect();
    let (_, body) = xml.split_once("</preface>").expect("a preface");
    (words(&without_tags(body)), words(&text))
}

/// What is left without tags, the `meta` of attachments among them.
fn without_tags(xml: &str) -> String {
    let mut text = String::new();
    for piece in xml.split('<').skip(1) {
        let (_, behind) = piece.split_once('>').expect("a tag ends");
        text.push_str(behind);
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// Without blanks, and without the brackets of headings and the marks of Markdown, which the export leaves out.
fn words(text: &str) -> String {
    let dropped = |c: char| {
        c.is_whitespace() || matches!(c, '【' | '】' | '（' | '）' | '(' | ')' | '*' | '#')
    };
    text.chars().filter(|c| !dropped(*c)).collect()
}
