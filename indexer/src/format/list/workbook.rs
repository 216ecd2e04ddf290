//! Workbooks of Excel, new and old.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, Xls, Xlsx};

use super::super::Limits;
use super::sheet::{COLUMNS_MAX, Sheet};
use super::{Mapping, Row};
use crate::quarantine::Reason;
use crate::reader::Fault;

const SHEETS_MAX: usize = 200;
const PASSWORD: &str = "the workbook needs a password";

/// Reads a document from each row of each sheet. Rows of later sheets are numbered on from those of the first.
pub(crate) fn read(
    bytes: &[u8],
    mapping: Option<&Mapping>,
    limits: &Limits,
) -> Result<Vec<Row>, Fault> {
    match bytes.starts_with(b"PK") {
        true => xlsx(bytes, mapping, limits),
        false => xls(bytes, mapping, limits),
    }
}

/// Cell by cell: a sheet of which only the last corner is filled has seventeen thousand million cells.
fn xlsx(bytes: &[u8], mapping: Option<&Mapping>, limits: &Limits) -> Result<Vec<Row>, Fault> {
    check_size(bytes, limits)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut sheet = Sheet::new(mapping, limits);
    let mut rows_before = 0;
    for name in workbook.sheet_names().into_iter().take(SHEETS_MAX) {
        // Sheets of charts have no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else {
            continue;
        };
        sheet.begin_sheet();
        let mut row: (u32, Vec<String>) = (0, Vec::new());
        while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
            let (at, column) = cell.get_position();
            if at != row.0 {
                sheet.take(rows_before + u64::from(row.0) + 1, &row.1);
                if sheet.is_full {
                    return sheet.finish();
                }
                row = (at, Vec::new());
            }
            put(
                &mut row.1,
                column as usize,
                text_of(&Data::from(cell.get_value().clone())),
            );
        }
        sheet.take(rows_before + u64::from(row.0) + 1, &row.1);
        rows_before += u64::from(row.0) + 1;
    }
    sheet.finish()
}

fn xls(bytes: &[u8], mapping: Option<&Mapping>, limits: &Limits) -> Result<Vec<Row>, Fault> {
    // With a password, the new format is packed into the container of the old one.
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        return Err(Fault::of_file(Reason::EncryptedFile, PASSWORD));
    }
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut sheet = Sheet::new(mapping, limits);
    let mut rows_before = 0;
    for name in workbook.sheet_names().into_iter().take(SHEETS_MAX) {
        let Ok(range) = workbook.worksheet_range(&name) else {
            continue;
        };
        sheet.begin_sheet();
        let first = u64::from(range.start().map_or(0, |(row, _)| row));
        for (at, cells) in range.rows().enumerate() {
            let cells: Vec<String> = cells.iter().take(COLUMNS_MAX).map(text_of).collect();
            sheet.take(rows_before + first + at as u64 + 1, &cells);
            if sheet.is_full {
                return sheet.finish();
            }
        }
        rows_before += first + range.height() as u64;
    }
    sheet.finish()
}

fn put(row: &mut Vec<String>, column: usize, text: String) {
    if column < COLUMNS_MAX {
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text;
    }
}

/// A cell as it is shown. Days are stored as numbers and come as `2020-01-31`.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(is) => is.to_string(),
        Data::DateTime(time) => day(time),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn day(time: &ExcelDateTime) -> String {
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// What the entries of the file say they unpack to. One that lies is stopped by the memory of the process.
fn check_size(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > limits.entries_max {
        let message = format!("the file holds more than {} entries", limits.entries_max);
        return Err(Fault::of_file(Reason::ArchiveTooLarge, message));
    }
    let mut unpacked = 0u64;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|error| damaged(&error))?;
        unpacked = unpacked.saturating_add(entry.size());
    }
    if unpacked > limits.unpacked_bytes_max {
        let message = format!(
            "the file unpacks to {unpacked} bytes; at most {} are read",
            limits.unpacked_bytes_max
        );
        return Err(Fault::of_file(Reason::ArchiveTooLarge, message));
    }
    Ok(())
}

fn damaged(error: &dyn std::error::Error) -> Fault {
    let is_encrypted = error.to_string().contains("assword");
    match is_encrypted {
        true => Fault::of_file(Reason::EncryptedFile, PASSWORD),
        false => Fault::of_file(
            Reason::DamagedFile,
            format!("no workbook that can be read: {error}"),
        ),
    }
}
