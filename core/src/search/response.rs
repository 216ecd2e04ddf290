//! What a search answers: the shapes of api.md, the same for the crate, the API and the page.
//!
//! Marks are `[from, to)` in Unicode scalar values of the text beside them, sorted, never overlapping.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{Day, Kind, ReasonCode, Status};
use crate::query::Strictness;
use crate::query::understand::{Expansion, Interpretation, Note};

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
    /// Hits by collection.
    pub collections: BTreeMap<String, u64>,
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
    /// What was probably meant.
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

/// One document, or one article with its document's fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// Identifier of the document.
    pub id: String,
    /// Joins versions.
    pub work_id: String,
    /// Collection.
    pub collection: String,
    /// Title.
    pub title: String,
    /// What matched in the title.
    pub title_marks: Vec<(u32, u32)>,
    /// Document number in its usual spelling.
    pub number: Option<String>,
    /// Sort of document.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// The sort in Chinese.
    pub kind_label: String,
    /// Issuing organs.
    pub authority: Vec<String>,
    /// Place.
    pub region: Option<HitRegion>,
    /// Themes.
    pub theme: Vec<String>,
    /// Days.
    pub dates: HitDates,
    /// Validity at the asked day.
    pub validity: HitValidity,
    /// Fragments that show why it was found.
    pub snippets: Vec<Snippet>,
    /// Its best articles.
    pub articles: Vec<ArticleHit>,
    /// The article that is the hit, when articles were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<ArticleHit>,
    /// Every version of the work, the newest first.
    pub version_ids: Vec<String>,
    /// Its score; larger is better.
    pub score: f32,
    /// How the score came about, when asked.
    pub explain: Option<String>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HitRegion {
    /// Code of GB/T 2260.
    pub code: String,
    /// Full name.
    pub name: String,
}

/// The days of a document that are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HitDates {
    /// 通过.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub passed: Option<Day>,
    /// 成文.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub signed: Option<Day>,
    /// 公布.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub issued: Option<Day>,
    /// 施行.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub effective: Option<Day>,
    /// Last day in force.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub expires: Option<Day>,
}

/// Validity at a day, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HitValidity {
    /// The state.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub state: Status,
    /// The state in Chinese.
    pub label: String,
    /// What the source declares, as published.
    pub declared: Option<String>,
    /// Why.
    pub reasons: Vec<HitValidityReason>,
}

/// Why a document is in its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HitValidityReason {
    /// For machines.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: ReasonCode,
    /// The day it rests on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub date: Option<Day>,
    /// For people, in Chinese.
    pub text: String,
}

/// A fragment of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snippet {
    /// Always `body` at present.
    pub field: String,
    /// The article or section it is from.
    pub article: String,
    /// The text.
    pub text: String,
    /// What matched.
    pub marks: Vec<(u32, u32)>,
}

/// An article, or another passage that can be a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleHit {
    /// Its address in the document.
    pub n: String,
    /// `第十二条`; empty for unnumbered passages.
    pub label: String,
    /// Headings above it and its own, joined by spaces.
    pub heading: String,
    /// Its text, the label included.
    pub text: String,
    /// What matched.
    pub marks: Vec<(u32, u32)>,
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

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// What to put in the box.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// The document it names.
    pub id: String,
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
    /// Documents by value of each facet.
    pub facets: BTreeMap<String, Vec<FacetValue>>,
    /// Documents by collection.
    pub collections: BTreeMap<String, u64>,
}
