//! What a document says of others and others say of it, by sort, each with the words that say so.

use std::collections::BTreeMap;

use tongcha::relation::RelationKind;
use tongcha::search::{RelationRecord, RelationsRequest, SearchError};
use tongcha::{Day, Searcher};

use super::super::relations::{self, Direction, Item, distinct, item};

/// Relations of one sort and direction that are read: some documents are cited by thousands.
const READ_MAX: usize = 40;
/// Documents of one sort that are shown.
const SHOWN_MAX: usize = 10;

/// Relations of one sort, as they are held.
pub struct Related {
    kind: RelationKind,
    direction: Direction,
    /// How many there are.
    count: usize,
    records: Vec<RelationRecord>,
}

/// Relations of one sort, as they are shown.
pub struct Group {
    /// Its anchor.
    pub id: String,
    /// What the sort is called, seen from this document.
    pub title: &'static str,
    /// The documents.
    pub items: Vec<Item>,
    /// How many places there are, where not all of them are shown, and where they are listed.
    pub all: Vec<(usize, String)>,
}

/// Reads the relations of a document: of each sort some, so that a sort with thousands leaves room for the others.
///
/// # Errors
/// When the index cannot be read.
pub fn read(searcher: &Searcher, id: &str, as_of: Day) -> Result<Vec<Related>, SearchError> {
    let only_counts = RelationsRequest::default();
    let Some(all) = searcher.relations(id, &only_counts, as_of)? else {
        return Ok(Vec::new());
    };
    let mut related = Vec::new();
    for kind in RelationKind::ALL {
        let count =
            |counts: &BTreeMap<String, usize>| counts.get(kind.as_str()).copied().unwrap_or(0);
        let (outward, inward) = (count(&all.counts.outward), count(&all.counts.inward));
        if outward + inward == 0 {
            continue;
        }
        let wanted = RelationsRequest {
            kinds: vec![kind],
            limit: READ_MAX,
            ..RelationsRequest::default()
        };
        let Some(record) = searcher.relations(id, &wanted, as_of)? else {
            continue;
        };
        for (direction, count, records) in [
            (Direction::Out, outward, record.outward),
            (Direction::In, inward, record.inward),
        ] {
            if !records.is_empty() {
                related.push(Related {
                    kind,
                    direction,
                    count,
                    records,
                });
            }
        }
    }
    Ok(related)
}

/// The groups in the order in which they are read: what it rests on first, what only names it last.
pub fn groups(id: &str, related: &[Related]) -> Vec<Group> {
    let order = |related: &&Related| match (related.kind, related.direction) {
        (RelationKind::BasedOn, Direction::Out) => 0,
        (RelationKind::Cites, direction) => 3 + u8::from(direction == Direction::In),
        (_, direction) => 1 + u8::from(direction == Direction::In),
    };
    let mut sorted: Vec<&Related> = related.iter().collect();
    sorted.sort_by_key(order);
    let mut groups: Vec<Group> = Vec::new();
    for group in sorted.iter().map(|related| group(id, related)) {
        // Both documents may say the same of each other, which is one thing to read: 被修改.
        match groups.iter_mut().find(|known| known.title == group.title) {
            Some(known) => join(known, group),
            None => groups.push(group),
        }
    }
    groups
}

/// Adds what another group of the same title has beside.
fn join(known: &mut Group, other: Group) {
    for item in other.items {
        let is_known = |known: &Item| known.document == item.document && known.title == item.title;
        if !known.items.iter().any(is_known) {
            known.items.push(item);
        }
    }
    known.all.extend(other.all);
}

fn group(id: &str, related: &Related) -> Group {
    let kind = related.kind;
    let documents = distinct(&related.records);
    let is_whole = documents.len() <= SHOWN_MAX && related.count <= related.records.len();
    let shown = documents.into_iter().take(SHOWN_MAX);
    let behind = match related.direction {
        Direction::Out => "",
        Direction::In => "-by",
    };
    let listed = relations::address(id, Some(kind), Some(related.direction), 1);
    Group {
        id: format!("rel-{}{behind}", kind.as_str()),
        title: related.direction.label(kind),
        items: shown
            .map(|record| item(record, related.direction))
            .collect(),
        all: (!is_whole)
            .then_some((related.count, listed))
            .into_iter()
            .collect(),
    }
}
