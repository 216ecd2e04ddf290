//! `/lists/{list}`: what came, changed, ended, or wants a second look, as pages for people.

mod item;
mod names;

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::document::Kind;
use tongcha::search::{
    FacetValue, LIST_DAYS_MAX, LIST_DAYS_USUAL, ListKind, ListRequest, ListResponse, SearchRequest,
    SearchStatistics,
};

use super::frame::Frame;
use super::links::SearchAddress;
use super::results::{Facets, Pages, chips};
use super::show;
use crate::config::Site;
use crate::parameters::{self, LIST_LIMIT, PAGE, Parameters, Unknown};
use crate::problem::{Code, Problem};
use crate::routes::{list_request, segment};
use crate::state::State;
use item::ItemView;
use names::{ALL, Name};
pub use names::{address, title};

/// Items on a page.
const ITEMS: usize = 20;
/// Windows that are offered, in days.
const WINDOWS: [u32; 5] = [7, 30, 90, 365, LIST_DAYS_MAX];
/// Places that are offered.
const PLACES_MAX: usize = 60;

#[derive(Template)]
#[template(path = "lists.html")]
struct ListPage {
    frame: Frame,
    canonical: String,
    is_filtered: bool,
    title: String,
    about: &'static str,
    /// The other lists: those that tell news, and those that tell what wants a second look.
    news: Vec<Choice>,
    reviews: Vec<Choice>,
    windows: Vec<Choice>,
    form: Form,
    chips: Vec<(String, String)>,
    total: usize,
    items: Vec<ItemView>,
    /// Whether there are items, but none on this page.
    is_beyond: bool,
    pages: Pages,
    /// The feed of the same list with the same conditions.
    feed: Option<String>,
    /// The same list for programs.
    api: String,
}

/// One of several things that can be chosen by a link.
struct Choice {
    label: String,
    href: String,
    is_current: bool,
}

/// The form by which a list is narrowed.
struct Form {
    action: String,
    hidden: Vec<(&'static str, String)>,
    as_of: String,
    selects: Vec<Select>,
}

/// A condition of which one value is chosen.
struct Select {
    name: &'static str,
    label: &'static str,
    /// Value, name, and whether it is chosen; the first one is no condition.
    options: Vec<(String, String, bool)>,
}

/// `GET /lists`: the first list.
pub async fn index() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, ALL[0].address()))
        .finish()
}

/// `GET /lists/{list}`.
pub async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let slug = segment(&request, "list");
    let name = names::find(&slug).ok_or_else(|| no_such(&slug))?;
    let read = Parameters::read(
        request.query_string(),
        &parameters::LIST_PAGE,
        Unknown::LeaveOut,
    )?;
    let page = read.number(&PAGE)?.unwrap_or(1);
    let wanted = ListRequest {
        limit: ITEMS,
        offset: (page - 1) * ITEMS,
        ..list_request(&read, name.kind, &LIST_LIMIT)?
    };
    let asked = wanted.clone();
    let list = state.ask(move |searcher, _| searcher.list(&wanted)).await?;
    let statistics = state.statistics().await?;
    show(
        &request,
        &list_page(&state.config.site, name, &asked, page, &list, &statistics),
    )
}

fn list_page(
    site: &Site,
    name: &Name,
    asked: &ListRequest,
    page: usize,
    list: &ListResponse,
    statistics: &SearchStatistics,
) -> ListPage {
    let filters = filter_address(asked);
    let place = match asked.days {
        Some(days) => filters.with("days", days),
        None => filters.clone(),
    };
    let path = name.address();
    let first = place.at(&path);
    let chips = chips(
        &asked.filters,
        &place.without(&["days"]),
        &statistics.facets,
    );
    let put_off = |chip: super::results::Chip| {
        let rest = match asked.days {
            Some(days) => chip.remove.with("days", days),
            None => chip.remove,
        };
        (chip.label, rest.at(&path))
    };
    let other = |other: &Name| Choice {
        label: other.kind.label().to_owned(),
        // The usual window of the other list may be another one.
        href: filters.at(&other.address()),
        is_current: other.kind == name.kind,
    };
    let (news, reviews): (Vec<&Name>, Vec<&Name>) =
        ALL.iter().partition(|other| other.kind.goes_by_days());
    ListPage {
        frame: Frame::new(site, list.label.as_str()),
        canonical: path.clone(),
        is_filtered: !place.pairs().is_empty() || page > 1,
        title: title(list),
        about: name.about,
        news: news.into_iter().map(other).collect(),
        reviews: reviews.into_iter().map(other).collect(),
        windows: windows(name.kind, asked, &filters, &path),
        form: form(asked, &place, &statistics.facets, path.clone()),
        chips: chips.into_iter().map(put_off).collect(),
        total: list.total,
        items: list
            .items
            .iter()
            .map(|item| ItemView::new(item, list))
            .collect(),
        is_beyond: list.items.is_empty() && list.total > 0,
        pages: Pages::new(&first, page, ITEMS, list.total as u64),
        feed: name
            .feed
            .map(|feed| place.at(&format!("/feeds/{feed}.atom"))),
        api: place.at(&format!("/api/v1/lists/{}", name.kind.as_str())),
    }
}

/// The conditions of a list as parameters: those of a search have the same names.
fn filter_address(asked: &ListRequest) -> SearchAddress {
    SearchAddress::of(&SearchRequest {
        filters: asked.filters.clone(),
        as_of: asked.as_of,
        ..SearchRequest::new("")
    })
}

fn windows(
    kind: ListKind,
    asked: &ListRequest,
    filters: &SearchAddress,
    path: &str,
) -> Vec<Choice> {
    let usual = kind.goes_by_days().then_some(LIST_DAYS_USUAL);
    let current = asked.days.or(usual);
    let mut windows: Vec<Option<u32>> = WINDOWS.into_iter().map(Some).collect();
    if usual.is_none() {
        // Without a window these lists have everything, also what turns on no day.
        windows.pop();
        windows.push(None);
    }
    let choice = |days: Option<u32>| Choice {
        label: match days {
            None | Some(LIST_DAYS_MAX) => "全部".to_owned(),
            Some(365) => "一年".to_owned(),
            Some(days) => format!("{days} 天"),
        },
        href: match days {
            days if days == usual => filters.at(path),
            Some(days) => filters.with("days", days).at(path),
            None => filters.at(path),
        },
        is_current: days == current,
    };
    windows.into_iter().map(choice).collect()
}

fn form(asked: &ListRequest, place: &SearchAddress, facets: &Facets, action: String) -> Form {
    let mut selects = Vec::new();
    // What has several values already is narrowed by its chips.
    if asked.filters.kind.len() <= 1 {
        let kinds = Kind::ALL.into_iter().map(|kind| FacetValue {
            value: kind.as_str().to_owned(),
            label: kind.label().to_owned(),
            count: 0,
        });
        let chosen = asked.filters.kind.first().map(|kind| kind.as_str());
        selects.push(select("kind", "效力位阶", "全部种类", kinds, chosen));
    }
    let places = facets.get("region").map(Vec::as_slice).unwrap_or_default();
    if asked.filters.region.len() <= 1 && places.len() > 1 {
        let chosen = asked.filters.region.first().map(String::as_str);
        let places = places.iter().take(PLACES_MAX).cloned();
        selects.push(select("region", "地区", "全部地区", places, chosen));
    }
    let mut names: Vec<&str> = selects.iter().map(|select| select.name).collect();
    names.push("as_of");
    Form {
        hidden: place.without(&names).pairs().to_vec(),
        as_of: asked.as_of.to_string(),
        selects,
        action,
    }
}

fn select(
    name: &'static str,
    label: &'static str,
    all: &str,
    values: impl Iterator<Item = FacetValue>,
    chosen: Option<&str>,
) -> Select {
    let none = (String::new(), all.to_owned(), chosen.is_none());
    let mut options: Vec<(String, String, bool)> = std::iter::once(none)
        .chain(values.map(|value| {
            let is_chosen = chosen == Some(value.value.as_str());
            (value.value, value.label, is_chosen)
        }))
        .collect();
    // What was chosen stays chosen, also where it is not among those offered.
    if let Some(value) = chosen.filter(|_| options.iter().all(|(_, _, is_chosen)| !is_chosen)) {
        options.push((value.to_owned(), value.to_owned(), true));
    }
    Select {
        name,
        label,
        options,
    }
}

fn no_such(slug: &str) -> Problem {
    let slug: String = slug.chars().take(40).collect();
    let known: Vec<&str> = ALL.iter().map(|name| name.slug).collect();
    let known = known.join(", ");
    Problem::new(
        Code::NotFound,
        format!("没有清单“{slug}”；可用的清单：{known}"),
        format!("there is no list {slug:?}; there are {known}"),
    )
}
