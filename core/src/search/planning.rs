//! From a request to the plan that answers it: what is understood, and how loosely it has to be looked for.

use std::time::Instant;

use super::hit::chip_of;
use super::narrow::merge_filters;
use super::pasted::{NOT_IN_PASSAGES, mentions, pasted};
use super::question::{Question, tells_a_situation};
use super::request::{MatchMode, SearchRequest, SearchScope, Versions};
use super::searcher::{SearchError, Searcher};
use super::verbatim;
use crate::engine::{Answer, Engine};
use crate::query::understand::{
    Context, InterpretationKind, Preference, Understanding, read_characters, understand,
};
use crate::query::{
    self, FacetField, Filters, Plan, PlanRequest, Prior, Query, Strictness, TextScope, Weights,
    is_question,
};

/// Articles shown under a document.
const ARTICLES_MAX: usize = 3;

impl Searcher {
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
            let understanding = self.read(&plain, of_text);
            if mentions(&understanding) {
                return Ok((plain, understanding, true));
            }
        }
        let understanding = self.read(&query, context);
        Ok((query, understanding, false))
    }

    /// What a query means, plain words of one character included.
    fn read(&self, query: &Query, context: Context<'_>) -> Understanding {
        let mut understanding = understand(query, context);
        read_characters(&mut understanding, self.tokenizer());
        understanding
    }

    /// Runs the plan, looser and looser until something is found. Of a pasted passage more documents are kept than are
    /// shown, since the one that says it need not be among the best by words.
    pub(super) fn answer(
        &self,
        engine: &dyn Engine,
        understanding: &Understanding,
        question: Option<&Question<'_>>,
        is_passage: bool,
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
            self.ask(understanding, request, &mut plan_request);
            if let Some(place) = near(request, understanding) {
                plan_request.prior.is_near_only = plan_request.prior.preferences.is_empty();
                plan_request.prior.preferences.push(place);
            }
            // Articles are put first, and questions ordered, among what was found.
            if is_passage || question.is_some() || request.level == query::Level::Article {
                let kept = &mut plan_request.candidates_max;
                *kept = verbatim::CANDIDATES_MAX.max(*kept);
            }
            if let Some(question) = question {
                question.add_to(&mut plan_request);
            }
            let mut plan = query::plan(&understanding.query, self.tokenizer(), plan_request);
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

    /// Asks a plan for what answers, where the query is a question. Who names a place, an organ or a sort beside asking is
    /// answered by what its titles say of it.
    fn ask(
        &self,
        understanding: &Understanding,
        request: &SearchRequest,
        plan_request: &mut PlanRequest,
    ) {
        let names_nothing = understanding.named.is_empty() && understanding.preferences.is_empty();
        plan_request.asks = is_question(&request.q, self.tokenizer())
            || (names_nothing && tells_a_situation(understanding));
        if plan_request.asks && names_nothing && !request.literal {
            plan_request.weights = Weights::QUESTION;
            plan_request.prior.is_asked = true;
        }
    }
}

/// The place where the asker is, as what is preferred; nothing where the words name a place: then that one is.
fn near(request: &SearchRequest, understanding: &Understanding) -> Option<Filters> {
    let mut preferences = understanding.preferences.iter();
    if preferences.any(|preference| preference.field == FacetField::Region) {
        return None;
    }
    Some(Filters {
        region: vec![request.near.clone()?],
        ..Filters::default()
    })
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
        request.weights = Weights::KEYWORDS;
    }
    request
}

pub(super) fn plan_request(
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
        asks: false,
        named: Vec::new(),
        expansions: Vec::new(),
        prior: Prior {
            preferences: Vec::new(),
            // Who filters by rank or state has said which are wanted.
            by_rank: request.filters.kind.is_empty() && request.filters.status.is_empty(),
            ..Prior::default()
        },
        weights: Weights::default(),
        filters: request.filters.clone(),
        as_of: request.as_of,
        sort: request.sort,
        order: request.direction(),
        candidates_max: request.page * request.size,
        passages_max: ARTICLES_MAX,
        articles_max: 0,
        remembered: Vec::new(),
        folds: request.versions == Versions::Folded && request.level == query::Level::Document,
        facets: request.facets.clone(),
        deadline,
    }
}
