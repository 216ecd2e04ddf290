//! Where a document applies.

use super::fields::is_blank;
use crate::document::region::COUNTRY;
use crate::document::{Authority, Branch, Division, Kind, Origin, Region, RegionLevel, regions};

/// The place where a document applies: the field's, made narrower by an organ that lies in it (a record of
/// 山东 by 青岛市人民代表大会常务委员会 is of 青岛市); without a field the organ's, else the title's.
pub(super) fn region_of(
    field: Option<&str>,
    field_place: Option<&'static Division>,
    organs: &[Authority],
    title: &str,
) -> Option<Region> {
    let organ_place = organs
        .iter()
        .filter(|organ| organ.class().branch != Branch::Other)
        .find_map(|organ| organ.class().division)
        .map(today);
    let field_raw = field.map(str::trim).filter(|field| !is_blank(field));
    if let Some(place) = field_place.map(today) {
        let narrower = |inner: &&'static Division| {
            inner.level > RegionLevel::Country
                && inner.code != place.code
                && regions().is_within(inner.code, place.code)
        };
        if let Some(inner) = organ_place.filter(narrower) {
            return Some(inner.to_region(field_raw, Origin::Authority));
        }
        let named = title_place(title).filter(|_| place.level > RegionLevel::Country);
        return match named.filter(narrower) {
            Some(inner) => Some(inner.to_region(field_raw, Origin::Title)),
            None => Some(place.to_region(field_raw, Origin::Field)),
        };
    }
    if let Some(place) = organ_place {
        return Some(place.to_region(field_raw, Origin::Authority));
    }
    let place = match title.starts_with("中华人民共和国") {
        true => regions().get(COUNTRY),
        false => title_place(title),
    };
    Some(place?.to_region(field_raw, Origin::Title))
}

/// The place that a title begins with, the innermost of a path: 浙江省景宁畲族自治县自治条例 is of 景宁,
/// 深圳经济特区数据条例 of 深圳.
fn title_place(title: &str) -> Option<&'static Division> {
    let bare = title.trim_start_matches(['《', '“', '〈']);
    let mut end = 0;
    let mut innermost = None;
    for found in regions().find_all(bare) {
        if found.range.start != end {
            break;
        }
        let zone = bare[found.range.end..].starts_with("经济特区");
        if !(found.full || zone || innermost.is_none()) {
            break;
        }
        end = found.range.end;
        innermost = Some(found.division);
    }
    innermost.map(today)
}

/// A law without a place in its record applies everywhere.
pub(super) fn whole_country(kind: Kind) -> Option<Region> {
    let national = [
        Kind::Constitution,
        Kind::Law,
        Kind::AdministrativeRegulation,
        Kind::SupervisoryRegulation,
        Kind::JudicialInterpretation,
        Kind::DepartmentalRule,
    ];
    let country = regions()
        .get(COUNTRY)
        .filter(|_| national.contains(&kind))?;
    Some(country.to_region(None, Origin::Kind))
}

/// A former place that is one place still goes by its name and code of today.
fn today(division: &'static Division) -> &'static Division {
    regions().current(division).unwrap_or(division)
}
