//! Builds an index from records: the first walk of the house, behind one type.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::document::{Finding, Manifestation, Record, Rejection, read_record};
use crate::engine::{
    DataDirectory, EmbeddedEngine, EngineError, GenerationError, GenerationWriter, Manifest,
    ManifestSource, StoredDocument, WriterError, WriterOptions,
};
use crate::language::Tokenizer;
use crate::learned::Lessons;
use crate::life::read_life;
use crate::structure::{self, Diagnostic};

/// Reads records and writes a generation of them.
///
/// Records of the generation in use that do not change are neither parsed nor written again. Nothing is in use
/// before [`Indexer::publish`].
pub struct Indexer {
    writer: GenerationWriter,
    seen: HashSet<String>,
    sources: BTreeMap<String, u64>,
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was written.
    Indexed {
        /// Its identifier.
        id: String,
        /// What was odd about its fields.
        findings: Vec<Finding>,
        /// What was odd about its text.
        diagnostics: Vec<Diagnostic>,
    },
    /// The generation in use holds it as it is.
    Unchanged {
        /// Its identifier.
        id: String,
    },
    /// It cannot be indexed.
    Rejected(Rejected),
}

/// Why a record was not indexed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejected {
    /// The record itself is unusable.
    #[error(transparent)]
    Record(#[from] Rejection),
    /// Another record of this build has the same identifier.
    #[error("another record of this build has the id {id:?}")]
    DuplicateId {
        /// The identifier.
        id: String,
    },
    /// The text is larger than an index can address.
    #[error("the text has {bytes} bytes; at most {TEXT_BYTES_MAX} are indexed")]
    TextTooLong {
        /// Its size.
        bytes: usize,
    },
}

/// Why indexing stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The data directory or the index refused.
    #[error(transparent)]
    Writer(#[from] WriterError),
    /// The generation to start from cannot be read.
    #[error(transparent)]
    Generation(#[from] GenerationError),
    /// A stored record cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Texts beyond this are no legal texts, and their offsets must fit 32 bits with room to spare.
const TEXT_BYTES_MAX: usize = 64 << 20;

impl Indexer {
    /// Begins from the generation in use, or from nothing when there is none.
    ///
    /// # Errors
    /// When the directory cannot be written, another indexer holds it, or the generation in use is damaged or of
    /// another version.
    pub fn update(
        data: &DataDirectory,
        tokenizer: &Arc<Tokenizer>,
        options: WriterOptions,
    ) -> Result<Self, IndexError> {
        Ok(Self::new(GenerationWriter::update(
            data, tokenizer, options,
        )?))
    }

    /// Begins from nothing.
    ///
    /// # Errors
    /// As [`Indexer::update`], but whatever generation is in use does not matter.
    pub fn create(
        data: &DataDirectory,
        tokenizer: &Arc<Tokenizer>,
        options: WriterOptions,
    ) -> Result<Self, IndexError> {
        Ok(Self::new(GenerationWriter::create(
            data, tokenizer, options,
        )?))
    }

    fn new(writer: GenerationWriter) -> Self {
        Self {
            writer,
            seen: HashSet::new(),
            sources: BTreeMap::new(),
        }
    }

    /// Reads a record and writes it if it is new or changed. `source` names where it came from.
    ///
    /// # Errors
    /// When the index cannot be written. A record that cannot be indexed is an [`Outcome`], not an error.
    pub fn add(&mut self, record: Record, source: &str) -> Result<Outcome, IndexError> {
        if record.text.len() > TEXT_BYTES_MAX {
            return Ok(Outcome::Rejected(Rejected::TextTooLong {
                bytes: record.text.len(),
            }));
        }
        let digest = digest(&record);
        if self.writer.held_digest(&record.id) == Some(digest.as_str())
            && !self.seen.contains(&record.id)
        {
            let id = record.id;
            self.saw(&id, source);
            return Ok(Outcome::Unchanged { id });
        }
        let text = record.text.clone();
        let (mut document, findings) = match read_record(record) {
            Ok(read) => read,
            Err(rejection) => return Ok(Outcome::Rejected(rejection.into())),
        };
        let id = document.id.clone();
        if self.seen.contains(&id) {
            return Ok(Outcome::Rejected(Rejected::DuplicateId { id }));
        }
        self.saw(&id, source);
        // An identifier that was derived is known only now.
        if self.writer.held_digest(&id) == Some(digest.as_str()) {
            return Ok(Outcome::Unchanged { id });
        }
        let structure = structure::parse(&text);
        read_life(&mut document, &structure, &text);
        let diagnostics = structure.diagnostics.clone();
        self.writer.put(&StoredDocument {
            document,
            structure,
            text,
            digest,
        })?;
        Ok(Outcome::Indexed {
            id,
            findings,
            diagnostics,
        })
    }

    /// Reads a stored document again, as this version reads it. Its digest stays: it is of what was published.
    fn put_again(&mut self, stored: StoredDocument) -> Result<(), IndexError> {
        let digest = stored.digest.clone();
        let record = published(stored);
        let text = record.text.clone();
        // What was accepted once has a title or a text.
        if let Ok((mut document, _)) = read_record(record) {
            let structure = structure::parse(&text);
            read_life(&mut document, &structure, &text);
            self.writer.put(&StoredDocument {
                document,
                structure,
                text,
                digest,
            })?;
        }
        Ok(())
    }

    fn saw(&mut self, id: &str, source: &str) {
        self.seen.insert(id.to_owned());
        *self.sources.entry(source.to_owned()).or_default() += 1;
    }

    /// Whether this build has seen a document of this identifier already.
    pub fn has_seen(&self, id: &str) -> bool {
        self.seen.contains(id)
    }

    /// Says every place at which a document was found, this build's word in the place of an older one's. One place is
    /// what every document has, and is not kept.
    pub fn put_manifestations(&mut self, id: &str, places: Vec<Manifestation>) {
        self.writer.put_manifestations(id, places);
    }

    /// Removes what the generation in use holds and this build did not see. Returns the identifiers.
    pub fn prune(&mut self) -> Vec<String> {
        let mut gone: Vec<String> = self
            .writer
            .held_ids()
            .filter(|id| !self.seen.contains(*id))
            .map(str::to_owned)
            .collect();
        gone.sort();
        for id in &gone {
            self.writer.remove(id);
        }
        gone
    }

    /// Whether publishing would change anything.
    pub fn is_changed(&self) -> bool {
        self.writer.is_changed()
    }

    /// Seals the generation and makes it the one in use.
    ///
    /// # Errors
    /// When it could not be written; the last generation then stays in use.
    pub fn publish(self) -> Result<Manifest, IndexError> {
        let sources = self
            .sources
            .into_iter()
            .map(|(path, documents)| ManifestSource { path, documents });
        Ok(self.writer.publish(sources.collect())?.manifest)
    }
}

/// Rebuilds the index from the stored records of the generation in use, whichever version made it.
/// `progress` is told how many documents of how many are done.
///
/// # Errors
/// When the generation in use cannot be read or the next one cannot be written.
pub fn reindex(
    data: &DataDirectory,
    tokenizer: &Arc<Tokenizer>,
    options: WriterOptions,
    mut progress: impl FnMut(u64, u64),
) -> Result<Manifest, IndexError> {
    // Nothing is made where there is nothing to rebuild.
    data.current()?;
    let mut indexer = Indexer::create(data, tokenizer, options)?;
    // Asked again under the lock: what another indexer published in between must not be lost.
    let manifest = data.manifest(&data.current()?)?;
    data.check_sizes(&manifest)?;
    let (total, sources) = (manifest.documents, manifest.sources.clone());
    let engine = EmbeddedEngine::open_unchecked(data, manifest)?;
    // Lessons of another version are let go: they have to be learned again.
    if let Ok(Some(lessons)) = engine.lessons(data) {
        indexer.writer.put_lessons(&lessons)?;
    }
    let mut done = 0;
    engine.for_each_document::<IndexError>(|mut stored| {
        let places = std::mem::take(&mut stored.document.manifestations);
        indexer.put_manifestations(&stored.document.id, places);
        indexer.put_again(stored)?;
        done += 1;
        progress(done, total);
        Ok(())
    })?;
    Ok(indexer.writer.publish(sources)?.manifest)
}

/// Gives the generation in use what was learned, as the next generation.
///
/// # Errors
/// When the generation in use cannot be read or the next one cannot be written.
pub fn teach(
    data: &DataDirectory,
    tokenizer: &Arc<Tokenizer>,
    options: WriterOptions,
    lessons: &Lessons,
) -> Result<Manifest, IndexError> {
    // Nothing is made where there is nothing to teach.
    let sources = data.manifest(&data.current()?)?.sources;
    let mut writer = GenerationWriter::update(data, tokenizer, options)?;
    writer.put_lessons(lessons)?;
    Ok(writer.publish(sources)?.manifest)
}

/// The record that a stored document was read from: its raw fields, lines and text are all that it said.
fn published(stored: StoredDocument) -> Record {
    let StoredDocument { document, text, .. } = stored;
    let uncut = document.raw.contains_key("history");
    let mut record = Record::from_object(document.raw);
    record.id = document.id;
    // The raw fields have lines only where the document's own are cut.
    if !uncut {
        record.history = document.history;
    }
    record.text = text;
    record
}

/// SHA-256 over everything a record says.
fn digest(record: &Record) -> String {
    let mut hasher = Sha256::new();
    // A record is strings and JSON values: it always has a JSON form, the same for the same record.
    hasher.update(serde_json::to_vec(record).unwrap_or_default());
    // What had another type than text is not in that form.
    if !record.odd.is_empty() {
        hasher.update(serde_json::to_vec(&record.odd).unwrap_or_default());
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is stored of a record, and the record that a rebuild makes of it.
    fn stored_and_again(record: Record) -> (StoredDocument, Record) {
        let text = record.text.clone();
        let (document, _) = read_record(record).expect("a document");
        let stored = StoredDocument {
            document,
            structure: structure::parse(&text),
            text,
            digest: String::new(),
        };
        (stored.clone(), published(stored))
    }

    fn check_round_trip(json: serde_json::Value) -> StoredDocument {
        let serde_json::Value::Object(object) = json else {
            panic!("a record is an object: {json}");
        };
        let record = Record::from_object(object);
        let (stored, again) = stored_and_again(record.clone());
        assert_eq!(again, record);
        let (stored_again, _) = stored_and_again(again);
        assert_eq!(stored_again.document, stored.document);
        stored
    }

    #[test]
    fn a_stored_document_gives_its_record_back() {
        let stored = check_round_trip(serde_json::json!({
            "id": "1", "title": "公 告", "text": "正文", "published": "2023-02-30", "color": "red",
            "authority": ["教育部", "财政部"], "history": ["2020年1月1日 施行"],
        }));
        assert!(!stored.document.raw.contains_key("history"));
    }

    #[test]
    fn history_beyond_its_bounds_comes_back_uncut() {
        let long = "长".repeat(2_001);
        let many = vec!["2020年1月1日 施行"; 201];
        for (history, lines) in [
            (serde_json::json!(["2020年1月1日 施行", long]), 2),
            (serde_json::json!(many), 200),
            (serde_json::json!(many.join("\n")), 200),
        ] {
            let stored = check_round_trip(serde_json::json!({
                "id": "1", "title": "公告", "text": "正文", "history": history,
            }));
            assert_eq!(stored.document.history.len(), lines);
            assert_eq!(stored.document.raw["history"], history);
        }
    }
}
