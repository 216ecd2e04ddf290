//! Whether the words as typed are good enough, or a correction is to be tried.

use crate::catalogue::Catalogue;
use crate::language;
use crate::query::understand::Understanding;

/// Whether what was typed is found as it is: it names something, or all of it stands in some title.
pub(super) fn finds_a_title(catalogue: &Catalogue, understanding: &Understanding) -> bool {
    if !understanding.named.is_empty() || !understanding.preferences.is_empty() {
        return true;
    }
    let pieces = understanding
        .query
        .clauses
        .iter()
        .flat_map(|clause| &clause.alternatives);
    let words: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
    let found = catalogue.titles_containing(&words, 3);
    match words.as_slice() {
        // One run of characters with an error in it has most of a title, too: it has to stand there as it is.
        [only] => {
            let key = language::title_key(only);
            found
                .iter()
                .any(|found| language::title_key(&found.title).contains(&key))
        }
        _ => !found.is_empty(),
    }
}
