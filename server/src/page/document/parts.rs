//! A work that comes in several records (民法典) as one: which part this is, the others, the one before and behind.

use tongcha::search::{DocumentRecord, PartRecord};

use super::super::links;

/// The parts of a work, seen from one of them.
pub struct Parts {
    /// All, in the order of their articles.
    pub list: Vec<Part>,
    /// Which one is shown, from 1.
    pub at: usize,
    /// The one before.
    pub previous: Option<Neighbour>,
    /// The one behind.
    pub next: Option<Neighbour>,
}

/// A part.
pub struct Part {
    /// Where it is read.
    pub href: String,
    /// Its name.
    pub name: String,
    /// `第1—204条`.
    pub articles: Option<String>,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

/// The part before or behind.
pub struct Neighbour {
    /// Where it is read.
    pub href: String,
    /// Its name.
    pub name: String,
}

/// The parts of the work of a document; `None` when it is all in one record.
pub fn parts(document: &DocumentRecord, q: &str) -> Option<Parts> {
    let all = &document.parts;
    // Of an older version of a part, the newest one stands in the list.
    let is_current = |part: &PartRecord| {
        part.id == document.id || document.subtitle.as_ref() == Some(&part.subtitle)
    };
    let at = all.iter().position(is_current)?;
    if all.len() < 2 {
        return None;
    }
    let href = |part: &PartRecord| links::at_day(links::document(&part.id, q), document.as_of);
    let neighbour = |part: &PartRecord| Neighbour {
        href: href(part),
        name: part.subtitle.clone(),
    };
    let part = |(index, part): (usize, &PartRecord)| Part {
        href: href(part),
        name: part.subtitle.clone(),
        articles: part.articles.map(|(from, to)| match from == to {
            true => format!("第{from}条"),
            false => format!("第{from}—{to}条"),
        }),
        is_current: index == at,
    };
    Some(Parts {
        list: all.iter().enumerate().map(part).collect(),
        at: at + 1,
        previous: at
            .checked_sub(1)
            .and_then(|before| all.get(before))
            .map(neighbour),
        next: all.get(at + 1).map(neighbour),
    })
}
