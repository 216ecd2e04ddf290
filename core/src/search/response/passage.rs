//! A pasted passage beside the official text.

use serde::{Deserialize, Serialize};

/// What a document says of a passage that was pasted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PassageMatch {
    /// The articles that say it, as addresses.
    pub articles: Vec<String>,
    /// Whether it says it word for word. Punctuation, spaces, width and script are not compared.
    pub exact: bool,
    /// The share of what was pasted that it says, 0 to 1, by characters.
    pub share: f32,
    /// The official text from the first to the last word that answers to what was pasted.
    pub official: String,
    /// Where the two differ, from left to right.
    pub differences: Vec<Difference>,
}

/// A place where a pasted passage and the official text differ, by whole words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// In which way.
    pub kind: DifferenceKind,
    /// `[from, to)` in characters of `query.raw`; empty where something is missing.
    pub pasted: (u32, u32),
    /// What was pasted there.
    pub pasted_text: String,
    /// `[from, to)` in characters of `official`; empty where something was added.
    pub official: (u32, u32),
    /// What the official text says there.
    pub official_text: String,
}

/// Ways in which a pasted passage can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DifferenceKind {
    /// The official text has other words.
    Replaced,
    /// The official text has words that were not pasted.
    Missing,
    /// The official text does not have what was pasted.
    Added,
}
