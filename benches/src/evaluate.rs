//! Question sets from files, asked as the measuring command and the tests of the corpora ask them.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use tongcha::Searcher;
use tongcha::evaluate::{EvaluateOptions, read_questions};

pub use tongcha::evaluate::{Question, Report};

/// Questions of a file.
///
/// # Errors
/// When it cannot be read or a line is no question.
pub fn questions(path: &Path) -> Result<Vec<Question>> {
    let said = || path.display().to_string();
    let file = File::open(path).with_context(said)?;
    read_questions(BufReader::new(file)).with_context(said)
}

/// Asks every question once, for the first page only.
///
/// # Errors
/// When a search fails.
pub fn evaluate(searcher: &Searcher, questions: &[Question]) -> Result<Report> {
    let options = EvaluateOptions {
        deep: false,
        ..EvaluateOptions::default()
    };
    Ok(tongcha::evaluate::evaluate(searcher, questions, &options)?)
}
