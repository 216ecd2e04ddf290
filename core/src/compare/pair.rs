//! Which passage of the old text answers to which of the new one.
//!
//! First those that say the same, wherever they stand. Then the heaviest chain of pairs that are alike and come in
//! the same order in both texts; a pair under one number may be less alike than one under two. Last those that are
//! very much alike and moved.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::chain::{Link, heaviest};
use super::shingles::Sketch;
use super::unit::{Class, Unit};

/// How alike two passages of one number have to be to be one that changed; below, one was removed and one added.
const SAME_NUMBER_MIN: f32 = 0.2;
/// How alike two of different numbers, or without, have to be.
const OTHER_NUMBER_MIN: f32 = 0.45;
/// How alike two have to be that do not come in the same order.
const MOVED_MIN: f32 = 0.65;
/// What says the same in fewer characters (删去, 略) says nothing about where it came from.
const TELLING_CHARS_MIN: usize = 6;
/// What a pair that says the same weighs in the chain; one that is alike weighs less than 1.
const SAME_WEIGHT: f32 = 2.0;
/// Passages of each text that are looked for under other numbers. The longest law has some 1,500 with its headings.
const SOUGHT_MAX: usize = 6_000;
/// Pairs of characters that more passages than these have in common tell none of them apart.
const HOLDERS_MAX: usize = 24;
/// Passages that one is measured against.
const MEASURED_MAX: usize = 6;

/// Two passages that answer to each other, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub old: usize,
    pub new: usize,
    /// Whether they say the same.
    pub is_same: bool,
    /// Whether they stand in the same order as the others.
    pub in_order: bool,
}

/// All pairs, by the place in the new text.
pub(super) fn pairs(old: &[Unit<'_>], new: &[Unit<'_>]) -> Vec<Pair> {
    let same = same(old, new);
    let (paired_old, paired_new): (HashSet<usize>, HashSet<usize>) = same.iter().copied().unzip();
    let alike = Alike::new(old, new, &paired_old, &paired_new).links();
    let mut links: Vec<Link> = alike.clone();
    links.extend(same.iter().map(|&(old, new)| Link {
        old,
        new,
        weight: SAME_WEIGHT,
    }));
    links.sort_by_key(|link| (link.old, link.new));
    let chain = heaviest(&links, new.len());
    let mut taken = Taken::default();
    for link in &chain {
        taken.take(link, link.weight == SAME_WEIGHT, true);
    }
    for &(old, new) in &same {
        let weight = SAME_WEIGHT;
        taken.take(&Link { old, new, weight }, true, false);
    }
    let mut moved: Vec<&Link> = alike
        .iter()
        .filter(|link| link.weight >= MOVED_MIN * MOVED_MIN)
        .collect();
    moved.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    for link in moved {
        taken.take(link, false, false);
    }
    taken.pairs.sort_by_key(|pair| pair.new);
    taken.pairs
}

#[derive(Default)]
struct Taken {
    pairs: Vec<Pair>,
    old: HashSet<usize>,
    new: HashSet<usize>,
}

impl Taken {
    fn take(&mut self, link: &Link, is_same: bool, in_order: bool) {
        let Link { old, new, .. } = *link;
        if self.old.contains(&old) || self.new.contains(&new) {
            return;
        }
        self.old.insert(old);
        self.new.insert(new);
        self.pairs.push(Pair {
            old,
            new,
            is_same,
            in_order,
        });
    }
}

/// Passages that say the same: of several with one text those of one number first, then in order.
fn same(old: &[Unit<'_>], new: &[Unit<'_>]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<(Class, &str), Vec<usize>> = HashMap::new();
    for (at, unit) in new.iter().enumerate() {
        holders
            .entry((unit.class, &unit.bare))
            .or_default()
            .push(at);
    }
    let by_key = places_by_key(new);
    let mut pairs = Vec::new();
    let mut open = Vec::new();
    let mut used = HashSet::new();
    for (at, unit) in old.iter().enumerate() {
        let twin = unit.key().and_then(|key| by_key.get(&key).copied());
        match twin.filter(|twin| new[*twin].bare == unit.bare) {
            Some(twin) => {
                used.insert(twin);
                pairs.push((at, twin));
            }
            None => open.push(at),
        }
    }
    // Each list is walked once, from its end.
    for list in holders.values_mut() {
        list.reverse();
    }
    for at in open {
        let unit = &old[at];
        let says_enough = unit.bare.chars().nth(TELLING_CHARS_MIN - 1).is_some();
        let is_heading = unit.class == Class::Heading && !unit.bare.is_empty();
        let Some(list) = holders
            .get_mut(&(unit.class, unit.bare.as_str()))
            .filter(|_| says_enough || is_heading)
        else {
            continue;
        };
        while let Some(place) = list.pop() {
            if used.insert(place) {
                pairs.push((at, place));
                break;
            }
        }
    }
    pairs
}

fn places_by_key<'u>(units: &'u [Unit<'_>]) -> HashMap<(Class, &'u str), usize> {
    let places = units.iter().enumerate();
    places
        .filter_map(|(at, unit)| Some((unit.key()?, at)))
        .collect()
}

/// Looks for passages that are alike among those that do not say the same.
struct Alike<'u, 't> {
    old: &'u [Unit<'t>],
    new: &'u [Unit<'t>],
    sought: Vec<(usize, Sketch)>,
    offered: Vec<(usize, Sketch)>,
}

impl<'u, 't> Alike<'u, 't> {
    fn new(
        old: &'u [Unit<'t>],
        new: &'u [Unit<'t>],
        paired_old: &HashSet<usize>,
        paired_new: &HashSet<usize>,
    ) -> Self {
        let open = |units: &[Unit<'_>], paired: &HashSet<usize>| -> Vec<(usize, Sketch)> {
            (0..units.len())
                .filter(|at| !paired.contains(at))
                .take(SOUGHT_MAX)
                .map(|at| (at, Sketch::new(&units[at].bare)))
                .collect()
        };
        Self {
            old,
            new,
            sought: open(old, paired_old),
            offered: open(new, paired_new),
        }
    }

    /// Pairs that are alike enough, with the square of how alike they are: one that is very much alike counts more
    /// than two that hardly are.
    fn links(&self) -> Vec<Link> {
        let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, (_, sketch)) in self.offered.iter().enumerate() {
            for hash in sketch.hashes() {
                holders.entry(*hash).or_default().push(at);
            }
        }
        let offered: HashMap<(Class, &str), usize> = self
            .offered
            .iter()
            .enumerate()
            .filter_map(|(at, (place, _))| Some((self.new[*place].key()?, at)))
            .collect();
        let mut shared = vec![0_u32; self.offered.len()];
        let mut links = Vec::new();
        for (old, sketch) in &self.sought {
            let twin = self.old[*old].key().and_then(|key| offered.get(&key));
            let mut candidates = nearest(sketch, &holders, &mut shared);
            candidates.extend(twin.filter(|twin| !candidates.contains(twin)).copied());
            for at in candidates {
                let (new, other) = &self.offered[at];
                links.extend(self.link(*old, *new, sketch.similarity(other)));
            }
        }
        links
    }

    fn link(&self, old: usize, new: usize, similarity: f32) -> Option<Link> {
        let (before, after) = (&self.old[old], &self.new[new]);
        let is_one_number = before.key().is_some() && before.key() == after.key();
        let least = match is_one_number {
            true => SAME_NUMBER_MIN,
            false => OTHER_NUMBER_MIN,
        };
        (before.class == after.class && similarity >= least).then_some(Link {
            old,
            new,
            weight: similarity * similarity,
        })
    }
}

/// The offered passages that share the most telling pairs of characters, at most [`MEASURED_MAX`]. `shared` is zero
/// before and after.
fn nearest(sketch: &Sketch, holders: &HashMap<u64, Vec<usize>>, shared: &mut [u32]) -> Vec<usize> {
    let mut touched = Vec::new();
    for hash in sketch.hashes() {
        let Some(list) = holders.get(hash).filter(|list| list.len() <= HOLDERS_MAX) else {
            continue;
        };
        for at in list {
            if shared[*at] == 0 {
                touched.push(*at);
            }
            shared[*at] += 1;
        }
    }
    touched.sort_by_key(|at| (Reverse(shared[*at]), *at));
    for at in &touched {
        shared[*at] = 0;
    }
    touched.truncate(MEASURED_MAX);
    touched
}
