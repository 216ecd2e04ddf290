//! The shapes of the lookups by name, over the exact tables alone.

use std::ops::Range;

use super::{Catalogue, NameIndex};
use crate::language;

/// Names that a text, or a part of it, gives.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMatch {
    /// The documents of that name.
    pub names: Vec<NameIndex>,
    /// Which characters of the text say it.
    pub chars: Range<usize>,
    /// How it was found.
    pub how: MatchHow,
    /// How well it fits, 1 is exactly.
    pub score: f32,
    /// The title that was found.
    pub title: String,
    /// The title of what came in its place, where the name is a former one.
    pub successor: Option<String>,
}

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchHow {
    /// As it is written.
    Exact,
    /// As a title without its version or the state's name.
    Title,
    /// Shortened by rule.
    Short,
    /// Another name.
    Alias(AliasKind),
    /// The title contains all of it.
    Contains,
    /// With a typing error.
    Typo,
    /// In pinyin.
    Pinyin,
    /// In initials.
    Initials,
}

/// Sorts of other names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AliasKind {
    /// Short.
    Short,
    /// Popular.
    Popular,
    /// Former.
    Former,
    /// English.
    English,
}

const NAME_CHARS_MAX: usize = 60;

impl Catalogue {
    /// The documents that the whole text names.
    pub fn named_by(&self, text: &str) -> Vec<NameMatch> {
        self.exact(text, 0).into_iter().collect()
    }

    /// The names in a text, the longest at each place.
    pub fn find_names(&self, text: &str) -> Vec<NameMatch> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at + 1 < chars.len() {
            let longest = NAME_CHARS_MAX.min(chars.len() - at);
            let hit = (2..=longest).rev().find_map(|length| {
                let part: String = chars[at..at + length].iter().collect();
                self.exact(&part, at)
            });
            at = hit.as_ref().map_or(at + 1, |hit| hit.chars.end);
            found.extend(hit);
        }
        found
    }

    /// Titles in which all of these words stand.
    pub fn titles_containing(&self, _words: &[&str], _limit: usize) -> Vec<NameMatch> {
        Vec::new()
    }

    /// Names that the text may be a misspelling of.
    pub fn misspelled(&self, text: &str, limit: usize) -> Vec<NameMatch> {
        let chars: Vec<char> = text.chars().collect();
        let near = |title: &str| {
            let title: Vec<char> = language::normalize(title).chars().collect();
            let differing = title.iter().zip(&chars).filter(|(a, b)| a != b).count();
            title.len() == chars.len() && differing == 1
        };
        let titles = self.names().iter().map(|name| name.stem());
        let mut titles: Vec<String> = titles.filter(|title| near(title)).collect();
        titles.dedup();
        let found = titles.iter().filter_map(|title| self.exact(title, 0));
        let typo = |hit: NameMatch| NameMatch {
            how: MatchHow::Typo,
            chars: 0..chars.len(),
            ..hit
        };
        found.map(typo).take(limit).collect()
    }

    /// Names that the text may be the pinyin of.
    pub fn by_pinyin(&self, _text: &str, _limit: usize) -> Vec<NameMatch> {
        Vec::new()
    }

    fn exact(&self, text: &str, from: usize) -> Option<NameMatch> {
        let key = language::title_key(text);
        let (how, names) = match self.by_title(&key) {
            [] => (MatchHow::Title, self.by_stem(&Self::stem_key(text))),
            names => (MatchHow::Exact, names),
        };
        let first = names.first()?;
        Some(NameMatch {
            names: names.to_vec(),
            chars: from..from + text.chars().count(),
            how,
            score: 1.0,
            title: self.name(*first).stem(),
            successor: None,
        })
    }
}
