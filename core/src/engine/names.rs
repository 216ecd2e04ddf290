//! The file of a generation that says what its documents are called: the tables of the [`Catalogue`] and the terms.

use std::path::Path;
use std::sync::Arc;

use super::WriterError;
use super::answer::EngineError;
use super::columns::read_names;
use super::files::{map_tables, unreadable};
use super::relations::replace;
use super::segment::SegmentView;
use crate::catalogue::{Catalogue, LifeOf, Name, TermList, Terms, names_version};
use crate::flat::{Bytes, FlatError, Reader, Writer};
use crate::relation::Lives;

/// Name of the file.
pub(super) const NAMES_FILE: &str = "names.bin";

/// What documents are called, and the words that complete what is typed, as the file holds them.
pub(crate) struct StoredNames {
    pub catalogue: Catalogue,
    pub terms: TermList,
}

/// Writes the file into the directory of a generation, in the place of that of its parent: the tables of the names, and
/// the terms behind them.
pub(super) fn write_names(
    directory: &Path,
    tables: &Bytes,
    terms: &Terms,
) -> Result<(), WriterError> {
    let mut writer = Writer::behind(tables);
    terms.write(&mut writer);
    replace(&directory.join(NAMES_FILE), &writer.finish())?;
    Ok(())
}

/// Whether the file of a generation is there and this version of the program made it.
pub(super) fn has_names(directory: &Path) -> bool {
    read_names_file(directory, &Arc::default()).is_ok_and(|names| names.is_some())
}

/// Reads the file of a generation; `None` where there is none, or another version of the program made it.
pub(super) fn read_names_file(
    directory: &Path,
    lives: &Arc<Lives>,
) -> Result<Option<StoredNames>, EngineError> {
    let Some(bytes) = map_tables(directory, NAMES_FILE)? else {
        return Ok(None);
    };
    let lives = Arc::clone(lives);
    match read(bytes, Box::new(move |id| lives.of(id))) {
        Ok(names) => Ok(Some(names)),
        Err(FlatError::OtherVersion) => Ok(None),
        Err(error) => Err(unreadable(NAMES_FILE, &error)),
    }
}

/// The names of all documents of an index, read from its columns.
pub(super) fn names_of(segments: &[SegmentView]) -> tantivy::Result<Vec<Name>> {
    let mut names = Vec::new();
    for view in segments {
        let alive = |ordinal| view.is_alive(ordinal);
        names.extend(read_names(&view.reader, &view.columns, alive)?);
    }
    // Which thread wrote what is chance; what is equal otherwise must not be ordered by it.
    names.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(names)
}

fn read(bytes: Bytes, life_of: LifeOf) -> Result<StoredNames, FlatError> {
    let mut reader = Reader::new(bytes, names_version())?;
    let names = StoredNames {
        catalogue: Catalogue::read(&mut reader, life_of)?,
        terms: Terms::read(&mut reader)?,
    };
    reader.finish()?;
    Ok(names)
}
