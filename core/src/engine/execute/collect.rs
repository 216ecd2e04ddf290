//! Asks the condition of a window's bits, and keeps what matches.

use super::window::Window;
use super::{Kept, Pass};
use crate::engine::candidate::Candidate;
use crate::engine::facets::{Failing, SegmentCounter};
use crate::engine::family::{Family, Member};
use crate::engine::segment::Ordinal;
use crate::engine::top::{Ranked, Top};
use crate::query::Level;

/// A document that matches.
pub(super) struct Matching {
    pub ordinal: Ordinal,
    /// How exactly it is named.
    pub identified: u32,
    /// The filters that it does not pass.
    pub failing: Failing,
    /// The work that it belongs to, where that is shown once.
    pub family: Option<Family>,
}

impl Matching {
    /// How many hits it is: one of a work of several is counted with its work.
    pub fn hits(&self) -> u64 {
        u64::from(self.family.is_none())
    }
}

impl Pass<'_> {
    pub(super) fn collect(&self, window: &Window, kept: &mut Kept<'_, '_>) -> u64 {
        let mut total = 0;
        for &ordinal in &window.candidates {
            if self.view.is_alive(ordinal) {
                total += match self.plan.level {
                    Level::Document => self.collect_document(window, ordinal, kept),
                    Level::Article => self.collect_articles(window, ordinal, kept),
                };
            }
        }
        total
    }

    fn collect_document(&self, window: &Window, ordinal: Ordinal, kept: &mut Kept<'_, '_>) -> u64 {
        let Some(matching) = self.count_document(window, ordinal, kept.counter) else {
            return 0;
        };
        if matching.failing == 0 {
            self.keep_spoken(window, ordinal, self.remembered_of(ordinal), kept);
        }
        let score = self.document_score(window, ordinal);
        self.keep_document(window, &matching, score, kept);
        matching.hits()
    }

    /// Counts a document if it matches: one of a work of several is counted with its work, whatever filters say; of others
    /// only those that pass are returned.
    pub(super) fn count_document(
        &self,
        window: &Window,
        ordinal: Ordinal,
        counter: &mut SegmentCounter<'_>,
    ) -> Option<Matching> {
        let identified = self.matches(window, ordinal)?;
        let failing = self.filters.failing(&self.view.columns, ordinal);
        let family = self.family(ordinal);
        if family.is_none() {
            counter.count(ordinal, failing, 1);
            if failing != 0 {
                return None;
            }
        }
        Some(Matching {
            ordinal,
            identified,
            failing,
            family,
        })
    }

    /// Keeps a document of this score if it is one of the best, or belongs to a work of several.
    pub(super) fn keep_document(
        &self,
        window: &Window,
        matching: &Matching,
        score: f32,
        kept: &mut Kept<'_, '_>,
    ) {
        let Matching {
            ordinal,
            identified,
            failing,
            family,
        } = *matching;
        let place = self.place(ordinal, false, score, identified);
        if let Some(family) = family {
            let ranked = self.candidate(ordinal, None, score, identified, place);
            kept.members
                .push(self.member(window, family, failing, ranked));
        } else if kept.top.may_admit(place.0, place.1) {
            let candidate = self.candidate(ordinal, None, score, identified, place);
            kept.top.offer(candidate, |candidate| {
                candidate.passages = self.best_passages(window, ordinal);
            });
        }
    }

    /// Whether a document matches, and how exactly it is named.
    pub(super) fn matches(&self, window: &Window, ordinal: Ordinal) -> Option<u32> {
        let at = (ordinal - window.ordinals.start) as usize;
        let terms = window.document_terms[at] | window.shared_terms[at];
        let identified = self.exactness(ordinal);
        let matches = identified > 0
            || !self.remembered_of(ordinal).is_empty()
            || window.holds.get(terms, || self.matcher.holds(terms));
        matches.then_some(identified)
    }

    /// The work of a document, where it is one of several and shown once.
    pub(super) fn family(&self, ordinal: Ordinal) -> Option<Family> {
        self.families?.of(self.number, ordinal)
    }

    /// A document of a work of several, with its passages: whether it is shown is known at the end.
    fn member(
        &self,
        window: &Window,
        family: Family,
        failing: Failing,
        mut ranked: Ranked,
    ) -> Member {
        if failing == 0 {
            ranked.candidate.passages = self.best_passages(window, ranked.candidate.ordinal);
        }
        self.member_of(family, failing, ranked)
    }

    pub(super) fn member_of(&self, family: Family, failing: Failing, ranked: Ranked) -> Member {
        let ordinal = ranked.candidate.ordinal;
        let columns = &self.view.columns;
        Member {
            family,
            segment: self.number,
            ordinal,
            failing,
            notice: columns.life(ordinal).issues.is_some(),
            in_force: columns.status(ordinal, self.plan.as_of).is_in_force(),
            begun: columns.effective(ordinal).or(columns.issued(ordinal)),
            ranked,
            scored: true,
        }
    }

    /// Keeps the articles of a document that are to be ranked again.
    fn keep_spoken(
        &self,
        window: &Window,
        ordinal: Ordinal,
        remembered: &[u32],
        kept: &mut Kept<'_, '_>,
    ) {
        self.keep_remembered(window, ordinal, remembered, kept);
        if self.plan.articles_max > 0 {
            let passages = self.view.passages(ordinal);
            let scored = passages.clone().zip(window.scores_of(passages));
            let spoken = scored.filter(|&(entry, &own)| own > 0.0 && self.view.can_be_hit(entry));
            for (entry, _) in spoken {
                self.keep_article(window, ordinal, entry, 0, kept.articles);
            }
        }
    }

    /// The articles of a document that match, and how exactly the document is named.
    pub(super) fn matching_articles(&self, window: &Window, ordinal: Ordinal) -> (Vec<u32>, u32) {
        let at = (ordinal - window.ordinals.start) as usize;
        let shared = window.shared_terms[at];
        let identified = self.exactness(ordinal);
        // Most documents have too few of the words: one look at the document spares a look at each article.
        let everything = window.document_terms[at] | shared;
        let remembered = self.remembered_of(ordinal);
        let may_hold = self.matcher.may_hold_within(everything);
        if identified == 0 && remembered.is_empty() && !may_hold {
            return (Vec::new(), 0);
        }
        let passages = self.view.passages(ordinal);
        let matches = |entry: u32, own: u64| {
            identified > 0
                || self.matcher.holds(own | shared)
                || remembered.binary_search(&entry).is_ok()
        };
        let entries = passages.clone().zip(window.terms_of(passages));
        let matching = entries
            .filter(|&(entry, &own)| matches(entry, own) && self.view.can_be_hit(entry))
            .map(|(entry, _)| entry);
        (matching.collect(), identified)
    }

    fn collect_articles(&self, window: &Window, ordinal: Ordinal, kept: &mut Kept<'_, '_>) -> u64 {
        let (matching, identified) = self.matching_articles(window, ordinal);
        if matching.is_empty() {
            return 0;
        }
        let failing = self.filters.failing(&self.view.columns, ordinal);
        kept.counter.count(ordinal, failing, matching.len() as u64);
        if failing != 0 {
            return 0;
        }
        self.keep_remembered(window, ordinal, self.remembered_of(ordinal), kept);
        for &entry in &matching {
            self.keep_article(window, ordinal, entry, identified, kept.top);
        }
        matching.len() as u64
    }

    /// Offers an article to the best.
    fn keep_article(
        &self,
        window: &Window,
        ordinal: Ordinal,
        entry: u32,
        exactness: u32,
        top: &mut Top,
    ) {
        let score = self.article_score(window, ordinal, entry);
        let place = self.place(ordinal, true, score, exactness);
        if top.may_admit(place.0, place.1) {
            let candidate = self.candidate(ordinal, Some(entry), score, exactness, place);
            top.offer(candidate, |candidate| {
                candidate.passages = vec![self.passage(window, entry)];
            });
        }
    }

    /// The remembered articles of a document.
    fn remembered_of(&self, ordinal: Ordinal) -> &[u32] {
        if self.remembered.is_empty() {
            return &[];
        }
        let passages = self.view.passages(ordinal);
        let place = |entry: u32| self.remembered.partition_point(|&known| known < entry);
        &self.remembered[place(passages.start)..place(passages.end)]
    }

    fn keep_remembered(
        &self,
        window: &Window,
        ordinal: Ordinal,
        remembered: &[u32],
        kept: &mut Kept<'_, '_>,
    ) {
        for &entry in remembered {
            let score = self.article_score(window, ordinal, entry);
            let candidate = self.candidate(ordinal, Some(entry), score, 0, (0, 0.0));
            kept.remembered.push(Candidate {
                passages: vec![self.passage(window, entry)],
                ..candidate.candidate
            });
        }
    }
}
