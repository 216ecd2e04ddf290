//! What may have been meant where nothing is found: names by sound, with typing errors, or abbreviated.

use super::name::Lookup;
use super::reader::Reader;
use super::{Context, Effect, InterpretationKind, NoteKind, Understanding, finish, parts};
use crate::query::Query;

/// A query in the place of the one that was typed.
#[derive(Debug, Clone)]
pub struct Correction {
    /// As it can be typed.
    pub q: String,
    /// What it means, with the ranges of what was typed.
    pub understanding: Understanding,
    /// Whether it was typed by sound or with an error.
    pub kind: InterpretationKind,
}

/// Reads the query as pinyin, then as misspelled, then as abbreviated. To be asked only when what was typed finds no good hit: Chinese
/// characters that find something are what they say.
pub fn correct(query: &Query, context: Context<'_>) -> Option<Correction> {
    let lookups = [
        (Lookup::Pinyin, InterpretationKind::Pinyin),
        (Lookup::Misspelled, InterpretationKind::Correction),
        (Lookup::Abbreviated, InterpretationKind::Correction),
    ];
    lookups.into_iter().find_map(|(lookup, kind)| {
        if context.ignored.contains(&kind) {
            return None;
        }
        let mut reader = Reader::new(query, context);
        if !parts(&mut reader, lookup) {
            return None;
        }
        let said = reader.understanding.interpretation.clone();
        let name = said.iter().find(|chip| {
            matches!(
                chip.kind,
                InterpretationKind::Title | InterpretationKind::Alias
            )
        })?;
        let beside = said.iter().filter(|chip| {
            matches!(
                chip.kind,
                InterpretationKind::Article | InterpretationKind::Version
            )
        });
        let mut q = name.text.clone();
        for chip in beside {
            let chars = chip.from as usize..chip.to as usize;
            q.push_str(&reader.line.text(chars));
        }
        let typed = reader.line.text(name.from as usize..name.to as usize);
        reader.note(
            NoteKind::Corrected,
            format!("没有找到“{}”，已按“{}”查找。", typed.trim(), name.text),
        );
        let (text, from, to) = (name.text.clone(), name.from as usize, name.to as usize);
        reader.chip(kind, text, from..to, false, Effect::Names);
        let mut understanding = finish(reader, query);
        // The words as typed find nothing; the name does.
        if let Ok(query) = Query::parse(&q) {
            understanding.query = query;
        }
        Some(Correction {
            q,
            understanding,
            kind,
        })
    })
}
