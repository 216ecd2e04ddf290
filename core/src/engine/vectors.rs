//! The files of a generation that have the vectors of pairs of characters, and of passages.
//!
//! Those of pairs are made when a generation learns and carried on; those of passages follow from them and from the
//! texts, and are made for the segments that an update brings.

use std::path::Path;
use std::sync::Arc;

use super::answer::EngineError;
use super::documents::name;
use super::files::{map_tables, unreadable};
use super::passages::for_each_passage;
use super::relations::replace;
use super::segment::SegmentView;
use super::texts::StoredFields;
use super::{GenerationError, WriterError};
use crate::learned::{
    MadeVectors, PairVectors, PassageVectors, SegmentVectors, StoredVectors, TextVectors,
    distinct_pairs,
};

/// Name of the file of the vectors of pairs.
pub(super) const PAIR_VECTORS_FILE: &str = "pair_vectors.bin";
/// Name of the file of the vectors of passages.
const PASSAGE_VECTORS_FILE: &str = "passage_vectors.bin";

/// The vectors of pairs that a generation has; nothing where it has none.
pub(super) fn read_pair_vectors(directory: &Path) -> Result<PairVectors, EngineError> {
    match map_tables(directory, PAIR_VECTORS_FILE)? {
        Some(bytes) => {
            PairVectors::read(bytes).map_err(|error| unreadable(PAIR_VECTORS_FILE, &error))
        }
        None => Ok(PairVectors::default()),
    }
}

/// Writes the vectors of pairs into the directory of a generation, in the place of those of its parent.
pub(super) fn write_pair_vectors(
    directory: &Path,
    pairs: &PairVectors,
) -> Result<(), GenerationError> {
    replace(&directory.join(PAIR_VECTORS_FILE), pairs.bytes())
}

/// The vectors that a generation of these segments has; of segments without, none.
pub(super) fn read_vectors(
    directory: &Path,
    pairs: PairVectors,
    segments: &[SegmentView],
) -> Result<TextVectors, EngineError> {
    let mut stored = read_stored(directory, &pairs)?;
    let mut of = |view: &SegmentView| stored.take(&name(&view.reader), entries(view));
    let passages = segments.iter().map(|view| of(view).unwrap_or_default());
    Ok(TextVectors {
        passages: Arc::new(passages.collect()),
        pairs,
    })
}

/// Writes the vectors of passages, if the generation has vectors of pairs: those of segments that its parent had are taken
/// over.
pub(super) fn write_passage_vectors(
    directory: &Path,
    segments: &[SegmentView],
    fields: StoredFields,
) -> Result<(), WriterError> {
    let pairs = read_pair_vectors(directory)?;
    if pairs.is_empty() {
        return Ok(());
    }
    let mut stored = read_stored(directory, &pairs)?;
    let mut all: Vec<(String, SegmentVectors)> = Vec::with_capacity(segments.len());
    for (number, view) in segments.iter().enumerate() {
        let name = name(&view.reader);
        let vectors = match stored.take(&name, entries(view)) {
            Some(vectors) => vectors,
            None => {
                let made = vectors_of(number, view, fields, std::slice::from_ref(&pairs))?;
                made.into_iter().next().unwrap_or_default()
            }
        };
        all.push((name, vectors));
    }
    let path = directory.join(PASSAGE_VECTORS_FILE);
    replace(&path, &StoredVectors::write(&pairs, &all))?;
    Ok(())
}

/// The vectors of all passages of some segments by each of these tables: texts are read once.
pub(super) fn passage_vectors(
    segments: &[SegmentView],
    fields: StoredFields,
    tables: &[PairVectors],
) -> Result<Vec<PassageVectors>, EngineError> {
    let mut by_table: Vec<Vec<SegmentVectors>> = tables.iter().map(|_| Vec::new()).collect();
    for (number, view) in segments.iter().enumerate() {
        let vectors = vectors_of(number, view, fields, tables)?;
        for (of_table, vectors) in by_table.iter_mut().zip(vectors) {
            of_table.push(vectors);
        }
    }
    let by_table = by_table.into_iter();
    Ok(by_table
        .map(|of_table| of_table.into_iter().collect())
        .collect())
}

/// The same of one segment.
fn vectors_of(
    number: usize,
    view: &SegmentView,
    fields: StoredFields,
    tables: &[PairVectors],
) -> Result<Vec<SegmentVectors>, EngineError> {
    let new = |_: &PairVectors| MadeVectors::new(entries(view));
    let mut made: Vec<MadeVectors> = tables.iter().map(new).collect();
    for_each_passage(number, view, fields, &mut |passage| {
        let pairs = distinct_pairs(&format!("{}\n{}", passage.context, passage.text));
        for (made, table) in made.iter_mut().zip(tables) {
            made.put(passage.entry, &pairs, table);
        }
    })?;
    Ok(made.into_iter().map(SegmentVectors::from).collect())
}

fn read_stored(directory: &Path, pairs: &PairVectors) -> Result<StoredVectors, EngineError> {
    match map_tables(directory, PASSAGE_VECTORS_FILE)? {
        Some(bytes) => StoredVectors::read(bytes, pairs)
            .map_err(|error| unreadable(PASSAGE_VECTORS_FILE, &error)),
        None => Ok(StoredVectors::default()),
    }
}

fn entries(view: &SegmentView) -> usize {
    view.reader.max_doc() as usize
}
