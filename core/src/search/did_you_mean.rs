//! What was probably meant: a query to ask instead, where what was typed finds nothing or little.
//!
//! A whole title with an error in it is corrected before searching, and that is said. Here is what is plausible but
//! not as sure: a word with a wrong character among others, a word typed by sound, and, where nothing is found, the
//! nearest title. What is offered was asked: it finds something, with all filters in force.

use std::ops::Range;
use std::time::Instant;

use super::recover::counting;
use super::request::SearchRequest;
use super::response::SearchResponse;
use super::searcher::{Held, SearchError, Searcher};
use super::wrong_words::{is_loose, wrong_words};
use crate::query::understand::{Effect, InterpretationKind};
use crate::query::{Query, Strictness};

/// Longer queries are sentences, in which single characters are words.
const CHARS_MAX: usize = 40;
/// A query of no more characters is one word, whatever the dictionary makes of it.
const SHORT_CHARS_MAX: usize = 4;

/// How much rarer what was typed is than what was meant.
struct Rarer {
    /// What was meant is in more than so many times as many texts.
    times: u64,
    /// And in more than so many texts.
    texts_min: u64,
}

/// Of a term that many ask for.
const TERM_RARER: Rarer = Rarer {
    times: 20,
    texts_min: 0,
};
/// Of two characters that make a word with another one: a small collection lacks many pairs that say nothing wrong.
const PAIR_RARER: Rarer = Rarer {
    times: 100,
    texts_min: 20,
};

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
        let mut corrected: Vec<Range<usize>> = Vec::new();
        for Wrong { at, meant, rarer } in self.wrong(held, request, &chars)? {
            if corrected
                .iter()
                .any(|done| done.start < at.end && at.start < done.end)
            {
                continue;
            }
            let typed: String = chars[at.clone()].iter().collect();
            let texts_with = |word: &str| {
                let asked = counting(SearchRequest {
                    as_of: request.as_of,
                    literal: true,
                    ..SearchRequest::new(format!("\"{word}\""))
                });
                let found = self.search_in(held, &asked, deadline)?;
                Ok::<u64, SearchError>(found.total.value)
            };
            let with_meant = texts_with(&meant)?;
            if with_meant > rarer.texts_min && with_meant > texts_with(&typed)? * rarer.times {
                // A correction has as many characters as what it corrects: later ranges stay where they are.
                chars.splice(at.clone(), meant.chars());
                corrected.push(at);
            }
        }
        Ok((!corrected.is_empty()).then(|| chars.into_iter().collect()))
    }

    /// What may be wrong in a query: terms first, which many ask for and which may be longer.
    fn wrong(
        &self,
        held: &Held,
        request: &SearchRequest,
        chars: &[char],
    ) -> Result<Vec<Wrong>, SearchError> {
        let (q, engine) = (&request.q, held.engine.as_ref());
        let is_short = q.trim().chars().count() <= SHORT_CHARS_MAX;
        let mut terms = held.terms.misspelled(q, self.tokenizer());
        terms.retain(|term| {
            let mut typed = chars[term.chars.clone()].iter().zip(term.term.chars());
            term.chars.len() > 2 || !typed.any(|(typed, meant)| *typed != meant && is_loose(*typed))
        });
        let words = wrong_words(q, self.tokenizer(), engine, request.as_of)?;
        let terms = terms.into_iter().map(|term| Wrong {
            // Where more was typed, two characters side by side are taken for an error on better grounds only.
            rarer: match term.chars.len() == 2 && !is_short {
                true => PAIR_RARER,
                false => TERM_RARER,
            },
            at: term.chars,
            meant: term.term,
        });
        let words = words.into_iter().map(|word| Wrong {
            at: word.chars,
            meant: word.meant,
            rarer: PAIR_RARER,
        });
        Ok(terms.chain(words).collect())
    }
}

/// Characters of a query that may be wrong.
struct Wrong {
    at: Range<usize>,
    meant: String,
    rarer: Rarer,
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
