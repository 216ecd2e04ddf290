//! Official terms for the plain words that are left.

use super::reader::Reader;
use super::{Expansion, Understanding};
use crate::language::Tokenizer;
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

/// The official terms of plain words of one character (赔, 撞), which law writes with two: only where the character is a word
/// by itself, which takes a tokenizer to tell.
pub(crate) fn read_characters(understanding: &mut Understanding, tokenizer: &Tokenizer) {
    let clauses = understanding.query.clauses.iter();
    let plain = clauses.filter(|clause| !clause.negated);
    let pieces = plain.flat_map(|clause| &clause.alternatives);
    let texts = pieces.filter(|piece| piece.field.is_none() && !piece.phrase);
    let texts: Vec<&str> = texts.map(|piece| piece.text.as_str()).collect();
    let expansions = &mut understanding.expansions;
    for text in &texts {
        tokenizer.for_each_token(text, |token| {
            let is_one = token.text.chars().nth(1).is_none();
            let Some(official) = colloquial().get(token.text).filter(|_| is_one) else {
                return;
            };
            let said = |term: &str| texts.iter().any(|text| text.contains(term));
            let to: Vec<String> = official
                .iter()
                .filter(|term| !said(term))
                .map(|term| (*term).to_owned())
                .collect();
            // 怎么赔 says it already.
            let known = expansions
                .iter()
                .any(|known| known.from.contains(token.text));
            if !to.is_empty() && !known && expansions.len() < EXPANSIONS_MAX {
                expansions.push(Expansion {
                    from: token.text.to_owned(),
                    to,
                });
            }
        });
    }
}
