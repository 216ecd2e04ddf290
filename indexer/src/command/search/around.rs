//! What stands around the hits: what was understood, what was probably meant, and ways on from nothing.

use tongcha::SearchResponse;
use tongcha::query::Strictness;
use tongcha::search::{DifferenceKind, PassageMatch, Recovery};

use super::super::terminal::{counted, printable};

/// What was understood of the words and what has to be told, before the hits.
pub(super) fn before(answer: &SearchResponse) -> String {
    let mut text = String::new();
    let query = &answer.query;
    for chip in &query.interpretation {
        let kind = chip.kind.as_str();
        text.push_str(&format!("understood {kind}: {}\n", printable(&chip.text)));
    }
    for expansion in &query.expansions {
        let to = expansion.to.join("、");
        text.push_str(&printable(&format!("also: {} → {to}", expansion.from)));
        text.push('\n');
    }
    for note in &query.notes {
        text.push_str(&format!("note: {}\n", printable(&note.text)));
    }
    if let Some(meant) = &query.did_you_mean {
        text.push_str(&format!("did you mean: {}\n", printable(meant)));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// How a hit differs from what was pasted.
pub(super) fn differences(found: &PassageMatch) -> String {
    let mut text = match found.exact {
        true => "     says what was pasted word for word\n".to_owned(),
        false => format!(
            "     differs from what was pasted in {}\n",
            counted(found.differences.len() as u64, "place")
        ),
    };
    for difference in &found.differences {
        let (pasted, official) = (
            printable(&difference.pasted_text),
            printable(&difference.official_text),
        );
        text.push_str(&match difference.kind {
            DifferenceKind::Replaced => format!("       {pasted} → {official}\n"),
            DifferenceKind::Missing => format!("       + {official}\n"),
            _ => format!("       - {pasted}\n"),
        });
    }
    text
}

/// What was tried, and the ways on.
pub(super) fn recovery(answer: &SearchResponse, recovery: &Recovery) -> String {
    let tried: Vec<&str> = answer
        .query
        .tried
        .iter()
        .map(|tried| words(*tried))
        .collect();
    let mut text = format!("nothing found; tried: {}\n", tried.join(", "));
    for title in &recovery.titles {
        let id = title.id.as_deref().unwrap_or_default();
        let line = format!("  nearest title: {} ({id})", title.text);
        text.push_str(&printable(&line));
        text.push('\n');
    }
    for without in &recovery.without {
        let line = format!(
            "  without {}={}: {}",
            without.parameter,
            without.values.join(","),
            counted(without.count, "hit")
        );
        text.push_str(&printable(&line));
        text.push('\n');
    }
    if let Some(count) = recovery.without_all {
        text.push_str(&format!(
            "  without all of these: {}\n",
            counted(count, "hit")
        ));
    }
    for (collection, count) in &recovery.collections {
        let line = format!("  in collection {collection}: {}", counted(*count, "hit"));
        text.push_str(&printable(&line));
        text.push('\n');
    }
    for status in &recovery.statuses {
        let line = format!("  {}: {}", status.label, counted(status.count, "hit"));
        text.push_str(&printable(&line));
        text.push('\n');
    }
    text
}

fn words(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Words => "all words",
        Strictness::Characters => "the characters as typed",
        Strictness::Half => "half of the words",
        Strictness::Any => "any word",
    }
}
