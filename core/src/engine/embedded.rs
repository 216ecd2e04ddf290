//! The embedded engine: tantivy segments of one published generation, memory-mapped, read-only.

use std::sync::{Arc, OnceLock};

use tantivy::{Index, IndexReader, ReloadPolicy};

use super::answer::{Answer, EngineError, EngineHit, HitPassage, Statistics};
use super::candidate::{Candidate, CandidatePassage, Chosen, WalkPlace, Walked};
use super::departures::{Departure, Departures};
use super::directory::ReadOnlyDirectory;
use super::documents::{name, read_documents};
use super::evidence::{Measured, measure};
use super::execute::{choose, execute, rarity, walk};
use super::facets::SegmentFilters;
use super::family::Families;
use super::frames::Frame;
use super::kept::{FrameAddress, Kept, KeptPassage, KeptRecord, PassageAddress, RecordAddress};
use super::manifest::LESSONS_FILE;
use super::manifestations::{Manifestations, read_manifestations};
use super::names::{StoredNames, names_of, read_names_file};
use super::passages::{WalkedPassage, for_each_passage};
use super::processors::{Processors, Spread};
use super::relations::{RelationsFile, read_lives};
use super::schema::{Fields, schema};
use super::segment::{Ordinal, SegmentView};
use super::stored::StoredRecord;
use super::texts::{Stored, StoredFields};
use super::vectors::{passage_vectors, read_pair_vectors, read_vectors};
use super::vocabulary::heading_words;
use super::word_counts::{WordCounts, word_counts};
use super::{DataDirectory, Engine, GenerationError, Manifest, StoredDocument};
use crate::catalogue::Name;
use crate::document::{Day, Life};
use crate::learned::{Lessons, LessonsError, PairVectors, TextVectors};
use crate::query::{Filters, IdentifierField, Plan, PlanTerm, Rarity};
use crate::relation::{Lives, Relations};

/// An engine over one generation of a data directory.
pub struct EmbeddedEngine {
    manifest: Manifest,
    fields: Fields,
    stored_fields: StoredFields,
    segments: Vec<SegmentView>,
    families: Families,
    lives: Arc<Lives>,
    manifestations: Manifestations,
    relations: RelationsFile,
    departures: Departures,
    frames: Kept<FrameAddress, Arc<Frame>>,
    passages: Kept<PassageAddress, Arc<KeptPassage>>,
    records: Kept<RecordAddress, KeptRecord>,
    /// See [`Self::by_id`].
    by_id: OnceLock<Vec<(usize, Ordinal)>>,
    processors: Processors,
    // Keeps the index and its mapped files open.
    _reader: IndexReader,
}

/// The passages of a document.
struct Passages {
    segment: u32,
    /// The entry of the first one.
    first: u32,
    /// The address of each, in their order.
    addresses: Vec<String>,
}

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

    /// The same engine with its searches spread in another way.
    #[must_use]
    pub fn spread(mut self, spread: Spread) -> Self {
        self.processors = Processors::new(spread);
        self
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
            .try_into()
            .map_err(|error: tantivy::TantivyError| damaged(&error))?;
        let searcher = reader.searcher();
        let fields = schema().1;
        let stored_fields = StoredFields::of(&index.schema()).map_err(|error| damaged(&error))?;
        let path = data.generation_path(&manifest.generation);
        let lives = Arc::new(read_lives(&path).map_err(|error| damaged(&error))?);
        let manifestations = read_manifestations(&path).map_err(|error| damaged(&error))?;
        let relations = RelationsFile::open(&path).map_err(|error| damaged(&error))?;
        let departures = Departures::read(&path).map_err(|error| damaged(&error))?;
        let mut documents = read_documents(&path, &lives).map_err(|error| damaged(&error))?;
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|segment| match documents.remove(&name(segment)) {
                Some(documents) => SegmentView::with(segment.clone(), documents),
                None => SegmentView::open(segment.clone(), &fields, &lives),
            })
            .collect::<tantivy::Result<Vec<_>>>()
            .map_err(|error| damaged(&error))?;
        let families = Families::open(&segments);
        Ok(Self {
            manifest,
            fields,
            stored_fields,
            segments,
            families,
            lives,
            manifestations,
            relations,
            departures,
            frames: Kept::frames(),
            passages: Kept::passages(),
            records: Kept::records(),
            by_id: OnceLock::new(),
            processors: Processors::default(),
            _reader: reader,
        })
    }

    /// What the generation has learned, if it has.
    ///
    /// # Errors
    /// When the file cannot be read or is of another version.
    pub fn lessons(&self, data: &DataDirectory) -> Result<Option<Lessons>, GenerationError> {
        if self.manifest.lessons.is_none() {
            return Ok(None);
        }
        let directory = data.generation_path(&self.manifest.generation);
        let path = directory.join(LESSONS_FILE);
        let bytes = std::fs::read(&path).map_err(GenerationError::io(&path))?;
        let mut lessons = match Lessons::read(&bytes) {
            Ok(lessons) => lessons,
            Err(LessonsError::Malformed(error)) => return Err(data.damaged(&error.to_string())),
            Err(error) => return Err(data.outdated(&error.to_string())),
        };
        lessons.vectors =
            read_pair_vectors(&directory).map_err(|error| data.damaged(&error.to_string()))?;
        Ok(Some(lessons))
    }

    /// The vectors of lessons with those of the passages that the generation has of them.
    pub(crate) fn vectors(
        &self,
        data: &DataDirectory,
        lessons: &Lessons,
    ) -> Result<TextVectors, GenerationError> {
        let directory = data.generation_path(&self.manifest.generation);
        read_vectors(&directory, lessons.vectors.clone(), &self.segments)
            .map_err(|error| data.damaged(&error.to_string()))
    }

    /// Each of these tables with the vectors of all passages by it, made anew.
    pub(crate) fn text_vectors(
        &self,
        tables: Vec<PairVectors>,
    ) -> Result<Vec<TextVectors>, EngineError> {
        let passages = passage_vectors(&self.segments, self.stored_fields, &tables)?;
        let vectors = tables
            .into_iter()
            .zip(passages)
            .map(|(pairs, passages)| TextVectors {
                pairs,
                passages: Arc::new(passages),
            });
        Ok(vectors.collect())
    }

    /// Visits every passage with its text and what stands above it, segment by segment, in the order of its entries.
    pub(crate) fn for_each_passage(
        &self,
        mut visit: impl FnMut(WalkedPassage<'_>),
    ) -> Result<(), EngineError> {
        for (number, view) in self.segments.iter().enumerate() {
            for_each_passage(number, view, self.stored_fields, &mut visit)?;
        }
        Ok(())
    }

    /// What the documents are called, as the generation holds it; `None` where another version of the program made it:
    /// then [`Engine::names`] has to do.
    pub(crate) fn stored_names(
        &self,
        data: &DataDirectory,
    ) -> Result<Option<StoredNames>, GenerationError> {
        let directory = data.generation_path(&self.manifest.generation);
        let names = read_names_file(&directory, &self.lives);
        let names = names.map_err(|error| data.damaged(&error.to_string()))?;
        let is_whole =
            |names: &StoredNames| names.catalogue.len() as u64 == self.manifest.documents;
        match names.as_ref().is_none_or(is_whole) {
            true => Ok(names),
            false => Err(data.damaged("the names are not those of its documents")),
        }
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

    /// How telling the terms of a plan are in this generation: what [`Condition::Telling`](crate::query::Condition)
    /// goes by.
    ///
    /// # Errors
    /// When the deadline has passed, or when the index cannot be read.
    pub fn rarity(&self, plan: &Plan) -> Result<Rarity, EngineError> {
        rarity(plan, &self.segments, &self.fields)
    }

    fn stored(&self, segment: usize, ordinal: Ordinal) -> Result<Stored<'_>, EngineError> {
        let view = &self.segments[segment];
        Ok(Stored::read(view, self.stored_fields, ordinal)?)
    }

    fn record(&self, stored: &Stored<'_>) -> Result<StoredRecord, EngineError> {
        let mut record = stored.record()?;
        let life = Life::clone(&self.lives.of(&record.document.id));
        record.document.set_life(life);
        if let Some(places) = self.manifestations.get(&record.document.id) {
            record.document.manifestations.clone_from(places);
        }
        Ok(record)
    }

    fn stored_document(
        &self,
        segment: usize,
        ordinal: Ordinal,
    ) -> Result<StoredDocument, EngineError> {
        let stored = self.stored(segment, ordinal)?;
        let StoredRecord { document, digest } = self.record(&stored)?;
        Ok(StoredDocument {
            document,
            structure: stored.structure()?,
            text: stored.text()?,
            digest,
        })
    }

    /// Where the documents are, in the order of their identifiers: that of [`Engine::names`].
    fn by_id(&self) -> &[(usize, Ordinal)] {
        self.by_id.get_or_init(|| {
            let mut places = Vec::new();
            for (segment, view) in self.segments.iter().enumerate() {
                view.for_each_document(|ordinal| places.push((segment, ordinal)));
            }
            let id = |&(segment, ordinal): &(usize, Ordinal)| {
                let view: &SegmentView = &self.segments[segment];
                view.columns.id(ordinal)
            };
            places.sort_unstable_by(|one, other| id(one).cmp(id(other)));
            places
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

    /// The addresses of a document's passages; `None` when it is not held.
    fn passages_by_address(&self, id: &str) -> Result<Option<Passages>, EngineError> {
        let Some((segment, ordinal)) = self.find(id)? else {
            return Ok(None);
        };
        let view = &self.segments[segment];
        let structure = self.stored(segment, ordinal)?.structure()?;
        let addresses = structure.passages.into_iter().map(|passage| passage.n);
        Ok(Some(Passages {
            segment: segment as u32,
            first: view.passages(ordinal).start,
            addresses: addresses.collect(),
        }))
    }

    fn hit(&self, candidate: &Candidate) -> Result<EngineHit, EngineError> {
        let address = (candidate.segment, candidate.ordinal);
        let record = self.records.get(address, || {
            let stored = self.stored(candidate.segment as usize, candidate.ordinal)?;
            let document = self.record(&stored)?.document;
            Ok(KeptRecord::new(document, stored.record_bytes()))
        })?;
        let passages = self
            .passages(candidate)?
            .into_iter()
            .zip(&candidate.passages);
        let passages = passages.map(|(kept, passage)| HitPassage {
            entry: passage.entry,
            passage: kept.name.clone(),
            headings: kept.headings.clone(),
            text: kept.text.clone(),
            score: passage.score,
        });
        Ok(EngineHit {
            document: record.document,
            passages: passages.collect(),
            score: candidate.score,
            named_by: candidate.named_by,
        })
    }

    /// The passages of a candidate. What is stored of its document is looked at only where one of them is not kept.
    fn passages(&self, candidate: &Candidate) -> Result<Vec<Arc<KeptPassage>>, EngineError> {
        let address = |passage: &CandidatePassage| (candidate.segment, passage.entry);
        let wanted = candidate.passages.iter();
        let kept: Option<Vec<_>> = wanted
            .clone()
            .map(|passage| self.passages.find(&address(passage)))
            .collect();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let stored = self.stored(candidate.segment as usize, candidate.ordinal)?;
        let mut texts = stored.passages(candidate.segment, &self.frames)?;
        wanted
            .map(|passage| {
                let read = || Ok(Arc::new(texts.read(passage.entry)?));
                self.passages.get(address(passage), read)
            })
            .collect()
    }
}

impl Engine for EmbeddedEngine {
    fn execute(&self, plan: &Plan) -> Result<Answer, EngineError> {
        let turn = self.processors.turn();
        let found = execute(plan, &self.segments, &self.families, &self.fields, &turn)?;
        let counted = found.counter.finish();
        Ok(Answer {
            total: found.total,
            candidates: found.top,
            articles: found.articles,
            facets: counted.facets,
            facet_sizes: counted.facet_sizes,
            collections: counted.collections,
            classes: counted.classes,
            total_of_any_kind: counted.total_of_any_kind,
        })
    }

    fn choose(&self, plan: &Plan) -> Result<Chosen, EngineError> {
        choose(plan, &self.segments, &self.families, &self.fields)
    }

    fn walk(
        &self,
        plan: &Plan,
        chosen: &Chosen,
        from: WalkPlace,
        hits_max: usize,
    ) -> Result<Walked, EngineError> {
        walk(
            plan,
            &self.segments,
            &self.families,
            &self.fields,
            chosen,
            from,
            hits_max,
        )
    }

    fn has_place(&self, place: WalkPlace) -> bool {
        let begin = place == WalkPlace::default();
        let view = self.segments.get(place.segment as usize);
        begin || view.is_some_and(|view| place.entry <= view.reader.max_doc())
    }

    fn measure(
        &self,
        terms: &[PlanTerm],
        as_of: Day,
        candidates: &[Candidate],
    ) -> Result<Measured, EngineError> {
        Ok(measure(
            terms,
            as_of,
            candidates,
            &self.segments,
            &self.fields,
        )?)
    }

    fn addresses(
        &self,
        articles: &[(String, String)],
    ) -> Result<Vec<Option<(u32, u32)>>, EngineError> {
        let mut addresses = Vec::with_capacity(articles.len());
        // A record is read once for all articles of its document that stand together.
        let mut read: Option<(&str, Option<Passages>)> = None;
        for (id, n) in articles {
            if read.as_ref().is_none_or(|(known, _)| known != id) {
                read = Some((id, self.passages_by_address(id)?));
            }
            let passages = read.as_ref().and_then(|(_, passages)| passages.as_ref());
            addresses.push(passages.and_then(|passages| {
                let place = passages.addresses.iter().position(|known| known == n)?;
                Some((passages.segment, passages.first + place as u32))
            }));
        }
        Ok(addresses)
    }

    fn fetch(&self, candidates: &[Candidate]) -> Result<Vec<EngineHit>, EngineError> {
        candidates
            .iter()
            .map(|candidate| self.hit(candidate))
            .collect()
    }

    fn word_counts(
        &self,
        terms: &[PlanTerm],
        candidates: &[Candidate],
    ) -> Result<WordCounts, EngineError> {
        Ok(word_counts(
            terms,
            candidates,
            &self.segments,
            &self.fields,
        )?)
    }

    fn article(&self, id: &str, n: &str) -> Result<Option<Candidate>, EngineError> {
        let address = self.addresses(&[(id.to_owned(), n.to_owned())])?;
        Ok(address
            .first()
            .copied()
            .flatten()
            .map(|(segment, entry)| Candidate {
                segment,
                ordinal: self.segments[segment as usize].ordinal_of(entry),
                article: Some(entry),
                named_by: Some(IdentifierField::Id),
                passages: vec![CandidatePassage { entry, score: 0.0 }],
                ..Candidate::default()
            }))
    }

    fn document_at(&self, segment: u32, entry: u32) -> Option<u32> {
        let view = self.segments.get(segment as usize)?;
        (entry < view.reader.max_doc()).then(|| view.ordinal_of(entry))
    }

    fn texts(&self, candidate: &Candidate) -> Result<Vec<String>, EngineError> {
        let passages = self.passages(candidate)?;
        Ok(passages
            .iter()
            .map(|passage| passage.text.clone())
            .collect())
    }

    fn text(&self, segment: u32, entry: u32) -> Result<String, EngineError> {
        let ordinal = self.segments[segment as usize].ordinal_of(entry);
        let stored = self.stored(segment as usize, ordinal)?;
        Ok(stored.passages(segment, &self.frames)?.read(entry)?.text)
    }

    fn document(&self, id: &str) -> Result<Option<StoredDocument>, EngineError> {
        match self.find(id)? {
            Some((segment, ordinal)) => self.stored_document(segment, ordinal).map(Some),
            None => Ok(None),
        }
    }

    fn departure(&self, id: &str) -> Result<Option<Departure>, EngineError> {
        let is_held = |id: &str| Ok(self.find(id)?.is_some());
        if is_held(id)? {
            return Ok(None);
        }
        // A copy is neither gone nor another document.
        let copied = self.manifestations.iter().find(|(_, places)| {
            let mut ids = places.iter().map(|place| place.id.as_deref());
            ids.any(|copy| copy == Some(id))
        });
        match copied {
            Some((held, _)) if is_held(held)? => Ok(Some(Departure::Moved { to: held.clone() })),
            _ => self.departures.find(id, is_held),
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
        versions.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.cmp(b.2)));
        let ids = versions.into_iter().map(|(_, _, id)| id.to_owned());
        Ok(ids.collect())
    }

    fn names(&self) -> Result<Vec<Name>, EngineError> {
        Ok(names_of(&self.segments)?)
    }

    fn is_same_work(&self, one: (u32, u32), other: (u32, u32)) -> bool {
        let of = |(segment, ordinal): (u32, u32)| self.families.of(segment as usize, ordinal);
        one == other || of(one).is_some_and(|family| of(other) == Some(family))
    }

    fn relations(&self) -> Result<Arc<Relations>, EngineError> {
        self.relations.get()
    }

    fn passing(&self, filters: &Filters, as_of: Day) -> Result<Vec<bool>, EngineError> {
        let made = |view| SegmentFilters::new(filters, as_of, view, &self.fields);
        let filters: Vec<_> = self.segments.iter().map(made).collect::<Result<_, _>>()?;
        let passing = self.by_id().iter().map(|&(segment, ordinal)| {
            let columns = &self.segments[segment].columns;
            filters[segment].failing(columns, ordinal) == 0
        });
        Ok(passing.collect())
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
