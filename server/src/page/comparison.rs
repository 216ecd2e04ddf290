//! `/doc/{id}/compare`: two documents beside each other, article by article.

mod rows;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::Day;
use tongcha::compare::{ComparedUnit, RowCounts};
use tongcha::search::{ComparedDocument, Comparison};

use super::frame::Frame;
use super::links;
use super::passage::Line;
use super::show;
use super::validity::Badge;
use crate::config::Site;
use crate::parameters::{self, ALL, AS_OF, Parameters, Unknown};
use crate::problem::Problem;
use crate::routes::{Compared, compared};
use crate::state::State;
use rows::{Block, Change, blocks};

#[derive(Template)]
#[template(path = "comparison.html")]
struct ComparisonPage {
    frame: Frame,
    canonical: String,
    title: String,
    heads: [Head; 2],
    as_of: Day,
    /// `条` or `段`.
    unit: &'static str,
    counts: Vec<(&'static str, u32)>,
    /// Rows beside the counted ones that differ: headings, preambles, signatures.
    beside: u32,
    is_same: bool,
    blocks: Vec<Block>,
    changes: Vec<Change>,
    plain: String,
    /// Whether what did not change is shown, too.
    is_whole: bool,
    /// The same comparison with it, or without.
    other_way: String,
}

/// One of the two documents.
struct Head {
    /// `旧` or `新`.
    name: &'static str,
    href: String,
    title: String,
    number: Option<String>,
    day: Option<(Day, &'static str)>,
    badge: Badge,
}

/// `GET /doc/{id}/compare`.
pub async fn comparison(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::COMPARISON_PAGE,
        Unknown::LeaveOut,
    )?;
    let as_of = read.day(&AS_OF)?.unwrap_or_else(Day::today);
    let is_whole = read.flag(&ALL)?;
    match compared(&request, &state, &read, as_of).await? {
        Compared::Held(comparison) => {
            show(&request, &page(&state.config.site, &comparison, is_whole))
        }
        Compared::Moved(response) => Ok(response),
    }
}

fn page(site: &Site, comparison: &Comparison, is_whole: bool) -> ComparisonPage {
    let Comparison { old, new, .. } = comparison;
    let blocks = blocks(comparison);
    ComparisonPage {
        frame: Frame::new(site, &format!("{} 比较", new.title)),
        canonical: links::comparison(&old.id, &new.id),
        title: new.title.clone(),
        heads: [head("旧", old), head("新", new)],
        as_of: comparison.as_of,
        unit: match comparison.unit {
            ComparedUnit::Article => "条",
            ComparedUnit::Passage => "段",
        },
        counts: counts(&comparison.counts),
        beside: comparison.counts_beside.differing(),
        is_same: comparison.counts.differing() + comparison.counts_beside.differing() == 0,
        changes: rows::changes(&blocks),
        blocks,
        plain: links::comparison_text(&old.id, &new.id),
        is_whole,
        other_way: match is_whole {
            true => links::comparison(&old.id, &new.id),
            false => format!("{}&all=1", links::comparison(&old.id, &new.id)),
        },
    }
}

fn head(name: &'static str, document: &ComparedDocument) -> Head {
    let dates = &document.dates;
    let days = [
        (dates.effective, "施行"),
        (dates.issued, "公布"),
        (dates.signed, "成文"),
    ];
    Head {
        name,
        href: links::document(&document.id, ""),
        title: document.title.clone(),
        number: document.number.clone(),
        day: days.into_iter().find_map(|(day, what)| Some((day?, what))),
        badge: Badge::new(&document.validity),
    }
}

/// How many of each sort there are, sorts without any left out.
fn counts(counts: &RowCounts) -> Vec<(&'static str, u32)> {
    let all = [
        ("未变", counts.same),
        ("修改", counts.changed),
        ("新增", counts.added),
        ("删除", counts.removed),
        ("仅序号改变", counts.renumbered),
        ("序号和文字都改变", counts.renumbered_changed),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}
