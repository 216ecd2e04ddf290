//! What a document says of others and others say of it, by sort, each with the words that say so.

use std::collections::{BTreeMap, HashSet};

use tongcha::relation::RelationKind;
use tongcha::search::{RelationRecord, RelationsRequest, SearchError};
use tongcha::{Day, Searcher};

use super::super::links;
use super::super::markup::{Markup, Piece};
use super::super::validity;

/// Relations of one sort and direction that are read: some documents are cited by thousands.
const READ_MAX: usize = 40;
/// Documents of one sort that are shown.
const SHOWN_MAX: usize = 10;
/// Characters of a sentence that are shown.
const SENTENCE_CHARS_MAX: usize = 120;

/// Relations of one sort, as they are held.
pub struct Related {
    kind: RelationKind,
    is_inward: bool,
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

/// Another document.
pub struct Item {
    /// Its identifier, when it is held.
    document: Option<String>,
    /// Its title, or what it is called where it is not held.
    pub title: String,
    /// Its number.
    pub number: Option<String>,
    /// Where it is read; `None` when it is not held.
    pub href: Option<String>,
    /// Class and words of its state.
    pub state: Option<(&'static str, String)>,
    /// The words that say so.
    pub sentence: Markup,
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
        for (is_inward, count, records) in [
            (false, outward, record.outward),
            (true, inward, record.inward),
        ] {
            if !records.is_empty() {
                related.push(Related {
                    kind,
                    is_inward,
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
    let order = |related: &&Related| match (related.kind, related.is_inward) {
        (RelationKind::BasedOn, false) => 0,
        (RelationKind::Cites, is_inward) => 3 + u8::from(is_inward),
        (_, is_inward) => 1 + u8::from(is_inward),
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
    let mut known = HashSet::new();
    let mut documents: Vec<&RelationRecord> = Vec::new();
    for record in &related.records {
        // Of several places that name the same document, the first one stands for it.
        let name = match &record.document {
            Some(document) => (Some(&document.id), None, None),
            None => (None, record.title.as_ref(), record.number.as_ref()),
        };
        if known.insert(name) {
            documents.push(record);
        }
    }
    let is_whole = documents.len() <= SHOWN_MAX && related.count <= related.records.len();
    let shown = documents.into_iter().take(SHOWN_MAX);
    Group {
        id: format!(
            "rel-{}{}",
            kind.as_str(),
            if related.is_inward { "-by" } else { "" }
        ),
        title: if related.is_inward {
            kind.label_inward()
        } else {
            kind.label()
        },
        items: shown
            .map(|record| item(record, related.is_inward))
            .collect(),
        all: (!is_whole)
            .then(|| (related.count, links::relations(id, kind.as_str())))
            .into_iter()
            .collect(),
    }
}

fn item(record: &RelationRecord, is_inward: bool) -> Item {
    let (from, to) = record.mark;
    let marks: &[(u32, u32)] = &[(from, to)];
    // What others say is read where they say it; what is said of them, at the article that is named.
    let place = match is_inward {
        true => record.passage.as_deref(),
        false => record.articles.first().and_then(|n| n.split('~').next()),
    };
    let sentence = Piece::new(&record.sentence, marks).excerpt(SENTENCE_CHARS_MAX);
    let sentence = sentence.trimmed().markup();
    match &record.document {
        Some(document) => Item {
            document: Some(document.id.clone()),
            title: document.title.clone(),
            number: document.number.clone(),
            href: Some(links::place(&document.id, place)),
            state: Some((
                validity::class(document.status),
                document.status_label.clone(),
            )),
            sentence,
        },
        None => Item {
            document: None,
            title: record
                .title
                .clone()
                .or_else(|| record.number.clone())
                .unwrap_or_default(),
            number: record.number.clone().filter(|_| record.title.is_some()),
            href: None,
            state: None,
            sentence,
        },
    }
}
