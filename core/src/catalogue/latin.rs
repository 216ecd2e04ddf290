//! Pinyin as it is typed: letters, with or without spaces and tones, mixed with characters.

use unicode_normalization::UnicodeNormalization as _;

use super::folded::TEXT_CHARS_MAX;
use crate::language::normalize_char;
use crate::language::pinyin::{SYLLABLE_LETTERS_MAX, initials, is_syllable, readings, taken};

/// Letters, digits and characters that were typed.
pub(super) struct Latin {
    pub(super) typed: Vec<char>,
}

/// How letters may stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Every character by a whole syllable.
    Whole,
    /// Characters by a syllable or by its first letter.
    Abbreviated,
}

impl Latin {
    /// Reads typed text; `None` where no letter is in it. Tones go, `ü` becomes `v`.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut typed = Vec::new();
        for c in text.nfd().take(TEXT_CHARS_MAX * 2) {
            match c {
                // The two dots of ü come apart; those of tones are other marks.
                '\u{308}' => {
                    if typed.last() == Some(&'u') {
                        typed.pop();
                        typed.push('v');
                    }
                }
                // `fa3dian3`: a digit behind a letter is a tone.
                '1'..='5' if typed.last().is_some_and(char::is_ascii_lowercase) => {}
                c => {
                    let c = normalize_char(c);
                    if c.is_ascii_alphanumeric() || is_hanzi(c) {
                        typed.push(c);
                    }
                }
            }
        }
        typed.truncate(TEXT_CHARS_MAX);
        for state in ["zhonghuarenmingongheguo", "zhrmghg"] {
            let begins = state.chars().eq(typed.iter().copied().take(state.len()));
            if begins && typed.len() > state.len() {
                typed.drain(..state.len());
            }
        }
        let has_letter = typed.iter().any(char::is_ascii_lowercase);
        has_letter.then_some(Self { typed })
    }

    /// Whether all of it is letters.
    pub(super) fn is_letters(&self) -> bool {
        self.typed.iter().all(char::is_ascii_lowercase)
    }

    /// Whether this spells the characters: all of them, or with `part` their beginning.
    pub(super) fn spells(&self, key: &str, spelling: Spelling, part: bool) -> bool {
        // Where in the typed text the characters so far can end.
        let mut ends = vec![0];
        for c in key.chars() {
            let mut next = Vec::with_capacity(ends.len() * 2);
            for &end in &ends {
                let rest = &self.typed[end..];
                let mut push = |taken: usize| {
                    if !next.contains(&(end + taken)) {
                        next.push(end + taken);
                    }
                };
                let Some(&first) = rest.first() else {
                    continue;
                };
                if first == c {
                    push(1);
                } else if first.is_ascii_lowercase() {
                    for reading in readings(c) {
                        if let Some(letters) = taken(reading, rest, part) {
                            push(letters);
                        }
                    }
                    let (one, other) = initials(c);
                    if spelling == Spelling::Abbreviated
                        && [one, other].contains(&Some(first as u8))
                    {
                        push(1);
                    }
                }
            }
            ends = next;
            if part && ends.contains(&self.typed.len()) {
                return true;
            }
            if ends.is_empty() {
                return false;
            }
        }
        ends.contains(&self.typed.len())
    }

    /// The initials with which what this spells can begin, up to `depth` of each.
    pub(super) fn initials(&self, spelling: Spelling, depth: usize) -> Vec<Vec<u8>> {
        const READINGS_MAX: usize = 48;
        let mut open: Vec<(usize, Vec<u8>)> = vec![(0, Vec::new())];
        for _ in 0..depth {
            let mut next: Vec<(usize, Vec<u8>)> = Vec::new();
            for (at, so_far) in &open {
                for (taken, letter) in self.steps(*at, spelling) {
                    let mut longer = so_far.clone();
                    longer.push(letter);
                    let step = (at + taken, longer);
                    if !next.contains(&step) {
                        next.push(step);
                    }
                }
                if *at >= self.typed.len() {
                    next.push((*at, so_far.clone()));
                }
            }
            if next.is_empty() {
                return Vec::new();
            }
            // Too many ways to read it: what is known so far has to do.
            if next.len() > READINGS_MAX {
                break;
            }
            open = next;
        }
        let mut initials: Vec<Vec<u8>> = open.into_iter().map(|(_, letters)| letters).collect();
        initials.sort_unstable();
        initials.dedup();
        initials
    }

    /// What can come next: how much of the typed text, and the letter that it begins with.
    fn steps(&self, at: usize, spelling: Spelling) -> Vec<(usize, u8)> {
        let rest = &self.typed[at..];
        let Some(&first) = rest.first() else {
            return Vec::new();
        };
        if !first.is_ascii_lowercase() {
            let (one, other) = initials(first);
            return [one, other]
                .into_iter()
                .flatten()
                .map(|letter| (1, letter))
                .collect();
        }
        let mut steps = Vec::new();
        let letters: String = rest
            .iter()
            .take(SYLLABLE_LETTERS_MAX)
            .take_while(|c| c.is_ascii_lowercase())
            .collect();
        for length in 1..=letters.len() {
            // The last syllable may be unfinished.
            let unfinished = length == rest.len();
            let single = length == 1 && spelling == Spelling::Abbreviated;
            if single || unfinished || is_syllable(&letters[..length]) {
                steps.push((length, first as u8));
            }
        }
        steps
    }
}

fn is_hanzi(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}
