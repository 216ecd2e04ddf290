//! The container of office programs before 2007: what lies in it.

use std::io::Cursor;

use crate::format::read::Format;
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Tells by the names of its streams what the container holds.
pub(crate) fn format_of(bytes: &[u8]) -> Result<Format, Fault> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| {
        let message = format!("the office file is damaged or ends early: {error}");
        Fault::of_file(Reason::DamagedFile, message)
    })?;
    let holds = |name: &str| file.is_stream(name);
    if holds("/EncryptedPackage") {
        return Err(Fault::of_file(
            Reason::EncryptedFile,
            "the file needs a password",
        ));
    }
    if holds("/WordDocument") {
        Ok(Format::Doc)
    } else if holds("/Workbook") || holds("/Book") {
        Ok(Format::Excel)
    } else if holds("/PowerPoint Document") {
        Err(Fault::of_file(
            Reason::UnknownFormat,
            "the file is a presentation",
        ))
    } else {
        let message = "the file is of an office program, but neither a text nor a list";
        Err(Fault::of_file(Reason::UnknownFormat, message))
    }
}
