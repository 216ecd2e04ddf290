//! What happens to an answer on its way out: traditional characters where the reader wants them, and compression.

use actix_web::HttpRequest;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use actix_web::web::{self, Bytes};

use crate::answer;
use crate::display::Display;
use crate::encoding::Encoding;
use crate::page;

/// Bytes below which compression is not worth its header.
const SMALL_BYTES: usize = 1_024;

/// What the asker wants of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Finish {
    is_traditional: bool,
    encoding: Encoding,
}

impl Finish {
    /// As the headers of a request say.
    pub fn of(request: &HttpRequest) -> Self {
        Self {
            is_traditional: Display::of(request.headers()).is_traditional,
            encoding: Encoding::accepted(request),
        }
    }

    /// The answer as it leaves. Streams and what is compressed already pass as they are.
    pub async fn response(self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        let headers = response.headers();
        let converts = self.is_traditional && is_page(headers);
        let compresses = self.encoding != Encoding::Identity && is_text(headers);
        if response.status() == StatusCode::NOT_MODIFIED || !(converts || compresses) {
            return response;
        }
        let encoding = if compresses {
            self.encoding
        } else {
            Encoding::Identity
        };
        let (request, response) = response.into_parts();
        let (mut response, body) = response.into_parts();
        let body = match body.try_into_bytes() {
            Ok(bytes) => bytes,
            Err(stream) => return ServiceResponse::new(request, response.set_body(stream)),
        };
        // Off the network's threads: the longest law takes a while.
        let plain = body.clone();
        let finished = web::block(move || finish(plain, converts, encoding)).await;
        let (body, encoding) = finished.unwrap_or_else(|error| {
            tracing::error!(%error, "an answer could neither be converted nor compressed; it is sent as it is");
            (body, Encoding::Identity)
        });
        if let Some(name) = encoding.name() {
            response
                .headers_mut()
                .insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        ServiceResponse::new(request, response.set_body(BoxBody::new(body)))
    }
}

fn finish(mut body: Bytes, converts: bool, encoding: Encoding) -> (Bytes, Encoding) {
    if converts && let Ok(html) = str::from_utf8(&body) {
        body = page::to_traditional(html).into();
    }
    if body.len() < SMALL_BYTES {
        return (body, Encoding::Identity);
    }
    match encoding.compress(&body) {
        Some(small) if small.len() < body.len() => (small.into(), encoding),
        _ => (body, Encoding::Identity),
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|held| held == answer::HTML)
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|held| held.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    !headers.contains_key(CONTENT_ENCODING)
        && (kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("xml"))
}
