//! The embedded engine: tantivy segments of one published generation, memory-mapped, read-only.

use tantivy::schema::Value;
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument};

use super::answer::{Answer, EngineError, EngineHit, HitPassage, Statistics};
use super::candidate::{Candidate, CandidatePassage};
use super::columns::read_names;
use super::directory::ReadOnlyDirectory;
use super::execute::execute;
use super::schema::{Fields, schema};
use super::segment::{Ordinal, SegmentView};
use super::stored::StoredRecord;
use super::vocabulary::heading_words;
use super::{DataDirectory, Engine, GenerationError, Manifest, StoredDocument};
use crate::catalogue::Name;
use crate::query::{IdentifierField, Plan};
use crate::structure::Structure;

/// An engine over one generation of a data directory.
pub struct EmbeddedEngine {
    manifest: Manifest,
    fields: Fields,
    searcher: Searcher,
    segments: Vec<SegmentView>,
    // Keeps the index and its mapped files open.
    _reader: IndexReader,
}

/// Store blocks kept uncompressed, per segment: those of the documents that everybody asks for.
const STORE_BLOCKS_CACHED: usize = 64;

impl EmbeddedEngine {
    /// Opens the generation in use. Nothing is written, so a read-only file system is enough.
    ///
    /// # Errors
    /// When there is no index, when sizes differ from the manifest, or when another version made it.
    pub fn open(data: &DataDirectory) -> Result<Self, GenerationError> {
        let manifest = data.manifest(&data.current()?)?;
        data.check_version(&manifest)?;
        data.check_sizes(&manifest)?;
        Self::open_unchecked(data, manifest)
    }

    /// Opens a generation without asking whether this version made it: stored records can be read from any.
    pub(crate) fn open_unchecked(
        data: &DataDirectory,
        manifest: Manifest,
    ) -> Result<Self, GenerationError> {
        data.guard(|| Self::open_files(data, manifest))
    }

    fn open_files(data: &DataDirectory, manifest: Manifest) -> Result<Self, GenerationError> {
        let damaged = |error: &dyn std::fmt::Display| data.damaged(&error.to_string());
        let directory = ReadOnlyDirectory::open(&data.generation_path(&manifest.generation))
            .map_err(|error| damaged(&error))?;
        let index = Index::open(directory).map_err(|error| damaged(&error))?;
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_BLOCKS_CACHED)
            .try_into()
            .map_err(|error: tantivy::TantivyError| damaged(&error))?;
        let searcher = reader.searcher();
        let fields = schema().1;
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|segment| SegmentView::open(segment.clone(), &fields))
            .collect::<tantivy::Result<Vec<_>>>()
            .map_err(|error| damaged(&error))?;
        Ok(Self {
            manifest,
            fields,
            searcher,
            segments,
            _reader: reader,
        })
    }

    /// The manifest of the generation.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Visits every document in the order of the index.
    ///
    /// # Errors
    /// When a record cannot be read, or what `visit` returns.
    pub fn for_each_document<E: From<EngineError>>(
        &self,
        mut visit: impl FnMut(StoredDocument) -> Result<(), E>,
    ) -> Result<(), E> {
        for (segment, view) in self.segments.iter().enumerate() {
            for ordinal in (0..view.documents()).filter(|&ordinal| view.is_alive(ordinal)) {
                visit(self.stored_document(segment, ordinal)?)?;
            }
        }
        Ok(())
    }

    fn stored_bytes(&self, segment: usize, entry: u32) -> Result<Vec<u8>, EngineError> {
        let address = DocAddress::new(segment as u32, entry);
        let stored: TantivyDocument = self.searcher.doc(address)?;
        let bytes = stored
            .get_first(self.fields.stored)
            .and_then(|value| value.as_bytes());
        Ok(bytes.map(<[u8]>::to_vec).unwrap_or_default())
    }

    fn stored_text(&self, segment: usize, entry: u32) -> Result<String, EngineError> {
        String::from_utf8(self.stored_bytes(segment, entry)?)
            .map_err(|_| EngineError::Unreadable("a stored passage is not UTF-8".to_owned()))
    }

    fn stored_record(&self, segment: usize, ordinal: Ordinal) -> Result<StoredRecord, EngineError> {
        let entry = self.segments[segment].entry(ordinal);
        Ok(serde_json::from_slice(&self.stored_bytes(segment, entry)?)?)
    }

    fn stored_document(
        &self,
        segment: usize,
        ordinal: Ordinal,
    ) -> Result<StoredDocument, EngineError> {
        let record = self.stored_record(segment, ordinal)?;
        let mut text = String::new();
        for entry in self.segments[segment].passages(ordinal) {
            text.push_str(&self.stored_text(segment, entry)?);
        }
        let (document, structure, digest) = record.unpack();
        Ok(StoredDocument {
            document,
            structure,
            text,
            digest,
        })
    }

    fn find(&self, id: &str) -> Result<Option<(usize, Ordinal)>, EngineError> {
        for (segment, view) in self.segments.iter().enumerate() {
            if let Some(&ordinal) = view.documents_with(self.fields.key, id)?.first() {
                return Ok(Some((segment, ordinal)));
            }
        }
        Ok(None)
    }

    fn hit(&self, candidate: &Candidate) -> Result<EngineHit, EngineError> {
        let (segment, ordinal) = (candidate.segment as usize, candidate.ordinal);
        let (document, structure, _) = self.stored_record(segment, ordinal)?.unpack();
        let first = self.segments[segment].passages(ordinal).start;
        let mut passages = Vec::with_capacity(candidate.passages.len());
        for &CandidatePassage { entry, score } in &candidate.passages {
            let text = self.stored_text(segment, entry)?;
            passages.extend(hit_passage(
                &structure,
                (entry - first) as usize,
                text,
                score,
            ));
        }
        Ok(EngineHit {
            document,
            passages,
            score: candidate.score,
            named_by: candidate.named_by,
        })
    }
}

fn hit_passage(
    structure: &Structure,
    index: usize,
    text: String,
    score: f32,
) -> Option<HitPassage> {
    let passage = structure.passages.get(index)?.clone();
    let headings = structure.headings_of(&passage);
    Some(HitPassage {
        passage,
        headings,
        text,
        score,
    })
}

impl Engine for EmbeddedEngine {
    fn execute(&self, plan: &Plan) -> Result<Answer, EngineError> {
        let found = execute(plan, &self.segments, &self.fields)?;
        let (facets, collections) = found.counter.finish();
        Ok(Answer {
            total: found.total,
            candidates: found.top,
            facets,
            collections,
        })
    }

    fn fetch(&self, candidates: &[Candidate]) -> Result<Vec<EngineHit>, EngineError> {
        candidates
            .iter()
            .map(|candidate| self.hit(candidate))
            .collect()
    }

    fn article(&self, id: &str, n: &str) -> Result<Option<Candidate>, EngineError> {
        let Some((segment, ordinal)) = self.find(id)? else {
            return Ok(None);
        };
        let (_, structure, _) = self.stored_record(segment, ordinal)?.unpack();
        let place = structure.passages.iter().position(|passage| passage.n == n);
        Ok(place.map(|place| {
            let entry = self.segments[segment].passages(ordinal).start + place as u32;
            Candidate {
                segment: segment as u32,
                ordinal,
                article: Some(entry),
                named_by: Some(IdentifierField::Id),
                passages: vec![CandidatePassage { entry, score: 0.0 }],
                ..Candidate::default()
            }
        }))
    }

    fn text(&self, segment: u32, entry: u32) -> Result<String, EngineError> {
        self.stored_text(segment as usize, entry)
    }

    fn document(&self, id: &str) -> Result<Option<StoredDocument>, EngineError> {
        match self.find(id)? {
            Some((segment, ordinal)) => self.stored_document(segment, ordinal).map(Some),
            None => Ok(None),
        }
    }

    fn versions(&self, work_id: &str) -> Result<Vec<String>, EngineError> {
        let mut versions = Vec::new();
        for view in &self.segments {
            for ordinal in view.documents_with(self.fields.work, work_id)? {
                let columns = &view.columns;
                versions.push((
                    columns.issued(ordinal),
                    columns.effective(ordinal),
                    columns.id(ordinal),
                ));
            }
        }
        versions.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.cmp(&b.2)));
        Ok(versions.into_iter().map(|(_, _, id)| id).collect())
    }

    fn names(&self) -> Result<Vec<Name>, EngineError> {
        let mut names = Vec::new();
        for view in &self.segments {
            let alive = |ordinal| view.is_alive(ordinal);
            names.extend(read_names(&view.reader, &view.columns, alive)?);
        }
        Ok(names)
    }

    fn heading_words(&self) -> Result<Vec<(String, u64)>, EngineError> {
        Ok(heading_words(&self.segments, &self.fields)?)
    }

    fn statistics(&self) -> Result<Statistics, EngineError> {
        Ok(Statistics {
            documents: self.manifest.documents,
            articles: self.manifest.articles,
            text_bytes: self.manifest.text_bytes,
            published: self.manifest.published.clone(),
        })
    }

    fn generation(&self) -> &str {
        &self.manifest.generation
    }
}
