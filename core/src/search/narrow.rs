//! Filters that were understood of the words, beside those that the user chose by hand.

use super::request::SearchRequest;
use super::searcher::SearchError;
use crate::query::understand::{Effect, Note, NoteKind, Understanding};
use crate::query::{Filters, Query};

/// Whether something that was understood leaves documents out.
pub(super) fn narrows(understanding: &Understanding) -> bool {
    understanding.filters != Filters::default()
}

/// Adds the filters that were understood. What the user chose by hand in the same field is meant.
pub(super) fn merge_filters(chosen: &mut Filters, understood: &Filters) {
    if chosen.status.is_empty() {
        chosen.status.clone_from(&understood.status);
    }
    if chosen.issued.is_open() && chosen.year.is_empty() {
        chosen.issued = understood.issued;
    }
}

/// Takes the understood filters off again, because they leave nothing: the words are looked for instead.
pub(super) fn drop_filters(
    understanding: &mut Understanding,
    request: &SearchRequest,
) -> Result<(), SearchError> {
    let dropped: Vec<String> = understanding
        .interpretation
        .iter()
        .filter(|chip| chip.effect == Effect::Filters)
        .map(|chip| format!("“{}”", chip.text))
        .collect();
    understanding
        .interpretation
        .retain(|chip| chip.effect != Effect::Filters);
    understanding.filters = Filters::default();
    if understanding.query.is_empty() {
        understanding.query = Query::parse(&request.q)?;
    }
    understanding.notes.push(Note {
        kind: NoteKind::FilterDropped,
        text: format!("限定{}后没有结果，已取消该限定。", dropped.join("、")),
    });
    Ok(())
}
