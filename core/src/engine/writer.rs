//! Writes the next generation: from nothing, or from the one in use by hard-linking what does not change.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::schema::Schema;
use tantivy::store::Compressor;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Term};
use time::{OffsetDateTime, UtcOffset};

use super::answer::EngineError;
use super::columns::read_digests;
use super::departures::Departures;
use super::documents::write_documents;
use super::entries::{document_entry, passage_entry};
use super::files::{link_files, seal_files};
use super::frames::FramesWriter;
use super::generation::{Building, Keep, WriteLock};
use super::manifest::{LESSONS_FILE, MANIFEST_FORMAT, READER_VERSION};
use super::manifestations::{Manifestations, read_manifestations, write_manifestations};
use super::names::{has_names, names_of, write_names};
use super::relations::{read_relations, write_relations};
use super::schema::{Fields, SCHEMA_VERSION, schema};
use super::segment::SegmentView;
use super::texts::StoredFields;
use super::tokenizers::{Meter, tokenizers};
use super::vectors::{write_pair_vectors, write_passage_vectors};
use super::vocabulary::heading_words;
use super::{
    DataDirectory, GenerationError, Manifest, ManifestFile, ManifestLessons, ManifestSource,
    StoredDocument,
};
use crate::catalogue::{Catalogue, Terms};
use crate::document::{Day, Manifestation};
use crate::language::{self, Tokenizer};
use crate::learned::Lessons;
use crate::relation::{Lives, Relations, Stated};

/// How a generation is written.
#[derive(Debug, Clone)]
pub struct WriterOptions {
    /// Memory for postings before they are written out, in bytes, over all threads.
    pub memory_bytes: usize,
    /// Threads that tokenize and index.
    pub threads: usize,
    /// Published generations to keep, the new one included.
    pub generations_max: usize,
    /// Days after which a generation that is not in use is removed, even where fewer are left than may be kept.
    pub generation_days_max: Option<u32>,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            memory_bytes: 200_000_000,
            threads: 2,
            generations_max: 2,
            generation_days_max: None,
        }
    }
}

/// A published generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its manifest.
    pub manifest: Manifest,
}

/// Why a generation was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriterError {
    /// The data directory refused.
    #[error(transparent)]
    Generation(#[from] GenerationError),
    /// The index could not be written (disk full, worker died).
    #[error("the index could not be written: {0}")]
    Index(String),
}

impl WriterError {
    /// The error, with the directory that it is about: what the index library says names none.
    fn at(self, data: &DataDirectory) -> Self {
        match self {
            Self::Index(what) => Self::Index(format!("{}: {what}", data.path().display())),
            other => other,
        }
    }
}

impl From<EngineError> for WriterError {
    fn from(error: EngineError) -> Self {
        Self::Index(error.to_string())
    }
}

impl From<tantivy::TantivyError> for WriterError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.to_string())
    }
}

/// Text that may wait between the reader and the indexing threads.
const PENDING_BYTES_MAX: u64 = 16 << 20;
/// More segments than this are merged into one: every segment costs each search.
const SEGMENTS_MAX: usize = 6;
/// More deleted entries than this share are merged away.
const DELETED_SHARE_MAX: f64 = 0.2;

/// Writes one generation. Dropped without [`GenerationWriter::publish`], it leaves the last generation in use.
pub struct GenerationWriter {
    data: DataDirectory,
    options: WriterOptions,
    parent: Option<Manifest>,
    index: Index,
    writer: IndexWriter,
    fields: Fields,
    tokenizer: Arc<Tokenizer>,
    meter: Arc<Meter>,
    sent_bytes: u64,
    /// Identifier to digest of what the parent generation holds.
    held: HashMap<String, String>,
    changed: bool,
    /// What every document states of others, and whether that differs from the parent's.
    stated: BTreeMap<String, Stated>,
    /// Where documents were found that came more than once, and whether that differs from the parent's.
    manifestations: Manifestations,
    refound: bool,
    restated: bool,
    /// What became of documents that are held no longer.
    departures: Departures,
    lessons: Option<ManifestLessons>,
    // Last, so that they are let go after the threads that write: fields are dropped in this order.
    building: Building,
    lock: WriteLock,
}

impl GenerationWriter {
    /// Begins a generation from nothing: every document must be put.
    ///
    /// # Errors
    /// When the directory cannot be written or another writer holds it.
    pub fn create(
        data: &DataDirectory,
        tokenizer: &Arc<Tokenizer>,
        options: WriterOptions,
    ) -> Result<Self, WriterError> {
        let lock = data.lock()?;
        Self::begin(data, lock, None, tokenizer, options).map_err(|error| error.at(data))
    }

    /// Begins a generation from the one in use, or from nothing when there is none: only what changes must be
    /// put or removed.
    ///
    /// # Errors
    /// As [`GenerationWriter::create`]; also when the generation in use is damaged or of another version.
    pub fn update(
        data: &DataDirectory,
        tokenizer: &Arc<Tokenizer>,
        options: WriterOptions,
    ) -> Result<Self, WriterError> {
        let lock = data.lock()?;
        let parent = match data.current() {
            Ok(name) => {
                let manifest = data.manifest(&name)?;
                data.check_version(&manifest)?;
                data.check_sizes(&manifest)?;
                Some(manifest)
            }
            Err(GenerationError::Missing { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        Self::begin(data, lock, parent, tokenizer, options).map_err(|error| error.at(data))
    }

    fn begin(
        data: &DataDirectory,
        lock: WriteLock,
        parent: Option<Manifest>,
        tokenizer: &Arc<Tokenizer>,
        options: WriterOptions,
    ) -> Result<Self, WriterError> {
        let building = data.begin(&lock)?;
        let meter = Arc::new(Meter::default());
        let (schema, fields) = schema();
        let mut index = match &parent {
            Some(manifest) => {
                link_files(
                    &data.generation_path(&manifest.generation),
                    building.path(),
                    manifest,
                )?;
                Index::open_in_dir(building.path())?
            }
            None => create_index(building.path(), schema)?,
        };
        index.set_tokenizers(tokenizers(tokenizer, &meter));
        let threads = options.threads.clamp(1, 8);
        let per_thread = (options.memory_bytes / threads).max(16_000_000);
        let writer: IndexWriter = index.writer_with_num_threads(threads, per_thread * threads)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let held = if parent.is_some() {
            data.guard(|| held_digests(&index))?
        } else {
            HashMap::new()
        };
        let lessons = parent.as_ref().and_then(|parent| parent.lessons.clone());
        let parent_is_none = parent.is_none();
        let stated = match &parent {
            Some(parent) => stated(data, parent)?,
            None => BTreeMap::new(),
        };
        let manifestations = match &parent {
            Some(parent) => read_manifestations(&data.generation_path(&parent.generation))
                .map_err(|error| data.damaged(&error.to_string()))?,
            None => Manifestations::default(),
        };
        let departures = departures(data, parent.as_ref())?;
        Ok(Self {
            data: data.clone(),
            departures,
            lock,
            options,
            building,
            parent,
            index,
            writer,
            fields,
            tokenizer: Arc::clone(tokenizer),
            meter,
            sent_bytes: 0,
            held,
            changed: false,
            restated: parent_is_none,
            manifestations,
            refound: false,
            stated,
            lessons,
        })
    }

    /// The digest under which a document is held, if it is.
    pub fn held_digest(&self, id: &str) -> Option<&str> {
        self.held.get(id).map(String::as_str)
    }

    /// The identifiers of what the parent generation holds.
    pub fn held_ids(&self) -> impl Iterator<Item = &str> {
        self.held.keys().map(String::as_str)
    }

    /// Adds a document, or replaces the one of the same identifier.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn put(&mut self, stored: &StoredDocument) -> Result<(), WriterError> {
        self.try_put(stored).map_err(|error| error.at(&self.data))
    }

    fn try_put(&mut self, stored: &StoredDocument) -> Result<(), WriterError> {
        self.wait_for_room();
        self.changed = true;
        self.restated = true;
        let id = &stored.document.id;
        let stated = Stated::read(&stored.document, &stored.text);
        self.stated.insert(id.clone(), stated);
        self.departures.put(id, &stored.document.raw);
        let mut operations: Vec<UserOperation> =
            Vec::with_capacity(stored.structure.passages.len() + 2);
        operations.push(UserOperation::Delete(Term::from_field_text(
            self.fields.key,
            id,
        )));
        let mut frames = FramesWriter::default();
        let (fields, sent) = (&self.fields, &mut self.sent_bytes);
        for passage in &stored.structure.passages {
            let entry = passage_entry(fields, stored, passage, &mut frames, sent)?;
            operations.push(UserOperation::Add(entry));
        }
        let entry = document_entry(fields, stored, frames, sent)?;
        operations.push(UserOperation::Add(entry));
        // One batch: its entries stay together in one segment, in this order.
        self.writer.run(operations)?;
        Ok(())
    }

    /// Removes a document. One that is not held is no error.
    pub fn remove(&mut self, id: &str) {
        self.changed = true;
        self.restated = true;
        self.stated.remove(id);
        self.refound |= self.manifestations.remove(id).is_some();
        if self.held.contains_key(id) {
            self.departures.remove(id, Day::today());
        }
        self.writer
            .delete_term(Term::from_field_text(self.fields.key, id));
    }

    /// Says every place that a document was found at, in the place of what the parent says; fewer than two are none.
    pub fn put_manifestations(&mut self, id: &str, mut places: Vec<Manifestation>) {
        if places.len() < 2 {
            places.clear();
        }
        let held = self.manifestations.get(id).map_or(&[][..], Vec::as_slice);
        if held != places {
            self.changed = true;
            self.refound = true;
            self.manifestations.insert(id.to_owned(), places);
        }
    }

    /// Gives the generation these lessons, in the place of those it had.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_lessons(&mut self, lessons: &Lessons) -> Result<(), WriterError> {
        let path = self.building.path().join(LESSONS_FILE);
        let bytes =
            serde_json::to_vec(lessons).map_err(|error| WriterError::Index(error.to_string()))?;
        std::fs::write(&path, bytes).map_err(GenerationError::io(&path))?;
        write_pair_vectors(self.building.path(), &lessons.vectors)?;
        self.changed = true;
        self.lessons = Some(ManifestLessons {
            sources: lessons.sources.clone(),
            questions: lessons.questions.len() as u64,
        });
        Ok(())
    }

    /// Whether anything was put or removed.
    pub fn is_changed(&self) -> bool {
        self.changed || self.parent.is_none()
    }

    /// Leaves the last generation in use and removes what was begun.
    pub fn abandon(self) {
        drop(self);
    }

    /// Commits, merges, seals with a manifest and makes the generation the one in use.
    ///
    /// # Errors
    /// When anything could not be written; the last generation then stays in use.
    pub fn publish(self, sources: Vec<ManifestSource>) -> Result<Published, WriterError> {
        let data = self.data.clone();
        self.try_publish(sources).map_err(|error| error.at(&data))
    }

    fn try_publish(mut self, sources: Vec<ManifestSource>) -> Result<Published, WriterError> {
        self.writer.commit()?;
        self.merge()?;
        self.writer.garbage_collect_files().wait()?;
        let Self {
            data,
            lock,
            options,
            building,
            parent,
            index,
            writer,
            fields,
            tokenizer,
            meter,
            lessons,
            stated,
            restated,
            mut manifestations,
            refound,
            departures,
            ..
        } = self;
        // The writer goes before the files are read: its threads may still touch them.
        writer.wait_merging_threads()?;
        let segments = views(&index)?;
        let counts = Counts::of(&segments);
        if restated || !has_names(building.path()) {
            let names = names_of(&segments)?;
            let headings = heading_words(&segments, &fields)?;
            let terms = Terms::new(names.iter(), &headings, &tokenizer);
            let tables = if restated {
                let (relations, lives, tables) = Relations::resolve(names, stated);
                write_relations(building.path(), &relations, &lives)?;
                tables
            } else {
                Catalogue::of(names.into()).1
            };
            write_names(building.path(), &tables, &terms)?;
        }
        write_documents(building.path(), &segments, &fields)?;
        let stored_fields = StoredFields::of(&index.schema())?;
        write_passage_vectors(building.path(), &segments, stored_fields)?;
        drop(segments);
        if refound {
            manifestations.retain(|_, places| !places.is_empty());
            write_manifestations(building.path(), &manifestations)?;
        }
        departures.write(building.path())?;
        drop(index);
        let previous: BTreeMap<&str, &ManifestFile> = parent
            .iter()
            .flat_map(|parent| &parent.files)
            .map(|file| (file.path.as_str(), file))
            .collect();
        let manifest = Manifest {
            format: MANIFEST_FORMAT,
            generation: building.name().to_owned(),
            parent: parent.as_ref().map(|parent| parent.generation.clone()),
            published: timestamp_now(),
            software: env!("CARGO_PKG_VERSION").to_owned(),
            schema: SCHEMA_VERSION,
            reader: READER_VERSION,
            language: language::fingerprint(),
            documents: counts.documents,
            articles: counts.articles,
            text_bytes: counts.text_bytes,
            dropped_tokens: meter.dropped.load(Ordering::Relaxed),
            sources,
            lessons,
            files: seal_files(building.path(), &previous)?,
        };
        let previous = data.current().ok();
        data.publish(&lock, building, &manifest)?;
        let keep = Keep {
            generations_max: options.generations_max,
            days_max: options.generation_days_max,
        };
        data.prune(&lock, keep, previous.as_deref())?;
        Ok(Published { manifest })
    }

    /// Few segments, few deleted entries: each of both costs every search.
    fn merge(&mut self) -> Result<(), WriterError> {
        let metas = self.index.searchable_segment_metas()?;
        let entries: u64 = metas.iter().map(|meta| u64::from(meta.max_doc())).sum();
        let deleted: u64 = metas
            .iter()
            .map(|meta| u64::from(meta.num_deleted_docs()))
            .sum();
        let worn = deleted as f64 > entries as f64 * DELETED_SHARE_MAX;
        let from_nothing = self.parent.is_none() && metas.len() > 1;
        if from_nothing || worn || metas.len() > SEGMENTS_MAX {
            let ids: Vec<_> = metas.iter().map(|meta| meta.id()).collect();
            self.writer.merge(&ids).wait()?;
        }
        Ok(())
    }

    /// Holds the reader back while the indexing threads are behind, so that memory stays bounded: tantivy's own
    /// queue counts documents, not bytes. When the threads make no progress for a second, adding goes on and
    /// reports what is wrong with them.
    fn wait_for_room(&self) {
        for _ in 0..1000 {
            let done = self.meter.bytes.load(Ordering::Relaxed);
            if self.sent_bytes.saturating_sub(done) < PENDING_BYTES_MAX {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

fn create_index(path: &Path, schema: Schema) -> Result<Index, WriterError> {
    let settings = IndexSettings {
        // What is stored is packed already, in pieces as small as what is read at once: see `frames`.
        docstore_compression: Compressor::None,
        docstore_blocksize: 16_384,
        ..IndexSettings::default()
    };
    let directory = MmapDirectory::open(path).map_err(tantivy::TantivyError::from)?;
    Ok(Index::create(directory, schema, settings)?)
}

/// Now in Asia/Shanghai, RFC 3339 to the second.
fn timestamp_now() -> String {
    let shanghai = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
    let now = OffsetDateTime::now_utc().to_offset(shanghai);
    let (hour, minute, second) = now.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}+08:00", now.date())
}

/// A reader of the index as it is now. One that reloads watches the directory from a thread of its own, which makes
/// a lock file whenever it likes, also in a generation that was just sealed.
pub(super) fn reader_once(index: &Index) -> tantivy::Result<IndexReader> {
    index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
}

/// The segments of the index as it is now, as if no document said anything of another one.
fn views(index: &Index) -> tantivy::Result<Vec<SegmentView>> {
    let (_, fields) = schema();
    let searcher = reader_once(index)?.searcher();
    let segments = searcher.segment_readers().iter();
    segments
        .map(|segment| SegmentView::open(segment.clone(), &fields, &Lives::default()))
        .collect()
}

fn held_digests(index: &Index) -> Result<HashMap<String, String>, WriterError> {
    let mut held = HashMap::new();
    for view in views(index)? {
        let mut digests = read_digests(&view.reader, view.entries())?;
        view.for_each_document(|ordinal| {
            let id = view.columns.id(ordinal).to_owned();
            held.insert(id, std::mem::take(&mut digests[ordinal as usize]));
        });
    }
    Ok(held)
}

/// What is known of documents that are held no longer. A build from nothing knows it from the generation in use, too:
/// but for that it owes nothing to it, so one that cannot be read is passed over then.
fn departures(data: &DataDirectory, parent: Option<&Manifest>) -> Result<Departures, WriterError> {
    let read = |generation: &str| Departures::read(&data.generation_path(generation));
    match parent {
        Some(parent) => {
            let read = read(&parent.generation);
            Ok(read.map_err(|error| data.damaged(&error.to_string()))?)
        }
        None => Ok(data
            .current()
            .ok()
            .and_then(|generation| read(&generation).ok())
            .unwrap_or_default()),
    }
}

/// What the documents of the parent generation state.
fn stated(
    data: &DataDirectory,
    parent: &Manifest,
) -> Result<BTreeMap<String, Stated>, WriterError> {
    let directory = data.generation_path(&parent.generation);
    let relations = read_relations(&directory).map_err(|error| data.damaged(&error.to_string()))?;
    Ok(relations.into_stated())
}

/// What the index holds, counted from its columns.
struct Counts {
    documents: u64,
    articles: u64,
    text_bytes: u64,
}

impl Counts {
    fn of(segments: &[SegmentView]) -> Self {
        let mut counts = Self {
            documents: 0,
            articles: 0,
            text_bytes: 0,
        };
        for view in segments {
            view.for_each_document(|ordinal| {
                counts.documents += 1;
                counts.articles += view.hit_passages(ordinal).count() as u64;
                counts.text_bytes += view.columns.text_bytes(ordinal);
            });
        }
        counts
    }
}
