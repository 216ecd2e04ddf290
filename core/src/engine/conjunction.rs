//! Walks the entries that have all pairs of a phrase, and reads the texts of those that nothing proves.
//!
//! A range of entries is a set of bits: the rarest pair marks its entries, every other takes away what it does not have.

use std::ops::Range;

use tantivy::SegmentReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

use super::cursor::Walk;
use super::verbatim::Reader;

/// A list of entries is jumped through where it is expected to have more than so many times as many entries as are left:
/// to jump to a place costs about as much as to walk past so many.
const ENTRIES_JUMPED_MIN: f32 = 8.0;

/// A position among the occurrences of a phrase in one segment.
pub(super) struct PhraseCursor<'a> {
    pairs: Vec<Lists>,
    proofs: Lists,
    reader: Option<Reader<'a>>,
    /// How many the segment has.
    entries: u32,
    found: Bits,
    other: Bits,
}

impl<'a> PhraseCursor<'a> {
    /// `pairs` are those of the phrase, the rarest first; each entry of `proofs` has it. Of the others that have all pairs,
    /// `reader` tells which have it; without one, all have.
    pub(super) fn new(
        pairs: Vec<Lists>,
        proofs: Lists,
        reader: Option<Reader<'a>>,
        entries: u32,
    ) -> Self {
        Self {
            pairs,
            proofs,
            reader,
            entries,
            found: Bits::default(),
            other: Bits::default(),
        }
    }

    /// The first entry that was not visited and may have the phrase.
    pub(super) fn next(&self) -> Option<u32> {
        self.pairs.first()?.head()
    }

    /// Passes over the entries before this one.
    pub(super) fn skip_to(&mut self, entry: u32) {
        if let Some(rarest) = self.pairs.first_mut() {
            rarest.skip_to(entry);
        }
    }

    /// Whether an entry has the phrase. Entries must be asked in rising order; the same one may be asked again.
    pub(super) fn has(&mut self, entry: u32) -> tantivy::Result<bool> {
        if !self.pairs.iter_mut().all(|pair| pair.has(entry)) {
            return Ok(false);
        }
        match &mut self.reader {
            Some(reader) => Ok(self.proofs.has(entry) || reader.has(entry)?),
            None => Ok(true),
        }
    }

    /// Visits the entries of a range that have the phrase. Ranges ascend.
    pub(super) fn for_each_in(
        &mut self,
        range: Range<u32>,
        mut visit: impl FnMut(u32),
    ) -> tantivy::Result<()> {
        let Some((rarest, rest)) = self.pairs.split_first_mut() else {
            return Ok(());
        };
        rarest.skip_to(range.start);
        if rarest.head().is_none_or(|entry| entry >= range.end) {
            return Ok(());
        }
        let share = range.len() as f32 / (self.entries as f32).max(1.0);
        self.found.fill(range.clone(), rarest);
        for pair in rest {
            let jumped = self.found.count() as f32 * pair.walks.len() as f32 * ENTRIES_JUMPED_MIN;
            if jumped < pair.occurrences as f32 * share {
                self.found.retain(|entry| pair.has(entry));
            } else {
                self.other.fill(range.clone(), pair);
                self.found.intersect(&self.other);
            }
        }
        let Some(reader) = &mut self.reader else {
            self.found.entries().for_each(visit);
            return Ok(());
        };
        self.other.fill(range, &mut self.proofs);
        for entry in self.found.entries() {
            if self.other.has(entry) || reader.has(entry)? {
                visit(entry);
            }
        }
        Ok(())
    }
}

/// The occurrences of terms that say the same.
pub(super) struct Lists {
    walks: Vec<Walk>,
    occurrences: u64,
}

impl Lists {
    /// `occurrences` is how many entries the terms have together.
    pub(super) fn open(
        terms: &[(Field, TermInfo)],
        occurrences: u64,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let walk = |(field, info): &(Field, TermInfo)| {
            Walk::open(*field, info, reader, IndexRecordOption::Basic)
        };
        Ok(Self {
            walks: terms.iter().map(walk).collect::<tantivy::Result<_>>()?,
            occurrences,
        })
    }

    fn head(&self) -> Option<u32> {
        self.walks.iter().filter_map(Walk::head).min()
    }

    fn skip_to(&mut self, entry: u32) {
        for walk in &mut self.walks {
            walk.skip_to(entry);
        }
    }

    fn has(&mut self, entry: u32) -> bool {
        let mut walks = self.walks.iter_mut();
        walks.any(|walk| {
            walk.skip_to(entry);
            walk.head() == Some(entry)
        })
    }
}

/// Some of the entries of a range.
#[derive(Default)]
struct Bits {
    first: u32,
    words: Vec<u64>,
}

impl Bits {
    /// The entries of a range that lists have, and no others.
    fn fill(&mut self, range: Range<u32>, lists: &mut Lists) {
        self.first = range.start;
        self.words.clear();
        self.words.resize(range.len().div_ceil(64), 0);
        for walk in &mut lists.walks {
            walk.skip_to(range.start);
            walk.for_each_before(range.end, |block, places| {
                for entry in &block.docs()[places] {
                    let at = (entry - range.start) as usize;
                    self.words[at / 64] |= 1 << (at % 64);
                }
            });
        }
    }

    fn has(&self, entry: u32) -> bool {
        let at = (entry - self.first) as usize;
        self.words[at / 64] >> (at % 64) & 1 == 1
    }

    fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Keeps the entries for which `keep` holds; it is asked in rising order.
    fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        for (first, word) in (self.first..).step_by(64).zip(&mut self.words) {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                if !keep(first + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    fn entries(&self) -> impl Iterator<Item = u32> + '_ {
        let words = (self.first..).step_by(64).zip(&self.words);
        words.flat_map(|(first, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(first + bit)
            })
        })
    }
}
