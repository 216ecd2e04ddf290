//! The files of a generation that say how its documents are related: relations, and what follows from them for validity.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::answer::EngineError;
use super::{GenerationError, WriterError};
use crate::relation::{Lives, Relations};

/// Name of the file of relations: JSON, zstd-compressed.
pub(super) const RELATIONS_FILE: &str = "relations.json.zst";
/// Name of the file of what follows from them.
pub(super) const LIVES_FILE: &str = "lives.json";
const COMPRESSION_LEVEL: i32 = 9;
/// Bytes of relations that are read at most, uncompressed: some 50 million relations.
const RELATIONS_BYTES_MAX: u64 = 4 << 30;

/// Writes both files into the directory of a generation, in the place of those of its parent.
pub(super) fn write_relations(
    directory: &Path,
    relations: &Relations,
    lives: &Lives,
) -> Result<(), WriterError> {
    let unreadable = |error: serde_json::Error| WriterError::Index(error.to_string());
    let json = relations.write().map_err(unreadable)?;
    let packed = zstd::encode_all(json.as_slice(), COMPRESSION_LEVEL);
    let path = directory.join(RELATIONS_FILE);
    replace(&path, &packed.map_err(GenerationError::io(&path))?)?;
    replace(
        &directory.join(LIVES_FILE),
        &lives.write().map_err(unreadable)?,
    )?;
    Ok(())
}

/// The file may be one with the parent's, which must stay as it is.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), GenerationError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(GenerationError::io(path)(error))
        }
        _ => fs::write(path, bytes).map_err(GenerationError::io(path)),
    }
}

/// What follows from the relations of a generation; nothing for one that was made before there were any.
pub(super) fn read_lives(directory: &Path) -> Result<Lives, EngineError> {
    match fs::read(directory.join(LIVES_FILE)) {
        Ok(bytes) => Ok(Lives::read(&bytes)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lives::default()),
        Err(error) => Err(EngineError::Unreadable(format!("{LIVES_FILE}: {error}"))),
    }
}

/// The relations of a generation, read when they are first asked for. The file is opened with the generation, so that
/// it can be read after the generation was pruned.
pub(super) struct RelationsFile {
    file: Option<File>,
    read: OnceLock<Result<Arc<Relations>, String>>,
}

impl RelationsFile {
    pub fn open(directory: &Path) -> Result<Self, EngineError> {
        let file = match File::open(directory.join(RELATIONS_FILE)) {
            Ok(file) => Some(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(EngineError::Unreadable(format!(
                    "{RELATIONS_FILE}: {error}"
                )));
            }
        };
        Ok(Self {
            file,
            read: OnceLock::new(),
        })
    }

    pub fn get(&self) -> Result<Arc<Relations>, EngineError> {
        let read = self.read.get_or_init(|| self.load().map(Arc::new));
        read.clone()
            .map_err(|error| EngineError::Unreadable(format!("{RELATIONS_FILE}: {error}")))
    }

    fn load(&self) -> Result<Relations, String> {
        let Some(file) = &self.file else {
            return Ok(Relations::default());
        };
        let decoder = zstd::Decoder::new(file).map_err(|error| error.to_string())?;
        let mut json = Vec::new();
        let read = decoder.take(RELATIONS_BYTES_MAX).read_to_end(&mut json);
        read.map_err(|error| error.to_string())?;
        Relations::read(&json).map_err(|error| error.to_string())
    }
}

/// The relations of a published generation, for the next one to go on from.
pub(super) fn read_relations(directory: &Path) -> Result<Relations, EngineError> {
    let relations = RelationsFile::open(directory)?.get()?;
    Ok(Arc::try_unwrap(relations).unwrap_or_else(|shared| Relations::clone(&shared)))
}
