//! `backup` and `restore`: a generation as one file, and back.

use std::time::Instant;

use tongcha::engine::BackupReport;

use super::arguments::{BackupArguments, RestoreArguments};
use super::terminal::{counted, megabytes};
use super::{Ending, terminal};

pub(super) fn back_up(arguments: &BackupArguments) -> anyhow::Result<Ending> {
    let begun = Instant::now();
    let report = arguments.data.directory().backup(&arguments.to)?;
    let target = arguments.to.display().to_string();
    say(
        &report,
        &format!("backed up to {target}"),
        begun,
        arguments.json,
    )
}

pub(super) fn restore(arguments: &RestoreArguments) -> anyhow::Result<Ending> {
    let begun = Instant::now();
    let report = arguments.data.directory().restore(&arguments.from)?;
    say(&report, "restored and in use", begun, arguments.json)
}

fn say(report: &BackupReport, what: &str, begun: Instant, json: bool) -> anyhow::Result<Ending> {
    if json {
        terminal::print_json(report)?;
    } else {
        terminal::print(&terminal::printable(&format!(
            "generation {} {what}: {} in {} and {}, every byte compared, in {:.1} s\n",
            report.generation,
            counted(report.documents, "document"),
            counted(report.files, "file"),
            megabytes(report.bytes),
            begun.elapsed().as_secs_f64(),
        )))?;
    }
    Ok(Ending::Well)
}
