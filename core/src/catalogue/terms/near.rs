//! Words with a wrong character: 工伤认顶, 养老保显.

use std::ops::Range;

use super::Terms;
use crate::language::lookalike::look_alike;
use crate::language::pinyin::{Sound, compare};
use crate::language::{self, Tokenizer};

/// Characters of what is corrected.
const CHARS: Range<usize> = 2..9;
/// Places of one query that are looked at.
const PLACES_MAX: usize = 64;

/// A word in the place of a range of a text, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermCorrection {
    /// The characters that are wrong.
    pub chars: Range<usize>,
    /// What was probably meant.
    pub term: String,
}

impl Terms {
    /// Words of the text that are a term but for one character that sounds or looks like the right one. Words that
    /// the dictionary knows are left alone: an error leaves single characters behind.
    pub fn misspelled(&self, text: &str, tokenizer: &Tokenizer) -> Vec<TermCorrection> {
        let normal = language::normalize(text);
        let tokens = tokenizer.char_spans(&normal);
        let chars: Vec<char> = normal.chars().collect();
        let mut found: Vec<TermCorrection> = Vec::new();
        let mut looked = 0;
        let mut from = 0;
        while from < tokens.len() && looked < PLACES_MAX {
            let longest = (from + 1..=tokens.len().min(from + CHARS.end))
                .rev()
                .filter(|&to| may_be_wrong(&tokens[from..to]))
                .find_map(|to| {
                    looked += 1;
                    let range = tokens[from].start..tokens[to - 1].end;
                    Some((to, range.clone(), self.nearest(&chars[range])?))
                });
            from = match longest {
                Some((to, range, term)) => {
                    found.push(TermCorrection {
                        chars: range,
                        term: term.to_owned(),
                    });
                    to
                }
                None => from + 1,
            };
        }
        found
    }

    /// The most frequent term that differs in one character which sounds or looks alike; none where the word is a
    /// term itself.
    fn nearest(&self, word: &[char]) -> Option<&str> {
        let text: String = word.iter().collect();
        if self.has(&text) {
            return None;
        }
        let mut best: Option<(u32, &str)> = None;
        for wrong in 0..word.len() {
            let key = without(word, wrong);
            let from = self.by_others.partition_point(|(other, _)| *other < key);
            let same = self.by_others[from..]
                .iter()
                .take_while(|(other, _)| *other == key);
            for (_, at) in same {
                let term = &self.list[*at as usize];
                let differs = differing(word, &term.text);
                if differs == Some(wrong)
                    && best.is_none_or(|(weight, _)| weight < term.weight)
                    && is_confused(word[wrong], term.text.chars().nth(wrong))
                {
                    best = Some((term.weight, &term.text));
                }
            }
        }
        best.map(|(_, text)| text)
    }
}

/// Whether a wrong character may be among these tokens: they follow each other, and one is a single character.
fn may_be_wrong(tokens: &[Range<usize>]) -> bool {
    let follow = tokens.windows(2).all(|two| two[0].end == two[1].start);
    let single = tokens.iter().any(|token| token.len() == 1);
    let length: usize = tokens.iter().map(Range::len).sum();
    follow && single && CHARS.contains(&length)
}

fn is_confused(typed: char, meant: Option<char>) -> bool {
    let sounds = |meant| match compare(typed, meant) {
        Sound::Same | Sound::Near => true,
        Sound::Different => false,
    };
    meant.is_some_and(|meant| look_alike(typed, meant) || sounds(meant))
}

/// The one place at which a word and a term of the same length differ.
fn differing(word: &[char], term: &str) -> Option<usize> {
    let mut differs = None;
    let mut length = 0;
    for (at, c) in term.chars().enumerate() {
        length += 1;
        if word.get(at) != Some(&c) {
            if differs.is_some() {
                return None;
            }
            differs = Some(at);
        }
    }
    differs.filter(|_| length == word.len())
}

/// A number for a word without one of its characters; the same for all words that have the others.
pub(super) fn without(word: &[char], place: usize) -> u64 {
    // FNV-1a: two words with one number are compared, so it need only be fast.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (at, &c) in word.iter().enumerate() {
        let c = if at == place { 0 } else { u64::from(c as u32) };
        hash = (hash ^ c).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}
