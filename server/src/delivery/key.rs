//! What an answer depends on.

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT, AUTHORIZATION, COOKIE, HOST, HeaderMap, HeaderName, RANGE};
use tongcha::Day;

use super::coding::Coding;
use crate::state::State;

/// Bytes of all parts of a key at most: longer addresses are answered, but not kept.
const BYTES_MAX: usize = 4 * 1024;

/// Addresses whose answers depend on nothing but what a [`Key`] holds. Everything else is never kept: exports are
/// streams, and health and metrics are of this moment.
const PATHS: [&str; 4] = ["/", "/search", "/statistics", "/docs"];
const FOLDERS: [&str; 8] = [
    "/doc/",
    "/lists/",
    "/feeds/",
    "/api/v1/search",
    "/api/v1/suggest",
    "/api/v1/documents/",
    "/api/v1/works/",
    "/api/v1/lists/",
];

/// What an answer depends on. Two requests of the same key get the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    generation: String,
    /// States change at midnight.
    today: Day,
    /// Path and query as they were sent; then the headers that change answers, each with a line break before it, which no
    /// header can hold.
    asked: String,
    coding: Coding,
}

impl Key {
    /// The key of a request whose answer is sent in this form; `None` when its answer is not to be kept.
    pub fn of(request: &HttpRequest, state: &State, coding: Coding) -> Option<Self> {
        let path = request.path();
        let is_kept = PATHS.contains(&path) || FOLDERS.iter().any(|start| path.starts_with(start));
        if !is_kept || !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let headers = request.headers();
        if headers.contains_key(AUTHORIZATION) || headers.contains_key(RANGE) {
            return None;
        }
        let mut asked = request.uri().path_and_query()?.as_str().to_owned();
        // Absolute addresses are written from the host where no public one is set.
        if state.config.public_url.is_none() {
            push(&mut asked, headers, &HOST)?;
        }
        push(&mut asked, headers, &ACCEPT)?;
        push(&mut asked, headers, &COOKIE)?;
        (asked.len() <= BYTES_MAX).then(|| Self {
            generation: state.searcher.generation(),
            today: Day::today(),
            asked,
            coding,
        })
    }

    /// Whether what it speaks of is still so: an answer made while a new generation came may be of either.
    pub fn is_current(&self, state: &State) -> bool {
        self.generation == state.searcher.generation() && self.today == Day::today()
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.generation.len() + self.asked.len()
    }
}

/// `None` when the header is no text.
fn push(asked: &mut String, headers: &HeaderMap, name: &HeaderName) -> Option<()> {
    for value in headers.get_all(name) {
        asked.push('\n');
        asked.push_str(value.to_str().ok()?);
    }
    // Where one header ends and the next begins must be told apart, also where one is missing.
    asked.push('\n');
    Some(())
}
