//! Copies on pages that say nothing of the version that they show: whatever it is, it is older than the page.
//!
//! A version of enacted law that was made only after the page was put up is a newer one, and replaces what the page shows.

use std::collections::BTreeMap;

use super::turns::{made, replacing, version_day};
use crate::catalogue::Name;
use crate::document::{Day, Life, Turn};

/// A page may be put up some days before the day that a source gives for the text.
const PAGE_DAYS: i64 = 31;

/// The turns of undated copies that a newer version replaces.
pub(super) fn outdated(
    names: &[Name],
    loose: &[bool],
    lives: &BTreeMap<usize, Life>,
) -> Vec<(usize, Turn)> {
    /// A work and its part.
    type Part<'n> = (&'n str, Option<&'n str>);
    fn part(name: &Name) -> Part<'_> {
        (&name.work_id, name.subtitle.as_deref())
    }
    let is_loose = |at: usize| loose.get(at).copied().unwrap_or(false);
    let begins = |at: usize| {
        let given = lives.get(&at).and_then(|life| life.begins);
        given.or(version_day(&names[at])).filter(|_| !is_loose(at))
    };
    let mut versions: BTreeMap<Part<'_>, Vec<(Day, usize)>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some(day) = begins(at).filter(|_| name.kind.is_enacted()) {
            versions.entry(part(name)).or_default().push((day, at));
        }
    }
    let undated = (0..names.len()).filter(|at| begins(*at).is_none());
    let replaced = undated.filter_map(|at| {
        let page = names[at].dates.issued?;
        let newer = versions.get(&part(&names[at]))?.iter().filter(|(_, next)| {
            made(&names[*next])
                .is_some_and(|made| made.days_since_epoch() - page.days_since_epoch() > PAGE_DAYS)
        });
        let (day, next) = newer.min()?;
        Some((at, replacing(*day, &names[*next])))
    });
    replaced.collect()
}
