//! Numbers that leave out whose they are: 省政府令, 部令.

use crate::document::authority::{self, classify};
use crate::document::{Authority, DocumentNumber, Region, RegionLevel, regions};

/// 省政府令, 市政府令, 部令, 总局令 are short for the record's own organ.
pub(super) fn complete(
    number: DocumentNumber,
    organs: &[Authority],
    region: Option<&Region>,
) -> DocumentNumber {
    if !(number.is_decree() || number.is_announcement()) {
        return number;
    }
    let place = region.and_then(|region| regions().get(&region.code));
    let code = number.organ_code.clone().unwrap_or_default();
    let full = match code.as_str() {
        "" | "部" | "总局" | "局" | "署" => national_organ_named(&code, organs),
        _ => {
            let owned = ["省", "市", "自治区", "区", "县"]
                .iter()
                .any(|word| code.starts_with(word));
            let full = Authority::read(&code, place)
                .into_iter()
                .next()
                .map(|organ| organ.name);
            full.filter(|full| owned && *full != code && classify(full).level.is_some())
        }
    };
    match full {
        Some(full) => number.with_organ(&full),
        None => number,
    }
}

/// The record's national organ whose name ends so, or the one before it: 总局令 in a record of the Ministry of
/// Environmental Protection is one of 国家环境保护总局.
fn national_organ_named(ending: &str, organs: &[Authority]) -> Option<String> {
    let lead = organs
        .first()
        .filter(|organ| organ.class().level == Some(RegionLevel::Country))?;
    if lead.name.ends_with(ending) {
        return Some(lead.name.clone());
    }
    let mut name = lead.name.as_str();
    // Reforms lie years apart: three steps reach from 2023 to before 1998.
    for _ in 0..3 {
        let before = authority::organs().predecessors(name);
        let mut fitting = before.iter().filter(|organ| organ.name.ends_with(ending));
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => return Some(one.name.to_owned()),
            (None, _) => name = before.first().filter(|_| before.len() == 1)?.name,
            _ => return None,
        }
    }
    None
}
