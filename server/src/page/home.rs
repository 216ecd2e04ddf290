//! `/`: the box, what is in the index, and ways in.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::search::{FacetValue, SearchStatistics};

use super::frame::Frame;
use super::links::SearchAddress;
use super::show;
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
    groups: Vec<Group>,
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
    let site = &state.config.site;
    let group = |title, name| Group {
        title,
        ways: ways(&statistics, name),
    };
    let groups = [
        group("按效力位阶", "kind"),
        group("按时效", "status"),
        group("按制定机关", "authority"),
        group("按地区", "region"),
        group("按主题", "theme"),
    ];
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
            groups: groups
                .into_iter()
                .filter(|group| !group.ways.is_empty())
                .collect(),
            statistics,
        },
    )
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
