//! The file of a generation that has its columns by document, as they are held.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use tantivy::SegmentReader;

use super::WriterError;
use super::answer::EngineError;
use super::columns::{Columns, write_columns};
use super::files::{map_tables, unreadable};
use super::relations::replace;
use super::schema::{Fields, MARKER_DOCUMENT, MARKER_SILENT};
use super::segment::{SegmentView, entries_with};
use crate::flat::{Bytes, Column, FlatError, Reader, Writer};
use crate::relation::Lives;

/// Name of the file.
pub(super) const DOCUMENTS_FILE: &str = "documents.bin";
/// To be raised with every change of what the file holds. One of another version is passed over, and its columns are read
/// from those of the segments, as are those of a segment that it does not have.
const VERSION: u32 = 2;

/// What is held of the documents of a segment.
pub(super) struct Documents {
    /// Entry of each document, ascending.
    pub entries: Arc<[u32]>,
    /// A bit for each entry: passages that are no hits.
    pub silent: Vec<u64>,
    pub columns: Columns,
}

/// The documents of segments by the name of the segment, as far as a file has them.
pub(super) type StoredDocuments = HashMap<String, Documents>;

impl Documents {
    /// Those of a segment, from its postings and columns.
    pub fn of(reader: &SegmentReader, fields: &Fields, lives: &Lives) -> tantivy::Result<Self> {
        let mut writer = Writer::new(VERSION);
        write(reader, fields, &mut writer)?;
        let read = Reader::new(Bytes::held(writer.finish()), VERSION)
            .and_then(|mut reader| Self::read(&mut reader, lives));
        // What was just written is whole, unless the index itself is damaged.
        read.map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))
    }

    fn read(reader: &mut Reader, lives: &Lives) -> Result<Self, FlatError> {
        let entries: Column<u32> = reader.numbers()?;
        let entries: Arc<[u32]> = entries.iter().collect();
        let silent: Column<u64> = reader.numbers()?;
        let documents = Self {
            silent: silent.iter().collect(),
            columns: Columns::read(reader, Arc::clone(&entries), lives)?,
            entries,
        };
        let last = documents.entries.last().map_or(0, |last| *last as usize);
        if documents.entries.is_sorted() && documents.silent.len() > last / 64 {
            Ok(documents)
        } else {
            Err(FlatError::Torn)
        }
    }
}

fn write(reader: &SegmentReader, fields: &Fields, writer: &mut Writer) -> tantivy::Result<()> {
    let entries = entries_with(reader, fields.marker, MARKER_DOCUMENT)?;
    let mut silent = vec![0_u64; reader.max_doc() as usize / 64 + 1];
    for entry in entries_with(reader, fields.marker, MARKER_SILENT)? {
        silent[entry as usize / 64] |= 1 << (entry % 64);
    }
    writer.numbers(entries.iter().copied());
    writer.numbers(silent);
    write_columns(reader, &entries, writer)
}

/// Writes the file into the directory of a generation, in the place of that of its parent.
pub(super) fn write_documents(
    directory: &Path,
    segments: &[SegmentView],
    fields: &Fields,
) -> Result<(), WriterError> {
    let mut writer = Writer::new(VERSION);
    writer.texts(segments.iter().map(|view| name(&view.reader)));
    for view in segments {
        write(&view.reader, fields, &mut writer)?;
    }
    replace(&directory.join(DOCUMENTS_FILE), &writer.finish())?;
    Ok(())
}

/// Reads the file of a generation: nothing where there is none.
pub(super) fn read_documents(
    directory: &Path,
    lives: &Lives,
) -> Result<StoredDocuments, EngineError> {
    let Some(bytes) = map_tables(directory, DOCUMENTS_FILE)? else {
        return Ok(HashMap::new());
    };
    match read(bytes, lives) {
        Err(FlatError::OtherVersion) => Ok(HashMap::new()),
        read => read.map_err(|error| unreadable(DOCUMENTS_FILE, &error)),
    }
}

fn read(bytes: Bytes, lives: &Lives) -> Result<StoredDocuments, FlatError> {
    let mut reader = Reader::new(bytes, VERSION)?;
    let names = reader.texts()?;
    let documents = (0..names.len()).map(|at| {
        Ok((
            names.get(at).to_owned(),
            Documents::read(&mut reader, lives)?,
        ))
    });
    let documents = documents.collect::<Result<_, FlatError>>()?;
    reader.finish()?;
    Ok(documents)
}

/// The name of a segment.
pub(super) fn name(reader: &SegmentReader) -> String {
    reader.segment_id().uuid_string()
}
