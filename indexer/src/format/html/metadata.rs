//! The table of metadata that sites show with a document, whatever it is made of: cells, definition lists, or lines
//! of names and values.

use std::ops::Range;

use super::dom::{NodeId, Page};
use super::flow::Line;
use super::label::{self, Labelled};
use super::tag::Tag;
use crate::manuscript::{Field, Origin};

/// What was found, and the texts that it was found in; they are no part of the article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub fields: Vec<Field>,
    pub taken: Vec<Range<NodeId>>,
}

impl Metadata {
    /// Whether a text is a name or value of the table.
    pub(super) fn holds(&self, id: NodeId) -> bool {
        let at = self.taken.partition_point(|range| range.end <= id);
        self.taken.get(at).is_some_and(|range| range.contains(&id))
    }
}

/// Lines of metadata are shorter; a summary (内容概述) may be longer, but is one value.
const LINE_CHARS_MAX: usize = 400;
/// A line of this length with sentences in it is a paragraph of the article.
const PARAGRAPH_CHARS_MIN: usize = 30;
/// Behind more paragraphs than this, names and values are part of the article: of a form, of a sample.
const PARAGRAPHS_BEFORE_MAX: usize = 2;
/// A table of metadata has a dozen.
const FIELDS_MAX: usize = 100;
/// Lines between two names of one table.
const GAP_MAX: usize = 2;

/// Finds the tables of metadata in the lines of a page.
pub(super) fn find(page: &Page, lines: &[Line]) -> Metadata {
    let found = entries(page, lines);
    // How many paragraphs stand before each line, and in all.
    let mut paragraphs = vec![0usize];
    for line in lines {
        let is_paragraph = line.text.contains(['。', '；']) && line.chars() >= PARAGRAPH_CHARS_MIN;
        let is_paragraph = usize::from(is_paragraph);
        paragraphs.push(paragraphs[paragraphs.len() - 1] + is_paragraph);
    }
    let mut metadata = Metadata::default();
    for group in found.chunk_by(|a, b| b.lines.start <= a.lines.end + GAP_MAX) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let before = paragraphs[first.lines.start];
        let after = paragraphs[lines.len()] - paragraphs[last.lines.end];
        let is_inside = before > PARAGRAPHS_BEFORE_MAX && after > 0;
        if !is_inside && is_convincing(group) {
            metadata.take(group, lines);
        }
    }
    metadata
}

/// Names that stand together and are no text by chance.
fn is_convincing(group: &[Entry]) -> bool {
    let mut names: Vec<&str> = group
        .iter()
        .flat_map(|entry| &entry.pairs)
        .map(|pair| pair.name)
        .collect();
    names.sort_unstable();
    names.dedup();
    let strong = names.iter().filter(|name| label::is_strong(name)).count();
    let dated = names
        .iter()
        .any(|name| name.ends_with("日期") || name.ends_with("时间"));
    strong >= 1 || (dated && names.len() >= 2) || (dated && group.len() == 1)
}

impl Metadata {
    fn take(&mut self, group: &[Entry], lines: &[Line]) {
        for entry in group {
            for Labelled { name, value } in &entry.pairs {
                let is_same = |field: &Field| field.name == *name && field.value == *value;
                let is_new = !self.fields.iter().any(is_same);
                if !value.is_empty() && self.fields.len() < FIELDS_MAX && is_new {
                    self.fields.push(Field {
                        name: (*name).to_owned(),
                        value: value.clone(),
                        origin: Origin::PageTable,
                    });
                }
            }
            self.taken.extend(
                lines[entry.lines.clone()]
                    .iter()
                    .map(|line| line.nodes.clone()),
            );
        }
    }
}

/// Names and values, and the lines that they are.
struct Entry {
    lines: Range<usize>,
    pairs: Vec<Labelled>,
}

fn entries(page: &Page, lines: &[Line]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match entry(page, lines, at) {
            Some(entry) => {
                at = entry.lines.end;
                entries.push(entry);
            }
            None => at += 1,
        }
    }
    entries
}

fn entry(page: &Page, lines: &[Line], at: usize) -> Option<Entry> {
    let line = &lines[at];
    if line.text.len() > LINE_CHARS_MAX * 4 {
        return None;
    }
    let mut pairs = label::split(&line.text);
    if pairs.is_empty() {
        // A name without a colon is one only beside its value.
        let name = label::whole(&line.text)?;
        let (value, end) = value_beside(page, lines, at)?;
        let pairs = vec![Labelled { name, value }];
        return Some(Entry {
            lines: at..end,
            pairs,
        });
    }
    let mut end = at + 1;
    if let Some(last) = pairs.last_mut()
        && last.value.is_empty()
        && let Some((value, value_end)) = value_beside(page, lines, at)
    {
        last.value = value;
        end = value_end;
    }
    Some(Entry {
        lines: at..end,
        pairs,
    })
}

/// The lines behind a name that are its value: those of the next cell, definition or element in the same row, list
/// or group.
fn value_beside(page: &Page, lines: &[Line], at: usize) -> Option<(String, usize)> {
    let name = &lines[at];
    let value = lines.get(at + 1)?;
    let (name_box, value_box) = (box_of(page, name.holder), box_of(page, value.holder));
    let is_beside = name_box != value_box && page.parent(name_box) == page.parent(value_box);
    if !is_beside || page.next_element(name_box) != Some(value_box) {
        return None;
    }
    let mut text = String::new();
    let mut end = at + 1;
    while let Some(line) = lines.get(end)
        && box_of(page, line.holder) == value_box
    {
        let is_name = !label::split(&line.text).is_empty() || label::whole(&line.text).is_some();
        if is_name || text.len() + line.text.len() > LINE_CHARS_MAX * 4 {
            break;
        }
        text.push_str(&line.text);
        end += 1;
    }
    (!text.is_empty()).then_some((text, end))
}

/// The cell, term or definition around a line, else its block element.
fn box_of(page: &Page, holder: NodeId) -> NodeId {
    let is_box = |id: &NodeId| {
        page.tag(*id)
            .is_some_and(|tag| tag.is_cell() || matches!(tag, Tag::Dt | Tag::Dd))
    };
    [holder]
        .into_iter()
        .chain(page.ancestors(holder))
        .find(is_box)
        .unwrap_or(holder)
}
