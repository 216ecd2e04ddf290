//! From characters to blocks: paragraphs end at their marks, cells at theirs, and fields show their results.

use std::collections::{HashMap, HashSet};

use super::fib::{Fib, Place};
use super::lists::Lists;
use super::pieces::{Pieces, Unit};
use super::properties::{self, Character, Paragraph, Runs};
use super::styles::Styles;
use crate::format::assemble::{Cells, push_lines, push_table};
use crate::format::docx::symbol;
use crate::format::numbering::Counters;
use crate::manuscript::Block;
use crate::reader::Fault;

const FIELD_BEGIN: u16 = 0x13;
const FIELD_SEPARATOR: u16 = 0x14;
const FIELD_END: u16 = 0x15;
const NOTE_REFERENCE: u16 = 0x02;

/// Reads parts of the text. It counts lists through the whole document.
pub(super) struct Reader<'d> {
    pieces: Pieces<'d>,
    paragraphs: Runs<Paragraph>,
    characters: Runs<Character>,
    styles: Styles,
    lists: Lists,
    counters: Counters,
    /// Markers of notes by the position of their references.
    pub(super) markers: HashMap<u32, String>,
}

/// What a story has read so far.
#[derive(Default)]
struct Story {
    blocks: Vec<Block>,
    /// The paragraph so far, parted by line breaks.
    lines: Vec<String>,
    line: Vec<u16>,
    /// The cell, the row and the table so far.
    cell: Vec<Block>,
    row: Vec<Vec<Block>>,
    table: Cells,
    /// Fields that are open; `true` in the code of a field.
    fields: Vec<bool>,
    /// How many of them are in their code: counted, since a file may open millions.
    codes: usize,
}

impl<'d> Reader<'d> {
    pub(super) fn new(fib: &Fib, document: &'d [u8], table: &[u8]) -> Result<Self, Fault> {
        let pages = |place| fib.part(table, place);
        Ok(Self {
            pieces: Pieces::read(fib, document, table)?,
            paragraphs: properties::paragraphs(document, pages(Place::ParagraphPages)),
            characters: properties::characters(document, pages(Place::CharacterPages)),
            styles: Styles::read(pages(Place::Styles)),
            lists: Lists::read(fib, table),
            counters: Counters::default(),
            markers: HashMap::new(),
        })
    }

    /// The blocks of the text from one position to another.
    pub(super) fn blocks(&mut self, start: u32, end: u32) -> Vec<Block> {
        let whole_fields = self.whole_fields(start, end);
        let mut story = Story::default();
        let mut last = None;
        // One paragraph at a time: what its mark says decides about its text.
        let mut from = start;
        while from < end {
            let mut mark = None;
            for unit in self.pieces.units(from, end) {
                last = Some(unit);
                if matches!(unit.value, 0x07 | 0x0d) {
                    mark = Some(unit);
                    break;
                }
                self.character(unit, &whole_fields, &mut story);
            }
            let Some(mark) = mark else {
                break;
            };
            self.end_paragraph(mark, &mut story);
            from = mark.position + 1;
        }
        if let Some(last) = last {
            self.end_paragraph(last, &mut story);
        }
        story.end_table();
        story.blocks
    }

    /// Beginnings of fields that also end. One that does not would hide all that follows.
    fn whole_fields(&self, start: u32, end: u32) -> HashSet<u32> {
        let mut open = Vec::new();
        let mut whole = HashSet::new();
        for unit in self.pieces.units(start, end) {
            match unit.value {
                FIELD_BEGIN => open.push(unit.position),
                FIELD_END => whole.extend(open.pop()),
                _ => {}
            }
        }
        whole
    }

    fn character(&self, unit: Unit, whole_fields: &HashSet<u32>, story: &mut Story) {
        match unit.value {
            FIELD_BEGIN if whole_fields.contains(&unit.position) => {
                story.fields.push(true);
                story.codes += 1;
            }
            FIELD_SEPARATOR => {
                if let Some(in_code) = story.fields.last_mut() {
                    story.codes -= usize::from(std::mem::take(in_code));
                }
            }
            FIELD_END => story.codes -= usize::from(story.fields.pop() == Some(true)),
            _ if story.codes > 0 => {}
            value => {
                let properties = self.characters.at(unit.offset);
                if !properties.is_left_out {
                    self.plain(unit, value, properties, story);
                }
            }
        }
    }

    fn plain(&self, unit: Unit, value: u16, properties: Character, story: &mut Story) {
        match value {
            NOTE_REFERENCE => {
                if let Some(marker) = self.markers.get(&unit.position) {
                    story.line.extend(marker.encode_utf16());
                }
            }
            0x28 if properties.symbol.is_some() => {
                let code = properties.symbol.unwrap_or_default();
                story.push(symbol("", code.into()));
            }
            0x09 => story.line.push(u16::from(b' ')),
            0x0b | 0x0c | 0x0e => story.end_line(),
            0x1e => story.line.push(u16::from(b'-')),
            // Pictures, drawings, marks of comments and of soft hyphens.
            0x00..=0x1f => {}
            0xf000..=0xf0ff => story.push(symbol("", value.into())),
            value => story.line.push(value),
        }
    }

    fn end_paragraph(&mut self, mark: Unit, story: &mut Story) {
        story.end_line();
        let lines = std::mem::take(&mut story.lines);
        let paragraph = self.paragraphs.at(mark.offset);
        let is_cell_mark = mark.value == 0x07;
        if is_cell_mark && paragraph.is_row_end {
            return story.end_row();
        }
        let label = self.label(&paragraph);
        let role = self.styles.role(&paragraph);
        if !paragraph.in_table && !is_cell_mark {
            story.end_table();
            return push_lines(role, label, lines, &mut story.blocks);
        }
        push_lines(role, label, lines, &mut story.cell);
        if is_cell_mark {
            story.end_cell();
        }
    }

    /// The number that a paragraph has by its list, with what parts it from the text.
    fn label(&mut self, paragraph: &Paragraph) -> String {
        let (style_list, style_level) = self.styles.list(paragraph.style);
        let list = paragraph.list.or(style_list).unwrap_or_default();
        let level = paragraph.list_level.or(style_level).unwrap_or_default();
        match self.lists.get(list) {
            Some(list) => self.counters.label(list, level.into()),
            None => String::new(),
        }
    }
}

impl Story {
    fn push(&mut self, character: Option<char>) {
        let mut units = [0; 2];
        if let Some(character) = character {
            self.line
                .extend_from_slice(character.encode_utf16(&mut units));
        }
    }

    fn end_line(&mut self) {
        self.line.retain(|&unit| unit != 0);
        self.lines.push(String::from_utf16_lossy(&self.line));
        self.line.clear();
    }

    fn end_cell(&mut self) {
        self.row.push(std::mem::take(&mut self.cell));
    }

    fn end_row(&mut self) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        self.table.push(std::mem::take(&mut self.row));
    }

    fn end_table(&mut self) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        if !self.row.is_empty() {
            self.end_row();
        }
        push_table(std::mem::take(&mut self.table), &mut self.blocks);
    }
}
