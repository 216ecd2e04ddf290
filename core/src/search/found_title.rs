//! Whether the words as typed are good enough, or a correction is to be tried.

use crate::catalogue::Catalogue;
use crate::query::understand::Understanding;

/// So long a run of characters is hardly part of a title but for its ends.
const LONG_CHARS_MIN: usize = 8;

/// Whether what was typed is found as it is: it names something, or all of it stands in some title.
///
/// A place or an organ that was recognised proves nothing: it stands in titles with an error in them, too
/// (最高人民法院关于执行担保若干问题的规订).
pub(super) fn finds_a_title(catalogue: &Catalogue, understanding: &Understanding) -> bool {
    if !understanding.named.is_empty() {
        return true;
    }
    let pieces = understanding
        .query
        .clauses
        .iter()
        .flat_map(|clause| &clause.alternatives);
    let words: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
    match words.as_slice() {
        // One run of characters with an error in it has most of a title, too: it has to stand there as it is.
        // Nearly all of a long one is a title that lost a character at its end.
        [only] => {
            let is_long = only.chars().count() >= LONG_CHARS_MIN;
            catalogue.stands_in_a_title(only)
                && (!is_long || catalogue.misspelled(only, 1).is_empty())
        }
        _ => !catalogue.titles_containing(&words, 1).is_empty(),
    }
}
