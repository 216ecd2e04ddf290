//! A generation as one file, to be kept elsewhere, and back.
//!
//! A backup is a TAR file with the manifest first and the files that it lists behind it. Published files never change,
//! so a backup taken while others search or build is whole; and restoring is publishing, so whoever searches meanwhile
//! sees the old generation or the new one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::manifest::{MANIFEST_FILE, MANIFEST_FORMAT};
use super::{DataDirectory, GenerationError, Manifest, ManifestFile};

/// What was backed up or restored. Every byte was read again and compared with its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupReport {
    /// The generation: the one backed up, or the one that the restored files are now.
    pub generation: String,
    /// Its documents.
    pub documents: u64,
    /// Its files, the manifest not counted.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The data directory refused.
    #[error(transparent)]
    Generation(#[from] GenerationError),
    /// The backup is not what was written once: its bytes changed, or it ends early.
    #[error("the backup {path} is damaged: {what}; take another one")]
    Damaged {
        /// The backup.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The file is no backup of ours.
    #[error("{path} is no backup of an index: {what}")]
    NotABackup {
        /// The file.
        path: PathBuf,
        /// What it lacks.
        what: String,
    },
    /// There is a file of this name already.
    #[error("{path} is there already; name another file, or remove it")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("{path}: {cause}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        cause: io::Error,
    },
}

/// A manifest beyond this is none.
const MANIFEST_BYTES_MAX: u64 = 64 << 20;
const COPY_BYTES: usize = 256 << 10;
/// A builder may take away the generation that we begin to read, as often as it publishes.
const ATTEMPTS: usize = 3;

impl DataDirectory {
    /// Writes the generation in use into one new file, then reads that file again and compares every digest. An
    /// unfinished backup is no backup: the file has its name only when it is whole and on disk.
    ///
    /// # Errors
    /// When there is nothing to back up, it is damaged, or the file cannot be written.
    pub fn backup(&self, to: &Path) -> Result<BackupReport, BackupError> {
        if to.exists() {
            return Err(BackupError::Exists {
                path: to.to_owned(),
            });
        }
        let (manifest, files) = self.opened()?;
        let unfinished = Unfinished::beside(to);
        let write = || -> io::Result<()> {
            let mut archive = tar::Builder::new(BufWriter::new(File::create(&unfinished.path)?));
            let listed = serde_json::to_vec_pretty(&manifest)?;
            append(
                &mut archive,
                MANIFEST_FILE,
                listed.len() as u64,
                &listed[..],
            )?;
            for (file, opened) in manifest.files.iter().zip(&files) {
                append(&mut archive, &file.path, file.bytes, opened)?;
            }
            archive.into_inner()?.into_inner()?.sync_all()
        };
        write().map_err(io_error(&unfinished.path))?;
        check(&unfinished.path)?;
        fs::rename(&unfinished.path, to).map_err(io_error(to))?;
        Ok(report(&manifest))
    }

    /// Publishes what a backup holds as the next generation of this directory, which is made when it is missing.
    /// Every digest is compared before anything is published.
    ///
    /// # Errors
    /// When the file is no backup or a damaged one, or the directory cannot be written; what was in use stays in use.
    pub fn restore(&self, from: &Path) -> Result<BackupReport, BackupError> {
        // A damaged backup shall not even make a directory.
        check(from)?;
        let lock = self.lock()?;
        let building = self.begin(&lock)?;
        let mut manifest = walk(from, &mut |file, content| {
            let path = building.path().join(&file.path);
            let mut target = File::create(&path).map_err(io_error(&path))?;
            let digest = copy(content, &mut target, from, &path)?;
            target.sync_all().map_err(io_error(&path))?;
            Ok(digest)
        })?;
        manifest.generation = building.name().to_owned();
        self.publish(&lock, building, &manifest)?;
        Ok(report(&manifest))
    }

    /// The manifest in use and its files, opened: they can be read to their end whoever removes them now.
    fn opened(&self) -> Result<(Manifest, Vec<File>), BackupError> {
        let mut attempt = 1;
        loop {
            let manifest = self.manifest(&self.current()?)?;
            let directory = self.generation_path(&manifest.generation);
            let files: io::Result<Vec<File>> = manifest
                .files
                .iter()
                .map(|file| File::open(directory.join(&file.path)))
                .collect();
            match files {
                Ok(files) => return Ok((manifest, files)),
                Err(_) if attempt < ATTEMPTS => attempt += 1,
                Err(cause) => return Err(io_error(&directory)(cause)),
            }
        }
    }
}

/// A file that is removed unless it gets its name.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn beside(path: &Path) -> Self {
        let mut name = path.as_os_str().to_owned();
        name.push(".unfinished");
        Self { path: name.into() }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Finished, it has another name and there is nothing here to remove.
        let _ = fs::remove_file(&self.path);
    }
}

fn append(
    archive: &mut tar::Builder<impl Write>,
    name: &str,
    bytes: u64,
    content: impl Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o444);
    header.set_cksum();
    archive.append_data(&mut header, name, content)
}

/// Reads a backup and compares every digest.
fn check(path: &Path) -> Result<Manifest, BackupError> {
    walk(path, &mut |_, content| {
        copy(content, &mut io::sink(), path, path)
    })
}

/// Hands out each file that the manifest of a backup lists, once, and compares the digest that comes back. Names in
/// the archive are only compared with those of the manifest.
fn walk(
    path: &Path,
    take: &mut dyn FnMut(&ManifestFile, &mut dyn Read) -> Result<String, BackupError>,
) -> Result<Manifest, BackupError> {
    let damaged = |what: String| BackupError::Damaged {
        path: path.to_owned(),
        what,
    };
    let file = File::open(path).map_err(io_error(path))?;
    let mut archive = tar::Archive::new(io::BufReader::with_capacity(COPY_BYTES, file));
    let mut entries = archive.entries().map_err(io_error(path))?;
    let manifest = first_manifest(path, entries.next())?;
    let mut wanted: BTreeMap<&str, &ManifestFile> = manifest
        .files
        .iter()
        .map(|file| (file.path.as_str(), file))
        .collect();
    for entry in entries {
        let mut entry = entry.map_err(|error| damaged(error.to_string()))?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let Some(file) = wanted.remove(name.as_str()) else {
            return Err(damaged(format!(
                "{name} is not in its manifest, or twice in it"
            )));
        };
        if take(file, &mut entry)? != file.sha256 {
            return Err(damaged(format!("{name} is not what was backed up")));
        }
    }
    match wanted.keys().next() {
        Some(name) => Err(damaged(format!("{name} is missing"))),
        None => Ok(manifest),
    }
}

fn first_manifest<R: Read>(
    path: &Path,
    entry: Option<io::Result<tar::Entry<'_, R>>>,
) -> Result<Manifest, BackupError> {
    let no_backup = |what: &str| BackupError::NotABackup {
        path: path.to_owned(),
        what: what.to_owned(),
    };
    let Some(Ok(entry)) = entry else {
        return Err(no_backup("it is no TAR file"));
    };
    if *entry.path_bytes() != *MANIFEST_FILE.as_bytes() {
        return Err(no_backup("it does not begin with a manifest"));
    }
    let mut content = Vec::new();
    entry
        .take(MANIFEST_BYTES_MAX)
        .read_to_end(&mut content)
        .map_err(io_error(path))?;
    let manifest: Manifest =
        serde_json::from_slice(&content).map_err(|error| no_backup(&error.to_string()))?;
    if manifest.format != MANIFEST_FORMAT {
        return Err(no_backup("its manifest is of another version"));
    }
    // These names become files: each is one part of a path, never a way out.
    let is_plain = |file: &ManifestFile| {
        let mut parts = Path::new(&file.path).components();
        let first = parts.next();
        matches!(first, Some(std::path::Component::Normal(_))) && parts.next().is_none()
    };
    if !manifest.files.iter().all(is_plain) {
        return Err(no_backup("its manifest lists a file outside of the index"));
    }
    Ok(manifest)
}

/// Copies and answers the digest of what went through.
fn copy(
    content: &mut dyn Read,
    target: &mut dyn Write,
    from: &Path,
    to: &Path,
) -> Result<String, BackupError> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        let count = match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(io_error(from)(cause)),
        };
        digest.update(&buffer[..count]);
        target.write_all(&buffer[..count]).map_err(io_error(to))?;
    }
    Ok(digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn report(manifest: &Manifest) -> BackupReport {
    BackupReport {
        generation: manifest.generation.clone(),
        documents: manifest.documents,
        files: manifest.files.len() as u64,
        bytes: manifest.files.iter().map(|file| file.bytes).sum(),
    }
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> BackupError + use<> {
    let path = path.to_owned();
    move |cause| BackupError::Io { path, cause }
}
