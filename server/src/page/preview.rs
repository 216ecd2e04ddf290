//! `/doc/{id}/preview`: the few words that a page shows of what a citation leads to.
//!
//! Text as JSON, put into the page as text by `assets/script/document.js`. Whoever runs no script follows the link.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use tongcha::search::{ReferenceDocument, RelationsRequest, SearchError};
use tongcha::{Day, Searcher};

use super::validity;
use crate::answer;
use crate::parameters::{self, AS_OF, N, Parameters, Unknown};
use crate::problem::Problem;
use crate::routes::{departed, segment};
use crate::state::State;

/// Characters of the text that are shown.
const TEXT_CHARS_MAX: usize = 240;

/// What a citation leads to, in a few words.
#[derive(Debug, Serialize)]
struct Preview {
    title: String,
    number: Option<String>,
    /// `第十二条`; empty for a whole document.
    label: String,
    /// The state in Chinese.
    state: String,
    /// Its class of the stylesheet.
    class: &'static str,
    /// How the article begins, or the first one of a document.
    text: String,
}

/// `GET /doc/{id}/preview`.
pub async fn preview(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::PREVIEW,
        Unknown::LeaveOut,
    )?;
    let n = read.text(&N)?;
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let id = segment(&request, "id");
    let wanted = id.clone();
    let held = state
        .ask(move |searcher, _| look(searcher, &wanted, n.as_deref(), as_of))
        .await?;
    match held {
        Some(preview) => answer::json(&request, &preview),
        None => departed(&request, &state, &id).await,
    }
}

/// A document without the asked article is shown as a document: its title is still what the citation names.
fn look(
    searcher: &Searcher,
    id: &str,
    n: Option<&str>,
    as_of: Day,
) -> Result<Option<Preview>, SearchError> {
    let none = RelationsRequest::default();
    let Some(relations) = searcher.relations(id, &none, as_of)? else {
        return Ok(None);
    };
    let ReferenceDocument {
        title,
        number,
        status,
        status_label,
        ..
    } = relations.document;
    let article = searcher
        .article(id, n.unwrap_or("1"), as_of)?
        .map(|record| record.article);
    let label = article
        .as_ref()
        .filter(|_| n.is_some())
        .map(|article| article.label.clone());
    Ok(Some(Preview {
        title,
        number,
        label: label.unwrap_or_default(),
        state: status_label,
        class: validity::class(status),
        text: article.map_or_else(String::new, |article| shortened(&article.text)),
    }))
}

/// The beginning of a text, on one line for each paragraph.
fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let text = lines.join("\n");
    match text.char_indices().nth(TEXT_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("　第一条　甲。\n\n 乙。 "), "第一条　甲。\n乙。");
        let cut = shortened(&"𠮷".repeat(300));
        assert_eq!(cut.chars().count(), TEXT_CHARS_MAX + 1);
        assert!(cut.ends_with('…'));
    }
}
