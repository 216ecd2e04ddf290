//! Answers with their validators: `ETag`, `If-None-Match`, `Cache-Control`.

use std::hash::{DefaultHasher, Hasher};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use tongcha::search::SearchResponse;

use crate::problem::Problem;

/// JSON, as every program reads it.
pub const JSON: &str = "application/json";
/// Room for the first page of a search: it is seldom more, and growing copies it several times.
const SEARCH_BYTES_USUAL: usize = 64 * 1024;
/// A page.
pub const HTML: &str = "text/html; charset=utf-8";

/// A search as JSON, with its tag.
pub struct WrittenSearch {
    tag: String,
    body: Vec<u8>,
}

impl WrittenSearch {
    /// Writes a response, once: the tag is made without the time that it took, which differs each time it is asked for, and
    /// the time is then put in its place.
    ///
    /// # Errors
    /// When the response has no JSON form.
    pub fn new(mut response: SearchResponse) -> Result<Self, Problem> {
        // A quote inside of a text is written with a backslash before it, so no text can look like the field.
        const TIME: &[u8] = br#""took_ms":"#;
        const NO_TIME: &[u8] = b"0.0";
        let took_ms = std::mem::take(&mut response.took_ms);
        let mut body = Vec::with_capacity(SEARCH_BYTES_USUAL);
        serde_json::to_writer(&mut body, &response).map_err(Problem::internal)?;
        let tag = tag(&body);
        let time = serde_json::to_vec(&took_ms).map_err(Problem::internal)?;
        let field = body.windows(TIME.len()).position(|bytes| bytes == TIME);
        if let Some(field) = field {
            let begin = field + TIME.len();
            body.splice(begin..begin + NO_TIME.len(), time);
        }
        Ok(Self { tag, body })
    }

    /// The answer to who asks: without the body when he has it.
    pub fn answer(self, request: &HttpRequest) -> HttpResponse {
        if is_known(request, &self.tag) {
            not_modified(JSON, &self.tag)
        } else {
            tagged(JSON, &self.tag, self.body)
        }
    }
}

/// A value as JSON.
///
/// # Errors
/// When the value has no JSON form.
pub fn json<T: Serialize>(request: &HttpRequest, value: &T) -> Result<HttpResponse, Problem> {
    Ok(text(
        request,
        JSON,
        serde_json::to_vec(value).map_err(Problem::internal)?,
    ))
}

/// A text of any type.
pub fn text(request: &HttpRequest, content_type: &str, body: impl Into<Vec<u8>>) -> HttpResponse {
    let body = body.into();
    let tag = tag(&body);
    if is_known(request, &tag) {
        not_modified(content_type, &tag)
    } else {
        tagged(content_type, &tag, body)
    }
}

/// A weak tag: the same content, perhaps not the same bytes (a search says how long it took).
fn tag(body: &[u8]) -> String {
    // Keys are fixed: the same content has the same tag in every process of this version.
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
    format!("W/\"{:016x}\"", hasher.finish())
}

/// Whether the asker holds this content (RFC 9110 §13.1.2: weak comparison).
pub fn is_known(request: &HttpRequest, tag: &str) -> bool {
    let held = request.headers().get_all(IF_NONE_MATCH);
    holds(held.filter_map(|value| value.to_str().ok()), tag)
}

/// Whether one of the values of `If-None-Match` is this tag.
pub fn holds<'v>(held: impl Iterator<Item = &'v str>, tag: &str) -> bool {
    fn opaque(tag: &str) -> &str {
        tag.trim().trim_start_matches("W/")
    }
    let wanted = opaque(tag);
    held.flat_map(|value| value.split(','))
        .any(|held| held.trim() == "*" || opaque(held) == wanted)
}

/// What an answer depends on. Pages also look as their reader set them to, which a cookie tells.
fn vary(content_type: &str) -> &'static str {
    if content_type == HTML {
        "accept, accept-language, cookie"
    } else {
        "accept, accept-language"
    }
}

fn not_modified(content_type: &str, tag: &str) -> HttpResponse {
    HttpResponse::NotModified()
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((VARY, vary(content_type)))
        .finish()
}

fn tagged(content_type: &str, tag: &str, body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, content_type))
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((VARY, vary(content_type)))
        .body(body)
}
