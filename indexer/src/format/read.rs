//! One reader for each format.

use super::ocr::OcrCommand;
use super::{Options, Reading, doc, docx, html, markdown, ofd, pdf, text};
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
pub(crate) fn read(format: Format, bytes: &[u8], options: &Options) -> Result<Content, Fault> {
    let limits = &options.limits;
    let reading = match format {
        Format::Text => text::read(bytes, None, limits),
        Format::Markdown => markdown::read(bytes, None, limits),
        Format::Html => html::read(bytes, None, limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Doc => doc::read(bytes, limits),
        Format::Ofd => ofd::read(bytes, limits),
        Format::Pdf => {
            let ocr = options.ocr.as_deref().and_then(OcrCommand::of);
            pdf::read_with_ocr(bytes, limits, ocr.as_ref())
        }
        Format::Rtf | Format::Csv | Format::Excel | Format::Json => Err(Fault::of_file(
            Reason::UnknownFormat,
            format!("the file is of a format that is not read: {format:?}"),
        )),
    };
    reading.map(Content::One)
}
