//! What an engine answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidate::Candidate;
use crate::document::{Document, KindClass};
use crate::query::{FacetField, IdentifierField};

/// The answer to a plan.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// How many documents or articles match, exactly.
    pub total: u64,
    /// The best of them, at most as many as the plan keeps.
    pub candidates: Vec<Candidate>,
    /// The best articles where the plan wants them beside documents, then every remembered article that filters
    /// admit, to be ranked again.
    pub articles: Vec<Candidate>,
    /// Counts by value, the largest first, for each asked facet.
    pub facets: BTreeMap<FacetField, Vec<FacetCount>>,
    /// How many values each asked facet has, listed or not.
    pub facet_sizes: BTreeMap<FacetField, u64>,
    /// Matching documents or articles by collection, whatever the collection filter says.
    pub collections: BTreeMap<String, u64>,
    /// Matching documents or articles by class, whatever the filter of sorts says.
    pub classes: BTreeMap<KindClass, u64>,
    /// How many match whatever the filter of sorts says.
    pub total_of_any_kind: u64,
}

/// One document, or one article with its document.
#[derive(Debug, Clone)]
pub struct EngineHit {
    /// The document, shared with other hits of it.
    pub document: Arc<Document>,
    /// Its best passages, or the article that is the hit.
    pub passages: Vec<HitPassage>,
    /// The score.
    pub score: f32,
    /// The sort of identifier of the plan that names the document, if one does.
    pub named_by: Option<IdentifierField>,
}

/// A passage with its text.
#[derive(Debug, Clone)]
pub struct HitPassage {
    /// Its entry in the segment: the passages of a document follow each other.
    pub entry: u32,
    /// What it is called.
    pub passage: PassageName,
    /// Labels and headings of the divisions around it, the outermost first.
    pub headings: Vec<String>,
    /// Its text.
    pub text: String,
    /// Its score.
    pub score: f32,
}

/// What a passage is called, as its record says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassageName {
    /// Address within the document: 133-1.
    pub n: String,
    /// Label as people read it: 第一百三十三条之一.
    pub label: String,
    /// Heading of its own; empty when it has none.
    pub heading: String,
}

/// How many documents have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value as filters take it.
    pub value: String,
    /// The count.
    pub count: u64,
}

/// What is in an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Documents.
    pub documents: u64,
    /// Articles and other passages that can be hits.
    pub articles: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// When the generation was published, RFC 3339.
    pub published: String,
}

/// Why a plan was not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The deadline of the plan passed.
    #[error("the search took longer than it may")]
    DeadlineExceeded,
    /// The index cannot be read.
    #[error("the index cannot be read: {0}")]
    Unreadable(String),
}

impl From<tantivy::TantivyError> for EngineError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<std::io::Error> for EngineError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<serde_json::Error> for EngineError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(format!("a stored record: {error}"))
    }
}
