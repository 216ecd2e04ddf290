//! Tables that hold data, and tables that only put things side by side.

use super::dom::{Kind, NodeId, Page};
use super::flow::Scope;
use super::line::LineText;
use super::seen;
use super::tag::{Attribute, Tag};

/// What browsers allow for `colspan`.
const COLUMNS_MAX: usize = 1_000;
/// Cells of one table, repeated ones included. A page of 64 MB has fewer.
const CELLS_MAX: usize = 2_000_000;
/// A cell of data may be longer, but not if it is most of the table.
const CELL_CHARS_MAX: usize = 600;

/// The rows of a table of data; `None` for one that is layout, whose parts are read as if there were no table.
///
/// A cell over several rows is repeated in each, so that every row can be read alone; one over several columns is
/// followed by empty ones, so that columns stay in line.
pub(super) fn read(page: &Page, table: NodeId, scope: &Scope<'_>) -> Option<Vec<Vec<String>>> {
    let rows = rows(page, table);
    let mut grid = Grid::default();
    for row in rows {
        grid.begin_row();
        for cell in page
            .children(row)
            .filter(|&id| page.tag(id).is_some_and(Tag::is_cell))
        {
            if is_outside(scope, page, cell) || seen::is_hidden(page, cell) {
                continue;
            }
            let content = content(page, cell, scope)?;
            let span = |name| {
                page.attribute(cell, name)
                    .and_then(|span| span.trim().parse().ok())
            };
            let columns = span(Attribute::Colspan).unwrap_or(1);
            let rows = span(Attribute::Rowspan).unwrap_or(1);
            grid.push(content, columns, rows);
        }
    }
    let rows = grid.finish();
    is_data(&rows).then_some(rows)
}

fn is_outside(scope: &Scope<'_>, page: &Page, id: NodeId) -> bool {
    id >= scope.range.end || page.end(id) <= scope.range.start
}

/// The rows of a table, not those of tables in it.
fn rows(page: &Page, table: NodeId) -> Vec<NodeId> {
    let mut rows = Vec::new();
    for child in page.children(table) {
        match page.tag(child) {
            Some(Tag::Tr) => rows.push(child),
            Some(Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Form) => {
                let inner = page
                    .children(child)
                    .filter(|&id| page.tag(id) == Some(Tag::Tr));
                rows.extend(inner);
            }
            _ => {}
        }
    }
    rows
}

/// The text of a cell; `None` if there is a table in it.
fn content(page: &Page, cell: NodeId, scope: &Scope<'_>) -> Option<String> {
    let mut line = LineText::default();
    let mut id = cell + 1;
    let end = page.end(cell);
    while id < end {
        match page.kind(id) {
            Kind::Element(Tag::Table) if page.text_bytes(id) > 0 => return None,
            Kind::Element(tag) => {
                if seen::is_hidden(page, id) {
                    id = page.end(id);
                    continue;
                }
                if tag.is_block() || tag == Tag::Br {
                    // A space that stays one, for the cell is one line.
                    line.push("\u{a0}");
                }
            }
            Kind::Text if scope.range.contains(&id) && !(scope.taken)(id) => {
                line.push(page.text(id))
            }
            Kind::Text | Kind::Comment => {}
        }
        id += 1;
    }
    Some(line.take())
}

/// Tables of data have rows of two cells and more, and none that is an article of its own.
fn is_data(rows: &[Vec<String>]) -> bool {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    if !rows.iter().any(|row| filled(row) >= 2) {
        return false;
    }
    let all: usize = rows.iter().flatten().map(String::len).sum();
    let longest = rows.iter().flatten().map(String::len).max().unwrap_or(0);
    longest <= CELL_CHARS_MAX * 3 || longest * 2 < all
}

#[derive(Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    /// For each column the cell that reaches down into the next rows, and into how many.
    reaching: Vec<Option<(String, usize)>>,
    cells: usize,
}

impl Grid {
    fn begin_row(&mut self) {
        self.fill_reaching();
        self.rows.push(Vec::new());
    }

    fn push(&mut self, content: String, columns: usize, rows: usize) {
        self.fill_reaching();
        let columns = columns.clamp(1, COLUMNS_MAX);
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        for column in 0..columns {
            if row.len() >= COLUMNS_MAX || self.cells >= CELLS_MAX {
                return;
            }
            let text = if column == 0 {
                content.clone()
            } else {
                String::new()
            };
            self.cells += 1;
            if rows > 1 {
                self.reaching
                    .resize(self.reaching.len().max(row.len() + 1), None);
                self.reaching[row.len()] = Some((text.clone(), rows - 1));
            }
            row.push(text);
        }
    }

    /// Puts what reaches down from above at the end of the row, as long as it does.
    fn fill_reaching(&mut self) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        while let Some(slot) = self.reaching.get_mut(row.len())
            && let Some((text, rows)) = slot
            && self.cells < CELLS_MAX
        {
            // The row in which the cell itself stands is longer already.
            row.push(text.clone());
            self.cells += text.len().div_ceil(32).max(1);
            *rows -= 1;
            if *rows == 0 {
                *slot = None;
            }
        }
    }

    /// The rows that hold something, without empty columns at their ends.
    fn finish(mut self) -> Vec<Vec<String>> {
        self.fill_reaching();
        let mut rows = self.rows;
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = |row: &Vec<String>| {
            row.iter()
                .rposition(|cell| !cell.is_empty())
                .map_or(0, |at| at + 1)
        };
        let width = rows.iter().map(width).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(width, String::new());
        }
        rows
    }
}
