//! `/search`: the hits, and everything by which they can be narrowed.

mod asked;
mod choices;
mod compare;
mod days;
mod filters;
mod hits;
mod pages;
mod recovery;
mod tabs;
mod understood;
mod versions;

use std::time::Instant;

use actix_web::http::header::LOCATION;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::Day;
use tongcha::document::regions;
use tongcha::query::Level;
use tongcha::search::{Interpretation, InterpretationKind, SearchRequest, SearchResponse};

use super::frame::Frame;
use super::links::SearchAddress;
use super::passage::Line;
use super::show;
use crate::asking::search_request;
use crate::config::Site;
use crate::edge::Searched;
use crate::parameters::{self, AS_OF, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;
use asked::{Asked, CardView};
use choices::{Choice, Choices};
use days::{AsOf, DayForm};
pub use filters::{Chip, Facets, chips, title as facet_title};
use filters::{FacetView, facets};
use hits::HitView;
pub use pages::Pages;
use recovery::RecoveryView;
use tabs::Tab;
pub use tabs::among as address_among;
use understood::{Notice, Understood, notices};
use versions::Members;

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    frame: Frame,
    total: u64,
    unit: &'static str,
    classes: Vec<Tab>,
    collections: Vec<Tab>,
    as_of: AsOf,
    notices: Vec<Notice>,
    understood: Understood,
    meant: Option<Choice>,
    levels: Vec<Choice>,
    sorts: Vec<Choice>,
    sizes: Vec<Choice>,
    ways: [Choices; 2],
    chips: Vec<Chip>,
    /// The place that is preferred.
    near: Option<Chip>,
    clear: String,
    /// The first page of the search.
    first: String,
    facets: Vec<FacetView>,
    days: DayForm,
    card: Option<CardView>,
    hits: Vec<HitView>,
    pages: Pages,
    recovery: RecoveryView,
    /// The figures of the same search.
    statistics: String,
    /// Every hit, for programs.
    export: String,
    reasons: Choice,
}

/// What the page needs of core.
struct Held {
    response: SearchResponse,
    asked: Option<Asked>,
    members: Members,
}

/// `GET /search`.
pub async fn results(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    request.extensions_mut().insert(Searched(Instant::now()));
    let read = Parameters::read(
        request.query_string(),
        &parameters::SEARCH,
        Unknown::LeaveOut,
    )?;
    let asked = search_request(&read)?;
    if says_nothing(request.query_string()) || read.day(&AS_OF)? == Some(Day::today()) {
        return Ok(canonical(&asked));
    }
    let mut search = asked.clone();
    let held = state
        .ask(move |searcher, left| {
            search.time_max = Some(left);
            let response = searcher.search(&search)?;
            Ok(Held {
                asked: asked::read(searcher, &search, &response)?,
                members: versions::read(searcher, &response),
                response,
            })
        })
        .await?;
    show(&request, &results_page(&state.config.site, &asked, &held))
}

/// Whether a form sent a field of ours that was left empty.
fn says_nothing(query: &str) -> bool {
    let is_known = |name: &str| parameters::SEARCH.iter().any(|known| known.name == name);
    query.split('&').any(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        value.is_empty() && is_known(name)
    })
}

/// The same search at the address that is passed on: without what says nothing.
fn canonical(asked: &SearchRequest) -> HttpResponse {
    let address = SearchAddress::of(asked);
    let address = match asked.page {
        1 => address,
        page => address.with("page", page),
    };
    HttpResponse::SeeOther()
        .insert_header((LOCATION, address.to_string()))
        .finish()
}

fn results_page(site: &Site, asked: &SearchRequest, held: &Held) -> ResultsPage {
    let Held {
        response,
        asked: articles,
        members,
    } = held;
    let address = SearchAddress::of(asked);
    let chips = chips(&asked.filters, &address, &response.facets);
    let names: Vec<&str> = chips.iter().map(|chip| chip.name).collect();
    let is_article = asked.level == Level::Article;
    let card = articles
        .as_ref()
        .and_then(|articles| CardView::new(articles, &asked.q, asked.as_of));
    ResultsPage {
        frame: frame(site, asked, &address),
        total: response.total.value,
        unit: if is_article { "条" } else { "件" },
        classes: tabs::classes(asked, &address, response),
        collections: tabs::collections(asked, &address, response),
        as_of: AsOf::new(asked.as_of, &address),
        notices: notices(&address, response, card.is_some()),
        understood: Understood::new(asked, &address, response),
        meant: meant(&address, response),
        levels: choices::levels(&address),
        sorts: choices::sorts(asked, &address),
        sizes: choices::sizes(&address),
        ways: choices::ways(&address),
        near: near(site, asked, &address, response),
        clear: address.without(&names).to_string(),
        first: address.to_string(),
        facets: facets(&asked.filters, &address, response),
        days: DayForm::new(asked, &address),
        card,
        hits: response
            .hits
            .iter()
            .map(|hit| HitView::new(hit, asked, members))
            .collect(),
        pages: Pages::new(
            &address.to_string(),
            asked.page,
            asked.size,
            response.total.value,
        ),
        recovery: RecoveryView::new(asked, &address, response),
        statistics: address
            .without(&["size", "sort", "order", "explain", "near"])
            .at("/statistics"),
        export: address
            .without(&["size", "sort", "order", "explain", "near"])
            .at("/api/v1/export"),
        reasons: choices::reasons(asked, &address),
        chips,
    }
}

fn frame(site: &Site, asked: &SearchRequest, address: &SearchAddress) -> Frame {
    let title = if asked.q.is_empty() {
        "全部文件".to_owned()
    } else {
        format!("{} 的查询结果", asked.q)
    };
    let kept = address.pairs().iter();
    let kept = kept.filter(|(name, _)| matches!(*name, "as_of" | "size" | "near"));
    Frame {
        q: asked.q.clone(),
        level: (asked.level == Level::Article).then_some("article"),
        kept: kept.cloned().collect(),
        ..Frame::new(site, &title)
    }
}

/// The place that is preferred, as a chip that takes it off. Where the words name a place, that one is preferred instead.
fn near(
    site: &Site,
    asked: &SearchRequest,
    address: &SearchAddress,
    response: &SearchResponse,
) -> Option<Chip> {
    let region = regions().get(asked.near.as_deref()?)?;
    let names_place = |one: &Interpretation| one.kind == InterpretationKind::Region;
    if response.query.interpretation.iter().any(names_place) {
        return None;
    }
    let own = site.region.as_ref();
    let whose = match own.is_some_and(|own| own.code == region.code) {
        true => "本站地区优先",
        false => "地区优先",
    };
    Some(Chip {
        name: "near",
        label: format!("{whose}：{}", region.name),
        remove: address.without(&["near"]),
    })
}

/// The search that was probably meant.
fn meant(address: &SearchAddress, response: &SearchResponse) -> Option<Choice> {
    let label = response.query.did_you_mean.clone()?;
    Some(Choice {
        // Who follows it wants it understood again.
        href: address
            .without(&["literal", "ignore"])
            .with("q", &label)
            .to_string(),
        label,
        is_current: false,
    })
}
