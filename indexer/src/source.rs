//! From the sources that an operator names to the files that are read, in an order that never changes.
//!
//! A file that is named is read. A folder is walked in the order of names; of it we read every file, whatever its
//! name, except hidden files, `README` files (they describe the folder) and `questions.jsonl` (questions to measure
//! the search with, which lie beside the documents they ask for). Links, pipes and devices are named as what they
//! are: opening them could lead out of the folder, or never end.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::quarantine::Reason;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceFile {
    /// The source as it was named.
    pub source: String,
    /// The path below the source when that is a folder, with `/` between its parts.
    pub relative: Option<String>,
    pub path: PathBuf,
    pub bytes: u64,
}

/// All that the sources hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    pub files: Vec<SourceFile>,
    pub unreadable: Vec<Unreadable>,
}

/// What the walk could not look at, or should not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub source: String,
    pub relative: Option<String>,
    pub reason: Reason,
    pub message: String,
}

/// Why a source cannot be used at all. Nothing was read or written then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// There is nothing of that name.
    #[error("the source {path} does not exist; check the path given to --source")]
    Missing {
        /// The source as it was named.
        path: PathBuf,
    },
    /// The system does not let us look at it.
    #[error("the source {path} cannot be read: {cause}")]
    Unreadable {
        /// The source as it was named.
        path: PathBuf,
        /// The cause.
        #[source]
        cause: io::Error,
    },
    /// It is what this build writes to, or lies in it.
    #[error(
        "the source {path} is where this build writes; name another --data or --quarantine, or another --source"
    )]
    IsOutput {
        /// The source as it was named.
        path: PathBuf,
    },
    /// It is neither a folder nor a file.
    #[error("the source {path} is neither a folder nor a file; name one of the two")]
    NotAFile {
        /// The source as it was named.
        path: PathBuf,
    },
}

impl SourceFile {
    /// The ending of the name, for counts.
    pub(crate) fn ending(&self) -> String {
        match self.path.extension() {
            Some(extension) => format!(".{}", extension.to_string_lossy().to_ascii_lowercase()),
            None => "none".to_owned(),
        }
    }
}

/// Lists the files of the sources. What lies at or below the `excluded` paths is left out: the index itself may
/// lie in a folder that is read.
pub(crate) fn list(sources: &[PathBuf], excluded: &[PathBuf]) -> Result<Listing, SourceError> {
    let mut lister = Lister {
        listing: Listing::default(),
        seen: HashSet::new(),
        excluded: excluded
            .iter()
            .filter_map(|path| fs::canonicalize(path).ok())
            .collect(),
    };
    for path in sources {
        lister.add_source(path)?;
    }
    Ok(lister.listing)
}

struct Lister {
    listing: Listing,
    /// Real paths: a file that is named twice, or named beside its folder, is read once.
    seen: HashSet<PathBuf>,
    excluded: Vec<PathBuf>,
}

impl Lister {
    fn add_source(&mut self, path: &Path) -> Result<(), SourceError> {
        let metadata = fs::metadata(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => SourceError::Missing {
                path: path.to_owned(),
            },
            _ => SourceError::Unreadable {
                path: path.to_owned(),
                cause,
            },
        })?;
        if self.is_excluded(path) {
            return Err(SourceError::IsOutput {
                path: path.to_owned(),
            });
        }
        if metadata.is_dir() {
            self.walk(path);
            return Ok(());
        }
        if !metadata.is_file() {
            return Err(SourceError::NotAFile {
                path: path.to_owned(),
            });
        }
        self.add_file(SourceFile {
            source: path.to_string_lossy().into_owned(),
            relative: None,
            path: path.to_owned(),
            bytes: metadata.len(),
        });
        Ok(())
    }

    /// Walks a folder with a stack of its own, so that no depth of folders can exhaust the thread's.
    fn walk(&mut self, root: &Path) {
        let mut waiting = vec![root.to_owned()];
        while let Some(path) = waiting.pop() {
            match self.visit(root, &path) {
                Ok(inside) => waiting.extend(inside.into_iter().rev()),
                Err(error) => {
                    let message = error.to_string();
                    self.add_unreadable(root, &path, Reason::UnreadableSource, message);
                }
            }
        }
    }

    /// Looks at a path in a folder. What lies in it, when it is a folder itself, comes back sorted.
    fn visit(&mut self, root: &Path, path: &Path) -> io::Result<Vec<PathBuf>> {
        let is_root = path == root;
        let metadata = if is_root {
            fs::metadata(path)?
        } else {
            fs::symlink_metadata(path)?
        };
        if metadata.is_dir() {
            return if self.is_excluded(path) {
                Ok(Vec::new())
            } else {
                entries(path)
            };
        }
        if is_aside(path) {
            return Ok(Vec::new());
        }
        match what_else(metadata.file_type()) {
            None => self.add_file(SourceFile {
                source: root.to_string_lossy().into_owned(),
                relative: relative(root, path),
                path: path.to_owned(),
                bytes: metadata.len(),
            }),
            Some(what) => {
                let message = format!("{what}, not a file; name what it stands for as a source");
                self.add_unreadable(root, path, Reason::NotAFile, message);
            }
        }
        Ok(Vec::new())
    }

    fn add_unreadable(&mut self, root: &Path, path: &Path, reason: Reason, message: String) {
        self.listing.unreadable.push(Unreadable {
            source: root.to_string_lossy().into_owned(),
            relative: relative(root, path),
            reason,
            message,
        });
    }

    fn add_file(&mut self, file: SourceFile) {
        if self.is_excluded(&file.path) {
            return;
        }
        // Whoever cannot be resolved cannot be opened either, and is quarantined then.
        let real = fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone());
        if self.seen.insert(real) {
            self.listing.files.push(file);
        }
    }

    fn is_excluded(&self, path: &Path) -> bool {
        !self.excluded.is_empty()
            && fs::canonicalize(path)
                .is_ok_and(|real| self.excluded.iter().any(|aside| real.starts_with(aside)))
    }
}

/// What a path is that is neither a folder nor a file.
fn what_else(file_type: FileType) -> Option<&'static str> {
    if file_type.is_file() {
        None
    } else if file_type.is_symlink() {
        Some("a symbolic link")
    } else {
        Some("a pipe, a socket or a device")
    }
}

/// Files of a folder that are no documents.
fn is_aside(path: &Path) -> bool {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    name == "readme" || name.starts_with("readme.") || name == "questions.jsonl"
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names: Vec<OsString> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.to_string_lossy().starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "x").expect("written");
        }
        folder
    }

    fn names(listing: &Listing) -> Vec<&str> {
        listing
            .files
            .iter()
            .filter_map(|file| file.relative.as_deref())
            .collect()
    }

    #[test]
    fn folders_are_walked_in_order_without_what_is_no_document() {
        let folder = folder(&[
            "b.md",
            "a/z.txt",
            "a/k.jsonl.zst",
            "c.jsonl",
            "README.md",
            "a/readme.txt",
            "questions.jsonl",
            ".hidden/x.md",
            ".x.md",
            "scan.PDF",
            "NOTES",
            "D.TXT",
        ]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("b.md"), folder.path().join("link.md"))
            .expect("linked");
        let listing = list(&[folder.path().to_owned()], &[]).expect("listed");
        let expected = [
            "D.TXT",
            "NOTES",
            "a/k.jsonl.zst",
            "a/z.txt",
            "b.md",
            "c.jsonl",
            "scan.PDF",
        ];
        assert_eq!(names(&listing), expected);
        let link = &listing.unreadable[0];
        assert_eq!(
            (link.relative.as_deref(), link.reason),
            (Some("link.md"), Reason::NotAFile)
        );
    }

    #[test]
    fn a_file_is_read_once_and_the_index_never() {
        let folder = folder(&["a.md", "README.md", "data/quarantine.jsonl"]);
        let root = folder.path();
        let sources = [root.join("README.md"), root.to_owned(), root.join("a.md")];
        let listing = list(&sources, &[root.join("data"), root.join("missing")]).expect("listed");
        let paths: Vec<_> = listing.files.iter().map(|file| file.path.clone()).collect();
        assert_eq!(paths, [root.join("README.md"), root.join("a.md")]);
    }

    #[test]
    fn what_cannot_be_a_source_is_refused() {
        assert!(matches!(
            list(&["/dev/null".into()], &[]),
            Err(SourceError::NotAFile { .. })
        ));
        assert!(matches!(
            list(&["nowhere".into()], &[]),
            Err(SourceError::Missing { .. })
        ));
    }
}
