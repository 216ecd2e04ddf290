//! Every hit of a search, page by page without an end: for programs that take all of them.

use super::request::SearchRequest;
use super::response::Hit;
use super::searcher::{SearchError, Searcher};

/// Hits of one page of an export.
pub const EXPORT_PAGE: usize = 200;

/// A page of an export.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportPage {
    /// The generation of the index that answered: pages of several do not fit together.
    pub generation: String,
    /// How many hits there are in all.
    pub total: u64,
    /// The hits of this page, at most [`EXPORT_PAGE`].
    pub hits: Vec<Hit>,
}

impl Searcher {
    /// A page of all hits of a search, from 0 on, in the order of the search, without the bound that pages for people have.
    /// Page and size of the request do not count; nothing is helped where nothing is found.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn export(&self, request: &SearchRequest, page: usize) -> Result<ExportPage, SearchError> {
        let first = SearchRequest {
            page: 1,
            size: 1,
            facets: Vec::new(),
            explain: false,
            ..request.clone()
        };
        first.check()?;
        let deep = SearchRequest {
            page: page.saturating_add(1),
            size: EXPORT_PAGE,
            ..first
        };
        let held = self.held();
        let deadline = request
            .time_max
            .map(|time| std::time::Instant::now() + time);
        let answer = self.search_in(&held, &deep, deadline)?;
        Ok(ExportPage {
            generation: answer.generation,
            total: answer.total.value,
            hits: answer.hits,
        })
    }
}
