//! `verify`: every byte and every record.

use super::arguments::VerifyArguments;
use super::terminal::{counted, megabytes};
use super::{Ending, terminal};

pub(super) fn run(arguments: &VerifyArguments) -> anyhow::Result<Ending> {
    let report = arguments.data.directory().verify()?;
    if arguments.json {
        terminal::print_json(&report)?;
    } else {
        let mut text = String::new();
        for problem in &report.problems {
            text.push_str(&format!("{}: {}\n", problem.subject, problem.what));
        }
        let result = match report.problems.len() as u64 {
            0 => "all well".to_owned(),
            count => format!(
                "{}; restore it or build it again",
                counted(count, "problem")
            ),
        };
        text.push_str(&format!(
            "generation {}: {} of {} and {} checked, {result}\n",
            report.generation,
            counted(report.files, "file"),
            megabytes(report.bytes),
            counted(report.documents, "document"),
        ));
        terminal::print(&terminal::printable(&text))?;
    }
    Ok(if report.problems.is_empty() {
        Ending::Well
    } else {
        Ending::Failed
    })
}
