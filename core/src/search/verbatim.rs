//! A passage of a text: which candidate says it, word for word or nearly so.
//!
//! BM25 sees words, not their order; a sentence that someone remembers stands in one text in that order and in
//! others scattered. The share of the query's shingles (runs of four characters) that a passage holds tells them
//! apart, tolerates small differences, and is worked out for a handful of candidates only.
//!
//! What is as long as a whole sentence of a law was [pasted](super::pasted): it has no syntax, and of several versions that
//! say it nearly alike the one that says it exactly is meant.

use super::difference::compare;
use super::pasted::mentions;
use super::response::PassageMatch;
use crate::catalogue::Catalogue;
use crate::document::Day;
use crate::engine::{Candidate, CandidatePassage, Engine, EngineError, HitPassage};
use crate::language::{self, Tokenizer, character::is_searched};
use crate::query::understand::Understanding;
use crate::query::{PlanTerm, Query, Scope, TERMS_MAX, TermKind, TextScope};

/// Queries with fewer characters than this are words, not passages.
const CHARS_MIN: usize = 9;
/// Characters of a shingle.
const SHINGLE: usize = 4;
/// Candidates that are looked at.
pub(super) const CANDIDATES_MAX: usize = 40;
/// So many different words are needed to tell by them what a text cannot say.
const WORDS_TELLING_MIN: usize = 4;
/// The share of shingles from which on a passage is said to say it.
const SAYS_IT: f32 = 0.6;
/// Shares are compared in steps: whether one character more or less is the same is for BM25 to decide.
const STEPS: f32 = 20.0;
/// Candidates that say a pasted passage equally well and whose states are looked up.
const EQUALS_MAX: usize = 8;

/// The passage that a query is, if it is one: a run of words without syntax that names nothing, or only in passing.
pub(super) fn passage_of(understanding: &Understanding, is_pasted: bool) -> Option<Passage> {
    let names = !understanding.named.is_empty();
    if names && (!is_pasted || !mentions(understanding)) {
        return None;
    }
    Passage::of(&understanding.query, is_pasted)
}

/// A passage as its shingles.
pub(super) struct Passage {
    /// Sorted, each once.
    shingles: Vec<Shingle>,
    /// A bit for each shingle, at a place that it shares with few: nearly every shingle of a text is none of the
    /// query's, and this says so without a search.
    known: Box<[u64; KNOWN_WORDS]>,
    /// Its text, as it was typed.
    text: String,
    is_pasted: bool,
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
    fn of(query: &Query, is_pasted: bool) -> Option<Self> {
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
        for_each_shingle(text.chars(), |shingle| shingles.push(shingle));
        shingles.sort_unstable();
        shingles.dedup();
        let mut known = Box::new([0; KNOWN_WORDS]);
        for &shingle in &shingles {
            let (word, bit) = known_place(shingle);
            known[word] |= bit;
        }
        // Several short words are keywords, however many.
        (longest >= CHARS_MIN && !shingles.is_empty()).then_some(Self {
            shingles,
            known,
            text,
            is_pasted,
        })
    }

    /// How many shingles of the passage the texts hold together.
    fn held_in<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> usize {
        let mut held = vec![false; self.shingles.len()];
        let texts = texts.into_iter();
        for_each_shingle(texts.flat_map(str::chars), |shingle| {
            let (word, bit) = known_place(shingle);
            if self.known[word] & bit != 0
                && let Ok(at) = self.shingles.binary_search(&shingle)
            {
                held[at] = true;
            }
        });
        held.into_iter().filter(|held| *held).count()
    }

    fn share(&self, held: usize) -> f32 {
        held as f32 / self.shingles.len() as f32
    }

    /// How well a candidate says the passage; 0 where it does not.
    fn rank(&self, held: usize) -> u32 {
        let share = self.share(held);
        match (share >= SAYS_IT, self.is_pasted) {
            (false, _) => 0,
            (true, false) => (share * STEPS).round() as u32,
            // Every word counts: versions of a law differ in one.
            (true, true) => held as u32,
        }
    }

    /// Puts candidates that say the passage before those that do not, the completest first; the order is otherwise
    /// as it was, but for what is pasted what is in force comes first of equals. Returns whether any says it.
    ///
    /// # Errors
    /// When a passage cannot be read.
    pub(super) fn lift(
        &self,
        engine: &dyn Engine,
        tokenizer: &Tokenizer,
        state: (&Catalogue, Day),
        candidates: &mut [Candidate],
    ) -> Result<bool, EngineError> {
        // A law that is mentioned in what was pasted is not what says it.
        let first = match self.is_pasted {
            true => 0,
            false => candidates.partition_point(|candidate| candidate.named_by.is_some()),
        };
        let last = candidates.len().min(first + CANDIDATES_MAX);
        let mut looked: Vec<(u32, Candidate)> = Vec::with_capacity(last - first);
        let mut most = 0;
        let may_say = self.may_say(engine, tokenizer, &candidates[first..last])?;
        for (candidate, passages) in candidates[first..last].iter().zip(may_say) {
            let held = self.held_by(engine, &with_passages(candidate, passages))?;
            most = most.max(held);
            looked.push((self.rank(held), candidate.clone()));
        }
        looked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        for (place, (_, candidate)) in candidates[first..last].iter_mut().zip(&looked) {
            *place = candidate.clone();
        }
        let best = looked.first().map_or(0, |(rank, _)| *rank);
        if self.is_pasted && best > 0 {
            let equals = looked.iter().take_while(|(rank, _)| *rank == best).count();
            let equals = first..first + equals.min(EQUALS_MAX);
            in_force_first(engine, state, &mut candidates[equals])?;
        }
        // All but a character or two: less may be a title with an error in it, which other texts quote.
        let said = (self.share(most) * STEPS).round() > 0.95 * STEPS;
        Ok(said || self.is_pasted && best > 0)
    }

    /// The passages of each candidate that may say the passage: those of the others are not read. Where what was pasted
    /// goes over several articles, each says a part of it.
    fn may_say(
        &self,
        engine: &dyn Engine,
        tokenizer: &Tokenizer,
        candidates: &[Candidate],
    ) -> Result<Vec<Vec<CandidatePassage>>, EngineError> {
        let words = telling_words(&language::normalize(&self.text), tokenizer);
        let counts = engine.word_counts(&words, candidates)?;
        let mut counts = counts.iter();
        let is_enough = |held: u64| {
            words.len() < WORDS_TELLING_MIN || 2 * held.count_ones() as usize >= words.len()
        };
        let passages = candidates.iter().map(|candidate| {
            let passages = &candidate.passages;
            // A bit for each word; there are at most as many as a word has bits.
            let held: Vec<u64> = counts.by_ref().take(passages.len()).map(bits).collect();
            let together = held.iter().fold(0, |together, held| together | held);
            let passages = passages
                .iter()
                .zip(held)
                .filter(|(_, held)| is_enough(if self.is_pasted { together } else { *held }));
            passages.map(|(passage, _)| *passage).collect()
        });
        Ok(passages.collect())
    }

    /// How many shingles a candidate's passages hold: each of a remembered sentence, all together of what is pasted,
    /// which may go over several articles.
    fn held_by(&self, engine: &dyn Engine, candidate: &Candidate) -> Result<usize, EngineError> {
        if candidate.passages.is_empty() {
            return Ok(0);
        }
        let texts = engine.texts(candidate)?;
        let texts = || texts.iter().map(String::as_str);
        let single = texts().map(|text| self.held_in([text])).max();
        let single = single.unwrap_or(0);
        Ok(match self.is_pasted && single < self.shingles.len() {
            true => self.held_in(texts()).max(single),
            false => single,
        })
    }

    /// Where what was pasted differs from what a document says; `None` where nothing was pasted or the document does
    /// not say it.
    pub(super) fn differences(
        &self,
        tokenizer: &Tokenizer,
        raw: &str,
        passages: &[HitPassage],
    ) -> Option<PassageMatch> {
        if !self.is_pasted {
            return None;
        }
        let mut passages: Vec<&HitPassage> = passages.iter().collect();
        passages.sort_by_key(|hit| hit.entry);
        let follow = |a: &&HitPassage, b: &&HitPassage| a.entry + 1 == b.entry;
        let runs = passages.chunk_by(follow);
        // One article that says as much as it does with its neighbours says it alone.
        let singles = passages.chunks(1);
        let (held, said) = singles
            .chain(runs)
            .map(|run| (self.held_in(run.iter().map(|hit| hit.text.as_str())), run))
            .reduce(|best, other| if other.0 > best.0 { other } else { best })?;
        if self.share(held) < SAYS_IT {
            return None;
        }
        let (mut found, at) = compare(tokenizer, raw, &joined(said))?;
        let mut from = 0;
        for hit in said {
            let to = from + hit.text.len();
            if from < at.end && at.start < to {
                found.articles.push(hit.passage.n.clone());
            }
            from = to;
        }
        Some(found)
    }
}

/// Words of a passage that are no single characters, each once: what says three fifths of its runs of characters has half of
/// them at least.
fn telling_words(normalized: &str, tokenizer: &Tokenizer) -> Vec<PlanTerm> {
    let mut words: Vec<PlanTerm> = Vec::new();
    tokenizer.for_each_token(normalized, |token| {
        let kind = TermKind::Word(token.text.to_owned());
        let is_telling = token.text.chars().nth(1).is_some();
        if is_telling && words.len() < TERMS_MAX && words.iter().all(|word| word.kind != kind) {
            words.push(PlanTerm {
                kind,
                scope: Scope::Text(TextScope::Body),
                weight: 0.0,
            });
        }
    });
    words
}

/// A bit for each word that stands in a passage.
fn bits(counts: &[u32]) -> u64 {
    let held = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    held.fold(0, |bits, (word, _)| bits | 1 << word)
}

fn with_passages(candidate: &Candidate, passages: Vec<CandidatePassage>) -> Candidate {
    Candidate {
        passages,
        ..candidate.clone()
    }
}

fn joined(run: &[&HitPassage]) -> String {
    run.iter().map(|hit| hit.text.as_str()).collect()
}

/// Puts what is in force before what is not; the order is otherwise as it was.
fn in_force_first(
    engine: &dyn Engine,
    (catalogue, as_of): (&Catalogue, Day),
    candidates: &mut [Candidate],
) -> Result<(), EngineError> {
    if candidates.len() < 2 {
        return Ok(());
    }
    let bare: Vec<Candidate> = candidates
        .iter()
        .map(|candidate| Candidate {
            passages: Vec::new(),
            ..candidate.clone()
        })
        .collect();
    let is_over = |id: &str| {
        let index = catalogue.by_id(id);
        index.is_some_and(|index| catalogue.name(index).status(as_of).is_over())
    };
    let over: Vec<bool> = engine
        .fetch(&bare)?
        .iter()
        .map(|hit| is_over(&hit.document.id))
        .collect();
    let mut ordered: Vec<(bool, Candidate)> =
        over.into_iter().zip(candidates.iter().cloned()).collect();
    ordered.sort_by_key(|(over, _)| *over);
    for (place, (_, candidate)) in candidates.iter_mut().zip(ordered) {
        *place = candidate;
    }
    Ok(())
}

/// The shingles of a text in its normal form, one after the other; a shorter text has none.
fn for_each_shingle(text: impl Iterator<Item = char>, mut visit: impl FnMut(Shingle)) {
    const MASK: Shingle = (1 << (SHINGLE as u32 * CHAR_BITS)) - 1;
    let mut shingle: Shingle = 0;
    let characters = text.map(language::normalize_char);
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
        Passage::of(&Query::parse(text).expect("short enough"), false)
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
        let share_in = |text| passage.share(passage.held_in([text]));
        let same = share_in("第五条　养犬人应当自取得犬只之日起30日内，向公安机关登记。");
        let scattered = share_in("登记应当自三十日内起，取得犬只的养犬人之日");
        assert!(same > 0.5, "{same}");
        assert!(scattered < 0.3, "{scattered}");
    }
}
