//! From a manuscript to a record.

use tongcha::Record;

use crate::manuscript::Manuscript;
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Interim.
pub(crate) fn record(manuscript: &Manuscript, name: &str) -> Result<Record, Fault> {
    let lines: Vec<String> = manuscript.blocks.iter().flat_map(|b| b.lines()).collect();
    let Some(title) = lines.first() else {
        return Err(Fault::of_file(
            Reason::EmptyFile,
            "the file holds nothing but blanks",
        ));
    };
    Ok(Record {
        id: name.to_owned(),
        title: title.clone(),
        text: lines[1..].join("\n"),
        ..Record::default()
    })
}
