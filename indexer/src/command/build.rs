//! `build`: sources into an index.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tongcha::{DataDirectory, Tokenizer};
use tongcha_indexer::{BuildError, BuildOptions, BuildSummary};

use super::arguments::BuildArguments;
use super::interrupt::{Interrupt, say_interrupted};
use super::progress::Progress;
use super::terminal::{counted, grouped, megabytes};
use super::{Ending, terminal};

pub(super) fn run(arguments: BuildArguments) -> anyhow::Result<Ending> {
    let BuildArguments {
        sources,
        data,
        prune,
        effort,
        opening,
        watch,
        quarantine,
        json,
    } = arguments;
    let data = data.directory();
    let options = BuildOptions {
        sources,
        data: data.path().to_owned(),
        prune: prune || watch.is_some(),
        quarantine,
        writer: effort.options(),
        reading: opening.options(),
    };
    let interrupt = Interrupt::install(&data)?;
    let tokenizer = Arc::new(Tokenizer::new());

    let once = || build_once(&options, &tokenizer, &interrupt, &data, json);
    match watch {
        None => once(),
        Some(seconds) => keep_in_step(&options, Duration::from_secs(seconds.into()), &once),
    }
}

fn build_once(
    options: &BuildOptions,
    tokenizer: &Arc<Tokenizer>,
    interrupt: &Interrupt,
    data: &DataDirectory,
    json: bool,
) -> anyhow::Result<Ending> {
    interrupt.set_watched(true);
    let mut progress = Progress::new(interrupt.clone());
    let built = tongcha_indexer::build(options, tokenizer, &mut progress);
    interrupt.set_watched(false);
    progress.end();
    match built {
        Ok(summary) => report(&summary, json),
        Err(BuildError::Cancelled) => {
            say_interrupted(data);
            Ok(Ending::Interrupted)
        }
        Err(error) => Err(error.into()),
    }
}

/// Builds whenever the sources have changed since the last look and have held still for one: a file that is being
/// copied is not read half. Ends by a signal.
fn keep_in_step(
    options: &BuildOptions,
    pause: Duration,
    once: &dyn Fn() -> anyhow::Result<Ending>,
) -> anyhow::Result<Ending> {
    let mut built = None;
    let mut seen = tongcha_indexer::state_of(options)?;
    loop {
        if built.as_ref() != Some(&seen) {
            if once()? == Ending::Interrupted {
                return Ok(Ending::Interrupted);
            }
            built = Some(seen);
        }
        seen = loop {
            let before = tongcha_indexer::state_of(options)?;
            thread::sleep(pause);
            let after = tongcha_indexer::state_of(options)?;
            if before == after {
                break after;
            }
        };
    }
}

fn report(summary: &BuildSummary, json: bool) -> anyhow::Result<Ending> {
    if json {
        terminal::print_json(summary)?;
    } else {
        terminal::print(&terminal::printable(&described(summary)))?;
    }
    Ok(if summary.quarantined > 0 {
        Ending::Quarantined
    } else {
        Ending::Well
    })
}

/// Pairs that are named in the summary for people.
const ALIKE_SHOWN: usize = 5;

/// The summary for people.
fn described(summary: &BuildSummary) -> String {
    let mut text = String::new();
    let mut line = |line: String| {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{line}");
    };
    let generation = summary.generation.as_deref().unwrap_or("none");
    line(if summary.published {
        format!("published generation {generation}")
    } else {
        format!("nothing changed; generation {generation} stays in use")
    });
    line(format!(
        "{} = {} indexed + {} unchanged + {} joined + {} quarantined",
        counted(summary.inputs, "input"),
        grouped(summary.indexed),
        grouped(summary.unchanged),
        grouped(summary.joined),
        grouped(summary.quarantined),
    ));
    if !summary.alike.is_empty() {
        let pairs: Vec<_> = summary
            .alike
            .iter()
            .take(ALIKE_SHOWN)
            .map(|alike| format!("{} and {}", alike.id, alike.other))
            .collect();
        line(format!(
            "{} of documents are nearly the same and were not joined: {}{}",
            counted(summary.alike_total, "pair"),
            pairs.join(", "),
            match summary.alike.len() {
                0..=ALIKE_SHOWN => "",
                named if (named as u64) < summary.alike_total =>
                    " …; --json names the first ten thousand",
                _ => " …; --json names all",
            },
        ));
    }
    if summary.removed > 0 {
        line(format!(
            "{} removed, as no source holds them any longer",
            counted(summary.removed, "document")
        ));
    }
    if summary.prune_held_back {
        line("nothing was removed: a file could not be read to its end, and its documents would be missed".into());
    }
    if summary.quarantined > 0 {
        let reasons: BTreeMap<_, _> = summary
            .reasons
            .iter()
            .map(|(reason, count)| (reason.code().to_owned(), *count))
            .collect();
        line(format!("quarantined: {}", listed(&reasons)));
        line(format!(
            "  each is named in {}",
            summary.quarantine_file.display()
        ));
    }
    if !summary.personal_numbers.is_empty() {
        let kinds: BTreeMap<_, _> = summary
            .personal_numbers
            .iter()
            .map(|(kind, count)| (kind.code().to_owned(), *count))
            .collect();
        line(format!(
            "personal numbers: {}; personal-numbers.jsonl in the data directory says where",
            listed(&kinds)
        ));
    }
    for (name, counts) in [
        ("odd fields", &summary.findings),
        ("odd texts", &summary.diagnostics),
        ("files of other formats, not read", &summary.skipped_files),
    ] {
        if !counts.is_empty() {
            line(format!("{name}: {}", listed(counts)));
        }
    }
    line(format!(
        "the index holds {} with {} in {}, from {} of text",
        counted(summary.documents, "document"),
        counted(summary.articles, "article"),
        megabytes(summary.index_bytes),
        megabytes(summary.text_bytes),
    ));
    line(format!(
        "{} read in {:.1} s, {:.1} MB/s",
        megabytes(summary.read_bytes),
        summary.seconds,
        summary.mb_per_second
    ));
    text
}

/// `derived_id 3, unknown_field 1`, the most frequent first.
fn listed(counts: &BTreeMap<String, u64>) -> String {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let items: Vec<_> = counts
        .into_iter()
        .map(|(name, count)| format!("{name} {}", grouped(*count)))
        .collect();
    items.join(", ")
}
