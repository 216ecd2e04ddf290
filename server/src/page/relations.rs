//! `/doc/{id}/relations`: all that a document states of others and others of it, by sort, page by page.

mod graph;
mod item;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use tongcha::relation::RelationKind;
use tongcha::search::{RelationRecord, RelationsRecord, RelationsRequest, SearchError};
use tongcha::{Day, Searcher};

use super::frame::Frame;
use super::links;
use super::show;
use super::validity;
use crate::config::Site;
use crate::parameters::{self, AS_OF, DIRECTION, PAGE, Parameters, RELATION_KIND, Unknown};
use crate::problem::Problem;
use crate::routes::{departed, segment};
use crate::state::State;

pub use graph::{Graph, graph};
pub use item::{Item, distinct, item};

/// Relations on a page.
const SIZE: usize = 40;
/// Relations of each direction that are read for the drawing.
const DRAWN_MAX: usize = 40;

/// Which way relations lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the document to others.
    Out,
    /// From others to the document.
    In,
}

impl Direction {
    /// Both, those first that the document states itself.
    pub const ALL: [Self; 2] = [Self::Out, Self::In];

    /// Its name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }

    /// What a sort of relation is called that leads this way.
    pub fn label(self, kind: RelationKind) -> &'static str {
        match self {
            Self::Out => kind.label(),
            Self::In => kind.label_inward(),
        }
    }
}

#[derive(Template)]
#[template(path = "relations.html")]
struct RelationsPage {
    frame: Frame,
    canonical: String,
    title: String,
    document: String,
    state: (&'static str, String),
    as_of: Day,
    choices: Vec<Choices>,
    /// The sort that is shown, when it is one.
    shown: Option<&'static str>,
    whole: String,
    graph: Option<Graph>,
    total: usize,
    from: usize,
    items: Vec<Listed>,
    previous: Option<String>,
    next: Option<String>,
    json: String,
}

/// The sorts of one direction, to choose from.
struct Choices {
    title: &'static str,
    kinds: Vec<Choice>,
}

/// A sort of relations.
struct Choice {
    label: &'static str,
    count: usize,
    href: String,
    is_chosen: bool,
}

/// A relation with its sort.
struct Listed {
    label: &'static str,
    item: Item,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
struct Asked {
    kind: Option<RelationKind>,
    direction: Option<Direction>,
    page: usize,
    as_of: Day,
}

/// What the page needs of core.
struct Held {
    /// Every count, no relation.
    all: RelationsRecord,
    /// How many relations there are of what is asked for, by direction.
    counts: [usize; 2],
    listed: Vec<(Direction, RelationRecord)>,
    grounds: Option<RelationsRecord>,
}

/// `GET /doc/{id}/relations`.
pub async fn relations(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::RELATIONS_PAGE,
        Unknown::LeaveOut,
    )?;
    let asked = Asked {
        kind: read.choices(&RELATION_KIND, RelationKind::from_name)?.pop(),
        direction: read.choice(&DIRECTION)?,
        page: read.number(&PAGE)?.unwrap_or(1),
        as_of: read.day(&AS_OF)?.unwrap_or_else(Day::today),
    };
    let id = segment(&request, "id");
    let wanted = id.clone();
    let held = state
        .ask(move |searcher, _| hold(searcher, &wanted, asked))
        .await?;
    match held {
        Some(held) => show(&request, &page(&state.config.site, held, asked)),
        None => departed(&request, &state, &id).await,
    }
}

/// Address of the page.
pub fn address(
    id: &str,
    kind: Option<RelationKind>,
    direction: Option<Direction>,
    page: usize,
) -> String {
    let kind = kind.map(|kind| format!("kind={}", kind.as_str()));
    let direction = direction.map(|direction| format!("direction={}", direction.as_str()));
    let page = (page > 1).then(|| format!("page={page}"));
    let parameters: Vec<String> = [kind, direction, page].into_iter().flatten().collect();
    let path = format!("{}/relations", links::document(id, ""));
    match parameters.is_empty() {
        true => path,
        false => format!("{path}?{}", parameters.join("&")),
    }
}

/// What is needed for the drawing: the relations that make a ground.
///
/// # Errors
/// When the index cannot be read.
pub fn grounds(
    searcher: &Searcher,
    id: &str,
    as_of: Day,
) -> Result<Option<RelationsRecord>, SearchError> {
    let wanted = RelationsRequest {
        kinds: vec![RelationKind::BasedOn, RelationKind::Implements],
        limit: DRAWN_MAX,
        ..RelationsRequest::default()
    };
    searcher.relations(id, &wanted, as_of)
}

fn hold(searcher: &Searcher, id: &str, asked: Asked) -> Result<Option<Held>, SearchError> {
    let Some(all) = searcher.relations(id, &RelationsRequest::default(), asked.as_of)? else {
        return Ok(None);
    };
    let count = |direction: Direction| -> usize {
        if asked.direction.is_some_and(|only| only != direction) {
            return 0;
        }
        let counts = match direction {
            Direction::Out => &all.counts.outward,
            Direction::In => &all.counts.inward,
        };
        match asked.kind {
            Some(kind) => counts.get(kind.as_str()).copied().unwrap_or(0),
            None => counts.values().sum(),
        }
    };
    let counts = Direction::ALL.map(count);
    let from = (asked.page - 1) * SIZE;
    let mut listed = Vec::new();
    // One list: what the document states, then what others state of it.
    let starts = [0, counts[0]];
    for ((direction, start), count) in Direction::ALL.into_iter().zip(starts).zip(counts) {
        let first = from.saturating_sub(start);
        let last = (from + SIZE).saturating_sub(start).min(count);
        if first >= last {
            continue;
        }
        let wanted = RelationsRequest {
            kinds: asked.kind.into_iter().collect(),
            offset: first,
            limit: last - first,
            ..RelationsRequest::default()
        };
        let record = searcher.relations(id, &wanted, asked.as_of)?;
        let records = record.map(|record| match direction {
            Direction::Out => record.outward,
            Direction::In => record.inward,
        });
        listed.extend(
            records
                .into_iter()
                .flatten()
                .map(|record| (direction, record)),
        );
    }
    let is_first = asked.page == 1 && asked.kind.is_none() && asked.direction.is_none();
    let grounds = if is_first {
        grounds(searcher, id, asked.as_of)?
    } else {
        None
    };
    Ok(Some(Held {
        all,
        counts,
        listed,
        grounds,
    }))
}

fn page(site: &Site, held: Held, asked: Asked) -> RelationsPage {
    let Held {
        all,
        counts,
        listed,
        grounds,
    } = held;
    let document = &all.document;
    let total = counts[0] + counts[1];
    let at = |page: usize| address(&document.id, asked.kind, asked.direction, page);
    let pages = total.div_ceil(SIZE);
    let shown = match (asked.kind, asked.direction) {
        (Some(kind), direction) => Some(direction.unwrap_or(Direction::Out).label(kind)),
        (None, Some(Direction::Out)) => Some("本文件提到的"),
        (None, Some(Direction::In)) => Some("提到本文件的"),
        (None, None) => None,
    };
    let list = |(direction, record): &(Direction, RelationRecord)| Listed {
        label: direction.label(record.kind),
        item: item(record, *direction),
    };
    RelationsPage {
        frame: Frame::new(site, &format!("{} 相关文件", document.title)),
        canonical: address(&document.id, None, None, 1),
        document: links::document(&document.id, ""),
        state: (
            validity::class(document.status),
            document.status_label.clone(),
        ),
        as_of: all.as_of,
        choices: choices(&all, asked),
        shown,
        whole: address(&document.id, None, None, 1),
        graph: grounds.and_then(|grounds| graph(&grounds)),
        total,
        from: (asked.page - 1) * SIZE + 1,
        items: listed.iter().map(list).collect(),
        previous: (asked.page > 1).then(|| at((asked.page - 1).min(pages.max(1)))),
        next: (asked.page < pages).then(|| at(asked.page + 1)),
        json: links::relations(&document.id, asked.kind),
        title: document.title.clone(),
    }
}

fn choices(all: &RelationsRecord, asked: Asked) -> Vec<Choices> {
    let sides = [
        (Direction::Out, "本文件提到的", &all.counts.outward),
        (Direction::In, "提到本文件的", &all.counts.inward),
    ];
    let side = |(direction, title, counts): (
        Direction,
        &'static str,
        &std::collections::BTreeMap<String, usize>,
    )| {
        let choice = |kind: RelationKind| {
            let count = counts
                .get(kind.as_str())
                .copied()
                .filter(|count| *count > 0)?;
            Some(Choice {
                label: direction.label(kind),
                count,
                href: address(&all.document.id, Some(kind), Some(direction), 1),
                is_chosen: asked.kind == Some(kind) && asked.direction == Some(direction),
            })
        };
        Choices {
            title,
            kinds: RelationKind::ALL.into_iter().filter_map(choice).collect(),
        }
    };
    let all_sides = sides.into_iter().map(side);
    all_sides.filter(|side| !side.kinds.is_empty()).collect()
}
