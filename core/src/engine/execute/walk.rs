//! Walks all hits of a plan in the order of the index, from any place on.
//!
//! A search keeps the best so far and can go only as deep as it keeps; whoever takes every hit needs no order of theirs.
//! So the walk stops after a few hits and goes on behind the last one: what it costs and holds does not depend on how
//! many came before or come after.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::window::Window;
use super::{Asked, Pass, check_deadline};
use crate::engine::answer::EngineError;
use crate::engine::candidate::{Candidate, Chosen, WalkPlace, Walked, WalkedHit};
use crate::engine::family::{Families, Family, Member, prefer};
use crate::engine::schema::Fields;
use crate::engine::segment::{Ordinal, SegmentView};
use crate::query::{Level, Plan};

/// Entries of the first window of a walk: see [`Pass::windows`].
const FIRST_ENTRIES: u32 = 512;

/// Chooses which document of each work of several is shown, as a search does.
pub(in crate::engine) fn choose(
    plan: &Plan,
    segments: &[SegmentView],
    families: &Families,
    fields: &Fields,
) -> Result<Chosen, EngineError> {
    if !plan.folds || plan.level == Level::Article {
        return Ok(Chosen::default());
    }
    let asked = Asked::new(plan, segments, fields)?;
    let mut shown: HashMap<Family, Member> = HashMap::new();
    for (number, view) in segments.iter().enumerate() {
        let pass = asked.pass(number, view, families)?;
        pass.windows(
            0..view.documents(),
            super::window::WINDOW_ENTRIES,
            |window| {
                check_deadline(plan)?;
                for &ordinal in &window.candidates {
                    if let Some(member) = pass.passing_member(window, ordinal) {
                        prefer(&mut shown, member, plan.sort);
                    }
                }
                Ok(ControlFlow::Continue(()))
            },
        )?;
    }
    let places = shown.values();
    Ok(Chosen::new(
        places.map(|member| (member.segment as u32, member.ordinal)),
    ))
}

/// The next hits from a place on, at most `hits_max`; fewer where the time is up, as long as some way was made.
pub(in crate::engine) fn walk(
    plan: &Plan,
    segments: &[SegmentView],
    families: &Families,
    fields: &Fields,
    chosen: &Chosen,
    from: WalkPlace,
    hits_max: usize,
) -> Result<Walked, EngineError> {
    let asked = Asked::new(plan, segments, fields)?;
    let mut walked = Walked::default();
    let mut place = from;
    for (number, view) in segments.iter().enumerate().skip(from.segment as usize) {
        if place.segment < number as u32 {
            place = WalkPlace {
                segment: number as u32,
                entry: 0,
            };
        }
        let pass = asked.pass(number, view, families)?;
        let first = view.ordinal_of(place.entry);
        let mut stopped = false;
        pass.windows(first..view.documents(), FIRST_ENTRIES, |window| {
            // The first window of all is always read, so that every walk gets on.
            if place != from && check_deadline(plan).is_err() {
                stopped = true;
                return Ok(ControlFlow::Break(()));
            }
            pass.walk_window(window, chosen, &mut place, hits_max, &mut walked.hits);
            stopped = walked.hits.len() >= hits_max;
            Ok(match stopped {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            })
        })?;
        if stopped {
            walked.next = Some(place);
            return Ok(walked);
        }
    }
    Ok(walked)
}

impl Pass<'_> {
    /// Takes the hits of a window from `place` on and moves `place` behind the last one, or behind the window.
    fn walk_window(
        &self,
        window: &Window,
        chosen: &Chosen,
        place: &mut WalkPlace,
        hits_max: usize,
        hits: &mut Vec<WalkedHit>,
    ) {
        for &ordinal in &window.candidates {
            if self.view.is_alive(ordinal) {
                let found = match self.plan.level {
                    Level::Document => self.walked_document(window, ordinal, chosen),
                    Level::Article => self.walked_articles(window, ordinal, place.entry),
                };
                for (entry, candidate) in found {
                    place.entry = entry + 1;
                    hits.push(WalkedHit {
                        candidate,
                        next: *place,
                    });
                    if hits.len() >= hits_max {
                        return;
                    }
                }
            }
            place.entry = self.view.entry(ordinal) + 1;
        }
        if let Some(last) = window.ordinals.clone().next_back() {
            place.entry = self.view.entry(last) + 1;
        }
    }

    fn walked_document(
        &self,
        window: &Window,
        ordinal: Ordinal,
        chosen: &Chosen,
    ) -> Vec<(u32, Candidate)> {
        let hit = self.matches(window, ordinal).filter(|_| {
            let is_shown =
                || self.family(ordinal).is_none() || chosen.has(self.number as u32, ordinal);
            self.passes(ordinal) && is_shown()
        });
        let candidate = hit.map(|exactness| {
            let score = self.document_score(window, ordinal);
            let ranked = self.candidate(ordinal, None, score, exactness, (0, 0.0));
            Candidate {
                passages: self.best_passages(window, ordinal),
                ..ranked.candidate
            }
        });
        let entry = self.view.entry(ordinal);
        candidate
            .map(|candidate| (entry, candidate))
            .into_iter()
            .collect()
    }

    fn walked_articles(
        &self,
        window: &Window,
        ordinal: Ordinal,
        from: u32,
    ) -> Vec<(u32, Candidate)> {
        let (mut matching, exactness) = self.matching_articles(window, ordinal);
        matching.retain(|&entry| entry >= from);
        if matching.is_empty() || !self.passes(ordinal) {
            return Vec::new();
        }
        let candidates = matching.into_iter().map(|entry| {
            let score = self.article_score(window, ordinal, entry);
            let ranked = self.candidate(ordinal, Some(entry), score, exactness, (0, 0.0));
            let candidate = Candidate {
                passages: vec![self.passage(window, entry)],
                ..ranked.candidate
            };
            (entry, candidate)
        });
        candidates.collect()
    }

    /// A document of a work of several that matches and passes the filters.
    fn passing_member(&self, window: &Window, ordinal: Ordinal) -> Option<Member> {
        let family = self.family(ordinal)?;
        if !self.view.is_alive(ordinal) || !self.passes(ordinal) {
            return None;
        }
        let exactness = self.matches(window, ordinal)?;
        let score = self.document_score(window, ordinal);
        let place = self.place(ordinal, false, score, exactness);
        let ranked = self.candidate(ordinal, None, score, exactness, place);
        Some(self.member_of(family, 0, ranked))
    }

    fn passes(&self, ordinal: Ordinal) -> bool {
        self.filters.failing(&self.view.columns, ordinal) == 0
    }
}
