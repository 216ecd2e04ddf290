//! One reader for each format.

use std::path::Path;

use super::{Options, Reading};
use crate::manuscript::Manuscript;
use crate::quarantine::Reason;
use crate::reader::Fault;

/// A format that one reader reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Markdown,
    Html,
    Rtf,
    Csv,
    Excel,
    Json,
    Pdf,
    Docx,
    Doc,
    Ofd,
}

/// What a reader made of a file.
pub(crate) enum Content {
    One(Manuscript),
    /// A list: a row, from 1, and its document.
    Many(Vec<(u64, Reading)>),
}

/// Reads a file of this format.
pub(crate) fn read(
    format: Format,
    _name: &Path,
    bytes: &[u8],
    _options: &Options,
) -> Result<Content, Fault> {
    match format {
        Format::Text | Format::Markdown => {
            let text = String::from_utf8_lossy(bytes);
            let blocks = text.lines().map(crate::manuscript::Block::body).collect();
            Ok(Content::One(Manuscript {
                blocks,
                ..Manuscript::default()
            }))
        }
        _ => Err(Fault::of_file(
            Reason::UnknownFormat,
            format!("{format:?} is not read yet"),
        )),
    }
}
