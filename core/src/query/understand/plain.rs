//! Official terms for the plain words that are left.

use super::Expansion;
use super::reader::Reader;
use crate::lexicon::colloquial;

/// Plain words of one query that are looked up.
const EXPANSIONS_MAX: usize = 8;

/// The official terms of what is unread, where the query does not say them itself.
pub(super) fn read(reader: &mut Reader<'_>) {
    let all: String = reader.line.chars().iter().collect();
    for token in reader.line.tokens() {
        let text = reader.line.text(token);
        for (range, official) in colloquial().find_all(&text) {
            let expansions = &mut reader.understanding.expansions;
            let to: Vec<String> = official
                .iter()
                .filter(|term| !all.contains(**term))
                .map(|term| (*term).to_owned())
                .collect();
            let from = text[range].to_owned();
            let known = expansions.iter().any(|known| known.from == from);
            if !to.is_empty() && !known && expansions.len() < EXPANSIONS_MAX {
                expansions.push(Expansion { from, to });
            }
        }
    }
}
