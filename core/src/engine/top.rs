//! Keeps the best candidates of a search.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::sync::atomic::{self, AtomicU64};

use super::candidate::Candidate;

/// A candidate with what it is ordered by.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    /// How exactly it was named; comes before every other order.
    pub class: u32,
    /// What it is ordered by; larger is better.
    pub key: f64,
    /// Orders equal keys the same way in every index.
    pub tie: u64,
    pub candidate: Candidate,
}

impl Ranked {
    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.class
            .cmp(&other.class)
            .then_with(|| self.key.total_cmp(&other.key))
            .then_with(|| self.candidate.score.total_cmp(&other.candidate.score))
            .then_with(|| self.tie.cmp(&other.tie))
            .then_with(|| other.candidate.article.cmp(&self.candidate.article))
    }
}

/// The worst candidate is on top of the heap.
struct Worst(Ranked);

impl PartialEq for Worst {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Worst {}

impl PartialOrd for Worst {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Worst {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.order(&self.0)
    }
}

/// What a candidate that nothing names has to reach to get among the best of all shares of a search: as soon as one share
/// keeps as many as are wanted, the worst of them.
#[derive(Debug)]
struct Floor(AtomicU64);

impl Floor {
    fn raise(&self, key: f64) {
        self.0.fetch_max(ascending(key), atomic::Ordering::Relaxed);
    }

    fn is_raised(&self) -> bool {
        self.0.load(atomic::Ordering::Relaxed) > 0
    }

    fn is_above(&self, key: f64) -> bool {
        self.0.load(atomic::Ordering::Relaxed) > ascending(key)
    }
}

/// The bits of a number, in the order of [`f64::total_cmp`].
fn ascending(number: f64) -> u64 {
    let bits = number.to_bits();
    match bits >> 63 {
        0 => bits | 1 << 63,
        _ => !bits,
    }
}

/// The best candidates so far, at most a fixed number.
pub(super) struct Top {
    limit: usize,
    heap: BinaryHeap<Worst>,
    floor: Arc<Floor>,
}

impl Top {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::new(),
            floor: Arc::new(Floor(AtomicU64::new(0))),
        }
    }

    /// An empty one for another share of the same search: what the one keeps, the other need not beat.
    pub(super) fn beside(&self) -> Self {
        Self {
            limit: self.limit,
            heap: BinaryHeap::new(),
            floor: Arc::clone(&self.floor),
        }
    }

    /// Whether a further candidate gets in only in the place of another, here or in another share.
    pub(super) fn is_taken(&self) -> bool {
        self.is_full() || self.floor.is_raised()
    }

    fn is_full(&self) -> bool {
        self.heap.len() >= self.limit
    }

    /// Whether a candidate of this class and key may get in: most do not, and need not be made.
    #[inline]
    pub(super) fn may_admit(&self, class: u32, key: f64) -> bool {
        if class == 0 && self.floor.is_above(key) {
            return false;
        }
        !self.is_full()
            || self.heap.peek().is_some_and(|worst| {
                let by_class = class.cmp(&worst.0.class);
                by_class.then_with(|| key.total_cmp(&worst.0.key)) != Ordering::Less
            })
    }

    /// Offers a candidate. It is completed (its passages chosen) only when it gets in.
    pub(super) fn offer(&mut self, mut ranked: Ranked, complete: impl FnOnce(&mut Candidate)) {
        if self.is_full()
            && self
                .heap
                .peek()
                .is_none_or(|worst| ranked.order(&worst.0) != Ordering::Greater)
        {
            return;
        }
        complete(&mut ranked.candidate);
        self.heap.push(Worst(ranked));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
        if let Some(Worst(worst)) = self.heap.peek().filter(|_| self.is_full())
            && worst.class == 0
        {
            self.floor.raise(worst.key);
        }
    }

    /// Adds the best of others, which are complete.
    pub(super) fn join(&mut self, other: Self) {
        for Worst(ranked) in other.heap {
            self.offer(ranked, |_| {});
        }
    }

    /// The best first.
    pub(super) fn finish(self) -> Vec<Candidate> {
        let mut ranked: Vec<Ranked> = self.heap.into_iter().map(|worst| worst.0).collect();
        ranked.sort_by(|a, b| b.order(a));
        ranked.into_iter().map(|ranked| ranked.candidate).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(key: f64, tie: u64) -> Ranked {
        let candidate = Candidate {
            score: key as f32,
            ordinal: tie as u32,
            ..Candidate::default()
        };
        Ranked {
            class: 0,
            key,
            tie,
            candidate,
        }
    }

    #[test]
    fn what_another_share_keeps_need_not_be_beaten() {
        let mut one = Top::new(2);
        let mut other = one.beside();
        for key in [3.0, 5.0, -1.0, 4.0] {
            one.offer(ranked(key, 0), |_| {});
        }
        assert!(other.is_taken());
        assert!(!other.may_admit(0, 3.9));
        assert!(other.may_admit(0, 4.0), "ties are told apart later");
        assert!(other.may_admit(1, -7.0), "what is named comes first");
        other.offer(ranked(4.5, 1), |_| {});
        one.join(other);
        let scores: Vec<f32> = one.finish().iter().map(|found| found.score).collect();
        assert_eq!(scores, [5.0, 4.5]);
    }

    #[test]
    fn bits_ascend_as_numbers_do() {
        let numbers = [f64::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-9, 7.0, f64::INFINITY];
        assert!(numbers.map(ascending).is_sorted());
        assert!(ascending(f64::NEG_INFINITY) > 0);
    }

    #[test]
    fn the_best_stay_in_order() {
        let mut top = Top::new(3);
        for (key, tie) in [(1.0, 1), (5.0, 2), (3.0, 3), (5.0, 9), (2.0, 4)] {
            top.offer(ranked(key, tie), |_| {});
        }
        let found: Vec<(f32, u32)> = top.finish().iter().map(|c| (c.score, c.ordinal)).collect();
        assert_eq!(found, [(5.0, 9), (5.0, 2), (3.0, 3)]);
    }

    #[test]
    fn nothing_is_kept_when_nothing_is_asked() {
        let mut top = Top::new(0);
        top.offer(ranked(1.0, 1), |_| panic!("never completed"));
        assert!(top.finish().is_empty());
    }
}
