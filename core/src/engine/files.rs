//! The files of a generation: linked from its parent, hashed and listed when it is sealed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use memmap2::Mmap;
use sha2::{Digest, Sha256};

use super::answer::EngineError;
use super::generation::sync_file;
use super::manifest::MANIFEST_FILE;
use super::{GenerationError, Manifest, ManifestFile};
use crate::flat::Bytes;

/// Gives the new generation the files of its parent. Segment files never change, so a second name for them is
/// enough; tantivy's own lists are replaced, not changed, but are small and copied all the same.
pub(super) fn link_files(
    from: &Path,
    to: &Path,
    manifest: &Manifest,
) -> Result<(), GenerationError> {
    for file in &manifest.files {
        let (source, target) = (from.join(&file.path), to.join(&file.path));
        let is_list = file.path.ends_with(".json");
        if is_list || fs::hard_link(&source, &target).is_err() {
            fs::copy(&source, &target).map_err(GenerationError::io(&target))?;
        }
        if is_list {
            let mut permissions = fs::metadata(&target)
                .map_err(GenerationError::io(&target))?
                .permissions();
            #[allow(
                clippy::permissions_set_readonly_false,
                reason = "the copy is ours until it is published"
            )]
            permissions.set_readonly(false);
            fs::set_permissions(&target, permissions).map_err(GenerationError::io(&target))?;
        }
    }
    Ok(())
}

/// Segment files never change under their names; lists and tables do.
fn is_segment_file(name: &str) -> bool {
    [".json", ".zst", ".bin"]
        .iter()
        .all(|ending| !name.ends_with(ending))
}

/// Lists, hashes and syncs the files. What the parent holds under the same name is the same file (names hold
/// the segment's random identifier), so its digest is taken over.
pub(super) fn seal_files(
    directory: &Path,
    previous: &BTreeMap<&str, &ManifestFile>,
) -> Result<Vec<ManifestFile>, GenerationError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(GenerationError::io(directory))? {
        let path = entry.map_err(GenerationError::io(directory))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".lock") {
            fs::remove_file(&path).map_err(GenerationError::io(&path))?;
            continue;
        }
        let bytes = fs::metadata(&path)
            .map_err(GenerationError::io(&path))?
            .len();
        let unchanged = previous
            .get(name.as_str())
            .filter(|file| file.bytes == bytes && is_segment_file(&name));
        let sha256 = match unchanged {
            Some(file) => file.sha256.clone(),
            None => {
                sync_file(&path)?;
                sha256_of_file(&path)?
            }
        };
        files.push(ManifestFile {
            path: name,
            bytes,
            sha256,
        });
    }
    files.retain(|file| file.path != MANIFEST_FILE);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// SHA-256 of a file, through a memory map: files are large and read once.
pub(super) fn sha256_of_file(path: &Path) -> Result<String, GenerationError> {
    let file = fs::File::open(path).map_err(GenerationError::io(path))?;
    if file.metadata().map_err(GenerationError::io(path))?.len() == 0 {
        return Ok(hex(&Sha256::digest([])));
    }
    let map = map_file(&file).map_err(GenerationError::io(path))?;
    Ok(hex(&Sha256::digest(&map)))
}

/// Maps a file of a generation.
pub(super) fn map_file(file: &fs::File) -> io::Result<Mmap> {
    // SAFETY: the file belongs to a generation, which nobody writes to once it is sealed; a reader of a file that
    // is truncated all the same gets SIGBUS, which is why sizes are checked when a generation is opened.
    unsafe { Mmap::map(file) }
}

/// A file of tables of a generation, mapped; `None` where it has none.
pub(super) fn map_tables(directory: &Path, name: &str) -> Result<Option<Bytes>, EngineError> {
    let mapped = match fs::File::open(directory.join(name)) {
        Ok(file) => map_file(&file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => Err(error),
    };
    let mapped = mapped.map_err(|error| unreadable(name, &error))?;
    Ok(Some(Bytes::mapped(mapped)))
}

/// That a file of a generation cannot be read, and why.
pub(super) fn unreadable(name: &str, error: &dyn std::fmt::Display) -> EngineError {
    EngineError::Unreadable(format!("{name}: {error}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
