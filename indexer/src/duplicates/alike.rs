//! Which texts are nearly the same: a fingerprint of 64 bits by the method of Charikar (SimHash), over runs of four
//! letters; texts whose fingerprints differ in at most three bits are alike, as Manku, Jain and Das Sarma found for web
//! pages (WWW 2007).

use std::collections::HashMap;

use serde::Serialize;

/// Two documents that are nearly the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Alike {
    /// The one that came later.
    pub id: String,
    /// The one that came before it.
    pub other: String,
}

/// Bits that may differ.
const BITS_MAX: u32 = 3;
/// Letters of a run.
const RUN: usize = 4;
/// Pairs that are named; more say that something is wrong with the sources as a whole, and are counted.
const PAIRS_MAX: usize = 10_000;

/// The fingerprints of one build.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    seen: Vec<(u64, String, String)>,
    /// Two fingerprints that differ in three bits at most are equal in one of four quarters at least.
    by_quarter: [HashMap<u16, Vec<u32>>; 4],
    pairs: Vec<Alike>,
    /// How many pairs there are.
    total: u64,
}

impl Likeness {
    pub(super) fn remember(&mut self, fingerprint: u64, title: String, id: &str) {
        let mut others: Vec<u32> = Vec::new();
        for (at, quarter) in quarters(fingerprint).into_iter().enumerate() {
            let same = self.by_quarter[at].entry(quarter).or_default();
            others.extend(same.iter());
            same.push(self.seen.len() as u32);
        }
        others.sort_unstable();
        others.dedup();
        for other in others {
            let (print, named, other) = &self.seen[other as usize];
            // The versions of one instrument have one name, and are joined as such.
            let is_alike = (print ^ fingerprint).count_ones() <= BITS_MAX && *named != title;
            if !is_alike {
                continue;
            }
            self.total += 1;
            if self.pairs.len() < PAIRS_MAX {
                self.pairs.push(Alike {
                    id: id.to_owned(),
                    other: other.clone(),
                });
            }
        }
        self.seen.push((fingerprint, title, id.to_owned()));
    }

    /// The pairs, of more than ten thousand the first, and how many there are.
    pub(super) fn finish(self) -> (Vec<Alike>, u64) {
        (self.pairs, self.total)
    }
}

fn quarters(fingerprint: u64) -> [u16; 4] {
    [0, 16, 32, 48].map(|shift| (fingerprint >> shift) as u16)
}

/// The fingerprint of a text's letters.
pub(super) fn fingerprint(letters: &str) -> u64 {
    let mut run = [0_u64; RUN];
    let mut tally = Tally::default();
    for (at, letter) in letters.chars().enumerate() {
        run.rotate_left(1);
        run[RUN - 1] = u64::from(letter);
        if at + 1 >= RUN {
            let hash = |hash, letter: &u64| mixed(hash ^ letter);
            tally.add(run.iter().fold(0xcbf2_9ce4_8422_2325, hash));
        }
    }
    tally.in_most()
}

/// In how many of the added numbers each of their 64 bits is set. The counts are added up side by side, a plane for each of
/// their digits: by a loop over the bits of every number the fingerprints took a thirtieth of a build.
#[derive(Default)]
struct Tally {
    numbers: usize,
    planes: [u64; PLANES],
    /// What the planes held when they were full.
    counts: Vec<usize>,
}

/// So many digits have the counts in the planes.
const PLANES: usize = 8;

impl Tally {
    fn add(&mut self, number: u64) {
        if self.numbers.is_multiple_of((1 << PLANES) - 1) {
            self.empty();
        }
        self.numbers += 1;
        let mut carried = number;
        for plane in &mut self.planes {
            (*plane, carried) = (*plane ^ carried, *plane & carried);
        }
    }

    fn empty(&mut self) {
        self.counts.resize(64, 0);
        for (bit, count) in self.counts.iter_mut().enumerate() {
            let digits = self.planes.iter().enumerate();
            *count += digits.fold(0, |sum, (digit, plane)| {
                sum + ((plane >> bit & 1) << digit) as usize
            });
        }
        self.planes = [0; PLANES];
    }

    /// The bits that are set in more than half of the numbers.
    fn in_most(mut self) -> u64 {
        self.empty();
        let counts = self.counts.iter().enumerate();
        counts
            .filter(|(_, count)| *count * 2 > self.numbers)
            .fold(0, |bits, (bit, _)| bits | 1 << bit)
    }
}

/// A round of SplitMix64: every bit of what comes in moves every bit of what goes out.
fn mixed(value: u64) -> u64 {
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}
