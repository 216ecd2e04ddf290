//! Places: full, short and former names, nicknames (黔, 筑). They are preferred; the words stay.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::reader::Reader;
use super::{Effect, InterpretationKind, Preference};
use crate::document::{Division, RegionLevel, regions};
use crate::query::FacetField;

static NICKNAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../../../data/lexicon/nicknames.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// A place in the line.
pub(super) struct Place {
    pub(super) chars: Range<usize>,
    pub(super) division: &'static Division,
}

/// The places in what is unread, each said and preferred.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Place> {
    if !reader.wants(InterpretationKind::Region) {
        return Vec::new();
    }
    let mut places = Vec::new();
    for token in reader.line.tokens() {
        let text = reader.line.text(token.clone());
        match nickname(&text) {
            Some((chars, division)) => places.push(Place {
                chars: token.start..token.start + chars,
                division,
            }),
            None => places.extend(names(&text, token.start)),
        }
    }
    // 贵州省贵阳市: the inner place is meant.
    let outer = |place: &Place, next: &Place| {
        place.chars.end == next.chars.start
            && regions().is_within(next.division.code, place.division.code)
    };
    let inner: Vec<bool> = (0..places.len())
        .map(|at| {
            places
                .get(at + 1)
                .is_none_or(|next| !outer(&places[at], next))
        })
        .collect();
    let mut values = Vec::new();
    for (place, inner) in places.iter().zip(inner) {
        if !inner {
            continue;
        }
        let today = regions().current(place.division);
        let name = today.map_or(place.division.name, |division| division.name);
        // What was issued under the former code is of the same place.
        for code in today
            .map(|today| today.code)
            .into_iter()
            .chain([place.division.code])
        {
            if !values.contains(&code.to_owned()) {
                values.push(code.to_owned());
            }
        }
        reader.chip(
            InterpretationKind::Region,
            name,
            place.chars.clone(),
            true,
            Effect::Prefers,
        );
    }
    if !values.is_empty() {
        reader.understanding.preferences.push(Preference {
            field: FacetField::Region,
            values,
        });
    }
    places
}

fn names(text: &str, offset: usize) -> Vec<Place> {
    let chars_before = |bytes: usize| text[..bytes].chars().count();
    regions()
        .find_all(text)
        .into_iter()
        .filter(|found| found.division.level != RegionLevel::Country)
        .map(|found| Place {
            chars: offset + chars_before(found.range.start)..offset + chars_before(found.range.end),
            division: found.division,
        })
        .collect()
}

/// A nickname that is the whole word, or that stands before 府, 政 or 政府 (黔府, 筑府办).
fn nickname(text: &str) -> Option<(usize, &'static Division)> {
    let stem = ["府", "政府", "府办"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text);
    let mut chars = stem.chars();
    let only = chars.next().filter(|_| chars.next().is_none());
    let code = NICKNAMES.get(stem).copied();
    let division = code
        .and_then(|code| regions().get(code))
        .or_else(|| only.and_then(|only| regions().by_abbreviation(only)))?;
    Some((stem.chars().count(), division))
}
