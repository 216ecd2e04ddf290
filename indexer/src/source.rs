//! From the sources that an operator names to the files that are read, in an order that never changes.
//!
//! A file that is named is read. A folder is walked in the order of names; of it we read every file of a format
//! we know, except hidden files, what symbolic links point to, `README` files (they describe the folder) and
//! `questions.jsonl` (questions to measure the search with, which lie beside the documents they ask for).

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceFile {
    /// The source as it was named.
    pub source: String,
    /// The path below the source when that is a folder, with `/` between its parts.
    pub relative: Option<String>,
    pub path: PathBuf,
    pub format: Format,
    pub bytes: u64,
}

/// How a file is read, told by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    JsonLines,
    JsonLinesZstd,
    Markdown,
    PlainText,
}

/// All that the sources hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    pub files: Vec<SourceFile>,
    pub unreadable: Vec<Unreadable>,
    /// Files of no format we know, by ending.
    pub skipped: BTreeMap<String, u64>,
}

/// A file or folder that the walk could not look at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub source: String,
    pub relative: Option<String>,
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
    /// It is neither a folder nor a file of a format we read.
    #[error("the source {path} is neither a folder nor a .jsonl, .jsonl.zst, .md or .txt file")]
    UnknownFormat {
        /// The source as it was named.
        path: PathBuf,
    },
}

impl Format {
    /// The format of a file of this name. The case of the ending does not matter.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let formats = [
            (".jsonl", Self::JsonLines),
            (".jsonl.zst", Self::JsonLinesZstd),
            (".md", Self::Markdown),
            (".txt", Self::PlainText),
        ];
        formats
            .into_iter()
            .find(|(ending, _)| name.ends_with(ending))
            .map(|(_, format)| format)
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
        let format = Format::of(path).filter(|_| metadata.is_file());
        let format = format.ok_or_else(|| SourceError::UnknownFormat {
            path: path.to_owned(),
        })?;
        self.add_file(SourceFile {
            source: path.to_string_lossy().into_owned(),
            relative: None,
            path: path.to_owned(),
            format,
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
                Err(error) => self.listing.unreadable.push(Unreadable {
                    source: root.to_string_lossy().into_owned(),
                    relative: relative(root, &path),
                    message: error.to_string(),
                }),
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
        if is_regular(metadata.file_type()) && !is_aside(path) {
            match Format::of(path) {
                Some(format) => self.add_file(SourceFile {
                    source: root.to_string_lossy().into_owned(),
                    relative: relative(root, path),
                    path: path.to_owned(),
                    format,
                    bytes: metadata.len(),
                }),
                None => *self.listing.skipped.entry(ending(path)).or_default() += 1,
            }
        }
        Ok(Vec::new())
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

/// Not a link, a pipe, a socket or a device.
fn is_regular(file_type: FileType) -> bool {
    file_type.is_file()
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

fn ending(path: &Path) -> String {
    match path.extension() {
        Some(extension) => format!(".{}", extension.to_string_lossy().to_ascii_lowercase()),
        None => "none".to_owned(),
    }
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
        assert_eq!(
            names(&listing),
            ["D.TXT", "a/k.jsonl.zst", "a/z.txt", "b.md", "c.jsonl"]
        );
        assert_eq!(
            listing.skipped,
            BTreeMap::from([(".pdf".into(), 1), ("none".into(), 1)])
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
        let folder = folder(&["a.pdf"]);
        let check = |name: &str| list(&[folder.path().join(name)], &[]);
        assert!(matches!(
            check("a.pdf"),
            Err(SourceError::UnknownFormat { .. })
        ));
        assert!(matches!(check("nowhere"), Err(SourceError::Missing { .. })));
    }
}
