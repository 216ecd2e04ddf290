//! What is in the index, counted by facet.

use std::collections::BTreeMap;

use super::labels::facet_label;
use super::planning::plan_request;
use super::request::SearchRequest;
use super::response::{ClassCount, FacetValue, SearchStatistics};
use super::searcher::{SearchError, Searcher};
use crate::document::{Day, KindClass};
use crate::engine::{Engine, FacetCount};
use crate::query::{self, FacetField, PlanRequest, Query, Strictness};

impl Searcher {
    /// What is in the index.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn statistics(&self, as_of: Day) -> Result<SearchStatistics, SearchError> {
        let held = self.held();
        let engine = &held.engine;
        let request = SearchRequest {
            as_of,
            ..SearchRequest::new("")
        };
        let plan = query::plan(
            &Query::default(),
            self.tokenizer(),
            PlanRequest {
                candidates_max: 0,
                ..plan_request(&request, Strictness::Words, None)
            },
        );
        let answer = engine.execute(&plan)?;
        let counts = engine.statistics()?;
        Ok(SearchStatistics {
            generation: engine.generation().to_owned(),
            published: counts.published,
            as_of,
            documents: counts.documents,
            articles: counts.articles,
            text_bytes: counts.text_bytes,
            facets: facet_values(answer.facets),
            facet_sizes: facet_sizes(answer.facet_sizes),
            collections: answer.collections,
            classes: class_counts(answer.classes),
        })
    }
}

pub(super) fn class_counts(classes: BTreeMap<KindClass, u64>) -> Vec<ClassCount> {
    let count = |(class, count): (KindClass, u64)| ClassCount {
        class,
        label: class.label().to_owned(),
        count,
    };
    classes.into_iter().map(count).collect()
}

pub(super) fn facet_sizes(sizes: BTreeMap<FacetField, u64>) -> BTreeMap<String, u64> {
    let named = sizes.into_iter();
    named
        .map(|(facet, size)| (facet.name().to_owned(), size))
        .collect()
}

pub(super) fn facet_values(
    facets: BTreeMap<FacetField, Vec<FacetCount>>,
) -> BTreeMap<String, Vec<FacetValue>> {
    facets
        .into_iter()
        .map(|(facet, counts)| {
            let values = counts
                .into_iter()
                .map(|FacetCount { value, count }| FacetValue {
                    label: facet_label(facet, &value),
                    value,
                    count,
                });
            (facet.name().to_owned(), values.collect())
        })
        .collect()
}
