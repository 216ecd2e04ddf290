//! The import format: one published record, as the source gave it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One record of the import format (a line of JSON Lines).
///
/// Every field but `id` (or a title to derive it from) and `text` is optional, and kept exactly as published.
/// Fields that this version does not know are kept in `extra`, so that nothing a source says is lost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Stable identifier given by the source; derived from the content when missing.
    pub id: String,
    /// Which collection the record belongs to: `regulations` when missing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub collection: String,
    /// Title as published.
    pub title: String,
    /// Name of the part when a work comes in several records (`合同编`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Document number (文号) or decree number as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Sort of document as the source names it (`地方性法规`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Form (文种, 体裁): `通知`, `办法`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Issuing organ or organs as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Place as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Theme (主题分类) as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Index number (索引号).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_number: Option<String>,
    /// Day of signature (成文日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// Day of publication (公布, 发布).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Day of entry into force (施行).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<String>,
    /// Last day of validity (有效期至).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Validity as the source declares it (`有效`, `失效`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_status: Option<String>,
    /// The lines under the title: who passed, published and amended it, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<String>,
    /// Address of the page that it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Name of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The text, as published.
    pub text: String,
    /// All that the fields above do not name.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
