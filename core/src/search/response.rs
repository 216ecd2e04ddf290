//! What a search answers: the shapes of api.md, the same for the crate, the API and the page.
//!
//! Marks are `[from, to)` in Unicode scalar values of the text beside them, sorted, never overlapping.

mod explanation;
mod hit;
mod passage;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{Day, KindClass};
use crate::query::Strictness;
use crate::query::understand::{Expansion, Interpretation, Note};
pub use explanation::{Explanation, ExplanationCode};
pub use hit::{ArticleHit, Hit, HitDates, HitRegion, HitValidity, HitValidityReason, Snippet};
pub use passage::{Difference, DifferenceKind, PassageMatch};

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResponse {
    /// What was asked, as it was read.
    pub query: QueryEcho,
    /// The generation of the index that answered.
    pub generation: String,
    /// The day at which validity was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
    /// Time in core, in milliseconds.
    pub took_ms: f64,
    /// How many hits there are.
    pub total: Total,
    /// The page, from 1.
    pub page: usize,
    /// Hits on a page.
    pub size: usize,
    /// The hits.
    pub hits: Vec<Hit>,
    /// Counts by value for each asked facet, each counted with all filters but its own.
    pub facets: BTreeMap<String, Vec<FacetValue>>,
    /// How many values each asked facet has; `facets` lists a hundred of them at most.
    #[serde(default)]
    pub facet_sizes: BTreeMap<String, u64>,
    /// Hits by collection.
    pub collections: BTreeMap<String, u64>,
    /// Hits by class of sorts (法律, 法规, 规章 …), counted with all filters but `kind`.
    #[serde(default)]
    pub classes: Vec<ClassCount>,
    /// How many hits there are with all filters but `kind`.
    #[serde(default)]
    pub total_of_any_kind: u64,
    /// Ways on; only where nothing was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
}

/// Ways on from a search that found nothing. Every count is that of the search it speaks of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recovery {
    /// Titles that are nearest to the words, the nearest first.
    pub titles: Vec<Suggestion>,
    /// For each restriction in force, how many hits there are without it.
    pub without: Vec<Without>,
    /// How many hits there are without any of them; absent where there is at most one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_all: Option<u64>,
    /// Hits in other collections than the asked ones.
    pub collections: BTreeMap<String, u64>,
    /// Hits in other states than the asked ones.
    pub statuses: Vec<FacetValue>,
}

/// A search without one of its restrictions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Without {
    /// The parameter that restricts: `kind`, `issued_from`, `scope` …
    pub parameter: String,
    /// What it is set to.
    pub values: Vec<String>,
    /// How many hits there are without it.
    pub count: u64,
}

/// What was asked, as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueryEcho {
    /// As typed.
    pub raw: String,
    /// What was understood.
    pub interpretation: Vec<Interpretation>,
    /// Words that were looked for in the place of others.
    pub expansions: Vec<Expansion>,
    /// What was probably meant: a query that finds something, where what was typed finds nothing or little. What was
    /// corrected already is in `interpretation` and `notes`.
    pub did_you_mean: Option<String>,
    /// What the user has to be told: a contradiction, an article that is not there, a text out of force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// How much of the words hits must hold: looser than `words` only when nothing else was found.
    pub strictness: Strictness,
    /// What was tried, the last of which gave the hits.
    pub tried: Vec<Strictness>,
    /// Whether words were left out because there are too many of them.
    pub truncated: bool,
}

/// A number of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Total {
    /// How many.
    pub value: u64,
    /// Whether that is exact.
    pub exact: bool,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetValue {
    /// As filters take it.
    pub value: String,
    /// For people.
    pub label: String,
    /// How many hits have it.
    pub count: u64,
}

/// A class of sorts with its hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassCount {
    /// Its name for machines.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub class: KindClass,
    /// For people.
    pub label: String,
    /// How many hits are in it: exactly those that its sorts give together as `kind`.
    pub count: u64,
}

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// What to put in the box.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// The document it names; absent for a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its document number.
    pub number: Option<String>,
}

/// Sorts of completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SuggestionKind {
    /// A title, whole or shortened by rule.
    Title,
    /// The title of a text that was typed by another name.
    Alias,
    /// A document number.
    Number,
    /// Words that many titles and headings say, or that the lexicon of plain words has.
    Term,
}

/// What is in the index: the answer of `/api/v1/stats`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchStatistics {
    /// The generation.
    pub generation: String,
    /// When it was published, RFC 3339.
    pub published: String,
    /// The day at which states were counted.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
    /// Documents.
    pub documents: u64,
    /// Articles and other passages that can be hits.
    pub articles: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Documents by value of each facet; the versions of a work count once, as in a search.
    pub facets: BTreeMap<String, Vec<FacetValue>>,
    /// How many values each facet has; `facets` lists a hundred of them at most.
    #[serde(default)]
    pub facet_sizes: BTreeMap<String, u64>,
    /// Documents by collection.
    pub collections: BTreeMap<String, u64>,
    /// Documents by class of sorts; the versions of a work count once.
    #[serde(default)]
    pub classes: Vec<ClassCount>,
}
