//! The box for other sites: `/embed` is a page of only the box, `/embed.js` places it.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, InvalidHeaderValue,
};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::SearchRequest;

use super::frame::Frame;
use super::show;
use crate::address::PublicUrl;
use crate::answer;
use crate::parameters::{self, NEAR, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;

/// The page with the box.
pub const EMBED_PATH: &str = "/embed";
/// The script that places it.
pub const EMBED_SCRIPT_PATH: &str = "/embed.js";
const SCRIPT: &str = include_str!("../../assets/embed.js");

#[derive(Template)]
#[template(path = "embed.html")]
struct EmbedPage {
    frame: Frame,
    is_allowed: bool,
}

/// `GET /embed`: the box, for the sites that the settings name.
pub async fn embed(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::EMBED,
        Unknown::LeaveOut,
    )?;
    let origins = &state.config.embed_origins;
    let mut frame = Frame::new(&state.config.site, "查询");
    // The place of the site that shows the box, else that of ours.
    if let Some(place) = read.text(&NEAR)?.filter(|place| !place.is_empty()) {
        let near = SearchRequest {
            near: Some(place.clone()),
            ..SearchRequest::new("")
        };
        near.check()?;
        frame.kept = vec![(NEAR.name, place)];
    }
    let page = EmbedPage {
        frame,
        is_allowed: !origins.is_empty(),
    };
    let mut response = show(&request, &page)?;
    let policy = policy(origins).map_err(Problem::internal)?;
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// The policy of the page: a form, styles, completions, and who may frame it.
fn policy(origins: &[PublicUrl]) -> Result<HeaderValue, InvalidHeaderValue> {
    let sites: Vec<String> = origins.iter().map(PublicUrl::to_string).collect();
    let sites = match sites.is_empty() {
        true => "'none'".to_owned(),
        false => sites.join(" "),
    };
    format!("default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {sites}").parse()
}

/// `GET /embed.js`: places the box where its script tag stands. Any site may read it; whether the box shows is for the
/// page that it frames.
pub async fn embed_script(request: HttpRequest) -> HttpResponse {
    let mut response = answer::text(&request, "text/javascript; charset=utf-8", SCRIPT);
    let headers = response.headers_mut();
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_frames_the_box_but_who_is_named() {
        let of = |origins: &[&str]| {
            let origins: Vec<PublicUrl> = origins
                .iter()
                .filter_map(|text| text.parse().ok())
                .collect();
            policy(&origins)
                .expect("a policy")
                .to_str()
                .expect("ASCII")
                .to_owned()
        };
        assert!(of(&[]).ends_with("frame-ancestors 'none'"));
        assert!(
            of(&["https://a.example.cn", "http://127.0.0.1:9000"])
                .ends_with("frame-ancestors https://a.example.cn http://127.0.0.1:9000")
        );
    }
}
