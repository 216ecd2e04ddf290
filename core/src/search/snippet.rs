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
    let (from, to) = match text.char_indices().nth(SNIPPET_CHARS) {
        Some(_) => window(text, matches),
        // Most articles are shown whole: nothing is counted for them.
        None => (0, text.len()),
    };
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

/// The window of a text that is longer than it, in bytes.
fn window(text: &str, matches: &[Match]) -> (usize, usize) {
    let start = window_start(text, matches);
    (start, forward(text, start, SNIPPET_CHARS))
}

/// So many characters behind a place, or the end of the text.
fn forward(text: &str, from: usize, chars: usize) -> usize {
    let end = text[from..].char_indices().nth(chars);
    end.map_or(text.len(), |(at, _)| from + at)
}

/// So many characters before a place, one at least, or the beginning of the text.
fn back(text: &str, from: usize, chars: usize) -> usize {
    let begin = text[..from].char_indices().rev().nth(chars - 1);
    begin.map_or(0, |(at, _)| at)
}

/// Where the window begins. Nothing is taken for the characters of the text: it may be a long one, for one line of it.
fn window_start(text: &str, matches: &[Match]) -> usize {
    let mut best = (0, 0, 0);
    let mut best_end = 0;
    let mut last = 0;
    // The window that begins at a match; its end goes on by as many characters as its beginning.
    let (mut from, mut to) = (0, forward(text, 0, SNIPPET_CHARS));
    for (first, found) in matches.iter().enumerate() {
        let passed = text[from..found.bytes.start].chars().count();
        (from, to) = (found.bytes.start, forward(text, to, passed));
        last = last.max(first + 1);
        while last < matches.len() && matches[last].bytes.end <= to {
            last += 1;
        }
        let window = &matches[first..last];
        let shown = (distinct_terms(window.iter()), window.len());
        if shown > (best.0, best.1) {
            best = (shown.0, shown.1, from);
            let ends = window.iter().map(|found| found.bytes.end);
            best_end = ends.max().unwrap_or(0);
        }
    }
    let latest = back(text, text.len(), SNIPPET_CHARS);
    // What stands before it must not push the last match out.
    let earliest = back(text, best_end, SNIPPET_CHARS).min(best.2);
    sentence_start(text, best.2).max(earliest).min(latest)
}

/// The beginning of the sentence around a place, if it is near; otherwise some characters before it.
fn sentence_start(text: &str, at: usize) -> usize {
    const NEAR: usize = 30;
    const LEAD: usize = 10;
    let lowest = back(text, at, NEAR);
    let ends_sentence = |character: char| matches!(character, '。' | '；' | '\n' | '！' | '？');
    match text[lowest..at]
        .char_indices()
        .rev()
        .find(|(_, character)| ends_sentence(*character))
    {
        Some((offset, character)) => lowest + offset + character.len_utf8(),
        None if lowest == 0 => 0,
        None => back(text, at, LEAD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As [`window_start`], by counting every character.
    fn plain_start(text: &str, matches: &[Match]) -> usize {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let place = |byte: usize| chars.partition_point(|(at, _)| *at < byte);
        let windows = matches.iter().enumerate().map(|(first, found)| {
            let from = place(found.bytes.start);
            let inside = |other: &&Match| place(other.bytes.end) <= from + SNIPPET_CHARS;
            let behind = matches[first + 1..].iter().take_while(inside).count();
            let window = &matches[first..first + 1 + behind];
            let end = window.iter().map(|found| place(found.bytes.end)).max();
            let shown = (distinct_terms(window.iter()), window.len());
            (shown, from, end.unwrap_or(0))
        });
        // Of equals the first.
        let best = windows.rev().max_by_key(|(shown, ..)| *shown);
        let (_, from, end) = best.unwrap_or_default();
        let near = from.saturating_sub(30);
        let sentence = (near..from)
            .rev()
            .find(|at| "。；\n！？".contains(chars[*at].1));
        let start = match sentence {
            Some(at) => at + 1,
            None if near == 0 => 0,
            None => from - 10,
        };
        let earliest = end.saturating_sub(SNIPPET_CHARS).min(from);
        let start = start.max(earliest).min(chars.len() - SNIPPET_CHARS);
        chars[start].0
    }

    proptest! {
        #[test]
        fn the_window_is_the_one_that_counting_finds(
            text in "[一二a。\n]{121,600}",
            places in prop::collection::vec((0..600_usize, 1..140_usize, 0..5_usize), 0..20),
        ) {
            let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            offsets.push(text.len());
            let last = offsets.len() - 1;
            let mut matches: Vec<Match> = places
                .into_iter()
                .map(|(from, length, term)| {
                    let from = from.min(last - 1);
                    let to = (from + length).min(last);
                    Match { bytes: offsets[from]..offsets[to], term }
                })
                .collect();
            matches.sort_by_key(|found| (found.bytes.start, found.bytes.end));
            prop_assert_eq!(window_start(&text, &matches), plain_start(&text, &matches));
        }
    }
}
