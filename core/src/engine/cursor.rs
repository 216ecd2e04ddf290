//! Walks the occurrences of one term in one field of one segment.

use std::ops::Range;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::Scorer;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentReader, TERMINATED};

use super::bm25::Saturation;
use super::conjunction::PhraseCursor;
use super::segment::{Ordinal, SegmentView};

/// A position in one list of entries. It is read a block at a time: a common word occurs a hundred thousand times.
pub(super) struct Walk {
    postings: BlockSegmentPostings,
    /// The first entry of the block that was not visited.
    at: usize,
}

impl Walk {
    /// At the first entry of a term's list.
    pub(super) fn open(
        field: Field,
        info: &TermInfo,
        reader: &SegmentReader,
        read: IndexRecordOption,
    ) -> tantivy::Result<Self> {
        let index = reader.inverted_index(field)?;
        let postings = index.read_block_postings_from_terminfo(info, read)?;
        Ok(Self { postings, at: 0 })
    }

    /// The first entry that was not visited; `None` behind the last one.
    pub(super) fn head(&self) -> Option<u32> {
        let entry = self.postings.docs().get(self.at).copied();
        entry.filter(|&entry| entry != TERMINATED)
    }

    /// Passes over the entries before this one.
    pub(super) fn skip_to(&mut self, entry: u32) {
        if self.head().is_some_and(|head| head < entry) {
            // Most are a few entries away, and what is near is found sooner by looking.
            self.at = match near_place(&self.postings.docs()[self.at..], entry) {
                Some(passed) => self.at + passed,
                // Behind the last occurrence the block has fewer places than are told.
                None => self.postings.seek(entry).min(self.postings.docs().len()),
            };
        }
    }

    /// How often the term stands in an entry, 0 where it does not. Entries must be asked in rising order.
    pub(super) fn frequency_in(&mut self, entry: u32) -> u32 {
        self.skip_to(entry);
        match self.head() {
            Some(head) if head == entry => self.frequency(),
            _ => 0,
        }
    }

    /// How often the term stands in the first entry that was not visited.
    fn frequency(&self) -> u32 {
        // An index that was read without frequencies knows of one.
        self.postings.freqs().get(self.at).copied().unwrap_or(1)
    }

    /// Visits the entries before `end` that were not visited yet, a block at a time: the block, and which of it.
    #[inline]
    pub(super) fn for_each_before(
        &mut self,
        end: u32,
        mut visit: impl FnMut(&BlockSegmentPostings, Range<usize>),
    ) {
        loop {
            let entries = &self.postings.docs()[self.at..];
            let before = places_before(entries, end);
            let is_at_end = before < entries.len() || entries.is_empty();
            visit(&self.postings, self.at..self.at + before);
            self.at += before;
            // Some of the block lies beyond, or there is no further one.
            if is_at_end {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}

/// Entries that are looked at one by one before places are halved.
const ENTRIES_LOOKED: usize = 8;

/// How many of these entries, which ascend, come before `end`.
#[inline]
fn places_before(entries: &[u32], end: u32) -> usize {
    if entries.last().is_some_and(|&last| last < end) {
        return entries.len();
    }
    near_place(entries, end).unwrap_or_else(|| entries.partition_point(|&entry| entry < end))
}

/// The place of the first entry that is not before this one, where it is among the next few.
#[inline]
fn near_place(entries: &[u32], entry: u32) -> Option<usize> {
    let mut near = entries.iter().take(ENTRIES_LOOKED);
    near.position(|&near| near >= entry)
}

/// A position among the occurrences of one term in one field of one segment.
pub(super) enum Cursor<'a> {
    Word(Box<WordCursor<'a>>),
    /// A phrase in a short field, by the positions of its characters.
    Positioned(Box<dyn Scorer>),
    /// A phrase in the text.
    Phrase(Box<PhraseCursor<'a>>),
}

/// A position among the occurrences of a word.
pub(super) struct WordCursor<'a> {
    pub walk: Walk,
    pub lengths: Lengths<'a>,
    pub saturation: &'a Saturation,
}

/// How long a field is, in steps.
pub(super) enum Lengths<'a> {
    /// Of each entry.
    Entries(FieldNormReader),
    /// Of each document, where only documents have the field. One in forty entries is one: what is read of the lengths of
    /// all entries is never in the processor's cache.
    Documents {
        lengths: &'a [u8],
        view: &'a SegmentView,
        /// The document that was asked for last.
        at: Ordinal,
    },
}

impl Lengths<'_> {
    /// Entries are asked in rising order.
    #[inline]
    fn of(&mut self, entry: u32) -> u8 {
        match self {
            Self::Entries(lengths) => lengths.fieldnorm_id(entry),
            Self::Documents { lengths, view, at } => {
                *at = view.ordinal_from(*at, entry);
                lengths[*at as usize]
            }
        }
    }
}

/// How often a phrase occurs in an entry is not known; once is enough to rank by.
const PHRASE: (u32, f32) = (1, 1.0);

impl Cursor<'_> {
    /// What BM25 makes of the term in this entry; `None` where it does not occur. Entries must be asked in rising
    /// order; the same one may be asked again.
    ///
    /// # Errors
    /// When a text has to be read and cannot be.
    pub(super) fn at(&mut self, entry: u32) -> tantivy::Result<Option<f32>> {
        let found = match self {
            Self::Word(word) => {
                word.walk.skip_to(entry);
                if word.walk.head() != Some(entry) {
                    return Ok(None);
                }
                let length = word.lengths.of(entry);
                return Ok(Some(word.saturation.of(word.walk.frequency(), length)));
            }
            Self::Positioned(scorer) => {
                if scorer.doc() < entry {
                    scorer.seek(entry);
                }
                scorer.doc() == entry
            }
            Self::Phrase(phrase) => phrase.has(entry)?,
        };
        Ok(found.then_some(PHRASE.1))
    }

    /// The first entry that was not visited and may have the term; `None` behind the last one.
    pub(super) fn next(&self) -> Option<u32> {
        match self {
            Self::Word(word) => word.walk.head(),
            Self::Positioned(scorer) => Some(scorer.doc()).filter(|&entry| entry != TERMINATED),
            Self::Phrase(phrase) => phrase.next(),
        }
    }

    /// Passes over the entries before this one.
    pub(super) fn skip_to(&mut self, entry: u32) {
        match self {
            Self::Word(word) => word.walk.skip_to(entry),
            Self::Positioned(scorer) if scorer.doc() < entry => {
                scorer.seek(entry);
            }
            Self::Positioned(_) => {}
            Self::Phrase(phrase) => phrase.skip_to(entry),
        }
    }

    /// Visits the entries of ranges, which ascend.
    ///
    /// # Errors
    /// When a text has to be read and cannot be.
    #[inline]
    pub(super) fn for_each_entry_in(
        &mut self,
        ranges: impl Iterator<Item = Range<u32>>,
        mut visit: impl FnMut(u32),
    ) -> tantivy::Result<()> {
        let Self::Word(word) = self else {
            return self.for_each_in(ranges, |entry, _, _| visit(entry));
        };
        for range in ranges {
            word.walk.skip_to(range.start);
            word.walk.for_each_before(range.end, |block, places| {
                block.docs()[places].iter().for_each(|&entry| visit(entry));
            });
        }
        Ok(())
    }

    /// Visits the entries of ranges, which ascend: entry, frequency, and what BM25 makes of it.
    ///
    /// # Errors
    /// When a text has to be read and cannot be.
    #[inline]
    pub(super) fn for_each_in(
        &mut self,
        ranges: impl Iterator<Item = Range<u32>>,
        mut visit: impl FnMut(u32, u32, f32),
    ) -> tantivy::Result<()> {
        let (once, flat) = PHRASE;
        for range in ranges {
            self.skip_to(range.start);
            match self {
                Self::Word(word) => {
                    let WordCursor {
                        walk,
                        lengths,
                        saturation,
                    } = word.as_mut();
                    walk.for_each_before(range.end, |block, places| {
                        let entries = &block.docs()[places.clone()];
                        let frequencies = &block.freqs()[places];
                        for (&entry, &frequency) in entries.iter().zip(frequencies) {
                            let length = lengths.of(entry);
                            visit(entry, frequency, saturation.of(frequency, length));
                        }
                    });
                }
                Self::Positioned(scorer) => {
                    while scorer.doc() < range.end {
                        visit(scorer.doc(), once, flat);
                        scorer.advance();
                    }
                }
                Self::Phrase(phrase) => {
                    phrase.for_each_in(range, |entry| visit(entry, once, flat))?
                }
            }
        }
        Ok(())
    }
}
