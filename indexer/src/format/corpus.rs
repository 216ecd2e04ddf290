//! Readers against reference programs, over real files: how many of the characters that the reference gives are
//! there (recall), and how many runs of five of them are (which measures order and loss together).
//!
//! The files are found in `formats` of the corpus in `TONGCHA_SHARED`, else in `../shared` beside the project.
//! Run it with `--nocapture` to see the figures.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{Limits, Reading};
use crate::manuscript::Block;
use crate::quarantine::Reason;

const RECALL_MIN: f64 = 0.98;
const RUN_CHARS: usize = 5;

#[test]
fn docx_against_libre_office() {
    check("docx", super::docx::read, libre_office);
}

#[test]
fn doc_against_libre_office() {
    check("doc", super::doc::read, libre_office_revised);
}

#[test]
fn pdf_against_pdftotext() {
    check("pdf", super::pdf::read, pdftotext);
}

/// Writes a text for each file into the folder; `None` when the program is not installed.
type Reference = fn(&[PathBuf], &Path) -> Option<()>;

fn check(kind: &str, read: fn(&[u8], &Limits) -> Reading, reference: Reference) {
    let Some(files) = files(kind) else {
        println!("skipped: the real corpus is neither in TONGCHA_SHARED nor in ../shared");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    if reference(&files, folder.path()).is_none() {
        println!("skipped: the reference program for {kind} is not installed");
        return;
    }
    let mut failures = Vec::new();
    for file in &files {
        let name = file.file_stem().expect("a name").to_string_lossy();
        let bytes = fs::read(file).expect("read");
        let reading = read(&bytes, &Limits::default());
        let expected = fs::read_to_string(folder.path().join(format!("{name}.txt")));
        match (reading, expected) {
            (Ok(manuscript), Ok(expected)) => {
                let lines = manuscript.blocks.iter().flat_map(Block::lines);
                let read: Vec<char> = letters(&lines.collect::<Vec<_>>().join("\n"));
                let expected = letters(&expected);
                let (recall, runs) = (
                    recall(&expected, &read, 1),
                    recall(&expected, &read, RUN_CHARS),
                );
                println!(
                    "{recall:.4} {runs:.4} {:6} {:6} {kind} {name}",
                    expected.len(),
                    read.len()
                );
                if recall < RECALL_MIN || runs < RECALL_MIN {
                    failures.push(name.into_owned());
                }
            }
            (Err(fault), expected) => {
                let chars = expected.map_or(0, |text| letters(&text).len());
                println!(
                    "{} ({chars} characters by the reference) {kind} {name}: {}",
                    fault.reason.code(),
                    fault.message
                );
                if chars > 0 {
                    failures.push(name.into_owned());
                }
            }
            (Ok(_), Err(_)) => println!("no reference {kind} {name}"),
        }
    }
    assert!(failures.is_empty(), "below {RECALL_MIN}: {failures:?}");
}

fn files(kind: &str) -> Option<Vec<PathBuf>> {
    let shared = match std::env::var_os("TONGCHA_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
    };
    let folder = shared.join("corpus/formats").join(kind);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    Some(files)
}

fn libre_office(files: &[PathBuf], folder: &Path) -> Option<()> {
    let output = soffice(files, folder, "txt:Text (encoded):UTF8").ok()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(())
}

fn soffice(files: &[PathBuf], folder: &Path, format: &str) -> std::io::Result<Output> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(folder)
        .args(files)
        .output()
}

/// The text without its deleted revisions, which the text export keeps: Word files of the program hold them apart.
fn libre_office_revised(files: &[PathBuf], folder: &Path) -> Option<()> {
    libre_office(files, folder)?;
    let output = soffice(files, folder, "docx").ok()?;
    assert!(output.status.success());
    for file in files {
        let name = file.file_stem()?.to_string_lossy().into_owned();
        let package = fs::File::open(folder.join(format!("{name}.docx"))).expect("written");
        let mut package = zip::ZipArchive::new(package).expect("a package");
        let mut part = package.by_name("word/document.xml").expect("a document");
        let document = std::io::read_to_string(&mut part).expect("text");
        if document.contains("<w:del ") {
            println!("without its deleted revisions: {name}");
            let texts = document
                .split("<w:t")
                .skip(1)
                .filter(|rest| rest.starts_with(['>', ' ']));
            let texts = texts.filter_map(|rest| rest.split_once('>')?.1.split('<').next());
            fs::write(
                folder.join(format!("{name}.txt")),
                texts.collect::<String>(),
            )
            .expect("written");
        }
    }
    Some(())
}

fn pdftotext(files: &[PathBuf], folder: &Path) -> Option<()> {
    for file in files {
        let name = file.file_stem()?.to_string_lossy().into_owned();
        let text = folder.join(format!("{name}.txt"));
        let mut command = Command::new("pdftotext");
        command.arg(file).arg(&text).output().ok()?;
        let pages = fs::read_to_string(&text).expect("written");
        fs::write(&text, without_running_heads(&pages)).expect("written");
    }
    Some(())
}

/// Without the first and last lines of pages that stand, but for their numbers, on half of them: those are no text.
fn without_running_heads(text: &str) -> String {
    const EDGE_LINES: usize = 3;
    let shape = |line: &str| line.replace(|c: char| c.is_ascii_digit() || c.is_whitespace(), "");
    let pages: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|page| {
            page.lines()
                .filter(|line| !line.trim().is_empty())
                .collect()
        })
        .collect();
    let is_edge =
        |page: &[&str], index: usize| index < EDGE_LINES || index + EDGE_LINES >= page.len();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        for (index, line) in page.iter().enumerate() {
            *counts.entry(shape(line)).or_default() += usize::from(is_edge(page, index));
        }
    }
    let mut kept = Vec::new();
    for page in &pages {
        for (index, line) in page.iter().enumerate() {
            let is_head = is_edge(page, index) && counts[&shape(line)] >= 3.max(pages.len() / 2);
            kept.extend((!is_head).then_some(*line));
        }
    }
    kept.join("\n")
}

#[test]
fn ofd_files_are_read() {
    let Some(files) = files("ofd") else {
        println!("skipped: the real corpus is neither in TONGCHA_SHARED nor in ../shared");
        return;
    };
    for file in files {
        let name = file.file_stem().expect("a name").to_string_lossy();
        let reading = super::ofd::read(&fs::read(&file).expect("read"), &Limits::default());
        let manuscript = match reading {
            Ok(manuscript) => manuscript,
            Err(fault) => {
                // Of some samples nothing but a number is left, which is taken for that of the page.
                println!("{} ofd {name}", fault.reason.code());
                assert_eq!(fault.reason, Reason::NoTextLayer, "{name}");
                continue;
            }
        };
        let lines: Vec<String> = manuscript.blocks.iter().flat_map(Block::lines).collect();
        let count = letters(&lines.concat()).len();
        println!("{count:6} ofd {name}: {}", lines.join(" / "));
        assert!(count > 0, "{name}");
    }
}

/// What counts as text: letters, characters and digits, whatever stands between them.
fn letters(text: &str) -> Vec<char> {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// Which part of the runs of the reference is in what was read, each as often as there.
fn recall(expected: &[char], read: &[char], run: usize) -> f64 {
    let mut there: HashMap<&[char], usize> = HashMap::new();
    for window in read.windows(run) {
        *there.entry(window).or_default() += 1;
    }
    let mut found = 0_usize;
    for window in expected.windows(run) {
        if let Some(left @ 1..) = there.get_mut(window) {
            *left -= 1;
            found += 1;
        }
    }
    match expected.windows(run).count() {
        0 => 1.0,
        all => found as f64 / all as f64,
    }
}
