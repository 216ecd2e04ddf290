//! The step between a route and the edge.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY};
use actix_web::middleware::Next;
use actix_web::web::{self, Bytes};
use actix_web::{Error, HttpRequest, HttpResponse};

use super::cache::Kept;
use super::coding::{BYTES_MIN, Coding, is_worth_it};
use super::key::Key;
use crate::problem::Problem;
use crate::state::State;

/// Larger bodies are compressed where searches run: the threads that talk to the network must not wait so long.
const INLINE_BYTES_MAX: usize = 32 * 1024;

/// Answers from the cache, or compresses and keeps what the route answers. Problems pass as they are: the edge puts
/// them into words.
///
/// # Errors
/// Those of the route.
pub async fn deliver(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return Err(Problem::internal("the state is missing").into());
    };
    let coding = Coding::accepted(request.request());
    let key = if state.cache.is_on() {
        Key::of(request.request(), &state, coding)
    } else {
        None
    };
    if let Some(kept) = key.as_ref().and_then(|key| state.cache.get(key)) {
        state.metrics.cache_hits.add_one();
        let answer = kept.answer(request.headers());
        return Ok(request.into_response(answer));
    }
    let response = next.call(request).await?.map_into_boxed_body();
    if response.response().error().is_some() {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let (mut response, body) = response.into_parts();
    let is_ok = response.status() == StatusCode::OK;
    // A stream goes out as it comes, and what says nothing has nothing to compress.
    let body = match body.try_into_bytes() {
        Ok(body) if is_ok && !body.is_empty() => body,
        Ok(body) => return Ok(whole(request, response, body)),
        Err(stream) => return Ok(ServiceResponse::new(request, response.set_body(stream))),
    };
    let body = encode(&state, coding, response.headers_mut(), body).await;
    if let Some(key) = key
        && key.is_current(&state)
    {
        state.metrics.cache_misses.add_one();
        let kept = Kept::new(response.headers(), body.clone());
        state.cache.put(key, kept);
    }
    Ok(whole(request, response, body))
}

fn whole(request: HttpRequest, response: HttpResponse<()>, body: Bytes) -> ServiceResponse {
    ServiceResponse::new(request, response.set_body(body).map_into_boxed_body())
}

/// The body in the form that the asker likes, with the headers that say so.
async fn encode(state: &State, coding: Coding, headers: &mut HeaderMap, body: Bytes) -> Bytes {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if headers.contains_key(CONTENT_ENCODING) || !content_type.is_some_and(is_worth_it) {
        return body;
    }
    // Also where it is sent as it is: who asks for another form would get another answer.
    headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    let Some(name) = coding.header().filter(|_| body.len() >= BYTES_MIN) else {
        return body;
    };
    let plain = body.clone();
    let encoded = if body.len() <= INLINE_BYTES_MAX {
        coding.encode(&plain)
    } else {
        match state.pool.run(move || coding.encode(&plain)).await {
            Ok(encoded) => encoded,
            // No room for it now: the answer is there, if not as small.
            Err(_) => return body,
        }
    };
    match encoded {
        Ok(encoded) => {
            headers.insert(CONTENT_ENCODING, name);
            Bytes::from(encoded)
        }
        Err(error) => {
            tracing::warn!(%error, "an answer could not be compressed");
            body
        }
    }
}
