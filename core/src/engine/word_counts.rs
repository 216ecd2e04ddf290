//! How often words stand in the texts of passages: the index knows it, so a text need not be cut for it.

use tantivy::Term;
use tantivy::schema::IndexRecordOption;

use super::candidate::Candidate;
use super::cursor::Walk;
use super::schema::Fields;
use super::segment::SegmentView;
use crate::query::{PlanTerm, TermKind};

/// How often terms that are words stand in the texts of passages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordCounts {
    passages: usize,
    terms: usize,
    /// Those of the first passage, in the order of the terms, then those of the next.
    counts: Vec<u32>,
}

impl WordCounts {
    /// What is known of each passage: how often each term stands in it, 0 for terms that are no words.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.passages).map(|at| &self.counts[at * self.terms..(at + 1) * self.terms])
    }
}

/// Counts words in the passages of candidates, one after the other.
pub(super) fn word_counts(
    terms: &[PlanTerm],
    candidates: &[Candidate],
    segments: &[SegmentView],
    fields: &Fields,
) -> tantivy::Result<WordCounts> {
    let of_candidates = candidates.iter().flat_map(|candidate| {
        let entries = candidate.passages.iter().map(|passage| passage.entry);
        entries.map(|entry| (candidate.segment, entry))
    });
    // Postings are walked forwards only.
    let mut places: Vec<((u32, u32), usize)> = of_candidates.zip(0..).collect();
    places.sort_unstable();
    let mut counts = vec![0; places.len() * terms.len()];
    let field = fields.text_words;
    for here in places.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
        let reader = &segments[here[0].0.0 as usize].reader;
        let index = reader.inverted_index(field)?;
        for (at, term) in terms.iter().enumerate() {
            let TermKind::Word(word) = &term.kind else {
                continue;
            };
            let Some(info) = index.get_term_info(&Term::from_field_text(field, word))? else {
                continue;
            };
            let mut walk = Walk::open(field, &info, reader, IndexRecordOption::WithFreqs)?;
            for ((_, entry), passage) in here {
                counts[passage * terms.len() + at] = walk.frequency_in(*entry);
            }
        }
    }
    Ok(WordCounts {
        passages: places.len(),
        terms: terms.len(),
        counts,
    })
}
