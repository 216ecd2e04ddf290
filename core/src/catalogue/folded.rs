//! The characters of a text that names are compared by, and where they stood.

use std::ops::Range;

use crate::language::character::is_searched;
use crate::language::normalize_char;

/// Characters of a text that are read for names: as many as a query may have.
pub(super) const TEXT_CHARS_MAX: usize = 512;

/// A text without punctuation and spaces.
pub(super) struct Folded {
    /// What is compared.
    pub(super) chars: Vec<char>,
    /// The place of each in the text, in characters.
    places: Vec<usize>,
    /// All of the text.
    text: Vec<char>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let text: Vec<char> = text
            .chars()
            .take(TEXT_CHARS_MAX)
            .map(normalize_char)
            .collect();
        let places: Vec<usize> = (0..text.len())
            .filter(|&at| is_searched(text[at]))
            .collect();
        let chars = places.iter().map(|&at| text[at]).collect();
        Self {
            chars,
            places,
            text,
        }
    }

    pub(super) fn key(&self) -> String {
        self.chars.iter().collect()
    }

    /// All characters of the text.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// Where a range of the compared characters stands in the text, with the brackets that enclose it or that
    /// were opened in it: `《劳动合同法》`, `…解释（一）`.
    pub(super) fn places_of(&self, range: Range<usize>) -> Range<usize> {
        let (Some(&first), Some(&last)) = (
            self.places.get(range.start),
            self.places.get(range.end.wrapping_sub(1)),
        ) else {
            return 0..0;
        };
        let (mut from, mut to) = (first, last + 1);
        let at = |index: usize| self.text.get(index).copied();
        loop {
            let inside = &self.text[from..to];
            let depth = |c: &char| i32::from(is_open(*c)) - i32::from(is_close(*c));
            let open: i32 = inside.iter().map(depth).sum();
            let closes = at(to).is_some_and(is_close);
            let opens = from > 0 && at(from - 1).is_some_and(is_open);
            let quoted = at(to) == Some('"') && from > 0 && at(from - 1) == Some('"');
            if open > 0 && closes {
                to += 1;
            } else if open == 0 && opens && closes || quoted {
                from -= 1;
                to += 1;
            } else if open < 0 && opens {
                from -= 1;
            } else {
                return from..to;
            }
        }
    }
}

fn is_open(c: char) -> bool {
    matches!(c, '《' | '〈' | '（' | '(' | '〔' | '[' | '【' | '“' | '「')
}

fn is_close(c: char) -> bool {
    matches!(c, '》' | '〉' | '）' | ')' | '〕' | ']' | '】' | '”' | '」')
}
