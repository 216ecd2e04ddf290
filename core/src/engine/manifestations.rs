//! Where else a document was found: the file of a generation that lists, for each document that came more than once,
//! every place it came from.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::answer::EngineError;
use super::relations::replace;
use super::{GenerationError, WriterError};
use crate::document::Manifestation;

/// Identifier → places, for documents with more than one.
pub(super) type Manifestations = BTreeMap<String, Vec<Manifestation>>;

const MANIFESTATIONS_FILE: &str = "manifestations.json";

/// What a generation has; nothing for one that was made before there was such a file.
pub(super) fn read_manifestations(directory: &Path) -> Result<Manifestations, EngineError> {
    let unreadable =
        |what: String| EngineError::Unreadable(format!("{MANIFESTATIONS_FILE}: {what}"));
    match fs::read(directory.join(MANIFESTATIONS_FILE)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Manifestations::default()),
        Err(error) => Err(unreadable(error.to_string())),
    }
}

/// Writes the file into the directory of a generation, in the place of that of its parent.
pub(super) fn write_manifestations(
    directory: &Path,
    manifestations: &Manifestations,
) -> Result<(), WriterError> {
    let json = serde_json::to_vec(manifestations)
        .map_err(|error| WriterError::Index(error.to_string()))?;
    let path = directory.join(MANIFESTATIONS_FILE);
    replace(&path, &json).map_err(|error: GenerationError| error.into())
}
