//! A pasted passage: which candidate says it, word for word or nearly so.
//!
//! BM25 sees words, not their order; a sentence that someone remembers stands in one text in that order and in
//! others scattered. The share of the query's shingles (runs of four characters) that a passage holds tells them
//! apart, tolerates small differences, and is worked out for a handful of candidates only.

use std::collections::HashSet;

use crate::engine::{Candidate, Engine, EngineError};
use crate::language;
use crate::query::{Query, understand::Understanding};

/// Queries with fewer characters than this are words, not passages.
const CHARS_MIN: usize = 9;
/// Characters of a shingle.
const SHINGLE: usize = 4;
/// Candidates that are looked at.
pub(super) const CANDIDATES_MAX: usize = 40;
/// The share of shingles from which on a passage is said to say it.
const SAYS_IT: f32 = 0.6;
/// Shares are compared in steps: whether one character more or less is the same is for BM25 to decide.
const STEPS: f32 = 20.0;

/// The passage that a query is, if it is one: a run of words without syntax that names nothing.
pub(super) fn passage_of(understanding: &Understanding) -> Option<Passage> {
    if !understanding.named.is_empty() {
        return None;
    }
    Passage::of(&understanding.query)
}

/// A passage as its shingles.
pub(super) struct Passage {
    shingles: HashSet<String>,
}

impl Passage {
    fn of(query: &Query) -> Option<Self> {
        let mut text = String::new();
        let mut longest = 0;
        for clause in &query.clauses {
            let [piece] = clause.alternatives.as_slice() else {
                return None;
            };
            if clause.negated || piece.field.is_some() || piece.phrase {
                return None;
            }
            longest = longest.max(piece.text.chars().count());
            text.push_str(&piece.text);
        }
        let shingles = shingles(&text);
        // Several short words are keywords, however many.
        (longest >= CHARS_MIN && !shingles.is_empty()).then_some(Self { shingles })
    }

    /// The share of the passage that a text holds, 0 to 1.
    fn share_in(&self, text: &str) -> f32 {
        let held = shingles(&language::normalize(text));
        let common = self.shingles.intersection(&held).count();
        common as f32 / self.shingles.len() as f32
    }

    /// Puts candidates that say the passage before those that do not, the completest first; the order is otherwise
    /// as it was. Returns whether any says it word for word.
    ///
    /// # Errors
    /// When a passage cannot be read.
    pub(super) fn lift(
        &self,
        engine: &dyn Engine,
        candidates: &mut [Candidate],
    ) -> Result<bool, EngineError> {
        let first = candidates.partition_point(|candidate| candidate.named_by.is_some());
        let last = candidates.len().min(first + CANDIDATES_MAX);
        let mut looked: Vec<(u32, Candidate)> = Vec::with_capacity(last - first);
        for candidate in &candidates[first..last] {
            let mut share: f32 = 0.0;
            for passage in &candidate.passages {
                let text = engine.text(candidate.segment, passage.entry)?;
                share = share.max(self.share_in(&text));
            }
            let step = if share >= SAYS_IT {
                (share * STEPS).round() as u32
            } else {
                0
            };
            looked.push((step, candidate.clone()));
        }
        looked.sort_by_key(|(step, _)| std::cmp::Reverse(*step));
        // All but a character or two: less may be a title with an error in it, which other texts quote.
        let said = looked
            .first()
            .is_some_and(|(step, _)| *step as f32 > 0.95 * STEPS);
        for (place, (_, candidate)) in candidates[first..last].iter_mut().zip(looked) {
            *place = candidate;
        }
        Ok(said)
    }
}

/// The shingles of a normalised text; of a shorter one, itself.
fn shingles(normal: &str) -> HashSet<String> {
    let characters: Vec<&str> = language::characters(normal)
        .map(|token| token.text)
        .collect();
    characters
        .windows(SHINGLE)
        .map(|window| window.concat())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Option<Passage> {
        Passage::of(&Query::parse(text).expect("short enough"))
    }

    #[test]
    fn sentences_are_passages_and_keywords_are_not() {
        assert!(passage("养犬人应当自取得犬只之日起三十日内登记").is_some());
        assert!(passage("养犬 登记 三十日 犬只 办法").is_none());
        assert!(passage("\"养犬人应当自取得犬只之日起登记\"").is_none());
        assert!(passage("养犬登记").is_none());
    }

    #[test]
    fn small_differences_are_tolerated_and_order_matters() {
        let passage = passage("养犬人应当自取得犬只之日起三十日内登记").expect("a passage");
        let same = passage.share_in("第五条　养犬人应当自取得犬只之日起30日内，向公安机关登记。");
        let scattered = passage.share_in("登记应当自三十日内起，取得犬只的养犬人之日");
        assert!(same > 0.5, "{same}");
        assert!(scattered < 0.3, "{scattered}");
    }
}
