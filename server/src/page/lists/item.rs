//! One item of a list: the document, why it is there, and the words that say so.

use tongcha::Day;
use tongcha::document::Kind;
use tongcha::search::{ListItem, ListResponse};

use super::super::links;
use super::super::markup::{Markup, marked};
use super::super::validity::class;

/// An item.
pub struct ItemView {
    pub href: String,
    pub title: String,
    /// Class of the stylesheet for its state, and the state in words.
    pub badge: (&'static str, String),
    pub number: Option<String>,
    pub kind: &'static str,
    pub day: Option<Day>,
    pub reason: String,
    /// The other document: title and address.
    pub other: Option<(String, String)>,
    /// The sentence that it rests on.
    pub sentence: Option<Markup>,
}

impl ItemView {
    /// The view of an item.
    pub fn new(item: &ListItem, list: &ListResponse) -> Self {
        let document = &item.document;
        let at = |id: &str| links::at_day(links::document(id, ""), list.as_of);
        let other = item.other.as_ref();
        Self {
            href: at(&document.id),
            title: document.title.clone(),
            badge: (class(document.status), document.status_label.clone()),
            number: document.number.clone(),
            kind: Kind::label(document.kind),
            day: item.day,
            reason: item.reason.clone(),
            other: other.map(|other| (other.title.clone(), at(&other.id))),
            sentence: item
                .sentence
                .as_ref()
                .filter(|sentence| !sentence.trim().is_empty())
                .map(|sentence| marked(sentence, &item.mark.into_iter().collect::<Vec<_>>())),
        }
    }
}
