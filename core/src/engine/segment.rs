//! One segment as blocks: the passages of a document, then the document.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::columns::Columns;
use super::documents::Documents;
use super::kept::Kept;
use super::presence::{Presence, PresenceAddress};
use super::schema::Fields;
use super::store::Store;
use crate::relation::Lives;

/// The place of a document among the documents of its segment.
pub(super) type Ordinal = u32;

/// A segment with what is needed to walk it by document.
pub(super) struct SegmentView {
    pub(super) reader: SegmentReader,
    pub(super) columns: Columns,
    pub(super) store: Store,
    /// Entry of each document, ascending: the passages of document `i` are the entries after `documents[i - 1]`
    /// and before `documents[i]`.
    documents: Arc<[u32]>,
    /// A bit for each entry: passages that are no hits.
    silent: Vec<u64>,
    /// Bytes of text of all documents.
    pub(super) text_bytes: u64,
    /// Which documents have the common words that were asked for lately.
    pub(super) presences: Kept<PresenceAddress, Arc<Presence>>,
    /// Lengths of the words of titles, and of those of numbers, organs, places and forms.
    pub(super) title_lengths: DocumentLengths,
    pub(super) meta_lengths: DocumentLengths,
}

/// The lengths of one field of documents, in steps, by ordinal: read when they are first asked for.
#[derive(Default)]
pub(super) struct DocumentLengths(OnceLock<(Field, Box<[u8]>)>);

impl DocumentLengths {
    /// Those of a field; `None` where another one was asked for first.
    pub(super) fn get(&self, field: Field, view: &SegmentView) -> tantivy::Result<Option<&[u8]>> {
        if self.0.get().is_none() {
            let lengths = view.reader.get_fieldnorms_reader(field)?;
            let entries = view.entries().iter();
            let of_documents = entries.map(|&entry| lengths.fieldnorm_id(entry)).collect();
            // Who asked at the same time was first: it is the same, or another field.
            let _ = self.0.set((field, of_documents));
        }
        let held = self.0.get().filter(|(held, _)| *held == field);
        Ok(held.map(|(_, lengths)| &**lengths))
    }
}

impl SegmentView {
    /// The view of a segment as it is, with what the generation knows of the lives of its documents.
    pub(super) fn open(
        reader: SegmentReader,
        fields: &Fields,
        lives: &Lives,
    ) -> tantivy::Result<Self> {
        let documents = Documents::of(&reader, fields, lives)?;
        Self::with(reader, documents)
    }

    /// The view of a segment whose documents were read already. They have to be those of the segment.
    pub(super) fn with(reader: SegmentReader, documents: Documents) -> tantivy::Result<Self> {
        let Documents {
            entries,
            silent,
            columns,
        } = documents;
        let entries_max = reader.max_doc() as usize;
        if silent.len() * 64 <= entries_max
            || entries
                .last()
                .is_some_and(|last| *last as usize >= entries_max)
        {
            let what = "its documents are not those of the segment".to_owned();
            return Err(tantivy::TantivyError::InternalError(what));
        }
        let text_bytes = (0..entries.len() as Ordinal)
            .map(|ordinal| columns.text_bytes(ordinal))
            .sum();
        Ok(Self {
            store: Store::open(&reader)?,
            reader,
            columns,
            documents: entries,
            silent,
            text_bytes,
            presences: Kept::presences(),
            title_lengths: DocumentLengths::default(),
            meta_lengths: DocumentLengths::default(),
        })
    }

    /// The entries of the documents, by ordinal.
    pub(super) fn entries(&self) -> &[u32] {
        &self.documents
    }

    /// How many documents the segment holds, deleted ones included.
    pub(super) fn documents(&self) -> Ordinal {
        self.documents.len() as Ordinal
    }

    /// The entry of a document.
    pub(super) fn entry(&self, ordinal: Ordinal) -> u32 {
        self.documents[ordinal as usize]
    }

    /// The entries of a document's passages.
    pub(super) fn passages(&self, ordinal: Ordinal) -> Range<u32> {
        let start = match ordinal {
            0 => 0,
            _ => self.documents[ordinal as usize - 1] + 1,
        };
        start..self.documents[ordinal as usize]
    }

    /// The entries of a document: its passages, then itself.
    pub(super) fn block(&self, ordinal: Ordinal) -> Range<u32> {
        let passages = self.passages(ordinal);
        passages.start..passages.end + 1
    }

    /// The entries of the passages that can be hits.
    pub(super) fn hit_passages(&self, ordinal: Ordinal) -> impl Iterator<Item = u32> + '_ {
        self.passages(ordinal)
            .filter(|&entry| self.can_be_hit(entry))
    }

    /// Whether a passage can be a hit.
    #[inline]
    pub(super) fn can_be_hit(&self, entry: u32) -> bool {
        self.silent[entry as usize / 64] >> (entry % 64) & 1 == 0
    }

    /// The document that an entry belongs to, from one that it does not come before: entries are walked in order,
    /// so it is near.
    pub(super) fn ordinal_from(&self, from: Ordinal, entry: u32) -> Ordinal {
        let rest = &self.documents[from as usize..];
        let mut step = 1;
        while step < rest.len() && rest[step] < entry {
            step *= 2;
        }
        let near = &rest[step / 2..rest.len().min(step + 1)];
        from + (step / 2 + near.partition_point(|&document| document < entry)) as Ordinal
    }

    /// The document that an entry belongs to.
    pub(super) fn ordinal_of(&self, entry: u32) -> Ordinal {
        self.documents.partition_point(|&document| document < entry) as Ordinal
    }

    /// Whether a document is there and not deleted.
    pub(super) fn is_alive(&self, ordinal: Ordinal) -> bool {
        !self.reader.is_deleted(self.entry(ordinal))
    }

    pub(super) fn for_each_document(&self, mut visit: impl FnMut(Ordinal)) {
        (0..self.documents())
            .filter(|&ordinal| self.is_alive(ordinal))
            .for_each(&mut visit);
    }

    /// The living documents whose entry has this term.
    pub(super) fn documents_with(
        &self,
        field: Field,
        value: &str,
    ) -> tantivy::Result<Vec<Ordinal>> {
        let mut found: Vec<Ordinal> = entries_with(&self.reader, field, value)?
            .into_iter()
            .map(|entry| self.ordinal_of(entry))
            .filter(|&ordinal| self.is_alive(ordinal))
            .collect();
        found.dedup();
        Ok(found)
    }
}

pub(super) fn entries_with(
    reader: &SegmentReader,
    field: Field,
    value: &str,
) -> tantivy::Result<Vec<u32>> {
    let term = Term::from_field_text(field, value);
    let Some(mut postings) = reader
        .inverted_index(field)?
        .read_postings(&term, IndexRecordOption::Basic)?
    else {
        return Ok(Vec::new());
    };
    let mut entries = Vec::with_capacity(postings.doc_freq() as usize);
    while postings.doc() != TERMINATED {
        entries.push(postings.doc());
        postings.advance();
    }
    Ok(entries)
}
