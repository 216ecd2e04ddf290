//! Archives: their entries one after the other, each held in memory and never written anywhere. A name in an archive
//! is only shown; it is no path to anything.

mod gzip;
mod names;
mod ole;
mod tar;
mod zip;

use std::io::Read;

use super::Limits;
use crate::quarantine::Reason;
use crate::reader::Fault;

pub(crate) use gzip::unpack as unpack_gzip;
pub(crate) use ole::format_of as ole_format;
pub(crate) use tar::entries as tar_entries;
pub(crate) use zip::entries as zip_entries;
pub(crate) use zip::{ZipKind, kind_of as zip_kind};

/// An entry of an archive, or what is wrong with it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// As the archive has it, made fit to be shown.
    pub name: String,
    pub content: Result<Vec<u8>, Fault>,
}

/// What is left of the allowance of one file: all archives in it draw on the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    limits: Limits,
    bytes: u64,
    entries: usize,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            bytes: limits.unpacked_bytes_max,
            entries: limits.entries_max,
        }
    }

    /// Takes an entry off the allowance.
    fn take_entry(&mut self) -> Result<(), Fault> {
        let Some(left) = self.entries.checked_sub(1) else {
            let message = format!(
                "the archive holds more than {} entries",
                self.limits.entries_max
            );
            return Err(Fault::of_file(Reason::ArchiveTooLarge, message));
        };
        self.entries = left;
        Ok(())
    }

    /// Reads an entry to its end, counting what comes out instead of believing what the archive says of it. The
    /// outer error ends the archive, the inner one the entry.
    fn read(&mut self, input: impl Read) -> Result<Result<Vec<u8>, Fault>, Fault> {
        let cap = self.bytes.min(self.limits.file_bytes_max);
        let mut content = Vec::new();
        let read = input.take(cap + 1).read_to_end(&mut content);
        let bytes = content.len() as u64;
        if bytes > self.bytes {
            let message = format!(
                "the archive unpacks to more than {} bytes",
                self.limits.unpacked_bytes_max
            );
            return Err(Fault::of_file(Reason::ArchiveTooLarge, message));
        }
        self.bytes -= bytes;
        if bytes > cap {
            let message = format!(
                "the entry has more than {} bytes",
                self.limits.file_bytes_max
            );
            return Ok(Err(Fault::of_file(Reason::FileTooLarge, message)));
        }
        Ok(match read {
            Ok(_) => Ok(content),
            Err(error) => Err(Fault::of_file(
                Reason::DamagedFile,
                format!("the entry cannot be unpacked: {error}"),
            )),
        })
    }
}

/// The fault of an entry that is no file, or names a path outside of the archive.
fn odd_entry(what: &str) -> Fault {
    Fault::of_file(Reason::NotAFile, format!("the entry {what}"))
}
