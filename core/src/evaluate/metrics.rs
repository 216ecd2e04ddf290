//! The figures of information retrieval, over the places at which right answers were found.

use serde::{Deserialize, Serialize};

/// Where the right answers of one question were found.
///
/// ```
/// use tongcha::evaluate::Ranks;
///
/// let ranks = Ranks::new(vec![1, 40], 3);
/// assert_eq!(ranks.first(), Some(1));
/// assert!(!ranks.success(1) && ranks.success(3));
/// assert_eq!(ranks.recall(100), 2.0 / 3.0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranks {
    /// Places from 0, rising.
    found: Vec<usize>,
    /// How many right answers there are.
    relevant: usize,
}

impl Ranks {
    /// Right answers stand at these places, from 0, of so many that there are.
    pub fn new(mut found: Vec<usize>, relevant: usize) -> Self {
        found.sort_unstable();
        found.dedup();
        found.truncate(relevant);
        Self { found, relevant }
    }

    /// The place of the best right answer, from 0.
    pub fn first(&self) -> Option<usize> {
        self.found.first().copied()
    }

    /// Whether a right answer is among the first `depth`.
    pub fn success(&self, depth: usize) -> bool {
        self.first().is_some_and(|rank| rank < depth)
    }

    /// The share of the right answers among the first `depth`.
    pub fn recall(&self, depth: usize) -> f64 {
        let found = self.found.iter().filter(|rank| **rank < depth).count();
        found as f64 / self.relevant.max(1) as f64
    }

    /// One over the place of the first right answer, counted from 1; 0 beyond `depth`.
    pub fn reciprocal(&self, depth: usize) -> f64 {
        self.first()
            .filter(|rank| *rank < depth)
            .map_or(0.0, |rank| 1.0 / (rank + 1) as f64)
    }

    /// Normalised discounted cumulative gain over the first `depth`; a right answer gains 1.
    pub fn ndcg(&self, depth: usize) -> f64 {
        let gain = |rank: usize| 1.0 / ((rank + 2) as f64).log2();
        let ideal: f64 = (0..self.relevant.min(depth)).map(gain).sum();
        let found = self.found.iter().copied().filter(|rank| *rank < depth);
        found.map(gain).sum::<f64>() / ideal.max(f64::MIN_POSITIVE)
    }
}

/// Means over questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many were asked.
    pub questions: usize,
    /// Share answered by the first hit.
    pub success_at_1: f64,
    /// Share answered by one of the first three.
    pub success_at_3: f64,
    /// Share answered on the first page.
    pub success_at_10: f64,
    /// Mean of one over the place of the first right answer.
    pub mrr_at_10: f64,
    /// Mean normalised discounted cumulative gain.
    pub ndcg_at_10: f64,
    /// Mean share of the right answers on the first page.
    pub recall_at_10: f64,
    /// Mean share of the right answers among the first hundred; `None` when nobody looked that deep.
    pub recall_at_100: Option<f64>,
}

impl Figures {
    /// The means over these questions. `deep` says whether hits beyond the first page were looked at.
    pub fn of<'r>(ranks: impl IntoIterator<Item = &'r Ranks>, deep: bool) -> Self {
        let mut sums = Self::default();
        let mut recall_at_100 = 0.0;
        for ranks in ranks {
            sums.questions += 1;
            sums.success_at_1 += f64::from(u8::from(ranks.success(1)));
            sums.success_at_3 += f64::from(u8::from(ranks.success(3)));
            sums.success_at_10 += f64::from(u8::from(ranks.success(10)));
            sums.mrr_at_10 += ranks.reciprocal(10);
            sums.ndcg_at_10 += ranks.ndcg(10);
            sums.recall_at_10 += ranks.recall(10);
            recall_at_100 += ranks.recall(100);
        }
        let mean = |sum: f64| sum / sums.questions.max(1) as f64;
        Self {
            questions: sums.questions,
            success_at_1: mean(sums.success_at_1),
            success_at_3: mean(sums.success_at_3),
            success_at_10: mean(sums.success_at_10),
            mrr_at_10: mean(sums.mrr_at_10),
            ndcg_at_10: mean(sums.ndcg_at_10),
            recall_at_10: mean(sums.recall_at_10),
            recall_at_100: deep.then(|| mean(recall_at_100)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn one_answer_at_each_place() {
        for (rank, success, mrr, ndcg) in [
            (0, [true, true, true], 1.0, 1.0),
            (1, [false, true, true], 0.5, 1.0 / 3f64.log2()),
            (9, [false, false, true], 0.1, 1.0 / 11f64.log2()),
            (10, [false, false, false], 0.0, 0.0),
        ] {
            let ranks = Ranks::new(vec![rank], 1);
            assert_eq!([1, 3, 10].map(|depth| ranks.success(depth)), success);
            assert!(near(ranks.reciprocal(10), mrr) && near(ranks.ndcg(10), ndcg));
            assert!(near(ranks.recall(100), 1.0));
        }
    }

    #[test]
    fn several_answers() {
        let ranks = Ranks::new(vec![2, 0, 50], 4);
        assert!(near(ranks.recall(10), 0.5) && near(ranks.recall(100), 0.75));
        let ideal: f64 = (0..4).map(|rank| 1.0 / f64::from(rank + 2).log2()).sum();
        assert!(near(ranks.ndcg(10), (1.0 + 0.5) / ideal));
        // Perfect is 1, also with more answers than the page has places.
        assert!(near(Ranks::new((0..12).collect(), 12).ndcg(10), 1.0));
    }

    #[test]
    fn means() {
        let ranks = [Ranks::new(vec![0], 1), Ranks::new(vec![], 1)];
        let figures = Figures::of(&ranks, false);
        assert_eq!((figures.questions, figures.success_at_1), (2, 0.5));
        assert_eq!(figures.recall_at_100, None);
        assert_eq!(Figures::of([], true).success_at_10, 0.0);
    }
}
