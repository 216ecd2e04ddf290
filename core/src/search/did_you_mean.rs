//! What was probably meant: a query to ask instead, where what was typed finds nothing or little.
//!
//! A whole title with an error in it is corrected before searching, and that is said. Here is what is plausible but
//! not as sure: a word with a wrong character among others, a word typed by sound, and, where nothing is found, the
//! nearest title. What is offered was asked: it finds something, with all filters in force.

use std::time::Instant;

use super::recover::counting;
use super::request::SearchRequest;
use super::response::SearchResponse;
use super::searcher::{Held, SearchError, Searcher};
use crate::query::understand::{Effect, InterpretationKind};
use crate::query::{Query, Strictness};

/// Longer queries are sentences, in which single characters are words.
const CHARS_MAX: usize = 40;
/// A word of two characters is taken for an error only where hardly anything else was typed.
const SHORT_CHARS_MAX: usize = 4;
/// The word that was meant is in at least so many times as many texts as the one that was typed.
const RARER: u64 = 20;
/// Queries that are asked before giving up.
const ASKED_MAX: usize = 3;

impl Searcher {
    /// The query that was probably meant.
    ///
    /// # Errors
    /// When the time is up or the index cannot be read.
    pub(super) fn did_you_mean(
        &self,
        held: &Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
        response: &SearchResponse,
    ) -> Result<Option<String>, SearchError> {
        let query = Query::parse(&request.q)?;
        let is_long = request.q.chars().count() > CHARS_MAX;
        let is_unwanted = request.ignored.contains(&InterpretationKind::Correction);
        if is_long || is_unwanted || !is_plain(&query) || is_settled(response) {
            return Ok(None);
        }
        let rewritten = self.with_right_words(held, request, deadline)?;
        let mut meant: Vec<String> = rewritten.into_iter().collect();
        if meant.is_empty() && (is_poor(response) || request.literal) {
            let q = request.q.trim();
            meant.extend(held.terms.spelled(q).map(str::to_owned));
            meant.extend(held.catalogue.did_you_mean(q));
        }
        if let Some(recovery) = &response.recovery {
            meant.extend(recovery.titles.first().map(|title| title.text.clone()));
        }
        meant.retain(|meant| meant.trim() != request.q.trim());
        meant.dedup();
        for meant in meant.into_iter().take(ASKED_MAX) {
            let asked = counting(SearchRequest {
                q: meant.clone(),
                ..request.clone()
            });
            if self.search_in(held, &asked, deadline)?.total.value > 0 {
                return Ok(Some(meant));
            }
        }
        Ok(None)
    }

    /// The query with words that are in many texts in the place of such that are in none and differ in a character
    /// that sounds or looks alike.
    fn with_right_words(
        &self,
        held: &Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
    ) -> Result<Option<String>, SearchError> {
        let mut chars: Vec<char> = request.q.chars().collect();
        let is_short = request.q.trim().chars().count() <= SHORT_CHARS_MAX;
        let mut corrected = false;
        for correction in held.terms.misspelled(&request.q, self.tokenizer()) {
            let typed: String = chars[correction.chars.clone()].iter().collect();
            if correction.chars.len() == 2 && !is_short {
                continue;
            }
            let texts_with = |word: &str| {
                let asked = counting(SearchRequest {
                    as_of: request.as_of,
                    literal: true,
                    ..SearchRequest::new(format!("\"{word}\""))
                });
                let found = self.search_in(held, &asked, deadline)?;
                Ok::<u64, SearchError>(found.total.value)
            };
            let (meant, as_typed) = (texts_with(&correction.term)?, texts_with(&typed)?);
            if meant > as_typed * RARER {
                // A correction has as many characters as what it corrects: later ranges stay where they are.
                chars.splice(correction.chars, correction.term.chars());
                corrected = true;
            }
        }
        Ok(corrected.then(|| chars.into_iter().collect()))
    }
}

/// Whether it is words and nothing else: who types syntax knows what was typed.
fn is_plain(query: &Query) -> bool {
    let plain = query.clauses.iter().all(|clause| {
        let one = clause.alternatives.as_slice();
        !clause.negated && matches!(one, [piece] if piece.field.is_none() && !piece.phrase)
    });
    plain && !query.is_empty()
}

/// Whether it was understood what is asked for, or corrected already.
fn is_settled(response: &SearchResponse) -> bool {
    let mut chips = response.query.interpretation.iter();
    chips.any(|chip| {
        let corrected = matches!(
            chip.kind,
            InterpretationKind::Correction | InterpretationKind::Passage
        );
        corrected || chip.effect == Effect::Names
    })
}

/// Whether what was found holds but part of the words, or nothing was found.
fn is_poor(response: &SearchResponse) -> bool {
    response.total.value == 0 || response.query.strictness > Strictness::Words
}
