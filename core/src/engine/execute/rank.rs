//! What a document or an article is worth, and what it is ordered by.

use super::Pass;
use super::window::Window;
use crate::document::Day;
use crate::engine::bm25::weight;
use crate::engine::candidate::{Candidate, CandidatePassage};
use crate::engine::segment::Ordinal;
use crate::engine::top::Ranked;
use crate::query::{IdentifierField, Order, Sort};

impl Pass<'_> {
    /// A passage with what its own words score.
    pub(super) fn passage(&self, window: &Window, entry: u32) -> CandidatePassage {
        let score = window.entry_score[(entry - window.entry_first) as usize];
        CandidatePassage { entry, score }
    }

    pub(super) fn document_score(&self, window: &Window, ordinal: Ordinal) -> f32 {
        self.words_score(window, ordinal) * self.document_prior(window, ordinal)
    }

    /// What its words score.
    pub(super) fn words_score(&self, window: &Window, ordinal: Ordinal) -> f32 {
        let at = (ordinal - window.ordinals.start) as usize;
        let best = window.scores_of(self.view.passages(ordinal));
        let best = best.iter().copied().fold(0.0, f32::max);
        let weights = &self.plan.weights;
        weights.title * window.shared_score[at]
            + window.document_score[at]
            + weights.best_passage * best
    }

    pub(super) fn article_score(&self, window: &Window, ordinal: Ordinal, entry: u32) -> f32 {
        let own = window.entry_score[(entry - window.entry_first) as usize];
        let shared = window.shared_score[(ordinal - window.ordinals.start) as usize];
        let title = self.plan.prior.of_title(window.shared_terms_of(ordinal));
        (own + weight::SHARED_IN_ARTICLE * shared)
            * self.prior(ordinal)
            * self.reach(ordinal)
            * title
    }

    /// What speaks for a document whatever its words, when documents are ranked.
    pub(super) fn document_prior(&self, window: &Window, ordinal: Ordinal) -> f32 {
        let prior = &self.plan.prior;
        let reach = match prior.is_asked {
            true => self.reach(ordinal),
            false => 1.0,
        };
        self.prior(ordinal) * reach * prior.of_title(window.shared_terms_of(ordinal))
    }

    fn reach(&self, ordinal: Ordinal) -> f32 {
        let columns = &self.view.columns;
        let (kind, nationwide) = (columns.kind(ordinal), columns.is_nationwide(ordinal));
        self.plan.prior.reach(kind, nationwide)
    }

    /// What its rank, its state and preferences speak for a document.
    pub(super) fn prior(&self, ordinal: Ordinal) -> f32 {
        let columns = &self.view.columns;
        let met = self.preferences.iter();
        let met = met.filter(|preferred| preferred.failing(columns, ordinal) == 0);
        let status = columns.status(ordinal, self.plan.as_of);
        let kind = columns.kind(ordinal);
        self.plan.prior.factor(kind, status, met.count())
    }

    /// How exactly a key of the plan names a document; 0 when none does.
    pub(super) fn exactness(&self, ordinal: Ordinal) -> u32 {
        if self.identified.is_empty() {
            return 0;
        }
        let found = self
            .identified
            .binary_search_by_key(&ordinal, |(ordinal, _)| *ordinal);
        found.map_or(0, |at| self.identified[at].1)
    }

    /// What a document or article is ordered by: how exactly it was named, then the key of the asked order.
    pub(super) fn place(
        &self,
        ordinal: Ordinal,
        is_article: bool,
        score: f32,
        exactness: u32,
    ) -> (u32, f64) {
        let columns = &self.view.columns;
        let direction = match self.plan.order {
            Order::Desc => 1.0,
            Order::Asc => -1.0,
        };
        // Without a day comes last, whichever way the others run.
        let by_day = |day: Option<Day>| {
            day.map_or(f64::NEG_INFINITY, |day| {
                direction * day.days_since_epoch() as f64
            })
        };
        let key = match self.plan.sort {
            Sort::Relevance if exactness > 0 && !is_article => direction * self.currency(ordinal),
            Sort::Relevance => direction * f64::from(score),
            Sort::Issued => by_day(columns.issued(ordinal)),
            Sort::Effective => by_day(columns.effective(ordinal)),
            Sort::Rank => direction * f64::from(columns.kind(ordinal).rank()),
        };
        let class = match self.plan.sort {
            Sort::Relevance => exactness,
            _ => 0,
        };
        (class, key)
    }

    pub(super) fn candidate(
        &self,
        ordinal: Ordinal,
        entry: Option<u32>,
        score: f32,
        exactness: u32,
        (class, key): (u32, f64),
    ) -> Ranked {
        let candidate = Candidate {
            segment: self.number as u32,
            ordinal,
            article: entry,
            score,
            named_by: self.named_by(exactness),
            passages: Vec::new(),
        };
        Ranked {
            class,
            key,
            tie: self.view.columns.tie(ordinal),
            candidate,
        }
    }

    /// The identifier that an exactness stands for: see [`identified`](super::identified).
    fn named_by(&self, exactness: u32) -> Option<IdentifierField> {
        let identifiers = &self.plan.identifiers;
        let place = identifiers.len().checked_sub(exactness as usize)?;
        identifiers.get(place).map(|identifier| identifier.field)
    }

    /// Orders documents of the same name: what is in force before what is not, then the newest.
    fn currency(&self, ordinal: Ordinal) -> f64 {
        const OVER: f64 = -1e6;
        let columns = &self.view.columns;
        let day = columns.issued(ordinal).or(columns.effective(ordinal));
        let days = day.map_or(-1e5, |day| day.days_since_epoch() as f64);
        if columns.status(ordinal, self.plan.as_of).is_over() {
            days + OVER
        } else {
            days
        }
    }

    /// The passages that answer best, the best first; those that say nothing of it are left out.
    pub(super) fn best_passages(&self, window: &Window, ordinal: Ordinal) -> Vec<CandidatePassage> {
        let passages = self.view.passages(ordinal);
        let mut best: Vec<CandidatePassage> = Vec::with_capacity(self.plan.passages_max + 1);
        for (entry, &score) in passages.clone().zip(window.scores_of(passages)) {
            let worst = best.last().filter(|_| best.len() == self.plan.passages_max);
            // Of equals the first is the better one.
            let gets_in = score > worst.map_or(0.0, |worst| worst.score);
            if gets_in && self.view.can_be_hit(entry) {
                let at = best.partition_point(|better| better.score >= score);
                best.insert(at, CandidatePassage { entry, score });
                best.truncate(self.plan.passages_max);
            }
        }
        best
    }
}
