//! A share of the work of a plan: a part of the documents of every segment. Shares are worked off side by side.
//!
//! What a share counts does not depend on the others. What it keeps does: it may leave out what another one has enough better
//! ones of. The best of all are the best of the best of each all the same, so the answer is that of any number of shares.

use std::io;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{Builder, ScopedJoinHandle, scope};

use super::{Kept, Pass};
use crate::engine::answer::EngineError;
use crate::engine::candidate::Candidate;
use crate::engine::facets::{Counter, SegmentCounter};
use crate::engine::family::Member;
use crate::engine::segment::{Ordinal, SegmentView};
use crate::engine::top::Top;
use crate::query::Plan;

/// What is kept of the documents of a share.
pub(super) struct Share<'c> {
    pub total: u64,
    pub top: Top,
    /// The best articles, where they are wanted beside documents or to be ranked again.
    pub articles: Top,
    /// The articles that the plan remembers, as far as filters admit them, in the order of the index.
    pub remembered: Vec<Candidate>,
    /// Documents of works of several, which are shown once.
    pub members: Vec<Member>,
    /// By segment.
    pub counters: Vec<SegmentCounter<'c>>,
}

/// Which share of how many.
#[derive(Clone, Copy)]
struct Which {
    number: usize,
    of: usize,
}

impl<'c> Share<'c> {
    /// All documents, parted into so many shares.
    ///
    /// # Errors
    /// When the index cannot be read, or the time is up.
    pub fn all(
        plan: &Plan,
        passes: &[Pass<'_>],
        segments: &'c [SegmentView],
        counter: &Counter<'c>,
        of: usize,
    ) -> Result<Self, EngineError> {
        let first = Self::new(plan);
        let work = |share: Self, number: usize| {
            share.work(passes, segments, counter, Which { number, of })
        };
        if of == 1 {
            return work(first, 0);
        }
        scope(|scope| {
            let begin = |number: usize| {
                let share = first.beside();
                let thread = Builder::new().spawn_scoped(scope, move || work(share, number));
                (number, thread)
            };
            let others: Vec<(usize, io::Result<ScopedJoinHandle<'_, _>>)> =
                (1..of).map(begin).collect();
            let beside = first.beside();
            let mut all = work(first, 0)?;
            for (number, thread) in others {
                all.join(match thread {
                    Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic))?,
                    // No further thread is to be had.
                    Err(_) => work(beside.beside(), number)?,
                });
            }
            let in_the_index = |candidate: &Candidate| (candidate.segment, candidate.article);
            all.remembered.sort_by_key(in_the_index);
            Ok(all)
        })
    }

    fn work(
        mut self,
        passes: &[Pass<'_>],
        segments: &'c [SegmentView],
        counter: &Counter<'c>,
        which: Which,
    ) -> Result<Self, EngineError> {
        for (pass, view) in passes.iter().zip(segments) {
            let mut counter = counter.segment(&view.columns, pass.plan.as_of);
            let mut kept = Kept {
                top: &mut self.top,
                articles: &mut self.articles,
                remembered: &mut self.remembered,
                members: &mut self.members,
                counter: &mut counter,
            };
            self.total += pass.run(which.documents(view), &mut kept)?;
            self.counters.push(counter);
        }
        Ok(self)
    }

    fn new(plan: &Plan) -> Self {
        Self::keeping(Top::new(plan.candidates_max), Top::new(plan.articles_max))
    }

    /// An empty one of the same search.
    fn beside(&self) -> Self {
        Self::keeping(self.top.beside(), self.articles.beside())
    }

    fn keeping(top: Top, articles: Top) -> Self {
        Self {
            total: 0,
            top,
            articles,
            remembered: Vec::new(),
            members: Vec::new(),
            counters: Vec::new(),
        }
    }

    /// Adds what another share found.
    fn join(&mut self, other: Self) {
        self.total += other.total;
        self.top.join(other.top);
        self.articles.join(other.articles);
        self.remembered.extend(other.remembered);
        self.members.extend(other.members);
        for (counter, other) in self.counters.iter_mut().zip(&other.counters) {
            counter.join(other);
        }
    }
}

impl Which {
    /// Its documents of a segment: those of about as many entries as the others have.
    fn documents(self, view: &SegmentView) -> Range<Ordinal> {
        let bound = |number: usize| match number == self.of {
            true => view.documents(),
            false => {
                let entry = u64::from(view.reader.max_doc()) * number as u64 / self.of as u64;
                view.ordinal_of(entry as u32)
            }
        };
        bound(self.number)..bound(self.number + 1)
    }
}
