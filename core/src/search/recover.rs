//! No answer is a dead end: what there is without each restriction, elsewhere, and under nearly the same name.
//!
//! Every count is that of a whole search, so that a link shows what it promises. All of them run on the generation
//! of the search that found nothing, within its time; when that is up, what was found until then is answered.

use std::time::Instant;

use super::request::{MatchMode, SearchRequest, SearchScope};
use super::response::{Recovery, SearchResponse, Suggestion, SuggestionKind, Without};
use super::searcher::{Held, SearchError, Searcher};
use crate::document::{Kind, Status};
use crate::query::{FacetField, Filters, Level, Sort};

/// Titles that are offered.
const TITLES_MAX: usize = 5;

/// A request without one of its restrictions.
struct Lifted {
    parameter: &'static str,
    values: Vec<String>,
    request: SearchRequest,
}

impl Searcher {
    /// Adds what helps on: a query that was probably meant, and ways out where nothing was found.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn help(
        &self,
        held: &Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
        response: &mut SearchResponse,
    ) -> Result<(), SearchError> {
        if response.total.value == 0 {
            let mut recovery = Recovery::default();
            in_time(self.recover(held, request, deadline, &mut recovery))?;
            response.recovery = Some(recovery);
        }
        let meant = self.did_you_mean(held, request, deadline, response);
        response.query.did_you_mean = in_time(meant)?.flatten();
        Ok(())
    }

    fn recover(
        &self,
        held: &Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
        recovery: &mut Recovery,
    ) -> Result<(), SearchError> {
        recovery.titles = self.nearest_titles(held, request, deadline)?;
        let lifted = lifted(request);
        for one in &lifted {
            let found = self.search_in(held, &one.request, deadline)?;
            match one.parameter {
                "collection" => recovery.collections = found.collections,
                "status" => {
                    let statuses = found.facets.get(FacetField::Status.name());
                    recovery.statuses = statuses.cloned().unwrap_or_default();
                }
                _ => {}
            }
            recovery.without.push(Without {
                parameter: one.parameter.to_owned(),
                values: one.values.clone(),
                count: found.total.value,
            });
        }
        if lifted.len() > 1 {
            let bare = counting(SearchRequest {
                as_of: request.as_of,
                level: request.level,
                ..SearchRequest::new(&request.q)
            });
            recovery.without_all = Some(self.search_in(held, &bare, deadline)?.total.value);
        }
        Ok(())
    }

    /// Titles with an error less, then those that share the most words.
    fn nearest_titles(
        &self,
        held: &Held,
        request: &SearchRequest,
        deadline: Option<Instant>,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let mut titles: Vec<Suggestion> = Vec::new();
        let misspelled = held.catalogue.misspelled(&request.q, TITLES_MAX);
        for found in misspelled {
            let current = found
                .names
                .iter()
                .map(|index| held.catalogue.name(*index))
                .max_by_key(|name| name.currency(request.as_of));
            titles.extend(current.map(|name| Suggestion {
                text: name.title.clone(),
                kind: SuggestionKind::Title,
                id: Some(name.id.clone()),
                number: name.numbers.first().cloned(),
            }));
        }
        let by_words = SearchRequest {
            scope: SearchScope::Title,
            size: TITLES_MAX,
            as_of: request.as_of,
            facets: Vec::new(),
            ..SearchRequest::new(&request.q)
        };
        if !request.q.trim().is_empty() {
            let hits = self.search_in(held, &by_words, deadline)?.hits;
            titles.extend(hits.into_iter().map(|hit| Suggestion {
                text: hit.title,
                kind: SuggestionKind::Title,
                id: Some(hit.id),
                number: hit.number,
            }));
        }
        let mut seen = std::collections::HashSet::new();
        titles.retain(|title| seen.insert(title.text.clone()));
        titles.truncate(TITLES_MAX);
        Ok(titles)
    }
}

/// What was answered in time; `None` where the time was up.
fn in_time<T>(answer: Result<T, SearchError>) -> Result<Option<T>, SearchError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(SearchError::DeadlineExceeded) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The request of which only the counts are wanted.
pub(super) fn counting(request: SearchRequest) -> SearchRequest {
    SearchRequest {
        page: 1,
        size: 1,
        facets: Vec::new(),
        explain: false,
        sort: Sort::Relevance,
        order: None,
        ..request
    }
}

/// The request without each of its restrictions in turn.
fn lifted(request: &SearchRequest) -> Vec<Lifted> {
    let mut all = Vec::new();
    let filters = &request.filters;
    let mut lift = |parameter, values: Vec<String>, without: &dyn Fn(&mut SearchRequest)| {
        if values.is_empty() {
            return;
        }
        let mut bare = counting(request.clone());
        without(&mut bare);
        if parameter == "status" {
            bare.facets = vec![FacetField::Status];
        }
        all.push(Lifted {
            parameter,
            values,
            request: bare,
        });
    };
    for (parameter, values, without) in restrictions(filters) {
        lift(parameter, values, &|bare| without(&mut bare.filters));
    }
    let words = |said: bool, word: &str| said.then(|| word.to_owned()).into_iter().collect();
    let scope = match request.scope {
        SearchScope::All => "",
        SearchScope::Title => "title",
        SearchScope::Body => "body",
    };
    lift("scope", words(!scope.is_empty(), scope), &|bare| {
        bare.scope = SearchScope::All;
    });
    let is_exact = request.mode == MatchMode::Exact;
    lift("match", words(is_exact, "exact"), &|bare| {
        bare.mode = MatchMode::Smart;
    });
    lift("literal", words(request.literal, "1"), &|bare| {
        bare.literal = false
    });
    let is_article = request.level == Level::Article;
    lift("level", words(is_article, "article"), &|bare| {
        bare.level = Level::Document;
    });
    all
}

type Restriction = (&'static str, Vec<String>, fn(&mut Filters));

/// The filters by the names of their parameters, with what they are set to and what takes them off.
fn restrictions(filters: &Filters) -> [Restriction; 12] {
    let day = |day: Option<crate::Day>| day.iter().map(ToString::to_string).collect();
    let kinds = filters.kind.iter().copied().map(Kind::as_str);
    let statuses = filters.status.iter().copied().map(Status::as_str);
    [
        ("collection", filters.collection.clone(), |filters| {
            filters.collection.clear()
        }),
        ("kind", kinds.map(str::to_owned).collect(), |filters| {
            filters.kind.clear()
        }),
        ("authority", filters.authority.clone(), |filters| {
            filters.authority.clear()
        }),
        ("region", filters.region.clone(), |filters| {
            filters.region.clear()
        }),
        ("theme", filters.theme.clone(), |filters| {
            filters.theme.clear()
        }),
        ("status", statuses.map(str::to_owned).collect(), |filters| {
            filters.status.clear()
        }),
        (
            "year",
            filters.year.iter().map(ToString::to_string).collect(),
            |filters| {
                filters.year.clear();
            },
        ),
        (
            "number",
            filters.number.iter().cloned().collect(),
            |filters| filters.number = None,
        ),
        ("issued_from", day(filters.issued.from), |filters| {
            filters.issued.from = None
        }),
        ("issued_to", day(filters.issued.to), |filters| {
            filters.issued.to = None
        }),
        ("effective_from", day(filters.effective.from), |filters| {
            filters.effective.from = None
        }),
        ("effective_to", day(filters.effective.to), |filters| {
            filters.effective.to = None
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_restriction_is_lifted_alone() {
        let mut request = SearchRequest {
            scope: SearchScope::Title,
            mode: MatchMode::Exact,
            literal: true,
            level: Level::Article,
            ..SearchRequest::new("养犬")
        };
        let day = crate::Day::new(2020, 1, 31);
        request.filters = Filters {
            collection: vec!["a".to_owned()],
            kind: vec![Kind::Law],
            authority: vec!["b".to_owned()],
            region: vec!["520000".to_owned()],
            theme: vec!["c".to_owned()],
            status: vec![Status::InForce],
            year: vec![2020],
            number: Some("d".to_owned()),
            issued: crate::query::DateRange { from: day, to: day },
            effective: crate::query::DateRange { from: day, to: day },
        };
        let whole = counting(request.clone());
        let lifted = lifted(&request);
        assert_eq!(lifted.len(), 16);
        for one in &lifted {
            assert_ne!(one.request, whole, "{}", one.parameter);
            assert!(!one.values.is_empty(), "{}", one.parameter);
        }
        // Twice in a row each takes off something else.
        for (one, other) in lifted.iter().zip(lifted.iter().skip(1)) {
            assert_ne!(one.request, other.request, "{}", other.parameter);
        }
        let plain = super::lifted(&SearchRequest::new("养犬"));
        assert!(plain.is_empty());
    }
}
