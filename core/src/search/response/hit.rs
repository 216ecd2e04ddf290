//! One hit.

use serde::{Deserialize, Serialize};

use super::{Explanation, PassageMatch};
use crate::document::{Companion, Day, Kind, ReasonCode, Status};

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
    /// Fragments that show why it was found; of articles that were asked for, the first ones, also where nothing is marked.
    pub snippets: Vec<Snippet>,
    /// Its best articles.
    pub articles: Vec<ArticleHit>,
    /// The article that is the hit, when articles were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<ArticleHit>,
    /// Every version of the work, the newest first.
    pub version_ids: Vec<String>,
    /// The one text that it issues, where it is a notice and that is held as a document of its own: both are one hit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issues: Option<Companion>,
    /// The notice that issues it and nothing else: both are one hit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<Companion>,
    /// Its score; larger is better.
    pub score: f32,
    /// How a passage that was pasted and what this document says differ; absent where nothing was pasted or the
    /// document does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<PassageMatch>,
    /// How the score came about, when asked: the texts of `explanation` in one.
    pub explain: Option<String>,
    /// How the score came about, when asked, in the order of what counted most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<Explanation>,
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
    /// 批准.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub approved: Option<Day>,
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
    /// The words that it rests on: a sentence of the text, a line under the title, the value of a field.
    pub source: Option<String>,
    /// The other document that it rests on, by its identifier.
    pub document: Option<String>,
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
