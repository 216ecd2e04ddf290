//! Names by how they sound: pinyin (`minfadian`), initials (`mfd`), mixed with characters (`laodong合同法`).

use super::latin::{Latin, Spelling as Letters};
use super::spellings::{NOT_HELD, Spelled, Spelling, Spellings, Tier};
use super::targets::STATE;
use super::{Catalogue, MatchHow, NameMatch};
use crate::flat::{Column, FlatError, Reader, Writer, partition_point};
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

/// Keys of spellings, in the order of their initials. A key comes once with the usual readings and once with each
/// unusual one. The initials themselves are not kept: they are read from the key again, which a search by halves does
/// twenty times.
#[derive(Debug, Default)]
pub(super) struct Sounds {
    keys: Column<u32>,
    /// The place of the character with the unusual reading; [`USUAL`] where there is none.
    unusual: Column<u8>,
}

const USUAL: u8 = u8::MAX;

impl Sounds {
    pub(super) fn write(spelled: &Spelled, writer: &mut Writer) {
        let mut entries: Vec<(u128, u32, u8)> = Vec::new();
        let mut last = None;
        for (key, spelling) in spelled.all() {
            if last == Some(spelling.key) || !is_sounded(&spelling, key) {
                continue;
            }
            last = Some(spelling.key);
            let at = spelling.key as u32;
            entries.push((packed(key, USUAL), at, USUAL));
            // One unusual reading in a name; two are rare.
            let chars = key.chars().take(LETTERS_MAX).enumerate();
            let unusual = chars.filter(|(_, c)| initials(*c).1.is_some());
            entries.extend(unusual.map(|(place, _)| (packed(key, place as u8), at, place as u8)));
        }
        entries.sort_unstable();
        writer.numbers(entries.iter().map(|(_, at, _)| *at));
        writer.numbers(entries.iter().map(|(.., unusual)| *unusual));
    }

    pub(super) fn read(reader: &mut Reader) -> Result<Self, FlatError> {
        Ok(Self {
            keys: reader.numbers()?,
            unusual: reader.numbers()?,
        })
    }

    /// Places of the keys that begin with these initials.
    fn beginning<'s>(
        &'s self,
        letters: &[u8],
        spellings: &'s Spellings,
    ) -> impl Iterator<Item = usize> + 's {
        let places = letters.iter().take(LETTERS_MAX).enumerate();
        let from = places.fold(0, |packed, (place, one)| packed | letter(Some(*one), place));
        let free = 5 * (LETTERS_MAX - letters.len().min(LETTERS_MAX));
        let until = from | ((1_u128 << free) - 1);
        let at = move |at: usize| {
            let key = spellings.key(self.keys.get(at) as usize);
            packed(key, self.unusual.get(at))
        };
        let begin = partition_point(0..self.keys.len(), |place| at(place) < from);
        let places = (begin..self.keys.len()).take_while(move |place| at(*place) <= until);
        places.map(|place| self.keys.get(place) as usize)
    }
}

/// Whether Latin letters may spell it: its text is held, and it is neither English nor begins with the state's name.
fn is_sounded(spelling: &Spelling, key: &str) -> bool {
    let is_english = || {
        spelling
            .alias()
            .is_some_and(|alias| alias.kind == AliasKind::English)
    };
    spelling.target != NOT_HELD && !key.starts_with(STATE) && !is_english()
}

/// The initials of a key, five bits each; with the unusual reading of the character at a place.
fn packed(key: &str, unusual: u8) -> u128 {
    let chars = key.chars().take(LETTERS_MAX).enumerate();
    chars.fold(0, |packed, (place, c)| {
        let (one, other) = initials(c);
        let is_unusual = place == usize::from(unusual);
        packed | letter(if is_unusual { other } else { one }, place)
    })
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
                let key = self.spellings.key(spelling.key);
                if latin.spells(key, Letters::Whole, false) {
                    found.push(self.sounding_of(&spelling, MatchHow::Pinyin, 1.0));
                } else if latin.spells(key, Letters::Whole, true) {
                    found.push(self.sounding_of(&spelling, MatchHow::Pinyin, 0.4));
                }
            }
        }
        if latin.is_letters() {
            let letters: Vec<u8> = latin.typed.iter().map(|&c| c as u8).collect();
            for spelling in self.with_initials(&letters) {
                let key = self.spellings.key(spelling.key);
                if key.chars().count() == letters.len() {
                    found.push(self.sounding_of(&spelling, MatchHow::Initials, 0.9));
                } else if letters.len() <= LETTERS_MAX {
                    found.push(self.sounding_of(&spelling, MatchHow::Initials, 0.3));
                }
            }
        }
        if found.is_empty() {
            // Initials among characters or syllables: ld合同法, laodonghtf.
            for initials in latin.initials(Letters::Abbreviated, DEPTH) {
                for spelling in self.with_initials(&initials) {
                    if latin.spells(
                        self.spellings.key(spelling.key),
                        Letters::Abbreviated,
                        false,
                    ) {
                        found.push(self.sounding_of(&spelling, MatchHow::Initials, 0.8));
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

    fn with_initials(&self, initials: &[u8]) -> impl Iterator<Item = Spelling> {
        let keys = self.sounds.beginning(initials, &self.spellings);
        let spellings = keys.flat_map(|key| self.spellings.at(key));
        spellings
            .filter(|spelling| is_sounded(spelling, self.spellings.key(spelling.key)))
            .take(COMPARED_MAX)
    }

    fn sounding_of(&self, spelling: &Spelling, how: MatchHow, score: f32) -> Sounding {
        let first = self.targets.names(spelling.target).first();
        let first = first.map(|name| self.name(*name));
        // Several names sound alike: the surest spelling, the highest text, the shortest title.
        let sure = spelling.tier.min(Tier::Far).score();
        Sounding {
            target: spelling.target,
            how,
            score: score * sure,
            rank: (
                first.map(|name| name.kind as u32).unwrap_or(u32::MAX),
                self.target_title(spelling.target).len(),
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
