//! Word 97 to 2003 (DOC, MS-DOC), and WPS files of that structure: a piece table that says where the text stands,
//! pages of properties that say which paragraphs are cells and which are numbered, and tables of lists.
//!
//! Our own reader, on top of `cfb`: numbering must be written out, and it needs the lists, the styles and the
//! properties of paragraphs together. Without it the articles of a law lose their numbers.

mod bytes;
mod fib;
mod lists;
mod notes;
mod pieces;
mod properties;
mod sprm;
mod story;
mod styles;
mod summary;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::fault::{damaged, encrypted};
use super::{Limits, Reading, quality};
use crate::manuscript::Manuscript;
use crate::quarantine::Reason;
use crate::reader::Fault;
use fib::Fib;

/// Reads a document.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut container = Container::open(bytes)?;
    if container.has("EncryptedPackage") {
        return Err(encrypted());
    }
    let document = container.stream("WordDocument")?.ok_or_else(|| {
        let message = "an OLE file that is not of Word; save it as DOCX, XLSX or PDF";
        Fault::of_file(Reason::UnknownFormat, message)
    })?;
    let fib = Fib::read(&document)?;
    let mut table = container.stream(fib.table_stream)?;
    if table.is_none() {
        table = container.stream(fib.other_table_stream())?;
    }
    let table = table.ok_or_else(|| damaged("a Word file without its table stream"))?;
    let fields = match container.stream("\u{5}SummaryInformation")? {
        Some(stream) => summary::read(&stream),
        None => Vec::new(),
    };
    let mut reader = story::Reader::new(&fib, &document, &table)?;
    let blocks = notes::read_all(&fib, &table, &mut reader);
    let manuscript = Manuscript {
        blocks,
        fields,
        attachments: Vec::new(),
    };
    quality::gate(manuscript, limits)
}

struct Container<'b> {
    file: CompoundFile<Cursor<&'b [u8]>>,
    bytes_max: u64,
}

impl<'b> Container<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let file = CompoundFile::open(Cursor::new(bytes))
            .map_err(|error| damaged(format!("not a readable OLE file: {error}")))?;
        Ok(Self {
            file,
            bytes_max: bytes.len() as u64,
        })
    }

    fn has(&self, name: &str) -> bool {
        self.file.is_stream(name)
    }

    fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        if !self.has(name) {
            return Ok(None);
        }
        let fault = |error| damaged(format!("damaged OLE file: {error}"));
        let stream = self.file.open_stream(name).map_err(fault)?;
        let mut bytes = Vec::new();
        // No stream is longer than the file; one that claims to be runs in a circle.
        let count = stream
            .take(self.bytes_max + 1)
            .read_to_end(&mut bytes)
            .map_err(fault)?;
        match count as u64 > self.bytes_max {
            true => Err(damaged("an OLE file with a stream longer than itself")),
            false => Ok(Some(bytes)),
        }
    }
}
