//! From lines and cells to blocks: what paragraphs and tables of all office formats have in common.

use crate::manuscript::{Block, Role};

/// Puts one paragraph behind the blocks, whose lines were parted by line breaks. In body text a typist's line break
/// is a paragraph; in a title it only keeps the title from being too wide.
pub(crate) fn push_lines(role: Role, label: String, lines: Vec<String>, blocks: &mut Vec<Block>) {
    let mut push = |text: String| {
        let text = text.trim();
        if !text.is_empty() {
            let text = text.to_owned();
            blocks.push(Block::Paragraph { role, text });
        }
    };
    if role != Role::Body {
        return push(label + &lines.concat());
    }
    let mut label = label;
    for line in lines {
        push(std::mem::take(&mut label) + &line);
    }
    push(label);
}

/// A table whose cells still hold blocks.
pub(crate) type Cells = Vec<Vec<Vec<Block>>>;

/// Puts a table behind the blocks. One with a single column is a frame around text, and its text is kept as it is.
pub(crate) fn push_table(rows: Cells, blocks: &mut Vec<Block>) {
    if rows.iter().all(|row| row.len() <= 1) {
        blocks.extend(rows.into_iter().flatten().flatten());
        return;
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| row.iter().map(|cell| one_line(cell)).collect())
        .collect();
    if rows.iter().flatten().any(|cell| !cell.is_empty()) {
        blocks.push(Block::Table { rows });
    }
}

/// A cell or a note as one line: its paragraphs, and the cells of tables in it.
pub(crate) fn one_line(blocks: &[Block]) -> String {
    let lines = blocks.iter().flat_map(|block| match block {
        Block::Paragraph { text, .. } => vec![text.as_str()],
        Block::Table { rows } => rows.iter().flatten().map(String::as_str).collect(),
    });
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}
