//! `/api/v1/export`: every hit of a search as JSON Lines.

use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::stream;
use serde_json::json;
use tongcha::search::{EXPORT_PAGE, ExportPage, SearchRequest};

use crate::asking::search_request;
use crate::bilingual::Said;
use crate::parameters::{self, CURSOR, Parameters, Unknown};
use crate::problem::{Code, Problem};
use crate::state::State;

/// JSON Lines have no registered type; this one is in common use.
const JSON_LINES: &str = "application/x-ndjson";

/// Where an export goes on: a generation, and the page in it.
struct Cursor {
    generation: String,
    page: usize,
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        let (generation, page) = text.split_once('-')?;
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(generation) || !digits(page) {
            return None;
        }
        Some(Self {
            generation: generation.to_owned(),
            page: page.parse().ok()?,
        })
    }
}

/// `GET /api/v1/export`.
pub async fn export(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(request.query_string(), &parameters::EXPORT, Unknown::Refuse)?;
    let search = search_request(&read)?;
    let from = match read.text(&CURSOR)? {
        None => None,
        Some(text) => Some(Cursor::read(&text).ok_or_else(|| {
            let said = Said::new(
                "请原样使用上一次导出给出的 cursor",
                "use the cursor that the last export gave, as it is",
            );
            Problem::invalid(CURSOR.name, said)
        })?),
    };
    let page = from.as_ref().map_or(0, |cursor| cursor.page);
    // The first page before the first byte: what is wrong is then a problem, not a broken file.
    let first = read_page(&state, &search, page).await?;
    if from.is_some_and(|cursor| cursor.generation != first.generation) {
        return Err(Problem::new(
            Code::GenerationChanged,
            "索引已更新，请从头重新导出",
            "the index has moved on; begin the export anew",
        ));
    }
    let export = Export {
        state,
        search,
        page,
        generation: first.generation.clone(),
        next: Some(first),
    };
    Ok(HttpResponse::Ok()
        .content_type(JSON_LINES)
        .insert_header(("cache-control", "no-store"))
        .streaming(stream::unfold(export, Export::step)))
}

async fn read_page(
    state: &State,
    search: &SearchRequest,
    page: usize,
) -> Result<ExportPage, Problem> {
    let mut search = search.clone();
    state
        .ask(move |searcher, left| {
            search.time_max = Some(left);
            searcher.export(&search, page)
        })
        .await
}

/// An export under way.
struct Export {
    state: web::Data<State>,
    search: SearchRequest,
    page: usize,
    generation: String,
    /// The page to be sent next.
    next: Option<ExportPage>,
}

type Chunk = Result<web::Bytes, std::convert::Infallible>;

impl Export {
    /// Sends a page and reads the one after it; the last line says whether all was sent.
    async fn step(mut self) -> Option<(Chunk, Self)> {
        let page = self.next.take()?;
        let mut lines = String::new();
        for hit in &page.hits {
            // A hit is strings and numbers: it always has a JSON form.
            lines.push_str(&serde_json::to_string(hit).unwrap_or_default());
            lines.push('\n');
        }
        let sent = (self.page * EXPORT_PAGE + page.hits.len()) as u64;
        let is_last = page.hits.len() < EXPORT_PAGE || sent >= page.total;
        if is_last {
            lines.push_str(&format!(
                "{}\n",
                json!({ "end": true, "sent": sent, "total": page.total })
            ));
            return Some((Ok(lines.into()), self));
        }
        self.page += 1;
        match read_page(&self.state, &self.search, self.page).await {
            Ok(next) if next.generation == self.generation => self.next = Some(next),
            Ok(_) => lines.push_str(&format!(
                "{}\n",
                json!({ "end": false, "code": "generation_changed" })
            )),
            Err(_) => {
                let cursor = format!("{}-{}", self.generation, self.page);
                lines.push_str(&format!("{}\n", json!({ "end": false, "cursor": cursor })));
            }
        }
        Some((Ok(lines.into()), self))
    }
}
