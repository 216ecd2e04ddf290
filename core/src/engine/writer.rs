//! Writes the next generation: from nothing, or from the one in use by hard-linking what does not change.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, Term,
};
use time::{OffsetDateTime, UtcOffset};

use super::generation::{Building, WriteLock, sync_file};
use super::manifest::{MANIFEST_FILE, MANIFEST_FORMAT, READER_VERSION};
use super::schema::{Fields, MARKER_DOCUMENT, MARKER_SILENT, SCHEMA_VERSION, schema};
use super::segment::SegmentView;
use super::stored::StoredRecord;
use super::tokenizers::{Meter, tokenizers};
use super::{
    DataDirectory, GenerationError, Manifest, ManifestFile, ManifestSource, StoredDocument,
};
use crate::document::{Document, Kind, Status, regions};
use crate::language::{self, Tokenizer};
use crate::query::literal_title_key;
use crate::structure::{Passage, PassageKind};

/// How a generation is written.
#[derive(Debug, Clone)]
pub struct WriterOptions {
    /// Memory for postings before they are written out, in bytes, over all threads.
    pub memory_bytes: usize,
    /// Threads that tokenize and index.
    pub threads: usize,
    /// Published generations to keep, the new one included.
    pub generations_max: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            memory_bytes: 200_000_000,
            threads: 2,
            generations_max: 2,
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

impl From<tantivy::TantivyError> for WriterError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.to_string())
    }
}

/// Text that may wait between the reader and the indexing threads.
const PENDING_BYTES_MAX: u64 = 16 << 20;
/// The code of the whole country.
const COUNTRY_CODE: &str = "000000";
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
    meter: Arc<Meter>,
    sent_bytes: u64,
    /// Identifier to digest of what the parent generation holds.
    held: HashMap<String, String>,
    changed: bool,
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
        Self::begin(data, lock, None, tokenizer, options)
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
        Self::begin(data, lock, parent, tokenizer, options)
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
        Ok(Self {
            data: data.clone(),
            lock,
            options,
            building,
            parent,
            index,
            writer,
            fields,
            meter,
            sent_bytes: 0,
            held,
            changed: false,
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
        self.wait_for_room();
        self.changed = true;
        let id = &stored.document.id;
        let mut operations: Vec<UserOperation> =
            Vec::with_capacity(stored.structure.passages.len() + 2);
        operations.push(UserOperation::Delete(Term::from_field_text(
            self.fields.key,
            id,
        )));
        for passage in &stored.structure.passages {
            let entry = passage_entry(&self.fields, stored, passage, &mut self.sent_bytes);
            operations.push(UserOperation::Add(entry));
        }
        operations.push(UserOperation::Add(document_entry(
            &self.fields,
            stored,
            &mut self.sent_bytes,
        )?));
        // One batch: its entries stay together in one segment, in this order.
        self.writer.run(operations)?;
        Ok(())
    }

    /// Removes a document. One that is not held is no error.
    pub fn remove(&mut self, id: &str) {
        self.changed = true;
        self.writer
            .delete_term(Term::from_field_text(self.fields.key, id));
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
    pub fn publish(mut self, sources: Vec<ManifestSource>) -> Result<Published, WriterError> {
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
            meter,
            ..
        } = self;
        // The writer goes before the files are read: its threads may still touch them.
        writer.wait_merging_threads()?;
        let counts = Counts::of(&index)?;
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
            files: seal_files(building.path(), &previous)?,
        };
        let previous = data.current().ok();
        data.publish(&lock, building, &manifest)?;
        data.prune(&lock, options.generations_max, previous.as_deref())?;
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
        // Up to level 9 compression hides behind indexing, as it has a thread of its own. Blocks of 64 KiB hold a
        // whole document as a rule, so that a hit costs one or two.
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(7),
        }),
        docstore_blocksize: 65_536,
        ..IndexSettings::default()
    };
    let directory = MmapDirectory::open(path).map_err(tantivy::TantivyError::from)?;
    Ok(Index::create(directory, schema, settings)?)
}

/// Gives the new generation the files of its parent. Segment files never change, so a second name for them is
/// enough; tantivy's own lists are replaced, not changed, but are small and copied all the same.
fn link_files(from: &Path, to: &Path, manifest: &Manifest) -> Result<(), GenerationError> {
    for file in &manifest.files {
        let (source, target) = (from.join(&file.path), to.join(&file.path));
        let is_list = file.path.ends_with(".json");
        if is_list || fs::hard_link(&source, &target).is_err() {
            fs::copy(&source, &target).map_err(GenerationError::io(&target))?;
        }
        if is_list {
            let mut permissions = fs::metadata(&target)
                .map_err(GenerationError::io(&target))?
                .permissions();
            #[allow(
                clippy::permissions_set_readonly_false,
                reason = "the copy is ours until it is published"
            )]
            permissions.set_readonly(false);
            fs::set_permissions(&target, permissions).map_err(GenerationError::io(&target))?;
        }
    }
    Ok(())
}

/// Lists, hashes and syncs the files. What the parent holds under the same name is the same file (names hold
/// the segment's random identifier), so its digest is taken over.
fn seal_files(
    directory: &Path,
    previous: &BTreeMap<&str, &ManifestFile>,
) -> Result<Vec<ManifestFile>, GenerationError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(GenerationError::io(directory))? {
        let path = entry.map_err(GenerationError::io(directory))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".lock") {
            fs::remove_file(&path).map_err(GenerationError::io(&path))?;
            continue;
        }
        let bytes = fs::metadata(&path)
            .map_err(GenerationError::io(&path))?
            .len();
        let unchanged = previous
            .get(name.as_str())
            .filter(|file| file.bytes == bytes && !name.ends_with(".json"));
        let sha256 = match unchanged {
            Some(file) => file.sha256.clone(),
            None => {
                sync_file(&path)?;
                sha256_of_file(&path)?
            }
        };
        files.push(ManifestFile {
            path: name,
            bytes,
            sha256,
        });
    }
    files.retain(|file| file.path != MANIFEST_FILE);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// SHA-256 of a file, through a memory map: files are large and read once.
pub(super) fn sha256_of_file(path: &Path) -> Result<String, GenerationError> {
    let file = fs::File::open(path).map_err(GenerationError::io(path))?;
    if file.metadata().map_err(GenerationError::io(path))?.len() == 0 {
        return Ok(hex(&Sha256::digest([])));
    }
    // SAFETY: the file belongs to a generation, which nobody writes to once it is sealed; a reader of a file that
    // is truncated all the same gets SIGBUS, which is why sizes are checked when a generation is opened.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(GenerationError::io(path))?;
    Ok(hex(&Sha256::digest(&map)))
}

/// Now in Asia/Shanghai, RFC 3339 to the second.
fn timestamp_now() -> String {
    let shanghai = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
    let now = OffsetDateTime::now_utc().to_offset(shanghai);
    let (hour, minute, second) = now.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}+08:00", now.date())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A reader of the index as it is now. One that reloads watches the directory from a thread of its own, which makes
/// a lock file whenever it likes, also in a generation that was just sealed.
fn reader_once(index: &Index) -> tantivy::Result<IndexReader> {
    index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
}

fn held_digests(index: &Index) -> Result<HashMap<String, String>, WriterError> {
    let reader = reader_once(index)?;
    let mut held = HashMap::new();
    for segment in reader.searcher().segment_readers() {
        let view = SegmentView::open(segment.clone(), &schema().1)?;
        view.for_each_document(|ordinal| {
            held.insert(view.columns.id(ordinal), view.columns.digest(ordinal));
        });
    }
    Ok(held)
}

/// What the index holds, counted from its columns.
struct Counts {
    documents: u64,
    articles: u64,
    text_bytes: u64,
}

impl Counts {
    fn of(index: &Index) -> Result<Self, WriterError> {
        let mut counts = Self {
            documents: 0,
            articles: 0,
            text_bytes: 0,
        };
        for segment in reader_once(index)?.searcher().segment_readers() {
            let view = SegmentView::open(segment.clone(), &schema().1)?;
            view.for_each_document(|ordinal| {
                counts.documents += 1;
                counts.articles += view.hit_passages(ordinal).count() as u64;
                counts.text_bytes += view.columns.text_bytes(ordinal);
            });
        }
        Ok(counts)
    }
}

fn passage_entry(
    fields: &Fields,
    stored: &StoredDocument,
    passage: &Passage,
    sent_bytes: &mut u64,
) -> TantivyDocument {
    let mut entry = TantivyDocument::default();
    let text = passage.span.of(&stored.text);
    entry.add_text(fields.key, &stored.document.id);
    entry.add_bytes(fields.stored, text.as_bytes());
    let normalized = language::normalize(text);
    let context = context_of(stored, passage);
    *sent_bytes += (2 * normalized.len() + context.len()) as u64;
    entry.add_text(fields.text_words, &normalized);
    entry.add_text(fields.text_characters, &normalized);
    entry.add_text(fields.context_words, &context);
    if matches!(passage.kind, PassageKind::Heading | PassageKind::Contents) {
        entry.add_text(fields.marker, MARKER_SILENT);
    }
    entry
}

/// Title and headings above a passage: an article about 养犬登记 often says only 登记, its chapter says the rest.
fn context_of(stored: &StoredDocument, passage: &Passage) -> String {
    let mut context = stored.document.title.clone();
    for heading in stored.structure.headings_of(passage) {
        context.push('\n');
        context.push_str(&heading);
    }
    context.push('\n');
    context.push_str(&passage.heading);
    language::normalize(&context)
}

fn document_entry(
    fields: &Fields,
    stored: &StoredDocument,
    sent_bytes: &mut u64,
) -> Result<TantivyDocument, WriterError> {
    let document = &stored.document;
    let mut entry = TantivyDocument::default();
    let record = StoredRecord::new(stored);
    let record =
        serde_json::to_vec(&record).map_err(|error| WriterError::Index(error.to_string()))?;
    entry.add_bytes(fields.stored, &record);
    entry.add_text(fields.key, &document.id);
    entry.add_text(fields.marker, MARKER_DOCUMENT);
    entry.add_text(fields.work, &document.work_id);
    add_words(&mut entry, fields, document, sent_bytes);
    add_keys(&mut entry, fields, document);
    add_columns(&mut entry, fields, stored);
    Ok(entry)
}

fn add_words(
    entry: &mut TantivyDocument,
    fields: &Fields,
    document: &Document,
    sent_bytes: &mut u64,
) {
    let mut add = |field, text: &str| {
        let normalized = language::normalize(text);
        *sent_bytes += normalized.len() as u64;
        entry.add_text(field, &normalized);
    };
    add(fields.title_words, &document.title);
    add(fields.title_characters, &document.title);
    if let Some(number) = &document.number {
        add(fields.number_characters, &number.canonical);
        add(fields.number_characters, &number.raw);
        add(fields.meta_words, &number.canonical);
    }
    for organ in &document.authority {
        add(fields.authority_characters, &organ.name);
        add(fields.meta_words, &organ.name);
    }
    if let Some(region) = &document.region {
        add(fields.meta_words, &region.name);
    }
    for theme in &document.theme {
        add(fields.meta_words, &theme.path);
    }
    add(fields.meta_words, document.kind.label());
    if let Some(genre) = &document.genre {
        add(fields.meta_words, genre);
    }
}

fn add_keys(entry: &mut TantivyDocument, fields: &Fields, document: &Document) {
    entry.add_text(fields.title_key, literal_title_key(&document.title));
    for key in language::title_variants(&document.title) {
        entry.add_text(fields.title_key, &key);
    }
    for key in document.number_keys() {
        entry.add_text(fields.number_key, &key);
    }
}

fn add_columns(entry: &mut TantivyDocument, fields: &Fields, stored: &StoredDocument) {
    let document = &stored.document;
    let columns = &fields.columns;
    entry.add_text(columns.id, &document.id);
    entry.add_text(columns.digest, &stored.digest);
    entry.add_text(columns.collection, &document.collection);
    entry.add_u64(columns.kind, kind_code(document.kind));
    for organ in &document.authority {
        entry.add_text(columns.authority, &organ.name);
    }
    if let Some(region) = &document.region {
        // A document of 深圳市 is one of 广东省, too.
        entry.add_text(columns.region, &region.code);
        // All are of the country, but only what applies everywhere says so.
        let ancestors = regions().ancestors(&region.code);
        for code in ancestors.into_iter().filter(|code| *code != COUNTRY_CODE) {
            entry.add_text(columns.region, code);
        }
    }
    for path in theme_and_ancestors(document) {
        entry.add_text(columns.theme, &path);
    }
    if let Some(declared) = &document.declared_status {
        entry.add_u64(columns.declared, status_code(declared.status));
    }
    let dates = &document.dates;
    if let Some(day) = dates.issued {
        entry.add_i64(columns.year, i64::from(day.year()));
    }
    let days = [
        (columns.issued, dates.issued),
        (columns.earliest, dates.earliest()),
        (columns.effective, dates.effective),
        (columns.expires, dates.expires),
    ];
    for (field, day) in days {
        if let Some(day) = day {
            entry.add_i64(field, day.days_since_epoch());
        }
    }
    entry.add_u64(columns.tie, tie_breaker(&document.id));
    entry.add_u64(columns.text_bytes, stored.text.len() as u64);
}

/// The code of a kind in its column: its place in [`Kind::ALL`].
fn kind_code(kind: Kind) -> u64 {
    Kind::ALL
        .iter()
        .position(|known| *known == kind)
        .unwrap_or(Kind::ALL.len()) as u64
}

/// The code of a status in its column: its place in [`Status::ALL`].
fn status_code(status: Status) -> u64 {
    Status::ALL
        .iter()
        .position(|known| *known == status)
        .unwrap_or(Status::ALL.len()) as u64
}

/// A document of 综合政务/政务公开 is one of 综合政务, too.
fn theme_and_ancestors(document: &Document) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for theme in &document.theme {
        let first = theme.path.split('/').next().unwrap_or_default();
        for path in [first, theme.path.as_str()] {
            if !path.is_empty() && !paths.iter().any(|known| known == path) {
                paths.push(path.to_owned());
            }
        }
    }
    paths
}

/// Orders documents that are otherwise equal: the same in every index that holds them, whatever its segments.
fn tie_breaker(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |value, byte| value << 8 | u64::from(*byte))
}
