//! Answers that are kept, in a bounded number of bytes.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::web::Bytes;
use quick_cache::sync::Cache as Store;
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

use super::key::Key;

/// Bytes of a kept answer at most: one page must not drive out all others.
pub const ANSWER_BYTES_MAX: usize = 1024 * 1024;
/// What a typical answer takes, compressed; only a guess from which tables get their size.
const ANSWER_BYTES_USUAL: usize = 12 * 1024;

/// Keeps finished answers. What has not been asked for in a while goes first; scans (each address once) drive
/// nothing out that is asked for again and again.
pub struct Cache {
    /// `None` when it is switched off.
    store: Option<Store<Key, Kept, ByBytes>>,
}

/// A finished answer: always of status 200.
#[derive(Clone)]
pub struct Kept {
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Kept> for ByBytes {
    fn weight(&self, key: &Key, kept: &Kept) -> u64 {
        let headers = kept.headers.iter();
        let headers: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len() + 64)
            .sum();
        (key.bytes() + headers + kept.body.len()) as u64
    }
}

impl Cache {
    /// A cache of so many bytes; of none keeps nothing.
    pub fn new(bytes_max: usize) -> Self {
        if bytes_max == 0 {
            return Self { store: None };
        }
        let options = OptionsBuilder::new()
            .estimated_items_capacity((bytes_max / ANSWER_BYTES_USUAL).max(16))
            .weight_capacity(bytes_max as u64)
            // More pieces than threads ask at once only cut the room for large answers.
            .shards(2)
            .build();
        let store = options.ok().map(|options| {
            Store::with_options(
                options,
                ByBytes,
                DefaultHashBuilder::default(),
                quick_cache::sync::DefaultLifecycle::default(),
            )
        });
        Self { store }
    }

    /// Whether it keeps anything.
    pub fn is_on(&self) -> bool {
        self.store.is_some()
    }

    /// The answer of a key.
    pub fn get(&self, key: &Key) -> Option<Kept> {
        self.store.as_ref()?.get(key)
    }

    /// Keeps an answer, unless it is too large.
    pub fn put(&self, key: Key, kept: Kept) {
        if let Some(store) = &self.store
            && kept.body.len() <= ANSWER_BYTES_MAX
        {
            store.insert(key, kept);
        }
    }

    /// Lets everything go: of a generation that answers no longer nothing is asked again.
    pub fn clear(&self) {
        if let Some(store) = &self.store {
            store.clear();
        }
    }

    /// Bytes that are kept.
    pub fn bytes(&self) -> u64 {
        self.store.as_ref().map_or(0, Store::weight)
    }
}

impl Kept {
    /// An answer with these headers and this body.
    pub fn new(headers: &HeaderMap, body: Bytes) -> Self {
        let headers = headers.iter();
        Self {
            headers: headers
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            body,
        }
    }

    /// The answer to who asks: without the body when he has it.
    pub fn answer(&self, asked: &HeaderMap) -> HttpResponse {
        let is_known = self.header(&ETAG).is_some_and(|tag| {
            let held = asked.get_all(IF_NONE_MATCH);
            let held = held.filter_map(|value| value.to_str().ok());
            crate::answer::holds(held, tag)
        });
        let mut answer = if is_known {
            HttpResponse::build(StatusCode::NOT_MODIFIED)
        } else {
            HttpResponse::build(StatusCode::OK)
        };
        // What a 304 repeats: RFC 9110 §15.4.5.
        let wanted = |name: &HeaderName| !is_known || [ETAG, CACHE_CONTROL, VARY].contains(name);
        for (name, value) in self.headers.iter().filter(|(name, _)| wanted(name)) {
            answer.append_header((name, value));
        }
        if is_known {
            answer.finish()
        } else {
            answer.body(self.body.clone())
        }
    }

    fn header(&self, name: &HeaderName) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.and_then(|(_, value)| value.to_str().ok())
    }
}
