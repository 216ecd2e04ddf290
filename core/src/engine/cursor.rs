//! Walks the occurrences of one term in one field of one segment.

use std::ops::Range;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{EnableScoring, PhraseQuery, Query as _, Scorer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::bm25::{self, Saturation, weight};
use super::schema::Fields;
use crate::query::{Level, Plan, PlanTerm, Rarity, Scope, TermKind, TextScope};

/// Where a field stands: on the document's entry or on its passages, and what it counts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The title of the document.
    Title,
    /// Number, organs, place, form of the document.
    Meta,
    /// The text of a passage.
    Text,
    /// Title and headings above a passage.
    Context,
}

/// One field in which a term of the plan is looked for, with the statistics of all segments.
pub(super) struct Lookup {
    /// Index of the term in the plan.
    pub term: usize,
    pub place: Place,
    field: Field,
    tokens: Vec<Term>,
    /// Inverse document frequency times the weights of term and place.
    pub weight: f32,
    /// The same without the weight of the place, for the body as a whole.
    pub weight_body: f32,
    /// In how many entries it occurs, over all segments; of a phrase at most so many.
    pub occurrences: u64,
    saturation: Arc<Saturation>,
    /// Where the postings of a single token are, by segment.
    postings: Vec<Option<TermInfo>>,
}

/// What depends on the field alone: see [`Saturation`].
#[derive(Default)]
pub(super) struct Saturations(Vec<(Field, Arc<Saturation>)>);

impl Saturations {
    fn of(&mut self, field: Field, length_average: f32) -> Arc<Saturation> {
        if let Some((_, known)) = self.0.iter().find(|(known, _)| *known == field) {
            return Arc::clone(known);
        }
        let length_of = |step| FieldNormReader::id_to_fieldnorm(step) as f32;
        let saturation = Arc::new(Saturation::new(length_average, length_of));
        self.0.push((field, Arc::clone(&saturation)));
        saturation
    }
}

impl Lookup {
    /// The fields in which a term is looked for.
    pub(super) fn of_term(
        index: usize,
        term: &PlanTerm,
        fields: &Fields,
        segments: &[&SegmentReader],
        entries: &EntryCounts,
        saturations: &mut Saturations,
    ) -> tantivy::Result<Vec<Self>> {
        let mut lookups = Vec::new();
        for (place, field) in places(term, fields) {
            let tokens: Vec<Term> = match &term.kind {
                TermKind::Word(word) => vec![Term::from_field_text(field, word)],
                TermKind::Phrase(characters) => characters
                    .iter()
                    .map(|character| Term::from_field_text(field, character))
                    .collect(),
            };
            let entries = match place {
                Place::Title | Place::Meta => entries.documents,
                Place::Text | Place::Context => entries.passages,
            };
            let indexes: Vec<_> = segments
                .iter()
                .map(|segment| segment.inverted_index(field))
                .collect::<tantivy::Result<_>>()?;
            // A phrase is at most as frequent as its rarest character.
            let mut rarest = u64::MAX;
            let mut postings = Vec::new();
            for token in &tokens {
                postings = indexes
                    .iter()
                    .map(|index| index.get_term_info(token))
                    .collect::<std::io::Result<_>>()?;
                let found = postings.iter().flatten();
                rarest = rarest.min(found.map(|info| u64::from(info.doc_freq)).sum());
                if rarest == 0 {
                    break;
                }
            }
            if rarest == 0 {
                continue;
            }
            let total_tokens: u64 = indexes.iter().map(|index| index.total_num_tokens()).sum();
            let length_average = total_tokens as f32 / (entries as f32).max(1.0);
            let idf = bm25::idf(rarest, entries) * term.weight;
            let of_place = match place {
                Place::Title => weight::TITLE,
                Place::Meta => weight::META,
                Place::Text => 1.0,
                Place::Context => weight::CONTEXT,
            };
            lookups.push(Self {
                term: index,
                place,
                field,
                tokens,
                weight: idf * of_place,
                weight_body: idf * weight::BODY,
                occurrences: rarest,
                saturation: saturations.of(field, length_average),
                postings,
            });
        }
        Ok(lookups)
    }

    /// In how many entries of a segment the term occurs; of a phrase at most so many, over all segments.
    pub(super) fn occurrences_in(&self, number: usize) -> u64 {
        match (self.tokens.as_slice(), self.postings.get(number)) {
            ([_], Some(Some(info))) => u64::from(info.doc_freq),
            _ => self.occurrences,
        }
    }

    /// A cursor over the segment of this number; `None` when the term does not occur there.
    pub(super) fn cursor(
        &self,
        number: usize,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Cursor<'_>>> {
        let occurrences = match self.tokens.as_slice() {
            [] => return Ok(None),
            [_] => {
                let Some(info) = self.postings.get(number).and_then(Option::as_ref) else {
                    return Ok(None);
                };
                let index = reader.inverted_index(self.field)?;
                let postings =
                    index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                Occurrences::Word {
                    postings: Box::new(postings),
                    at: 0,
                    lengths: reader.get_fieldnorms_reader(self.field)?,
                    saturation: &self.saturation,
                }
            }
            tokens => {
                let query = PhraseQuery::new(tokens.to_vec());
                let scoring = EnableScoring::disabled_from_schema(reader.schema());
                Occurrences::Phrase(query.weight(scoring)?.scorer(reader, 1.0)?)
            }
        };
        Ok(Some(Cursor { occurrences }))
    }
}

/// How many entries of each sort there are, over all segments.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct EntryCounts {
    pub documents: u64,
    pub passages: u64,
    pub text_bytes: u64,
}

impl EntryCounts {
    /// How telling the terms of a plan are among documents, or among articles where those are the hits. In how many
    /// documents a term stands is not counted anywhere: it is what its passages lead to expect, were they spread
    /// evenly.
    pub(super) fn rarity(&self, plan: &Plan, lookups: &[Lookup]) -> Rarity {
        let documents = (self.documents as f32).max(1.0);
        let passages = (self.passages as f32).max(1.0);
        let mut shares = vec![0.0_f32; plan.terms.len()];
        for lookup in lookups {
            let occurrences = lookup.occurrences as f32;
            let share = match (lookup.place, plan.level) {
                (Place::Title | Place::Meta, _) => occurrences / documents,
                (Place::Text | Place::Context, Level::Article) => occurrences / passages,
                (Place::Text | Place::Context, Level::Document) => {
                    let without = 1.0 - (occurrences / passages).min(1.0);
                    1.0 - without.powf(passages / documents)
                }
            };
            shares[lookup.term] = shares[lookup.term].max(share);
        }
        Rarity::of_shares(shares)
    }
}

fn places(term: &PlanTerm, fields: &Fields) -> Vec<(Place, Field)> {
    let word = matches!(term.kind, TermKind::Word(_));
    match (term.scope, word) {
        (Scope::Text(TextScope::All), true) => vec![
            (Place::Title, fields.title_words),
            (Place::Meta, fields.meta_words),
            (Place::Text, fields.text_words),
            (Place::Context, fields.context_words),
        ],
        (Scope::Text(TextScope::All), false) => vec![
            (Place::Title, fields.title_characters),
            (Place::Meta, fields.number_characters),
            (Place::Text, fields.text_characters),
        ],
        (Scope::Text(TextScope::Title), true) => vec![(Place::Title, fields.title_words)],
        (Scope::Text(TextScope::Title), false) => vec![(Place::Title, fields.title_characters)],
        (Scope::Text(TextScope::Body), true) => vec![(Place::Text, fields.text_words)],
        (Scope::Text(TextScope::Body), false) => vec![(Place::Text, fields.text_characters)],
        (Scope::Number, _) => vec![(Place::Meta, fields.number_characters)],
        (Scope::Authority, _) => vec![(Place::Meta, fields.authority_characters)],
    }
}

/// A position among the occurrences of one term in one field of one segment.
pub(super) struct Cursor<'a> {
    occurrences: Occurrences<'a>,
}

enum Occurrences<'a> {
    Word {
        /// Read a block at a time: a common word occurs a hundred thousand times.
        postings: Box<BlockSegmentPostings>,
        /// The first occurrence of the block that was not visited.
        at: usize,
        lengths: FieldNormReader,
        saturation: &'a Saturation,
    },
    Phrase(Box<dyn Scorer>),
}

impl Cursor<'_> {
    /// What BM25 makes of the term in this entry; `None` where it does not occur. Entries must be asked in rising
    /// order; the same one may be asked again.
    pub(super) fn at(&mut self, entry: u32) -> Option<f32> {
        match &mut self.occurrences {
            Occurrences::Word {
                postings,
                lengths,
                saturation,
                ..
            } => {
                let at = postings.seek(entry);
                // Behind the last occurrence the block has fewer places than it is asked for.
                if postings.docs().get(at) != Some(&entry) {
                    return None;
                }
                let frequency = postings.freqs().get(at).copied().unwrap_or(1);
                Some(saturation.of(frequency, lengths.fieldnorm_id(entry)))
            }
            Occurrences::Phrase(scorer) => {
                if scorer.doc() < entry {
                    scorer.seek(entry);
                }
                (scorer.doc() == entry).then_some(1.0)
            }
        }
    }

    /// The first occurrence that was not visited; `None` behind the last one.
    pub(super) fn next(&self) -> Option<u32> {
        let entry = match &self.occurrences {
            Occurrences::Word { postings, at, .. } => postings.docs().get(*at).copied(),
            Occurrences::Phrase(scorer) => Some(scorer.doc()),
        };
        entry.filter(|&entry| entry != TERMINATED)
    }

    /// Passes over the entries before this one.
    pub(super) fn skip_to(&mut self, entry: u32) {
        match &mut self.occurrences {
            Occurrences::Word { postings, at, .. } if entry > 0 => {
                // Behind the last occurrence the block has fewer places than are told.
                *at = postings.seek(entry).min(postings.docs().len());
            }
            Occurrences::Phrase(scorer) if scorer.doc() < entry => {
                scorer.seek(entry);
            }
            _ => {}
        }
    }

    /// Visits the entries of ranges, which ascend: entry, frequency, and what BM25 makes of it.
    #[inline]
    pub(super) fn for_each_in(
        &mut self,
        ranges: impl Iterator<Item = Range<u32>>,
        mut visit: impl FnMut(u32, u32, f32),
    ) {
        for range in ranges {
            self.skip_to(range.start);
            self.for_each_before(range.end, &mut visit);
        }
    }

    /// Visits the entries before `end` that were not visited yet: entry, frequency, and what BM25 makes of it.
    #[inline]
    fn for_each_before(&mut self, end: u32, visit: &mut impl FnMut(u32, u32, f32)) {
        match &mut self.occurrences {
            Occurrences::Word {
                postings,
                at,
                lengths,
                saturation,
            } => {
                loop {
                    let entries = &postings.docs()[*at..];
                    let frequencies = &postings.freqs()[*at..];
                    let before = entries.partition_point(|&entry| entry < end);
                    for (&entry, &frequency) in entries.iter().zip(frequencies).take(before) {
                        let saturated = saturation.of(frequency, lengths.fieldnorm_id(entry));
                        visit(entry, frequency, saturated);
                    }
                    *at += before;
                    // Some of the block lies beyond, or there is no further one.
                    if before < entries.len() || entries.is_empty() {
                        return;
                    }
                    postings.advance();
                    *at = 0;
                }
            }
            Occurrences::Phrase(scorer) => {
                let mut entry = scorer.doc();
                while entry < end && entry != TERMINATED {
                    // How often a phrase occurs in an entry is not known; once is enough to rank by.
                    visit(entry, 1, 1.0);
                    entry = scorer.advance();
                }
            }
        }
    }
}
