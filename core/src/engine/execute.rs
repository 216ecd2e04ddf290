//! Runs a plan over segments: one pass, a window of whole documents at a time.
//!
//! Every term sets its bit in the entries where it occurs and adds to their scores; a document's bits are those of
//! its title, number and passages together. Then the condition is asked of the bits. Matching is therefore exact
//! at both levels from one pass, counts need no second one, and memory is bounded by the window. Common terms are
//! looked up only where the rarer ones leave a chance: see [`course`].

mod collect;
mod course;
mod rank;
mod share;
mod sparing;
mod walk;
mod window;

pub(super) use walk::{choose, walk};

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::answer::EngineError;
use super::candidate::Candidate;
use super::facets::{Counter, SegmentCounter, SegmentFilters};
use super::family::{Families, Member, fold, gather};
use super::lookup::{EntryCounts, Lookup, Saturations};
use super::matcher::Matcher;
use super::processors::Turn;
use super::schema::Fields;
use super::segment::{Ordinal, SegmentView};
use super::top::Top;
use crate::query::{Plan, Rarity};
use course::Course;
use share::Share;

/// What a pass over all segments found.
pub(super) struct Found<'a> {
    pub total: u64,
    pub top: Vec<Candidate>,
    pub articles: Vec<Candidate>,
    pub counter: Counter<'a>,
}

/// Runs a plan, on as many processors as the turn allows.
pub(super) fn execute<'a>(
    plan: &Plan,
    segments: &'a [SegmentView],
    families: &Families,
    fields: &Fields,
    turn: &Turn<'_>,
) -> Result<Found<'a>, EngineError> {
    let asked = Asked::new(plan, segments, fields)?;
    let passes = segments.iter().enumerate();
    let passes: Vec<Pass<'_>> = passes
        .map(|(number, view)| asked.pass(number, view, families))
        .collect::<tantivy::Result<_>>()?;
    let mut counter = Counter::new(&plan.facets);
    let Share {
        mut total,
        mut top,
        articles,
        mut remembered,
        mut members,
        mut counters,
    } = Share::all(
        plan,
        &passes,
        segments,
        &counter,
        turn.shares(asked.effort()),
    )?;
    rescore(&passes, gather(&mut members, &top))?;
    total += fold(
        &members,
        segments,
        plan.as_of,
        plan.sort,
        &mut top,
        &mut counters,
        &mut counter,
    );
    for of_segment in counters {
        counter.add(of_segment);
    }
    let mut articles = articles.finish();
    let is_new = |candidate: &Candidate| !articles.iter().any(|known| known.is_same(candidate));
    remembered.retain(is_new);
    articles.append(&mut remembered);
    Ok(Found {
        total,
        top: top.finish(),
        articles,
        counter,
    })
}

/// Works out what was left out of members.
fn rescore(passes: &[Pass<'_>], mut members: Vec<&mut Member>) -> Result<(), EngineError> {
    members.sort_unstable_by_key(|member| (member.segment, member.ordinal));
    for members in members.chunk_by_mut(|a, b| a.segment == b.segment) {
        passes[members[0].segment].rescore(members)?;
    }
    Ok(())
}

/// A plan with its terms looked up in all segments.
struct Asked<'p> {
    plan: &'p Plan,
    fields: &'p Fields,
    /// In the order of the course.
    lookups: Vec<Lookup>,
    course: Course,
    rarity: Rarity,
    bytes_average: f32,
}

impl<'p> Asked<'p> {
    fn new(
        plan: &'p Plan,
        segments: &[SegmentView],
        fields: &'p Fields,
    ) -> Result<Self, EngineError> {
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
        let rarity = entries.rarity(plan, &lookups);
        let course = Course::new(&mut lookups, &Matcher::new(&plan.condition, &rarity));
        Ok(Self {
            plan,
            fields,
            lookups,
            course,
            rarity,
            bytes_average: entries.text_bytes as f32 / (entries.documents as f32).max(1.0),
        })
    }

    /// About how many occurrences of terms there are to walk past. The terms that are not looked for everywhere are only
    /// where others leave a chance.
    fn effort(&self) -> u64 {
        let (everywhere, rest) = self.lookups.split_at(self.course.everywhere);
        let everywhere: u64 = everywhere.iter().map(Lookup::effort).sum();
        let jumped = everywhere.saturating_mul(window::OCCURRENCES_JUMPED_MIN as u64);
        let rest = rest.iter().map(|lookup| lookup.effort().min(jumped));
        everywhere + rest.sum::<u64>()
    }

    /// The pass over the segment of this number.
    fn pass<'a>(
        &'a self,
        number: usize,
        view: &'a SegmentView,
        families: &'a Families,
    ) -> tantivy::Result<Pass<'a>> {
        let (plan, fields) = (self.plan, self.fields);
        view.columns.remember_day(plan.as_of);
        let identified = identified(plan, view, fields)?;
        let remembered = remembered_in(plan, number, view);
        let remembering = remembered.iter().map(|&entry| view.ordinal_of(entry));
        let identifying = identified.iter().map(|(ordinal, _)| *ordinal);
        let named: BTreeSet<Ordinal> = identifying.chain(remembering).collect();
        Ok(Pass {
            plan,
            view,
            number,
            families: plan.folds.then_some(families),
            lookups: &self.lookups,
            course: &self.course,
            matcher: Matcher::new(&plan.condition, &self.rarity),
            filters: SegmentFilters::new(&plan.filters, plan.as_of, view, fields)?,
            identified,
            named: named.into_iter().collect(),
            preferences: plan
                .prior
                .preferences
                .iter()
                .map(|preferred| SegmentFilters::new(preferred, plan.as_of, view, fields))
                .collect::<tantivy::Result<_>>()?,
            may_spare: sparing::may_spare(plan, &self.lookups),
            remembered,
            bytes_average: self.bytes_average,
        })
    }
}

/// How telling the terms of a plan are among what the segments hold.
pub(super) fn rarity(
    plan: &Plan,
    segments: &[SegmentView],
    fields: &Fields,
) -> Result<Rarity, EngineError> {
    Ok(Asked::new(plan, segments, fields)?.rarity)
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
    course: &'a Course,
    matcher: Matcher<'a>,
    filters: SegmentFilters<'a>,
    identified: Vec<(Ordinal, u32)>,
    /// The documents that match whatever their words, ascending: those identified, and those of remembered articles.
    named: Vec<Ordinal>,
    /// What is preferred, as the filters that it might have been.
    preferences: Vec<SegmentFilters<'a>>,
    /// Articles that match whatever their words, ascending: see [`Plan::remembered`].
    remembered: Vec<u32>,
    /// Whether documents that cannot get among the best need no score: see [`sparing`].
    may_spare: bool,
    bytes_average: f32,
}
