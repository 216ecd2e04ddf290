//! Files of the pages: in the program, under names that change with their content, so that browsers keep them.
//!
//! `build.rs` puts them together and compresses them.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};

use crate::answer;
use crate::delivery::Coding;
use crate::problem::Problem;
use crate::state::State;

const CSS: &str = "text/css; charset=utf-8";

/// A file with its compressed forms.
struct Asset {
    address: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
    zstd: &'static [u8],
}

/// The files, as `build.rs` made them.
mod prepared {
    use super::Asset;

    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}
use prepared::{ICON, SCRIPT, STYLE};

/// Address of the stylesheet.
pub fn style_address() -> &'static str {
    STYLE.address
}

/// Address of the script.
pub fn script_address() -> &'static str {
    SCRIPT.address
}

/// Address of the icon.
pub fn icon_address() -> &'static str {
    ICON.address
}

/// `GET /assets/{name}`.
pub async fn asset(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let assets: [&Asset; 3] = [&STYLE, &SCRIPT, &ICON];
    if let Some(asset) = assets
        .into_iter()
        .find(|asset| asset.address == request.path())
    {
        return Ok(asset.answer(&request));
    }
    match &state.config.site.style {
        Some(style) if style.address == request.path() => Ok(kept(&request, &style.address)
            .unwrap_or_else(|mut response| {
                response
                    .insert_header((CONTENT_TYPE, CSS))
                    .body(style.css.clone())
            })),
        _ => Err(Problem::not_found()),
    }
}

/// The answer for who holds the file already, or the head of one that may be kept for ever: its name changes with its
/// content.
fn kept(request: &HttpRequest, address: &str) -> Result<HttpResponse, HttpResponseBuilder> {
    // The name holds the digest of the content; the tag is weak since it is one for all forms.
    let tag = format!("W/\"{address}\"");
    let is_known = answer::is_known(request, &tag);
    let mut response = match is_known {
        true => HttpResponse::NotModified(),
        false => HttpResponse::Ok(),
    };
    response
        .insert_header((ETAG, tag))
        .insert_header((VARY, "accept-encoding"))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if is_known {
        Ok(response.finish())
    } else {
        Err(response)
    }
}

impl Asset {
    /// The file in the smallest form that the asker takes.
    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let mut response = match kept(request, self.address) {
            Ok(known) => return known,
            Err(response) => response,
        };
        let coding = Coding::accepted(request);
        if let Some(name) = coding.header() {
            response.insert_header((CONTENT_ENCODING, name));
        }
        response.insert_header((CONTENT_TYPE, self.content_type));
        response.body(match coding {
            Coding::Identity => self.plain,
            Coding::Gzip => self.gzip,
            Coding::Zstd => self.zstd,
        })
    }
}
