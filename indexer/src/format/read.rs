//! One reader for each format.

use super::ocr::OcrCommand;
use super::{Options, Reading, doc, docx, html, list, markdown, ofd, pdf, rtf, text};
use crate::manuscript::Manuscript;
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
    let (limits, mapping) = (&options.limits, options.mapping.as_ref());
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
        Format::Rtf => rtf::read(bytes, limits),
        Format::Csv => return list::read_csv(bytes, None, mapping, limits).map(Content::Many),
        Format::Excel => return list::read_workbook(bytes, mapping, limits).map(Content::Many),
        Format::Json => return list::read_json(bytes, mapping, limits).map(Content::Many),
    };
    reading.map(Content::One)
}
