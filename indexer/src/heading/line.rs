//! The lines of a manuscript, each with what its format says of it.

use crate::manuscript::{Block, Role};

/// One line of the plain text of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    /// `None` for a row of a table.
    pub role: Option<Role>,
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub fn is_title(&self) -> bool {
        self.role == Some(Role::Title)
    }
}

/// All lines in reading order, blank ones included: their places are the line numbers of the origins.
pub(super) fn lines_of(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(blocks.len());
    for block in blocks {
        let role = match block {
            Block::Paragraph { role, .. } => Some(*role),
            Block::Table { .. } => None,
        };
        let texts = block.lines().into_iter();
        lines.extend(texts.map(|text| Line { text, role }));
    }
    lines
}

/// The places of the first lines that are not blank, from `from` on.
pub(super) fn first_lines(
    lines: &[Line],
    from: usize,
    count: usize,
) -> impl Iterator<Item = usize> + '_ {
    (from..lines.len())
        .filter(|&at| !lines[at].is_blank())
        .take(count)
}
