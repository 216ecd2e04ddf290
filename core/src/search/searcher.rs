//! The façade: one call for each thing that the crate, the API and the page offer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;

use super::found_title::finds_a_title;
use super::highlight::Highlighter;
use super::hit::{interpretation, make_hit};
use super::labels::facet_label;
use super::named_articles::put_first;
use super::narrow::{drop_filters, merge_filters, narrows};
use super::question::Question;
use super::record::{ArticleRecord, DocumentRecord};
use super::request::{MatchMode, RequestError, SearchRequest, SearchScope};
use super::response::{FacetValue, QueryEcho, SearchResponse, SearchStatistics, Suggestion, Total};
use super::suggest::suggest;
use super::verbatim::{self, passage_of};
use crate::catalogue::{Catalogue, Name};
use crate::document::Day;
use crate::engine::{
    Answer, Candidate, DataDirectory, EmbeddedEngine, Engine, EngineError, FacetCount,
    GenerationError,
};
use crate::language::Tokenizer;
use crate::learned::{Lessons, Ranking, Recollection};
use crate::query::understand::{
    Context, Effect, Interpretation, Preference, Understanding, correct, understand,
};
use crate::query::{
    self, FacetField, Level, Plan, PlanRequest, Prior, Query, QueryError, SATURATION_KEYWORDS,
    Sort, Strictness, TextScope,
};

/// Searches one data directory and follows its generations.
///
/// Cheap to share between threads. A search that has begun ends on the generation on which it began.
pub struct Searcher {
    data: DataDirectory,
    tokenizer: Arc<Tokenizer>,
    held: ArcSwap<Held>,
}

/// A generation with the names of what it holds and what it has learned.
pub(super) struct Held {
    pub engine: Arc<EmbeddedEngine>,
    pub catalogue: Arc<Catalogue>,
    pub ranking: Option<Arc<Ranking>>,
}

impl Held {
    fn open(data: &DataDirectory) -> Result<Self, GenerationError> {
        let engine = EmbeddedEngine::open(data)?;
        let names = data.guard(|| {
            engine
                .names()
                .map_err(|error| data.damaged(&error.to_string()))
        })?;
        let ranking = match engine.lessons(data)? {
            Some(lessons) => Some(Arc::new(data.guard(|| {
                Ranking::new(&lessons, &engine).map_err(|error| data.damaged(&error.to_string()))
            })?)),
            None => None,
        };
        Ok(Self {
            engine: Arc::new(engine),
            catalogue: Arc::new(Catalogue::new(names)),
            ranking,
        })
    }
}

/// Why a search was not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// A parameter is out of its bounds.
    #[error(transparent)]
    Request(#[from] RequestError),
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

/// Articles shown under a document.
const ARTICLES_MAX: usize = 3;

impl Searcher {
    /// Opens the generation in use.
    ///
    /// # Errors
    /// When there is no index, or it is damaged or of another version; the message says what to do.
    pub fn open(data: &DataDirectory, tokenizer: Arc<Tokenizer>) -> Result<Self, GenerationError> {
        Ok(Self {
            data: data.clone(),
            tokenizer,
            held: ArcSwap::from_pointee(Held::open(data)?),
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
        self.held.store(Arc::new(Held::open(&self.data)?));
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
            Some(lessons) => Some(Arc::new(Ranking::new(lessons, held.engine.as_ref())?)),
            None => None,
        };
        Ok(Self {
            data: self.data.clone(),
            tokenizer: Arc::clone(&self.tokenizer),
            held: ArcSwap::from_pointee(Held {
                engine: Arc::clone(&held.engine),
                catalogue: Arc::clone(&held.catalogue),
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

    /// What every document is called.
    pub fn catalogue_names(&self) -> Vec<Name> {
        self.held.load().catalogue.names().to_vec()
    }

    /// Answers a search.
    ///
    /// # Errors
    /// When a parameter is out of bounds, the time is up, or the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let begun = Instant::now();
        request.check()?;
        let query = Query::parse(&request.q)?;
        let held = self.held.load_full();
        let engine = held.engine.as_ref();
        let deadline = request.time_max.map(|time| begun + time);
        let context = Context {
            catalogue: &held.catalogue,
            as_of: request.as_of,
            ignored: &request.ignored,
        };
        let is_literal = request.literal || request.mode == MatchMode::Exact;
        let mut understanding = if is_literal {
            Understanding {
                query: query.clone(),
                ..Understanding::default()
            }
        } else {
            understand(&query, context)
        };
        let ranking = held.ranking.as_deref();
        let question = ranking
            .and_then(|ranking| Question::of(ranking, &understanding, request, &self.tokenizer));
        let question = question.as_ref();
        let (mut plan, mut answer, mut tried) =
            self.answer(engine, &understanding, question, request, deadline)?;
        if answer.total == 0 && narrows(&understanding) {
            drop_filters(&mut understanding, request)?;
            (plan, answer, tried) =
                self.answer(engine, &understanding, question, request, deadline)?;
        }
        if let Some(question) = question {
            question.order(engine, &plan, &mut answer)?;
        }
        let said = match passage_of(&understanding) {
            Some(passage) if request.sort == Sort::Relevance => {
                passage.lift(engine, &mut answer.candidates)?
            }
            _ => false,
        };
        if !is_literal
            && !said
            && !finds_a_title(&held.catalogue, &understanding)
            && let Some(correction) = correct(&query, context)
        {
            let corrected =
                self.answer(engine, &correction.understanding, None, request, deadline)?;
            if corrected.1.total > 0 {
                understanding = correction.understanding;
                (plan, answer, tried) = corrected;
            }
        }
        let highlighter = Highlighter::new(&plan, &self.tokenizer);
        if request.sort == Sort::Relevance {
            put_first(engine, &understanding, request, &mut answer.candidates)?;
        }
        let page = page_of(request, &answer.candidates);
        let found = engine.fetch(page)?;
        let says_names = |chip: &Interpretation| chip.effect == Effect::Names;
        let mut interpretation = match understanding.interpretation.iter().any(says_names) {
            // What names the first hit is said already.
            true => Vec::new(),
            false => interpretation(request, &found),
        };
        interpretation.extend(understanding.interpretation);
        let mut hits = Vec::with_capacity(found.len());
        for hit in found {
            let versions = engine.versions(&hit.document.work_id)?;
            hits.push(make_hit(hit, versions, &highlighter, request));
        }
        Ok(SearchResponse {
            query: QueryEcho {
                raw: request.q.clone(),
                interpretation,
                expansions: understanding.expansions,
                did_you_mean: None,
                notes: understanding.notes,
                strictness: tried.last().copied().unwrap_or(Strictness::Words),
                tried,
                truncated: plan.truncated,
            },
            generation: engine.generation().to_owned(),
            as_of: request.as_of,
            took_ms: begun.elapsed().as_secs_f64() * 1000.0,
            total: Total {
                value: answer.total,
                exact: true,
            },
            page: request.page,
            size: request.size,
            hits,
            facets: facet_values(answer.facets),
            collections: answer.collections,
        })
    }

    /// The candidate articles of a question with their features, as if `recollection` were all that is remembered.
    pub(crate) fn question_rows(
        &self,
        query: &str,
        ranking: &Ranking,
        recollection: Recollection,
    ) -> Result<(Vec<Candidate>, Vec<Vec<f32>>), SearchError> {
        let held = self.held.load_full();
        let request = SearchRequest {
            level: Level::Article,
            facets: Vec::new(),
            ..SearchRequest::new(query)
        };
        let context = Context {
            catalogue: &held.catalogue,
            as_of: request.as_of,
            ignored: &request.ignored,
        };
        let understanding = understand(&Query::parse(query)?, context);
        let engine = held.engine.as_ref();
        let question = Question::with(ranking, recollection);
        let (plan, answer, _) =
            self.answer(engine, &understanding, Some(&question), &request, None)?;
        let articles = question.articles(request.level, &answer);
        let rows = question.rows(engine, &plan, &articles)?;
        Ok((articles, rows))
    }

    /// Runs the plan, looser and looser until something is found.
    pub(crate) fn answer(
        &self,
        engine: &dyn Engine,
        understanding: &Understanding,
        question: Option<&Question<'_>>,
        request: &SearchRequest,
        deadline: Option<Instant>,
    ) -> Result<(Plan, Answer, Vec<Strictness>), SearchError> {
        let ladder = if request.literal
            || request.mode == MatchMode::Exact
            || understanding.query.is_empty()
        {
            &Strictness::LADDER[..1]
        } else {
            &Strictness::LADDER[..]
        };
        let mut last = None;
        let mut tried = Vec::new();
        for &strictness in ladder {
            let mut plan_request =
                understood(understanding, plan_request(request, strictness, deadline));
            if let Some(question) = question {
                question.add_to(&mut plan_request);
            }
            let mut plan = query::plan(&understanding.query, &self.tokenizer, plan_request);
            if request.literal {
                plan.identifiers.clear();
            }
            let answer = engine.execute(&plan)?;
            let found = answer.total > 0;
            tried.push(strictness);
            last = Some((plan, answer));
            if found {
                break;
            }
        }
        // The ladder is never empty.
        let (plan, answer) =
            last.ok_or_else(|| SearchError::Unreadable("no plan was tried".to_owned()))?;
        Ok((plan, answer, tried))
    }

    /// Completions of what is being typed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        let held = self.held.load();
        Ok(suggest(&held.catalogue, typed, limit, Day::today()))
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
        Ok(Some(DocumentRecord::new(&stored, versions, as_of)))
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
        let stored = self.held.load().engine.document(id)?;
        Ok(stored.and_then(|stored| ArticleRecord::new(&stored, n, as_of)))
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

    /// What is in the index.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn statistics(&self, as_of: Day) -> Result<SearchStatistics, SearchError> {
        let held = self.held.load_full();
        let engine = &held.engine;
        let request = SearchRequest {
            as_of,
            ..SearchRequest::new("")
        };
        let plan = query::plan(
            &Query::default(),
            &self.tokenizer,
            PlanRequest {
                candidates_max: 0,
                ..plan_request(&request, Strictness::Words, None)
            },
        );
        let answer = engine.execute(&plan)?;
        let counts = engine.statistics()?;
        Ok(SearchStatistics {
            generation: engine.generation().to_owned(),
            published: counts.published,
            as_of,
            documents: counts.documents,
            articles: counts.articles,
            text_bytes: counts.text_bytes,
            facets: facet_values(answer.facets),
            collections: answer.collections,
        })
    }
}

/// The candidates of the asked page.
fn page_of<'a>(request: &SearchRequest, candidates: &'a [Candidate]) -> &'a [Candidate] {
    let from = ((request.page - 1) * request.size).min(candidates.len());
    let to = (from + request.size).min(candidates.len());
    &candidates[from..to]
}

/// Adds to a plan's request what was understood of the words.
fn understood(understanding: &Understanding, mut request: PlanRequest) -> PlanRequest {
    merge_filters(&mut request.filters, &understanding.filters);
    let named = understanding.named.iter();
    request.named = named.map(|named| named.id.clone()).collect();
    request.expansions.clone_from(&understanding.expansions);
    let preferences = understanding.preferences.iter();
    request.prior.preferences = preferences.map(Preference::as_filters).collect();
    let names_nothing = understanding.named.is_empty() && understanding.preferences.is_empty();
    if names_nothing && understanding.query.is_keywords() {
        request.prior.body_saturation = SATURATION_KEYWORDS;
    }
    request
}

fn plan_request(
    request: &SearchRequest,
    strictness: Strictness,
    deadline: Option<Instant>,
) -> PlanRequest {
    PlanRequest {
        level: request.level,
        scope: match request.scope {
            SearchScope::All => TextScope::All,
            SearchScope::Title => TextScope::Title,
            SearchScope::Body => TextScope::Body,
        },
        exact: request.mode == MatchMode::Exact,
        strictness,
        named: Vec::new(),
        expansions: Vec::new(),
        prior: Prior {
            preferences: Vec::new(),
            // Who filters by rank or state has said which are wanted.
            by_rank: request.filters.kind.is_empty() && request.filters.status.is_empty(),
            ..Prior::default()
        },
        filters: request.filters.clone(),
        as_of: request.as_of,
        sort: request.sort,
        order: request.direction(),
        candidates_max: (request.page * request.size).max(verbatim::CANDIDATES_MAX),
        passages_max: ARTICLES_MAX,
        pairs: request.level == Level::Article
            && request.mode == MatchMode::Smart
            && !request.literal,
        articles_max: 0,
        remembered: Vec::new(),
        facets: request.facets.clone(),
        deadline,
    }
}

fn facet_values(
    facets: BTreeMap<FacetField, Vec<FacetCount>>,
) -> BTreeMap<String, Vec<FacetValue>> {
    facets
        .into_iter()
        .map(|(facet, counts)| {
            let values = counts
                .into_iter()
                .map(|FacetCount { value, count }| FacetValue {
                    label: facet_label(facet, &value),
                    value,
                    count,
                });
            (facet.name().to_owned(), values.collect())
        })
        .collect()
}
