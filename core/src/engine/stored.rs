//! What is kept of a document beside the index: its record, from which the index can always be built again.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::structure::Structure;

/// A document with its structure and text, as an index gives it back.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    /// The metadata.
    pub document: Document,
    /// The structure; spans are byte ranges of `text`.
    pub structure: Structure,
    /// The text, exactly as it was published.
    pub text: String,
    /// SHA-256 of the published record, in hexadecimal.
    pub digest: String,
}

/// The stored form of a document entry. The text is not in it: it is stored with the passages, which partition it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredRecord {
    pub document: Document,
    pub structure: Structure,
    pub digest: String,
}

impl StoredRecord {
    pub(super) fn with_text(self, text: String) -> StoredDocument {
        StoredDocument {
            document: self.document,
            structure: self.structure,
            text,
            digest: self.digest,
        }
    }
}
