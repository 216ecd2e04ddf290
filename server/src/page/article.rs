//! `/doc/{id}/art/{n}`: one article with its place and neighbours.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::Day;
use tongcha::search::{ArticleRecord, NeighbourRecord, TextLink, quoted_title};

use super::frame::Frame;
use super::links;
use super::markup::{Anchor, Piece, Tag};
use super::passage::{Line, lines};
use super::show;
use super::validity::Badge;
use crate::config::Site;
use crate::parameters::{self, AS_OF, Parameters, Q, Unknown, encode};
use crate::problem::Problem;
use crate::routes::{departed, page_address, segment};
use crate::state::State;

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    canonical: String,
    title: String,
    label: String,
    headings: Vec<String>,
    badge: Badge,
    as_of: Day,
    lines: Vec<Line>,
    /// The place in the whole text.
    document: String,
    /// As articles are cited: the title in 《》.
    quoted: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    citations: [(&'static str, String); 2],
    /// The absolute address, for paper.
    address: String,
}

struct Neighbour {
    href: String,
    label: String,
}

/// `GET /doc/{id}/art/{n}`.
pub async fn article(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::ARTICLE_PAGE,
        Unknown::LeaveOut,
    )?;
    let q = read.text(&Q)?.unwrap_or_default();
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let (id, n) = (segment(&request, "id"), segment(&request, "n"));
    let (wanted, words) = ((id.clone(), n.clone()), q.clone());
    let held = state
        .ask(move |searcher, _| {
            let Some(article) = searcher.article(&wanted.0, &wanted.1, as_of)? else {
                return Ok(Err(searcher.document(&wanted.0, as_of)?.is_some()));
            };
            let mut marks =
                searcher.marks(&words, std::iter::once(article.article.text.as_str()))?;
            Ok(Ok((article, marks.pop().unwrap_or_default())))
        })
        .await?;
    match held {
        Ok((mut article, marks)) => {
            let page = page_address(&request, &state, &article.id);
            let address = format!("{page}/art/{}", encode(&article.article.n));
            article.citation.read_at(&address);
            let site = &state.config.site;
            show(&request, &article_page(site, &article, &marks, q, address))
        }
        Err(true) => Err(Problem::article_not_found(&n)),
        Err(false) => departed(&request, &state, &id).await,
    }
}

/// What an article cites, as links that keep the day. One to the article itself (本条, 前款) would lead nowhere.
pub(super) fn cited(record: &ArticleRecord) -> Vec<Anchor> {
    let is_elsewhere = |link: &&TextLink| {
        link.document.is_some() || link.article.as_ref() != Some(&record.article.n)
    };
    let cited = record.links.iter().filter(is_elsewhere);
    let anchor = |link: &TextLink| Anchor {
        from: link.from,
        to: link.to,
        href: links::at_day(links::target(&record.id, link), record.as_of),
    };
    cited.map(anchor).collect()
}

fn article_page(
    site: &Site,
    record: &ArticleRecord,
    marks: &[(u32, u32)],
    q: String,
    address: String,
) -> ArticlePage {
    let ArticleRecord {
        id, title, article, ..
    } = record;
    let piece = Piece::new(&article.text, marks).with_links(cited(record));
    let behind = piece.behind(&article.label);
    let label = if article.label.is_empty() {
        "正文".to_owned()
    } else {
        article.label.clone()
    };
    let as_of = record.as_of;
    let neighbour = |neighbour: &NeighbourRecord| Neighbour {
        href: links::at_day(links::article(id, &neighbour.n, &q), as_of),
        label: neighbour.label.clone(),
    };
    ArticlePage {
        canonical: links::document(id, ""),
        document: links::at_day(links::place_marked(id, &article.n, &q), as_of),
        quoted: quoted_title(title),
        title: title.clone(),
        headings: record.headings.clone(),
        badge: Badge::new(&record.validity),
        as_of,
        lines: lines(behind.as_ref().unwrap_or(&piece), false, Tag::Mark),
        previous: record.previous.as_ref().map(neighbour),
        next: record.next.as_ref().map(neighbour),
        citations: [
            ("公文引用", record.citation.official.clone()),
            ("论文引用", record.citation.academic.clone()),
        ],
        address,
        frame: Frame {
            q,
            ..Frame::new(site, &format!("{title} {label}"))
        },
        label,
    }
}
