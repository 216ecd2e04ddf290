//! Keeps the best candidates of a search.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::segment::Ordinal;

/// A document or article that may be on the asked page.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// How exactly it was named; comes before every other order.
    pub class: u32,
    /// What it is ordered by; larger is better.
    pub key: f64,
    /// Orders equal keys the same way in every index.
    pub tie: u64,
    pub segment: usize,
    pub ordinal: Ordinal,
    /// The article, when hits are articles.
    pub entry: Option<u32>,
    pub score: f32,
    /// How exactly an identifier names it; 0 when none does.
    pub exactness: u32,
    /// The best passages with their scores, the best first.
    pub passages: Vec<(u32, f32)>,
}

impl Candidate {
    fn order(&self, other: &Self) -> Ordering {
        self.class
            .cmp(&other.class)
            .then_with(|| self.key.total_cmp(&other.key))
            .then_with(|| self.score.total_cmp(&other.score))
            .then_with(|| self.tie.cmp(&other.tie))
            .then_with(|| other.entry.cmp(&self.entry))
    }
}

/// The worst candidate is on top of the heap.
struct Worst(Candidate);

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

    /// Offers a candidate. It is completed (its passages chosen) only when it gets in.
    pub(super) fn offer(
        &mut self,
        mut candidate: Candidate,
        complete: impl FnOnce(&mut Candidate),
    ) {
        let full = self.heap.len() >= self.limit;
        if full
            && self
                .heap
                .peek()
                .is_none_or(|worst| candidate.order(&worst.0) != Ordering::Greater)
        {
            return;
        }
        complete(&mut candidate);
        self.heap.push(Worst(candidate));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }

    /// The best first, without the first `offset`.
    pub(super) fn finish(self, offset: usize) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = self.heap.into_iter().map(|worst| worst.0).collect();
        candidates.sort_by(|a, b| b.order(a));
        candidates.drain(..offset.min(candidates.len()));
        candidates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(key: f64, tie: u64) -> Candidate {
        Candidate {
            class: 0,
            key,
            tie,
            segment: 0,
            ordinal: 0,
            entry: None,
            score: 0.0,
            exactness: 0,
            passages: Vec::new(),
        }
    }

    #[test]
    fn the_best_stay_in_order() {
        let mut top = Top::new(3);
        for (key, tie) in [(1.0, 1), (5.0, 2), (3.0, 3), (5.0, 9), (2.0, 4)] {
            top.offer(candidate(key, tie), |_| {});
        }
        let found: Vec<(f64, u64)> = top.finish(1).iter().map(|c| (c.key, c.tie)).collect();
        assert_eq!(found, [(5.0, 2), (3.0, 3)]);
    }

    #[test]
    fn nothing_is_kept_when_nothing_is_asked() {
        let mut top = Top::new(0);
        top.offer(candidate(1.0, 1), |_| panic!("never completed"));
        assert!(top.finish(0).is_empty());
    }
}
