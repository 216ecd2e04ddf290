//! How much of a file is read before it is refused: every reader of a format works under these.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Bounds for one file, archives with all that is in them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Limits {
    /// Bytes of a file on disk, and of an entry of an archive when unpacked.
    pub file_bytes_max: u64,
    /// Bytes of all entries of an archive when unpacked, entries of archives in it included; packed office files
    /// (DOCX, XLSX, OFD) count as archives.
    pub unpacked_bytes_max: u64,
    /// Entries of an archive.
    pub entries_max: usize,
    /// Archives in archives.
    pub archive_depth_max: usize,
    /// Nested elements of XML and HTML, groups of RTF.
    pub nesting_max: usize,
    /// Pages of a PDF or OFD file.
    pub pages_max: usize,
    /// Characters of the text of one document.
    pub text_chars_max: usize,
    /// Documents of a list (rows of CSV and XLSX, records of JSON).
    pub rows_max: usize,
    /// Wall time for one file.
    pub time_max: Duration,
    /// Address space of the process that reads.
    pub memory_bytes_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes_max: 64 << 20,
            unpacked_bytes_max: 512 << 20,
            entries_max: 20_000,
            archive_depth_max: 3,
            nesting_max: 256,
            pages_max: 5_000,
            text_chars_max: 20_000_000,
            rows_max: 1_000_000,
            time_max: Duration::from_secs(25),
            memory_bytes_max: 1 << 30,
        }
    }
}
