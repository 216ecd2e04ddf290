//! Measures candidates: what each place of a passage says to terms, apart from the others.
//!
//! The pass over the index adds everything up into one score, which is all that most questions need. To rank a few
//! hundred candidates again, their scores are taken apart here, by jumping to them in the postings.

use super::candidate::Candidate;
use super::execute::count_entries;
use super::lookup::{Leaves, Lookup, Place, Saturations};
use super::schema::Fields;
use super::segment::SegmentView;
use crate::document::{Day, Kind};
use crate::query::PlanTerm;

/// What is known of one candidate passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// BM25 of its text.
    pub text: f32,
    /// BM25 of the title and headings above it.
    pub context: f32,
    /// BM25 of its document's title.
    pub title: f32,
    /// BM25 of its document's number, organs, place and form.
    pub meta: f32,
    /// The terms that its text has, as a bit set.
    pub text_terms: u64,
    /// Those that it, what stands above it, or its document's title and particulars have.
    pub all_terms: u64,
    /// Its length in words, as coarse as the index keeps lengths.
    pub words: u32,
    /// The sort of its document.
    pub kind: Kind,
    /// Whether its document is no longer in force at the asked day.
    pub over: bool,
    /// Whether its document says of no place that it holds there only.
    pub nationwide: bool,
    /// Its place among the passages of its document, from 0.
    pub place: u32,
    /// How many passages its document has.
    pub passages: u32,
}

/// Candidates measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measured {
    /// How telling each term is: its inverse document frequency in texts; 0 for one that occurs in none.
    pub term_weights: Vec<f32>,
    /// What is known of each candidate, in their order.
    pub evidence: Vec<Evidence>,
}

/// Measures candidates that are articles. One that is none is measured as a passage without words.
pub(super) fn measure(
    terms: &[PlanTerm],
    as_of: Day,
    candidates: &[Candidate],
    segments: &[SegmentView],
    fields: &Fields,
) -> tantivy::Result<Measured> {
    let entries = count_entries(segments);
    let readers: Vec<_> = segments.iter().map(|view| &view.reader).collect();
    let mut saturations = Saturations::default();
    let mut measured = Measured {
        term_weights: vec![0.0; terms.len()],
        evidence: candidates
            .iter()
            .map(|candidate| particulars(candidate, segments, fields, as_of))
            .collect::<tantivy::Result<_>>()?,
    };
    // Postings are walked forwards only.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&at| (candidates[at].segment, candidates[at].article));
    let mut lookups = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        let of_term = Lookup::of_term(index, term, fields, &readers, &entries, &mut saturations)?;
        lookups.extend(of_term);
    }
    for lookup in lookups.iter().filter(|lookup| lookup.place == Place::Text) {
        measured.term_weights[lookup.term] = lookup.weight;
    }
    for lookup in &lookups {
        for (number, view) in segments.iter().enumerate() {
            let Some(mut cursor) = lookup.cursor(number, view, Leaves::Scores)? else {
                continue;
            };
            let here = |at: &&usize| candidates[**at].segment as usize == number;
            for &at in order.iter().filter(here) {
                let Some(passage) = candidates[at].article else {
                    continue;
                };
                let entry = match lookup.place {
                    Place::Text | Place::Context => passage,
                    Place::Title | Place::Meta => view.entry(candidates[at].ordinal),
                };
                if let Some(saturated) = cursor.at(entry)? {
                    measured.evidence[at].add(lookup, saturated);
                }
            }
        }
    }
    Ok(measured)
}

impl Evidence {
    fn add(&mut self, lookup: &Lookup, saturated: f32) {
        let bit = 1_u64 << lookup.term;
        // What a place counts is for the ranking to say: here each is taken by itself.
        let score = lookup.weight_body * saturated;
        self.all_terms |= bit;
        match lookup.place {
            Place::Text => {
                self.text += score;
                self.text_terms |= bit;
            }
            Place::Context => self.context += score,
            Place::Title => self.title += score,
            Place::Meta => self.meta += score,
        }
    }
}

/// What is known of a candidate without looking at words.
fn particulars(
    candidate: &Candidate,
    segments: &[SegmentView],
    fields: &Fields,
    as_of: Day,
) -> tantivy::Result<Evidence> {
    let view = &segments[candidate.segment as usize];
    let ordinal = candidate.ordinal;
    let passages = view.passages(ordinal);
    let passage = candidate.article.unwrap_or(passages.start);
    let lengths = view.reader.get_fieldnorms_reader(fields.text_words)?;
    Ok(Evidence {
        text: 0.0,
        context: 0.0,
        title: 0.0,
        meta: 0.0,
        text_terms: 0,
        all_terms: 0,
        words: lengths.fieldnorm(passage),
        kind: view.columns.kind(ordinal),
        over: view.columns.status(ordinal, as_of).is_over(),
        nationwide: view.columns.is_nationwide(ordinal),
        place: passage.saturating_sub(passages.start),
        passages: passages.len() as u32,
    })
}
