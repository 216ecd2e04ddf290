//! `/api/v1/search` and `/api/v1/suggest`.

use std::time::Instant;

use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use serde::Serialize;
use tongcha::search::{SearchResponse, Suggestion};

use crate::answer;
use crate::asking::search_request;
use crate::edge::Searched;
use crate::parameters::{self, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;

/// The answer of `/api/v1/suggest`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SuggestResponse {
    /// What was typed.
    pub q: String,
    /// Completions, the best first.
    pub suggestions: Vec<Suggestion>,
}

/// `GET /api/v1/search`.
pub async fn search(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    request.extensions_mut().insert(Searched(Instant::now()));
    let read = Parameters::read(request.query_string(), &parameters::SEARCH, Unknown::Refuse)?;
    let mut search = search_request(&read)?;
    let response = state
        .ask(move |searcher, left| {
            search.time_max = Some(left);
            searcher.search(&search)
        })
        .await?;
    let stable = SearchResponse {
        took_ms: 0.0,
        ..response.clone()
    };
    answer::json_tagged(&request, &response, &stable)
}

/// `GET /api/v1/suggest`.
pub async fn suggest(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::SUGGEST,
        Unknown::Refuse,
    )?;
    let q = read.text(&parameters::Q)?.unwrap_or_default();
    let limit = read.number(&parameters::LIMIT)?.unwrap_or(10);
    let typed = q.clone();
    let suggestions = state
        .ask(move |searcher, _| searcher.suggest(&typed, limit))
        .await?;
    answer::json(&request, &SuggestResponse { q, suggestions })
}
