//! What can go wrong, as RFC 9457 problems: one table of codes, one shape, two languages.
//!
//! Handlers return a [`Problem`]; the [edge](crate::edge) writes it as JSON or as a page.

use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use tongcha::search::{CHECK_CHARS_MAX, CursorError, RequestError, SearchError};

use crate::bilingual::{Said, Tongue};

/// What a caller can react to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// A parameter has a wrong value.
    InvalidParameter,
    /// There is no such parameter.
    UnknownParameter,
    /// There is no such address.
    NotFound,
    /// No document has this identifier.
    DocumentNotFound,
    /// The document has no article of this number.
    ArticleNotFound,
    /// No work has this identifier.
    WorkNotFound,
    /// No version of the work is in force at the asked day.
    NoVersionInForce,
    /// The index moved on while something was read in parts.
    GenerationChanged,
    /// A cursor is of another search than the one that is asked.
    CursorMismatch,
    /// The document was held and is held no longer.
    DocumentGone,
    /// The address takes other methods.
    MethodNotAllowed,
    /// The document has no such format.
    NotAcceptable,
    /// The request carries too large a body.
    BodyTooLarge,
    /// The address is too long.
    UriTooLong,
    /// The body is of a type that the address does not take.
    UnsupportedMediaType,
    /// The body is not what the address takes.
    InvalidBody,
    /// Our fault.
    Internal,
    /// Every worker is busy and the queue is full.
    Overloaded,
    /// The search took longer than it may.
    TimedOut,
}

/// A line of the table of codes.
pub struct CodeRow {
    /// The code.
    pub code: Code,
    /// Its name in answers.
    pub name: &'static str,
    /// The HTTP status.
    pub status: u16,
    zh: &'static str,
    en: &'static str,
}

const fn row(
    code: Code,
    name: &'static str,
    status: u16,
    zh: &'static str,
    en: &'static str,
) -> CodeRow {
    CodeRow {
        code,
        name,
        status,
        zh,
        en,
    }
}

/// Every code that the service answers.
pub const CODES: [CodeRow; 19] = [
    row(
        Code::InvalidParameter,
        "invalid_parameter",
        400,
        "参数有误",
        "Invalid parameter",
    ),
    row(
        Code::UnknownParameter,
        "unknown_parameter",
        400,
        "没有这个参数",
        "Unknown parameter",
    ),
    row(
        Code::NotFound,
        "not_found",
        404,
        "没有这个地址",
        "No such address",
    ),
    row(
        Code::DocumentNotFound,
        "document_not_found",
        404,
        "没有这份文件",
        "No such document",
    ),
    row(
        Code::ArticleNotFound,
        "article_not_found",
        404,
        "没有这一条",
        "No such article",
    ),
    row(
        Code::MethodNotAllowed,
        "method_not_allowed",
        405,
        "不支持这种请求方法",
        "Method not allowed",
    ),
    row(
        Code::NotAcceptable,
        "not_acceptable",
        406,
        "没有这种格式",
        "No such format",
    ),
    row(
        Code::BodyTooLarge,
        "body_too_large",
        413,
        "请求内容过大",
        "Request body too large",
    ),
    row(
        Code::UriTooLong,
        "uri_too_long",
        414,
        "地址过长",
        "Address too long",
    ),
    row(
        Code::UnsupportedMediaType,
        "unsupported_media_type",
        415,
        "不支持这种内容类型",
        "Unsupported media type",
    ),
    row(
        Code::InvalidBody,
        "invalid_body",
        400,
        "请求内容有误",
        "Invalid request body",
    ),
    row(
        Code::Internal,
        "internal",
        500,
        "服务出错",
        "Internal error",
    ),
    row(
        Code::Overloaded,
        "overloaded",
        503,
        "查询的人较多",
        "Too many searches at once",
    ),
    row(
        Code::TimedOut,
        "timed_out",
        503,
        "查询超时",
        "The search took too long",
    ),
    row(
        Code::WorkNotFound,
        "work_not_found",
        404,
        "没有这部法规文件",
        "No such work",
    ),
    row(
        Code::NoVersionInForce,
        "no_version_in_force",
        404,
        "当日没有有效版本",
        "No version in force",
    ),
    row(
        Code::GenerationChanged,
        "generation_changed",
        409,
        "索引已更新",
        "The index has moved on",
    ),
    row(
        Code::CursorMismatch,
        "cursor_mismatch",
        409,
        "游标不属于这次检索",
        "The cursor is of another search",
    ),
    row(
        Code::DocumentGone,
        "document_gone",
        410,
        "文件已移除",
        "The document is gone",
    ),
];

impl CodeRow {
    /// What sort of problem it is.
    pub fn title(&self, tongue: Tongue) -> &'static str {
        match tongue {
            Tongue::Chinese => self.zh,
            Tongue::English => self.en,
        }
    }
}

impl Code {
    /// Its line of the table.
    pub fn row(self) -> &'static CodeRow {
        // The test below holds the table and the codes together.
        CODES
            .iter()
            .find(|row| row.code == self)
            .unwrap_or(&CODES[11])
    }
}

/// Something that went wrong with one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: Code,
    detail: Said,
    parameter: Option<String>,
    id: Option<String>,
}

/// A problem as it is answered (`application/problem+json`).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// Always `about:blank`: the code tells problems apart.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// What sort of problem it is.
    pub title: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// The code, for machines.
    pub code: &'a str,
    /// What to change.
    pub detail: &'a str,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<&'a str>,
    /// Under which the cause of an internal error is found in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
}

impl Problem {
    /// A problem of this code.
    pub fn new(code: Code, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            detail: Said::new(zh, en),
            parameter: None,
            id: None,
        }
    }

    /// A parameter with a value that cannot be served.
    pub fn invalid(parameter: &str, said: Said) -> Self {
        Self {
            code: Code::InvalidParameter,
            detail: said,
            parameter: Some(parameter.to_owned()),
            id: None,
        }
    }

    /// A parameter that does not exist. `known` are those that do.
    pub fn unknown(parameter: &str, known: &[&str]) -> Self {
        let name: String = parameter.chars().take(40).collect();
        let known = known.join(", ");
        let mut problem = Self::new(
            Code::UnknownParameter,
            format!("没有参数“{name}”；可用的参数：{known}"),
            format!("there is no parameter {name:?}; known parameters: {known}"),
        );
        problem.parameter = Some(name);
        problem
    }

    /// No such address.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "请检查地址是否正确", "check the address")
    }

    /// No such document.
    pub fn document_not_found(id: &str) -> Self {
        let id: String = id.chars().take(80).collect();
        Self::new(
            Code::DocumentNotFound,
            format!("没有编号为“{id}”的文件"),
            format!("no document has the id {id:?}"),
        )
    }

    /// No such article.
    pub fn article_not_found(n: &str) -> Self {
        let n: String = n.chars().take(40).collect();
        Self::new(
            Code::ArticleNotFound,
            format!("这份文件没有“{n}”这一条；第十二条写作 12，第一百三十三条之一写作 133-1"),
            format!(
                "the document has no article {n:?}; 第十二条 is 12, 第一百三十三条之一 is 133-1"
            ),
        )
    }

    /// The request carries too large a body.
    pub fn body_too_large(bytes_max: u64) -> Self {
        Self::new(
            Code::BodyTooLarge,
            format!("请求内容过大，最多 {bytes_max} 字节"),
            format!("at most {bytes_max} bytes are taken"),
        )
    }

    /// Our fault: the cause goes to the log, once, and the answer carries only the id under which it is there.
    pub fn internal(cause: impl fmt::Display) -> Self {
        // Every new state is seeded at random by the standard library.
        let id = format!("{:016x}", RandomState::new().build_hasher().finish());
        tracing::error!(id, %cause, "a request failed");
        let mut problem = Self::new(
            Code::Internal,
            format!("服务内部出错，请稍后再试；联系我们时请提供编号 {id}"),
            format!("something failed inside; try again later, and quote {id} when you report it"),
        );
        problem.id = Some(id);
        problem
    }

    /// Every worker is busy.
    pub fn overloaded() -> Self {
        Self::new(Code::Overloaded, "请稍等一秒再试", "try again in a second")
    }

    /// It took too long.
    pub fn timed_out() -> Self {
        Self::new(
            Code::TimedOut,
            "请少写几个词，或加上筛选条件再试",
            "use fewer words or add filters, and try again",
        )
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// What sort of problem it is.
    pub fn title(&self, tongue: Tongue) -> &'static str {
        self.code.row().title(tongue)
    }

    /// What to change.
    pub fn detail(&self, tongue: Tongue) -> &str {
        self.detail.in_tongue(tongue)
    }

    /// The body of the answer.
    pub fn body(&self, tongue: Tongue) -> ProblemBody<'_> {
        let row = self.code.row();
        ProblemBody {
            kind: "about:blank",
            title: self.title(tongue),
            status: row.status,
            code: row.name,
            detail: self.detail(tongue),
            parameter: self.parameter.as_deref(),
            id: self.id.as_deref(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.row().name, self.detail.en)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        // Every status of the table is one.
        StatusCode::from_u16(self.code.row().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Request(error) => error.into(),
            SearchError::DeadlineExceeded => Self::timed_out(),
            SearchError::Cursor(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<CursorError> for Problem {
    fn from(error: CursorError) -> Self {
        match error {
            CursorError::OtherGeneration => Self::new(
                Code::GenerationChanged,
                "索引已更新，请从头重新导出",
                "the index has moved on; begin the export anew",
            ),
            CursorError::OtherSearch => Self::new(
                Code::CursorMismatch,
                "游标与检索条件、层级和 as_of 绑定；请使用与开始导出时完全相同的参数（未给 as_of 时为当天）",
                "a cursor holds for one search with its level and as_of; ask with the parameters with which the export began (as_of is today where it was not given)",
            ),
            _ => Self::invalid(
                "cursor",
                Said::new(
                    "请原样使用导出给出的 cursor",
                    "use a cursor that an export gave, as it is",
                ),
            ),
        }
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        let en = error.to_string();
        let zh = match &error {
            RequestError::QueryTooLong { chars } => format!("查询词有 {chars} 个字，最多 512 个"),
            RequestError::TextTooLong { chars } => {
                format!("全文有 {chars} 个字，最多 {CHECK_CHARS_MAX} 个；请分段提交")
            }
            RequestError::PageZero => "页码从 1 开始".to_owned(),
            RequestError::Size { size } => format!("每页条数为 1 至 50，不能是 {size}"),
            RequestError::TooDeep => "页码 × 每页条数最多 1000；请加上筛选条件".to_owned(),
            RequestError::TooManyValues => "一个筛选条件最多列出 50 个值".to_owned(),
            RequestError::Near { code } => {
                format!("near 是行政区划代码（GB/T 2260），如 520000，不能是 {code}")
            }
            _ => "请检查参数".to_owned(),
        };
        Self::invalid(error.parameter(), Said::new(zh, en))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_code_once() {
        for (at, row) in CODES.iter().enumerate() {
            assert!(
                StatusCode::from_u16(row.status)
                    .is_ok_and(|status| status.is_client_error() || status.is_server_error())
            );
            assert_eq!(
                CODES.iter().position(|other| other.code == row.code),
                Some(at)
            );
            assert_eq!(
                CODES.iter().position(|other| other.name == row.name),
                Some(at)
            );
        }
        assert_eq!(CODES[11].code, Code::Internal);
        // Every code has its line: the last one of the list is the last one of the table.
        assert_eq!(Code::TimedOut as usize + 1, CODES.len());
    }

    #[test]
    fn an_internal_error_says_nothing_of_its_cause() {
        let problem = Problem::internal("secret path /data");
        let body = serde_json::to_string(&problem.body(Tongue::English)).expect("json");
        assert!(!body.contains("secret"), "{body}");
        assert!(body.contains(problem.id.as_deref().expect("an id")));
    }
}
