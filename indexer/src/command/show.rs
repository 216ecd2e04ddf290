//! `show`: one document.

use std::sync::Arc;

use anyhow::bail;
use tongcha::{Day, Searcher, Tokenizer};

use super::arguments::{ShowArguments, ShowFormat};
use super::{Ending, terminal};

pub(super) fn run(arguments: &ShowArguments) -> anyhow::Result<Ending> {
    let searcher = Searcher::open(&arguments.data.directory(), Arc::new(Tokenizer::new()))?;
    let as_of = arguments.as_of.unwrap_or_else(Day::today);
    let Some(document) = searcher.document(&arguments.id, as_of)? else {
        bail!(
            "the index holds no document {:?}; `tongcha-indexer search` shows identifiers",
            arguments.id
        );
    };
    let text = match arguments.format {
        ShowFormat::Json => {
            terminal::print_json(&document)?;
            return Ok(Ending::Well);
        }
        ShowFormat::Txt => document.to_txt(),
        ShowFormat::Md => document.to_markdown(),
    };
    // Into a file goes what was published, byte by byte.
    terminal::print(&if terminal::stdout_is_terminal() {
        terminal::printable(&text)
    } else {
        text
    })?;
    Ok(Ending::Well)
}
