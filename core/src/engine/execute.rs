//! Runs a plan over segments: one pass, a window of whole documents at a time.
//!
//! Every term sets its bit in the entries where it occurs and adds to their scores; a document's bits are those of
//! its title, number and passages together. Then the condition is asked of the bits. Matching is therefore exact
//! at both levels from one pass, counts need no second one, and memory is bounded by the window.

use std::collections::BTreeMap;
use std::time::Instant;

use super::answer::EngineError;
use super::bm25::{self, weight};
use super::candidate::{Candidate, CandidatePassage};
use super::cursor::{Cursor, EntryCounts, Lookup, Place, Saturations};
use super::facets::{Counter, Failing, SegmentCounter, SegmentFilters};
use super::family::{Families, Family, Member, fold};
use super::matcher::Matcher;
use super::schema::Fields;
use super::segment::{Ordinal, SegmentView};
use super::top::{Ranked, Top};
use crate::document::Day;
use crate::query::{IdentifierField, Level, Order, Plan, Sort};

/// Entries that a window holds at least; it ends with a whole document.
const WINDOW_ENTRIES: u32 = 16_384;

/// What a pass over all segments found.
pub(super) struct Found<'a> {
    pub total: u64,
    pub top: Vec<Candidate>,
    pub articles: Vec<Candidate>,
    pub counter: Counter<'a>,
}

/// Runs a plan.
pub(super) fn execute<'a>(
    plan: &Plan,
    segments: &'a [SegmentView],
    families: &Families,
    fields: &Fields,
) -> Result<Found<'a>, EngineError> {
    // Before the terms are looked up, and also where there is no segment to ask.
    check_deadline(plan)?;
    let entries = count_entries(segments);
    let readers: Vec<_> = segments.iter().map(|view| &view.reader).collect();
    let mut lookups = Vec::new();
    let mut saturations = Saturations::default();
    for (index, term) in plan.terms.iter().enumerate() {
        lookups.extend(Lookup::of_term(
            index,
            term,
            fields,
            &readers,
            &entries,
            &mut saturations,
        )?);
    }
    let mut found = Found {
        total: 0,
        top: Vec::new(),
        articles: Vec::new(),
        counter: Counter::new(&plan.facets),
    };
    let mut top = Top::new(plan.candidates_max);
    let mut articles = Top::new(plan.articles_max);
    let mut remembered = Vec::new();
    let mut members = Vec::new();
    for (number, view) in segments.iter().enumerate() {
        let pass = Pass {
            plan,
            view,
            number,
            families: plan.folds.then_some(families),
            lookups: &lookups,
            matcher: Matcher::new(&plan.condition),
            filters: SegmentFilters::new(&plan.filters, plan.as_of, view, fields)?,
            identified: identified(plan, view, fields)?,
            preferences: plan
                .prior
                .preferences
                .iter()
                .map(|preferred| SegmentFilters::new(preferred, plan.as_of, view, fields))
                .collect::<tantivy::Result<_>>()?,
            remembered: remembered_in(plan, number, view),
            bytes_average: entries.text_bytes as f32 / (entries.documents as f32).max(1.0),
        };
        let mut counter = found.counter.segment(&view.columns, plan.as_of);
        let mut kept = Kept {
            top: &mut top,
            articles: &mut articles,
            remembered: &mut remembered,
            members: &mut members,
            counter: &mut counter,
        };
        found.total += pass.run(&mut kept)?;
        found.counter.add(counter);
    }
    found.total += fold(
        members,
        segments,
        plan.as_of,
        plan.sort,
        &mut top,
        &mut found.counter,
    );
    found.top = top.finish();
    found.articles = articles.finish();
    let is_new =
        |candidate: &Candidate| !found.articles.iter().any(|known| known.is_same(candidate));
    remembered.retain(is_new);
    found.articles.append(&mut remembered);
    Ok(found)
}

fn check_deadline(plan: &Plan) -> Result<(), EngineError> {
    match plan.deadline {
        Some(deadline) if Instant::now() >= deadline => Err(EngineError::DeadlineExceeded),
        _ => Ok(()),
    }
}

pub(super) fn count_entries(segments: &[SegmentView]) -> EntryCounts {
    let mut counts = EntryCounts::default();
    for view in segments {
        let documents = u64::from(view.documents());
        counts.documents += documents;
        counts.passages += u64::from(view.reader.max_doc()) - documents;
        counts.text_bytes += view.text_bytes;
    }
    counts
}

/// The documents that keys of the plan name, ascending, each with how well: the plan lists the most exact key
/// first.
fn identified(
    plan: &Plan,
    view: &SegmentView,
    fields: &Fields,
) -> tantivy::Result<Vec<(Ordinal, u32)>> {
    let mut named: BTreeMap<Ordinal, u32> = BTreeMap::new();
    for (place, identifier) in plan.identifiers.iter().enumerate() {
        let exactness = (plan.identifiers.len() - place) as u32;
        for ordinal in view.documents_with(fields.identifier(identifier.field), &identifier.key)? {
            named.entry(ordinal).or_insert(exactness);
        }
    }
    Ok(named.into_iter().collect())
}

/// The remembered articles of a segment that are still there, ascending.
fn remembered_in(plan: &Plan, number: usize, view: &SegmentView) -> Vec<u32> {
    let here = plan.remembered.iter();
    let here = here.filter(|(segment, _)| *segment as usize == number);
    let mut entries: Vec<u32> = here
        .map(|(_, entry)| *entry)
        .filter(|&entry| entry < view.reader.max_doc() && view.can_be_hit(entry))
        .collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// What a pass leaves.
struct Kept<'a, 'c> {
    top: &'a mut Top,
    /// The best articles, where they are wanted beside documents or to be ranked again.
    articles: &'a mut Top,
    /// The articles that the plan remembers, as far as filters admit them.
    remembered: &'a mut Vec<Candidate>,
    /// Documents of works of several, which are shown once.
    members: &'a mut Vec<Member>,
    counter: &'a mut SegmentCounter<'c>,
}

/// A pass over one segment.
struct Pass<'a> {
    plan: &'a Plan,
    view: &'a SegmentView,
    number: usize,
    /// Works of several documents, where they are to be shown once.
    families: Option<&'a Families>,
    lookups: &'a [Lookup],
    matcher: Matcher<'a>,
    filters: SegmentFilters<'a>,
    identified: Vec<(Ordinal, u32)>,
    /// What is preferred, as the filters that it might have been.
    preferences: Vec<SegmentFilters<'a>>,
    /// Articles that match whatever their words, ascending: see [`Plan::remembered`].
    remembered: Vec<u32>,
    bytes_average: f32,
}

/// What the terms leave in a window. Index 0 is its first entry, or its first document.
#[derive(Default)]
struct Window {
    ordinals: std::ops::Range<Ordinal>,
    entry_first: u32,
    entry_terms: Vec<u64>,
    entry_score: Vec<f32>,
    document_terms: Vec<u64>,
    document_score: Vec<f32>,
    /// Terms in title, number and organs, which every article of the document shares.
    shared_terms: Vec<u64>,
    shared_score: Vec<f32>,
}

impl Window {
    fn reset(&mut self, ordinals: std::ops::Range<Ordinal>, entries: std::ops::Range<u32>) {
        let documents = ordinals.len();
        self.ordinals = ordinals;
        self.entry_first = entries.start;
        refill(&mut self.entry_terms, entries.len(), 0);
        refill(&mut self.entry_score, entries.len(), 0.0);
        refill(&mut self.document_terms, documents, 0);
        refill(&mut self.document_score, documents, 0.0);
        refill(&mut self.shared_terms, documents, 0);
        refill(&mut self.shared_score, documents, 0.0);
    }

    fn places_of(&self, entries: std::ops::Range<u32>) -> std::ops::Range<usize> {
        let place = |entry: u32| (entry - self.entry_first) as usize;
        place(entries.start)..place(entries.end)
    }

    /// The terms of entries, in their order.
    fn terms_of(&self, entries: std::ops::Range<u32>) -> &[u64] {
        &self.entry_terms[self.places_of(entries)]
    }

    /// The scores of entries, in their order.
    fn scores_of(&self, entries: std::ops::Range<u32>) -> &[f32] {
        &self.entry_score[self.places_of(entries)]
    }
}

fn refill<T: Copy>(values: &mut Vec<T>, length: usize, value: T) {
    values.clear();
    values.resize(length, value);
}

impl Pass<'_> {
    /// Returns how many documents or articles match.
    fn run(&self, kept: &mut Kept<'_, '_>) -> Result<u64, EngineError> {
        let mut cursors: Vec<(&Lookup, Cursor<'_>)> = Vec::new();
        for lookup in self.lookups {
            if let Some(cursor) = lookup.cursor(self.number, &self.view.reader)? {
                cursors.push((lookup, cursor));
            }
        }
        let mut total = 0;
        let mut window = Window::default();
        let mut first: Ordinal = 0;
        while first < self.view.documents() {
            check_deadline(self.plan)?;
            let entry_first = self.view.passages(first).start;
            let last = self
                .view
                .ordinal_of(entry_first + WINDOW_ENTRIES)
                .min(self.view.documents() - 1);
            let end = self.view.entry(last) + 1;
            window.reset(first..last + 1, entry_first..end);
            for (lookup, cursor) in &mut cursors {
                self.fill(&mut window, lookup, cursor, end);
            }
            total += self.collect(&window, kept);
            first = last + 1;
        }
        Ok(total)
    }

    /// Lets one term leave its bits and scores in a window.
    fn fill(&self, window: &mut Window, lookup: &Lookup, cursor: &mut Cursor<'_>, end: u32) {
        let bit = 1_u64 << lookup.term;
        let base = window.ordinals.start;
        match (lookup.place, self.plan.level) {
            (Place::Title | Place::Meta, _) => {
                let mut ordinal = base;
                cursor.for_each_before(end, |entry, _, saturated| {
                    ordinal = self.view.ordinal_from(ordinal, entry);
                    let document = (ordinal - base) as usize;
                    window.shared_terms[document] |= bit;
                    window.shared_score[document] += lookup.weight * saturated;
                });
            }
            // Where hits are articles, nobody asks how often the document as a whole has a word.
            (Place::Context, _) | (Place::Text, Level::Article) => {
                let mut ordinal = base;
                // The first entry after the passages of the document that was marked last.
                let mut marked_until = window.entry_first;
                cursor.for_each_before(end, |entry, _, saturated| {
                    let at = (entry - window.entry_first) as usize;
                    window.entry_terms[at] |= bit;
                    window.entry_score[at] += lookup.weight * saturated;
                    if entry >= marked_until {
                        ordinal = self.view.ordinal_from(ordinal, entry);
                        marked_until = self.view.entry(ordinal);
                        // Its text need not have the word: headings are indexed without their blanks (附　则).
                        window.document_terms[(ordinal - base) as usize] |= bit;
                    }
                });
            }
            (Place::Text, Level::Document) => {
                let mut body = Body {
                    pass: self,
                    lookup,
                    ordinal: base,
                    entry: self.view.entry(base),
                    frequency: 0,
                };
                cursor.for_each_before(end, |entry, frequency, saturated| {
                    let at = (entry - window.entry_first) as usize;
                    window.entry_terms[at] |= bit;
                    window.entry_score[at] += lookup.weight * saturated;
                    if entry > body.entry {
                        body.flush(window);
                        body.ordinal = self.view.ordinal_from(body.ordinal, entry);
                        body.entry = self.view.entry(body.ordinal);
                    }
                    body.frequency += frequency;
                });
                body.flush(window);
            }
        }
    }

    fn collect(&self, window: &Window, kept: &mut Kept<'_, '_>) -> u64 {
        let mut total = 0;
        for ordinal in window.ordinals.clone() {
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
        let at = (ordinal - window.ordinals.start) as usize;
        let terms = window.document_terms[at] | window.shared_terms[at];
        let identified = self.exactness(ordinal);
        let remembered = self.remembered_of(ordinal);
        if identified == 0 && remembered.is_empty() && !self.matcher.holds(terms) {
            return 0;
        }
        let failing = self.filters.failing(&self.view.columns, ordinal);
        let family = self
            .families
            .and_then(|families| families.of(self.number, ordinal));
        if family.is_none() {
            kept.counter.count(ordinal, failing, 1);
            if failing != 0 {
                return 0;
            }
        }
        if failing == 0 {
            self.keep_spoken(window, ordinal, remembered, kept);
        }
        let best = window.scores_of(self.view.passages(ordinal));
        let best = best.iter().copied().fold(0.0, f32::max);
        let words =
            window.shared_score[at] + window.document_score[at] + weight::BEST_PASSAGE * best;
        let score = words * self.prior(ordinal);
        let place = self.place(ordinal, false, score, identified);
        if let Some(family) = family {
            let ranked = self.candidate(ordinal, None, score, identified, place);
            kept.members
                .push(self.member(window, family, failing, ranked));
            // Counted with its work.
            return 0;
        }
        if kept.top.may_admit(place.0, place.1) {
            let candidate = self.candidate(ordinal, None, score, identified, place);
            kept.top.offer(candidate, |candidate| {
                candidate.passages = self.best_passages(window, ordinal);
            });
        }
        1
    }

    /// A document of a work of several, with its passages: whether it is shown is known at the end.
    fn member(
        &self,
        window: &Window,
        family: Family,
        failing: Failing,
        mut ranked: Ranked,
    ) -> Member {
        let ordinal = ranked.candidate.ordinal;
        let columns = &self.view.columns;
        if failing == 0 {
            ranked.candidate.passages = self.best_passages(window, ordinal);
        }
        Member {
            family,
            segment: self.number,
            ordinal,
            failing,
            in_force: columns.status(ordinal, self.plan.as_of).is_in_force(),
            begun: columns.effective(ordinal).or(columns.issued(ordinal)),
            ranked,
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

    fn collect_articles(&self, window: &Window, ordinal: Ordinal, kept: &mut Kept<'_, '_>) -> u64 {
        let at = (ordinal - window.ordinals.start) as usize;
        let shared = window.shared_terms[at];
        let identified = self.exactness(ordinal);
        // Most documents have too few of the words: one look at the document spares a look at each article.
        let everything = window.document_terms[at] | shared;
        let remembered = self.remembered_of(ordinal);
        let may_hold = self.matcher.may_hold_within(everything);
        if identified == 0 && remembered.is_empty() && !may_hold {
            return 0;
        }
        let passages = self.view.passages(ordinal);
        let matches = |entry: u32, own: u64| {
            identified > 0
                || self.matcher.holds(own | shared)
                || remembered.binary_search(&entry).is_ok()
        };
        let entries = passages.clone().zip(window.terms_of(passages));
        let matching: Vec<u32> = entries
            .filter(|&(entry, &own)| matches(entry, own) && self.view.can_be_hit(entry))
            .map(|(entry, _)| entry)
            .collect();
        if matching.is_empty() {
            return 0;
        }
        let failing = self.filters.failing(&self.view.columns, ordinal);
        kept.counter.count(ordinal, failing, matching.len() as u64);
        if failing != 0 {
            return 0;
        }
        self.keep_remembered(window, ordinal, remembered, kept);
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

    /// A passage with what its own words score.
    fn passage(&self, window: &Window, entry: u32) -> CandidatePassage {
        let score = window.entry_score[(entry - window.entry_first) as usize];
        CandidatePassage { entry, score }
    }

    fn article_score(&self, window: &Window, ordinal: Ordinal, entry: u32) -> f32 {
        let own = window.entry_score[(entry - window.entry_first) as usize];
        let shared = window.shared_score[(ordinal - window.ordinals.start) as usize];
        let columns = &self.view.columns;
        let reach = self
            .plan
            .prior
            .reach(columns.kind(ordinal), columns.is_nationwide(ordinal));
        (own + weight::SHARED_IN_ARTICLE * shared) * self.prior(ordinal) * reach
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

    /// What speaks for a document whatever its words.
    fn prior(&self, ordinal: Ordinal) -> f32 {
        let columns = &self.view.columns;
        let met = self.preferences.iter();
        let met = met.filter(|preferred| preferred.failing(columns, ordinal) == 0);
        let status = columns.status(ordinal, self.plan.as_of);
        let kind = columns.kind(ordinal);
        self.plan.prior.factor(kind, status, met.count())
    }

    /// How exactly a key of the plan names a document; 0 when none does.
    fn exactness(&self, ordinal: Ordinal) -> u32 {
        if self.identified.is_empty() {
            return 0;
        }
        let found = self
            .identified
            .binary_search_by_key(&ordinal, |(ordinal, _)| *ordinal);
        found.map_or(0, |at| self.identified[at].1)
    }

    /// What a document or article is ordered by: how exactly it was named, then the key of the asked order.
    fn place(&self, ordinal: Ordinal, is_article: bool, score: f32, exactness: u32) -> (u32, f64) {
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

    fn candidate(
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

    /// The identifier that an exactness stands for: see [`identified`].
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
    fn best_passages(&self, window: &Window, ordinal: Ordinal) -> Vec<CandidatePassage> {
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

/// Adds up a term's frequency over the passages of one document.
struct Body<'a> {
    pass: &'a Pass<'a>,
    lookup: &'a Lookup,
    ordinal: Ordinal,
    /// The entry of the document.
    entry: u32,
    frequency: u32,
}

impl Body<'_> {
    fn flush(&mut self, window: &mut Window) {
        if self.frequency == 0 {
            return;
        }
        let at = (self.ordinal - window.ordinals.start) as usize;
        let bytes = self.pass.view.columns.text_bytes(self.ordinal) as f32;
        let saturated = bm25::saturate(
            self.frequency as f32,
            bytes,
            self.pass.bytes_average,
            self.pass.plan.prior.body_saturation,
        );
        window.document_terms[at] |= 1 << self.lookup.term;
        window.document_score[at] += self.lookup.weight_body * saturated;
        self.frequency = 0;
    }
}
