//! `/api/v1/lists/{kind}`.

use actix_web::{HttpRequest, HttpResponse, web};
use tongcha::Day;
use tongcha::search::{ListKind, ListRequest};

use super::segment;
use crate::answer;
use crate::asking::filters;
use crate::parameters::{self, Parameter, Parameters, Unknown};
use crate::problem::{Code, Problem};
use crate::state::State;

/// `GET /api/v1/lists/{kind}`.
pub async fn show_list(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(request.query_string(), &parameters::LIST, Unknown::Refuse)?;
    let name = segment(&request, "kind");
    let kind = ListKind::from_name(&name).ok_or_else(|| no_such(&name))?;
    let wanted = ListRequest {
        offset: read.number(&parameters::LIST_OFFSET)?.unwrap_or(0),
        ..list_request(&read, kind, &parameters::LIST_LIMIT)?
    };
    let list = state.ask(move |searcher, _| searcher.list(&wanted)).await?;
    answer::json(&request, &list)
}

/// The list that these parameters ask for.
///
/// # Errors
/// The first parameter that cannot be served.
pub fn list_request(
    read: &Parameters,
    kind: ListKind,
    limit: &Parameter,
) -> Result<ListRequest, Problem> {
    let usual = ListRequest::new(kind);
    let days = read.number(&parameters::DAYS)?;
    Ok(ListRequest {
        as_of: read.day(&parameters::AS_OF)?.unwrap_or_else(Day::today),
        // The table bounds it.
        days: days.and_then(|days| u32::try_from(days).ok()),
        filters: filters(read)?,
        limit: read.number(limit)?.unwrap_or(usual.limit),
        ..usual
    })
}

fn no_such(name: &str) -> Problem {
    let name: String = name.chars().take(40).collect();
    let known = ListKind::ALL.map(ListKind::as_str).join(", ");
    Problem::new(
        Code::NotFound,
        format!("没有清单“{name}”；可用的清单：{known}"),
        format!("there is no list {name:?}; there are {known}"),
    )
}
