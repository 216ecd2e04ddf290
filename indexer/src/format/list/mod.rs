//! Lists of documents: tables with a row and JSON with an object for each.
//!
//! Which column is the title and which the number, a table of names tells (`names`), or a mapping that the operator
//! wrote, or one of ours for a search interface that is known by its shape (`mapping`).

mod csv;
mod fragment;
mod json;
mod mapping;
mod names;
mod row;
mod sheet;
mod workbook;

pub(crate) use csv::read as read_csv;
pub(crate) use json::read as read_json;
pub(crate) use mapping::Mapping;
pub(crate) use workbook::read as read_workbook;

use super::{Limits, Reading};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// A document and the row, line or place in the list that it stands in, from 1.
pub(crate) type Row = (u64, Reading);

/// What is said of a list that goes on behind the last row that is read.
fn too_many_rows(row: u64, limits: &Limits) -> Row {
    let message = format!("the list has more than {} documents", limits.rows_max);
    (row, Err(Fault::of_file(Reason::FileTooLarge, message)))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_corpus;
