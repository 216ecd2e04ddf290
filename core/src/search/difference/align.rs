//! Pasted words laid on official ones.

use std::ops::Range;

use crate::compare::words::Word;

/// One step of an alignment: a pasted word, an official word, or both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) pasted: Option<usize>,
    pub(super) official: Option<usize>,
}

impl Step {
    pub(super) fn is_same(&self, typed: &[Word<'_>], held: &[Word<'_>]) -> bool {
        match (self.pasted, self.official) {
            (Some(pasted), Some(official)) => typed[pasted].text == held[official].text,
            _ => false,
        }
    }
}

/// Lays all pasted words on some stretch of the official ones, at the least cost in characters.
pub(super) fn align(typed: &[Word<'_>], held: &[Word<'_>]) -> Vec<Step> {
    let width = held.len() + 1;
    let mut costs = vec![0_u32; width * (typed.len() + 1)];
    for (row, word) in typed.iter().enumerate() {
        let (above, here) = costs[row * width..].split_at_mut(width);
        here[0] = above[0] + word.chars;
        for (column, other) in held.iter().enumerate() {
            let both = above[column] + replacing(word, other);
            let without = (above[column + 1] + word.chars).min(here[column] + other.chars);
            here[column + 1] = both.min(without);
        }
    }
    let last = &costs[typed.len() * width..];
    let least = last.iter().min().copied().unwrap_or(0);
    // Of equal ends the latest: a word replaced at the end, not one left over.
    let mut column = last.iter().rposition(|&cost| cost == least).unwrap_or(0);
    let mut row = typed.len();
    let mut steps = Vec::with_capacity(typed.len());
    while row > 0 {
        let cost = costs[row * width + column];
        let above = &costs[(row - 1) * width..];
        let both =
            column > 0 && cost == above[column - 1] + replacing(&typed[row - 1], &held[column - 1]);
        let pasted_only = cost == above[column] + typed[row - 1].chars;
        let step = Step {
            pasted: (both || pasted_only).then(|| row - 1),
            official: (both || !pasted_only).then(|| column.saturating_sub(1)),
        };
        row -= usize::from(step.pasted.is_some());
        column -= usize::from(step.official.is_some());
        steps.push(step);
    }
    steps.reverse();
    steps
}

/// An alignment whose ends answer to something: pasted words before or after all that fits stand for the official
/// words at their place, as many characters of them as there are in the same clause. Where the official clause begins
/// or ends there, they were added.
pub(super) fn with_ends(
    steps: Vec<Step>,
    (typed, pasted): (&[Word<'_>], &str),
    (held, official): (&[Word<'_>], &str),
) -> Vec<Step> {
    let place = |(at, step): (usize, &Step)| step.official.map(|place| (at, place));
    let mut fitting = steps.iter().enumerate().filter_map(place);
    let Some((first, begin)) = fitting.next() else {
        return steps;
    };
    let (last, end) = fitting.next_back().unwrap_or((first, begin));
    // All steps before the first and after the last that fit are pasted words, one after the other.
    let before = clause_before(pasted, typed, first, u32::MAX);
    let rest = typed.len() - (steps.len() - 1 - last);
    let after = clause_after(pasted, typed, rest, u32::MAX);
    let chars = |range: Range<usize>| typed[range].iter().map(|word| word.chars).sum();
    let opening = clause_before(official, held, begin, chars(before));
    let closing = clause_after(official, held, end + 1, chars(after));
    let official_only = |at| Step {
        pasted: None,
        official: Some(at),
    };
    let mut all = steps[..first].to_vec();
    all.extend(opening.map(official_only));
    all.extend(&steps[first..=last]);
    all.extend(closing.map(official_only));
    all.extend(&steps[last + 1..]);
    all
}

/// The words before a place that stand in its clause, going back until they have so many characters.
fn clause_before(text: &str, words: &[Word<'_>], at: usize, chars: u32) -> Range<usize> {
    let mut from = at;
    let mut taken = 0;
    while taken < chars && adjoin(text, words, from) {
        from -= 1;
        taken += words[from].chars;
    }
    from..at
}

/// The words from a place on that stand in the clause before it, going on until they have so many characters.
fn clause_after(text: &str, words: &[Word<'_>], at: usize, chars: u32) -> Range<usize> {
    let mut to = at;
    let mut taken = 0;
    while taken < chars && adjoin(text, words, to) {
        taken += words[to].chars;
        to += 1;
    }
    at..to
}

/// Whether there are words on both sides of a place, and nothing between them.
fn adjoin(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let sides = (
        at.checked_sub(1).and_then(|at| words.get(at)),
        words.get(at),
    );
    matches!(sides, (Some(word), Some(next)) if text[word.bytes.end..next.bytes.start].is_empty())
}

/// What it costs that one word stands for another: less than that one is missing and the other is too many.
fn replacing(word: &Word<'_>, other: &Word<'_>) -> u32 {
    match word.text == other.text {
        true => 0,
        false => word.chars.max(other.chars),
    }
}
