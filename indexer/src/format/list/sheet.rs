//! Rows of a table, of which one among the first names the columns.

use super::super::Limits;
use super::row::Values;
use super::{Mapping, Row, names, too_many_rows};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Above the names of the columns stand at most a title, a date and remarks.
const HEADER_ROWS_MAX: usize = 10;
/// Lists of documents have a dozen columns.
pub(super) const COLUMNS_MAX: usize = 500;

/// Reads rows as they come.
pub(super) struct Sheet<'a> {
    mapping: Option<&'a Mapping>,
    limits: &'a Limits,
    header: Option<Vec<String>>,
    seen: usize,
    pub rows: Vec<Row>,
    pub is_full: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(mapping: Option<&'a Mapping>, limits: &'a Limits) -> Self {
        Self {
            mapping,
            limits,
            header: None,
            seen: 0,
            rows: Vec::new(),
            is_full: false,
        }
    }

    /// Takes the next row, which has this number.
    pub(super) fn take(&mut self, number: u64, cells: &[String]) {
        let cells = &cells[..cells.len().min(COLUMNS_MAX)];
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let Some(header) = &self.header else {
            self.seen += 1;
            if self.is_header(cells) {
                self.header = Some(cells.iter().map(|cell| one_line(cell)).collect());
            }
            return;
        };
        if self.rows.len() >= self.limits.rows_max {
            self.is_full = true;
            return self.rows.push(too_many_rows(number, self.limits));
        }
        let mut values = Values::default();
        if let Some(mapping) = self.mapping {
            mapping.columns(header, cells, &mut values);
        }
        for (name, cell) in header.iter().zip(cells) {
            let is_mapped = self
                .mapping
                .is_some_and(|mapping| mapping.names_column(name));
            match self.mapping {
                _ if is_mapped => {}
                Some(_) => values.add(name, cell),
                None => values.add_published(name, cell),
            }
        }
        if !values.is_empty() {
            self.rows
                .push((number, values.into_manuscript(self.limits)));
        }
    }

    fn is_header(&self, cells: &[String]) -> bool {
        if self.seen > HEADER_ROWS_MAX {
            return false;
        }
        match self.mapping {
            Some(mapping) => cells
                .iter()
                .any(|cell| mapping.names_column(&one_line(cell))),
            None => names::is_header(cells.iter().map(String::as_str)),
        }
    }

    /// The next sheet has its own names of columns.
    pub(super) fn begin_sheet(&mut self) {
        self.header = None;
        self.seen = 0;
    }

    /// Whether no row can name the columns any more.
    pub(super) fn is_hopeless(&self) -> bool {
        self.header.is_none() && self.seen >= HEADER_ROWS_MAX
    }

    /// The rows.
    pub(super) fn finish(self) -> Result<Vec<Row>, Fault> {
        if self.rows.is_empty() && self.header.is_none() {
            let message = "none of the first ten rows names a column of titles; write a mapping";
            return Err(Fault::of_file(Reason::UnknownFormat, message));
        }
        if self.rows.is_empty() {
            return Err(Fault::of_file(
                Reason::EmptyFile,
                "the list holds no document",
            ));
        }
        Ok(self.rows)
    }
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().concat()
}
