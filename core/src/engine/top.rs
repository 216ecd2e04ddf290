//! Keeps the best candidates of a search.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

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

/// The best candidates so far, at most a fixed number.
pub(super) struct Top {
    limit: usize,
    heap: BinaryHeap<Worst>,
}

impl Top {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::new(),
        }
    }

    /// Whether a further candidate gets in only in the place of another.
    pub(super) fn is_full(&self) -> bool {
        self.heap.len() >= self.limit
    }

    /// Whether a candidate of this class and key may get in: most do not, and need not be made.
    #[inline]
    pub(super) fn may_admit(&self, class: u32, key: f64) -> bool {
        self.heap.len() < self.limit
            || self.heap.peek().is_some_and(|worst| {
                let by_class = class.cmp(&worst.0.class);
                by_class.then_with(|| key.total_cmp(&worst.0.key)) != Ordering::Less
            })
    }

    /// Offers a candidate. It is completed (its passages chosen) only when it gets in.
    pub(super) fn offer(&mut self, mut ranked: Ranked, complete: impl FnOnce(&mut Candidate)) {
        let full = self.heap.len() >= self.limit;
        if full
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
