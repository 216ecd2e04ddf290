//! `/doc/{id}/goto?n=`: from a number that somebody typed to the article, in whichever part of the work it stands.

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};
use tongcha::search::{DocumentRecord, SearchError};
use tongcha::structure::{ComponentNumber, articles_at_end};
use tongcha::{Day, Searcher};

use super::links;
use crate::bilingual::Said;
use crate::parameters::{self, AS_OF, N, Parameters, Q, Unknown};
use crate::problem::Problem;
use crate::routes::{departed, segment};
use crate::state::State;

/// Where an article stands.
enum Found {
    /// In this document.
    Here(String),
    /// The document is held, the article not.
    Missing,
    /// The document is not held.
    Nowhere,
}

/// `GET /doc/{id}/goto`.
pub async fn go(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(request.query_string(), &parameters::GOTO, Unknown::LeaveOut)?;
    let q = read.text(&Q)?.unwrap_or_default();
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let typed = read.text(&N)?.unwrap_or_default();
    let number = number(&typed).ok_or_else(|| {
        let said = Said::new(
            "请填写条的序号，如 12、十二、133之一",
            "give the number of an article, such as 12 or 133-1",
        );
        Problem::invalid(N.name, said)
    })?;
    let id = segment(&request, "id");
    let wanted = id.clone();
    let found = state
        .ask(move |searcher, _| find(searcher, &wanted, number, as_of))
        .await?;
    match found {
        Found::Here(document) => Ok(HttpResponse::SeeOther()
            .insert_header((
                LOCATION,
                links::at_day(links::place_marked(&document, &number.anchor(), &q), as_of),
            ))
            .insert_header((CACHE_CONTROL, "no-cache"))
            .finish()),
        Found::Missing => Err(Problem::article_not_found(&number.anchor())),
        Found::Nowhere => departed(&request, &state, &id).await,
    }
}

/// The number in `12`, `第十二条`, `133之一`, `133-1`.
fn number(typed: &str) -> Option<ComponentNumber> {
    let bare = typed
        .trim()
        .trim_start_matches('第')
        .replace(['-', '－'], "之");
    let reference = match bare.contains('条') {
        true => format!("法第{bare}"),
        // 133之一 is written 第一百三十三条之一.
        false => match bare.split_once('之') {
            Some((whole, bis)) => format!("法第{whole}条之{bis}"),
            None => format!("法第{bare}条"),
        },
    };
    let (name, articles) = articles_at_end(&reference)?;
    match articles.as_slice() {
        [only] if name == "法" && only.until.is_none() => Some(only.number),
        _ => None,
    }
}

fn find(
    searcher: &Searcher,
    id: &str,
    number: ComponentNumber,
    as_of: Day,
) -> Result<Found, SearchError> {
    let n = number.anchor();
    let Some(document) = searcher.document(id, as_of)? else {
        return Ok(Found::Nowhere);
    };
    if has(&document, &n) {
        return Ok(Found::Here(document.id));
    }
    let covers = |articles: Option<(u32, u32)>| {
        articles.is_some_and(|(from, to)| (from..=to).contains(&number.value))
    };
    let others = document
        .parts
        .iter()
        .filter(|part| part.id != document.id && covers(part.articles));
    for part in others {
        if searcher
            .document(&part.id, as_of)?
            .is_some_and(|other| has(&other, &n))
        {
            return Ok(Found::Here(part.id.clone()));
        }
    }
    Ok(Found::Missing)
}

fn has(document: &DocumentRecord, n: &str) -> bool {
    document.passages.iter().any(|passage| passage.n == n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (typed, n) in [
            ("12", "12"),
            (" 第十二条 ", "12"),
            ("一千二百六十", "1260"),
            ("第133条之一", "133-1"),
            ("133之一", "133-1"),
            ("133-1", "133-1"),
            ("１２", "12"),
        ] {
            assert_eq!(
                number(typed).map(|number| number.anchor()).as_deref(),
                Some(n),
                "{typed}"
            );
        }
        for wrong in [
            "",
            "条",
            "第",
            "12至14",
            "第三条、第四条",
            "x",
            "-1",
            "12 OR 1=1",
            "<b>1",
            "甲12",
        ] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}
