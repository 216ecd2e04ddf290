//! The façade: one call for each thing that the crate, the API and the page offer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;

use super::explain::{Explainer, Scores};
use super::found_title::finds_a_title;
use super::highlight::Highlighter;
use super::hit::{chip_of, interpretation, make_hit, passage_chip};
use super::labels::facet_label;
use super::links::links;
use super::named_articles::put_first;
use super::narrow::{drop_filters, merge_filters, narrows};
use super::pasted::{NOT_IN_PASSAGES, mentions, pasted};
use super::question::Question;
use super::record::{ArticleRecord, DocumentRecord};
use super::request::{MatchMode, RequestError, SearchRequest, SearchScope, Versions};
use super::response::{
    FacetValue, Hit, QueryEcho, SearchResponse, SearchStatistics, Suggestion, Total,
};
use super::suggest::suggest;
use super::verbatim::{self, passage_of};
use super::works::siblings;
use crate::catalogue::{Catalogue, Name, Terms};
use crate::document::Day;
use crate::engine::{
    Answer, Candidate, DataDirectory, EmbeddedEngine, Engine, EngineError, FacetCount,
    GenerationError,
};
use crate::language::Tokenizer;
use crate::learned::{Lessons, Ranking};
use crate::query::understand::{
    Context, Effect, Interpretation, InterpretationKind, Preference, Understanding, correct,
    understand,
};
use crate::query::{
    self, FacetField, Plan, PlanRequest, Prior, Query, QueryError, SATURATION_KEYWORDS, Sort,
    Strictness, TextScope,
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
    pub terms: Arc<Terms>,
    pub ranking: Option<Arc<Ranking>>,
}

impl Held {
    fn open(data: &DataDirectory, tokenizer: &Tokenizer) -> Result<Self, GenerationError> {
        let engine = EmbeddedEngine::open(data)?;
        let damaged = |error: EngineError| data.damaged(&error.to_string());
        let names = data.guard(|| engine.names().map_err(damaged))?;
        let headings = data.guard(|| engine.heading_words().map_err(damaged))?;
        let ranking = match engine.lessons(data)? {
            Some(lessons) => {
                let ranking = data.guard(|| Ranking::new(&lessons, &engine).map_err(damaged))?;
                Some(Arc::new(ranking))
            }
            None => None,
        };
        Ok(Self {
            engine: Arc::new(engine),
            terms: Arc::new(Terms::new(&names, &headings, tokenizer)),
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
            Some(lessons) => Some(Arc::new(Ranking::new(lessons, held.engine.as_ref())?)),
            None => None,
        };
        Ok(Self {
            data: self.data.clone(),
            tokenizer: Arc::clone(&self.tokenizer),
            held: ArcSwap::from_pointee(Held {
                engine: Arc::clone(&held.engine),
                catalogue: Arc::clone(&held.catalogue),
                terms: Arc::clone(&held.terms),
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
        held.catalogue
            .names()
            .iter()
            .map(|name| name.id.clone())
            .collect()
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
        let held = self.held.load_full();
        let deadline = request.time_max.map(|time| begun + time);
        let mut response = self.search_in(&held, request, deadline)?;
        self.help(&held, request, deadline, &mut response)?;
        response.took_ms = begun.elapsed().as_secs_f64() * 1000.0;
        Ok(response)
    }

    /// Answers a search on one generation, without ways on.
    pub(super) fn search_in(
        &self,
        held: &Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
    ) -> Result<SearchResponse, SearchError> {
        let engine = held.engine.as_ref();
        let context = Context {
            catalogue: &held.catalogue,
            as_of: request.as_of,
            ignored: &request.ignored,
        };
        let is_literal = request.literal || request.mode == MatchMode::Exact;
        let (query, mut understanding, is_pasted) = self.understood(request, context)?;
        // Which version says a pasted text is what is asked for.
        let unfolded;
        let request = match passage_of(&understanding, is_pasted) {
            Some(_) => {
                unfolded = SearchRequest {
                    versions: Versions::All,
                    ..request.clone()
                };
                &unfolded
            }
            None => request,
        };
        // A long question looks like a pasted text: whichever says it word for word is lifted before the others below.
        let ranking = held.ranking.as_deref();
        let question = ranking
            .and_then(|ranking| Question::of(ranking, &understanding, request, &self.tokenizer));
        let mut question = question.as_ref();
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
        let passage = passage_of(&understanding, is_pasted);
        let said = match &passage {
            Some(passage) if request.sort == Sort::Relevance => {
                let state = (held.catalogue.as_ref(), request.as_of);
                passage.lift(engine, state, &mut answer.candidates)?
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
                question = None;
                (plan, answer, tried) = corrected;
            }
        }
        let highlighter = Highlighter::new(&plan, &self.tokenizer);
        if request.sort == Sort::Relevance {
            put_first(engine, &understanding, request, &mut answer.candidates)?;
        }
        if plan.folds {
            fold(engine, &mut answer.candidates);
        }
        let page = page_of(request, &answer.candidates);
        let found = engine.fetch(page)?;
        let scores = match request.explain {
            true => Some(Scores::of(engine, &plan, &found, page)?),
            false => None,
        };
        let says_names = |chip: &Interpretation| chip.effect == Effect::Names;
        let mut interpretation = match understanding.interpretation.iter().any(says_names) {
            // What names the first hit is said already.
            true => Vec::new(),
            false => interpretation(request, &found),
        };
        interpretation.extend(understanding.interpretation.iter().cloned());
        let mut hits = Vec::with_capacity(found.len());
        for hit in found {
            let versions = engine.versions(&hit.document.work_id)?;
            let differences = passage.as_ref().and_then(|passage| {
                passage.differences(&self.tokenizer, &request.q, &hit.passages)
            });
            hits.push(Hit {
                passage: differences,
                ..make_hit(hit, versions, &highlighter, request)
            });
        }
        interpretation.extend(passage_chip(request, &hits));
        let strictness = tried.last().copied().unwrap_or(Strictness::Words);
        if let Some(scores) = scores {
            let explainer = Explainer {
                scores,
                plan: &plan,
                understanding: &understanding,
                chips: &interpretation,
                strictness,
                question,
            };
            for (hit, candidate) in hits.iter_mut().zip(page) {
                explainer.explain(hit, candidate);
            }
        }
        Ok(SearchResponse {
            query: QueryEcho {
                raw: request.q.clone(),
                interpretation,
                expansions: understanding.expansions,
                did_you_mean: None,
                notes: understanding.notes,
                strictness,
                tried,
                truncated: plan.truncated,
            },
            generation: engine.generation().to_owned(),
            as_of: request.as_of,
            took_ms: 0.0,
            total: Total {
                value: answer.total,
                exact: true,
            },
            page: request.page,
            size: request.size,
            hits,
            facets: facet_values(answer.facets),
            collections: answer.collections,
            recovery: None,
        })
    }

    /// The query, what was understood of it, and whether it was pasted.
    pub(super) fn understood(
        &self,
        request: &SearchRequest,
        context: Context<'_>,
    ) -> Result<(Query, Understanding, bool), SearchError> {
        let query = Query::parse(&request.q)?;
        if request.literal || request.mode == MatchMode::Exact {
            let understanding = Understanding {
                query: query.clone(),
                ..Understanding::default()
            };
            return Ok((query, understanding, false));
        }
        let wants_passages = !request.ignored.contains(&InterpretationKind::Passage);
        // Titles are long, too: with an error in it, one is read as a title.
        let is_title = || !context.catalogue.misspelled(&request.q, 1).is_empty();
        if wants_passages
            && let Some(plain) = pasted(&request.q)
            && !is_title()
        {
            let ignored = [context.ignored, &NOT_IN_PASSAGES].concat();
            let of_text = Context {
                ignored: &ignored,
                ..context
            };
            let understanding = understand(&plain, of_text);
            if mentions(&understanding) {
                return Ok((plain, understanding, true));
            }
        }
        let understanding = understand(&query, context);
        Ok((query, understanding, false))
    }

    /// Runs the plan, looser and looser until something is found.
    pub(super) fn answer(
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
                with_understanding(understanding, plan_request(request, strictness, deadline));
            if let Some(question) = question {
                question.add_to(&mut plan_request);
            }
            let mut plan = query::plan(&understanding.query, &self.tokenizer, plan_request);
            if request.literal {
                plan.identifiers.clear();
            }
            let named = understanding.named.len();
            let mut place = 0;
            plan.identifiers.retain(|identifier| {
                place += 1;
                place <= named || !request.ignored.contains(&chip_of(identifier.field))
            });
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
fn with_understanding(understanding: &Understanding, mut request: PlanRequest) -> PlanRequest {
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

/// Ranking again and lifting bring versions back: of a work only the first stays.
fn fold(engine: &dyn Engine, candidates: &mut Vec<Candidate>) {
    let place = |candidate: &Candidate| (candidate.segment, candidate.ordinal);
    let mut shown: Vec<(u32, u32)> = Vec::with_capacity(candidates.len());
    candidates.retain(|candidate| {
        let at = place(candidate);
        let is_new = !shown.iter().any(|other| engine.is_same_work(*other, at));
        if is_new {
            shown.push(at);
        }
        is_new
    });
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
        articles_max: 0,
        remembered: Vec::new(),
        folds: request.versions == Versions::Folded && request.level == query::Level::Document,
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
