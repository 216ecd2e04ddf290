//! Completions of what is being typed: titles, other names, numbers.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::folded::Folded;
use super::names::Names;
use super::spellings::{NOT_HELD, Tier};
use super::{Catalogue, Name, NameIndex};
use crate::document::Day;
use crate::flat::{Column, FlatError, Reader, Writer, partition_point};
use crate::language::title_key;

/// A way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What to put in the box.
    pub text: String,
    /// What was recognised in what was typed.
    pub kind: CompletionKind,
    /// The document meant, of several versions the current one.
    pub name: NameIndex,
    /// Whether it begins with what was typed, in characters or by sound; it only holds it otherwise.
    pub begins: bool,
}

/// Sorts of completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CompletionKind {
    /// A title, whole or shortened by rule.
    Title,
    /// A text by another name.
    Alias,
    /// A document number.
    Number,
}

/// Characters of a beginning that are read.
const TYPED_CHARS_MAX: usize = 64;
/// Spellings looked at for a beginning that many share.
const LOOKED_AT_MAX: usize = 4000;
/// Candidates whose state is looked up, for each completion that is wanted.
const JUDGED_FACTOR: usize = 4;

/// Numbers in the order in which they are compared: of each whose it is, and its place among those of the document.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    names: Column<u32>,
    places: Column<u16>,
}

impl Numbers {
    pub(super) fn write(names: &[Name], writer: &mut Writer) {
        let mut entries: Vec<(String, u32, u16)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            for (place, number) in name.numbers.iter().enumerate() {
                entries.push((title_key(number), at as u32, place as u16));
            }
        }
        entries.sort_unstable();
        writer.numbers(entries.iter().map(|(_, name, _)| *name));
        writer.numbers(entries.iter().map(|(.., place)| *place));
    }

    pub(super) fn read(reader: &mut Reader, names: usize) -> Result<Self, FlatError> {
        let numbers = Self {
            names: reader.numbers()?,
            places: reader.numbers()?,
        };
        if numbers.names.iter().all(|name| (name as usize) < names) {
            Ok(numbers)
        } else {
            Err(FlatError::Torn)
        }
    }

    fn beginning<'a>(
        &'a self,
        prefix: &'a str,
        names: &'a Names,
    ) -> impl Iterator<Item = (NameIndex, u16)> + 'a {
        let entry = |at: usize| (NameIndex(self.names.get(at)), self.places.get(at));
        // Read again from the number, which a search by halves does some twenty times: that is less than to keep it.
        let key = move |at: usize| {
            let (name, place) = entry(at);
            title_key(names.number(name, usize::from(place)))
        };
        let from = partition_point(0..self.names.len(), |at| *key(at) < *prefix);
        (from..self.names.len())
            .take_while(move |at| key(*at).starts_with(prefix))
            .map(entry)
    }
}

/// The class of names that hold what is typed somewhere.
const HOLDS: u8 = 2;

/// What speaks for a target: smaller is better.
type Rank = (u8, Tier, usize);

impl Catalogue {
    /// Completions of what is being typed, the best first: names that begin so, numbers that begin so, names that
    /// sound so, names that hold it. What is in force comes before what is not.
    pub fn complete(&self, typed: &str, limit: usize, as_of: Day) -> Vec<Completion> {
        let typed: String = typed.chars().take(TYPED_CHARS_MAX).collect();
        let folded = Folded::new(&typed);
        let key = folded.key();
        if key.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut ranks: HashMap<u32, (Rank, CompletionKind)> = HashMap::new();
        self.rank_beginning(&key, &mut ranks);
        if ranks.len() < limit {
            self.rank_inner(&folded.chars, &mut ranks);
        }
        if ranks.len() < limit {
            self.rank_sounding(&typed, &mut ranks);
        }
        let mut completions = self.numbers_beginning(&key, limit);
        completions.extend(self.judged(ranks, limit, as_of));
        let mut seen = std::collections::HashSet::new();
        completions.retain(|completion| {
            let of_number = completion.kind == CompletionKind::Number;
            of_number || seen.insert(completion.text.clone())
        });
        completions.truncate(limit);
        completions
    }

    fn rank_beginning(&self, key: &str, ranks: &mut HashMap<u32, (Rank, CompletionKind)>) {
        for spelling in self.spellings.beginning(key).take(LOOKED_AT_MAX) {
            if spelling.target == NOT_HELD {
                continue;
            }
            let length = self.spellings.key(spelling.key).len();
            // A name that is all typed is what was meant.
            let class = u8::from(length > key.len());
            let kind = match spelling.tier {
                Tier::Alias => CompletionKind::Alias,
                _ => CompletionKind::Title,
            };
            let tier = spelling.tier.max(Tier::Title);
            better(ranks, spelling.target, (class, tier, length), kind);
        }
    }

    fn rank_inner(&self, chars: &[char], ranks: &mut HashMap<u32, (Rank, CompletionKind)>) {
        if chars.len() < 2 {
            return;
        }
        let holding = self.bigrams.with_all(chars, &self.spellings);
        for at in holding.into_iter().take(LOOKED_AT_MAX) {
            let kind = match self.bigrams.is_alias(at) {
                true => CompletionKind::Alias,
                false => CompletionKind::Title,
            };
            let rank = (HOLDS, Tier::Title, self.bigrams.chars(at));
            better(ranks, self.bigrams.target(at), rank, kind);
        }
    }

    fn rank_sounding(&self, typed: &str, ranks: &mut HashMap<u32, (Rank, CompletionKind)>) {
        for found in self.sounding(typed).into_iter().take(LOOKED_AT_MAX) {
            let class = if found.score >= super::sound::WHOLE_SCORE_MIN {
                1
            } else {
                3
            };
            let length = self.target_stem(found.target).len();
            let rank = (class, Tier::Title, length);
            better(ranks, found.target, rank, CompletionKind::Title);
        }
    }

    fn numbers_beginning(&self, key: &str, limit: usize) -> Vec<Completion> {
        // 国 begins every number of the State Council: a number is meant once a digit is typed.
        if !key.contains(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let found = self.number_list.beginning(key, &self.names).take(limit);
        found
            .filter_map(|(name, place)| {
                Some(Completion {
                    text: self.name(name).numbers.get(usize::from(place))?.clone(),
                    kind: CompletionKind::Number,
                    name,
                    begins: true,
                })
            })
            .collect()
    }

    /// The best of the ranked, those in force before those that are not.
    fn judged(
        &self,
        ranks: HashMap<u32, (Rank, CompletionKind)>,
        limit: usize,
        as_of: Day,
    ) -> Vec<Completion> {
        let mut ranked: Vec<(Rank, u32, CompletionKind)> = ranks
            .into_iter()
            .map(|(target, (rank, kind))| (rank, target, kind))
            .collect();
        ranked.sort_unstable();
        ranked.truncate(limit.saturating_mul(JUDGED_FACTOR));
        let mut judged: Vec<_> = ranked
            .into_iter()
            .filter_map(|(rank, target, kind)| {
                let names = self.targets.names(target).iter();
                let best = names.max_by_key(|name| self.name(**name).currency(as_of))?;
                let over = !self.name(*best).currency(as_of).0;
                Some((rank.0, over, rank, *best, kind, target))
            })
            .collect();
        judged.sort_unstable_by_key(|(class, over, rank, name, ..)| {
            (*class, *over, *rank, Reverse(name.0))
        });
        judged
            .into_iter()
            .map(|(class, _, _, name, kind, target)| {
                let title = self.name(name).title.as_str();
                // A work in several records is offered by its own name, not by that of a part.
                let in_parts = self.targets.is_work(target) && title.contains('·');
                let text = if in_parts {
                    self.target_title(target)
                } else {
                    title
                };
                Completion {
                    text: text.to_owned(),
                    kind,
                    name,
                    begins: class != HOLDS,
                }
            })
            .collect()
    }
}

fn better(
    ranks: &mut HashMap<u32, (Rank, CompletionKind)>,
    target: u32,
    rank: Rank,
    kind: CompletionKind,
) {
    let entry = ranks.entry(target).or_insert((rank, kind));
    if (rank, kind) < *entry {
        *entry = (rank, kind);
    }
}
