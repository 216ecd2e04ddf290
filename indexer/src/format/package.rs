//! Files that are ZIP archives of XML parts (DOCX, OFD): parts by name, unpacked under one budget.
//!
//! Nothing that a header says is trusted: sizes are counted while inflating, names are only ever compared, and an
//! archive in which a name could mean two parts is refused, since two programs would read two different documents.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use encoding_rs::GBK;
use zip::ZipArchive;
use zip::result::ZipError;

use super::Limits;
use super::fault::{damaged, encrypted, too_large};
use super::xml::Tree;
use crate::reader::Fault;

/// Mark of an entry in the directory at the end of an archive.
const DIRECTORY_ENTRY: &[u8; 4] = b"PK\x01\x02";

/// An opened archive and what is left of its budget.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Entry numbers by [`key`].
    entries: HashMap<String, usize>,
    limits: Limits,
    unpacked_bytes_left: u64,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Fault> {
        // Counted before the directory is read: one record of it takes ten times its size in memory.
        if count_directory_entries(bytes) > limits.entries_max {
            return Err(too_many_entries(limits));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| damaged(format!("not a readable package: {error}")))?;
        if archive.len() > limits.entries_max {
            return Err(too_many_entries(limits));
        }
        if archive.has_duplicate_names() {
            return Err(ambiguous());
        }
        let mut entries = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            let entry = archive
                .by_index_raw(index)
                .map_err(|error| damaged(format!("damaged package: {error}")))?;
            if entry.encrypted() {
                return Err(encrypted());
            }
            let name = key(&decode_name(entry.name_raw()));
            if !name.is_empty() && !name.ends_with('/') && entries.insert(name, index).is_some() {
                return Err(ambiguous());
            }
        }
        Ok(Self {
            archive,
            entries,
            limits: *limits,
            unpacked_bytes_left: limits.unpacked_bytes_max,
        })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&key(name))
    }

    /// The bytes of a part; `None` when there is none of this name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(&index) = self.entries.get(&key(name)) else {
            return Ok(None);
        };
        let entry = self.archive.by_index(index).map_err(part_fault)?;
        let allowed = self.unpacked_bytes_left.min(self.limits.file_bytes_max);
        let mut bytes = Vec::new();
        entry
            .take(allowed + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(format!("damaged part of the package: {error}")))?;
        let count = bytes.len() as u64;
        if count > allowed {
            return Err(too_large(format!(
                "the file unpacks to more than {allowed} bytes"
            )));
        }
        self.unpacked_bytes_left -= count;
        Ok(Some(bytes))
    }

    /// A part as XML; namespaces as for [`Tree::parse`].
    pub(crate) fn xml(
        &mut self,
        name: &str,
        namespaces: &[(&str, &str)],
    ) -> Result<Option<Tree>, Fault> {
        let limits = self.limits;
        self.bytes(name)?
            .map(|bytes| Tree::parse(&bytes, namespaces, &limits))
            .transpose()
    }
}

/// A path inside a package without `.` and `..`, from the folder of the part that names it; paths from the root
/// begin with a slash. `None` when it would leave the package.
pub(crate) fn resolve(folder: &str, path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder of a part.
pub(crate) fn folder(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// How names compare: package formats ignore case, and some writers use the other slash.
fn key(name: &str) -> String {
    let name = name.replace('\\', "/").to_lowercase();
    name.trim_start_matches('/').to_owned()
}

fn decode_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        // Chinese programs write names in the encoding of the system, whatever the flags of the entry say.
        Err(_) => GBK.decode_without_bom_handling(raw).0.into_owned(),
    }
}

fn count_directory_entries(bytes: &[u8]) -> usize {
    bytes
        .windows(DIRECTORY_ENTRY.len())
        .filter(|window| window == DIRECTORY_ENTRY)
        .count()
}

fn part_fault(error: ZipError) -> Fault {
    match error {
        ZipError::CompressionMethodNotSupported(method) => damaged(format!(
            "a part is compressed by method {method}, which no office program uses"
        )),
        error => damaged(format!("damaged part of the package: {error}")),
    }
}

fn ambiguous() -> Fault {
    damaged("two parts of the package have one name")
}

fn too_many_entries(limits: &Limits) -> Fault {
    too_large(format!(
        "the package holds more than {} entries",
        limits.entries_max
    ))
}
