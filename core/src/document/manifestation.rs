//! The places that a document was found at.

use serde::{Deserialize, Serialize};

/// One of several files that hold the same document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Manifestation {
    /// The identifier that this copy would have; its address leads to the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The source as the operator named it.
    pub source: String,
    /// The file in that source, and the entry in an archive behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The address that this copy gives for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
