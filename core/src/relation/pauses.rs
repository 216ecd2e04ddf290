//! What suspensions do to the validity of documents: from when to when, in whole or in part, and where.

use std::collections::BTreeSet;

use super::model::{Edge, ExtensionFrom, Limit, Place, RelationKind};
use super::turns::Found;
use crate::catalogue::Name;
use crate::document::{COUNTRY, Day, Turn, TurnKind, regions};
use crate::life::Unit;

/// A document and what it suspends or resumes.
type Pair = (usize, usize);

/// What texts say of suspensions themselves: there the titles of these acts say less.
pub(super) fn told(found: &[Found<'_>]) -> BTreeSet<Pair> {
    let in_text = found
        .iter()
        .filter(|one| is_pause(one.edge) && one.edge.place == Place::Text);
    in_text.flat_map(pairs).collect()
}

fn pairs<'f>(one: &'f Found<'_>) -> impl Iterator<Item = Pair> + use<'f> {
    let targets = one.targets.iter();
    targets.map(|target| (one.source.0 as usize, target.0 as usize))
}

/// Whether a title says of a suspension what the text under it says better.
pub(super) fn is_told(told: &BTreeSet<Pair>, one: &Found<'_>, target: usize) -> bool {
    is_pause(one.edge)
        && one.edge.place == Place::Title
        && told.contains(&(one.source.0 as usize, target))
}

fn is_pause(edge: &Edge) -> bool {
    matches!(edge.kind, RelationKind::Suspends | RelationKind::Resumes)
}

/// The last day of a pause of so many months from `day` or from the day that it names.
pub(super) fn last_day(edge: &Edge, day: Day) -> Option<Day> {
    let term = edge
        .extension
        .filter(|_| edge.kind == RelationKind::Suspends)?;
    let first = match term.from {
        ExtensionFrom::Day(day) => day,
        _ => day,
    };
    let past = Unit::Months.after(first, term.months?)?;
    Day::from_days_since_epoch(past.days_since_epoch() - 1)
}

/// The place inside which something is suspended or resumed: what the words name, else the place of an act that is made
/// inside the one where the suspended text holds.
pub(super) fn area(edge: &Edge, act: &Name, text: &Name) -> Option<String> {
    if !is_pause(edge) {
        return None;
    }
    if let Some(Limit::Area(area)) = &edge.limit {
        return Some(area.clone());
    }
    let region = act.region.as_deref().filter(|region| *region != COUNTRY)?;
    let around = text.region.as_deref().unwrap_or(COUNTRY);
    let inside =
        around != region && (around == COUNTRY || regions().ancestors(region).contains(&around));
    let place = inside.then(|| regions().get(region)).flatten()?;
    Some(place.name.to_owned())
}

/// A pause inside a place is one of a part, whatever it suspends there.
pub(super) fn limited(turn: Turn) -> Turn {
    match turn.kind {
        TurnKind::Suspended if turn.area.is_some() => Turn {
            kind: TurnKind::PartlySuspended,
            ..turn
        },
        _ => turn,
    }
}
