//! Footnotes and endnotes: behind the text, each with the marker that stands in it.

use std::collections::{HashMap, HashSet};

use super::body::Reader;
use super::inline::NoteKind;
use super::relations::Relations;
use super::{NAMESPACES, Package};
use crate::format::assemble::one_line;
use crate::format::xml::{Element, Tree};
use crate::manuscript::{Block, Role};
use crate::reader::Fault;

/// The notes that the text refers to, in its order.
pub(super) fn read(
    package: &mut Package<'_>,
    relations: &Relations,
    reader: &mut Reader<'_>,
) -> Result<Vec<Block>, Fault> {
    if reader.notes.references.is_empty() {
        return Ok(Vec::new());
    }
    let mut part = |kind| match relations.part(package, kind) {
        Some(name) => package.xml(&name, NAMESPACES),
        None => Ok(None),
    };
    let footnotes = part("/footnotes")?;
    let endnotes = part("/endnotes")?;
    let mut notes = by_id(NoteKind::Footnote, footnotes.as_ref());
    notes.extend(by_id(NoteKind::Endnote, endnotes.as_ref()));

    let references = std::mem::take(&mut reader.notes.references);
    let mut seen = HashSet::new();
    let mut blocks = Vec::new();
    for (index, reference) in references.iter().enumerate() {
        let (kind, id) = reference;
        let Some(&note) = notes.get(&(*kind, id.as_str())) else {
            continue;
        };
        if seen.insert(reference) {
            // What an unclosed field of the text hid must not hide its notes.
            reader.fields.clear();
            let text = one_line(&reader.blocks(note));
            if !text.is_empty() {
                blocks.push(Block::Paragraph {
                    role: Role::Note,
                    text: format!("[{}] {text}", index + 1),
                });
            }
        }
    }
    Ok(blocks)
}

fn by_id(kind: NoteKind, tree: Option<&Tree>) -> HashMap<(NoteKind, &str), Element<'_>> {
    let notes = tree.into_iter().flat_map(|tree| tree.root().children());
    notes
        .filter_map(|note| Some(((kind, note.attribute("id")?), note)))
        .collect()
}
