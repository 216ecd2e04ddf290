//! Every way a work is called, sorted: titles, their variants, short names, aliases.

use std::ops::Range;

use super::MatchHow;
use crate::lexicon::{Alias, AliasKind, aliases};

/// How sure a spelling is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// The literal title.
    Exact,
    /// The title with or without state name or version.
    Title,
    /// A name of the lexicon.
    Alias,
    /// A short name by rule.
    Short,
    /// A short name that leaves out the place or the organ.
    Far,
}

impl Tier {
    pub(super) fn score(self) -> f32 {
        match self {
            Self::Exact => 1.0,
            Self::Title => 0.98,
            Self::Alias => 0.95,
            Self::Short => 0.9,
            Self::Far => 0.8,
        }
    }
}

/// The place of a target in its catalogue: the documents that one name means.
pub(super) type TargetIndex = u32;

/// A name that is known, of a text that is not held.
pub(super) const NOT_HELD: TargetIndex = TargetIndex::MAX;

/// A spelling before it is entered.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Draft {
    pub(super) key: String,
    pub(super) tier: Tier,
    pub(super) target: TargetIndex,
    /// Place in the lexicon.
    pub(super) alias: Option<u32>,
}

/// One way a work is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    from: u32,
    to: u32,
    pub(super) target: TargetIndex,
    alias: u32,
    pub(super) tier: Tier,
}

const NO_ALIAS: u32 = u32::MAX;

impl Spelling {
    pub(super) fn alias(&self) -> Option<&'static Alias> {
        aliases().get(self.alias as usize)
    }

    pub(super) fn how(&self) -> MatchHow {
        match self.tier {
            Tier::Exact => MatchHow::Exact,
            Tier::Title => MatchHow::Title,
            Tier::Alias => MatchHow::Alias(self.alias().map_or(AliasKind::Short, |a| a.kind)),
            Tier::Short | Tier::Far => MatchHow::Short,
        }
    }
}

/// All spellings, sorted by key and tier, the keys in one string.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    text: String,
    entries: Vec<Spelling>,
}

/// A short name that means more works than this means none.
const WORKS_MAX: usize = 8;

impl Spellings {
    pub(super) fn new(mut drafts: Vec<Draft>) -> Self {
        drafts.sort_unstable();
        let mut spellings = Self::default();
        let mut rest = drafts.as_slice();
        while let Some(first) = rest.first() {
            let same = rest.partition_point(|draft| draft.key == first.key);
            let (group, after) = rest.split_at(same);
            spellings.enter(group);
            rest = after;
        }
        spellings.entries.shrink_to_fit();
        spellings.text.shrink_to_fit();
        spellings
    }

    /// Enters the spellings of one key.
    fn enter(&mut self, group: &[Draft]) {
        let Some(first) = group.first() else { return };
        let from = self.text.len() as u32;
        let begun = self.entries.len();
        let mut rest = group;
        while let Some(tier) = rest.first().map(|draft| draft.tier) {
            let (same, after) = rest.split_at(rest.partition_point(|draft| draft.tier == tier));
            rest = after;
            let mut works: Vec<TargetIndex> = same.iter().map(|draft| draft.target).collect();
            works.dedup();
            if tier >= Tier::Short && works.len() > WORKS_MAX {
                continue;
            }
            for draft in same {
                let known = self.entries[begun..]
                    .iter()
                    .any(|entry| entry.target == draft.target && draft.alias.is_none());
                if !known {
                    self.entries.push(Spelling {
                        from,
                        to: from + first.key.len() as u32,
                        target: draft.target,
                        alias: draft.alias.unwrap_or(NO_ALIAS),
                        tier: draft.tier,
                    });
                }
            }
        }
        if self.entries.len() > begun {
            self.text.push_str(&first.key);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn entries(&self) -> &[Spelling] {
        &self.entries
    }

    pub(super) fn key(&self, spelling: &Spelling) -> &str {
        self.text
            .get(spelling.from as usize..spelling.to as usize)
            .unwrap_or_default()
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.entries.len() * size_of::<Spelling>()
    }

    /// The spellings of exactly this key, the surest first.
    pub(super) fn of(&self, key: &str) -> &[Spelling] {
        let from = self.entries.partition_point(|entry| self.key(entry) < key);
        let count = self.entries[from..].partition_point(|entry| self.key(entry) == key);
        &self.entries[from..from + count]
    }

    /// The spellings that begin so, in the order of keys.
    pub(super) fn beginning(&self, prefix: &str) -> &[Spelling] {
        let from = self
            .entries
            .partition_point(|entry| self.key(entry) < prefix);
        let count =
            self.entries[from..].partition_point(|entry| self.key(entry).starts_with(prefix));
        &self.entries[from..from + count]
    }

    /// Every spelling that the characters begin with: how many characters it has, and its entries.
    pub(super) fn at_start_of(&self, chars: &[char]) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        let mut range = 0..self.entries.len();
        let mut depth = 0;
        let mut buffer = [0; 4];
        for (at, c) in chars.iter().enumerate() {
            let next = c.encode_utf8(&mut buffer).as_bytes();
            let order = |entry: &Spelling| {
                let key = &self.key(entry).as_bytes()[depth..];
                key[..key.len().min(next.len())].cmp(next)
            };
            let entries = &self.entries[range.clone()];
            let skip = entries.partition_point(|entry| order(entry).is_lt());
            let count = entries[skip..].partition_point(|entry| order(entry).is_eq());
            range = range.start + skip..range.start + skip + count;
            if range.is_empty() {
                break;
            }
            depth += next.len();
            let whole = self.entries[range.clone()]
                .partition_point(|entry| (entry.to - entry.from) as usize == depth);
            if whole > 0 {
                found.push((at + 1, range.start..range.start + whole));
            }
        }
        found
    }
}
