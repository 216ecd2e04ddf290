//! Pairs and what is left over, in the order in which they are read.

use super::marks::{Marker, Marks, whole};
use super::pair::Pair;
use super::unit::Unit;
use super::{ComparedPassage, ComparisonRow, RowKind};
use crate::language::Tokenizer;

/// All rows: in the order of the new text, what was removed behind what it stood behind.
pub(super) fn rows(
    tokenizer: &Tokenizer,
    old: &[Unit<'_>],
    new: &[Unit<'_>],
    pairs: &[Pair],
) -> Vec<ComparisonRow> {
    let mut marker = Marker::new(tokenizer);
    let mut rows = Vec::with_capacity(old.len().max(new.len()));
    let mut removed = removed(old, new.len(), pairs).into_iter().peekable();
    let mut pairs = pairs.iter().peekable();
    for (at, after) in new.iter().enumerate() {
        while let Some((_, gone)) = removed.next_if(|(before, _)| *before <= at) {
            rows.push(one_sided(RowKind::Removed, &old[gone]));
        }
        rows.push(match pairs.next_if(|pair| pair.new == at) {
            Some(pair) => both(&mut marker, &old[pair.old], after, pair),
            None => one_sided(RowKind::Added, after),
        });
    }
    rows.extend(removed.map(|(_, gone)| one_sided(RowKind::Removed, &old[gone])));
    rows
}

/// What has no pair, each with the place in the new text before which it is told.
fn removed(old: &[Unit<'_>], new_places: usize, pairs: &[Pair]) -> Vec<(usize, usize)> {
    let mut answer = vec![None; old.len()];
    for pair in pairs {
        answer[pair.old] = Some(pair);
    }
    let mut place = 0;
    let mut removed = Vec::new();
    for (at, pair) in answer.into_iter().enumerate() {
        match pair {
            Some(pair) if pair.in_order => place = (pair.new + 1).min(new_places),
            Some(_) => {}
            None => removed.push((place, at)),
        }
    }
    removed
}

fn both(marker: &mut Marker<'_>, old: &Unit<'_>, new: &Unit<'_>, pair: &Pair) -> ComparisonRow {
    let (old_marks, new_marks) = match pair.is_same {
        true => Default::default(),
        false => marker.marks(old, new),
    };
    let kind = match (old.is_numbered_as(new), pair.is_same) {
        (true, true) => RowKind::Same,
        (true, false) => RowKind::Changed,
        (false, true) => RowKind::Renumbered,
        (false, false) => RowKind::RenumberedChanged,
    };
    ComparisonRow {
        kind,
        moved: !pair.in_order,
        old: Some(passage(old, old_marks)),
        new: Some(passage(new, new_marks)),
    }
}

fn one_sided(kind: RowKind, unit: &Unit<'_>) -> ComparisonRow {
    let passage = Some(passage(unit, whole(unit)));
    let (old, new) = match kind {
        RowKind::Removed => (passage, None),
        _ => (None, passage),
    };
    ComparisonRow {
        kind,
        moved: false,
        old,
        new,
    }
}

fn passage(unit: &Unit<'_>, marks: Marks) -> ComparedPassage {
    ComparedPassage {
        n: unit.passage.n.clone(),
        kind: unit.passage.kind,
        label: unit.passage.label.clone(),
        heading: unit.passage.heading.clone(),
        text: unit.text.to_owned(),
        marks,
    }
}
