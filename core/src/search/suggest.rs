//! Completions while someone types.

use super::response::{Suggestion, SuggestionKind};
use crate::catalogue::{Catalogue, Completion, CompletionKind};
use crate::document::Day;

/// Completions returned at most.
const SUGGESTIONS_MAX: usize = 20;

/// Titles, other names and numbers that what is typed can become.
pub(super) fn suggest(
    catalogue: &Catalogue,
    typed: &str,
    limit: usize,
    as_of: Day,
) -> Vec<Suggestion> {
    let completions = catalogue.complete(typed, limit.min(SUGGESTIONS_MAX), as_of);
    completions
        .into_iter()
        .map(|completion| suggestion(catalogue, completion))
        .collect()
}

fn suggestion(catalogue: &Catalogue, completion: Completion) -> Suggestion {
    let name = catalogue.name(completion.name);
    Suggestion {
        text: completion.text,
        kind: match completion.kind {
            CompletionKind::Title => SuggestionKind::Title,
            CompletionKind::Alias => SuggestionKind::Alias,
            CompletionKind::Number => SuggestionKind::Number,
        },
        id: name.id.clone(),
        number: name.numbers.first().cloned(),
    }
}
