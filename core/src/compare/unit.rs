//! What of a passage is compared.

use super::{ComparedText, ComparedUnit};
use crate::language::Aligned;
use crate::structure::{Passage, PassageKind};

/// A passage as it is compared.
pub(super) struct Unit<'t> {
    pub passage: &'t Passage,
    pub class: Class,
    /// Its text without the blanks behind it.
    pub text: &'t str,
    /// Where in the text the label and the blanks behind it end.
    pub body: usize,
    /// Every character of the body that shows, normalised.
    pub bare: String,
}

/// Only passages of one class answer to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Heading,
    Article,
    Other,
}

impl Unit<'_> {
    /// What says that two have the same number; `None` for what has none.
    pub fn key(&self) -> Option<(Class, &str)> {
        let numbered = self.passage.kind != PassageKind::Text;
        numbered.then_some((self.class, self.passage.n.as_str()))
    }

    /// Whether another passage bears the same number, as a reader sees it.
    pub fn is_numbered_as(&self, other: &Unit<'_>) -> bool {
        let (own, theirs) = (self.passage, other.passage);
        if own.label.is_empty() || theirs.label.is_empty() {
            return true;
        }
        match (own.number, theirs.number) {
            (Some(own), Some(theirs)) => own == theirs,
            _ => own.label == theirs.label,
        }
    }
}

/// The passages of a text, but tables of contents: they only repeat the headings.
pub(super) fn units(side: ComparedText<'_>, by: ComparedUnit) -> Vec<Unit<'_>> {
    let passages = side.structure.passages.iter();
    passages
        .filter(|passage| passage.kind != PassageKind::Contents)
        .map(|passage| unit(passage, side.text, by))
        .collect()
}

fn unit<'t>(passage: &'t Passage, text: &'t str, by: ComparedUnit) -> Unit<'t> {
    let text = passage.span.of(text).trim_end();
    let aligned = Aligned::new(text);
    let body = behind(aligned.text(), &passage.label);
    let shows = |c: &char| !c.is_whitespace();
    Unit {
        passage,
        class: match (passage.kind, by) {
            (PassageKind::Heading, _) => Class::Heading,
            (PassageKind::Article, ComparedUnit::Article) => Class::Article,
            _ => Class::Other,
        },
        text,
        body: aligned.to_original(body..body).start,
        bare: aligned.text()[body..].chars().filter(shows).collect(),
    }
}

/// Where in a normalised text the label and the blanks around it end (`第 十二 条　`); 0 where it does not begin
/// with the label.
fn behind(text: &str, label: &str) -> usize {
    let label = Aligned::new(label);
    let mut wanted = label.text().chars().filter(|c| !c.is_whitespace());
    let mut due = wanted.next();
    for (at, c) in text.char_indices() {
        // Texts that came from Markdown have their marks before the label.
        if c.is_whitespace() || (matches!(c, '#' | '*') && due.is_some()) {
            continue;
        }
        match due {
            None => return at,
            Some(expected) if expected == c => due = wanted.next(),
            Some(_) => return 0,
        }
    }
    match due {
        None => text.len(),
        Some(_) => 0,
    }
}
