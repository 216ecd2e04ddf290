//! Titles and aliases by pairs of neighbouring characters: which have much in common with a text.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use super::spellings::{NOT_HELD, Spellings, TargetIndex, Tier};
use super::targets::{STATE, Target};
use crate::language::title_key;
use crate::lexicon::AliasKind;

/// A title or an alias.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) chars: Box<[char]>,
    pub(super) target: TargetIndex,
    pub(super) is_alias: bool,
}

/// Titles and aliases, found by what they are made of.
#[derive(Debug, Default)]
pub(super) struct Bigrams {
    pub(super) called: Vec<Called>,
    /// Two characters and the place of what holds them, in 21 bits each, sorted.
    postings: Vec<u64>,
    /// Places of what is short, where one wrong character can leave no pair whole.
    pub(super) short: Vec<u32>,
}

const BITS: u32 = 21;
/// What is no longer than this is compared one by one.
pub(super) const SHORT_CHARS_MAX: usize = 6;

impl Bigrams {
    pub(super) fn new(targets: &[Target], spellings: &Spellings) -> Self {
        let titles = targets.iter().enumerate().filter_map(|(at, target)| {
            let key = match (target.is_work, target.title.contains('·')) {
                (true, _) => target.stem.clone(),
                (false, true) => title_key(&target.title).replace(STATE, ""),
                (false, false) => return None,
            };
            Some((key, at as TargetIndex, false))
        });
        let aliases = spellings
            .entries()
            .iter()
            .filter(|spelling| spelling.tier == Tier::Alias && spelling.target != NOT_HELD)
            .filter(|spelling| {
                spelling
                    .alias()
                    .is_some_and(|alias| alias.kind != AliasKind::English)
            })
            .map(|spelling| (spellings.key(spelling).to_owned(), spelling.target, true));
        let called: Vec<Called> = titles
            .chain(aliases)
            .take(1 << BITS)
            .map(|(key, target, is_alias)| Called {
                chars: key.chars().collect(),
                target,
                is_alias,
            })
            .collect();
        let mut postings = Vec::with_capacity(called.iter().map(|called| called.chars.len()).sum());
        let mut short = Vec::new();
        for (at, called) in called.iter().enumerate() {
            postings.extend(called.chars.windows(2).map(|pair| pack(pair) | at as u64));
            if called.chars.len() <= SHORT_CHARS_MAX {
                short.push(at as u32);
            }
        }
        postings.sort_unstable();
        postings.dedup();
        Self {
            called,
            postings,
            short,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        let chars: usize = self.called.iter().map(|called| called.chars.len()).sum();
        self.postings.len() * 8 + chars * 4 + self.called.len() * size_of::<Called>()
    }

    /// How many pairs of the text each one holds, most first, those with at least `shared_min` of them.
    pub(super) fn sharing(&self, pairs: &[[char; 2]], shared_min: usize) -> Vec<(u32, u16)> {
        let mut counts = vec![0_u16; self.called.len()];
        let mut touched = Vec::new();
        for pair in pairs {
            for posting in self.holding(pair) {
                let at = (posting & ((1 << BITS) - 1)) as usize;
                if counts[at] == 0 {
                    touched.push(at as u32);
                }
                counts[at] = counts[at].saturating_add(1);
            }
        }
        let mut sharing: Vec<(u32, u16)> = touched
            .into_iter()
            .map(|at| (at, counts[at as usize]))
            .filter(|(_, count)| usize::from(*count) >= shared_min)
            .collect();
        sharing.sort_unstable_by_key(|&(at, count)| (Reverse(count), at));
        sharing
    }

    /// Places of those that can hold a text of whose pairs at most `spoiled` were typed wrong, the likeliest first;
    /// only those whose length the text may have.
    ///
    /// Of any `spoiled + 1` pairs one is whole, so the rarest suffice: a pair such as 规定 is in half of all titles
    /// and would have to be counted in each.
    pub(super) fn holding_most(
        &self,
        pairs: &[[char; 2]],
        spoiled: usize,
        lengths: RangeInclusive<usize>,
    ) -> Vec<u32> {
        let mut postings: Vec<&[u64]> = pairs.iter().map(|pair| self.holding(pair)).collect();
        postings.sort_by_key(|postings| postings.len());
        postings.truncate(spoiled + 1);
        let mut held: Vec<u32> = postings
            .into_iter()
            .flatten()
            .map(|posting| (posting & ((1 << BITS) - 1)) as u32)
            .filter(|&at| lengths.contains(&self.called[at as usize].chars.len()))
            .collect();
        held.sort_unstable();
        let mut counted: Vec<(Reverse<usize>, u32)> = held
            .chunk_by(|one, other| one == other)
            .filter_map(|same| Some((Reverse(same.len()), *same.first()?)))
            .collect();
        counted.sort_unstable();
        counted.into_iter().map(|(_, at)| at).collect()
    }

    /// How many titles and aliases hold a pair.
    pub(super) fn count(&self, pair: [char; 2]) -> usize {
        self.holding(&pair).len()
    }

    /// Places of those that hold every pair of the text.
    pub(super) fn with_all(&self, chars: &[char]) -> Vec<u32> {
        let rarest = chars
            .windows(2)
            .map(|pair| self.holding(pair))
            .min_by_key(|postings| postings.len());
        let places = rarest.unwrap_or_default().iter();
        places
            .map(|posting| (posting & ((1 << BITS) - 1)) as u32)
            .filter(|&at| {
                let called = &self.called[at as usize].chars;
                called.windows(chars.len()).any(|part| part == chars)
            })
            .collect()
    }

    fn holding(&self, pair: &[char]) -> &[u64] {
        let from = pack(pair);
        let until = from | ((1 << BITS) - 1);
        let begin = self.postings.partition_point(|posting| *posting < from);
        let count = self.postings[begin..].partition_point(|posting| *posting <= until);
        &self.postings[begin..begin + count]
    }
}

/// A character has at most 21 bits.
fn pack(pair: &[char]) -> u64 {
    let char_at = |at: usize| pair.get(at).map_or(0, |&c| u64::from(c as u32));
    char_at(0) << (2 * BITS) | char_at(1) << BITS
}

/// The pairs of neighbours in a text, each once.
pub(super) fn pairs_of(chars: &[char]) -> Vec<[char; 2]> {
    let mut pairs: Vec<[char; 2]> = chars.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
