//! Works of which several documents are held: versions of one instrument, parts of one text, a text and the notice that
//! issues it. A search shows each once.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::columns::work_number;
use super::facets::{Counter, Failing, SegmentCounter};
use super::segment::{Ordinal, SegmentView};
use super::top::{Ranked, Top};
use crate::document::Day;
use crate::query::Sort;

/// A work of several documents, by number.
pub(super) type Family = u32;
const NONE: Family = Family::MAX;

/// Which documents belong to which work of several.
#[derive(Debug, Default)]
pub(super) struct Families {
    /// By segment and ordinal.
    of: Vec<Vec<Family>>,
}

impl Families {
    /// Reads the works of all segments.
    pub fn open(segments: &[SegmentView]) -> Self {
        let works = segments.iter().map(|view| {
            let ordinals = 0..view.documents();
            ordinals.map(|ordinal| view.columns.work(ordinal)).collect()
        });
        let mut works: Vec<Vec<Option<u64>>> = works.collect();
        join_notices(segments, &mut works);
        let mut members: HashMap<u64, u32> = HashMap::new();
        for (view, works) in segments.iter().zip(&works) {
            view.for_each_document(|ordinal| {
                if let Some(work) = works[ordinal as usize] {
                    *members.entry(work).or_default() += 1;
                }
            });
        }
        let mut numbers: HashMap<u64, Family> = HashMap::new();
        let of = works.into_iter().map(|works| {
            let family = |work: Option<u64>| {
                let several =
                    work.filter(|work| members.get(work).is_some_and(|members| *members > 1));
                several.map_or(NONE, |work| {
                    let next = numbers.len() as Family;
                    *numbers.entry(work).or_insert(next)
                })
            };
            works.into_iter().map(family).collect()
        });
        Self { of: of.collect() }
    }

    /// The work of a document, when it is one of several.
    pub fn of(&self, segment: usize, ordinal: Ordinal) -> Option<Family> {
        let family = *self.of.get(segment)?.get(ordinal as usize)?;
        (family != NONE).then_some(family)
    }
}

/// Counts a notice to the work of the text that it issues, where both are held.
fn join_notices(segments: &[SegmentView], works: &mut [Vec<Option<u64>>]) {
    let mut texts: HashMap<String, u64> = HashMap::new();
    for (view, works) in segments.iter().zip(works.iter_mut()) {
        view.for_each_document(|ordinal| {
            if view.columns.life(ordinal).issued_by.is_some() {
                let id = view.columns.id(ordinal);
                // A text of no known organ has no work that others could belong to.
                let work = works[ordinal as usize].get_or_insert_with(|| work_number(id, "\u{1e}"));
                texts.insert(id.to_owned(), *work);
            }
        });
    }
    for (view, works) in segments.iter().zip(works.iter_mut()) {
        view.for_each_document(|ordinal| {
            let text = view.columns.life(ordinal).issues.as_ref();
            if let Some(work) = text.and_then(|text| texts.get(&text.id)) {
                works[ordinal as usize] = Some(*work);
            }
        });
    }
}

/// A document that matches and belongs to a work of several.
pub(super) struct Member {
    pub family: Family,
    pub segment: usize,
    pub ordinal: Ordinal,
    /// The filters that it does not pass.
    pub failing: Failing,
    /// Whether it is the notice that issues the text of the work.
    pub notice: bool,
    /// Whether its text binds on the asked day.
    pub in_force: bool,
    /// The first day on which it counts.
    pub begun: Option<Day>,
    pub ranked: Ranked,
    /// Whether its score was worked out. That of one that could not get among the best by itself was not: what it is
    /// ranked by is then more than what it would be, and its passages are not known.
    pub scored: bool,
}

/// A version that is no longer in force is shown in the place of the one that is when it answers so much better: then
/// what is asked for stands in it alone.
const OLDER_BETTER: f64 = 1.25;

/// Shows each work once: of its documents that pass the filters the one named most exactly, then the text before the notice
/// that issues it, then the one in force, then the best. It stands where the best of them would. Facets count a work once for each of their values. Returns how many
/// works match.
pub(super) fn fold<'a>(
    members: &[Member],
    segments: &'a [SegmentView],
    as_of: Day,
    sort: Sort,
    top: &mut Top,
    counters: &mut [SegmentCounter<'a>],
    counter: &mut Counter<'a>,
) -> u64 {
    let mut total = 0;
    for family in members.chunk_by(|a, b| a.family == b.family) {
        let segment = family[0].segment;
        if family.iter().all(|member| member.segment == segment) {
            let counted = family.iter().map(|member| (member.ordinal, member.failing));
            counters[segment].count_once(counted);
        } else {
            let counted = family.iter().map(|member| {
                let columns = &segments[member.segment].columns;
                (columns, member.ordinal, member.failing)
            });
            counter.count_once(counted, as_of);
        }
        let passing: Vec<&Member> = family.iter().filter(|member| member.failing == 0).collect();
        let Some(shown) = passing.iter().copied().max_by(|a, b| better(a, b, sort)) else {
            continue;
        };
        total += 1;
        let best = passing
            .iter()
            .copied()
            .max_by(|a, b| a.ranked.order(&b.ranked))
            .unwrap_or(shown);
        if !top.may_admit(best.ranked.class, best.ranked.key) {
            continue;
        }
        let mut ranked = shown.ranked.clone();
        (ranked.class, ranked.key) = (best.ranked.class, best.ranked.key);
        top.offer(ranked, |_| {});
    }
    total
}

/// Puts the documents of each work together, and returns those whose score has to be worked out after all: another one of
/// their work may get among the best, and they might be shown in its place.
pub(super) fn gather<'m>(members: &'m mut [Member], top: &Top) -> Vec<&'m mut Member> {
    members.sort_unstable_by_key(|member| (member.family, member.segment, member.ordinal));
    let families = members.chunk_by_mut(|a, b| a.family == b.family);
    let may_be_shown = families.filter(|family| {
        let mut passing = family.iter().filter(|member| member.failing == 0);
        passing.any(|member| top.may_admit(member.ranked.class, member.ranked.key))
    });
    let members = may_be_shown.flatten();
    members
        .filter(|member| member.failing == 0 && !member.scored)
        .collect()
}

/// Keeps a member if it is the one of its work to be shown among those so far. In the order of the index this chooses
/// the same as [`fold`], and holds one member a work.
pub(super) fn prefer(shown: &mut HashMap<Family, Member>, member: Member, sort: Sort) {
    match shown.entry(member.family) {
        Entry::Vacant(place) => {
            place.insert(member);
        }
        Entry::Occupied(mut place) => {
            if better(place.get(), &member, sort) != Ordering::Greater {
                place.insert(member);
            }
        }
    }
}

fn better(a: &Member, b: &Member, sort: Sort) -> Ordering {
    let class = a.ranked.class.cmp(&b.ranked.class);
    let by_force = match (a.in_force, b.in_force) {
        (true, false) if sort == Sort::Relevance && b.ranked.key > a.ranked.key * OLDER_BETTER => {
            Ordering::Less
        }
        (false, true) if sort == Sort::Relevance && a.ranked.key > b.ranked.key * OLDER_BETTER => {
            Ordering::Greater
        }
        (a, b) => a.cmp(&b),
    };
    let younger = || match (a.in_force, b.in_force) {
        (false, false) => a.begun.cmp(&b.begun),
        _ => Ordering::Equal,
    };
    class
        .then(b.notice.cmp(&a.notice))
        .then(by_force)
        .then_with(younger)
        .then_with(|| a.ranked.order(&b.ranked))
}
