//! Generations on disk: `generations/<n>/`, immutable once published, and `CURRENT`, which names the one in use.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::manifest::{MANIFEST_FILE, MANIFEST_FORMAT, READER_VERSION};
use super::schema::SCHEMA_VERSION;
use super::{Manifest, ManifestFile};
use crate::language;

/// A directory that holds generations of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDirectory {
    root: PathBuf,
}

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenerationError {
    /// There is no such directory, or nothing was ever published in it.
    #[error(
        "{path} holds no index; build one with `tongcha-indexer build --source PATH --data {path}`"
    )]
    Missing {
        /// The data directory.
        path: PathBuf,
    },
    /// The generation in use is damaged.
    #[error(
        "the index in {path} is damaged: {what}; rebuild it, or name an older generation in {path}/CURRENT"
    )]
    Damaged {
        /// The data directory.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The index was made with another schema, dictionary or lexicon.
    #[error(
        "the index in {path} was made by another version ({what}); run `tongcha-indexer reindex --data {path}`"
    )]
    Outdated {
        /// The data directory.
        path: PathBuf,
        /// What differs.
        what: String,
    },
    /// Another indexer is at work on the directory.
    #[error("another indexer is at work on {path}; wait for it to end")]
    Locked {
        /// The data directory.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl GenerationError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

/// Held while generations are written; given back when dropped, also when the process dies.
#[derive(Debug)]
pub(super) struct WriteLock {
    _file: File,
}

/// Which published generations stay.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keep {
    /// How many, the one in use included.
    pub generations_max: usize,
    /// For how many days after they were published.
    pub days_max: Option<u32>,
}

impl Keep {
    /// Whether a generation is older than they may be. One whose age cannot be told stays.
    fn is_outlived(self, path: &Path) -> bool {
        let published =
            fs::metadata(path.join(MANIFEST_FILE)).and_then(|metadata| metadata.modified());
        let age = published
            .ok()
            .and_then(|published| published.elapsed().ok());
        match (self.days_max, age) {
            (Some(days_max), Some(age)) => age > Duration::from_secs(u64::from(days_max) * 86_400),
            _ => false,
        }
    }
}

/// The directory of a generation that is not published yet; removed when it is let go before that.
#[derive(Debug)]
pub(super) struct Building {
    name: String,
    path: PathBuf,
}

impl Building {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        // Published, it has another name and there is nothing here to remove; what cannot be removed now is
        // removed when the next generation begins.
        let _ = fs::remove_dir_all(&self.path);
    }
}

const CURRENT_FILE: &str = "CURRENT";
const LOCK_FILE: &str = "LOCK";
const GENERATIONS: &str = "generations";
/// Ending of the directory of a generation that is not published yet.
const BUILDING: &str = ".building";

impl DataDirectory {
    /// The data directory at this path. Nothing is read or made.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { root: path.into() }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The name of the generation in use.
    ///
    /// # Errors
    /// [`GenerationError::Missing`] when nothing was published yet, [`GenerationError::Damaged`] when `CURRENT`
    /// names nothing.
    pub fn current(&self) -> Result<String, GenerationError> {
        let path = self.root.join(CURRENT_FILE);
        let name = match fs::read_to_string(&path) {
            Ok(name) => name.trim().to_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(GenerationError::Missing {
                    path: self.root.clone(),
                });
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(self.damaged("CURRENT is not text"));
            }
            Err(error) => return Err(GenerationError::io(&path)(error)),
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.damaged("CURRENT names no generation"));
        }
        Ok(name)
    }

    /// The directory of a published generation.
    pub fn generation_path(&self, name: &str) -> PathBuf {
        self.root.join(GENERATIONS).join(name)
    }

    /// The manifest of a published generation.
    ///
    /// # Errors
    /// [`GenerationError::Damaged`] when it is missing or unreadable.
    pub fn manifest(&self, name: &str) -> Result<Manifest, GenerationError> {
        let path = self.generation_path(name).join(MANIFEST_FILE);
        let bytes = fs::read(&path).map_err(|error| {
            self.damaged(&format!(
                "the manifest of generation {name} cannot be read: {error}"
            ))
        })?;
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| {
            self.damaged(&format!(
                "the manifest of generation {name} is broken: {error}"
            ))
        })?;
        if manifest.generation != name {
            return Err(self.damaged(&format!(
                "generation {name} calls itself {}",
                manifest.generation
            )));
        }
        Ok(manifest)
    }

    /// Refuses a generation that this version cannot answer from.
    pub(super) fn check_version(&self, manifest: &Manifest) -> Result<(), GenerationError> {
        let outdated = |what: &str| self.outdated(what);
        if manifest.format != MANIFEST_FORMAT || manifest.schema != SCHEMA_VERSION {
            return Err(outdated("another schema"));
        }
        if manifest.reader != READER_VERSION {
            return Err(outdated("another reader of texts"));
        }
        if manifest.language != language::fingerprint() {
            return Err(outdated("another dictionary or lexicon"));
        }
        Ok(())
    }

    /// Compares names and sizes of the files with the manifest. Digests are for `verify`.
    pub(crate) fn check_sizes(&self, manifest: &Manifest) -> Result<(), GenerationError> {
        let directory = self.generation_path(&manifest.generation);
        for ManifestFile { path, bytes, .. } in &manifest.files {
            match fs::metadata(directory.join(path)) {
                Ok(found) if found.len() == *bytes => {}
                Ok(found) => {
                    return Err(self.damaged(&format!(
                        "{path} has {} bytes instead of {bytes}",
                        found.len()
                    )));
                }
                Err(error) => return Err(self.damaged(&format!("{path}: {error}"))),
            }
        }
        Ok(())
    }

    /// Reads index files whose digests were not compared. tantivy trusts what it reads, so a flipped byte can make
    /// it panic: that is damage like any other, and no reason to stop the process.
    pub(crate) fn guard<T, E: From<GenerationError>>(
        &self,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
            Err(self
                .damaged("a file cannot be read as what it is; `verify` names it")
                .into())
        })
    }

    pub(super) fn outdated(&self, what: &str) -> GenerationError {
        GenerationError::Outdated {
            path: self.root.clone(),
            what: what.to_owned(),
        }
    }

    pub(crate) fn damaged(&self, what: &str) -> GenerationError {
        GenerationError::Damaged {
            path: self.root.clone(),
            what: what.to_owned(),
        }
    }

    /// Makes the directory if need be and takes the lock of the writer.
    pub(super) fn lock(&self) -> Result<WriteLock, GenerationError> {
        let generations = self.root.join(GENERATIONS);
        fs::create_dir_all(&generations).map_err(GenerationError::io(&generations))?;
        let path = self.root.join(LOCK_FILE);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(GenerationError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(WriteLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(GenerationError::Locked {
                path: self.root.clone(),
            }),
            Err(TryLockError::Error(error)) => Err(GenerationError::io(&path)(error)),
        }
    }

    /// Makes the directory of the next generation. What an interrupted build left behind is removed.
    pub(super) fn begin(&self, _lock: &WriteLock) -> Result<Building, GenerationError> {
        let mut last = 0_u64;
        for (name, path) in self.entries()? {
            if name.ends_with(BUILDING) {
                fs::remove_dir_all(&path).map_err(GenerationError::io(&path))?;
            } else if let Ok(number) = name.parse::<u64>() {
                last = last.max(number);
            }
        }
        let name = format!("{:06}", last + 1);
        let path = self
            .root
            .join(GENERATIONS)
            .join(format!("{name}{BUILDING}"));
        fs::create_dir(&path).map_err(GenerationError::io(&path))?;
        Ok(Building { name, path })
    }

    /// Makes a finished generation the one in use: files and directories are on disk before `CURRENT` changes,
    /// and `CURRENT` changes in one step.
    pub(super) fn publish(
        &self,
        _lock: &WriteLock,
        building: Building,
        manifest: &Manifest,
    ) -> Result<(), GenerationError> {
        write_synced(
            &building.path.join(MANIFEST_FILE),
            &manifest_bytes(manifest),
        )?;
        make_read_only(&building.path)?;
        sync_directory(&building.path)?;
        let published = self.generation_path(&manifest.generation);
        fs::rename(&building.path, &published).map_err(GenerationError::io(&published))?;
        sync_directory(&self.root.join(GENERATIONS))?;

        let next = self.root.join("CURRENT.next");
        write_synced(&next, format!("{}\n", manifest.generation).as_bytes())?;
        let current = self.root.join(CURRENT_FILE);
        fs::rename(&next, &current).map_err(GenerationError::io(&current))?;
        sync_directory(&self.root)
    }

    /// Removes all but the newest published generations, and those that are too old; the one in use always stays, and the one that was in
    /// use before it goes last: one that was never in use, or was left because it is damaged, is nothing to go
    /// back to. Readers that still hold an older one keep their mapped files until they let go.
    pub(super) fn prune(
        &self,
        _lock: &WriteLock,
        keep: Keep,
        previous: Option<&str>,
    ) -> Result<(), GenerationError> {
        let current = self.current()?;
        let mut published: Vec<(String, PathBuf)> = self
            .entries()?
            .into_iter()
            .filter(|(name, _)| name.parse::<u64>().is_ok() && *name < current)
            .collect();
        published.sort_by_cached_key(|(name, _)| (previous == Some(name), name.clone()));
        let surplus = (published.len() + 1).saturating_sub(keep.generations_max.max(1));
        for (at, (_, path)) in published.iter().enumerate() {
            if at < surplus || keep.is_outlived(path) {
                fs::remove_dir_all(path).map_err(GenerationError::io(path))?;
            }
        }
        Ok(())
    }

    fn entries(&self) -> Result<Vec<(String, PathBuf)>, GenerationError> {
        let generations = self.root.join(GENERATIONS);
        let mut entries = Vec::new();
        for entry in fs::read_dir(&generations).map_err(GenerationError::io(&generations))? {
            let entry = entry.map_err(GenerationError::io(&generations))?;
            entries.push((
                entry.file_name().to_string_lossy().into_owned(),
                entry.path(),
            ));
        }
        Ok(entries)
    }
}

fn manifest_bytes(manifest: &Manifest) -> Vec<u8> {
    // A struct of strings and numbers always has a JSON form.
    serde_json::to_vec_pretty(manifest).unwrap_or_default()
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), GenerationError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(GenerationError::io(path))
}

pub(super) fn sync_file(path: &Path) -> Result<(), GenerationError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(GenerationError::io(path))
}

fn sync_directory(path: &Path) -> Result<(), GenerationError> {
    // Directories can be opened and synced on Unix only; elsewhere the rename itself has to do.
    if cfg!(unix) { sync_file(path) } else { Ok(()) }
}

/// Published files are mapped by readers: a file that shrank under a map would kill them, so nobody shall write.
fn make_read_only(directory: &Path) -> Result<(), GenerationError> {
    for entry in fs::read_dir(directory).map_err(GenerationError::io(directory))? {
        let path = entry.map_err(GenerationError::io(directory))?.path();
        set_read_only(&path).map_err(GenerationError::io(&path))?;
    }
    Ok(())
}

/// Readable by all: the server need not run as the user who indexes.
#[cfg(unix)]
fn set_read_only(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o444))
}

#[cfg(not(unix))]
fn set_read_only(path: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions)
}
