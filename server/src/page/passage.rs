//! The lines of a passage: paragraphs, and tables where cells are parted by tab characters.

use super::markup::{Markup, Piece, Tag};

/// Rows that make a table at least: one line with a tab in it is a line.
const ROWS_MIN: usize = 2;

/// A line of a passage, or the lines that are a table.
pub enum Line {
    /// A paragraph.
    Paragraph {
        /// What it says.
        text: Markup,
        /// Class of the stylesheet: items are indented.
        class: &'static str,
    },
    /// Rows of cells.
    Table {
        /// Row by row; a row may have fewer cells than others.
        rows: Vec<Vec<Markup>>,
    },
}

impl Line {
    /// A line of its own for a label that no paragraph carries.
    fn empty() -> Self {
        Self::Paragraph {
            text: Markup::default(),
            class: "par",
        }
    }
}

/// The lines of a passage, its marks as this element. The first one is a paragraph wherever a label has to stand before it.
pub fn lines(piece: &Piece, has_label: bool, tag: Tag) -> Vec<Line> {
    let raw = piece.split('\n');
    let mut lines = Vec::new();
    let mut rest = raw.as_slice();
    while let Some(first) = rest.first() {
        let rows = rest
            .iter()
            .take_while(|line| line.text.contains('\t'))
            .count();
        if rows >= ROWS_MIN && first.text.trim().contains('\t') {
            let (table, behind) = rest.split_at(rows);
            lines.push(Line::Table {
                rows: table.iter().map(|row| cells(row, tag)).collect(),
            });
            rest = behind;
        } else {
            lines.extend(paragraph(first, tag));
            rest = &rest[1..];
        }
    }
    if has_label && !matches!(lines.first(), Some(Line::Paragraph { .. })) {
        lines.insert(0, Line::empty());
    }
    lines
}

fn cells(line: &Piece, tag: Tag) -> Vec<Markup> {
    let cells = line.split('\t').into_iter();
    cells.map(|cell| cell.trimmed().markup_as(tag)).collect()
}

fn paragraph(line: &Piece, tag: Tag) -> Option<Line> {
    let line = line.trimmed();
    let class = match line.text.chars().next()? {
        '（' | '(' | '〔' => "item",
        '0'..='9' | '０'..='９' => "subitem",
        _ => "par",
    };
    Some(Line::Paragraph {
        text: line.markup_as(tag),
        class,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str, has_label: bool) -> Vec<String> {
        let lines = lines(&Piece::new(text, &[]), has_label, Tag::Mark);
        let told = lines.iter().map(|line| match line {
            Line::Paragraph { text, .. } => text.to_string(),
            Line::Table { rows } => {
                let row = |row: &Vec<Markup>| {
                    let cells: Vec<String> = row.iter().map(Markup::to_string).collect();
                    cells.join("|")
                };
                rows.iter().map(row).collect::<Vec<_>>().join("/")
            }
        });
        told.collect()
    }

    #[test]
    fn lines_with_tabs_are_rows() {
        assert_eq!(
            shape("　收费如下：\n项目\t 元\n\t<3\n　完", false),
            ["收费如下：", "项目|元/|&lt;3", "完"]
        );
    }

    #[test]
    fn a_tab_alone_makes_no_table() {
        assert_eq!(shape("甲\t乙\n丙", false), ["甲\t乙", "丙"]);
        assert_eq!(shape("\t甲\n\t乙", false), ["甲", "乙"]);
        assert_eq!(shape("", true), [""]);
    }

    #[test]
    fn a_label_stands_before_a_table() {
        assert_eq!(shape("甲\t乙\n丙\t丁", true), ["", "甲|乙/丙|丁"]);
    }
}
