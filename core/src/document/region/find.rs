//! Places in running text.

use std::ops::Range;

use super::{Division, RegionTable};
use crate::document::RegionLevel;

/// A place found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which place.
    pub division: &'static Division,
    /// Where its name stands, in bytes.
    pub range: Range<usize>,
    /// Whether the full name stood there, not only the short one.
    pub full: bool,
}

impl RegionTable {
    /// The first place in the text, its longest name at that point: 黔西南 is never 黔西. A county's name that
    /// several bear needs its city or province before it (南京市鼓楼区).
    pub fn find_longest(&'static self, text: &str) -> Option<Found> {
        self.find_all(text).into_iter().next()
    }

    /// Every place in the text, from left to right, none overlapping. Short names are found for provinces and
    /// prefectures only; those of counties (和平, 城关) are everyday words.
    pub fn find_all(&'static self, text: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let chars: Vec<char> = text.chars().collect();
        let bounds: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let mut at = 0;
        while at + 1 < bounds.len() {
            // At most places no name begins: one look tells, where each length had to be looked up.
            let beginning = chars.get(at..at + 2).and_then(|two| two.try_into().ok());
            let longest =
                beginning.and_then(|two: [char; 2]| self.chars_max_by_beginning.get(&two));
            let hit = longest
                .and_then(|&longest| self.longest_at(text, &bounds, at, longest, found.last()));
            match hit {
                Some((hit, chars)) => {
                    found.push(hit);
                    at += chars;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_at(
        &'static self,
        text: &str,
        bounds: &[usize],
        at: usize,
        longest: usize,
        before: Option<&Found>,
    ) -> Option<(Found, usize)> {
        let chars_max = longest.min(bounds.len() - 1 - at);
        (2..=chars_max).rev().find_map(|chars| {
            let range = bounds[at]..bounds[at + chars];
            let name = &text[range.clone()];
            let adjacent = before
                .filter(|b| b.range.end == range.start)
                .map(|b| b.division.code);
            let division = adjacent
                .and_then(|outer| self.by_name(name, Some(outer)))
                .or_else(|| self.by_name(name, None))?;
            let full = division.name == name;
            let said = full || division.level <= RegionLevel::Prefecture;
            said.then_some((
                Found {
                    division,
                    range,
                    full,
                },
                chars,
            ))
        })
    }
}
