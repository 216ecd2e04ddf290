//! `review`: all lists, for machines and for spreadsheet programs.

mod csv;

use std::fs;
use std::sync::Arc;

use anyhow::Context;
use serde::Serialize;
use tongcha::query::Filters;
use tongcha::search::{LIST_ITEMS_MAX, ListKind, ListRequest, ListResponse};
use tongcha::{Day, Searcher, Tokenizer};

use super::arguments::{ReviewArguments, ReviewFormat};
use super::search::Filter;
use super::terminal::counted;
use super::{Ending, terminal};

/// All lists of a day, as JSON.
#[derive(Debug, Serialize)]
struct Review {
    as_of: Day,
    generation: String,
    lists: Vec<ListResponse>,
}

pub(super) fn run(arguments: ReviewArguments) -> anyhow::Result<Ending> {
    let as_of = arguments.as_of.unwrap_or_else(Day::today);
    let filters = arguments
        .filters
        .into_iter()
        .fold(Filters::default(), Filter::apply);
    let mut kinds = arguments.lists;
    if kinds.is_empty() {
        kinds = ListKind::ALL.to_vec();
    }
    let searcher = Searcher::open(&arguments.data.directory(), Arc::new(Tokenizer::new()))?;
    let lists = kinds.into_iter().map(|kind| {
        searcher.list(&ListRequest {
            as_of,
            days: arguments.days,
            filters: filters.clone(),
            limit: LIST_ITEMS_MAX,
            ..ListRequest::new(kind)
        })
    });
    let lists = lists.collect::<Result<Vec<_>, _>>()?;
    report_cut(&lists);
    let text = match arguments.format {
        ReviewFormat::Csv => csv::table(&lists),
        ReviewFormat::Json => {
            let review = Review {
                as_of,
                generation: searcher.generation(),
                lists,
            };
            format!("{}\n", serde_json::to_string(&review)?)
        }
    };
    match arguments.out {
        Some(path) => fs::write(&path, text)
            .with_context(|| format!("{}: it cannot be written", path.display()))?,
        None => terminal::print(&text)?,
    }
    Ok(Ending::Well)
}

/// Says which lists are longer than what is written of them.
fn report_cut(lists: &[ListResponse]) {
    for list in lists.iter().filter(|list| list.total > list.items.len()) {
        terminal::complain(&format!(
            "{} has {}; the first {} are written: narrow it with --filter or --days",
            list.kind.as_str(),
            counted(list.total as u64, "item"),
            list.items.len()
        ));
    }
}

/// The list of a name, for `--list`.
///
/// # Errors
/// The names there are.
pub(super) fn list_kind(name: &str) -> Result<ListKind, String> {
    ListKind::from_name(name).ok_or_else(|| {
        let names = ListKind::ALL.map(ListKind::as_str);
        format!("there is no list {name:?}; there are {}", names.join(", "))
    })
}
