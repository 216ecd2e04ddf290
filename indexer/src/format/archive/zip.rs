//! ZIP files: which of them are office files, and the entries of the others.

use std::io::Cursor;

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::{Allowance, Entry, names, odd_entry};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// What a ZIP file is by the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ZipKind {
    Docx,
    Xlsx,
    Ofd,
    /// Something an office program packed that we do not read; what, for the message.
    OtherOffice(&'static str),
    Archive,
}

/// Tells office files and archives apart.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<ZipKind, Fault> {
    let archive = open(bytes)?;
    let holds = |wanted: &str| {
        let wanted = wanted.as_bytes();
        archive
            .file_names_raw()
            .any(|name| name.eq_ignore_ascii_case(wanted))
    };
    let begins = |wanted: &str| {
        archive
            .file_names_raw()
            .any(|name| name.starts_with(wanted.as_bytes()))
    };
    Ok(if holds("OFD.xml") {
        ZipKind::Ofd
    } else if begins("word/") && holds("[Content_Types].xml") {
        ZipKind::Docx
    } else if begins("xl/") && holds("[Content_Types].xml") {
        ZipKind::Xlsx
    } else if begins("ppt/") && holds("[Content_Types].xml") {
        ZipKind::OtherOffice("a presentation")
    } else if holds("mimetype") && holds("META-INF/manifest.xml") {
        ZipKind::OtherOffice("an OpenDocument file; save it as DOCX")
    } else {
        ZipKind::Archive
    })
}

/// Hands every file of the archive to `visit`, and what is wrong with the others. An error ends the archive; the
/// entries before it were handed out.
pub(crate) fn entries(
    bytes: &[u8],
    allowance: &mut Allowance,
    visit: &mut dyn FnMut(Entry, &mut Allowance),
) -> Result<(), Fault> {
    let mut archive = open(bytes)?;
    for at in 0..archive.len() {
        let file = match archive.by_index_raw(at) {
            Ok(file) => file,
            Err(error) => return Err(damaged(&error)),
        };
        let name = names::decoded(file.name_raw());
        let (is_folder, is_link, is_encrypted, method) = (
            file.is_dir(),
            file.is_symlink(),
            file.encrypted(),
            file.compression(),
        );
        drop(file);
        if is_folder || names::is_aside(&name) {
            continue;
        }
        allowance.take_entry()?;
        let content = if names::leads_outside(&name) {
            Err(odd_entry("names a path outside of the archive"))
        } else if is_link {
            Err(odd_entry("is a link"))
        } else if is_encrypted {
            Err(Fault::of_file(
                Reason::EncryptedFile,
                "the entry needs a password",
            ))
        } else if !matches!(
            method,
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            let message = format!("the entry is packed by {method}; pack it by deflate");
            Err(Fault::of_file(Reason::UnknownFormat, message))
        } else {
            match archive.by_index(at) {
                Ok(file) => allowance.read(file)?,
                Err(error) => Err(damaged(&error)),
            }
        };
        visit(Entry { name, content }, allowance);
    }
    Ok(())
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Fault> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))
}

fn damaged(error: &ZipError) -> Fault {
    Fault::of_file(
        Reason::DamagedFile,
        format!("the ZIP file is damaged or ends early: {error}"),
    )
}
