//! The state of one reading: the line, and what was understood so far.

use std::ops::Range;

use super::line::Line;
use super::{
    Context, Effect, Interpretation, InterpretationKind, Named, Note, NoteKind, Understanding,
};
use crate::catalogue::NameIndex;
use crate::query::Query;

/// Documents that one query can name.
const NAMED_MAX: usize = 50;

/// What was understood of a query so far.
pub(super) struct Reader<'a> {
    pub(super) context: Context<'a>,
    pub(super) line: Line,
    pub(super) understanding: Understanding,
}

impl<'a> Reader<'a> {
    pub(super) fn new(query: &Query, context: Context<'a>) -> Self {
        Self {
            context,
            line: Line::new(query),
            understanding: Understanding::default(),
        }
    }

    /// Whether the user lets this sort of thing be understood.
    pub(super) fn wants(&self, kind: InterpretationKind) -> bool {
        !self.context.ignored.contains(&kind)
    }

    pub(super) fn chip(
        &mut self,
        kind: InterpretationKind,
        text: impl Into<String>,
        chars: Range<usize>,
        certain: bool,
        effect: Effect,
    ) {
        self.understanding.interpretation.push(Interpretation {
            kind,
            text: text.into(),
            from: chars.start as u32,
            to: chars.end as u32,
            certain,
            effect,
        });
    }

    pub(super) fn note(&mut self, kind: NoteKind, text: String) {
        self.understanding.notes.push(Note { kind, text });
    }

    /// Names a document, unless it is named already.
    pub(super) fn name(&mut self, index: NameIndex, articles: Vec<String>) {
        let id = &self.context.catalogue.name(index).id;
        let named = &mut self.understanding.named;
        if named.len() < NAMED_MAX && !named.iter().any(|named| named.id == *id) {
            named.push(Named {
                id: id.clone(),
                articles,
            });
        }
    }

    /// Orders documents as they are to be shown: in force first, then the newest, parts as they follow each other.
    pub(super) fn by_currency(&self, names: &mut Vec<NameIndex>) {
        let mut seen = std::collections::HashSet::new();
        names.retain(|index| seen.insert(*index));
        let as_of = self.context.as_of;
        let first_article = |index: NameIndex| {
            let articles = self.context.catalogue.name(index).articles;
            articles.map_or(u32::MAX, |(first, _)| first)
        };
        names.sort_by_cached_key(|index| {
            let (in_force, day) = self.context.catalogue.name(*index).currency(as_of);
            (
                !in_force,
                std::cmp::Reverse(day),
                first_article(*index),
                *index,
            )
        });
    }
}
