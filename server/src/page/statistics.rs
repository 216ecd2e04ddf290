//! `/statistics`: how many documents there are, of all or of a search, by year, kind, organ, region and state.

mod chart;

use std::time::Instant;

use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use askama::Template;
use tongcha::Day;
use tongcha::query::{FacetField, Level};
use tongcha::search::{FacetValue, SearchRequest, SearchResponse, Versions};

use super::frame::Frame;
use super::links::SearchAddress;
use super::results::{Chip, chips, facet_title};
use super::show;
use crate::asking::search_request;
use crate::config::Site;
use crate::edge::Searched;
use crate::parameters::{self, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;
use chart::{Chart, Figure};

/// What is counted, in the order in which it is shown.
const COUNTED: [FacetField; 5] = [
    FacetField::Year,
    FacetField::Kind,
    FacetField::Status,
    FacetField::Authority,
    FacetField::Region,
];
/// Years that are shown.
const YEARS_MAX: u32 = 60;
/// Bars of all else; the tables have more.
const BARS_MAX: usize = 15;

#[derive(Template)]
#[template(path = "statistics.html")]
struct StatisticsPage {
    frame: Frame,
    canonical: String,
    total: u64,
    unit: &'static str,
    /// Whether only the hits of a search are counted.
    is_search: bool,
    /// The conditions of the search, with the figures without each.
    chips: Vec<(String, String)>,
    /// The words that are looked for, with the figures without them.
    words: Option<(String, String)>,
    search: String,
    as_of: Day,
    counted: Counted,
    charts: Vec<Chart>,
}

/// What counts as one, and the figures that count otherwise.
struct Counted {
    /// Whether each version counts.
    by_version: bool,
    /// Whether single articles are counted: they are never folded.
    by_article: bool,
    other: String,
}

/// `GET /statistics`.
pub async fn statistics(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    request.extensions_mut().insert(Searched(Instant::now()));
    let read = Parameters::read(
        request.query_string(),
        &parameters::SEARCH,
        Unknown::LeaveOut,
    )?;
    let asked = SearchRequest {
        facets: COUNTED.to_vec(),
        // Hits are not shown, and one is the least that can be asked.
        page: 1,
        size: 1,
        explain: false,
        ..search_request(&read)?
    };
    let mut search = asked.clone();
    let response = state
        .ask(move |searcher, left| {
            search.time_max = Some(left);
            searcher.search(&search)
        })
        .await?;
    show(&request, &page(&state.config.site, &asked, &response))
}

fn page(site: &Site, asked: &SearchRequest, response: &SearchResponse) -> StatisticsPage {
    let address = SearchAddress::of(asked).without(&["size", "sort", "order"]);
    let conditions = address.without(&["versions", "explain"]);
    let charts = COUNTED.into_iter().filter_map(|facet| {
        let values = response.facets.get(facet.name())?;
        let size = response.facet_sizes.get(facet.name());
        chart(facet, values, size.copied().unwrap_or(0), &address)
    });
    let chips = chips(&asked.filters, &conditions, &response.facets);
    let path = |address: &SearchAddress| address.at("/statistics");
    // Without one condition, but counted as before.
    let put_off = |chip: Chip| {
        let by_version = address.has("versions", "all");
        let rest = match by_version {
            true => chip.remove.with("versions", "all"),
            false => chip.remove,
        };
        (chip.label, path(&rest))
    };
    let is_article = asked.level == Level::Article;
    StatisticsPage {
        frame: Frame {
            q: asked.q.clone(),
            level: is_article.then_some("article"),
            ..Frame::new(site, "统计")
        },
        canonical: path(&address),
        total: response.total.value,
        unit: if is_article { "条" } else { "件" },
        is_search: !conditions.pairs().is_empty(),
        words: (!asked.q.is_empty()).then(|| {
            (
                asked.q.clone(),
                path(&address.without(&["q", "literal", "ignore"])),
            )
        }),
        chips: chips.into_iter().map(put_off).collect(),
        counted: counted(asked, &address),
        search: address.to_string(),
        as_of: response.as_of,
        charts: charts.collect(),
    }
}

fn counted(asked: &SearchRequest, address: &SearchAddress) -> Counted {
    let by_version = asked.versions == Versions::All;
    let other = match by_version {
        true => address.without(&["versions"]),
        false => address.with("versions", "all"),
    };
    Counted {
        by_version,
        by_article: asked.level == Level::Article,
        other: other.at("/statistics"),
    }
}

/// The chart of a facet that has `size` values; `None` where nothing has a value.
fn chart(
    facet: FacetField,
    values: &[FacetValue],
    size: u64,
    address: &SearchAddress,
) -> Option<Chart> {
    let name = facet.name();
    // A facet counts without its own filter; what the filter leaves out is none of the hits.
    let is_filtered = address.pairs().iter().any(|(of, _)| *of == name);
    let kept: Vec<&FacetValue> = values
        .iter()
        .filter(|value| value.count > 0 && (!is_filtered || address.has(name, &value.value)))
        .collect();
    let figure = |value: &FacetValue| Figure {
        label: value.label.clone(),
        count: value.count,
        href: address.added(name, &value.value).to_string(),
    };
    let title = facet_title(facet);
    // Of a facet that is filtered, nothing but what was asked for is counted.
    let unlisted = |listed: usize| match is_filtered {
        true => 0,
        false => size.saturating_sub(listed as u64),
    };
    let chart = if facet == FacetField::Year {
        let years = kept
            .into_iter()
            .filter_map(|value| Some((value.value.parse().ok()?, figure(value))));
        let years = last_years(years.collect());
        let left_out = unlisted(years.len());
        Chart::years(name, title, years, left_out)
    } else {
        let left_out = unlisted(kept.len());
        let figures = kept.into_iter().map(figure);
        Chart::bars(name, title, figures.collect(), BARS_MAX, left_out)
    };
    (!chart.figures.is_empty()).then_some(chart)
}

/// The years that fit a drawing, in their order.
fn last_years(mut years: Vec<(i32, Figure)>) -> Vec<(i32, Figure)> {
    years.sort_by_key(|(year, _)| *year);
    let last = years.last().map_or(0, |(year, _)| *year);
    years.retain(|(year, _)| last.abs_diff(*year) < YEARS_MAX);
    years
}
