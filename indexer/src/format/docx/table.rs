//! Tables: a row for each row, with an empty cell for each column that a merged cell covers, so that columns stay
//! columns and a text stands once.

use super::body::Reader;
use super::child_value;
use crate::format::assemble::{Cells, push_table};
use crate::format::xml::Element;
use crate::manuscript::Block;

/// Columns that Word allows.
const COLUMNS_MAX: usize = 63;

pub(super) fn read(reader: &mut Reader<'_>, table: Element<'_>, blocks: &mut Vec<Block>) {
    let mut rows = Cells::new();
    collect_rows(reader, table, &mut rows);
    push_table(rows, blocks);
}

fn collect_rows(reader: &mut Reader<'_>, parent: Element<'_>, rows: &mut Cells) {
    for element in parent.children() {
        match element.name() {
            "w:tr" => {
                let properties = element.child("w:trPr");
                if properties.is_some_and(|properties| properties.child("w:del").is_some()) {
                    continue;
                }
                let mut row = Vec::new();
                let before = properties.and_then(|row| child_value(row, "w:gridBefore"));
                fill(
                    reader,
                    &mut row,
                    before.and_then(|count| count.parse().ok()),
                );
                collect_cells(reader, element, &mut row);
                rows.push(row);
            }
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => {
                collect_rows(reader, element, rows);
            }
            _ => {}
        }
    }
}

fn collect_cells(reader: &mut Reader<'_>, parent: Element<'_>, row: &mut Vec<Vec<Block>>) {
    for element in parent.children() {
        match element.name() {
            "w:tc" => {
                let properties = element.child("w:tcPr");
                // The cells below a merged one are there, but only the first is shown.
                let is_covered = properties
                    .and_then(|properties| properties.child("w:vMerge"))
                    .is_some_and(|merge| merge.attribute("val") != Some("restart"));
                row.push(match is_covered {
                    true => Vec::new(),
                    false => reader.blocks(element),
                });
                let span: Option<usize> = properties
                    .and_then(|properties| child_value(properties, "w:gridSpan"))
                    .and_then(|span| span.parse().ok());
                fill(reader, row, span.map(|span| span.saturating_sub(1)));
            }
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => {
                collect_cells(reader, element, row);
            }
            _ => {}
        }
    }
}

fn fill(reader: &mut Reader<'_>, row: &mut Vec<Vec<Block>>, count: Option<usize>) {
    let room = COLUMNS_MAX.saturating_sub(row.len());
    let count = count.unwrap_or(0).min(room).min(reader.filler_cells_left);
    reader.filler_cells_left -= count;
    row.resize_with(row.len() + count, Vec::new);
}
