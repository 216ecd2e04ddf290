//! The façade: one call for each thing that the crate, the API and the page offer.

use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;

use super::deep::CursorError;
use super::highlight::Highlighter;
use super::late::Late;
use super::links::links;
use super::lists::Fates;
use super::planning::plan_request;
use super::record::{ArticleRecord, DocumentRecord};
use super::request::{RequestError, SearchRequest};
use super::response::{SearchResponse, Suggestion};
use super::suggest::suggest;
use super::works::siblings;
use crate::catalogue::{Catalogue, Name, NameIndex, Terms};
use crate::document::Day;
use crate::engine::{
    DataDirectory, Departure, EmbeddedEngine, Engine, EngineError, GenerationError, StoredNames,
};
use crate::language::Tokenizer;
use crate::learned::{Lessons, Ranking};
use crate::query::{self, Query, QueryError, Strictness};

/// Searches one data directory and follows its generations.
///
/// Cheap to share between threads. A search that has begun ends on the generation on which it began.
pub struct Searcher {
    data: DataDirectory,
    pub(super) tokenizer: Arc<Tokenizer>,
    held: ArcSwap<Held>,
}

/// A generation with the names of what it holds and what it has learned.
pub(super) struct Held {
    pub engine: Arc<EmbeddedEngine>,
    pub catalogue: Arc<Catalogue>,
    /// Worked out while the first searches are answered: those that find something do without.
    pub terms: Late<Terms>,
    pub ranking: Option<Arc<Ranking>>,
    /// What became of cited articles, as far as it was asked.
    pub fates: Arc<Fates>,
}

impl Held {
    fn open(data: &DataDirectory, tokenizer: &Tokenizer) -> Result<Self, GenerationError> {
        let engine = EmbeddedEngine::open(data)?;
        let damaged = |error: EngineError| data.damaged(&error.to_string());
        let ranking = match engine.lessons(data)? {
            Some(lessons) => {
                let vectors = data.guard(|| engine.vectors(data, &lessons))?;
                let ranking =
                    data.guard(|| Ranking::new(&lessons, vectors, &engine).map_err(damaged))?;
                Some(Arc::new(ranking))
            }
            None => None,
        };
        let (catalogue, terms) = match data.guard(|| engine.stored_names(data))? {
            Some(StoredNames { catalogue, terms }) => {
                let terms = Late::new("terms", move || terms.terms());
                (Arc::new(catalogue), terms)
            }
            None => names_anew(data, &engine, tokenizer)?,
        };
        Ok(Self {
            engine: Arc::new(engine),
            terms,
            catalogue,
            ranking,
            fates: Arc::default(),
        })
    }
}

/// The names and terms of a generation that has no tables of them which this version could read.
fn names_anew(
    data: &DataDirectory,
    engine: &EmbeddedEngine,
    tokenizer: &Tokenizer,
) -> Result<(Arc<Catalogue>, Late<Terms>), GenerationError> {
    let damaged = |error: EngineError| data.damaged(&error.to_string());
    let names = data.guard(|| engine.names().map_err(damaged))?;
    let headings = data.guard(|| engine.heading_words().map_err(damaged))?;
    let catalogue = Arc::new(Catalogue::new(names));
    let (named, tokenizer) = (Arc::clone(&catalogue), tokenizer.clone());
    let terms = Late::new("terms", move || {
        Terms::new(named.names(), &headings, &tokenizer)
    });
    Ok((catalogue, terms))
}

/// Why a search was not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// A parameter is out of its bounds.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The cursor of an export cannot be used.
    #[error(transparent)]
    Cursor(#[from] CursorError),
    /// It took longer than it may.
    #[error("the search took longer than it may")]
    DeadlineExceeded,
    /// The index could not be read.
    #[error("{0}")]
    Unreadable(String),
}

impl From<EngineError> for SearchError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::DeadlineExceeded => Self::DeadlineExceeded,
            EngineError::Unreadable(cause) => Self::Unreadable(cause),
        }
    }
}

impl From<QueryError> for SearchError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::TooLong { chars } => Self::Request(RequestError::QueryTooLong { chars }),
        }
    }
}

impl Searcher {
    /// Opens the generation in use.
    ///
    /// # Errors
    /// When there is no index, or it is damaged or of another version; the message says what to do.
    pub fn open(data: &DataDirectory, tokenizer: Arc<Tokenizer>) -> Result<Self, GenerationError> {
        Ok(Self {
            data: data.clone(),
            held: ArcSwap::from_pointee(Held::open(data, &tokenizer)?),
            tokenizer,
        })
    }

    /// Moves to the generation in use if it is another one. Returns whether it moved.
    ///
    /// # Errors
    /// When the new generation cannot be opened; the one before then goes on answering.
    pub fn refresh(&self) -> Result<bool, GenerationError> {
        if self.data.current()? == self.held.load().engine.generation() {
            return Ok(false);
        }
        let held = Held::open(&self.data, &self.tokenizer)?;
        self.held.store(Arc::new(held));
        Ok(true)
    }

    /// A searcher of the same generation that ranks by these lessons, or as if nothing had been learned. It stays on
    /// that generation until it is refreshed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn with_lessons(&self, lessons: Option<&Lessons>) -> Result<Self, SearchError> {
        let held = self.held.load_full();
        let ranking = match lessons {
            Some(lessons) => {
                let vectors = held
                    .engine
                    .text_vectors(vec![lessons.vectors.clone()])?
                    .pop();
                let vectors = vectors.unwrap_or_default();
                Some(Arc::new(Ranking::new(
                    lessons,
                    vectors,
                    held.engine.as_ref(),
                )?))
            }
            None => None,
        };
        Ok(Self {
            data: self.data.clone(),
            tokenizer: Arc::clone(&self.tokenizer),
            held: ArcSwap::from_pointee(Held {
                engine: Arc::clone(&held.engine),
                catalogue: Arc::clone(&held.catalogue),
                terms: held.terms.clone(),
                fates: Arc::clone(&held.fates),
                ranking,
            }),
        })
    }

    /// The tokenizer of queries.
    pub(crate) fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// The engine of the generation that answers.
    pub(crate) fn engine(&self) -> Arc<EmbeddedEngine> {
        Arc::clone(&self.held.load().engine)
    }

    /// The name of the generation that answers.
    pub fn generation(&self) -> String {
        self.held.load().engine.generation().to_owned()
    }

    /// The generation that answers, with its names.
    pub(super) fn held(&self) -> Arc<Held> {
        self.held.load_full()
    }

    /// The identifiers of all documents, in no order.
    pub fn catalogue_ids(&self) -> Vec<String> {
        let held = self.held.load();
        let indexes = (0..held.catalogue.len() as u32).map(NameIndex);
        indexes
            .map(|index| held.catalogue.id(index).to_owned())
            .collect()
    }

    /// What every document is called.
    pub fn catalogue_names(&self) -> Vec<Name> {
        self.held.load().catalogue.names().cloned().collect()
    }

    /// Answers a search.
    ///
    /// # Errors
    /// When a parameter is out of bounds, the time is up, or the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let begun = Instant::now();
        request.check()?;
        let held = self.held.load_full();
        let deadline = request.time_max.map(|time| begun + time);
        let mut response = self.search_in(&held, request, deadline)?;
        self.help(&held, request, deadline, &mut response)?;
        response.took_ms = begun.elapsed().as_secs_f64() * 1000.0;
        Ok(response)
    }

    /// Completions of what is being typed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        let held = self.held.load();
        let Held {
            catalogue, terms, ..
        } = &**held;
        Ok(suggest(catalogue, terms, typed, limit, Day::today()))
    }

    /// A document with its validity at a day; `None` when it is not held.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn document(&self, id: &str, as_of: Day) -> Result<Option<DocumentRecord>, SearchError> {
        let held = self.held.load_full();
        let engine = &held.engine;
        let Some(stored) = engine.document(id)? else {
            return Ok(None);
        };
        let versions = engine.versions(&stored.document.work_id)?;
        let siblings = siblings(&held.catalogue, &stored.document, versions);
        let links = links(&stored, engine.relations()?.as_ref());
        Ok(Some(DocumentRecord::new(&stored, siblings, links, as_of)))
    }

    /// What became of a document that is held no longer; `None` for one that is held or was never known.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn departure(&self, id: &str) -> Result<Option<Departure>, SearchError> {
        Ok(self.held.load().engine.departure(id)?)
    }

    /// An article of a document; `None` when the document or the article is not held.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article(
        &self,
        id: &str,
        n: &str,
        as_of: Day,
    ) -> Result<Option<ArticleRecord>, SearchError> {
        let held = self.held.load_full();
        let Some(stored) = held.engine.document(id)? else {
            return Ok(None);
        };
        let relations = held.engine.relations()?;
        Ok(ArticleRecord::new(&stored, relations.as_ref(), n, as_of))
    }

    /// What a query looks for, to mark it in a whole document as it is marked in the hits.
    ///
    /// # Errors
    /// When the query is too long.
    pub fn marks<'t>(
        &self,
        q: &str,
        texts: impl Iterator<Item = &'t str>,
    ) -> Result<Vec<Vec<(u32, u32)>>, SearchError> {
        let query = Query::parse(q)?;
        let request = plan_request(&SearchRequest::new(q), Strictness::Words, None);
        let plan = query::plan(&query, &self.tokenizer, request);
        let highlighter = Highlighter::new(&plan, &self.tokenizer);
        Ok(texts.map(|text| highlighter.marks(text)).collect())
    }
}
