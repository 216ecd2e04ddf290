//! `/api/v1/documents/{id}/diff`: two documents side by side.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use tongcha::Day;
use tongcha::search::Comparison;

use super::{departed, segment};
use crate::answer;
use crate::bilingual::Said;
use crate::parameters::{self, AS_OF, DIFF_FORMAT, Parameters, Unknown, WITH};
use crate::problem::Problem;
use crate::state::State;

/// Formats of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Json,
    Txt,
}

/// `GET /api/v1/documents/{id}/diff`.
pub async fn compare_documents(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(request.query_string(), &parameters::DIFF, Unknown::Refuse)?;
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let format: Format = read.choice(&DIFF_FORMAT)?.unwrap_or_default();
    let comparison = match compared(&request, &state, &read, as_of).await? {
        Compared::Held(comparison) => comparison,
        Compared::Moved(response) => return Ok(response),
    };
    match format {
        Format::Json => answer::json(&request, comparison.as_ref()),
        Format::Txt => Ok(answer::text(
            &request,
            "text/plain; charset=utf-8",
            comparison.to_txt(),
        )),
    }
}

/// Two documents side by side, or the answer that sends the asker on to where the first one moved.
pub enum Compared {
    /// Both are held.
    Held(Box<Comparison>),
    /// The first one moved.
    Moved(HttpResponse),
}

/// Compares the document of the path with the one that `with` names.
///
/// # Errors
/// When `with` is missing, or one of the two is not held.
pub async fn compared(
    request: &HttpRequest,
    state: &State,
    read: &Parameters,
    as_of: Day,
) -> Result<Compared, Problem> {
    let with = read.text(&WITH)?.ok_or_else(|| {
        let said = Said::new(
            "请给出要比较的另一份文件的编号",
            "name the document to compare with, by id",
        );
        Problem::invalid(WITH.name, said)
    })?;
    let id = segment(request, "id");
    let wanted = (id.clone(), with.clone());
    let (comparison, is_held) = state
        .ask(move |searcher, _| {
            let comparison = searcher.compare(&wanted.0, &wanted.1, as_of)?;
            // Which of the two is missing is worth a second look, only when one is.
            let is_held = comparison.is_some() || searcher.document(&wanted.0, as_of)?.is_some();
            Ok((comparison, is_held))
        })
        .await?;
    match comparison {
        Some(comparison) => Ok(Compared::Held(Box::new(comparison))),
        None if is_held => Err(Problem::document_not_found(&with)),
        None => Ok(Compared::Moved(departed(request, state, &id).await?)),
    }
}
