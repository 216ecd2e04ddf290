//! PDF, by `pdftotext` of poppler: no library on the registry reads the fonts of official papers (GBK-EUC-H and its
//! kin without a map to Unicode) as reliably.
//!
//! Words come with their places (`-tsv`), since the program's own lines break at full-width punctuation, which is
//! set closer than its boxes are wide; lines and paragraphs are made as for OFD.

mod table;

// Tests say when they are skipped.
#[cfg(test)]
#[allow(clippy::print_stdout)]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::fault::{damaged, encrypted};
use super::ocr::{self, OcrCommand};
use super::program::{self, Output};
use super::{Limits, Reading, page, quality};
use crate::manuscript::Manuscript;
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Bytes for a character in the table of words, places included, where each is a word of its own.
const TABLE_BYTES_PER_CHAR: u64 = 16;

/// Reads the text layer of a file.
#[cfg(test)]
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    read_with_ocr(bytes, limits, None)
}

/// Reads a file; one without a text layer by the OCR program, if there is one.
pub(crate) fn read_with_ocr(bytes: &[u8], limits: &Limits, ocr: Option<&OcrCommand>) -> Reading {
    let program = pdftotext()?;
    match read_text_layer(&program, bytes, limits) {
        Err(fault) if fault.reason == Reason::NoTextLayer => match ocr {
            Some(command) => ocr::read(command, bytes, limits),
            None => Err(fault),
        },
        reading => reading,
    }
}

fn read_text_layer(program: &std::path::Path, bytes: &[u8], limits: &Limits) -> Reading {
    if !has_header(bytes) {
        return Err(damaged("not a PDF file"));
    }
    // One page more than is read, to tell a long file from a file that is too long.
    let pages = limits.pages_max.saturating_add(1).to_string();
    let arguments = ["-tsv", "-enc", "UTF-8", "-l", &pages, "-", "-"].map(OsString::from);
    let output_bytes_max = TABLE_BYTES_PER_CHAR * limits.text_chars_max as u64;
    let output = program::run(program, &arguments, bytes, output_bytes_max, limits)?;
    check(&output)?;
    let table = String::from_utf8_lossy(&output.text);
    let pages = table::read(&table);
    if pages.len() > limits.pages_max {
        let message = format!("more than {} pages", limits.pages_max);
        return Err(Fault::of_file(Reason::FileTooLarge, message));
    }
    let manuscript = Manuscript {
        blocks: page::blocks(pages.into_iter().map(page::in_reading_order).collect()),
        ..Manuscript::default()
    };
    // Without its tables for Chinese fonts the program ends well and leaves out what is set in them.
    if lacks_font_tables(&output) {
        return Err(missing_tool());
    }
    let manuscript = quality::gate(manuscript, limits)?;
    match quality::has_text(&manuscript) {
        true => Ok(manuscript),
        false => Err(no_text_layer()),
    }
}

/// The mark may stand behind something else, but not far.
fn has_header(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|window| window == b"%PDF-")
}

fn check(output: &Output) -> Result<(), Fault> {
    if output.status.success() {
        return Ok(());
    }
    if output.errors.contains("Incorrect password") || output.status.code() == Some(3) {
        return Err(encrypted());
    }
    let said = output.errors.lines().next().unwrap_or("pdftotext gives up");
    Err(damaged(format!("a damaged PDF file ({said})")))
}

fn lacks_font_tables(output: &Output) -> bool {
    output.errors.contains("Missing language pack")
        || output.errors.contains("Unknown character collection")
}

fn pdftotext() -> Result<PathBuf, Fault> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM
        .get_or_init(|| program::find("pdftotext"))
        .clone()
        .ok_or_else(missing_tool)
}

fn missing_tool() -> Fault {
    let message = "PDF files are read by pdftotext with its tables for Chinese fonts: install the Debian packages \
                   poppler-utils and poppler-data";
    Fault::of_file(Reason::ToolMissing, message)
}

fn no_text_layer() -> Fault {
    let message = "the pages are pictures; publish the file with text, or name an OCR program";
    Fault::of_file(Reason::NoTextLayer, message)
}
