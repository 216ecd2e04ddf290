//! Spares documents that cannot get among the best their scores.
//!
//! Totals and facets want to know which documents match, and that takes bits only. As soon as as many are kept as are
//! wanted, most of those that match, and in a large collection they are half of all, cannot come before any of them,
//! however often they have the words that they have. So the terms leave their bits alone in a window; then the documents
//! that may still get in are scored, term by term, the rarest first, and let go of when the rest would not be enough.
//! The same documents are found, in the same order and with the same scores, as when all are scored.

use std::ops::Range;

use super::collect::Matching;
use super::window::{WINDOW_ENTRIES, Walker, Window};
use super::{Kept, Pass, check_deadline};
use crate::engine::answer::EngineError;
use crate::engine::family::Member;
use crate::engine::lookup::{Leaves, Lookup, Place};
use crate::engine::segment::Ordinal;
use crate::query::{Level, Order, Plan, Sort};

/// Sums of the same numbers in another order differ by less than this share.
const ROUNDED: f32 = 1.0 + 1e-4;

/// Whether scores may be spared: not where articles are ranked, which need all of them, nor where the worst come first; and
/// not where texts have to be read, which would be read twice.
pub(super) fn may_spare(plan: &Plan, lookups: &[Lookup]) -> bool {
    plan.level == Level::Document
        && plan.articles_max == 0
        && plan.remembered.is_empty()
        && (plan.sort, plan.order) != (Sort::Relevance, Order::Asc)
        && lookups
            .iter()
            .all(|lookup| lookup.weight >= 0.0 && !lookup.is_read())
}

/// A document that may get among the best.
struct Reaching {
    matching: Matching,
    prior: f32,
}

impl Pass<'_> {
    /// Goes on with these documents where enough are kept; returns how many of them match.
    pub(super) fn run_sparing(
        &self,
        mut documents: Range<Ordinal>,
        kept: &mut Kept<'_, '_>,
    ) -> Result<u64, EngineError> {
        if documents.is_empty() {
            return Ok(0);
        }
        let mut marking = self.cursors(documents.start, Leaves::Bits)?;
        let mut scoring = self.scoring(documents.start)?;
        let most = self.most_of_terms();
        let mut window = Window::default();
        let mut reaching = Vec::new();
        let mut total = 0;
        while let Some(next) = self.next_documents(&documents, WINDOW_ENTRIES, &marking) {
            check_deadline(self.plan)?;
            documents.start = next.end;
            self.fill(&mut window, &mut marking, next)?;
            total += self.count_window(&window, &most, kept, &mut reaching);
            self.score(&mut window, &mut scoring, &most, kept, &mut reaching)?;
            for Reaching { matching, prior } in reaching.drain(..) {
                let score = self.words_score(&window, matching.ordinal) * prior;
                self.keep_document(&window, &matching, score, kept);
            }
        }
        Ok(total)
    }

    /// Works out the scores that members of this segment, which ascend, were spared.
    pub(super) fn rescore(&self, members: &mut [&mut Member]) -> Result<(), EngineError> {
        let Some(first) = members.first() else {
            return Ok(());
        };
        let mut walkers = self.cursors(first.ordinal, Leaves::Scores)?;
        let mut window = Window::default();
        for member in members {
            let ordinal = member.ordinal;
            window.reset(
                self.plan.level,
                ordinal..ordinal + 1,
                self.view.block(ordinal),
            );
            for walker in &mut walkers {
                self.leave_in(&mut window, walker, &[ordinal])?;
            }
            let score = self.document_score(&window, ordinal);
            let identified = self.exactness(ordinal);
            let place = self.place(ordinal, false, score, identified);
            member.ranked = self.candidate(ordinal, None, score, identified, place);
            member.ranked.candidate.passages = self.best_passages(&window, ordinal);
        }
        Ok(())
    }

    /// The cursors that score what is in texts.
    fn scoring(&self, first: Ordinal) -> Result<Vec<Walker<'_>>, EngineError> {
        let mut walkers = self.cursors(first, Leaves::Scores)?;
        walkers.retain(|walker| matches!(walker.lookup.place, Place::Text | Place::Context));
        Ok(walkers)
    }

    /// At most what each term adds to a document's score where its passages have it.
    fn most_of_terms(&self) -> Vec<f32> {
        let mut most = vec![0.0; self.plan.terms.len()];
        for lookup in self.lookups {
            most[lookup.term] += lookup.most(&self.plan.weights);
        }
        most
    }

    /// Counts the documents of a window that match, and picks out those that may get among the best.
    fn count_window(
        &self,
        window: &Window,
        most: &[f32],
        kept: &mut Kept<'_, '_>,
        reaching: &mut Vec<Reaching>,
    ) -> u64 {
        let mut total = 0;
        for &ordinal in &window.candidates {
            let matching = match self.view.is_alive(ordinal) {
                true => self.count_document(window, ordinal, kept.counter),
                false => None,
            };
            let Some(matching) = matching else { continue };
            total += matching.hits();
            let prior = self.document_prior(window, ordinal);
            let one = Reaching { matching, prior };
            // Nothing of its passages was scored yet.
            let place = self.place_at_most(window, most, &one, window.shared(ordinal), u64::MAX);
            if one.matching.failing == 0 && kept.top.may_admit(place.0, place.1) {
                reaching.push(one);
            } else {
                self.keep_spared(&one.matching, place, kept);
            }
        }
        total
    }

    /// Keeps a document that cannot get among the best, if its work can.
    fn keep_spared(&self, matching: &Matching, place: (u32, f64), kept: &mut Kept<'_, '_>) {
        if let Some(family) = matching.family {
            let ranked = self.candidate(matching.ordinal, None, 0.0, matching.identified, place);
            kept.members.push(Member {
                scored: false,
                ..self.member_of(family, matching.failing, ranked)
            });
        }
    }

    /// Lets the terms leave their scores in the documents that may get among the best, as long as they may.
    fn score(
        &self,
        window: &mut Window,
        walkers: &mut [Walker<'_>],
        most: &[f32],
        kept: &mut Kept<'_, '_>,
        reaching: &mut Vec<Reaching>,
    ) -> tantivy::Result<()> {
        let mut documents = Vec::with_capacity(reaching.len());
        let mut narrowed_to = None;
        for walker in walkers {
            let left = self.course.remaining(walker.place);
            if narrowed_to != Some(left) {
                narrowed_to = Some(left);
                reaching.retain(|one| {
                    let words = self.words_score(window, one.matching.ordinal);
                    let place = self.place_at_most(window, most, one, words, left);
                    let stays = kept.top.may_admit(place.0, place.1);
                    if !stays {
                        self.keep_spared(&one.matching, place, kept);
                    }
                    stays
                });
                documents.clear();
                documents.extend(reaching.iter().map(|one| one.matching.ordinal));
            }
            if documents.is_empty() {
                break;
            }
            self.leave_in(window, walker, &documents)?;
        }
        Ok(())
    }

    /// At most what a document is ordered by whose words score so much as yet, when these terms were not scored.
    fn place_at_most(
        &self,
        window: &Window,
        most: &[f32],
        one: &Reaching,
        mut words: f32,
        unscored: u64,
    ) -> (u32, f64) {
        let ordinal = one.matching.ordinal;
        let mut left = window.passage_terms(ordinal) & unscored;
        while left != 0 {
            words += most[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        let score = words * one.prior * ROUNDED;
        self.place(ordinal, false, score, one.matching.identified)
    }
}
