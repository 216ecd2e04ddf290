//! Words that stand in headings.

use std::collections::HashMap;

use super::schema::Fields;
use super::segment::SegmentView;

/// Passages that a word of headings has to be above to be worth knowing: a few chapters.
const PASSAGES_MIN: u64 = 30;

/// The words of headings that stand in no title, with the number of passages under them.
///
/// The field has titles and headings in one, so a word of a title would count every article of its document.
pub(super) fn heading_words(
    segments: &[SegmentView],
    fields: &Fields,
) -> tantivy::Result<Vec<(String, u64)>> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for view in segments {
        let headings = view.reader.inverted_index(fields.context_words)?;
        let mut stream = headings.terms().stream()?;
        while stream.advance() {
            let word = String::from_utf8_lossy(stream.key());
            if is_word(&word) {
                let passages = u64::from(stream.value().doc_freq);
                *counts.entry(word.into_owned()).or_default() += passages;
            }
        }
    }
    counts.retain(|_, passages| *passages >= PASSAGES_MIN);
    for view in segments {
        let titles = view.reader.inverted_index(fields.title_words)?;
        let mut failed = None;
        counts.retain(|word, _| match titles.terms().term_ord(word.as_bytes()) {
            Ok(place) => place.is_none(),
            Err(error) => {
                failed = Some(error);
                false
            }
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
    }
    let mut words: Vec<(String, u64)> = counts.into_iter().collect();
    words.sort_unstable();
    Ok(words)
}

fn is_word(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}
