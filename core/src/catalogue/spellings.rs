//! Every way a work is called, sorted: titles, their variants, short names, aliases.

use super::MatchHow;
use crate::flat::{Column, FlatError, Reader, SharedTexts, Writer, partition_point};
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

/// By their numbers in a file.
const TIERS: [Tier; 5] = [
    Tier::Exact,
    Tier::Title,
    Tier::Alias,
    Tier::Short,
    Tier::Far,
];

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

/// All spellings before they are written: sorted by key and tier.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    pub(super) keys: Vec<String>,
    /// Where the entries of each key end.
    ends: Vec<u32>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    target: TargetIndex,
    alias: Option<u32>,
    tier: Tier,
}

/// One way a work is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    /// Place of the key.
    pub(super) key: usize,
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

/// A short name that means more works than this means none.
const WORKS_MAX: usize = 8;

impl Spelled {
    pub(super) fn new(mut drafts: Vec<Draft>) -> Self {
        drafts.sort_unstable();
        let mut spelled = Self::default();
        for group in drafts.chunk_by(|one, other| one.key == other.key) {
            spelled.enter(group);
        }
        spelled
    }

    /// Enters the spellings of one key.
    fn enter(&mut self, group: &[Draft]) {
        let begun = self.entries.len();
        for same in group.chunk_by(|one, other| one.tier == other.tier) {
            let mut works: Vec<TargetIndex> = same.iter().map(|draft| draft.target).collect();
            works.dedup();
            if same[0].tier >= Tier::Short && works.len() > WORKS_MAX {
                continue;
            }
            for draft in same {
                let known = self.entries[begun..]
                    .iter()
                    .any(|entry| entry.target == draft.target && draft.alias.is_none());
                if !known {
                    self.entries.push(Entry {
                        target: draft.target,
                        alias: draft.alias,
                        tier: draft.tier,
                    });
                }
            }
        }
        if self.entries.len() > begun {
            self.keys.push(group[0].key.clone());
            self.ends.push(self.entries.len() as u32);
        }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.shared_texts(&self.keys);
        writer.numbers(self.ends.iter().copied());
        writer.numbers(self.entries.iter().map(|entry| entry.target));
        let alias = |entry: &Entry| entry.alias.unwrap_or(NO_ALIAS);
        writer.numbers(self.entries.iter().map(alias));
        writer.numbers(self.entries.iter().map(|entry| entry.tier as u8));
    }

    /// The place of a key.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.keys.binary_search_by(|one| one.as_str().cmp(key)).ok()
    }

    /// The spellings, with their keys.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Spelling)> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = begins.zip(&self.ends).map(|(begin, end)| begin..*end);
        self.keys
            .iter()
            .zip(ranges)
            .enumerate()
            .flat_map(|(at, (key, range))| {
                let entries = &self.entries[range.start as usize..range.end as usize];
                entries.iter().map(move |entry| {
                    let spelling = Spelling {
                        key: at,
                        target: entry.target,
                        alias: entry.alias.unwrap_or(NO_ALIAS),
                        tier: entry.tier,
                    };
                    (key.as_str(), spelling)
                })
            })
    }
}

/// All spellings, sorted by key and tier.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    keys: SharedTexts,
    ends: Column<u32>,
    targets: Column<u32>,
    aliases: Column<u32>,
    tiers: Column<u8>,
}

impl Spellings {
    /// Reads what [`Spelled::write`] wrote, of so many targets.
    pub(super) fn read(reader: &mut Reader, targets: usize) -> Result<Self, FlatError> {
        let spellings = Self {
            keys: reader.shared_texts()?,
            ends: reader.numbers()?,
            targets: reader.numbers()?,
            aliases: reader.numbers()?,
            tiers: reader.numbers()?,
        };
        let held = |target: u32| (target as usize) < targets || target == NOT_HELD;
        if spellings.targets.iter().all(held) {
            Ok(spellings)
        } else {
            Err(FlatError::Torn)
        }
    }

    /// How many keys there are.
    pub(super) fn keys(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn key(&self, place: usize) -> &str {
        self.keys.get(place)
    }

    /// The spellings of the key at a place, the surest first.
    pub(super) fn at(&self, place: usize) -> impl Iterator<Item = Spelling> + '_ {
        let begin = place
            .checked_sub(1)
            .map_or(0, |before| self.ends.get(before));
        let end = self.ends.get(place).min(self.targets.len() as u32);
        (begin as usize..end as usize).map(move |at| Spelling {
            key: place,
            target: self.targets.get(at),
            alias: self.aliases.get(at),
            tier: *TIERS
                .get(usize::from(self.tiers.get(at)))
                .unwrap_or(&Tier::Far),
        })
    }

    /// The spellings of exactly this key, the surest first.
    pub(super) fn of(&self, key: &str) -> Vec<Spelling> {
        let place = self.from(key);
        match place < self.keys() && self.key(place) == key {
            true => self.at(place).collect(),
            false => Vec::new(),
        }
    }

    /// The spellings that begin so, in the order of keys.
    pub(super) fn beginning<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = Spelling> + 's {
        let begins = |place: &usize| self.keys.bytes(*place).starts_with(prefix.as_bytes());
        let places = (self.from(prefix)..self.keys()).take_while(begins);
        places.flat_map(|place| self.at(place))
    }

    /// The place of the first key that is not before this one.
    fn from(&self, key: &str) -> usize {
        partition_point(0..self.keys(), |at| self.keys.bytes(at) < key.as_bytes())
    }

    /// Every key that the characters begin with: how many characters it has, and its place.
    pub(super) fn at_start_of(&self, chars: &[char]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut range = 0..self.keys();
        let mut depth = 0;
        let mut buffer = [0; 4];
        for (at, c) in chars.iter().enumerate() {
            let next = c.encode_utf8(&mut buffer).as_bytes();
            let order = |place: usize| {
                let rest = self.keys.bytes(place).get(depth..).unwrap_or_default();
                rest[..rest.len().min(next.len())].cmp(next)
            };
            let start = partition_point(range.clone(), |place| order(place).is_lt());
            let end = partition_point(start..range.end, |place| order(place).is_eq());
            range = start..end;
            if range.is_empty() {
                break;
            }
            depth += next.len();
            // Of the keys that begin so the shortest is the first.
            if self.keys.bytes(range.start).len() == depth {
                found.push((at + 1, range.start));
            }
        }
        found
    }
}
