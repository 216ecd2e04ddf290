//! What can be asked: the parameters of `/api/v1/search`, checked.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::check::CHECK_CHARS_MAX;
use super::lists::{LIST_DAYS_MAX, LIST_ITEMS_MAX};
use crate::document::{Day, regions};
use crate::query::understand::InterpretationKind;
use crate::query::{FacetField, Filters, Level, Order, QUERY_CHARS_MAX, Sort};

/// Hits on one page at most.
pub const SIZE_MAX: usize = 50;
/// How deep pages go: `page × size`.
pub const DEPTH_MAX: usize = 1_000;
/// Characters of a wrong code that are said again.
const NEAR_CHARS_SHOWN: usize = 12;
/// Values that one filter may list.
pub const FILTER_VALUES_MAX: usize = 50;

/// A search.
///
/// ```
/// use tongcha::search::SearchRequest;
///
/// let request = SearchRequest { size: 20, ..SearchRequest::new("养犬登记") };
/// assert!(request.check().is_ok());
/// assert!(SearchRequest { size: 0, ..request }.check().is_err());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// What was typed; at most 512 characters.
    pub q: String,
    /// Documents or articles.
    pub level: Level,
    /// Filters.
    pub filters: Filters,
    /// The place of the asker, by code of GB/T 2260: its documents are preferred where the words name no place. It leaves
    /// out nothing.
    pub near: Option<String>,
    /// The day at which validity is asked.
    pub as_of: Day,
    /// Which part of the documents plain words are looked for in.
    pub scope: SearchScope,
    /// Words, or every piece as a phrase.
    pub mode: MatchMode,
    /// What to order by.
    pub sort: Sort,
    /// In which direction; `None` is the usual one: descending, for ranks ascending.
    pub order: Option<Order>,
    /// 1 is the first page.
    pub page: usize,
    /// Hits on a page, 1 to 50.
    pub size: usize,
    /// Whether versions of one instrument are one hit.
    pub versions: Versions,
    /// Facets to count.
    pub facets: Vec<FacetField>,
    /// Take the words as they are: nothing is loosened when nothing is found.
    pub literal: bool,
    /// Sorts of things that are not to be understood of the words: the user took their chips away.
    pub ignored: Vec<InterpretationKind>,
    /// Say how the score came about.
    pub explain: bool,
    /// How long the search may take.
    pub time_max: Option<Duration>,
}

/// How versions and parts of one work are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Versions {
    /// As one hit: the version that was named, else the one in force at the asked day; the others are in its
    /// `version_ids`. Articles are always shown each.
    #[default]
    Folded,
    /// Each as a hit of its own.
    All,
}

/// Which part of the documents plain words are looked for in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SearchScope {
    /// Title, number, organ, headings and body.
    #[default]
    All,
    /// The title only.
    Title,
    /// The body only.
    Body,
}

/// How words are matched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchMode {
    /// As words.
    #[default]
    Smart,
    /// Every piece as a phrase, character by character.
    Exact,
}

/// A parameter that cannot be served, with what to change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The query is too long.
    #[error("q has {chars} characters; at most {QUERY_CHARS_MAX} are read")]
    QueryTooLong {
        /// How many it has.
        chars: usize,
    },
    /// The text to be checked is too long.
    #[error("text has {chars} characters; at most {CHECK_CHARS_MAX} are checked")]
    TextTooLong {
        /// How many it has.
        chars: usize,
    },
    /// The page does not exist in the numbering.
    #[error("page begins at 1")]
    PageZero,
    /// The size is not 1 to 50.
    #[error("size is 1 to {SIZE_MAX}, not {size}")]
    Size {
        /// What was asked.
        size: usize,
    },
    /// The page is too deep.
    #[error("page × size is at most {DEPTH_MAX}; use /api/v1/export to read further")]
    TooDeep,
    /// A filter lists too many values.
    #[error("a filter takes at most {FILTER_VALUES_MAX} values")]
    TooManyValues,
    /// What is near is no place.
    #[error("near is a code of GB/T 2260 such as 520000, not {code:?}")]
    Near {
        /// What was asked.
        code: String,
    },
    /// The window of a list is too wide or empty.
    #[error("days is 1 to {LIST_DAYS_MAX}, not {days}")]
    Days {
        /// What was asked.
        days: u32,
    },
    /// Too many items of a list are asked for at once.
    #[error("limit is at most {LIST_ITEMS_MAX}, not {limit}")]
    ListLimit {
        /// What was asked.
        limit: usize,
    },
}

impl RequestError {
    /// The parameter that is wrong.
    pub fn parameter(&self) -> &'static str {
        match self {
            Self::QueryTooLong { .. } => "q",
            Self::TextTooLong { .. } => "text",
            Self::PageZero | Self::TooDeep => "page",
            Self::Size { .. } => "size",
            Self::TooManyValues => "filter",
            Self::Near { .. } => "near",
            Self::Days { .. } => "days",
            Self::ListLimit { .. } => "limit",
        }
    }
}

impl SearchRequest {
    /// A request for the first page of ten documents, with every facet, as of today.
    pub fn new(q: impl Into<String>) -> Self {
        Self {
            q: q.into(),
            level: Level::Document,
            filters: Filters::default(),
            near: None,
            as_of: Day::today(),
            scope: SearchScope::All,
            mode: MatchMode::Smart,
            sort: Sort::Relevance,
            order: None,
            page: 1,
            size: 10,
            versions: Versions::default(),
            facets: FacetField::ALL.to_vec(),
            literal: false,
            ignored: Vec::new(),
            explain: false,
            time_max: None,
        }
    }

    /// Whether every parameter is within its bounds.
    ///
    /// # Errors
    /// The first parameter that is not.
    pub fn check(&self) -> Result<(), RequestError> {
        let chars = self.q.chars().count();
        if chars > QUERY_CHARS_MAX {
            return Err(RequestError::QueryTooLong { chars });
        }
        if self.page == 0 {
            return Err(RequestError::PageZero);
        }
        if !(1..=SIZE_MAX).contains(&self.size) {
            return Err(RequestError::Size { size: self.size });
        }
        if self
            .page
            .checked_mul(self.size)
            .is_none_or(|depth| depth > DEPTH_MAX)
        {
            return Err(RequestError::TooDeep);
        }
        if let Some(code) = self
            .near
            .as_ref()
            .filter(|code| regions().get(code).is_none())
        {
            let code = code.chars().take(NEAR_CHARS_SHOWN).collect();
            return Err(RequestError::Near { code });
        }
        check_values(&self.filters)
    }

    /// The direction, the usual one when none was asked.
    pub fn direction(&self) -> Order {
        self.order.unwrap_or(match self.sort {
            Sort::Rank => Order::Asc,
            _ => Order::Desc,
        })
    }
}

/// Whether no filter lists too many values.
pub(super) fn check_values(filters: &Filters) -> Result<(), RequestError> {
    let lists = [
        filters.collection.len(),
        filters.kind.len(),
        filters.authority.len(),
        filters.region.len(),
        filters.theme.len(),
        filters.status.len(),
        filters.year.len(),
    ];
    if lists.into_iter().any(|length| length > FILTER_VALUES_MAX) {
        return Err(RequestError::TooManyValues);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_told_apart() {
        let request = SearchRequest::new("法");
        let with = |page, size| {
            SearchRequest {
                page,
                size,
                ..request.clone()
            }
            .check()
        };
        assert_eq!(with(20, 50), Ok(()));
        assert_eq!(with(21, 50), Err(RequestError::TooDeep));
        assert_eq!(with(0, 10), Err(RequestError::PageZero));
        assert_eq!(with(1, 51), Err(RequestError::Size { size: 51 }));
        assert_eq!(with(usize::MAX, 2), Err(RequestError::TooDeep));
        let near = |code: &str| {
            let near = Some(code.to_owned());
            SearchRequest {
                near,
                ..request.clone()
            }
            .check()
        };
        assert_eq!(near("520000"), Ok(()));
        let code = "贵州".to_owned();
        assert_eq!(near("贵州"), Err(RequestError::Near { code }));
        let long = SearchRequest::new("法".repeat(513)).check();
        assert_eq!(long, Err(RequestError::QueryTooLong { chars: 513 }));
    }
}
