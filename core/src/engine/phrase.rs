//! Phrases in the texts of passages: found by pairs of neighbouring characters, proved by the text.
//!
//! A passage that has a phrase has all its pairs (see [`pairs`](super::pairs) for how a pair is indexed). One that has all
//! pairs has the phrase surely where the phrase is no longer than a pair, or where a word or an indexed seam has all of it.
//! Of the others the text is read. So hits and counts are exact, and little is read: of a common phrase the word tells, and few
//! passages have all pairs of a rare one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{InvertedIndexReader, SegmentReader};

use super::cursor::Walk;
use super::pairs::proves;
use super::schema::Fields;
use super::segment::SegmentView;
use super::verbatim::Reader;

/// So many pairs of a long phrase, the rarest, are asked for: what those leave is read anyway.
const PAIRS_MAX: usize = 16;
/// A list of entries is jumped through where it is expected to have more than so many times as many entries as are left:
/// to jump to a place costs about as much as to walk past so many.
const ENTRIES_JUMPED_MIN: f32 = 8.0;

/// A phrase as it is indexed in each segment.
pub(super) struct Phrase {
    /// Its characters.
    text: String,
    /// Whether its pairs alone tell it.
    is_told: bool,
    /// By segment; `None` where a pair occurs nowhere.
    segments: Vec<Option<InSegment>>,
    frames: Field,
}

struct InSegment {
    /// Its pairs, the rarest first.
    pairs: Vec<Union>,
    /// Words that begin with the whole phrase, and frequent seams of two words in which it lies.
    proofs: Union,
}

/// Terms that say the same: where one of them occurs.
#[derive(Default)]
struct Union {
    terms: Vec<(Field, TermInfo)>,
    /// In how many entries they occur at most.
    occurrences: u64,
}

impl Phrase {
    /// Looks a phrase of these characters up.
    pub(super) fn new(
        characters: &[String],
        fields: &Fields,
        segments: &[&SegmentReader],
    ) -> tantivy::Result<Self> {
        let in_segment = |segment: &&SegmentReader| InSegment::new(characters, fields, segment);
        Ok(Self {
            text: characters.concat(),
            is_told: characters.len() <= 2,
            segments: segments
                .iter()
                .map(in_segment)
                .collect::<tantivy::Result<_>>()?,
            frames: fields.frames,
        })
    }

    /// In how many entries of a segment it occurs at most.
    pub(super) fn occurrences_in(&self, number: usize) -> u64 {
        let segment = self.segments.get(number).and_then(Option::as_ref);
        let rarest = segment.and_then(|segment| segment.pairs.first());
        rarest.map_or(0, |pair| pair.occurrences)
    }

    /// In how many entries of all segments it occurs at most.
    pub(super) fn occurrences(&self) -> u64 {
        let numbers = 0..self.segments.len();
        numbers.map(|number| self.occurrences_in(number)).sum()
    }

    /// Whether texts have to be read.
    pub(super) fn is_read(&self) -> bool {
        !self.is_told
    }

    /// A cursor over the segment of this number; `None` when the phrase does not occur there.
    pub(super) fn cursor<'a>(
        &'a self,
        number: usize,
        view: &'a SegmentView,
    ) -> tantivy::Result<Option<PhraseCursor<'a>>> {
        let Some(segment) = self.segments.get(number).and_then(Option::as_ref) else {
            return Ok(None);
        };
        let lists = |union: &Union| Lists::open(union, &view.reader);
        Ok(Some(PhraseCursor {
            pairs: segment
                .pairs
                .iter()
                .map(lists)
                .collect::<tantivy::Result<_>>()?,
            proofs: lists(&segment.proofs)?,
            reader: (!self.is_told).then(|| Reader::new(&self.text, view, self.frames)),
            entries: view.reader.max_doc(),
            found: Bits::default(),
            other: Bits::default(),
        }))
    }
}

impl InSegment {
    fn new(
        characters: &[String],
        fields: &Fields,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let indexes = Indexes {
            words: (
                fields.text_words,
                segment.inverted_index(fields.text_words)?,
            ),
            pairs: (
                fields.text_pairs,
                segment.inverted_index(fields.text_pairs)?,
            ),
        };
        if let [character] = characters {
            let union = indexes.character(character)?;
            return Ok((union.occurrences > 0).then(|| Self {
                pairs: vec![union],
                proofs: Union::default(),
            }));
        }
        let mut proofs = Union::default();
        if characters.len() > 2 {
            proofs.add_beginning_with(&characters.concat(), &indexes.words)?;
        }
        let mut pairs = BTreeMap::new();
        for (at, pair) in characters.windows(2).enumerate() {
            let union = indexes.pair(characters, at, &mut proofs)?;
            if union.occurrences == 0 {
                return Ok(None);
            }
            pairs.insert(pair, union);
        }
        let mut pairs: Vec<Union> = pairs.into_values().collect();
        pairs.sort_by_key(|pair| pair.occurrences);
        pairs.truncate(PAIRS_MAX);
        Ok(Some(Self { pairs, proofs }))
    }
}

/// The terms of a field.
type Index = (Field, Arc<InvertedIndexReader>);

/// What phrases are looked up in.
struct Indexes {
    words: Index,
    pairs: Index,
}

impl Indexes {
    /// The pair that begins with a character of a phrase; what proves the phrase is added to `proofs`.
    fn pair(&self, characters: &[String], at: usize, proofs: &mut Union) -> tantivy::Result<Union> {
        let pair = characters[at..at + 2].concat();
        let (before, behind) = (characters[..at].concat(), characters[at + 2..].concat());
        let mut union = Union::default();
        union.add_beginning_with(&pair, &self.words)?;
        let (field, _) = self.pairs;
        for_each_beginning_with(&pair, &self.pairs, |term, info| {
            if characters.len() > 2 && proves(term, &before, &behind) {
                proofs.add(field, info.clone());
            }
            union.add(field, info.clone());
        })?;
        Ok(union)
    }

    fn character(&self, character: &str) -> tantivy::Result<Union> {
        let mut union = Union::default();
        union.add_beginning_with(character, &self.words)?;
        union.add_beginning_with(character, &self.pairs)?;
        Ok(union)
    }
}

impl Union {
    fn add(&mut self, field: Field, info: TermInfo) {
        self.occurrences += u64::from(info.doc_freq);
        self.terms.push((field, info));
    }

    fn add_beginning_with(&mut self, beginning: &str, index: &Index) -> tantivy::Result<()> {
        for_each_beginning_with(beginning, index, |_, info| self.add(index.0, info.clone()))
    }
}

fn for_each_beginning_with(
    beginning: &str,
    (_, index): &Index,
    mut visit: impl FnMut(&str, &TermInfo),
) -> tantivy::Result<()> {
    let mut terms = index.terms().range().ge(beginning).into_stream()?;
    while terms.advance() && terms.key().starts_with(beginning.as_bytes()) {
        // Ours are texts.
        let term = std::str::from_utf8(terms.key()).unwrap_or_default();
        visit(term, terms.value());
    }
    Ok(())
}

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

impl PhraseCursor<'_> {
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
struct Lists {
    walks: Vec<Walk>,
    occurrences: u64,
}

impl Lists {
    fn open(union: &Union, reader: &SegmentReader) -> tantivy::Result<Self> {
        let walk = |(field, info): &(Field, TermInfo)| {
            Walk::open(*field, info, reader, IndexRecordOption::Basic)
        };
        Ok(Self {
            walks: union
                .terms
                .iter()
                .map(walk)
                .collect::<tantivy::Result<_>>()?,
            occurrences: union.occurrences,
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
