//! Relations that the lines under a title state: 根据2019年…《关于修改〈…〉的决定》修正.

use super::model::{Confidence, Edge, Place, RelationKind, Target};
use crate::document::{Document, changes};
use crate::structure::citations;

/// Who amended the text, one edge for each line that names an act.
pub(super) fn history_edges(document: &Document) -> Vec<Edge> {
    let changes = changes(&document.history)
        .into_iter()
        .filter(|change| !change.revised);
    changes
        .filter_map(|change| {
            let line = document.history.get(change.line)?;
            let chars: Vec<usize> = line
                .char_indices()
                .map(|(at, _)| at)
                .chain([line.len()])
                .collect();
            let byte = |at: usize| chars.get(at).map_or(line.len(), |byte| *byte) as u32;
            let act = citations(line).list.into_iter().find(|one| {
                let amends = |title: &String| {
                    ["修改", "修正", "修订", "决定", "废止", "调整"]
                        .iter()
                        .any(|word| title.contains(word))
                };
                one.title.as_ref().map_or(one.number.is_some(), amends)
            })?;
            Some(Edge {
                kind: RelationKind::AmendedBy,
                place: Place::History(change.line as u32),
                citation: (byte(act.from), byte(act.to)),
                sentence: (0, line.len() as u32),
                target: Target {
                    title: act.title,
                    number: act.number.map(|number| number.canonical),
                    ..Target::default()
                },
                articles: Vec::new(),
                day: Some(change.day),
                until: None,
                confidence: Confidence::Sure,
            })
        })
        .collect()
}
