//! Properties of paragraphs and characters: pages of 512 bytes, each with the runs of one stretch of the stream.

use super::bytes::{slice_at, u8_at, u16_at, u32_at};
use super::sprm;

const PAGE_BYTES: usize = 512;
/// Bytes for each paragraph in a page: where its properties stand, and its height.
const PARAGRAPH_BYTES: usize = 13;

/// What a paragraph has by itself.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub style: u16,
    pub list: Option<u16>,
    pub list_level: Option<u8>,
    pub in_table: bool,
    pub is_row_end: bool,
    pub outline_level: Option<u8>,
}

/// What characters have that are not plain text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Character {
    /// Hidden, or deleted by a revision.
    pub is_left_out: bool,
    pub symbol: Option<u16>,
}

/// Runs by their place in the stream, in order.
#[derive(Debug)]
pub(super) struct Runs<T> {
    runs: Vec<(u32, u32, T)>,
}

impl<T: Copy + Default> Runs<T> {
    /// The properties of what stands at `offset`.
    pub(super) fn at(&self, offset: u32) -> T {
        let behind = self.runs.partition_point(|run| run.0 <= offset);
        match behind.checked_sub(1).map(|index| &self.runs[index]) {
            Some(&(_, end, value)) if offset < end => value,
            _ => T::default(),
        }
    }

    fn new(mut runs: Vec<(u32, u32, T)>) -> Self {
        runs.sort_by_key(|run| run.0);
        Self { runs }
    }
}

pub(super) fn paragraphs(document: &[u8], bin_table: &[u8]) -> Runs<Paragraph> {
    let mut runs = Vec::new();
    for page in pages(document, bin_table) {
        for_runs(page, PARAGRAPH_BYTES, |start, end, at| {
            if let Some(properties) = paragraph_properties(page, at) {
                runs.push((start, end, properties));
            }
        });
    }
    Runs::new(runs)
}

pub(super) fn characters(document: &[u8], bin_table: &[u8]) -> Runs<Character> {
    let mut runs = Vec::new();
    for page in pages(document, bin_table) {
        for_runs(page, 1, |start, end, at| {
            let length = u8_at(page, at).unwrap_or_default();
            let list = slice_at(page, at + 1, length.into()).unwrap_or_default();
            let properties = character_properties(list);
            if at != 0 && properties != Character::default() {
                runs.push((start, end, properties));
            }
        });
    }
    Runs::new(runs)
}

/// Adds a list of paragraph properties to what is known.
pub(super) fn apply(properties: &mut Paragraph, list: &[u8]) {
    for (code, value) in sprm::read(list) {
        let byte = value.first().copied().unwrap_or_default();
        match code {
            sprm::PARAGRAPH_STYLE => properties.style = u16_at(value, 0).unwrap_or_default(),
            sprm::LIST => properties.list = u16_at(value, 0),
            sprm::LIST_LEVEL => properties.list_level = Some(byte),
            sprm::IN_TABLE => properties.in_table = byte != 0,
            sprm::ROW_END => properties.is_row_end = byte != 0,
            sprm::OUTLINE_LEVEL => properties.outline_level = Some(byte),
            _ => {}
        }
    }
}

/// The pages that a bin table names: offsets, one more than pages, then numbers of pages. Each page counts once,
/// since a table of many entries for one page would make much out of little.
fn pages<'d>(document: &'d [u8], bin_table: &[u8]) -> Vec<&'d [u8]> {
    let count = bin_table.len().saturating_sub(4) / 8;
    let mut numbers: Vec<usize> = (0..count)
        .filter_map(|index| u32_at(bin_table, 4 * (count + 1) + 4 * index))
        .map(|number| (number & 0x003f_ffff) as usize)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .filter_map(|number| slice_at(document, number * PAGE_BYTES, PAGE_BYTES))
        .collect()
}

/// Each run of a page: its bounds, and where in the page its properties stand (0 for none).
fn for_runs(page: &[u8], entry_bytes: usize, mut take: impl FnMut(u32, u32, usize)) {
    let count = usize::from(page[PAGE_BYTES - 1]);
    for index in 0..count {
        let bounds = u32_at(page, 4 * index).zip(u32_at(page, 4 * index + 4));
        let entry = u8_at(page, 4 * (count + 1) + entry_bytes * index);
        if let (Some((start, end)), Some(entry)) = (bounds, entry) {
            take(start, end, 2 * usize::from(entry));
        }
    }
}

fn paragraph_properties(page: &[u8], at: usize) -> Option<Paragraph> {
    if at == 0 {
        return Some(Paragraph::default());
    }
    let (start, length) = match u8_at(page, at)? {
        0 => (at + 2, 2 * usize::from(u8_at(page, at + 1)?)),
        count => (at + 1, 2 * usize::from(count) - 1),
    };
    let list = slice_at(page, start, length)?;
    let mut properties = Paragraph {
        style: u16_at(list, 0)?,
        ..Paragraph::default()
    };
    apply(&mut properties, &list[2..]);
    Some(properties)
}

fn character_properties(list: &[u8]) -> Character {
    let mut properties = Character::default();
    for (code, value) in sprm::read(list) {
        match code {
            // 128 and 129 are "as the style" and "other than the style"; styles hardly ever hide.
            sprm::HIDDEN | sprm::DELETED => {
                properties.is_left_out |= matches!(value.first(), Some(1 | 129));
            }
            sprm::SYMBOL => properties.symbol = u16_at(value, 2),
            _ => {}
        }
    }
    properties
}
