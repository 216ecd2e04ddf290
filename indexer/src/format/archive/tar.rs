//! TAR archives.

use std::io;

use super::{Allowance, Entry, names, odd_entry};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Hands every file of the archive to `visit`, and what is wrong with the others. An error ends the archive; the
/// entries before it were handed out.
pub(crate) fn entries(
    bytes: &[u8],
    allowance: &mut Allowance,
    visit: &mut dyn FnMut(Entry, &mut Allowance),
) -> Result<(), Fault> {
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries().map_err(|error| damaged(&error))? {
        let mut entry = entry.map_err(|error| damaged(&error))?;
        let kind = entry.header().entry_type();
        let name = names::decoded(&entry.path_bytes());
        if kind.is_dir() || names::is_aside(&name) {
            continue;
        }
        allowance.take_entry()?;
        let content = if names::leads_outside(&name) {
            Err(odd_entry("names a path outside of the archive"))
        } else if kind.is_symlink() || kind.is_hard_link() {
            Err(odd_entry("is a link"))
        } else if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            allowance.read(&mut entry)?
        } else {
            Err(odd_entry("is a pipe or a device"))
        };
        visit(Entry { name, content }, allowance);
    }
    Ok(())
}

fn damaged(error: &io::Error) -> Fault {
    Fault::of_file(
        Reason::DamagedFile,
        format!("the TAR archive is damaged or ends early: {error}"),
    )
}
