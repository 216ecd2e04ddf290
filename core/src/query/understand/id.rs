//! A record's identifier, alone or in a pasted address.

use super::reader::Reader;
use super::{Effect, InterpretationKind};
use crate::catalogue::NameIndex;
use crate::query::Query;

/// The document that the query is the identifier or the address of. What remains of an address that leads to
/// nothing is left as typed.
pub(super) fn read(reader: &mut Reader<'_>, query: &Query) -> bool {
    let [clause] = query.clauses.as_slice() else {
        return false;
    };
    let [piece] = clause.alternatives.as_slice() else {
        return false;
    };
    if clause.negated || piece.field.is_some() || !reader.wants(InterpretationKind::Id) {
        return false;
    }
    let Some(index) = find(reader, &piece.raw) else {
        return false;
    };
    let name = reader.context.catalogue.name(index);
    let text = format!("{}（{}）", name.title, name.id);
    reader.line.take(piece.chars.clone());
    reader.chip(
        InterpretationKind::Id,
        text,
        piece.chars.clone(),
        true,
        Effect::Names,
    );
    reader.name(index, Vec::new());
    true
}

fn find(reader: &Reader<'_>, raw: &str) -> Option<NameIndex> {
    let catalogue = reader.context.catalogue;
    if let Some(index) = catalogue.by_id(raw) {
        return Some(index);
    }
    let address = ["http://", "https://", "www."].iter().any(|start| {
        raw.get(..start.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(start))
    });
    if !address {
        return None;
    }
    // The identifier stands at the end: …/documents/d3159, ?id=d3159, d3159.html, #article after it.
    raw.rsplit(['/', '?', '&', '=', '#']).find_map(|part| {
        let stem = part.rsplit_once('.').map(|(stem, _)| stem);
        let whole = catalogue.by_id(part);
        whole.or_else(|| stem.and_then(|stem| catalogue.by_id(stem)))
    })
}
