//! Another document as a relation leads to it, with the words that say so.

use std::collections::HashSet;

use tongcha::search::RelationRecord;

use super::super::links;
use super::super::markup::{Markup, Piece};
use super::super::validity;
use super::Direction;

/// Characters of a sentence that are shown.
const SENTENCE_CHARS_MAX: usize = 120;

/// Another document.
pub struct Item {
    /// Its identifier, when it is held.
    pub document: Option<String>,
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

/// The relations that each lead to another document: of several places that name the same one, the first stands for it.
pub fn distinct(records: &[RelationRecord]) -> Vec<&RelationRecord> {
    let mut known = HashSet::new();
    let mut distinct = Vec::new();
    for record in records {
        let name = match &record.document {
            Some(document) => (Some(&document.id), None, None),
            None => (None, record.title.as_ref(), record.number.as_ref()),
        };
        if known.insert(name) {
            distinct.push(record);
        }
    }
    distinct
}

/// The other document of a relation.
pub fn item(record: &RelationRecord, direction: Direction) -> Item {
    let (from, to) = record.mark;
    let marks: &[(u32, u32)] = &[(from, to)];
    // What others say is read where they say it; what is said of them, at the article that is named.
    let place = match direction {
        Direction::In => record.passage.as_deref(),
        Direction::Out => record.articles.first().and_then(|n| n.split('~').next()),
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
