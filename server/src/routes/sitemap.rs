//! `/sitemap.xml`, its parts, and `/robots.txt` (sitemaps.org protocol).

use actix_web::{HttpRequest, HttpResponse, web};

use super::segment;
use crate::address::origin;
use crate::answer;
use crate::parameters::{Parameters, Unknown, encode};
use crate::problem::Problem;
use crate::state::State;

/// Addresses of one part at most; the protocol allows 50,000.
const PART: usize = 50_000;
const XML: &str = "application/xml; charset=utf-8";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `GET /sitemap.xml`: the parts.
pub async fn show_index(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    Parameters::read(request.query_string(), &[], Unknown::Refuse)?;
    let documents = state.searcher.catalogue_ids().len();
    let origin = origin(&request, &state);
    let parts = (0..documents.div_ceil(PART).max(1)).map(|part| {
        format!(
            "<sitemap><loc>{origin}/sitemap/{}.xml</loc></sitemap>\n",
            part + 1
        )
    });
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n{}</sitemapindex>\n",
        parts.collect::<String>()
    );
    Ok(answer::text(&request, XML, body))
}

/// `GET /sitemap/{part}.xml`: the addresses of some documents, by identifier.
pub async fn show_part(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    Parameters::read(request.query_string(), &[], Unknown::Refuse)?;
    let name = segment(&request, "part");
    let number = name
        .strip_suffix(".xml")
        .and_then(|number| number.parse::<usize>().ok());
    let mut ids = state.searcher.catalogue_ids();
    ids.sort_unstable();
    let from = number
        .filter(|number| *number > 0)
        .and_then(|number| (number - 1).checked_mul(PART));
    let from = from
        .filter(|from| *from == 0 || *from < ids.len())
        .ok_or_else(Problem::not_found)?;
    let origin = origin(&request, &state);
    // Percent-encoded identifiers hold nothing that XML would read.
    let addresses = ids
        .iter()
        .skip(from)
        .take(PART)
        .map(|id| format!("<url><loc>{origin}/doc/{}</loc></url>\n", encode(id)));
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n{}</urlset>\n",
        addresses.collect::<String>()
    );
    Ok(answer::text(&request, XML, body))
}

/// `GET /robots.txt`: documents may be indexed, searches and the API need not.
pub async fn show_robots(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let body = format!(
        "User-agent: *\nDisallow: /search\nDisallow: /api/\nSitemap: {}/sitemap.xml\n",
        origin(&request, &state)
    );
    answer::text(&request, "text/plain; charset=utf-8", body)
}
