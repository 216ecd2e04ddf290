//! Completions while someone types.

use super::response::{Suggestion, SuggestionKind};
use crate::engine::{Engine, EngineError};
use crate::language;

/// Completions returned at most.
pub(super) const SUGGESTIONS_MAX: usize = 20;
/// Characters of a beginning that are read.
const PREFIX_CHARS_MAX: usize = 64;

/// Titles that begin as typed, the shortest first: the shortest is the instrument itself, longer ones are its
/// rules of application, amendments and notices.
pub(super) fn suggest(
    engine: &dyn Engine,
    typed: &str,
    limit: usize,
) -> Result<Vec<Suggestion>, EngineError> {
    let prefix: String = typed.chars().take(PREFIX_CHARS_MAX).collect();
    let key = language::title_key(&prefix);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let titles = engine.titles_with_prefix(&key, limit.min(SUGGESTIONS_MAX))?;
    let suggestions = titles.into_iter().map(|title| Suggestion {
        text: title.title,
        kind: SuggestionKind::Title,
        id: title.id,
        number: title.number,
    });
    Ok(suggestions.collect())
}
