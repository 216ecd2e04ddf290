//! Pages of fixed layout (PDF, OFD): words with places, made into lines, freed of page headers and numbers, and
//! joined into paragraphs.

mod furniture;
mod lines;
mod paragraphs;

#[cfg(test)]
mod tests;

pub(crate) use lines::Word;

use crate::manuscript::Block;

/// Makes paragraphs of pages, each with its words in the order of reading.
pub(crate) fn blocks(pages: Vec<Vec<Word>>) -> Vec<Block> {
    let mut pages: Vec<_> = pages.into_iter().map(lines::join_words).collect();
    furniture::remove(&mut pages);
    paragraphs::join_lines(&pages)
        .into_iter()
        .map(Block::body)
        .collect()
}

/// Characters of Chinese text, between which no space belongs.
fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
