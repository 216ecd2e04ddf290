//! Looks terms up: in which fields, and where their occurrences are.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::query::{EnableScoring, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentReader, Term};

use super::answer::EngineError;
use super::bm25::{self, Saturation, weight};
use super::cursor::{Cursor, Lengths, Walk, WordCursor};
use super::phrase::Phrase;
use super::presence::Presence;
use super::schema::Fields;
use super::segment::SegmentView;
use crate::query::{Level, Plan, PlanTerm, Rarity, Scope, TermKind, TextScope, Weights};

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

/// What a term is to leave in the entries where it occurs. In titles and numbers, which are few, it always leaves all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    /// That it is there.
    Bits,
    /// That, and what it scores.
    Scores,
}

/// One field in which a term of the plan is looked for, with the statistics of all segments.
pub(super) struct Lookup {
    /// Index of the term in the plan.
    pub term: usize,
    pub place: Place,
    field: Field,
    sought: Sought,
    /// Inverse document frequency times the weights of term and place.
    pub weight: f32,
    /// The same without the weight of the place, for the body as a whole.
    pub weight_body: f32,
    /// In how many entries it occurs, over all segments; of a phrase at most so many.
    pub occurrences: u64,
}

/// What is looked for in a field.
enum Sought {
    /// A word, by where its postings are in each segment.
    Word(Vec<Option<TermInfo>>, Arc<Saturation>),
    /// Characters one after another, by their positions.
    Positioned(Vec<Term>),
    /// Characters one after another in a text.
    Phrase(Phrase),
}

/// To read a passage costs about as much as to walk past so many entries.
const ENTRIES_READ: u64 = 64;

/// A word is common where it has more occurrences than one for so many documents: to walk past fewer costs little more than
/// to look at a bit for each document.
const DOCUMENTS_EACH: u32 = 4;

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
            let entries = match place {
                Place::Title | Place::Meta => entries.documents,
                Place::Text | Place::Context => entries.passages,
            };
            let (sought, occurrences) = match (&term.kind, place) {
                (TermKind::Word(word), _) => {
                    Sought::word(field, word, segments, entries, saturations)?
                }
                (TermKind::Phrase(characters), Place::Text | Place::Context) => {
                    let phrase = Phrase::new(characters, fields, segments)?;
                    let occurrences = phrase.occurrences();
                    (Sought::Phrase(phrase), occurrences)
                }
                (TermKind::Phrase(characters), Place::Title | Place::Meta) => {
                    Sought::positioned(field, characters, segments)?
                }
            };
            if occurrences == 0 {
                continue;
            }
            let idf = bm25::idf(occurrences.min(entries), entries) * term.weight;
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
                sought,
                weight: idf * of_place,
                weight_body: idf * weight::BODY,
                occurrences,
            });
        }
        Ok(lookups)
    }

    /// In how many entries of a segment the term occurs; of a phrase at most so many.
    pub(super) fn occurrences_in(&self, number: usize) -> u64 {
        match &self.sought {
            Sought::Word(postings, _) => match postings.get(number) {
                Some(Some(info)) => u64::from(info.doc_freq),
                _ => 0,
            },
            Sought::Positioned(_) => self.occurrences,
            Sought::Phrase(phrase) => phrase.occurrences_in(number),
        }
    }

    /// Whether texts have to be read to find it.
    pub(super) fn is_read(&self) -> bool {
        matches!(&self.sought, Sought::Phrase(phrase) if phrase.is_read())
    }

    /// At most what it adds to the score of a document beyond what title, number and organs do. What BM25 makes of a
    /// frequency is always less than `k1 + 1`.
    pub(super) fn most(&self, weights: &Weights) -> f32 {
        let passage = weights.best_passage * self.weight * bm25::SATURATED_MAX;
        match self.place {
            Place::Title | Place::Meta => 0.0,
            Place::Context => passage,
            Place::Text => passage + self.weight_body * (weights.body_saturation + 1.0),
        }
    }

    /// What walking through it costs, in occurrences of a word.
    pub(super) fn effort(&self) -> u64 {
        match &self.sought {
            Sought::Phrase(phrase) if phrase.is_read() => {
                self.occurrences.saturating_mul(ENTRIES_READ)
            }
            _ => self.occurrences,
        }
    }

    fn lengths<'a>(&self, view: &'a SegmentView) -> tantivy::Result<Lengths<'a>> {
        let of_documents = match self.place {
            Place::Title => view.title_lengths.get(self.field, view)?,
            Place::Meta => view.meta_lengths.get(self.field, view)?,
            Place::Text | Place::Context => None,
        };
        Ok(match of_documents {
            Some(lengths) => Lengths::Documents {
                lengths,
                view,
                at: 0,
            },
            None => Lengths::Entries(view.reader.get_fieldnorms_reader(self.field)?),
        })
    }

    /// In which documents of the segment of this number passages have a word that is common there; `None` where it is rarer,
    /// or no word.
    pub(super) fn presence(
        &self,
        number: usize,
        view: &SegmentView,
    ) -> Result<Option<Arc<Presence>>, EngineError> {
        let (Sought::Word(postings, _), Place::Text | Place::Context) = (&self.sought, self.place)
        else {
            return Ok(None);
        };
        let common = view.documents() / DOCUMENTS_EACH;
        let Some(Some(info)) = postings.get(number).filter(|info| {
            info.as_ref()
                .is_some_and(|info| info.doc_freq >= common.max(1))
        }) else {
            return Ok(None);
        };
        let address = (self.field.field_id(), info.postings_range.start);
        let presence = view.presences.get(address, || {
            let walk = Walk::open(self.field, info, &view.reader, IndexRecordOption::Basic)?;
            Ok(Arc::new(Presence::of(walk, view)))
        })?;
        Ok(Some(presence))
    }

    /// A cursor over the segment of this number; `None` when the term does not occur there.
    pub(super) fn cursor<'a>(
        &'a self,
        number: usize,
        view: &'a SegmentView,
        leaves: Leaves,
    ) -> tantivy::Result<Option<Cursor<'a>>> {
        let reader = &view.reader;
        let read = match (leaves, self.place) {
            (Leaves::Bits, Place::Text | Place::Context) => IndexRecordOption::Basic,
            _ => IndexRecordOption::WithFreqs,
        };
        Ok(match &self.sought {
            Sought::Word(postings, saturation) => match postings.get(number) {
                Some(Some(info)) => Some(Cursor::Word(Box::new(WordCursor {
                    walk: Walk::open(self.field, info, reader, read)?,
                    lengths: self.lengths(view)?,
                    saturation,
                }))),
                _ => None,
            },
            Sought::Positioned(terms) => {
                let query: Box<dyn Query> = match terms.as_slice() {
                    [only] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::Basic)),
                    terms => Box::new(PhraseQuery::new(terms.to_vec())),
                };
                let scoring = EnableScoring::disabled_from_schema(reader.schema());
                let scorer = query.weight(scoring)?.scorer(reader, 1.0)?;
                Some(Cursor::Positioned(scorer))
            }
            Sought::Phrase(phrase) => {
                let cursor = phrase.cursor(number, view)?;
                cursor.map(|cursor| Cursor::Phrase(Box::new(cursor)))
            }
        })
    }
}

impl Sought {
    /// A word, and in how many entries it occurs.
    fn word(
        field: Field,
        word: &str,
        segments: &[&SegmentReader],
        entries: u64,
        saturations: &mut Saturations,
    ) -> tantivy::Result<(Self, u64)> {
        let term = Term::from_field_text(field, word);
        let mut postings = Vec::with_capacity(segments.len());
        let mut tokens = 0;
        for segment in segments {
            let index = segment.inverted_index(field)?;
            tokens += index.total_num_tokens();
            postings.push(index.get_term_info(&term)?);
        }
        let found = postings.iter().flatten();
        let occurrences = found.map(|info| u64::from(info.doc_freq)).sum();
        let length_average = tokens as f32 / (entries as f32).max(1.0);
        let saturation = saturations.of(field, length_average);
        Ok((Self::Word(postings, saturation), occurrences))
    }

    /// Characters, and in how many entries the rarest occurs: a phrase is at most as frequent.
    fn positioned(
        field: Field,
        characters: &[String],
        segments: &[&SegmentReader],
    ) -> tantivy::Result<(Self, u64)> {
        let terms = characters
            .iter()
            .map(|character| Term::from_field_text(field, character));
        let terms: Vec<Term> = terms.collect();
        let mut rarest = if terms.is_empty() { 0 } else { u64::MAX };
        for term in &terms {
            let mut occurrences = 0;
            for segment in segments {
                occurrences += u64::from(segment.inverted_index(field)?.doc_freq(term)?);
            }
            rarest = rarest.min(occurrences);
        }
        Ok((Self::Positioned(terms), rarest))
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
            (Place::Text, fields.text_pairs),
        ],
        (Scope::Text(TextScope::Title), true) => vec![(Place::Title, fields.title_words)],
        (Scope::Text(TextScope::Title), false) => vec![(Place::Title, fields.title_characters)],
        (Scope::Text(TextScope::Body), true) => vec![(Place::Text, fields.text_words)],
        (Scope::Text(TextScope::Body), false) => vec![(Place::Text, fields.text_pairs)],
        (Scope::Number, _) => vec![(Place::Meta, fields.number_characters)],
        (Scope::Authority, _) => vec![(Place::Meta, fields.authority_characters)],
    }
}
