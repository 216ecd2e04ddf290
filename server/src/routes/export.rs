//! `/api/v1/export`: every hit of a search as JSON Lines.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::stream;
use serde_json::json;
use tongcha::search::{Export, ExportChunk, ExportPlace};

use crate::asking::search_request;
use crate::parameters::{self, CURSOR, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;

/// JSON Lines have no registered type; this one is in common use.
const JSON_LINES: &str = "application/x-ndjson";

/// `GET /api/v1/export`.
pub async fn export(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(request.query_string(), &parameters::EXPORT, Unknown::Refuse)?;
    let mut search = search_request(&read)?;
    let cursor = read.text(&CURSOR)?;
    let export = state
        .ask(move |searcher, left| {
            search.time_max = Some(left);
            searcher.export(&search, cursor.as_deref())
        })
        .await?;
    let export = Arc::new(export);
    let begin = export.begin();
    // The first hits before the first byte: what is wrong is then a problem, not a broken file.
    let first = read_chunk(&state, &export, begin).await?;
    let sending = Sending {
        state,
        export,
        next: Some(first),
    };
    Ok(HttpResponse::Ok()
        .content_type(JSON_LINES)
        .insert_header(("cache-control", "no-store"))
        .streaming(stream::unfold(sending, Sending::step)))
}

/// The next hits. A chunk in which the time was up before a hit was found got on all the same, and is passed over.
async fn read_chunk(
    state: &State,
    export: &Arc<Export>,
    mut from: ExportPlace,
) -> Result<ExportChunk, Problem> {
    loop {
        let walking = Arc::clone(export);
        let chunk = state
            .ask(move |_, left| walking.chunk(from, Some(left)))
            .await?;
        match chunk.next {
            Some(next) if chunk.lines.is_empty() => from = next,
            _ => return Ok(chunk),
        }
    }
}

/// An export under way.
struct Sending {
    state: web::Data<State>,
    export: Arc<Export>,
    /// What is to be sent next.
    next: Option<ExportChunk>,
}

type Sent = Result<web::Bytes, std::convert::Infallible>;

impl Sending {
    /// Sends some hits and reads those after them; the last line says whether all was sent.
    async fn step(mut self) -> Option<(Sent, Self)> {
        let chunk = self.next.take()?;
        let mut lines = String::new();
        for line in &chunk.lines {
            // A hit is strings and numbers: it always has a JSON form.
            lines.push_str(&serde_json::to_string(line).unwrap_or_default());
            lines.push('\n');
        }
        let Some(place) = chunk.next else {
            lines.push_str(&self.last_line(chunk.sent, None));
            return Some((Ok(lines.into()), self));
        };
        match read_chunk(&self.state, &self.export, place).await {
            Ok(next) => self.next = Some(next),
            Err(problem) => {
                lines.push_str(&self.last_line(chunk.sent, Some((problem, place))));
            }
        }
        Some((Ok(lines.into()), self))
    }

    fn last_line(&self, sent: u64, broken: Option<(Problem, ExportPlace)>) -> String {
        let export = &self.export;
        let mut line = json!({
            "end": broken.is_none(),
            "sent": sent,
            "total": export.total(),
            "generation": export.generation(),
            "as_of": export.as_of(),
        });
        if let Some((problem, place)) = broken {
            line["code"] = problem.code().row().name.into();
            line["cursor"] = export.cursor(place).into();
        }
        format!("{line}\n")
    }
}
