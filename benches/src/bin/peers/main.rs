//! The part of the comparison with other engines that is written in Rust; `benches/peers/run` calls it.
//!
//! `export` writes the articles and questions for all of them, cut into words by jieba beforehand. `tantivy` and
//! `tongcha` load the same articles, ask the same questions, and print one line of JSON each, as the scripts for the
//! other engines do.

#![allow(clippy::print_stdout, reason = "its output is its purpose")]

mod export;
mod naive;
mod ours;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use clap::{Parser, Subcommand};
use serde::{Deserialize, Serialize};

/// The part of the comparison with other engines that is written in Rust.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write articles.jsonl and questions.jsonl into a folder
    Export {
        /// Documents
        #[arg(long, value_name = "FILE", required = true)]
        source: Vec<PathBuf>,
        /// Questions
        #[arg(long, value_name = "FILE")]
        questions: PathBuf,
        /// Folder to write to
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Index and ask with tantivy and a jieba tokenizer off the shelf
    Tantivy {
        /// Folder that `export` wrote
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// Empty folder for the index
        #[arg(long, value_name = "DIR")]
        index: PathBuf,
    },
    /// Index and ask with Tongcha
    Tongcha {
        /// Documents, the same as for `export`
        #[arg(long, value_name = "FILE", required = true)]
        source: Vec<PathBuf>,
        /// Folder that `export` wrote
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// Empty folder for the index
        #[arg(long, value_name = "DIR")]
        index: PathBuf,
    },
}

/// An article, for engines that know nothing of documents.
#[derive(Debug, Serialize, Deserialize)]
struct Article {
    id: String,
    title: String,
    text: String,
    /// Title and text cut into words, joined by blanks.
    words: String,
}

/// A question: its words must all occur, and where nothing is found, any.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    query: String,
    words: Vec<String>,
}

/// What each engine prints.
#[derive(Debug, Serialize)]
struct Printed<'a> {
    name: &'a str,
    build_seconds: f64,
    bytes: u64,
    p50_ms: f64,
    p99_ms: f64,
    /// Processor time of one question on average, on all threads.
    processor_ms: f64,
    questions: usize,
    /// Questions with at least one hit.
    answered: usize,
    /// Questions whose first ten hits came with their text.
    with_text: usize,
    /// Sum of the counts of hits.
    counted: u64,
}

/// What one question came to.
struct Answered {
    hits: usize,
    text_bytes: usize,
    count: u64,
}

fn main() -> Result<()> {
    match Arguments::parse().task {
        Task::Export {
            source,
            questions,
            to,
        } => export::export(&source, &questions, &to),
        Task::Tantivy { from, index } => naive::run(&from, &index),
        Task::Tongcha {
            source,
            from,
            index,
        } => ours::run(&source, &from, &index),
    }
}

/// Asks every question three times and prints what came of it; the fastest time counts, as for all engines.
fn ask_all(
    name: &str,
    build_seconds: f64,
    bytes: u64,
    questions: &[Asked],
    ask: impl Fn(&Asked) -> Result<Answered>,
) -> Result<()> {
    let processor_seconds = || tongcha_benches::report::processor_seconds(std::process::id());
    let before = processor_seconds();
    let (mut times, mut answered, mut with_text, mut counted) = (Vec::new(), 0, 0, 0);
    for question in questions {
        let mut fastest = f64::INFINITY;
        for turn in 0..3 {
            let begun = Instant::now();
            let answer = ask(question)?;
            fastest = fastest.min(begun.elapsed().as_secs_f64() * 1000.0);
            if turn == 0 {
                answered += usize::from(answer.hits > 0);
                with_text += usize::from(answer.hits > 0 && answer.text_bytes > 0);
                counted += answer.count;
            }
        }
        times.push(fastest);
    }
    let spent = (processor_seconds() - before) * 1000.0;
    let row = tongcha_benches::report::latencies(name, &times);
    let printed = Printed {
        name,
        build_seconds,
        bytes,
        p50_ms: row.p50_ms,
        p99_ms: row.p99_ms,
        processor_ms: spent / (3 * questions.len()) as f64,
        questions: questions.len(),
        answered,
        with_text,
        counted,
    };
    println!("{}", serde_json::to_string(&printed)?);
    Ok(())
}

fn lines<T: serde::de::DeserializeOwned>(
    path: &Path,
) -> Result<impl Iterator<Item = Result<T>> + use<T>> {
    use std::io::BufRead;
    let reader = std::io::BufReader::new(std::fs::File::open(path)?);
    Ok(reader.lines().map(|line| Ok(serde_json::from_str(&line?)?)))
}

/// Bytes of all files below a folder.
fn bytes_of(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        bytes += match entry.file_type()?.is_dir() {
            true => bytes_of(&entry.path())?,
            false => entry.metadata()?.len(),
        };
    }
    Ok(bytes)
}
