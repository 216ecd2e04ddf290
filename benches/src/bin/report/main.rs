//! Measures the shipped commands from outside: one table for a commit and a corpus, or two commits against each other.
//!
//! `report table --commands target/release --source laws.jsonl.zst --questions known_items.jsonl` prints Markdown, and
//! writes JSON with `--json FILE`. `report compare --base DIR --head DIR …` is what `benches/compare` calls: it ends with 1
//! where a figure of the head is worse by more than 15 %.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its output is its purpose"
)]

mod comparing;
mod measuring;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use tongcha_benches::{corpus, evaluate, report};

/// Measures the shipped commands.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// One table for a commit and a corpus
    Table(TableArguments),
    /// Two commits against each other
    Compare(CompareArguments),
}

/// What is indexed and asked.
#[derive(Debug, Clone, Args)]
struct CorpusArguments {
    /// Documents; more than one may be given [default: the real corpus where it is found, else corpus-samples]
    #[arg(long, value_name = "FILE")]
    source: Vec<PathBuf>,
    /// Questions [default: those of that corpus]
    #[arg(long, value_name = "FILE")]
    questions: Option<PathBuf>,
    /// Questions of each kind at most
    #[arg(long, default_value_t = 100)]
    each: usize,
}

#[derive(Debug, Clone, Args)]
struct TableArguments {
    #[command(flatten)]
    corpus: CorpusArguments,
    /// Folder with `tongcha-indexer` and `tongcha-server` [default: that of this command]
    #[arg(long, value_name = "DIR")]
    commands: Option<PathBuf>,
    /// An index that is there already, of these sources; otherwise one is built
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// What the corpus is called in the table
    #[arg(long)]
    name: Option<String>,
    /// Connections of the load
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Seconds of each load; 0 for none
    #[arg(long, default_value_t = 5)]
    load_seconds: u64,
    /// Leave out what is measured in this process with the library that it is linked with
    #[arg(long)]
    no_in_process: bool,
    /// Where to write the figures as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
struct CompareArguments {
    #[command(flatten)]
    corpus: CorpusArguments,
    /// Folder with the commands of the commit to compare with
    #[arg(long, value_name = "DIR")]
    base: PathBuf,
    /// Folder with the commands of the commit that is judged
    #[arg(long, value_name = "DIR")]
    head: PathBuf,
    /// How often each figure is taken of both
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

fn main() -> Result<ExitCode> {
    match Arguments::parse().command {
        Task::Table(arguments) => {
            let figures = measuring::measure(&arguments)?;
            print!("{}", report::markdown(&figures));
            if let Some(path) = arguments.json {
                let json = serde_json::to_vec_pretty(&figures)?;
                std::fs::write(&path, json).with_context(|| path.display().to_string())?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Task::Compare(arguments) => {
            let judged = comparing::compare(&arguments)?;
            print!("{}", report::judged_markdown(&judged));
            let is_worse = judged.iter().any(|one| one.is_worse);
            Ok(ExitCode::from(u8::from(is_worse)))
        }
    }
}

impl CorpusArguments {
    /// What to index, what to ask, and what the corpus is called.
    fn found(&self) -> Result<(Vec<PathBuf>, Vec<evaluate::Question>, String)> {
        let (sources, usual, name) = match (self.source.is_empty(), corpus::shared()) {
            (false, _) => (self.source.clone(), None, names(&self.source)),
            (true, Some(shared)) => {
                let sources = ["corpus/laws.jsonl.zst", "corpus/normative.jsonl.zst"]
                    .map(|file| shared.join(file));
                let questions = shared.join("eval/known_items.jsonl");
                (
                    sources.to_vec(),
                    Some(questions),
                    "laws + normative".to_owned(),
                )
            }
            (true, None) => {
                let questions = corpus::samples().join("questions.jsonl");
                (
                    vec![corpus::samples()],
                    Some(questions),
                    "corpus-samples".to_owned(),
                )
            }
        };
        let questions = self.questions.clone().or(usual);
        let questions = questions
            .context("these sources have no questions of their own: say --questions FILE")?;
        Ok((sources, evaluate::questions(&questions)?, name))
    }
}

fn names(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    paths
        .iter()
        .filter_map(name)
        .collect::<Vec<_>>()
        .join(" + ")
}
