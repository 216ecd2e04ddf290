//! Lists by days: they come from the names in memory.

use super::view::{Finding, View, Words, begins, day_before, ended, last_day, written};
use crate::catalogue::{Name, NameIndex};
use crate::document::{DateRole, Day, Turn, TurnKind, by_turn};

/// Published; the window is applied to all lists alike, later.
pub(super) fn newly_published<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let found = view.documents().filter_map(|(index, name)| {
        let day = name.dates.issued?;
        let reason = format!("{}公布", written(day));
        Some(Finding::new(
            index,
            Some(day),
            reason,
            Words::Own(DateRole::Issued),
        ))
    });
    found.collect()
}

/// In force since a day that is known; official documents without a clause are among the newly published.
pub(super) fn newly_in_force<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let found = view.documents().filter_map(|(index, name)| {
        let day = begins(name).filter(|day| *day <= view.as_of)?;
        let reason = format!("自{}起施行", written(day));
        Some(Finding::new(
            index,
            Some(day),
            reason,
            Words::Own(DateRole::Effective),
        ))
    });
    found.collect()
}

/// In force from a later day on.
pub(super) fn coming_into_force<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let found = view.all().filter_map(|(index, name)| {
        let day = begins(name).filter(|day| *day > view.as_of)?;
        let reason = format!("将自{}起施行", written(day));
        Some(Finding::new(
            index,
            Some(day),
            reason,
            Words::Own(DateRole::Effective),
        ))
    });
    found.collect()
}

/// In force, with a last day that is known: by its term, or by a document that will end it.
pub(super) fn expiring<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let found = view.in_force().filter_map(|(index, name)| {
        let by_term = last_day(name, view.as_of).filter(|day| *day >= view.as_of);
        let by_act = to_end(view, name).and_then(|turn| Some((day_before(turn.day)?, turn)));
        match (by_term, by_act) {
            (term, Some((last, turn))) if term.is_none_or(|term| last <= term) => {
                let finding = acted(view, index, turn, last);
                Some(Finding {
                    reason: format!("将{}", finding.reason),
                    ..finding
                })
            }
            (Some(day), _) => {
                let reason = format!("有效期至{}", written(day));
                Some(Finding::new(
                    index,
                    Some(day),
                    reason,
                    Words::Own(DateRole::Expires),
                ))
            }
            (None, _) => None,
        }
    });
    found.collect()
}

/// What is known on the asked day to end a text on a later one; newer versions do not end an instrument.
fn to_end<'v>(view: &View<'v>, name: &'v Name) -> Option<&'v Turn> {
    let turns = name.life.turns.iter();
    let later = turns
        .filter(|turn| is_repeal(turn.kind) && turn.day > view.as_of && turn.is_known(view.as_of));
    later.min_by_key(|turn| turn.day)
}

/// Amended, replaced by a newer version, repealed in part, extended: what was done to it up to its end.
pub(super) fn changed<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let mut found = Vec::new();
    for (index, name) in view.documents() {
        let end = ended(&name.life, view.as_of);
        let done = name.life.turns.iter().filter(|turn| turn.day <= view.as_of);
        for turn in done.filter(|turn| !is_repeal(turn.kind)) {
            // What ended it first counts, and nothing after that.
            let counts = match turn.kind.status().is_over() {
                true => end == Some(turn),
                false => end.is_none_or(|end| turn.day < end.day),
            };
            if counts {
                found.push(acted(view, index, turn, turn.day));
            }
        }
    }
    found
}

/// Repealed, declared lapsed, superseded, or run out: whichever came first.
pub(super) fn repealed<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let found = view.documents().filter_map(|(index, name)| {
        let end = ended(&name.life, view.as_of);
        let last = last_day(name, view.as_of).filter(|day| *day < view.as_of);
        match (end, last) {
            // An end on the day after the last one is the same, and says by whom.
            (Some(turn), last) if last.is_none_or(|last| day_before(turn.day) <= Some(last)) => {
                is_repeal(turn.kind).then(|| acted(view, index, turn, turn.day))
            }
            (_, Some(last)) => {
                let reason = format!("有效期至{}，已届满", written(last));
                Some(Finding::new(
                    index,
                    Some(last),
                    reason,
                    Words::Own(DateRole::Expires),
                ))
            }
            _ => None,
        }
    });
    found.collect()
}

/// Whether a turn ends an instrument, not only a version of it.
fn is_repeal(kind: TurnKind) -> bool {
    matches!(
        kind,
        TurnKind::Repealed | TurnKind::DeclaredInvalid | TurnKind::Superseded
    )
}

fn acted<'v>(view: &View<'v>, index: NameIndex, turn: &Turn, day: Day) -> Finding<'v> {
    Finding {
        other: view.catalogue.by_id(&turn.by),
        ..Finding::new(index, Some(day), by_turn(turn).text, Words::Act)
    }
}
