//! What a build writes beside the index: the inputs that it could not index, and the personal numbers that it met.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::build::BuildError;
use crate::personal::Finding;
use crate::quarantine::Quarantined;

/// Both files.
pub(crate) struct Outputs {
    quarantine: LinesFile<Quarantined>,
    personal: LinesFile<PersonalNumber>,
}

/// A line of the file of personal numbers. It says where a number stands, never which it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PersonalNumber {
    pub source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The line or row of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    #[serde(flatten)]
    pub finding: Finding,
}

impl Outputs {
    pub(crate) fn create(quarantine: PathBuf, data: &Path) -> Result<Self, BuildError> {
        Ok(Self {
            quarantine: LinesFile::create(quarantine)?,
            personal: LinesFile::create(data.join("personal-numbers.jsonl"))?,
        })
    }

    pub(crate) fn quarantine_path(&self) -> &Path {
        &self.quarantine.path
    }

    pub(crate) fn quarantine(&mut self, quarantined: &Quarantined) -> Result<(), BuildError> {
        self.quarantine.push(quarantined)
    }

    pub(crate) fn personal_number(&mut self, number: &PersonalNumber) -> Result<(), BuildError> {
        self.personal.push(number)
    }

    /// Puts both in the place of those of the last build.
    pub(crate) fn finish(self) -> Result<(), BuildError> {
        self.quarantine.finish()?;
        self.personal.finish()
    }
}

/// A file of JSON lines: it replaces the last one in one step, when it is whole.
struct LinesFile<T> {
    path: PathBuf,
    next: PathBuf,
    writer: BufWriter<File>,
    lines: PhantomData<T>,
}

impl<T: Serialize> LinesFile<T> {
    fn create(path: PathBuf) -> Result<Self, BuildError> {
        let mut next = path.as_os_str().to_owned();
        next.push(".next");
        let next = PathBuf::from(next);
        match File::create(&next) {
            Ok(file) => Ok(Self {
                path,
                next,
                writer: BufWriter::new(file),
                lines: PhantomData,
            }),
            Err(cause) => Err(BuildError::Output { path: next, cause }),
        }
    }

    fn push(&mut self, line: &T) -> Result<(), BuildError> {
        let written = serde_json::to_writer(&mut self.writer, line).map_err(io::Error::from);
        written
            .and_then(|()| self.writer.write_all(b"\n"))
            .map_err(|cause| self.error(cause))
    }

    fn finish(mut self) -> Result<(), BuildError> {
        let finish = |file: &mut Self| {
            file.writer.flush()?;
            file.writer.get_ref().sync_all()?;
            fs::rename(&file.next, &file.path)
        };
        finish(&mut self).map_err(|cause| self.error(cause))
    }

    fn error(&self, cause: io::Error) -> BuildError {
        BuildError::Output {
            path: self.path.clone(),
            cause,
        }
    }
}

impl<T> Drop for LinesFile<T> {
    fn drop(&mut self) {
        // Finished, it has its own name and there is nothing here to remove.
        let _ = fs::remove_file(&self.next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_file_stays_until_the_next_is_whole() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("quarantine.jsonl");
        fs::write(&path, "last\n").expect("written");

        let mut file = LinesFile::create(path.clone()).expect("created");
        file.push(&1).expect("written");
        drop(file);
        assert_eq!(fs::read_to_string(&path).expect("read"), "last\n");

        let mut file = LinesFile::create(path.clone()).expect("created");
        file.push(&1).expect("written");
        file.finish().expect("renamed");
        assert_eq!(fs::read_to_string(&path).expect("read"), "1\n");
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let error = LinesFile::<u8>::create("/nowhere/quarantine.jsonl".into())
            .err()
            .expect("refused");
        assert!(
            error.to_string().contains("/nowhere/quarantine.jsonl"),
            "{error}"
        );
    }
}
