//! What relations and versions do to the validity of documents.

use std::collections::{BTreeMap, BTreeSet};

use super::companions;
use super::copies;
use super::extension::{Known, count};
use super::model::{Edge, Extension, ExtensionFrom, RelationKind};
use super::pauses;
use super::resolve::begin;
use crate::catalogue::{Name, NameIndex};
use crate::document::{Day, Life, Turn, TurnKind, title_stem};
use crate::structure::article_label;

/// A relation with the documents that it names.
pub(super) struct Found<'e> {
    pub source: NameIndex,
    pub edge: &'e Edge,
    pub targets: &'e [NameIndex],
}

/// The life of every document that relations or newer versions say something of.
pub(super) fn lives(names: &[Name], loose: &[bool], found: &[Found<'_>]) -> BTreeMap<usize, Life> {
    let mut lives: BTreeMap<usize, Life> = BTreeMap::new();
    let made = made_by(names, found);
    for (at, (day, by)) in begins(names, &made) {
        let life = lives.entry(at).or_default();
        life.begins = Some(day);
        life.begins_by = Some(companions::companion(&names[by]));
    }
    for (target, turn) in replaced(names, loose, &lives) {
        push(&mut lives, target, turn);
    }
    for (target, turn) in copies::outdated(names, loose, &lives) {
        push(&mut lives, target, turn);
    }
    let mut open: Vec<(usize, Extension, Turn)> = Vec::new();
    let told = pauses::told(found);
    for one in found.iter().filter(|one| one.edge.kind.changes()) {
        for (target, turn) in turns(names, one) {
            if let (TurnKind::Extended, None, Some(extension)) =
                (turn.kind, turn.until, one.edge.extension)
            {
                open.push((target, extension, turn));
                continue;
            }
            // A version that an act made holds what it amended.
            let holds =
                turn.kind == TurnKind::Amended && made.contains(&(target, one.source.0 as usize));
            if !holds && !pauses::is_told(&told, one, target) {
                push(&mut lives, target, turn);
            }
        }
    }
    let pairs = companions::pairs(names, found);
    extend(names, &pairs, &mut lives, open);
    for (at, name) in names.iter().enumerate() {
        if let Some(presumed) = name.life.presumed {
            lives.entry(at).or_default().presumed = Some(presumed);
        }
    }
    companions::join(names, &pairs, &mut lives);
    for life in lives.values_mut() {
        life.turns
            .sort_by(|a, b| (a.day, a.kind, &a.by).cmp(&(b.day, b.kind, &b.by)));
        life.turns.dedup_by(|b, a| {
            let what = |turn: &Turn| (turn.articles.clone(), turn.area.clone());
            (a.day, a.kind, &a.by) == (b.day, b.kind, &b.by) && what(a) == what(b)
        });
    }
    lives
}

/// Extensions by a term, each from the last day that those before it have made. One whose last day cannot be told is none.
fn extend(
    names: &[Name],
    pairs: &[(usize, usize)],
    lives: &mut BTreeMap<usize, Life>,
    mut open: Vec<(usize, Extension, Turn)>,
) {
    // The term of what a notice issues stands in the issued text.
    let issued: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    open.sort_by(|a, b| (a.0, a.2.day, &a.2.by).cmp(&(b.0, b.2.day, &b.2.by)));
    // A text and its list may say the same twice.
    open.dedup_by(|b, a| (a.0, &a.2.by) == (b.0, &b.2.by));
    for (target, extension, turn) in open {
        let life = lives.get(&target);
        let made: Vec<&Turn> = life
            .iter()
            .flat_map(|life| &life.turns)
            .filter(|other| other.kind == TurnKind::Extended)
            .collect();
        // An extending document that names the last day itself has said all.
        if made.iter().any(|other| other.by == turn.by) {
            continue;
        }
        let before = made.iter().filter(|other| other.day <= turn.day);
        let extended = before.filter_map(|other| other.until).max();
        let text = issued.get(&target).map(|text| &names[*text]);
        let ends = text.and_then(|text| text.dates.expires);
        let begins = text.and_then(|text| text.dates.effective);
        let known = Known {
            begins: begins
                .or(life.and_then(|life| life.begins))
                .or(begin(&names[target])),
            ends: extended.max(names[target].dates.expires.or(ends)),
            act: turn.day,
        };
        if extension.months.is_none() {
            let day = match extension.from {
                ExtensionFrom::Day(day) => day,
                _ => turn.day,
            };
            push(lives, target, Turn { day, ..turn });
            continue;
        }
        if let Some((until, counted)) = count(extension, known) {
            let extended = Turn {
                until: Some(until),
                counted: Some(counted),
                ..turn
            };
            push(lives, target, extended);
        }
    }
}

/// The day from which the public could know of a document.
pub(super) fn made(name: &Name) -> Option<Day> {
    // The earliest day is one of its making, unless it is that of its entry into force.
    let made = |day: &Day| name.dates.effective != Some(*day);
    name.dates.issued.or(name.earliest.filter(made))
}

fn push(lives: &mut BTreeMap<usize, Life>, target: usize, turn: Turn) {
    lives.entry(target).or_default().turns.push(turn);
}

/// A newer version takes the place of a text.
pub(super) fn replacing(day: Day, next: &Name) -> Turn {
    Turn {
        kind: TurnKind::Replaced,
        day,
        by: next.id.clone(),
        title: next.title.clone(),
        until: None,
        counted: None,
        known: made(next),
        articles: Vec::new(),
        area: None,
    }
}

/// Which versions were made by which acts, as the lines under their titles say.
fn made_by(names: &[Name], found: &[Found<'_>]) -> BTreeSet<(usize, usize)> {
    let made = found
        .iter()
        .filter(|one| one.edge.kind == RelationKind::AmendedBy);
    made.flat_map(|one| {
        let version = one.source.0 as usize;
        // The act is as old as the line says; one made at another time is another of the same name.
        let acts = one.targets.iter().map(|act| act.0 as usize).filter(|act| {
            one.edge
                .day
                .zip(names[*act].earliest)
                .is_none_or(|(day, made)| {
                    (made.days_since_epoch() - day.days_since_epoch()).abs() < ACT_DAYS_MAX
                })
        });
        acts.map(move |act| (version, act))
    })
    .collect()
}

/// Between the passing of an act and its publication lie at most these days.
const ACT_DAYS_MAX: i64 = 120;

/// First days in force that other documents give, and which: the act that made a version may enter into force later than
/// it was passed, and the parts of one work begin together.
fn begins(names: &[Name], made: &BTreeSet<(usize, usize)>) -> BTreeMap<usize, (Day, usize)> {
    let mut begins = BTreeMap::new();
    for (version, act) in made {
        let own = names[*version].dates.effective;
        let later = names[*act].dates.effective.filter(|day| {
            own.is_some_and(|own| {
                *day > own
                    && (day.days_since_epoch() - own.days_since_epoch()) < COMMENCEMENT_DAYS_MAX
            })
        });
        if let Some(day) = later {
            begins.insert(*version, (day, *act));
        }
    }
    let parts = || {
        names
            .iter()
            .enumerate()
            .filter(|(_, name)| name.subtitle.is_some())
    };
    for (at, part) in parts().filter(|(_, name)| name.dates.effective.is_none()) {
        let mut siblings = parts().filter_map(|(by, other)| {
            let together = other.dates.issued == part.dates.issued || part.dates.issued.is_none();
            let day = other.dates.effective?;
            (other.work_id == part.work_id && together).then_some((day, by))
        });
        if let Some(sibling) = siblings.next() {
            begins.insert(at, sibling);
        }
    }
    begins
}

/// Between the passing of an act and its entry into force lies at most about a year.
const COMMENCEMENT_DAYS_MAX: i64 = 400;

/// A version is replaced when the next one of the same instrument enters into force. Versions that begin on one day are
/// copies of one version.
fn replaced(names: &[Name], loose: &[bool], lives: &BTreeMap<usize, Life>) -> Vec<(usize, Turn)> {
    /// A work and its part.
    type Part<'n> = (&'n str, Option<&'n str>, Option<&'n str>);
    let mut works: BTreeMap<Part<'_>, Vec<(Day, usize)>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        let begins = lives.get(&at).and_then(|life| life.begins);
        // Two measures of one title and place are versions of one when one organ issued them.
        let issuer = name
            .authority
            .first()
            .map(String::as_str)
            .filter(|_| !name.kind.is_enacted());
        let firm = !loose.get(at).copied().unwrap_or(false);
        if let Some(day) = begins.or(version_day(name)).filter(|_| firm) {
            works
                .entry((&name.work_id, name.subtitle.as_deref(), issuer))
                .or_default()
                .push((day, at));
        }
    }
    let mut turns = Vec::new();
    for versions in works.values_mut().filter(|versions| versions.len() > 1) {
        versions.sort_unstable();
        for at in 0..versions.len() {
            let (day, version) = versions[at];
            let Some((next_day, next)) = versions[at..].iter().find(|(next, _)| *next > day) else {
                continue;
            };
            turns.push((version, replacing(*next_day, &names[*next])));
        }
    }
    turns
}

/// The day on which a version enters into force. A day of publication alone may be that of a page, and says nothing of
/// the version, but for enacted law.
pub(super) fn version_day(name: &Name) -> Option<Day> {
    name.dates
        .effective
        .or(name.dates.issued.filter(|_| name.kind.is_enacted()))
}

/// What one relation does to each of the versions that are older than it.
fn turns(names: &[Name], found: &Found<'_>) -> Vec<(usize, Turn)> {
    let source = &names[found.source.0 as usize];
    let Some(day) = found.edge.day.or(begin(source)) else {
        return Vec::new();
    };
    let Some(kind) = turn_kind(names, found, day) else {
        return Vec::new();
    };
    let until = found
        .edge
        .until
        .or_else(|| pauses::last_day(found.edge, day));
    let labels: Vec<String> = found
        .edge
        .articles
        .iter()
        .filter_map(|article| label(&article.n, article.until.as_deref()))
        .collect();
    let older = found
        .targets
        .iter()
        .map(|index| index.0 as usize)
        .filter(|at| {
            let begun = begin(&names[*at]);
            begun.is_none_or(|begun| begun < day) && names[*at].id != source.id
        });
    older
        .map(|at| {
            let turn = Turn {
                kind,
                day,
                by: source.id.clone(),
                title: source.title.clone(),
                until,
                counted: None,
                known: made(source),
                articles: labels.clone(),
                area: pauses::area(found.edge, source, &names[at]),
            };
            (at, pauses::limited(turn))
        })
        .collect()
}

fn turn_kind(names: &[Name], found: &Found<'_>, day: Day) -> Option<TurnKind> {
    let whole = found.edge.articles.is_empty();
    match found.edge.kind {
        RelationKind::Repeals | RelationKind::DeclaresInvalid | RelationKind::Supersedes
            if !whole =>
        {
            Some(TurnKind::PartlyRepealed)
        }
        RelationKind::Repeals => Some(TurnKind::Repealed),
        RelationKind::DeclaresInvalid => Some(TurnKind::DeclaredInvalid),
        RelationKind::Supersedes => Some(TurnKind::Superseded),
        RelationKind::ExtendsValidity => {
            let extends = found.edge.until.is_some() || found.edge.extension.is_some();
            extends.then_some(TurnKind::Extended)
        }
        RelationKind::Suspends if !whole || found.edge.limit.is_some() => {
            Some(TurnKind::PartlySuspended)
        }
        RelationKind::Suspends => Some(TurnKind::Suspended),
        RelationKind::Resumes => Some(TurnKind::Resumed),
        // An amended text is another version. Where that is held it replaces this one; where it is not, this one is
        // out of date all the same.
        RelationKind::Amends => {
            let source = &names[found.source.0 as usize];
            let acts = ["修改", "修正", "修订", "废止"]
                .iter()
                .any(|word| source.title.contains(word));
            let newer = found
                .targets
                .iter()
                .any(|index| begin(&names[index.0 as usize]).is_some_and(|begun| begun >= day));
            let itself = found.targets.iter().any(|index| {
                title_stem(&names[index.0 as usize].title) == title_stem(&source.title)
            });
            (acts && !newer && !itself).then_some(TurnKind::Amended)
        }
        _ => None,
    }
}

fn label(n: &str, until: Option<&str>) -> Option<String> {
    let first = article_label(n)?;
    match until.and_then(article_label) {
        Some(last) => Some(format!("{first}至{last}")),
        None => Some(first),
    }
}
