//! `/api/v1/search` and `/api/v1/suggest`.

use std::time::Instant;

use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use tongcha::search::{Suggestion, SuggestionKind};

use crate::answer::{self, WrittenSearch};
use crate::asking::search_request;
use crate::edge::Searched;
use crate::page::traditional;
use crate::parameters::{self, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;

/// The answer of `/api/v1/suggest`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SuggestResponse {
    /// What was typed.
    pub q: String,
    /// Completions, the best first.
    pub suggestions: Vec<Completion>,
}

/// A completion, as it is shown.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Completion {
    /// What to put in the box.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// The document it names; absent for a term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its document number.
    pub number: Option<String>,
    /// `text` in traditional characters, with `script=hant`. What is asked is `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
}

/// Characters of completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Script {
    Hans,
    Hant,
}

/// `GET /api/v1/search`.
pub async fn search(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    request.extensions_mut().insert(Searched(Instant::now()));
    let read = Parameters::read(request.query_string(), &parameters::SEARCH, Unknown::Refuse)?;
    let mut search = search_request(&read)?;
    // Written where it is searched: the threads that talk to the network only hand it over.
    let written = state
        .ask(move |searcher, left| {
            search.time_max = Some(left);
            searcher.search(&search).map(WrittenSearch::new)
        })
        .await??;
    Ok(written.answer(&request))
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
    let is_traditional = read.choice::<Script>(&parameters::SCRIPT)? == Some(Script::Hant);
    let completion = |suggestion: Suggestion| Completion {
        shown: is_traditional.then(|| traditional(&suggestion.text)),
        text: suggestion.text,
        kind: suggestion.kind,
        id: suggestion.id,
        number: suggestion.number,
    };
    let suggestions = suggestions.into_iter().map(completion).collect();
    answer::json(&request, &SuggestResponse { q, suggestions })
}
