//! `/api/v1/documents/{id}` and its articles.

use std::sync::LazyLock;

use actix_web::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tongcha::Day;
use tongcha::search::{DocumentRecord, HTML_STYLE};

use super::departed;
use crate::address::origin;
use crate::answer;
use crate::parameters::{self, AS_OF, FORMAT, Parameters, Unknown, decode_segment, encode};
use crate::problem::{Code, Problem};
use crate::state::State;

/// Formats of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Json,
    Txt,
    Md,
    Html,
    Jsonld,
    Akn,
    Docx,
}

impl Format {
    /// The preferred one first.
    const ALL: [Self; 7] = [
        Self::Json,
        Self::Txt,
        Self::Md,
        Self::Html,
        Self::Jsonld,
        Self::Akn,
        Self::Docx,
    ];

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => answer::JSON,
            Self::Txt => "text/plain",
            Self::Md => "text/markdown",
            Self::Html => "text/html",
            Self::Jsonld => "application/ld+json",
            Self::Akn => "application/akn+xml",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Html => "html",
            Self::Jsonld => "jsonld",
            Self::Akn => "akn.xml",
            Self::Docx => "docx",
        }
    }
}

/// A document as a page stands by itself, so its style is in it: the policy names that style by its hash and permits
/// nothing else.
static STANDALONE_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let digest = STANDARD.encode(Sha256::digest(HTML_STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    );
    // Base64 and words are ASCII; were they not, nothing at all would be permitted.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// `GET /api/v1/documents/{id}`.
pub async fn show_document(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::DOCUMENT,
        Unknown::Refuse,
    )?;
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let asked = read.choice(&FORMAT).map_err(|_| not_acceptable())?;
    let format = asked
        .or_else(|| accepted(&request))
        .ok_or_else(not_acceptable)?;
    let id = segment(&request, "id");
    let wanted = id.clone();
    let document = state
        .ask(move |searcher, _| searcher.document(&wanted, as_of))
        .await?;
    let Some(mut document) = document else {
        return departed(&request, &state, &id).await;
    };
    let address = page_address(&request, &state, &document.id);
    document.citation.read_at(&address);
    let mut response = match format {
        Format::Json => answer::json(&request, &document)?,
        Format::Txt => answer::text(&request, "text/plain; charset=utf-8", document.to_txt()),
        Format::Md => answer::text(
            &request,
            "text/markdown; charset=utf-8",
            document.to_markdown(),
        ),
        Format::Html => {
            let mut page = answer::text(&request, answer::HTML, document.to_html());
            page.headers_mut()
                .insert(CONTENT_SECURITY_POLICY, STANDALONE_POLICY.clone());
            page
        }
        Format::Akn => answer::text(&request, format.media_type(), document.to_akn()),
        Format::Docx => {
            let file = document
                .to_docx(Some(&address))
                .map_err(Problem::internal)?;
            answer::text(&request, format.media_type(), file)
        }
        Format::Jsonld => {
            let value = document.to_jsonld(Some(&address));
            let body = serde_json::to_vec(&value).map_err(Problem::internal)?;
            answer::text(&request, format.media_type(), body)
        }
    };
    response
        .headers_mut()
        .insert(CONTENT_DISPOSITION, file_name(&document, format));
    Ok(response)
}

/// `GET /api/v1/documents/{id}/articles/{n}`.
pub async fn show_article(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::DAY_ONLY,
        Unknown::Refuse,
    )?;
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let (id, n) = (segment(&request, "id"), segment(&request, "n"));
    let wanted = (id.clone(), n.clone());
    let (article, is_held) = state
        .ask(move |searcher, _| {
            let article = searcher.article(&wanted.0, &wanted.1, as_of)?;
            // Which of the two is missing is worth a second look, only when one is.
            let is_held = article.is_some() || searcher.document(&wanted.0, as_of)?.is_some();
            Ok((article, is_held))
        })
        .await?;
    match article {
        Some(mut article) => {
            let page = page_address(&request, &state, &article.id);
            let address = format!("{page}/art/{}", encode(&article.article.n));
            article.citation.read_at(&address);
            answer::json(&request, &article)
        }
        None if is_held => Err(Problem::article_not_found(&n)),
        None => departed(&request, &state, &id).await,
    }
}

/// The page of a document, as an absolute address.
pub fn page_address(request: &HttpRequest, state: &State, id: &str) -> String {
    format!("{}/doc/{}", origin(request, state), encode(id))
}

/// A segment of the path. What is not UTF-8 names nothing and is looked for as it stands.
pub fn segment(request: &HttpRequest, name: &str) -> String {
    let raw = request.match_info().query(name);
    // The router decodes all but %25, %2F and %2B.
    decode_segment(raw).unwrap_or_else(|| raw.to_owned())
}

/// The first format that `Accept` takes, in its order of preference; JSON when it takes all or says nothing.
fn accepted(request: &HttpRequest) -> Option<Format> {
    let header = request
        .headers()
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("*/*");
    let mut ranges: Vec<(f32, &str)> = header.split(',').filter_map(media_range).collect();
    // Stable: of the same weight, the first one counts.
    ranges.sort_by(|left, right| right.0.total_cmp(&left.0));
    ranges.into_iter().find_map(|(_, range)| {
        Format::ALL
            .into_iter()
            .find(|format| covers(range, *format))
    })
}

fn media_range(part: &str) -> Option<(f32, &str)> {
    let mut parts = part.split(';').map(str::trim);
    let range = parts.next()?;
    let q = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(1.0, |q| q.parse().unwrap_or(0.0));
    (q > 0.0).then_some((q, range))
}

fn covers(range: &str, format: Format) -> bool {
    let media_type = format.media_type();
    let family = media_type.split('/').next().unwrap_or(media_type);
    range == "*/*"
        || range.eq_ignore_ascii_case(media_type)
        || range.strip_suffix("/*") == Some(family)
}

fn not_acceptable() -> Problem {
    Problem::new(
        Code::NotAcceptable,
        "可用的格式：json（application/json）、txt（text/plain）、md（text/markdown）、html（text/html）、\
         jsonld（application/ld+json）、akn（application/akn+xml）、docx（Word）",
        "formats are json (application/json), txt (text/plain), md (text/markdown), html (text/html), jsonld \
         (application/ld+json), akn (application/akn+xml) and docx (Word)",
    )
}

/// The name under which a browser saves the document: its title.
fn file_name(document: &DocumentRecord, format: Format) -> HeaderValue {
    let title: String = document.title.chars().take(80).collect();
    let value = format!(
        "inline; filename*=UTF-8''{}.{}",
        encode(&title),
        format.extension()
    );
    // Percent-encoded text is ASCII without control characters.
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("inline"))
}
