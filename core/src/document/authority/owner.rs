//! The place that the name of a local organ begins with or stands for.

use super::class::ends_as_organ;
use crate::document::{Division, RegionLevel, regions};

/// The place that a local organ's name begins with, in full, and the rest: 广东人民代表大会 belongs to 广东省,
/// 市政府 to the record's city.
pub(super) fn local_owner<'a>(
    name: &'a str,
    place: Option<&Division>,
) -> (Option<String>, &'a str) {
    if let Some(rest) = name.strip_prefix("自治区") {
        return (
            province_of(place)
                .map(|d| d.name.to_owned())
                .or(Some("自治区".to_owned())),
            rest,
        );
    }
    let levels = [
        ('省', RegionLevel::Province),
        ('市', RegionLevel::Prefecture),
        ('区', RegionLevel::County),
        ('县', RegionLevel::County),
    ];
    for (word, level) in levels {
        if let Some(rest) = name.strip_prefix(word).filter(|rest| starts_organ(rest)) {
            let around = place.and_then(|place| at_level(place, word, level));
            return match around {
                Some(division) => (Some(division.name.to_owned()), rest),
                None => (None, name),
            };
        }
    }
    let Some(found) = regions()
        .find_longest(name)
        .filter(|found| found.range.start == 0)
    else {
        return (None, name);
    };
    let rest = &name[found.range.end..];
    if found.full {
        // A path of places: the names stand as they are.
        return (Some(name[..found.range.end].to_owned()), rest);
    }
    // 黔西南州 says its rank in its own word.
    let rank = found.division.name.chars().last();
    let rest = rest
        .strip_prefix(['州', '市', '省', '盟'])
        .filter(|_| rest.chars().next() == rank)
        .unwrap_or(rest);
    // 北京教育考试院 is called so; only organs of state are short for the full name of their place.
    let organ_of_state = ["人民代表大会", "人民政府", "人大", "政府"]
        .iter()
        .any(|word| rest.starts_with(word));
    match organ_of_state {
        true => (Some(found.division.name.to_owned()), rest),
        false => (None, name),
    }
}

/// The division around `place` that `word` means: 市 in a record of 南山区 is 深圳市; 市 in one of 天津市 is
/// the province-level city itself.
fn at_level(place: &Division, word: char, level: RegionLevel) -> Option<&'static Division> {
    let own = std::iter::once(place.code);
    let around = regions().ancestors(place.code);
    let codes: Vec<&str> = own.chain(around).collect();
    let mut divisions = codes.into_iter().filter_map(|code| regions().get(code));
    divisions.find(|division| {
        division.name.ends_with(word)
            && (division.level == level || (word == '市' && division.level != RegionLevel::Country))
    })
}

fn province_of(place: Option<&Division>) -> Option<&'static Division> {
    let place = place?;
    let around = regions().ancestors(place.code);
    std::iter::once(place.code)
        .chain(around)
        .filter_map(|code| regions().get(code))
        .find(|division| division.level == RegionLevel::Province)
}

/// Words that the name of a local organ begins with after its place.
fn starts_organ(rest: &str) -> bool {
    !rest.is_empty()
        && (["政府", "人民", "人大", "政协", "委"]
            .iter()
            .any(|word| rest.starts_with(word))
            || ends_as_organ(rest))
}
