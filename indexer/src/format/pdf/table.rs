//! The table that `pdftotext -tsv` writes: a row for each page, block, line and word.

use crate::format::page::Word;

const PAGE_LEVEL: &str = "1";
const WORD_LEVEL: &str = "5";

/// The words of each page. Rows that are none are left out: a word may hold anything.
pub(super) fn read(table: &str) -> Vec<Vec<Word>> {
    let mut pages: Vec<Vec<Word>> = Vec::new();
    for row in table.lines() {
        let mut cells = row.splitn(12, '\t');
        match cells.next() {
            Some(PAGE_LEVEL) => pages.push(Vec::new()),
            Some(WORD_LEVEL) => {
                if let (Some(word), Some(page)) = (word(cells.skip(5)), pages.last_mut()) {
                    page.push(word);
                }
            }
            _ => {}
        }
    }
    pages
}

/// A word from its left edge on.
fn word<'r>(mut cells: impl Iterator<Item = &'r str>) -> Option<Word> {
    let mut number = || cells.next()?.parse::<f32>().ok();
    let (left, top, width, height) = (number()?, number()?, number()?, number()?);
    let text = cells.nth(1)?;
    Some(Word {
        text: text.to_owned(),
        left,
        right: left + width,
        top,
        bottom: top + height,
    })
}
