//! The façade: one call for each thing that the crate, the API and the page offer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;

use super::highlight::Highlighter;
use super::labels::facet_label;
use super::record::{ArticleRecord, DocumentRecord};
use super::request::{MatchMode, RequestError, SearchRequest, SearchScope};
use super::response::{
    ArticleHit, FacetValue, Hit, HitDates, HitRegion, HitValidity, HitValidityReason, QueryEcho,
    SearchResponse, SearchStatistics, Snippet, Suggestion, Total,
};
use super::snippet::best_fragment;
use super::suggest::suggest;
use crate::document::{Dates, Day, Document, Region, Validity};
use crate::engine::{
    Answer, DataDirectory, EmbeddedEngine, Engine, EngineError, EngineHit, FacetCount,
    GenerationError, HitPassage,
};
use crate::language::Tokenizer;
use crate::query::{
    self, FacetField, Level, Plan, PlanRequest, Query, QueryError, Strictness, TextScope,
};

/// Searches one data directory and follows its generations.
///
/// Cheap to share between threads. A search that has begun ends on the generation on which it began.
pub struct Searcher {
    data: DataDirectory,
    tokenizer: Arc<Tokenizer>,
    engine: ArcSwap<EmbeddedEngine>,
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
/// Characters of an article's text shown under a document; the article page has all of it.
const ARTICLE_CHARS_MAX: usize = 2_000;

impl Searcher {
    /// Opens the generation in use.
    ///
    /// # Errors
    /// When there is no index, or it is damaged or of another version; the message says what to do.
    pub fn open(data: &DataDirectory, tokenizer: Arc<Tokenizer>) -> Result<Self, GenerationError> {
        let engine = EmbeddedEngine::open(data)?;
        Ok(Self {
            data: data.clone(),
            tokenizer,
            engine: ArcSwap::from_pointee(engine),
        })
    }

    /// Moves to the generation in use if it is another one. Returns whether it moved.
    ///
    /// # Errors
    /// When the new generation cannot be opened; the one before then goes on answering.
    pub fn refresh(&self) -> Result<bool, GenerationError> {
        if self.data.current()? == self.engine.load().generation() {
            return Ok(false);
        }
        self.engine
            .store(Arc::new(EmbeddedEngine::open(&self.data)?));
        Ok(true)
    }

    /// The name of the generation that answers.
    pub fn generation(&self) -> String {
        self.engine.load().generation().to_owned()
    }

    /// Answers a search.
    ///
    /// # Errors
    /// When a parameter is out of bounds, the time is up, or the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let begun = Instant::now();
        request.check()?;
        let query = Query::parse(&request.q)?;
        let engine = self.engine.load_full();
        let deadline = request.time_max.map(|time| begun + time);
        let (plan, answer, strictness) = self.answer(engine.as_ref(), &query, request, deadline)?;
        let highlighter = Highlighter::new(&plan, &self.tokenizer);
        let mut hits = Vec::with_capacity(answer.hits.len());
        for hit in answer.hits {
            let versions = engine.versions(&hit.document.work_id)?;
            hits.push(make_hit(hit, versions, &highlighter, request));
        }
        Ok(SearchResponse {
            query: QueryEcho {
                raw: request.q.clone(),
                strictness,
                truncated: query.truncated,
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

    /// Runs the plan, looser and looser until something is found.
    fn answer(
        &self,
        engine: &dyn Engine,
        query: &Query,
        request: &SearchRequest,
        deadline: Option<Instant>,
    ) -> Result<(Plan, Answer, Strictness), SearchError> {
        let ladder = if request.literal || request.mode == MatchMode::Exact || query.is_empty() {
            &Strictness::LADDER[..1]
        } else {
            &Strictness::LADDER[..]
        };
        let mut last = None;
        for &strictness in ladder {
            let plan = query::plan(
                query,
                &self.tokenizer,
                plan_request(request, strictness, deadline),
            );
            let answer = engine.execute(&plan)?;
            let found = answer.total > 0;
            last = Some((plan, answer, strictness));
            if found {
                break;
            }
        }
        // The ladder is never empty.
        last.ok_or_else(|| SearchError::Unreadable("no plan was tried".to_owned()))
    }

    /// Completions of what is being typed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        Ok(suggest(self.engine.load().as_ref(), typed, limit)?)
    }

    /// A document with its validity at a day; `None` when it is not held.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn document(&self, id: &str, as_of: Day) -> Result<Option<DocumentRecord>, SearchError> {
        let engine = self.engine.load_full();
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
        let stored = self.engine.load().document(id)?;
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
        let engine = self.engine.load_full();
        let request = SearchRequest {
            as_of,
            ..SearchRequest::new("")
        };
        let plan = query::plan(
            &Query::default(),
            &self.tokenizer,
            PlanRequest {
                limit: 0,
                offset: 0,
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
        filters: request.filters.clone(),
        as_of: request.as_of,
        sort: request.sort,
        order: request.direction(),
        offset: (request.page - 1) * request.size,
        limit: request.size,
        passages_max: ARTICLES_MAX,
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

fn make_hit(
    hit: EngineHit,
    version_ids: Vec<String>,
    highlighter: &Highlighter<'_>,
    request: &SearchRequest,
) -> Hit {
    let EngineHit {
        document,
        passages,
        score,
        identified,
    } = hit;
    let title_marks = highlighter.marks(&document.title);
    let snippets = snippets(&passages, highlighter);
    let mut articles: Vec<ArticleHit> = passages
        .into_iter()
        .map(|passage| article_hit(passage, highlighter, request.level))
        .collect();
    let article = match request.level {
        Level::Article => articles.pop(),
        Level::Document => None,
    };
    Hit {
        title_marks,
        number: document
            .number
            .as_ref()
            .map(|number| number.canonical.clone()),
        kind: document.kind,
        kind_label: document.kind.label().to_owned(),
        authority: document
            .authority
            .iter()
            .map(|organ| organ.name.clone())
            .collect(),
        region: document.region.as_ref().map(HitRegion::new),
        theme: document
            .theme
            .iter()
            .map(|theme| theme.path.clone())
            .collect(),
        dates: HitDates::new(&document.dates),
        validity: HitValidity::at(&document, request.as_of),
        snippets,
        articles,
        article,
        version_ids,
        score,
        explain: request.explain.then(|| explain(score, identified)),
        id: document.id,
        work_id: document.work_id,
        collection: document.collection,
        title: document.title,
    }
}

/// At most two fragments: the best, and another one that shows a term the best does not.
fn snippets(passages: &[HitPassage], highlighter: &Highlighter<'_>) -> Vec<Snippet> {
    let mut fragments: Vec<(String, super::snippet::Fragment)> = passages
        .iter()
        .map(|passage| {
            (
                passage.passage.n.clone(),
                best_fragment(&passage.text, highlighter),
            )
        })
        .filter(|(_, fragment)| fragment.terms > 0)
        .collect();
    fragments.sort_by_key(|(_, fragment)| std::cmp::Reverse(fragment.terms));
    fragments
        .into_iter()
        .take(2)
        .map(|(article, fragment)| Snippet {
            field: "body".to_owned(),
            article,
            text: fragment.text,
            marks: fragment.marks,
        })
        .collect()
}

fn article_hit(hit: HitPassage, highlighter: &Highlighter<'_>, level: Level) -> ArticleHit {
    let HitPassage {
        passage,
        headings,
        text,
        ..
    } = hit;
    let text = match level {
        Level::Article => text,
        Level::Document => text.chars().take(ARTICLE_CHARS_MAX).collect(),
    };
    let mut heading = headings.join(" ");
    if !passage.heading.is_empty() {
        heading = format!("{heading} {}", passage.heading).trim().to_owned();
    }
    let text = text.trim_end().to_owned();
    ArticleHit {
        marks: highlighter.marks(&text),
        n: passage.n,
        label: passage.label,
        heading,
        text,
    }
}

fn explain(score: f32, identified: bool) -> String {
    if identified {
        "标题、文号或编号与所查完全一致，排在最前".to_owned()
    } else {
        format!("词语在标题、机关、正文和最佳条文中的相关度合计 {score:.2}")
    }
}

impl HitRegion {
    pub(super) fn new(region: &Region) -> Self {
        Self {
            code: region.code.clone(),
            name: region.name.clone(),
        }
    }
}

impl HitDates {
    pub(super) fn new(dates: &Dates) -> Self {
        let Dates {
            passed,
            signed,
            issued,
            effective,
            expires,
        } = *dates;
        Self {
            passed,
            signed,
            issued,
            effective,
            expires,
        }
    }
}

impl HitValidity {
    pub(super) fn at(document: &Document, day: Day) -> Self {
        let validity = Validity::at(document, day);
        Self {
            state: validity.state,
            label: validity.label,
            declared: validity.declared.map(|declared| declared.raw),
            reasons: validity
                .reasons
                .into_iter()
                .map(|reason| HitValidityReason {
                    code: reason.code,
                    date: reason.date,
                    text: reason.text,
                })
                .collect(),
        }
    }
}
