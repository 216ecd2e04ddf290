//! What answers for a document that is not held: where it moved, that it is gone, or that there never was one.

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use tongcha::engine::Departure;

use crate::parameters::encode;
use crate::problem::{Code, Problem};
use crate::state::State;

/// Sends the asker of a document that is not held on to where it moved: the same address with the other identifier.
///
/// # Errors
/// That the document is gone, or that there is none: the problem to answer.
pub async fn departed(
    request: &HttpRequest,
    state: &State,
    id: &str,
) -> Result<HttpResponse, Problem> {
    let asked = id.to_owned();
    let departure = state
        .ask(move |searcher, _| searcher.departure(&asked))
        .await?;
    match departure {
        None => Err(Problem::document_not_found(id)),
        Some(Departure::Gone { since }) => {
            let id: String = id.chars().take(80).collect();
            Err(Problem::new(
                Code::DocumentGone,
                format!("编号为“{id}”的文件已于 {since} 移除"),
                format!("the document of the id {id:?} was removed on {since}"),
            ))
        }
        Some(Departure::Moved { to }) => Ok(HttpResponse::MovedPermanently()
            .insert_header((LOCATION, moved_address(request, &to)))
            // It may come back.
            .insert_header((CACHE_CONTROL, "no-cache"))
            .finish()),
    }
}

/// The address of the request with another identifier in the place of `{id}`.
fn moved_address(request: &HttpRequest, to: &str) -> String {
    let pattern = request.match_pattern().unwrap_or_default();
    let place = pattern.split('/').position(|piece| piece == "{id}");
    let pieces = request.uri().path().split('/').enumerate();
    let pieces = pieces.map(|(at, piece)| match Some(at) == place {
        true => encode(to),
        false => piece.to_owned(),
    });
    let path = pieces.collect::<Vec<_>>().join("/");
    match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path,
    }
}
