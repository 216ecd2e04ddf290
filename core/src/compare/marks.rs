//! What differs inside a pair of passages.

use std::collections::HashMap;
use std::ops::Range;

use super::edit::{Effort, common};
use super::unit::Unit;
use super::words::{Word, words_and_marks};
use crate::language::{Aligned, Tokenizer};

/// Characters of one passage that are compared word by word; of a longer one the whole is marked.
const WORDED_CHARS_MAX: usize = 20_000;
/// Work for all pairs of one comparison: some tenths of a second.
const EFFORT_MAX: usize = 60_000_000;

/// Marks what differs, within one budget for a whole comparison.
pub(super) struct Marker<'k> {
    tokenizer: &'k Tokenizer,
    effort: Effort,
}

/// `[from, to)` in characters of a text.
pub(super) type Marks = Vec<(u32, u32)>;

impl<'k> Marker<'k> {
    /// A marker with a fresh budget.
    pub fn new(tokenizer: &'k Tokenizer) -> Self {
        Self {
            tokenizer,
            effort: Effort { left: EFFORT_MAX },
        }
    }

    /// What the one passage has and the other has not, of both.
    pub fn marks(&mut self, old: &Unit<'_>, new: &Unit<'_>) -> (Marks, Marks) {
        self.compared(old, new)
            .unwrap_or_else(|| (whole(old), whole(new)))
    }

    fn compared(&mut self, old: &Unit<'_>, new: &Unit<'_>) -> Option<(Marks, Marks)> {
        let is_short = |unit: &Unit<'_>| unit.bare.chars().nth(WORDED_CHARS_MAX).is_none();
        if self.effort.left == 0 || !is_short(old) || !is_short(new) {
            return None;
        }
        let aligned = (
            Aligned::new(&old.text[old.body..]),
            Aligned::new(&new.text[new.body..]),
        );
        let before = words_and_marks(self.tokenizer, &aligned.0);
        let after = words_and_marks(self.tokenizer, &aligned.1);
        let mut numbers = HashMap::new();
        let mut number = |words: &[Word<'_>]| -> Vec<u32> {
            let one = |word: &Word<'_>| {
                let next = numbers.len() as u32;
                *numbers.entry(word.text.to_owned()).or_insert(next)
            };
            words.iter().map(one).collect()
        };
        let (left, right) = (number(&before), number(&after));
        let pairs = common(&left, &right, &mut self.effort)?;
        let pairs = without_islands(&pairs, &before, &after);
        let (held_old, held_new): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
        Some((
            spans(old, &before, &held_old),
            spans(new, &after, &held_new),
        ))
    }
}

/// The pairs without single characters that both texts happen to have amid what differs: 的 in two sentences that
/// have nothing else in common.
fn without_islands(
    pairs: &[(usize, usize)],
    old: &[Word<'_>],
    new: &[Word<'_>],
) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(pairs.len());
    let mut begin = 0;
    let runs = pairs.chunk_by(|a, b| a.0 + 1 == b.0 && a.1 + 1 == b.1);
    for run in runs {
        begin += run.len();
        let first = run[0];
        let last = run[run.len() - 1];
        let chars: u32 = run.iter().map(|pair| old[pair.0].chars).sum();
        let before = kept.last().map_or((0, 0), |pair| (pair.0 + 1, pair.1 + 1));
        let after = pairs.get(begin).copied().unwrap_or((old.len(), new.len()));
        let differs_before = first.0 > before.0 && first.1 > before.1;
        let differs_after = after.0 > last.0 + 1 && after.1 > last.1 + 1;
        if chars > 1 || !differs_before || !differs_after {
            kept.extend(run);
        }
    }
    kept
}

/// The stretches of words that are not held by both, as marks in the whole text.
fn spans(unit: &Unit<'_>, words: &[Word<'_>], held: &[usize]) -> Marks {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut next = 0;
    for at in held.iter().copied().chain([words.len()]) {
        if let (Some(first), true) = (words.get(next), at > next) {
            stretches.push(first.bytes.start..words[at - 1].bytes.end);
        }
        next = at + 1;
    }
    let mut marks = Vec::with_capacity(stretches.len());
    let mut chars = Chars {
        text: unit.text,
        at: 0,
        count: 0,
    };
    for stretch in stretches {
        let from = chars.until(unit.body + stretch.start);
        marks.push((from, chars.until(unit.body + stretch.end)));
    }
    marks
}

/// Everything behind the label.
pub(super) fn whole(unit: &Unit<'_>) -> Marks {
    let from = unit.text[..unit.body].chars().count() as u32;
    let chars = unit.text[unit.body..].chars().count() as u32;
    if chars == 0 {
        return Vec::new();
    }
    vec![(from, from + chars)]
}

/// Counts the characters of a text once, however many places are asked for in it.
struct Chars<'t> {
    text: &'t str,
    at: usize,
    count: u32,
}

impl Chars<'_> {
    fn until(&mut self, byte: usize) -> u32 {
        self.count += self.text[self.at..byte].chars().count() as u32;
        self.at = byte;
        self.count
    }
}
