//! Titles and aliases by pairs of neighbouring characters: which have much in common with a text.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use super::spellings::{NOT_HELD, Spelled, Spelling, Spellings, TargetIndex, Tier};
use super::targets::{STATE, Target};
use crate::flat::{Column, FlatError, Lists, Reader, Writer, partition_point};
use crate::language::title_key;
use crate::lexicon::AliasKind;

/// Titles and aliases, found by what they are made of.
#[derive(Debug, Default)]
pub(super) struct Bigrams {
    /// Of each one the place of its key among the spellings.
    keys: Column<u32>,
    targets: Column<u32>,
    is_alias: Column<u8>,
    chars: Column<u16>,
    /// Two characters, in 21 bits each, ascending.
    pairs: Column<u64>,
    /// The places of what holds each pair.
    holding: Lists<u32>,
    /// Places of what is short, where one wrong character can leave no pair whole.
    pub(super) short: Vec<u32>,
}

const BITS: u32 = 21;
/// What is no longer than this is compared one by one.
pub(super) const SHORT_CHARS_MAX: usize = 6;

/// A title or an alias.
struct Called {
    key: usize,
    target: TargetIndex,
    is_alias: bool,
}

impl Bigrams {
    pub(super) fn write(targets: &[Target], spelled: &Spelled, writer: &mut Writer) {
        let all = called(targets, spelled);
        writer.numbers(all.iter().map(|called| called.key as u32));
        writer.numbers(all.iter().map(|called| called.target));
        writer.numbers(all.iter().map(|called| u8::from(called.is_alias)));
        let mut lengths: Vec<u16> = Vec::with_capacity(all.len());
        let mut postings: Vec<(u64, u32)> = Vec::new();
        for (at, called) in all.iter().enumerate() {
            let chars: Vec<char> = spelled.keys[called.key].chars().collect();
            postings.extend(chars.windows(2).map(|pair| (pack(pair), at as u32)));
            lengths.push(u16::try_from(chars.len()).unwrap_or(u16::MAX));
        }
        writer.numbers(lengths);
        postings.sort_unstable();
        postings.dedup();
        let by_pair = || postings.chunk_by(|(one, _), (other, _)| one == other);
        writer.numbers(by_pair().map(|same| same[0].0));
        writer.lists(by_pair().map(|same| same.iter().map(|(_, at)| *at)));
    }

    /// Reads what [`Bigrams::write`] wrote, of so many targets.
    pub(super) fn read(reader: &mut Reader, targets: usize) -> Result<Self, FlatError> {
        let mut bigrams = Self {
            keys: reader.numbers()?,
            targets: reader.numbers()?,
            is_alias: reader.numbers()?,
            chars: reader.numbers()?,
            pairs: reader.numbers()?,
            holding: reader.lists()?,
            short: Vec::new(),
        };
        let is_short = |chars: u16| usize::from(chars) <= SHORT_CHARS_MAX;
        let lengths = bigrams.chars.iter().enumerate();
        let short = lengths.filter(|(_, chars)| is_short(*chars));
        bigrams.short = short.map(|(at, _)| at as u32).collect();
        if bigrams
            .targets
            .iter()
            .all(|target| (target as usize) < targets)
        {
            Ok(bigrams)
        } else {
            Err(FlatError::Torn)
        }
    }

    /// What a title or an alias means.
    pub(super) fn target(&self, at: u32) -> TargetIndex {
        self.targets.get(at as usize)
    }

    pub(super) fn is_alias(&self, at: u32) -> bool {
        self.is_alias.get(at as usize) != 0
    }

    /// How many characters it has.
    pub(super) fn chars(&self, at: u32) -> usize {
        usize::from(self.chars.get(at as usize))
    }

    pub(super) fn key<'s>(&self, at: u32, spellings: &'s Spellings) -> &'s str {
        spellings.key(self.keys.get(at as usize) as usize)
    }

    /// How many pairs of the text each one holds, most first, those with at least `shared_min` of them.
    pub(super) fn sharing(&self, pairs: &[[char; 2]], shared_min: usize) -> Vec<(u32, u16)> {
        let mut counts = vec![0_u16; self.keys.len()];
        let mut touched = Vec::new();
        for pair in pairs {
            for at in self.holding(pair) {
                // A damaged file could name one that is not there.
                let Some(count) = counts.get_mut(at as usize) else {
                    continue;
                };
                if *count == 0 {
                    touched.push(at);
                }
                *count = count.saturating_add(1);
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
        let mut postings: Vec<_> = pairs.iter().map(|pair| self.holding(pair)).collect();
        postings.sort_by_key(|postings| postings.len());
        postings.truncate(spoiled + 1);
        let mut held: Vec<u32> = postings
            .into_iter()
            .flatten()
            .filter(|&at| lengths.contains(&self.chars(at)))
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

    /// Places of those that hold the text as it is.
    pub(super) fn with_all(&self, chars: &[char], spellings: &Spellings) -> Vec<u32> {
        let rarest = chars
            .windows(2)
            .map(|pair| self.holding(pair))
            .min_by_key(|postings| postings.len());
        let text: String = chars.iter().collect();
        let places = rarest.into_iter().flatten();
        places
            .filter(|&at| self.key(at, spellings).contains(&text))
            .collect()
    }

    /// The places of what holds a pair.
    fn holding(&self, pair: &[char]) -> impl ExactSizeIterator<Item = u32> + '_ {
        let wanted = pack(pair);
        let place = partition_point(0..self.pairs.len(), |at| self.pairs.get(at) < wanted);
        let range = match self.pairs.get(place) == wanted {
            true => self.holding.range(place),
            false => 0..0,
        };
        range.map(|at| self.holding.values().get(at))
    }
}

/// Titles and aliases: works by their stems, parts and versions in parts by their titles.
fn called(targets: &[Target], spelled: &Spelled) -> Vec<Called> {
    let titles = targets.iter().enumerate().filter_map(|(at, target)| {
        let key = match (target.is_work, target.title.contains('·')) {
            (true, _) => spelled.place(&target.stem)?,
            (false, true) => {
                let key = title_key(&target.title);
                let short = spelled.place(&key.replace(STATE, ""));
                short.or_else(|| spelled.place(&key))?
            }
            (false, false) => return None,
        };
        Some((key, at as TargetIndex, false))
    });
    let is_english = |spelling: &Spelling| {
        spelling
            .alias()
            .is_some_and(|alias| alias.kind == AliasKind::English)
    };
    let aliases = spelled
        .all()
        .map(|(_, spelling)| spelling)
        .filter(|spelling| spelling.tier == Tier::Alias && spelling.target != NOT_HELD)
        .filter(|spelling| !is_english(spelling))
        .map(|spelling| (spelling.key, spelling.target, true));
    titles
        .chain(aliases)
        .map(|(key, target, is_alias)| Called {
            key,
            target,
            is_alias,
        })
        .collect()
}

/// A character has at most 21 bits.
fn pack(pair: &[char]) -> u64 {
    let char_at = |at: usize| pair.get(at).map_or(0, |&c| u64::from(c as u32));
    char_at(0) << BITS | char_at(1)
}

/// The pairs of neighbours in a text, each once.
pub(super) fn pairs_of(chars: &[char]) -> Vec<[char; 2]> {
    let mut pairs: Vec<[char; 2]> = chars.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
