//! Events: what the marks turned out to be, in the order of the text. Passages are cut at them.

use super::{ComponentNumber, DivisionLevel};

/// Something that begins at a place.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// Where its passage begins.
    pub cut: usize,
    /// One past its own label and heading.
    pub end: usize,
    pub kind: EventKind,
}

#[derive(Debug, Clone)]
pub(super) enum EventKind {
    Division(Heading),
    Contents,
    Article {
        number: ComponentNumber,
        run: u32,
        label: String,
    },
    Section(Section),
}

/// The heading of a division.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub level: DivisionLevel,
    pub number: Option<ComponentNumber>,
    pub label: String,
    pub heading: String,
}

/// A numbered section that became a passage.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// The numbers from the top: 二、 → （三） is `[2, 3]`.
    pub path: Vec<u32>,
    pub label: String,
    pub heading: String,
}

impl Event {
    pub(super) fn heading(&self) -> Option<&Heading> {
        match &self.kind {
            EventKind::Division(heading) => Some(heading),
            _ => None,
        }
    }

    /// Whether a text of its own begins here.
    pub(super) fn opens_text(&self) -> bool {
        self.heading()
            .is_some_and(|h| matches!(h.level, DivisionLevel::Enclosed | DivisionLevel::Attachment))
    }
}
