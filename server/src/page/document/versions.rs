//! The versions of a work in the order of time, each with what changed beside the one that is shown.

use tongcha::Day;
use tongcha::search::DocumentRecord;

use super::super::links;
use super::super::validity::Badge;

/// A version of the work, or this one.
pub struct VersionView {
    /// Where it is read.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// The day that it came with, and what the day is.
    pub day: Option<(Day, &'static str)>,
    /// Its state.
    pub badge: Badge,
    /// Whether it is the one that is shown.
    pub is_current: bool,
    /// What changed between it and the one that is shown.
    pub comparison: String,
}

/// Every version, this one among them, the newest first; nothing when it is the only one.
pub fn versions(document: &DocumentRecord, others: &[DocumentRecord]) -> Vec<VersionView> {
    if others.is_empty() {
        return Vec::new();
    }
    let held = |id: &String| {
        if *id == document.id {
            Some(document)
        } else {
            others.iter().find(|other| other.id == *id)
        }
    };
    let view = |version: &DocumentRecord| VersionView {
        href: links::at_day(links::document(&version.id, ""), document.as_of),
        title: version.title.clone(),
        number: version.number.clone(),
        day: day(version),
        badge: Badge::new(&version.validity),
        is_current: version.id == document.id,
        comparison: links::at_day(links::comparison(&document.id, &version.id), document.as_of),
    };
    document
        .version_ids
        .iter()
        .filter_map(held)
        .map(view)
        .collect()
}

fn day(version: &DocumentRecord) -> Option<(Day, &'static str)> {
    let dates = &version.dates;
    let known = [
        (dates.effective, "施行"),
        (dates.issued, "公布"),
        (dates.signed, "成文"),
    ];
    known.into_iter().find_map(|(day, what)| Some((day?, what)))
}
