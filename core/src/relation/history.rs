//! Relations that the lines under a title state: 根据2019年…《关于修改〈…〉的决定》修正. They stand in the record, or in the
//! heading of the text.

use super::model::{Confidence, Edge, Named, Place, RelationKind, Target};
use crate::document::{Change, Document, changes};
use crate::life::heading_lines;
use crate::structure::{Citation, citations};

/// Who amended the text, by the lines of its record.
pub(super) fn history_edges(document: &Document) -> Vec<Edge> {
    let amended = changes(&document.history)
        .into_iter()
        .filter(|change| !change.revised);
    let edges = amended.filter_map(|change| {
        let line = document.history.get(change.line)?;
        let whole = (0, line.len() as u32);
        edge(&change, line, Place::History(change.line as u32), whole)
    });
    edges.collect()
}

/// Who amended the text, by the note in its heading.
pub(super) fn heading_edges(text: &str) -> Vec<Edge> {
    let pieces = heading_lines(text);
    let lines: Vec<String> = pieces.iter().map(|piece| piece.text.to_owned()).collect();
    let amended = changes(&lines).into_iter().filter(|change| !change.revised);
    let edges = amended.filter_map(|change| {
        let piece = pieces.get(change.line)?;
        edge(&change, piece.text, Place::Text, piece.span())
    });
    edges.collect()
}

/// The edge of one line, which stands at `span` of its place.
fn edge(change: &Change, line: &str, place: Place, span: (u32, u32)) -> Option<Edge> {
    let act = citations(line).list.into_iter().find(names_an_act)?;
    let chars: Vec<usize> = line
        .char_indices()
        .map(|(at, _)| at)
        .chain([line.len()])
        .collect();
    let byte = |at: usize| span.0 + chars.get(at).map_or(line.len(), |byte| *byte) as u32;
    Some(Edge {
        kind: RelationKind::AmendedBy,
        place,
        citation: (byte(act.from), byte(act.to)),
        sentence: span,
        target: Target {
            title: act.title,
            number: act.number.map(|number| number.canonical),
            ..Target::default()
        },
        articles: Vec::new(),
        day: Some(change.day),
        until: None,
        extension: None,
        limit: None,
        named: Named::default(),
        confidence: Confidence::Sure,
    })
}

/// Whether what is cited can be the act that amended.
fn names_an_act(cited: &Citation) -> bool {
    let amends = |title: &String| {
        let words = ["修改", "修正", "修订", "决定", "废止", "调整"];
        words.iter().any(|word| title.contains(word))
    };
    cited.title.as_ref().map_or(cited.number.is_some(), amends)
}
