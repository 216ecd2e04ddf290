//! Names and relations of a generation at a day, as lists look at them.

use std::cmp::Reverse;

use crate::catalogue::{Catalogue, Name, NameIndex};
use crate::document::{DateRole, Day, Life, Status, Turn};
use crate::relation::{Edge, FormerMention, Relations};

/// A generation at a day.
pub(super) struct View<'v> {
    pub catalogue: &'v Catalogue,
    pub relations: &'v Relations,
    pub as_of: Day,
    /// Whether each document passes the filters.
    passing: Vec<bool>,
    /// The state of each document.
    statuses: Vec<Status>,
}

/// What a list found, before its sentence is read.
#[derive(Debug, Clone)]
pub(super) struct Finding<'v> {
    pub index: NameIndex,
    pub day: Option<Day>,
    pub reason: String,
    pub other: Option<NameIndex>,
    pub named: Option<String>,
    pub article: Option<String>,
    pub words: Words<'v>,
}

/// Where the words of a finding stand.
#[derive(Debug, Clone, Copy)]
pub(super) enum Words<'v> {
    /// Those that give a day of the document's own life.
    Own(DateRole),
    /// Those that state a relation, in the document itself.
    Edge(&'v Edge),
    /// Those of the other document that say what it does to this one.
    Act,
    /// Those around a name of an organ.
    Organ(&'v FormerMention),
    /// The first reason of the document's validity, which has words of its own.
    Validity,
}

impl<'v> Finding<'v> {
    pub fn new(index: NameIndex, day: Option<Day>, reason: String, words: Words<'v>) -> Self {
        Self {
            index,
            day,
            reason,
            other: None,
            named: None,
            article: None,
            words,
        }
    }
}

impl<'v> View<'v> {
    pub fn new(
        catalogue: &'v Catalogue,
        relations: &'v Relations,
        passing: Vec<bool>,
        as_of: Day,
    ) -> Self {
        let statuses = catalogue.names().map(|name| name.status(as_of));
        Self {
            statuses: statuses.collect(),
            catalogue,
            relations,
            as_of,
            passing,
        }
    }

    pub fn name(&self, index: NameIndex) -> &'v Name {
        self.catalogue.name(index)
    }

    /// The state at the asked day.
    pub fn status(&self, index: NameIndex) -> Status {
        let status = self.statuses.get(index.0 as usize);
        status.copied().unwrap_or(Status::Unknown)
    }

    /// The documents that pass the filters and can have existed by the asked day.
    pub fn documents(&self) -> impl Iterator<Item = (NameIndex, &'v Name)> {
        self.all()
            .filter(|(_, name)| name.earliest.is_none_or(|day| day <= self.as_of))
    }

    /// The documents that pass the filters.
    pub fn all(&self) -> impl Iterator<Item = (NameIndex, &'v Name)> {
        let names = self.catalogue.names().zip(&self.passing);
        names
            .enumerate()
            .filter(|(_, (_, passes))| **passes)
            .map(|(at, (name, _))| (NameIndex(at as u32), name))
    }

    /// The documents in force that pass the filters.
    pub fn in_force(&self) -> impl Iterator<Item = (NameIndex, &'v Name)> {
        self.all()
            .filter(|(index, _)| self.status(*index).is_in_force())
    }

    /// Whether a day lies in a window around the asked day.
    pub fn is_within(&self, day: Option<Day>, days: u32, to_come: bool) -> bool {
        let Some(day) = day else {
            return false;
        };
        let apart = day.days_since_epoch() - self.as_of.days_since_epoch();
        let days = i64::from(days);
        if to_come {
            (0..=days).contains(&apart)
        } else {
            (1 - days..=0).contains(&apart)
        }
    }

    /// The next first of what is to come, else the newest; of one day by identifier.
    pub fn sort(&self, found: &mut [Finding<'_>], to_come: bool) {
        found.sort_by(|a, b| {
            let by_day = match to_come {
                true => a.day.cmp(&b.day),
                false => Reverse(a.day).cmp(&Reverse(b.day)),
            };
            by_day.then_with(|| self.name(a.index).id.cmp(&self.name(b.index).id))
        });
    }
}

/// The first day in force, as far as it is known.
pub(super) fn begins(name: &Name) -> Option<Day> {
    name.life.begins.max(name.dates.effective)
}

/// The first day on which a text counts, by whatever is known.
pub(super) fn begun(name: &Name) -> Option<Day> {
    let days = [name.life.presumed, name.dates.issued, name.earliest];
    begins(name).or(days.into_iter().flatten().next())
}

/// The last day in force, as extended by a day.
pub(super) fn last_day(name: &Name, by: Day) -> Option<Day> {
    name.life.last_day(name.dates.expires, by)
}

/// The turn that ended a text by a day, the first of them.
pub(super) fn ended(life: &Life, by: Day) -> Option<&Turn> {
    let ends = life
        .turns
        .iter()
        .filter(|turn| turn.kind.status().is_over() && turn.day <= by);
    ends.min_by_key(|turn| (turn.day, turn.kind))
}

/// The day before, which the calendar has for every day that a document can have.
pub(super) fn day_before(day: Day) -> Option<Day> {
    Day::from_days_since_epoch(day.days_since_epoch() - 1)
}

/// 2026年11月23日.
pub(super) fn written(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A title as it stands inside 《》: the marks in it become 〈〉 (GB/T 15834-2011 §4.15).
pub(super) fn quoted(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}
