//! The sealed list of what a generation holds.

use serde::{Deserialize, Serialize};

/// The manifest of a generation, written last: a generation without one was never published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the manifest's own form.
    pub format: u32,
    /// Name of the generation.
    pub generation: String,
    /// The generation it was made from, if it was not built from nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// When it was published, RFC 3339 with the offset of Asia/Shanghai.
    pub published: String,
    /// Version of the software that wrote it.
    pub software: String,
    /// Version of the schema.
    pub schema: u32,
    /// Version of the reading of records and texts.
    pub reader: u32,
    /// Fingerprint of normalisation, dictionary and tokenizer.
    pub language: String,
    /// Documents.
    pub documents: u64,
    /// Articles and other passages that can be hits.
    pub articles: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Tokens that the index dropped. Always 0 in a published generation.
    pub dropped_tokens: u64,
    /// What it was built from.
    pub sources: Vec<ManifestSource>,
    /// What was learned from answered questions, if anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lessons: Option<ManifestLessons>,
    /// Every file, by name.
    pub files: Vec<ManifestFile>,
}

/// A file or folder that documents came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestSource {
    /// Path as the operator gave it.
    pub path: String,
    /// Documents read from it.
    pub documents: u64,
}

/// Where the lessons of a generation come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestLessons {
    /// The question sets, as the operator named them.
    pub sources: Vec<String>,
    /// Questions in them with answers that the generation holds.
    pub questions: u64,
}

/// A file of the generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Path below the generation's directory.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// Version of how records are read and texts are parsed ([`crate::document`], [`crate::structure`]). Raise it with
/// every change there that reads something else out of the same record: an index that was read otherwise is then
/// refused, with the command that reads its records again.
pub(super) const READER_VERSION: u32 = 3;
/// Version of the manifest's form that this software reads and writes.
pub(super) const MANIFEST_FORMAT: u32 = 1;
/// Name of the manifest's file.
pub(super) const MANIFEST_FILE: &str = "manifest.json";
/// Name of the file of what was learned.
pub(super) const LESSONS_FILE: &str = "learned.json";
