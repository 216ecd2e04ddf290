//! What happens to every request, whatever its route: limits, problems written out, panics caught, headers that
//! protect, counting and the log.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap,
    HeaderName, HeaderValue, REFERRER_POLICY, RETRY_AFTER, VARY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError, web};

use crate::bilingual::Tongue;
use crate::page::{self, Look};
use crate::pool::panic_message;
use crate::problem::{Code, Problem};
use crate::routes::{CHECK_BYTES_MAX, CHECK_PATH, DISPLAY_PATH};
use crate::state::State;

/// Bytes of an address at most: a query of 512 characters and a few dozen filters, percent-encoded.
const URI_BYTES_MAX: usize = 8 * 1024;
/// Bytes of a request's body at most, where nothing reads one.
const BODY_BYTES_MAX: u64 = 64 * 1024;

/// Marks an answer that came from a search, for the histogram.
pub struct Searched(pub Instant);

/// The outermost middleware.
///
/// # Errors
/// When a handler panicked; the error carries the finished answer.
pub async fn edge(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let begun = Instant::now();
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return Err(Problem::internal("the state is missing").into());
    };
    let asker = Asker::of(&request);
    let method = request.method().clone();
    let outcome = match limit(&request) {
        Err(problem) => Ok(Ok(request.error_response(problem).map_into_boxed_body())),
        Ok(()) => caught(next.call(request))
            .await
            .map(|answer| answer.map(ServiceResponse::map_into_boxed_body)),
    };
    let mut response = match outcome {
        Ok(Ok(response)) => asker.write_problem(&state, response),
        Ok(Err(error)) => return Err(asker.last_answer(&state, &problem_of(&error))),
        Err(panic) => {
            state.metrics.panics.add_one();
            let problem = Problem::internal(format_args!(
                "a handler panicked: {}",
                panic_message(panic.as_ref())
            ));
            state
                .metrics
                .count_request("panicked", problem.status_code().as_u16());
            return Err(asker.last_answer(&state, &problem));
        }
    };
    protect(response.headers_mut());

    let status = response.status().as_u16();
    let route = response
        .request()
        .match_pattern()
        .unwrap_or_else(|| "unmatched".to_owned());
    state.metrics.count_request(&route, status);
    if let Some(Searched(begun)) = response.request().extensions().get::<Searched>() {
        state.metrics.observe_search(begun.elapsed());
    }
    let took_ms = begun.elapsed().as_secs_f64() * 1000.0;
    let query = state
        .config
        .log_queries
        .then(|| response.request().query_string());
    tracing::info!(%method, route, status, took_ms, query, "answered");
    Ok(response)
}

/// What must be known of a request after it is gone.
struct Asker {
    tongue: Tongue,
    /// Programs get problems as JSON, people get them as pages.
    is_program: bool,
    /// How the page of a problem looks.
    look: Look,
    /// Methods of the address.
    allow: &'static str,
}

impl Asker {
    fn of(request: &ServiceRequest) -> Self {
        let path = request.path();
        let is_program = path.starts_with("/api/")
            || path.starts_with("/health/")
            || matches!(path, "/api" | "/metrics" | "/openapi.json");
        Self {
            tongue: Tongue::asked(request.headers()),
            is_program,
            look: Look::of(request.request()),
            allow: match path {
                CHECK_PATH | DISPLAY_PATH => "POST",
                _ => "GET, HEAD",
            },
        }
    }

    /// Puts the problem that a handler returned into words.
    fn write_problem(&self, state: &State, response: ServiceResponse) -> ServiceResponse {
        let Some(error) = response.response().error() else {
            return response;
        };
        let answer = self.answer(state, &problem_of(error));
        let (request, _) = response.into_parts();
        ServiceResponse::new(request, answer)
    }

    /// An error that carries its answer: for when there is no request left to answer to.
    fn last_answer(&self, state: &State, problem: &Problem) -> Error {
        let mut answer = self.answer(state, problem);
        protect(answer.headers_mut());
        InternalError::from_response(problem.clone(), answer).into()
    }

    fn answer(&self, state: &State, problem: &Problem) -> HttpResponse {
        let mut answer = HttpResponse::build(problem.status_code());
        answer.insert_header((CACHE_CONTROL, "no-store"));
        answer.insert_header((VARY, "accept-language, cookie"));
        match problem.code() {
            Code::MethodNotAllowed => drop(answer.insert_header((ALLOW, self.allow))),
            Code::Overloaded | Code::TimedOut => drop(answer.insert_header((RETRY_AFTER, "1"))),
            _ => {}
        }
        if self.is_program {
            answer.insert_header((CONTENT_TYPE, "application/problem+json"));
            answer.insert_header((CONTENT_LANGUAGE, self.tongue.tag()));
            // A struct of strings and numbers always has a JSON form.
            answer.body(serde_json::to_vec(&problem.body(self.tongue)).unwrap_or_default())
        } else {
            answer.insert_header((CONTENT_TYPE, crate::answer::HTML));
            let html = page::problem(&state.config.site, &self.look, problem);
            answer.body(match self.look.display.is_traditional {
                true => page::to_traditional(&html),
                false => html,
            })
        }
    }
}

/// The problem that an error is. What is none of ours (a broken request that actix refused) keeps its status as
/// far as the table goes.
fn problem_of(error: &Error) -> Problem {
    if let Some(problem) = error.as_error::<Problem>() {
        return problem.clone();
    }
    if error.as_response_error().status_code().is_client_error() {
        return Problem::not_found();
    }
    Problem::internal(error)
}

fn limit(request: &ServiceRequest) -> Result<(), Problem> {
    let uri = request.uri();
    let bytes = uri.path().len() + uri.query().map_or(0, str::len);
    if bytes > URI_BYTES_MAX {
        return Err(Problem::new(
            Code::UriTooLong,
            format!("地址有 {bytes} 字节，最多 {URI_BYTES_MAX} 字节；请缩短查询词或减少筛选条件"),
            format!(
                "the address has {bytes} bytes, at most {URI_BYTES_MAX} are read; shorten the query or use fewer filters"
            ),
        ));
    }
    let length = request
        .headers()
        .get(actix_web::http::header::CONTENT_LENGTH);
    let length = length
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
        .unwrap_or(0);
    let most = if request.path() == CHECK_PATH {
        CHECK_BYTES_MAX as u64
    } else {
        BODY_BYTES_MAX
    };
    if length > most {
        return Err(Problem::body_too_large(most));
    }
    Ok(())
}

/// Runs a future to its end; a panic inside it is returned. Without this a panic drops the connection.
async fn caught<F: Future>(future: F) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut future = pin!(future);
    poll_fn(
        |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => std::task::Poll::Ready(Err(panic)),
        },
    )
    .await
}

/// Everything comes from here, nothing runs that is not a file of ours, and no other site frames the pages.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn protect(headers: &mut HeaderMap) {
    // A route whose answer needs another policy has set it.
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    if !is_framed(headers) {
        headers.insert(
            HeaderName::from_static("x-frame-options"),
            HeaderValue::from_static("DENY"),
        );
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
}

/// Whether the policy lets other sites frame the page. The older header knows no list of sites, so it is left out then.
fn is_framed(headers: &HeaderMap) -> bool {
    let policy = headers
        .get(CONTENT_SECURITY_POLICY)
        .and_then(|policy| policy.to_str().ok());
    policy.is_some_and(|policy| {
        policy
            .split(';')
            .filter_map(|directive| directive.trim().strip_prefix("frame-ancestors "))
            .any(|sites| sites != "'none'")
    })
}
