//! Words of two characters of which one is wrong: 陪偿, 补尝, 词退.
//!
//! No dictionary has what was typed, so it falls apart into two single characters. So do the end of one word and the
//! beginning of the next; what tells an error is that another character in the place of one, which sounds or looks alike,
//! makes a word of them that the index has much oftener than that one alone.

use std::ops::Range;

use crate::document::Day;
use crate::engine::{Engine, EngineError};
use crate::language::lookalike::looking_like;
use crate::language::pinyin::sounding_like;
use crate::language::{self, Tokenizer};
use crate::query::{PlanTerm, Scope, TERMS_MAX, TermKind, TextScope, is_filler};

/// Pairs of one query that are looked at.
const PAIRS_MAX: usize = 8;
/// How much oftener the word that was meant stands in passages than the wrong character alone: e to the power of this, being
/// the difference of their inverse document frequencies.
const OFTENER: f32 = 1.4;

/// Characters that stand beside any word: 群中 is no 群众, 没人 no 每人.
const LOOSE: &str = "中上下内外里前后左右不没未无来去人大小多少好新老每各某";

/// Whether a character is one that says nothing wrong beside any word.
pub(super) fn is_loose(c: char) -> bool {
    LOOSE.contains(c) || is_filler(c.encode_utf8(&mut [0; 4]))
}

/// Two characters of a query, and the word that was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrongWord {
    /// Their places.
    pub chars: Range<usize>,
    pub meant: String,
}

/// The words of two characters of which one is wrong.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn wrong_words(
    text: &str,
    tokenizer: &Tokenizer,
    engine: &dyn Engine,
    as_of: Day,
) -> Result<Vec<WrongWord>, EngineError> {
    let normal = language::normalize(text);
    let chars: Vec<char> = normal.chars().collect();
    let spans = tokenizer.char_spans(&normal);
    let single = |span: &Range<usize>| span.len() == 1;
    let pairs = spans
        .windows(2)
        .filter(|two| two[0].end == two[1].start && two.iter().all(single))
        .map(|two| two[0].start..two[1].end);
    let mut wrong = Vec::new();
    for pair in pairs.take(PAIRS_MAX) {
        let typed = [chars[pair.start], chars[pair.start + 1]];
        if let Some(meant) = meant(typed, tokenizer, engine, as_of)? {
            wrong.push(WrongWord { chars: pair, meant });
        }
    }
    Ok(wrong)
}

/// The most frequent word that two characters become by another one in the place of one of them.
fn meant(
    typed: [char; 2],
    tokenizer: &Tokenizer,
    engine: &dyn Engine,
    as_of: Day,
) -> Result<Option<String>, EngineError> {
    let [first, last] = typed;
    let confused = |c: char| sounding_like(c).chain(looking_like(c));
    // Each with the place of its wrong character.
    let words = confused(first)
        .map(|other| (String::from_iter([other, last]), 0))
        .chain(confused(last).map(|other| (String::from_iter([first, other]), 1)));
    let is_wrong =
        |(word, wrong): &(String, usize)| !is_loose(typed[*wrong]) && tokenizer.is_word(word);
    let mut words: Vec<(String, usize)> = words.filter(is_wrong).collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(TERMS_MAX - typed.len());
    if words.is_empty() {
        return Ok(None);
    }
    let terms = typed
        .iter()
        .map(char::to_string)
        .chain(words.iter().map(|(word, _)| word.clone()));
    let terms: Vec<PlanTerm> = terms.map(in_text).collect();
    let weights = engine.measure(&terms, as_of, &[])?.term_weights;
    // What stands nowhere weighs nothing there.
    let rarity = |at: usize| match weights[at] {
        0.0 => f32::INFINITY,
        weight => weight,
    };
    let words = words.into_iter().enumerate();
    let meant = words
        .map(|(at, (word, wrong))| (rarity(typed.len() + at), rarity(wrong), word))
        .filter(|(of_word, of_wrong, _)| of_word.is_finite() && of_word + OFTENER <= *of_wrong)
        .min_by(|one, other| one.0.total_cmp(&other.0));
    Ok(meant.map(|(_, _, word)| word))
}

fn in_text(word: String) -> PlanTerm {
    PlanTerm {
        kind: TermKind::Word(word),
        scope: Scope::Text(TextScope::Body),
        weight: 1.0,
    }
}
