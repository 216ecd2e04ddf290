//! `/`: the box, what is in the index, what is new, and ways in.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::Day;
use tongcha::search::{ClassCount, FacetValue, ListResponse, SearchStatistics};

use super::frame::{Frame, near};
use super::links::{self, SearchAddress};
use super::lists;
use super::results::address_among;
use super::show;
use crate::config::{HomeSection, Site};
use crate::problem::Problem;
use crate::state::{News, State};

/// Values of a facet that the first page lists.
const VALUES_MAX: usize = 10;
/// Years that it lists: they are short.
const YEARS_MAX: usize = 24;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    examples: Vec<Way>,
    statistics: Arc<SearchStatistics>,
    published: String,
    /// The day on which the newest document was published.
    newest: Option<Day>,
    classes: Vec<Way>,
    news: Vec<Listed>,
    has_feeds: bool,
    groups: Vec<Group>,
    /// The documents of the site's own place.
    local: Option<Way>,
}

/// What came or goes, a few documents of it.
struct Listed {
    title: String,
    items: Vec<ListedItem>,
    /// Where all of them are.
    more: Option<String>,
}

struct ListedItem {
    title: String,
    href: String,
    day: Option<Day>,
}

/// A link with what it is called and how much is behind it.
struct Way {
    label: String,
    href: String,
    count: u64,
}

struct Group {
    title: &'static str,
    /// Class of the stylesheet.
    class: &'static str,
    ways: Vec<Way>,
    /// Where the others are.
    more: Option<(u64, String)>,
}

/// `GET /`.
pub async fn home(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let statistics = state.statistics().await?;
    let news = state.news().await?;
    show(&request, &page(&state, statistics, &news))
}

fn page(state: &State, statistics: Arc<SearchStatistics>, news: &News) -> HomePage {
    let site = &state.config.site;
    let sections = &site.home;
    let has = |section| sections.contains(&section);
    let groups = sections
        .iter()
        .filter_map(|section| section.facet())
        .filter_map(|(title, name)| group(&statistics, title, name));
    let listed = sections
        .iter()
        .filter_map(|section| section.list())
        .filter_map(|kind| news.lists.iter().find(|list| list.kind == kind))
        .filter(|list| !list.items.is_empty());
    HomePage {
        frame: Frame::new(site, ""),
        examples: site
            .examples
            .iter()
            .map(|example| example_way(site, example))
            .collect(),
        published: statistics.published.chars().take(10).collect(),
        newest: news.newest,
        classes: match has(HomeSection::Classes) {
            true => statistics.classes.iter().map(class_way).collect(),
            false => Vec::new(),
        },
        news: listed.map(listed_view).collect(),
        has_feeds: has(HomeSection::Feeds),
        groups: groups.collect(),
        local: site.region.as_ref().map(|region| Way {
            label: format!("只看{}的文件", region.name),
            href: SearchAddress::default()
                .with("region", &region.code)
                .to_string(),
            count: 0,
        }),
        statistics,
    }
}

fn listed_view(list: &ListResponse) -> Listed {
    let items = list.items.iter().map(|item| ListedItem {
        title: item.document.title.clone(),
        href: links::document(&item.document.id, ""),
        day: item.day,
    });
    Listed {
        title: lists::title(list),
        items: items.collect(),
        more: lists::address(list.kind, list.days).filter(|_| list.total > list.items.len()),
    }
}

fn class_way(count: &ClassCount) -> Way {
    Way {
        label: count.label.clone(),
        href: address_among(&SearchAddress::default(), count.class).to_string(),
        count: count.count,
    }
}

fn example_way(site: &Site, example: &str) -> Way {
    let address = SearchAddress::default().with("q", example);
    let address = match near(site) {
        Some((name, place)) => address.with(name, place),
        None => address,
    };
    Way {
        label: example.to_owned(),
        href: address.to_string(),
        count: 0,
    }
}

/// Ways in by a facet; `None` where nothing has a value.
fn group(statistics: &SearchStatistics, title: &'static str, name: &'static str) -> Option<Group> {
    let values = statistics.facets.get(name)?;
    let size = statistics.facet_sizes.get(name).copied().unwrap_or(0);
    let (class, most) = match name {
        "year" => ("group short", YEARS_MAX),
        _ => ("group", VALUES_MAX),
    };
    // A second level of themes is found under its first.
    let top = |value: &&FacetValue| name != "theme" || !value.value.contains('/');
    let way = |FacetValue {
                   value,
                   label,
                   count,
               }: &FacetValue| Way {
        label: label.clone(),
        href: SearchAddress::default().with(name, value).to_string(),
        count: *count,
    };
    let ways: Vec<Way> = values.iter().filter(top).take(most).map(way).collect();
    let others = size.saturating_sub(ways.len() as u64);
    (!ways.is_empty()).then(|| Group {
        title,
        class,
        ways,
        more: (others > 0).then(|| (others, format!("/statistics#{name}"))),
    })
}
