//! `/api/v1/resolve` and `/api/v1/check`.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use serde_json::{Map, Value};
use tongcha::Day;

use crate::answer;
use crate::bilingual::Said;
use crate::parameters::{self, Parameters, Unknown};
use crate::problem::{Code, Problem};
use crate::state::State;

/// Where texts are checked.
pub const CHECK_PATH: &str = "/api/v1/check";
/// Bytes of a body at most: what 200,000 characters take, also when a program escapes each of them.
pub const CHECK_BYTES_MAX: usize = 1_500_000;

/// The body of `/api/v1/check`.
#[derive(Debug, utoipa::ToSchema)]
pub struct CheckRequest {
    /// The text; at most 200,000 characters.
    #[schema(max_length = 200_000)]
    pub text: String,
    /// The day at which validity is asked; today in Asia/Shanghai by default.
    #[schema(value_type = Option<String>, format = Date)]
    pub as_of: Option<Day>,
}

/// `GET /api/v1/resolve`.
pub async fn resolve(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::RESOLVE,
        Unknown::Refuse,
    )?;
    let as_of = read.day(&parameters::AS_OF)?.unwrap_or_else(Day::today);
    let reference = read.text(&parameters::REF)?.ok_or_else(|| {
        let said = Said::new(
            "请给出要查的文号、标题或条文",
            "name a document number, a title or an article",
        );
        Problem::invalid(parameters::REF.name, said)
    })?;
    let resolution = state
        .ask(move |searcher, _| searcher.resolve(&reference, as_of))
        .await?;
    answer::json(&request, &resolution)
}

/// `POST /api/v1/check`.
pub async fn check(
    request: HttpRequest,
    state: web::Data<State>,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Problem> {
    Parameters::read(request.query_string(), &[], Unknown::Refuse)?;
    if !request
        .content_type()
        .eq_ignore_ascii_case("application/json")
    {
        return Err(Problem::new(
            Code::UnsupportedMediaType,
            "请用 Content-Type: application/json 提交",
            "send it with Content-Type: application/json",
        ));
    }
    let body = body.map_err(|error| unread(&error))?;
    let CheckRequest { text, as_of } = CheckRequest::read(&body)?;
    let as_of = as_of.unwrap_or_else(Day::today);
    let report = state
        .ask(move |searcher, _| searcher.check(&text, as_of))
        .await?;
    // What people paste is theirs: no cache keeps what was found in it.
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(report))
}

/// A body that did not come whole.
fn unread(error: &actix_web::Error) -> Problem {
    if error.as_response_error().status_code().as_u16() == 413 {
        return Problem::body_too_large(CHECK_BYTES_MAX as u64);
    }
    invalid_body("请求内容没有完整收到", "the body did not come whole")
}

fn invalid_body(zh: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::new(Code::InvalidBody, zh, en)
}

impl CheckRequest {
    /// Reads the body: a field that is not known is refused, as an unknown parameter is.
    fn read(body: &[u8]) -> Result<Self, Problem> {
        const FIELDS: [&str; 2] = ["text", "as_of"];
        let fields: Map<String, Value> = serde_json::from_slice(body).map_err(|error| {
            invalid_body(
                "请提交 JSON 对象，写作 {\"text\": \"…\"}",
                format!("send a JSON object such as {{\"text\": \"…\"}}: {error}"),
            )
        })?;
        if let Some(unknown) = fields.keys().find(|name| !FIELDS.contains(&name.as_str())) {
            return Err(Problem::unknown(unknown, &FIELDS));
        }
        let text = match fields.get("text") {
            Some(Value::String(text)) => text.clone(),
            _ => {
                let said = Said::new("应当是要核对的全文", "it is the text to check");
                return Err(Problem::invalid("text", said));
            }
        };
        let day = |value: &Value| value.as_str().and_then(|day| day.parse::<Day>().ok());
        let as_of = match fields.get("as_of") {
            None | Some(Value::Null) => None,
            Some(value) => Some(day(value).ok_or_else(|| {
                let said = Said::new(
                    "应当是日历上有的日期，写作 2026-01-31",
                    "it is a day of the calendar, written as 2026-01-31",
                );
                Problem::invalid("as_of", said)
            })?),
        };
        Ok(Self { text, as_of })
    }
}
