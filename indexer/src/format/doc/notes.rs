//! The parts of the text in the order of reading: the text itself, what stands in boxes, then the notes.

use super::bytes::u32_at;
use super::fib::{Fib, Place};
use super::story::Reader;
use crate::format::assemble::one_line;
use crate::manuscript::{Block, Role};

/// A note: where the text refers to it, and where its own text stands.
struct Note {
    reference: u32,
    start: u32,
    end: u32,
}

/// All that is read of a file. Notes are numbered in the order of the text, whatever their kind.
pub(super) fn read_all(fib: &Fib, table: &[u8], reader: &mut Reader<'_>) -> Vec<Block> {
    let mut notes = Vec::new();
    if fib.footnote_chars > 0 {
        let references = fib.part(table, Place::FootnoteReferences);
        let texts = fib.part(table, Place::FootnoteTexts);
        notes.extend(read_notes(references, texts, fib.text_chars));
    }
    if fib.endnote_chars > 0 {
        let references = fib.part(table, Place::EndnoteReferences);
        let texts = fib.part(table, Place::EndnoteTexts);
        notes.extend(read_notes(references, texts, fib.endnotes_start()));
    }
    notes.sort_by_key(|note| note.reference);
    let marker = |index: usize| format!("[{}]", index + 1);
    reader.markers = notes
        .iter()
        .enumerate()
        .map(|(index, note)| (note.reference, marker(index)))
        .collect();

    let mut blocks = reader.blocks(0, fib.text_chars);
    let boxes_start = fib.endnotes_start().saturating_add(fib.endnote_chars);
    let boxes_end = boxes_start.saturating_add(fib.text_box_chars);
    blocks.extend(reader.blocks(boxes_start, boxes_end));
    let mut read_until = 0;
    notes.sort_by_key(|note| note.start);
    for note in &notes {
        // Notes do not overlap; ones that do would repeat one text for each of them.
        let start = note.start.max(read_until);
        read_until = read_until.max(note.end);
        let text = one_line(&reader.blocks(start, note.end));
        if let (false, Some(marker)) = (text.is_empty(), reader.markers.get(&note.reference)) {
            blocks.push(Block::Paragraph {
                role: Role::Note,
                text: format!("{marker} {text}"),
            });
        }
    }
    blocks
}

fn read_notes(references: &[u8], texts: &[u8], story_start: u32) -> Vec<Note> {
    // One position more than notes, each note with two bytes; texts have two positions more.
    let count = references.len().saturating_sub(4) / 6;
    let note = |index: usize| {
        Some(Note {
            reference: u32_at(references, 4 * index)?,
            start: story_start.saturating_add(u32_at(texts, 4 * index)?),
            end: story_start.saturating_add(u32_at(texts, 4 * index + 4)?),
        })
    };
    (0..count).map_while(note).collect()
}
