//! Counts of the index, health, metrics, and the description of the API.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use tongcha::Day;

use crate::answer;
use crate::openapi;
use crate::parameters::{self, AS_OF, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;

/// The answer of the health checks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Health {
    /// `ok`.
    pub status: &'static str,
    /// The generation of the index that answers.
    pub generation: String,
}

/// `GET /api/v1/stats`.
pub async fn show_statistics(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::DAY_ONLY,
        Unknown::Refuse,
    )?;
    match read.day(&AS_OF)? {
        Some(day) if day != Day::today() => {
            let statistics = state
                .ask(move |searcher, _| searcher.statistics(day))
                .await?;
            answer::json(&request, &statistics)
        }
        _ => answer::json(&request, state.statistics().await?.as_ref()),
    }
}

/// `GET /health/live`: the process answers.
pub async fn live(state: web::Data<State>) -> HttpResponse {
    health(&state)
}

/// `GET /health/ready`: a search gets through.
pub async fn ready(state: web::Data<State>) -> Result<HttpResponse, Problem> {
    state.ask(|searcher, _| searcher.suggest("法", 1)).await?;
    Ok(health(&state))
}

fn health(state: &State) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(Health {
            status: "ok",
            generation: state.searcher.generation(),
        })
}

/// `GET /metrics`.
pub async fn show_metrics(state: web::Data<State>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(state.exposition())
}

/// `GET /openapi.json`.
pub async fn show_openapi(request: HttpRequest) -> Result<HttpResponse, Problem> {
    answer::json(&request, openapi::document())
}
