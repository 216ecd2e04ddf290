//! `/opensearch.xml`: how a browser searches here from its own box (OpenSearch 1.1).

use actix_web::{HttpRequest, HttpResponse, web};
use tongcha::search::escape_html;

use crate::address::origin;
use crate::answer;
use crate::problem::Problem;
use crate::state::State;

/// Where the description is.
pub const PATH: &str = "/opensearch.xml";
const MEDIA_TYPE: &str = "application/opensearchdescription+xml";
/// Characters of a short name at most, as the specification has it.
const NAME_CHARS_MAX: usize = 16;

/// `GET /opensearch.xml`.
pub async fn show_description(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let origin = escape_html(&origin(&request, &state));
    let name = escape_html(&state.config.site.name);
    let short: String = state
        .config
        .site
        .name
        .chars()
        .take(NAME_CHARS_MAX)
        .collect();
    let short = escape_html(&short);
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{short}</ShortName>\n\
         <Description>{name}：法规、规章和行政规范性文件查询</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Language>zh-CN</Language>\n\
         <Image width=\"16\" height=\"16\" type=\"image/svg+xml\">{origin}{icon}</Image>\n\
         <Url type=\"text/html\" template=\"{origin}/search?q={{searchTerms}}\"/>\n\
         <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{origin}{PATH}\"/>\n\
         </OpenSearchDescription>\n",
        icon = crate::page::icon_address(),
    );
    Ok(answer::text(&request, MEDIA_TYPE, body))
}
