//! `/doc/{id}`: one document, from its title to its downloads.

mod leaves;
mod parts;
mod places;
mod related;
mod text;
mod turning;
mod versions;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::search::{DocumentRecord, RelationsRecord, SearchError, quoted_title};
use tongcha::structure::PassageKind;
use tongcha::{Day, Searcher};

use super::frame::Frame;
use super::links;
use super::markup::Markup;
use super::passage::Line;
use super::qr::{Qr, qr};
use super::relations::{self, Graph, graph};
use super::show;
use super::validity::Badge;
use crate::config::Site;
use crate::parameters::{self, AS_OF, AT, PAGE, Parameters, Q, Unknown, WHOLE};
use crate::problem::Problem;
use crate::routes::{departed, page_address, segment};
use crate::state::State;
use leaves::{Leaves, Shown};
use parts::{Parts, parts};
use places::{PlaceView, places, web_address};
use related::{Group, Related, groups};
use text::{
    Block, MarkedPlace, OutlineEntry, attachments, blocks, marked_places, marks_shown, outline,
};
use turning::{Turning, turning};
use versions::{VersionView, versions};

/// Versions of a work that are listed.
const VERSIONS_MAX: usize = 12;
/// Marked passages that are listed.
const MARKED_MAX: usize = 60;
/// Articles from which on one wants to go to one by its number.
const GOTO_ARTICLES_MIN: usize = 20;

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    frame: Frame,
    canonical: String,
    /// The absolute address, for paper.
    address: String,
    title: String,
    subtitle: Option<String>,
    badge: Badge,
    as_of: Day,
    facts: Vec<(&'static str, String)>,
    history: Vec<String>,
    source: Option<String>,
    parts: Option<Parts>,
    /// The pages of a long text.
    turning: Option<Turning>,
    /// Whether the page is not the first of a long text: what is said of the document stands there.
    is_behind: bool,
    /// Where the form sends on to an article; `None` where there are few.
    goto: Option<String>,
    /// The asked day, where it is not today.
    other_day: Option<Day>,
    attachments: Vec<OutlineEntry>,
    outline: Vec<OutlineEntry>,
    blocks: Vec<Block>,
    /// As articles are cited: the title in 《》.
    quoted: String,
    /// How often the words stand in the text, and on this page.
    marks: usize,
    marks_here: usize,
    marked: Vec<MarkedPlace>,
    /// Marked passages that are not listed.
    marked_beside: usize,
    bare: String,
    downloads: [(&'static str, String); 7],
    /// The same document as linked data, for programs that read pages: where it is whole, and its head.
    linked_data: String,
    linked_head: Markup,
    versions: Vec<VersionView>,
    graph: Option<Graph>,
    related: Vec<Group>,
    /// The page of all relations.
    relations: String,
    qr: Option<Qr>,
    citations: [(&'static str, String); 2],
    places: Vec<PlaceView>,
}

/// What of the text is asked for.
#[derive(Debug, Default)]
struct Place {
    /// An article.
    at: Option<String>,
    /// A page, from 1.
    page: Option<usize>,
    /// All of it on one page.
    is_whole: bool,
}

/// What the page needs of core.
struct Held {
    document: DocumentRecord,
    versions: Vec<DocumentRecord>,
    related: Vec<Related>,
    grounds: Option<RelationsRecord>,
    marks: Vec<Vec<(u32, u32)>>,
}

/// `GET /doc/{id}`.
pub async fn document(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::DOCUMENT_PAGE,
        Unknown::LeaveOut,
    )?;
    let q = read.text(&Q)?.unwrap_or_default();
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let place = Place {
        at: read.text(&AT)?,
        page: read.number(&PAGE)?,
        is_whole: read.flag(&WHOLE)?,
    };
    let id = segment(&request, "id");
    let (wanted, words) = (id.clone(), q.clone());
    let held = state
        .ask(move |searcher, _| hold(searcher, &wanted, &words, as_of))
        .await?;
    let Some(mut held) = held else {
        return departed(&request, &state, &id).await;
    };
    let address = page_address(&request, &state, &held.document.id);
    held.document.citation.read_at(&address);
    let page = document_page(&state.config.site, &held, &place, address, q);
    show(&request, &page)
}

fn hold(searcher: &Searcher, id: &str, q: &str, as_of: Day) -> Result<Option<Held>, SearchError> {
    let Some(document) = searcher.document(id, as_of)? else {
        return Ok(None);
    };
    let mut versions = Vec::new();
    for other in document
        .version_ids
        .iter()
        .filter(|other| **other != document.id)
        .take(VERSIONS_MAX)
    {
        versions.extend(searcher.document(other, as_of)?);
    }
    let texts = document
        .passages
        .iter()
        .map(|passage| passage.text.as_str());
    let marks = if q.is_empty() {
        vec![Vec::new(); document.passages.len()]
    } else {
        searcher.marks(q, texts)?
    };
    let related = related::read(searcher, &document.id, as_of)?;
    let grounds = relations::grounds(searcher, &document.id, as_of)?;
    Ok(Some(Held {
        document,
        versions,
        related,
        grounds,
        marks,
    }))
}

fn document_page(
    site: &Site,
    held: &Held,
    place: &Place,
    address: String,
    q: String,
) -> DocumentPage {
    let Held {
        document,
        versions: others,
        related,
        grounds,
        marks,
    } = held;
    let download = |format| links::download(&document.id, format);
    let leaves = Leaves::of(document);
    let shown = Shown {
        page: page_shown(&leaves, place),
        leaves: &leaves,
        id: &document.id,
        q: &q,
        as_of: document.as_of,
    };
    let all = Shown {
        page: None,
        ..shown
    };
    let turning = turning(document, &shown);
    let mut marked = marked_places(document, marks, &shown);
    let blocks = blocks(document, marks, &marked, &shown);
    let marked_beside = marked.len().saturating_sub(MARKED_MAX);
    marked.truncate(MARKED_MAX);
    let behind = turning
        .as_ref()
        .map(|turning| turning.at)
        .filter(|at| *at > 1);
    let title = match behind {
        Some(at) => format!("{}（第 {at} 页）", document.title),
        None => document.title.clone(),
    };
    DocumentPage {
        canonical: match shown.page {
            Some(page) if page > 1 => Shown {
                q: "",
                as_of: Day::today(),
                ..shown
            }
            .address(page),
            _ => links::document(&document.id, ""),
        },
        qr: qr(&address),
        linked_head: linked_head(document, &address),
        address,
        title: document.title.clone(),
        // The title of a part often ends with its name already: 民法典·合同编.
        subtitle: document
            .subtitle
            .clone()
            .filter(|subtitle| !document.title.ends_with(subtitle.as_str())),
        badge: Badge::new(&document.validity),
        as_of: document.as_of,
        facts: facts(document),
        history: document.history.clone(),
        source: web_address(document.url.as_deref()),
        parts: parts(document, &q),
        goto: wants_goto(document).then(|| links::goto(&document.id)),
        other_day: Some(document.as_of).filter(|day| *day != Day::today()),
        attachments: attachments(document, &shown),
        outline: outline(document, &shown),
        blocks,
        marks: marks_shown(marks, &all),
        marks_here: marks_shown(marks, &shown),
        marked,
        marked_beside,
        quoted: quoted_title(&document.title),
        bare: Shown { q: "", ..shown }.own_address(),
        downloads: [
            ("Word（DOCX）", download("docx")),
            ("纯文本 TXT", download("txt")),
            ("Markdown", download("md")),
            ("网页 HTML", download("html")),
            ("Akoma Ntoso", download("akn")),
            ("JSON-LD", download("jsonld")),
            ("JSON", download("json")),
        ],
        linked_data: download("jsonld"),
        versions: versions(document, others),
        graph: grounds.as_ref().and_then(graph),
        related: groups(&document.id, related),
        relations: relations::address(&document.id, None, None, 1),
        citations: [
            ("公文引用", document.citation.official.clone()),
            ("论文引用", document.citation.academic.clone()),
        ],
        places: places(&document.manifestations),
        frame: Frame {
            q: q.clone(),
            ..Frame::new(site, &title)
        },
        is_behind: behind.is_some(),
        turning,
    }
}

/// Which page of the text is shown; `None` for all of it. A page that there is not, as an old address may name, is the last.
fn page_shown(leaves: &Leaves, place: &Place) -> Option<usize> {
    if place.is_whole || leaves.count() == 1 {
        return None;
    }
    let named = place.at.as_deref().map(links::anchor);
    let page = named.and_then(|anchor| leaves.page_of(&anchor));
    Some(page.or(place.page).unwrap_or(1).clamp(1, leaves.count()))
}

fn wants_goto(document: &DocumentRecord) -> bool {
    let articles = document
        .passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Article);
    document.parts.len() > 1 || articles.count() >= GOTO_ARTICLES_MIN
}

/// The document as linked data without its articles: of a long law they would be the longest part of the page, and whoever
/// wants them follows the link to the whole.
fn linked_head(document: &DocumentRecord, address: &str) -> Markup {
    let mut value = document.to_jsonld(Some(address));
    if let Some(object) = value.as_object_mut() {
        object.remove("hasPart");
    }
    Markup::data(&value)
}

/// The table as government sites have it: only lines that say something.
fn facts(document: &DocumentRecord) -> Vec<(&'static str, String)> {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let many =
        |values: &[String], between| Some(values.join(between)).filter(|joined| !joined.is_empty());
    let dates = &document.dates;
    let facts = [
        ("索引号", document.index_number.clone()),
        ("文号", document.number.clone()),
        ("制定机关", many(&document.authority, "、")),
        ("效力位阶", Some(document.kind_label.clone())),
        ("文种", document.genre.clone()),
        (
            "适用地区",
            document.region.as_ref().map(|region| region.name.clone()),
        ),
        ("主题分类", many(&document.theme, "；")),
        ("通过日期", day(dates.passed)),
        ("成文日期", day(dates.signed)),
        ("公布日期", day(dates.issued)),
        ("施行日期", day(dates.effective)),
        ("有效期至", day(dates.expires)),
        ("时效", Some(document.validity.label.clone())),
        ("来源", document.source.clone()),
    ];
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}
