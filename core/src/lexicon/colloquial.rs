//! Official terms for the plain words that people type.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) const SOURCE: &str = include_str!("../../data/lexicon/colloquial.tsv");

/// The lexicon of `core/data/lexicon/colloquial.tsv`; built once.
pub fn colloquial() -> &'static ColloquialTable {
    static TABLE: LazyLock<ColloquialTable> = LazyLock::new(|| ColloquialTable::from_tsv(SOURCE));
    &TABLE
}

/// Plain words with the official terms that legal texts use for them.
#[derive(Debug)]
pub struct ColloquialTable {
    by_word: HashMap<&'static str, Vec<&'static str>>,
    word_chars_max: usize,
}

impl ColloquialTable {
    fn from_tsv(tsv: &'static str) -> Self {
        let by_word: HashMap<&'static str, Vec<&'static str>> = tsv
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(|line| {
                let mut columns = line.split('\t');
                let (word, official) = (columns.next()?, columns.next()?);
                Some((word, official.split('|').collect()))
            })
            .collect();
        let word_chars_max = by_word
            .keys()
            .map(|word| word.chars().count())
            .max()
            .unwrap_or(0);
        Self {
            by_word,
            word_chars_max,
        }
    }

    /// Every plain word with its official terms, in no order.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &[&'static str])> {
        let entries = self.by_word.iter();
        entries.map(|(word, official)| (*word, official.as_slice()))
    }

    /// The official terms of a plain word.
    pub fn get(&self, word: &str) -> Option<&[&'static str]> {
        self.by_word.get(word).map(Vec::as_slice)
    }

    /// The plain words of two characters and more in a normalised text, in bytes, from left to right; at each place the longest.
    pub fn find_all(&self, text: &str) -> Vec<(Range<usize>, &[&'static str])> {
        let bounds: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at + 1 < bounds.len() {
            let longest = self.word_chars_max.min(bounds.len() - 1 - at);
            let hit = (2..=longest).rev().find_map(|chars| {
                let range = bounds[at]..bounds[at + chars];
                Some((chars, range.clone(), self.get(&text[range])?))
            });
            at += match hit {
                Some((chars, range, official)) => {
                    found.push((range, official));
                    chars
                }
                None => 1,
            };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_usable() {
        let lines = SOURCE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(
            lines.count(),
            colloquial().by_word.len(),
            "each once, none malformed"
        );
        for (word, official) in &colloquial().by_word {
            assert!(!official.is_empty(), "{word}");
            assert!(!official.contains(word), "{word} stands for itself");
            assert_eq!(crate::language::normalize(word), *word);
        }
    }

    #[test]
    fn the_longest_word_is_meant() {
        let whole = |word: &&&str| word.chars().count() > 1;
        for word in colloquial().by_word.keys().filter(whole) {
            let text = format!("甲{word}乙");
            let found = colloquial().find_all(&text);
            assert!(!found.is_empty(), "{word}");
        }
    }
}
