//! Names by how they sound: pinyin (`minfadian`), initials (`mfd`), mixed with characters (`laodong合同法`).

use super::latin::{Latin, Spelling as Letters};
use super::spellings::{NOT_HELD, Spelling, Spellings, Tier};
use super::targets::STATE;
use super::{Catalogue, MatchHow, NameMatch};
use crate::language::pinyin::initials;
use crate::lexicon::AliasKind;

/// Letters that a packed key holds, five bits each.
const LETTERS_MAX: usize = 25;
/// Spellings compared in full.
const COMPARED_MAX: usize = 3000;
/// Initials that narrow the search for pinyin.
const DEPTH: usize = 8;
/// What spells a whole name scores at least this; beginnings of names score less.
pub(super) const WHOLE_SCORE_MIN: f32 = 0.5;

/// Spellings by their initials.
#[derive(Debug, Default)]
pub(super) struct Sounds {
    /// Packed initials and the place of the spelling, sorted.
    entries: Vec<(u128, u32)>,
}

impl Sounds {
    pub(super) fn new(spellings: &Spellings) -> Self {
        let mut entries = Vec::with_capacity(spellings.len());
        for (at, spelling) in spellings.entries().iter().enumerate() {
            let key = spellings.key(spelling);
            let english = || {
                spelling
                    .alias()
                    .is_some_and(|alias| alias.kind == AliasKind::English)
            };
            if spelling.target == NOT_HELD || key.starts_with(STATE) || english() {
                continue;
            }
            let mut packed = 0;
            let mut others = Vec::new();
            for (place, c) in key.chars().take(LETTERS_MAX).enumerate() {
                let (one, other) = initials(c);
                packed |= letter(one, place);
                if other.is_some() {
                    others.push(letter(one, place) ^ letter(other, place));
                }
            }
            entries.push((packed, at as u32));
            // One unusual reading in a name; two are rare.
            entries.extend(others.iter().map(|other| (packed ^ other, at as u32)));
        }
        entries.sort_unstable();
        Self { entries }
    }

    pub(super) fn bytes(&self) -> usize {
        self.entries.len() * size_of::<(u128, u32)>()
    }

    /// Places of the spellings that begin with these initials.
    fn beginning(&self, letters: &[u8]) -> &[(u128, u32)] {
        let places = letters.iter().take(LETTERS_MAX).enumerate();
        let from = places.fold(0, |packed, (place, one)| packed | letter(Some(*one), place));
        let free = 5 * (LETTERS_MAX - letters.len().min(LETTERS_MAX));
        let until = from | ((1_u128 << free) - 1);
        let begin = self.entries.partition_point(|(packed, _)| *packed < from);
        let count = self.entries[begin..].partition_point(|(packed, _)| *packed <= until);
        &self.entries[begin..begin + count]
    }
}

/// Five bits for a letter; digits and what has no reading share the rest.
fn letter(c: Option<u8>, place: usize) -> u128 {
    let code = match c {
        Some(c @ b'a'..=b'z') => c - b'a' + 1,
        Some(c @ b'0'..=b'9') => 27 + (c - b'0') % 4,
        _ => 31,
    };
    u128::from(code) << (5 * (LETTERS_MAX - 1 - place))
}

impl Catalogue {
    /// Titles, short titles and aliases that Latin letters spell, by pinyin, by initials or both, mixed with
    /// characters or not; the best first. Beginnings of names come after whole names. Empty without a letter.
    pub fn by_pinyin(&self, text: &str, limit: usize) -> Vec<NameMatch> {
        let chars = 0..text.chars().take(super::folded::TEXT_CHARS_MAX).count();
        let mut found = self.sounding(text);
        found.truncate(limit);
        found
            .into_iter()
            .map(|found| self.target_match(found.target, chars.clone(), found.how, found.score))
            .collect()
    }

    /// Targets that Latin letters spell, the best first.
    pub(super) fn sounding(&self, text: &str) -> Vec<Sounding> {
        let Some(latin) = Latin::new(text).filter(|latin| latin.typed.len() >= 2) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for initials in latin.initials(Letters::Whole, DEPTH) {
            for spelling in self.with_initials(&initials) {
                let key = self.spellings.key(spelling);
                if latin.spells(key, Letters::Whole, false) {
                    found.push(self.sounding_of(spelling, MatchHow::Pinyin, 1.0));
                } else if latin.spells(key, Letters::Whole, true) {
                    found.push(self.sounding_of(spelling, MatchHow::Pinyin, 0.4));
                }
            }
        }
        if latin.is_letters() {
            let letters: Vec<u8> = latin.typed.iter().map(|&c| c as u8).collect();
            for spelling in self.with_initials(&letters) {
                let key = self.spellings.key(spelling);
                if key.chars().count() == letters.len() {
                    found.push(self.sounding_of(spelling, MatchHow::Initials, 0.9));
                } else if letters.len() <= LETTERS_MAX {
                    found.push(self.sounding_of(spelling, MatchHow::Initials, 0.3));
                }
            }
        }
        if found.is_empty() {
            // Initials among characters or syllables: ld合同法, laodonghtf.
            for initials in latin.initials(Letters::Abbreviated, DEPTH) {
                for spelling in self.with_initials(&initials) {
                    if latin.spells(self.spellings.key(spelling), Letters::Abbreviated, false) {
                        found.push(self.sounding_of(spelling, MatchHow::Initials, 0.8));
                    }
                }
            }
        }
        found.sort_by(|one, other| {
            let order = other.score.total_cmp(&one.score);
            order.then(one.rank.cmp(&other.rank))
        });
        let mut seen = std::collections::HashSet::new();
        found.retain(|found| seen.insert(found.target));
        found
    }

    fn with_initials(&self, initials: &[u8]) -> impl Iterator<Item = &Spelling> {
        let entries = self.sounds.beginning(initials).iter().take(COMPARED_MAX);
        entries.filter_map(|(_, at)| self.spellings.entries().get(*at as usize))
    }

    fn sounding_of(&self, spelling: &Spelling, how: MatchHow, score: f32) -> Sounding {
        let target = &self.targets[spelling.target as usize];
        let first = target.names.first().map(|name| self.name(*name));
        // Several names sound alike: the surest spelling, the highest text, the shortest title.
        let sure = spelling.tier.min(Tier::Far).score();
        Sounding {
            target: spelling.target,
            how,
            score: score * sure,
            rank: (
                first.map(|name| name.kind as u32).unwrap_or(u32::MAX),
                target.title.len(),
                spelling.target,
            ),
        }
    }
}

/// A target that letters spell.
pub(super) struct Sounding {
    pub(super) target: u32,
    how: MatchHow,
    pub(super) score: f32,
    rank: (u32, usize, u32),
}
