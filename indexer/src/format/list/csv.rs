//! Tables of text: CSV with commas, semicolons or tabs.

use csv::ReaderBuilder;

use super::super::{Limits, encoding};
use super::sheet::{COLUMNS_MAX, Sheet};
use super::{Mapping, Row};
use crate::quarantine::Reason;
use crate::reader::Fault;

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// The first lines tell the delimiter.
const LINES: usize = 10;

/// Reads a document from each row. A row is numbered by its place among the rows, that of the names included.
pub(crate) fn read(
    bytes: &[u8],
    declared: Option<&str>,
    mapping: Option<&Mapping>,
    limits: &Limits,
) -> Result<Vec<Row>, Fault> {
    let text = encoding::decode(bytes, declared)?.text;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::new(mapping, limits);
    for (at, record) in reader.records().enumerate() {
        let number = at as u64 + 1;
        let record = record.map_err(|error| {
            let message = format!("row {number} is no CSV: {error}");
            Fault::of_file(Reason::DamagedFile, message)
        })?;
        let cells: Vec<String> = record.iter().take(COLUMNS_MAX).map(str::to_owned).collect();
        sheet.take(number, &cells);
        if sheet.is_full || sheet.is_hopeless() {
            break;
        }
    }
    sheet.finish()
}

/// The sign that stands most often outside quotes in the first lines.
fn delimiter(text: &str) -> u8 {
    let mut counts = [0usize; DELIMITERS.len()];
    let mut is_quoted = false;
    let mut lines = 0;
    for byte in text.bytes().take(1 << 20) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => {
                lines += 1;
                if lines >= LINES {
                    break;
                }
            }
            _ if is_quoted => {}
            _ => {
                if let Some(at) = DELIMITERS.iter().position(|&delimiter| delimiter == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    // The first of equals, hence a comma where there is none of them.
    let most = counts.iter().copied().max().unwrap_or(0);
    let at = counts.iter().position(|&count| count == most).unwrap_or(0);
    DELIMITERS[at]
}
