//! `/search`: the hits, and everything by which they can be narrowed.

mod compare;
mod filters;
mod hits;
mod pages;
mod recovery;
mod understood;

use std::time::Instant;

use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::query::{Level, Sort};
use tongcha::search::{SearchRequest, SearchResponse};

use super::frame::Frame;
use super::links::SearchAddress;
use super::show;
use crate::asking::search_request;
use crate::config::Site;
use crate::edge::Searched;
use crate::parameters::{self, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;
pub use filters::title as facet_title;
use filters::{Chip, FacetView, chips, facets};
use hits::HitView;
use pages::Pages;
use recovery::RecoveryView;
use understood::{Notice, Understood, notices};

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    frame: Frame,
    total: u64,
    unit: &'static str,
    notices: Vec<Notice>,
    understood: Understood,
    meant: Option<Choice>,
    levels: Vec<Choice>,
    sorts: Vec<Choice>,
    chips: Vec<Chip>,
    clear: String,
    facets: Vec<FacetView>,
    days: DayForm,
    hits: Vec<HitView>,
    pages: Pages,
    recovery: RecoveryView,
    /// The figures of the same search.
    statistics: String,
    /// The same search with the reasons for its order, or without them.
    reasons: Choice,
}

/// One of several things that can be chosen by a link.
struct Choice {
    label: String,
    href: String,
    is_current: bool,
}

/// The form by which days are set; everything else that is asked goes along hidden.
struct DayForm {
    hidden: Vec<(&'static str, String)>,
    fields: [(&'static str, &'static str, String); 5],
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
    let mut search = asked.clone();
    let response = state
        .ask(move |searcher, left| {
            search.time_max = Some(left);
            searcher.search(&search)
        })
        .await?;
    show(
        &request,
        &results_page(&state.config.site, &asked, &response),
    )
}

fn results_page(site: &Site, asked: &SearchRequest, response: &SearchResponse) -> ResultsPage {
    let address = SearchAddress::of(asked);
    let title = if asked.q.is_empty() {
        "全部文件".to_owned()
    } else {
        format!("{} 的查询结果", asked.q)
    };
    let is_article = asked.level == Level::Article;
    let chips = chips(asked, &address, response);
    let names: Vec<&str> = chips.iter().map(|chip| chip.name).collect();
    let frame = Frame {
        q: asked.q.clone(),
        level: is_article.then_some("article"),
        ..Frame::new(site, &title)
    };
    ResultsPage {
        frame,
        total: response.total.value,
        unit: if is_article { "条" } else { "件" },
        notices: notices(&address, response),
        understood: Understood::new(asked, &address, response),
        meant: meant(&address, response),
        levels: choices(&address, "level", &[("", "文件"), ("article", "条文")]),
        sorts: sorts(&address, asked.sort),
        clear: address.without(&names).to_string(),
        facets: facets(&address, response),
        days: DayForm::new(asked, &address),
        hits: response
            .hits
            .iter()
            .map(|hit| HitView::new(hit, asked))
            .collect(),
        pages: Pages::new(&address, asked.page, asked.size, response.total.value),
        recovery: RecoveryView::new(asked, &address, response),
        statistics: address
            .without(&["size", "sort", "order", "explain", "versions"])
            .at("/statistics"),
        reasons: reasons(asked, &address),
        chips,
    }
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

fn reasons(asked: &SearchRequest, address: &SearchAddress) -> Choice {
    let (label, href) = match asked.explain {
        true => ("不显示排序理由", address.without(&["explain"])),
        false => ("显示每条结果的排序理由", address.with("explain", 1)),
    };
    Choice {
        label: label.to_owned(),
        href: href.to_string(),
        is_current: asked.explain,
    }
}

fn choices(
    address: &SearchAddress,
    name: &'static str,
    values: &[(&'static str, &str)],
) -> Vec<Choice> {
    let choice = |&(value, label): &(&'static str, &str)| {
        let bare = address.without(&[name]);
        let is_current = if value.is_empty() {
            bare == *address
        } else {
            address.has(name, value)
        };
        let href = if value.is_empty() {
            bare
        } else {
            bare.with(name, value)
        };
        Choice {
            label: label.to_owned(),
            href: href.to_string(),
            is_current,
        }
    };
    values.iter().map(choice).collect()
}

fn sorts(address: &SearchAddress, current: Sort) -> Vec<Choice> {
    let sorts = [
        (Sort::Relevance, "", "相关度"),
        (Sort::Issued, "issued", "公布日期"),
        (Sort::Effective, "effective", "施行日期"),
        (Sort::Rank, "rank", "效力位阶"),
    ];
    let choice = |(sort, value, label): (Sort, &'static str, &str)| {
        let bare = address.without(&["sort", "order"]);
        let href = if value.is_empty() {
            bare
        } else {
            bare.with("sort", value)
        };
        Choice {
            label: label.to_owned(),
            href: href.to_string(),
            is_current: sort == current,
        }
    };
    sorts.into_iter().map(choice).collect()
}

impl DayForm {
    fn new(asked: &SearchRequest, address: &SearchAddress) -> Self {
        let day = |day: Option<tongcha::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let (issued, effective) = (asked.filters.issued, asked.filters.effective);
        let fields = [
            ("issued_from", "公布日期从", day(issued.from)),
            ("issued_to", "公布日期到", day(issued.to)),
            ("effective_from", "施行日期从", day(effective.from)),
            ("effective_to", "施行日期到", day(effective.to)),
            ("as_of", "时效以哪天为准", day(Some(asked.as_of))),
        ];
        let names = fields.each_ref().map(|(name, _, _)| *name);
        Self {
            hidden: address.without(&names).pairs().to_vec(),
            fields,
        }
    }
}
