//! Phrases in the texts of passages: found by pairs of neighbouring characters, proved by the text.
//!
//! A passage that has a phrase has all its pairs (see [`pairs`](super::pairs) for how a pair is indexed). One that has all
//! pairs has the phrase surely where the phrase is no longer than a pair, or where a word or an indexed run of words has all of it.
//! Of the others the text is read. So hits and counts are exact, and little is read: of a common phrase the word tells, and few
//! passages have all pairs of a rare one.

use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, SegmentReader};

use super::conjunction::{Lists, PhraseCursor};
use super::pairs::{Told, told};
use super::schema::Fields;
use super::segment::SegmentView;
use super::verbatim::Reader;

/// So many pairs of a long phrase, the rarest, are asked for: what those leave is read anyway.
const PAIRS_MAX: usize = 16;

/// A phrase as it is indexed in each segment.
pub(super) struct Phrase {
    /// Its characters.
    text: String,
    /// Whether its pairs alone do not tell it, so that texts have to be read.
    is_read: bool,
    /// By segment; `None` where a pair occurs nowhere.
    segments: Vec<Option<InSegment>>,
    frames: Field,
}

struct InSegment {
    /// Its pairs, the rarest first.
    pairs: Vec<Union>,
    /// The terms of which each has the whole phrase.
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
            is_read: characters.len() > 2,
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
        self.is_read
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
        let lists = |union: &Union| Lists::open(&union.terms, union.occurrences, &view.reader);
        let pairs = segment.pairs.iter().map(lists);
        Ok(Some(PhraseCursor::new(
            pairs.collect::<tantivy::Result<_>>()?,
            lists(&segment.proofs)?,
            self.is_read
                .then(|| Reader::new(&self.text, view, self.frames)),
            view.reader.max_doc(),
        )))
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
        let mut pairs = Vec::new();
        for at in 0..characters.len().saturating_sub(1) {
            let union = indexes.pair(characters, at, &mut proofs)?;
            if union.occurrences == 0 {
                return Ok(None);
            }
            pairs.push(union);
        }
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
    /// The terms that leave it open, or tell, that the phrase stands where they have its pair from this character on; those
    /// that tell it are added to `proofs` as well.
    fn pair(&self, characters: &[String], at: usize, proofs: &mut Union) -> tantivy::Result<Union> {
        let pair = characters[at..at + 2].concat();
        let (before, behind) = (characters[..at].concat(), characters[at + 2..].concat());
        let mut union = Union::default();
        for index in [&self.words, &self.pairs] {
            for_each_beginning_with(&pair, index, |term, info| {
                let told = told(term, &before, &behind);
                if told == Told::All && characters.len() > 2 {
                    proofs.add(index.0, info.clone());
                }
                if told != Told::Otherwise {
                    union.add(index.0, info.clone());
                }
            })?;
        }
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
