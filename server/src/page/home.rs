//! `/`: the box, what is in the index, and ways in.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::Day;
use tongcha::search::{FacetValue, ListKind, ListResponse, SearchStatistics};

use super::frame::Frame;
use super::links::{self, SearchAddress};
use super::show;
use crate::config::HomeSection;
use crate::problem::Problem;
use crate::state::State;

/// Values of a facet that the first page lists.
const VALUES_MAX: usize = 12;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    examples: Vec<Way>,
    statistics: Arc<SearchStatistics>,
    published: String,
    news: Vec<News>,
    groups: Vec<Group>,
    has_feeds: bool,
    /// The documents of the site's own place.
    local: Option<Way>,
}

/// What came or goes, a few documents of it.
struct News {
    title: String,
    items: Vec<NewsItem>,
    /// Where there are more of them.
    more: Option<String>,
}

struct NewsItem {
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
    ways: Vec<Way>,
}

/// `GET /`.
pub async fn home(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let statistics = state.statistics().await?;
    let lists = state.news().await?;
    let site = &state.config.site;
    let ways_in = |section: &HomeSection| {
        let (title, name) = match section {
            HomeSection::Kind => ("按效力位阶", "kind"),
            HomeSection::Status => ("按时效", "status"),
            HomeSection::Authority => ("按制定机关", "authority"),
            HomeSection::Region => ("按地区", "region"),
            HomeSection::Theme => ("按主题", "theme"),
            HomeSection::News | HomeSection::Feeds => return None,
        };
        let ways = ways(&statistics, name);
        Some(Group { title, ways }).filter(|group| !group.ways.is_empty())
    };
    let has = |section| site.home.contains(&section);
    show(
        &request,
        &HomePage {
            frame: Frame::new(site, ""),
            examples: site
                .examples
                .iter()
                .map(|example| example_way(example))
                .collect(),
            published: statistics.published.chars().take(10).collect(),
            groups: site.home.iter().filter_map(ways_in).collect(),
            has_feeds: has(HomeSection::Feeds),
            local: site.region.as_ref().map(|region| Way {
                label: format!("只看{}的文件", region.name),
                href: SearchAddress::default()
                    .with("region", &region.code)
                    .to_string(),
                count: 0,
            }),
            news: lists
                .iter()
                .filter(|list| has(HomeSection::News) && !list.items.is_empty())
                .map(news)
                .collect(),
            statistics,
        },
    )
}

fn news(list: &ListResponse) -> News {
    let items = list.items.iter().map(|item| NewsItem {
        title: item.document.title.clone(),
        href: links::document(&item.document.id, ""),
        day: item.day,
    });
    News {
        title: match list.days {
            Some(days) if list.kind.is_to_come() => format!("{}（{days} 天内）", list.label),
            Some(days) => format!("{}（近 {days} 天）", list.label),
            None => list.label.clone(),
        },
        items: items.collect(),
        more: more(list).filter(|_| list.total > list.items.len()),
    }
}

/// The search that goes on where a list of the first page ends.
fn more(list: &ListResponse) -> Option<String> {
    let day = |days: i64| Day::from_days_since_epoch(list.as_of.days_since_epoch() + days);
    let days = i64::from(list.days?);
    let search = |field: (&'static str, &'static str), from: Day, to: Day, sort: &str| {
        let address = SearchAddress::default()
            .with(field.0, from)
            .with(field.1, to);
        address.with("sort", sort).to_string()
    };
    let issued = ("issued_from", "issued_to");
    let effective = ("effective_from", "effective_to");
    match list.kind {
        ListKind::NewlyPublished => Some(search(issued, day(-days)?, list.as_of, "issued")),
        ListKind::NewlyInForce => Some(search(effective, day(-days)?, list.as_of, "effective")),
        ListKind::ComingIntoForce => Some(search(effective, day(1)?, day(days)?, "effective")),
        // No search goes by the last day in force; the feed has them all.
        ListKind::Expiring => Some("/feeds/expiring.atom".to_owned()),
        _ => None,
    }
}

fn example_way(example: &str) -> Way {
    Way {
        label: example.to_owned(),
        href: SearchAddress::default().with("q", example).to_string(),
        count: 0,
    }
}

fn ways(statistics: &SearchStatistics, name: &'static str) -> Vec<Way> {
    let values = statistics
        .facets
        .get(name)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let way = |FacetValue {
                   value,
                   label,
                   count,
               }: &FacetValue| Way {
        label: label.clone(),
        href: SearchAddress::default().with(name, value).to_string(),
        count: *count,
    };
    values.iter().take(VALUES_MAX).map(way).collect()
}
