//! Lists of what follows from the life of rules: what came, changed, ended, lost its ground, or wants a second look.
//!
//! A list is worked out from names and relations in memory (`days`, `relied`, `review`); only the items that are shown
//! are read for their sentences (`items`). A request that asks [`ArticleCheck::Text`] reads the texts of cited articles as
//! well (`articles`).

mod articles;
mod days;
mod items;
mod kind;
mod relied;
mod review;
mod view;

use serde::{Deserialize, Serialize};

use super::reference::ReferenceDocument;
use super::request::{RequestError, check_values};
use super::searcher::{SearchError, Searcher};
use crate::document::Day;
use crate::engine::Engine;
use crate::query::Filters;
pub(super) use articles::Fates;
use items::Items;
pub use kind::ListKind;
use view::{Finding, View};

/// Days of a window at most: a hundred years.
pub const LIST_DAYS_MAX: u32 = 36_500;
/// Days of a window where none is asked, of the lists that go by days.
pub const LIST_DAYS_USUAL: u32 = 30;
/// Items in an answer at most.
pub const LIST_ITEMS_MAX: usize = 100_000;

/// Which list, of what, of when.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRequest {
    /// Which list.
    pub kind: ListKind,
    /// The day at which it is asked.
    pub as_of: Day,
    /// Only what turned in so many days up to `as_of`; after it, for what is to come. `None` is [`LIST_DAYS_USUAL`] for
    /// lists that go by days, and all for the others.
    pub days: Option<u32>,
    /// Which documents; those that the items are about, not the other ones.
    pub filters: Filters,
    /// How many items to pass over.
    pub offset: usize,
    /// How many items to give, at most [`LIST_ITEMS_MAX`].
    pub limit: usize,
    /// How cited articles are looked for.
    pub articles: ArticleCheck,
}

/// How a list looks for cited articles in the version in force.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ArticleCheck {
    /// By the first and last number of its articles: what was renumbered within them is not seen.
    Range,
    /// By the texts: the article as it was when it was cited is looked for in the version in force. The first answer of
    /// a generation takes the time to read what is cited; it is remembered.
    #[default]
    Text,
}

/// A list, or a page of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListResponse {
    /// Which list.
    pub kind: ListKind,
    /// Its name for readers.
    pub label: String,
    /// The day at which it was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
    /// The days of the window; `None` where the list goes by none.
    pub days: Option<u32>,
    /// The generation of the index that answered.
    pub generation: String,
    /// How many items the list has, exactly.
    pub total: usize,
    /// How many items were passed over.
    pub offset: usize,
    /// The items: of what is to come the next first, of all else the newest first.
    pub items: Vec<ListItem>,
}

/// One thing that a list has to say of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListItem {
    /// The document.
    pub document: ReferenceDocument,
    /// The day that it turns on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub day: Option<Day>,
    /// Why it is in the list, Chinese.
    pub reason: String,
    /// The other document: who did it, what is cited.
    pub other: Option<ReferenceDocument>,
    /// What is named, as written: a title, a number, an organ.
    pub named: Option<String>,
    /// The cited article that is no longer there, by address.
    pub article: Option<String>,
    /// The words that it rests on.
    pub sentence: Option<String>,
    /// The naming words in the sentence, `[from, to)` in characters.
    pub mark: Option<(u32, u32)>,
}

impl ListRequest {
    /// The first fifty items of a list, as of today.
    pub fn new(kind: ListKind) -> Self {
        Self {
            kind,
            as_of: Day::today(),
            days: None,
            filters: Filters::default(),
            offset: 0,
            limit: 50,
            articles: ArticleCheck::Text,
        }
    }

    /// Whether every parameter is within its bounds.
    ///
    /// # Errors
    /// The first parameter that is not.
    pub fn check(&self) -> Result<(), RequestError> {
        if let Some(days) = self.days.filter(|days| !(1..=LIST_DAYS_MAX).contains(days)) {
            return Err(RequestError::Days { days });
        }
        if self.limit > LIST_ITEMS_MAX {
            return Err(RequestError::ListLimit { limit: self.limit });
        }
        check_values(&self.filters)
    }

    /// The days of the window, if the list has one.
    fn window(&self) -> Option<u32> {
        let usual = self.kind.goes_by_days().then_some(LIST_DAYS_USUAL);
        self.days.or(usual)
    }
}

impl Searcher {
    /// A list, or a page of it, with its exact total.
    ///
    /// # Errors
    /// When a parameter is out of bounds, or the index cannot be read.
    pub fn list(&self, request: &ListRequest) -> Result<ListResponse, SearchError> {
        request.check()?;
        let held = self.held();
        let engine: &dyn Engine = held.engine.as_ref();
        let relations = engine.relations()?;
        let view = View::new(
            &held.catalogue,
            &relations,
            engine.passing(&request.filters, request.as_of)?,
            request.as_of,
        );
        let mut found = find(&view, request, engine, &held.fates)?;
        if let Some(days) = request.window() {
            found.retain(|finding| view.is_within(finding.day, days, request.kind.is_to_come()));
        }
        view.sort(&mut found, request.kind.is_to_come());
        let total = found.len();
        let page = found.into_iter().skip(request.offset).take(request.limit);
        let mut items = Items::new(&view, engine);
        Ok(ListResponse {
            kind: request.kind,
            label: request.kind.label().to_owned(),
            as_of: request.as_of,
            days: request.window(),
            generation: engine.generation().to_owned(),
            total,
            offset: request.offset,
            items: page
                .map(|finding| items.item(finding))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn find<'v>(
    view: &View<'v>,
    request: &ListRequest,
    engine: &dyn Engine,
    fates: &Fates,
) -> Result<Vec<Finding<'v>>, SearchError> {
    Ok(match request.kind {
        ListKind::NewlyPublished => days::newly_published(view),
        ListKind::NewlyInForce => days::newly_in_force(view),
        ListKind::ComingIntoForce => days::coming_into_force(view),
        ListKind::Expiring => days::expiring(view),
        ListKind::Changed => days::changed(view),
        ListKind::Repealed => days::repealed(view),
        ListKind::BasisLost => relied::basis_lost(view, request.articles, engine, fates)?,
        ListKind::FormerOrgans => review::former_organs(view),
        ListKind::Contradicted => review::contradicted(view),
        ListKind::Presumed => review::presumed(view),
        ListKind::Unresolved => review::unresolved(view),
        ListKind::NearTitles => review::near_titles(view),
    })
}
