//! Chooses the fragment of a passage that shows most of the query.

use super::highlight::{Match, char_marks, distinct_terms};

/// Characters of a fragment.
pub(super) const SNIPPET_CHARS: usize = 120;

/// A fragment with its marks in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fragment {
    pub text: String,
    pub marks: Vec<(u32, u32)>,
    /// How many different terms it shows.
    pub terms: usize,
}

/// The best fragment of a text: the window that shows most different terms, the earliest of those, begun at a
/// sentence if one begins near by. `matches` are those of the whole text, by place.
pub(super) fn best_fragment(text: &str, matches: &[Match]) -> Fragment {
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(offset, _)| offset)
        .chain([text.len()])
        .collect();
    let characters = offsets.len() - 1;
    let (start, end) = if characters <= SNIPPET_CHARS {
        (0, characters)
    } else {
        let start = window_start(text, &offsets, matches);
        (start, (start + SNIPPET_CHARS).min(characters))
    };
    let (from, to) = (offsets[start], offsets[end]);
    let inside: Vec<&Match> = matches
        .iter()
        .filter(|found| found.bytes.start >= from && found.bytes.start < to)
        // A word that the end cuts is none; of what is longer than the window, as much as it holds is shown.
        .filter(|found| found.bytes.end <= to || is_longer_than_window(text, found))
        .collect();
    let fragment = &text[from..to];
    // What is shown runs on one line.
    let shown: String = fragment
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    Fragment {
        marks: char_marks(
            fragment,
            inside
                .iter()
                .map(|found| found.bytes.start - from..found.bytes.end.min(to) - from),
        ),
        terms: distinct_terms(inside.into_iter()),
        text: shown,
    }
}

fn is_longer_than_window(text: &str, found: &Match) -> bool {
    let inside = text.get(found.bytes.clone()).unwrap_or_default();
    inside.chars().nth(SNIPPET_CHARS).is_some()
}

/// The first character of the window.
fn window_start(text: &str, offsets: &[usize], matches: &[Match]) -> usize {
    let character_of = |byte: usize| offsets.partition_point(|&offset| offset < byte);
    let mut best = (0, 0, 0);
    let mut best_end = 0;
    let mut last = 0;
    for (first, found) in matches.iter().enumerate() {
        let from = character_of(found.bytes.start);
        last = last.max(first + 1);
        while last < matches.len() && character_of(matches[last].bytes.end) <= from + SNIPPET_CHARS
        {
            last += 1;
        }
        let window = &matches[first..last];
        let shown = (distinct_terms(window.iter()), window.len());
        if shown > (best.0, best.1) {
            best = (shown.0, shown.1, from);
            let ends = window.iter().map(|found| found.bytes.end);
            best_end = character_of(ends.max().unwrap_or(0));
        }
    }
    let latest = offsets.len() - 1 - SNIPPET_CHARS.min(offsets.len() - 1);
    // What stands before it must not push the last match out.
    let earliest = best_end.saturating_sub(SNIPPET_CHARS).min(best.2);
    sentence_start(text, offsets, best.2)
        .max(earliest)
        .min(latest)
}

/// The beginning of the sentence around a character, if it is near; otherwise some characters before it.
fn sentence_start(text: &str, offsets: &[usize], at: usize) -> usize {
    const NEAR: usize = 30;
    const LEAD: usize = 10;
    let lowest = at.saturating_sub(NEAR);
    let before = &text[offsets[lowest]..offsets[at]];
    let ends_sentence = |character: char| matches!(character, '。' | '；' | '\n' | '！' | '？');
    match before
        .char_indices()
        .rev()
        .find(|(_, character)| ends_sentence(*character))
    {
        Some((offset, character)) => {
            lowest + before[..offset + character.len_utf8()].chars().count()
        }
        None if lowest == 0 => 0,
        None => at.saturating_sub(LEAD),
    }
}
