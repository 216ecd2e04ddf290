//! Completions while someone types.

use std::collections::HashSet;

use super::response::{Suggestion, SuggestionKind};
use crate::catalogue::{Catalogue, Completion, CompletionKind, Terms};
use crate::document::Day;

/// Completions returned at most.
const SUGGESTIONS_MAX: usize = 20;
/// One in so many completions is a term, even where there are names enough: who types 工伤 may mean no law.
const ONE_TERM_IN: usize = 3;

/// Names that begin with what is typed, then words that do, then names that hold it.
pub(super) fn suggest(
    catalogue: &Catalogue,
    terms: &Terms,
    typed: &str,
    limit: usize,
    as_of: Day,
) -> Vec<Suggestion> {
    let limit = limit.min(SUGGESTIONS_MAX);
    let (mut begin, mut hold): (Vec<Completion>, Vec<Completion>) = catalogue
        .complete(typed, limit, as_of)
        .into_iter()
        .partition(|completion| completion.begins);
    let mut known: HashSet<String> = begin
        .iter()
        .chain(&hold)
        .map(|completion| completion.text.clone())
        .collect();
    let reserved = limit / ONE_TERM_IN;
    let room = limit.saturating_sub(begin.len() + hold.len()).max(reserved);
    let words: Vec<&str> = terms
        .complete(typed, room)
        .into_iter()
        .filter(|word| known.insert((*word).to_owned()))
        .collect();
    begin.truncate(limit - words.len());
    hold.truncate(limit - words.len() - begin.len());
    let named = |completion| suggestion(catalogue, completion);
    let begin = begin.into_iter().map(named);
    let hold = hold.into_iter().map(named);
    begin
        .chain(words.into_iter().map(term))
        .chain(hold)
        .collect()
}

/// A completion as it is answered.
pub(super) fn suggestion(catalogue: &Catalogue, completion: Completion) -> Suggestion {
    let name = catalogue.name(completion.name);
    Suggestion {
        text: completion.text,
        kind: match completion.kind {
            CompletionKind::Title => SuggestionKind::Title,
            CompletionKind::Alias => SuggestionKind::Alias,
            CompletionKind::Number => SuggestionKind::Number,
        },
        id: Some(name.id.clone()),
        number: name.numbers.first().cloned(),
    }
}

fn term(word: &str) -> Suggestion {
    Suggestion {
        text: word.to_owned(),
        kind: SuggestionKind::Term,
        id: None,
        number: None,
    }
}
