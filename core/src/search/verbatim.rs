//! A pasted passage: which candidate says it, word for word or nearly so.
//!
//! BM25 sees words, not their order; a sentence that someone remembers stands in one text in that order and in
//! others scattered. The share of the query's shingles (runs of four characters) that a passage holds tells them
//! apart, tolerates small differences, and is worked out for a handful of candidates only.

use crate::engine::{Candidate, Engine, EngineError};
use crate::language::{self, character::is_searched};
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
    /// Sorted, each once.
    shingles: Vec<Shingle>,
    /// A bit for each shingle, at a place that it shares with few: nearly every shingle of a text is none of the
    /// query's, and this says so without a search.
    known: Box<[u64; KNOWN_WORDS]>,
}

/// [`SHINGLE`] characters, 21 bits each.
type Shingle = u128;

const CHAR_BITS: u32 = 21;
const KNOWN_WORDS: usize = 128;

/// Word and bit of a shingle in [`Passage::known`].
fn known_place(shingle: Shingle) -> (usize, u64) {
    // Fibonacci hashing of the last three characters: its upper bits depend on all of them.
    let hash = (shingle as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 51;
    ((hash >> 6) as usize, 1 << (hash & 63))
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
        let mut shingles = Vec::new();
        for_each_shingle(&text, |shingle| shingles.push(shingle));
        shingles.sort_unstable();
        shingles.dedup();
        let mut known = Box::new([0; KNOWN_WORDS]);
        for &shingle in &shingles {
            let (word, bit) = known_place(shingle);
            known[word] |= bit;
        }
        // Several short words are keywords, however many.
        (longest >= CHARS_MIN && !shingles.is_empty()).then_some(Self { shingles, known })
    }

    /// The share of the passage that a text holds, 0 to 1.
    fn share_in(&self, text: &str) -> f32 {
        let mut held = vec![false; self.shingles.len()];
        for_each_shingle(text, |shingle| {
            let (word, bit) = known_place(shingle);
            if self.known[word] & bit != 0
                && let Ok(at) = self.shingles.binary_search(&shingle)
            {
                held[at] = true;
            }
        });
        let common = held.iter().filter(|held| **held).count();
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

/// The shingles of a text in its normal form, one after the other; a shorter text has none.
fn for_each_shingle(text: &str, mut visit: impl FnMut(Shingle)) {
    const MASK: Shingle = (1 << (SHINGLE as u32 * CHAR_BITS)) - 1;
    let mut shingle: Shingle = 0;
    let characters = text.chars().map(language::normalize_char);
    for (count, c) in characters.filter(|&c| is_searched(c)).enumerate() {
        shingle = (shingle << CHAR_BITS | Shingle::from(u32::from(c))) & MASK;
        if count + 1 >= SHINGLE {
            visit(shingle);
        }
    }
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
