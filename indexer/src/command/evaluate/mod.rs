//! `evaluate`: how well the index answers questions with known answers.

mod html;

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use serde::Serialize;
use tongcha::evaluate::{
    EvaluateOptions, MissedFloor, Question, Report, evaluate, read_questions, self_questions,
};
use tongcha::learn::{LearnOptions, cross_validate};
use tongcha::{Day, Searcher, Tokenizer};

use super::arguments::EvaluateArguments;
use super::interrupt::Interrupt;
use super::progress::Progress;
use super::terminal::counted;
use super::{Ending, learn, terminal, unread};

/// Failures named on the terminal; `--json` and `--html` have them all.
const FAILURES_MAX: usize = 10;

/// Everything that came of it, for machines.
#[derive(Debug, Serialize)]
struct Evaluation<'a> {
    generation: String,
    as_of: Day,
    #[serde(flatten)]
    report: &'a Report,
    missed_floors: &'a [MissedFloor],
}

pub(super) fn run(arguments: &EvaluateArguments) -> anyhow::Result<Ending> {
    let mut questions = read_sets(&arguments.queries)?;
    let mut searcher = Searcher::open(&arguments.data.directory(), Arc::new(Tokenizer::new()))?;
    if arguments.unlearned {
        searcher = searcher.with_lessons(None)?;
    }
    if arguments.own {
        questions.extend(self_questions(&searcher.catalogue_names()));
    }
    questions.truncate(arguments.limit.unwrap_or(usize::MAX));
    let options = EvaluateOptions {
        as_of: arguments.as_of.unwrap_or_else(Day::today),
        ..EvaluateOptions::default()
    };
    let mut report = match arguments.cross_validate {
        Some(folds) => cross_validated(&searcher, &questions, folds, arguments, &options)?,
        None => evaluate(&searcher, &questions, &options)?,
    };
    if arguments.no_time {
        report.latency = None;
    }
    let floors = arguments.floors.iter();
    let missed: Vec<MissedFloor> = floors.flat_map(|floor| floor.missed(&report)).collect();
    let evaluation = Evaluation {
        generation: searcher.generation(),
        as_of: options.as_of,
        report: &report,
        missed_floors: &missed,
    };
    publish(arguments, &evaluation)?;
    Ok(if missed.is_empty() {
        Ending::Well
    } else {
        Ending::Wanting
    })
}

fn cross_validated(
    searcher: &Searcher,
    questions: &[Question],
    folds: u8,
    arguments: &EvaluateArguments,
    options: &EvaluateOptions,
) -> anyhow::Result<Report> {
    let learn = LearnOptions {
        folds: usize::from(folds),
        ..learn::options(arguments.no_memory)
    };
    let mut progress = Progress::new(Interrupt::install(&arguments.data.directory())?);
    let mut show = |done: usize, total: usize| progress.questions(done as u64, total as u64);
    let asked = cross_validate(searcher, questions, &learn, options, &mut show);
    progress.end();
    Ok(Report::new(asked?))
}

/// The questions of several sets.
pub(super) fn read_sets(paths: &[PathBuf]) -> anyhow::Result<Vec<Question>> {
    let mut questions = Vec::new();
    for path in paths {
        questions.extend(read(path)?);
    }
    Ok(questions)
}

fn read(path: &Path) -> anyhow::Result<Vec<Question>> {
    let file = File::open(path).with_context(|| unread(path, "--queries or --questions"))?;
    read_questions(BufReader::new(file)).with_context(|| path.display().to_string())
}

/// Writes the files that were asked for, and the table where JSON does not take its place.
fn publish(arguments: &EvaluateArguments, evaluation: &Evaluation<'_>) -> anyhow::Result<()> {
    if let Some(path) = &arguments.html {
        let page = html::page(evaluation);
        std::fs::write(path, page).with_context(|| path.display().to_string())?;
    }
    match &arguments.json {
        Some(path) if path.as_os_str() == "-" => return terminal::print_json(evaluation),
        Some(path) => {
            let json = serde_json::to_string(evaluation)? + "\n";
            std::fs::write(path, json).with_context(|| path.display().to_string())?;
        }
        None => {}
    }
    terminal::print(&terminal::printable(&described(evaluation)))
}

/// The result for people.
fn described(evaluation: &Evaluation<'_>) -> String {
    let report = evaluation.report;
    let mut text = report.table();
    if let Some(latency) = report.latency {
        text.push_str(&format!("\nfirst page: {latency}\n"));
    }
    if !report.failures.is_empty() {
        text.push_str("\nnot on the first page:\n");
    }
    for failure in report.failures.iter().take(FAILURES_MAX) {
        text.push_str(&format!("  {failure}\n"));
    }
    if let Some(more) = report.failures.len().checked_sub(FAILURES_MAX + 1) {
        text.push_str(&format!("  and {} more\n", more + 1));
    }
    for missed in evaluation.missed_floors {
        text.push_str(&format!("missed: {missed}\n"));
    }
    text.push_str(&format!(
        "\n{} of generation {}, as of {}\n",
        counted(report.overall.questions as u64, "question"),
        evaluation.generation,
        evaluation.as_of
    ));
    text
}
