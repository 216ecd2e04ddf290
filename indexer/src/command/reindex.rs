//! `reindex`: the index from its own records.

use std::sync::Arc;
use std::time::Instant;

use tongcha::Tokenizer;
use tongcha::index::reindex;

use super::arguments::ReindexArguments;
use super::interrupt::Interrupt;
use super::progress::Progress;
use super::terminal::counted;
use super::{Ending, terminal};

pub(super) fn run(arguments: &ReindexArguments) -> anyhow::Result<Ending> {
    let begun = Instant::now();
    let data = arguments.data.directory();
    // Nobody asks between two documents here, so a signal ends the process at once.
    let interrupt = Interrupt::install(&data)?;
    let tokenizer = Arc::new(Tokenizer::new());
    let mut progress = Progress::new(interrupt);
    let written = reindex(
        &data,
        &tokenizer,
        arguments.effort.options(),
        |done, total| progress.documents(done, total),
    );
    progress.end();
    let manifest = written?;
    let seconds = begun.elapsed().as_secs_f64();
    if arguments.json {
        terminal::print_json(&serde_json::json!({
            "generation": manifest.generation,
            "documents": manifest.documents,
            "articles": manifest.articles,
            "text_bytes": manifest.text_bytes,
            "seconds": seconds,
        }))?;
    } else {
        terminal::print(&format!(
            "published generation {}: {} with {} in {seconds:.1} s\n",
            manifest.generation,
            counted(manifest.documents, "document"),
            counted(manifest.articles, "article"),
        ))?;
    }
    Ok(Ending::Well)
}
