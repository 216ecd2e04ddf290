//! Pages of fixed layout (PDF, OFD): words with places, made into lines, freed of page headers and numbers, and
//! joined into paragraphs.

mod furniture;
mod lines;
mod paragraphs;

#[cfg(test)]
mod tests;

pub(crate) use lines::{Word, sort_by_place};

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

/// The words of a page in the order of a program that looks for columns, or by their places where there are none: a
/// heading with a wide gap in it (第一章　　总则) passes for two columns, and is torn apart.
pub(crate) fn in_reading_order(words: Vec<Word>) -> Vec<Word> {
    /// Part of the width of the page that a line of plain text has at least.
    const LINE_SHARE: f32 = 0.6;
    /// One line in so many may have wide gaps; with more of them there is a table.
    const ROW_SHARE_MAX: usize = 10;
    let sorted = sort_by_place(words.clone());
    let lines = lines::join_words(sorted.clone());
    let left = lines.iter().map(|line| line.left).min_by(f32::total_cmp);
    let right = lines.iter().map(|line| line.right).max_by(f32::total_cmp);
    let (Some(left), Some(right)) = (left, right) else {
        return words;
    };
    let chars = |line: &lines::Line| line.text.chars().count();
    let plain = lines
        .iter()
        .filter(|line| !line.is_row && line.right - line.left > LINE_SHARE * (right - left));
    let is_plain = 2 * plain.map(chars).sum::<usize>() > lines.iter().map(chars).sum();
    let rows = lines.iter().filter(|line| line.is_row).count();
    match is_plain && rows * ROW_SHARE_MAX <= lines.len() {
        true => sorted,
        false => words,
    }
}

/// Characters of Chinese text, between which no space belongs.
fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
