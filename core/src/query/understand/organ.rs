//! Organs: national ones under any name, departments of places, former ones with their successors.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::place::Place;
use super::reader::Reader;
use super::{Effect, Expansion, InterpretationKind, NoteKind, Preference};
use crate::document::{Authority, organs};
use crate::query::FacetField;

/// Departments by type and by short name, with the type that took over.
static TYPES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut types: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    let lines = include_str!("../../../data/lexicon/organ_types.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [former, _, _, successor, ..] = columns[..] else {
            continue;
        };
        let short = columns.get(4).map_or("", |short| short);
        for name in std::iter::once(former).chain(short.split(';')) {
            let successors = types.entry(name).or_default();
            if !name.is_empty() && !successor.is_empty() && !successors.contains(&successor) {
                successors.push(successor);
            }
        }
    }
    types.retain(|name, successors| !name.is_empty() && !successors.is_empty());
    types
});

const NAME_CHARS_MAX: usize = 20;

/// The organs in what is unread, each said and preferred.
pub(super) fn read(reader: &mut Reader<'_>, places: &[Place]) {
    if !reader.wants(InterpretationKind::Authority) {
        return;
    }
    for token in reader.line.tokens() {
        let mut at = token.start;
        while at < token.end {
            let end =
                national(reader, at..token.end).or_else(|| local(reader, at..token.end, places));
            at = end.unwrap_or(at + 1);
        }
    }
}

/// A national organ at the start of the range; where it ends. A name of two characters (主席, 高法) must be all of it.
fn national(reader: &mut Reader<'_>, range: Range<usize>) -> Option<usize> {
    let longest = NAME_CHARS_MAX.min(range.len());
    let (end, organ) = (2..=longest).rev().find_map(|length| {
        let end = range.start + length;
        let whole = end == range.end;
        let name = reader.line.text(range.start..end);
        (length > 2 || whole).then_some(())?;
        Some((end, organs().get(&name)?))
    })?;
    let mut values = vec![organ.name.to_owned()];
    let now = successors_today(organ.name);
    if organ.last_year.is_some() {
        values.extend(now.iter().map(|name| (*name).to_owned()));
        renamed(reader, organ.name, &now);
    }
    prefer(reader, organ.name.to_owned(), values, range.start..end);
    Some(end)
}

/// The organs that do the work of a former one today: 国家环境保护总局 became 环境保护部, and that 生态环境部.
fn successors_today(name: &'static str) -> Vec<&'static str> {
    let mut open = vec![name];
    let mut seen = open.clone();
    let mut today = Vec::new();
    while let Some(organ) = open.pop().and_then(|name| organs().get(name)) {
        if organ.last_year.is_none() && organ.name != name {
            today.push(organ.name);
        }
        for successor in organ.last_year.iter().flat_map(|_| &organ.successors) {
            if !seen.contains(successor) {
                seen.push(successor);
                open.push(successor);
            }
        }
    }
    today
}

/// A department of a place: `贵州省教育厅`, `环保厅`, `贵阳市环保局`.
fn local(reader: &mut Reader<'_>, range: Range<usize>, places: &[Place]) -> Option<usize> {
    let place = places.iter().find(|place| place.chars.start == range.start);
    let from = place.map_or(range.start, |place| place.chars.end);
    let longest = NAME_CHARS_MAX.min(range.end.saturating_sub(from));
    let former = (3..=longest).rev().find_map(|length| {
        let name = reader.line.text(from..from + length);
        let (name, successors) = TYPES.get_key_value(name.as_str())?;
        Some((from + length, *name, successors))
    });
    if let Some((end, name, successors)) = former {
        let place = place.map_or("", |place| place.division.name);
        // The successors of 环保厅 are its own only where they are of its rank: 厅 of a province, 局 of a city.
        let now: Vec<&str> = successors.clone();
        renamed(reader, name, &now);
        let typed = reader.line.text(from..end);
        reader.understanding.expansions.push(Expansion {
            from: typed,
            to: now.iter().map(|name| (*name).to_owned()).collect(),
        });
        if place.is_empty() {
            let text = now.first().map_or(name, |now| now);
            reader.chip(
                InterpretationKind::Authority,
                text,
                from..end,
                false,
                Effect::Says,
            );
        } else {
            let values: Vec<String> = now
                .iter()
                .chain([&name])
                .map(|name| format!("{place}{name}"))
                .collect();
            let text = values.first().cloned().unwrap_or_default();
            prefer(reader, text, values, range.start..end);
        }
        return Some(end);
    }
    let place = place?;
    let length = (2..=longest).find(|length| {
        let rest = reader.line.text(from..from + length);
        let office = reader.line.text(from + length..range.end);
        ["政府", "厅", "局", "委员会"]
            .iter()
            .any(|word| rest.ends_with(word))
            && !office.starts_with("办公")
    });
    let length = length.or_else(|| {
        let rest = reader.line.text(from..from + longest);
        let at = rest.find("办公厅").or_else(|| rest.find("办公室"))?;
        Some(rest[..at].chars().count() + 3)
    })?;
    let end = from + length;
    let name = reader.line.text(range.start..end);
    let organ = Authority::read(&name, Some(place.division))
        .into_iter()
        .next()?;
    prefer(
        reader,
        organ.name.clone(),
        vec![organ.name],
        range.start..end,
    );
    Some(end)
}

fn prefer(reader: &mut Reader<'_>, text: String, values: Vec<String>, chars: Range<usize>) {
    reader.understanding.preferences.push(Preference {
        field: FacetField::Authority,
        values,
    });
    reader.chip(
        InterpretationKind::Authority,
        text,
        chars,
        true,
        Effect::Prefers,
    );
}

fn renamed(reader: &mut Reader<'_>, former: &str, now: &[&str]) {
    if !now.is_empty() {
        let text = format!("{former}的职责现由{}承担。", now.join("、"));
        reader.note(NoteKind::OrganRenamed, text);
    }
}
