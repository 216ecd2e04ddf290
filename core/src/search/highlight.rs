//! Finds what matched, as ranges of the original text.
//!
//! Words are found by cutting the text with the tokenizer that cut it for the index, so that what is marked is
//! what matched (民法 is not marked inside 人民法院), unless the index tells without that how often a word stands there;
//! phrases by their characters. Both work on the normalised text
//! and are carried back over its alignment, so the original is marked right whatever its script and width.

use std::ops::Range;

use super::sought::Sought;
use crate::language::{self, Aligned, Tokenizer};
use crate::query::{Plan, TermKind};

/// A word of one character that counts less than this share of the most that one counts is a part of another.
const WEAK: f32 = 0.6;

/// Marks the terms of a plan in texts.
pub struct Highlighter<'a> {
    tokenizer: &'a Tokenizer,
    /// The words, each with the index of its term, and how they are looked for.
    words: Vec<(&'a str, usize)>,
    sought: Sought<'a>,
    phrases: Vec<(usize, &'a [String])>,
}

/// Something that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// Bytes of the original text.
    pub bytes: Range<usize>,
    /// Index of the term in the plan.
    pub term: usize,
}

impl<'a> Highlighter<'a> {
    /// A highlighter for what a plan looks for. What must not occur is not marked, nor are parts of words that stand
    /// everywhere: of 误工费 the 费.
    pub fn new(plan: &'a Plan, tokenizer: &'a Tokenizer) -> Self {
        let mut words: Vec<(&str, usize)> = Vec::new();
        let mut phrases = Vec::new();
        let most = plan.terms.iter().map(|term| term.weight);
        let marked_min = WEAK * most.fold(0.0, f32::max);
        let is_weak =
            |word: &str, weight: f32| weight < marked_min && word.chars().nth(1).is_none();
        for (index, term) in plan
            .terms
            .iter()
            .enumerate()
            .filter(|(_, term)| term.weight > 0.0)
        {
            match &term.kind {
                TermKind::Word(word) if is_weak(word, term.weight) => {}
                // Of the same word twice the later one counts.
                TermKind::Word(word) => match words.iter_mut().find(|(known, _)| known == word) {
                    Some((_, term)) => *term = index,
                    None => words.push((word, index)),
                },
                TermKind::Phrase(characters) => phrases.push((index, characters.as_slice())),
            }
        }
        Self {
            tokenizer,
            sought: Sought::new(words.iter().map(|(word, _)| *word)),
            words,
            phrases,
        }
    }

    /// The marks of a text in characters: `[from, to)`, sorted, adjacent ones joined.
    pub fn marks(&self, text: &str) -> Vec<(u32, u32)> {
        let matches = self.matches(text);
        char_marks(text, matches.into_iter().map(|found| found.bytes))
    }

    /// Every match in a text, by place.
    fn matches(&self, text: &str) -> Vec<Match> {
        if self.looks_for_nothing() {
            return Vec::new();
        }
        let aligned = Aligned::new(text);
        let mut matches = Vec::new();
        self.cut(&aligned, &self.words, &self.sought, &mut matches);
        self.finish(&aligned, matches)
    }

    /// Every match in a text of which the index tells how often each term of the plan, where it is a word, stands in it.
    ///
    /// Where a word is read as often as that, each of them is one, and where it is not to be found, none is: nothing has to
    /// be cut to tell 民法 from 人民法院. Only words that stand both alone and in others are looked for by cutting.
    pub(super) fn matches_counted(&self, text: &str, counts: &[u32]) -> Vec<Match> {
        if self.looks_for_nothing() {
            return Vec::new();
        }
        let aligned = Aligned::new(text);
        let read: Vec<(usize, usize)> = self.sought.each_in(aligned.text()).collect();
        let mut read_counts = vec![0_u32; self.words.len()];
        for (_, word) in &read {
            read_counts[*word] += 1;
        }
        let told = |word: usize| counts.get(self.words[word].1).copied().unwrap_or(0);
        let mut matches = Vec::new();
        for (at, word) in read {
            let (characters, term) = self.words[word];
            if told(word) == read_counts[word] {
                let bytes = aligned.to_original(at..at + characters.len());
                matches.push(Match { bytes, term });
            }
        }
        let is_open = |&word: &usize| told(word) > 0 && told(word) != read_counts[word];
        let open: Vec<(&str, usize)> = (0..self.words.len())
            .filter(is_open)
            .map(|word| self.words[word])
            .collect();
        let sought = Sought::new(open.iter().map(|(word, _)| *word));
        self.cut(&aligned, &open, &sought, &mut matches);
        self.finish(&aligned, matches)
    }

    /// Whether the query has nothing that could be marked: it may be filters alone.
    fn looks_for_nothing(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }

    /// Finds some of the words by cutting the text.
    fn cut(
        &self,
        aligned: &Aligned<'_>,
        words: &[(&str, usize)],
        sought: &Sought<'_>,
        matches: &mut Vec<Match>,
    ) {
        if words.is_empty() {
            return;
        }
        // Segmenting costs more than all else that is done with a text, and most of it has none of the words.
        let wanted = |piece: &str| sought.is_in(piece);
        self.tokenizer
            .for_each_token_where(aligned.text(), wanted, |token| {
                // Nearly every token begins unlike all of the words, which is told at once.
                if sought.may_begin(token.text)
                    && let Some((_, term)) = words.iter().find(|(word, _)| *word == token.text)
                {
                    matches.push(Match {
                        bytes: aligned.to_original(token.span.clone()),
                        term: *term,
                    });
                }
            });
    }

    /// Adds the phrases to the words that were found in a text.
    fn finish(&self, aligned: &Aligned<'_>, mut matches: Vec<Match>) -> Vec<Match> {
        for (term, phrase) in &self.phrases {
            for span in phrase_spans(aligned.text(), phrase) {
                matches.push(Match {
                    bytes: aligned.to_original(span),
                    term: *term,
                });
            }
        }
        matches.sort_by_key(|found| (found.bytes.start, found.bytes.end));
        matches
    }
}

/// Where the characters of a phrase follow each other in a normalised text, whatever punctuation and space stands
/// between them: the same rule by which the index finds phrases.
fn phrase_spans(normalized: &str, phrase: &[String]) -> Vec<Range<usize>> {
    let characters: Vec<_> = language::characters(normalized).collect();
    let mut spans = Vec::new();
    let mut at = 0;
    while at + phrase.len() <= characters.len() {
        let window = &characters[at..at + phrase.len()];
        if !phrase.is_empty()
            && window
                .iter()
                .zip(phrase)
                .all(|(found, wanted)| found.text == wanted)
        {
            spans.push(window[0].span.start..window[phrase.len() - 1].span.end);
            at += phrase.len();
        } else {
            at += 1;
        }
    }
    spans
}

/// Byte ranges, sorted by start, as joined ranges of characters.
pub(super) fn char_marks(
    text: &str,
    ranges: impl Iterator<Item = Range<usize>>,
) -> Vec<(u32, u32)> {
    let mut marks: Vec<(u32, u32)> = Vec::new();
    let mut characters = text.char_indices();
    let mut position = (0_usize, 0_u32);
    // Advances to a byte offset and gives the number of characters before it.
    let mut count_to = |offset: usize| {
        while position.0 < offset {
            match characters.next() {
                Some((start, character)) => {
                    position = (start + character.len_utf8(), position.1 + 1)
                }
                None => break,
            }
        }
        position.1
    };
    let mut joined: Option<Range<usize>> = None;
    let mut flush = |range: Range<usize>| {
        let from = count_to(range.start);
        let to = count_to(range.end);
        if from < to {
            marks.push((from, to));
        }
    };
    for range in ranges {
        match &mut joined {
            Some(open) if range.start <= open.end => open.end = open.end.max(range.end),
            _ => {
                if let Some(done) = joined.replace(range) {
                    flush(done);
                }
            }
        }
    }
    if let Some(last) = joined {
        flush(last);
    }
    marks
}

/// How many different terms a set of matches shows.
pub(super) fn distinct_terms<'m>(matches: impl Iterator<Item = &'m Match>) -> usize {
    // A plan has at most as many terms as a word has bits.
    let set = matches.fold(0_u64, |set, found| set | 1 << found.term);
    set.count_ones() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_become_joined_character_marks() {
        let text = "一二三四五";
        let bytes = |from: usize, to: usize| from * 3..to * 3;
        let marks = char_marks(text, [bytes(0, 1), bytes(1, 2), bytes(3, 4)].into_iter());
        assert_eq!(marks, [(0, 2), (3, 4)]);
        let overlapping = char_marks(text, [bytes(0, 3), bytes(1, 2), bytes(2, 5)].into_iter());
        assert_eq!(overlapping, [(0, 5)]);
        assert!(char_marks("", std::iter::empty()).is_empty());
    }

    #[test]
    fn phrases_are_found_across_punctuation() {
        let phrase: Vec<String> = ["养", "犬"].map(String::from).to_vec();
        let spans = phrase_spans("养、犬和养 犬", &phrase);
        assert_eq!(spans, [0..9, 12..19]);
        assert!(phrase_spans("养", &phrase).is_empty());
        assert!(phrase_spans("养犬", &[]).is_empty());
    }
}
