//! What a build did, in numbers.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use crate::duplicates::Alike;
use crate::personal::Kind as PersonalKind;
use crate::quarantine::Reason;

/// What a build did: `inputs = indexed + unchanged + joined + quarantined`, exactly.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BuildSummary {
    /// The generation in use after the build; `None` only when there never was one.
    pub generation: Option<String>,
    /// Whether that generation was published by this build: a build that changes nothing publishes nothing.
    pub published: bool,
    /// Records and files met. Blank lines are none.
    pub inputs: u64,
    /// New and changed records.
    pub indexed: u64,
    /// Records that the generation before held as they are.
    pub unchanged: u64,
    /// Records that are the same document as one before them, and were joined to it: a page and its attachment, or
    /// one text from two sources.
    pub joined: u64,
    /// Inputs that could not be indexed.
    pub quarantined: u64,
    /// The same by reason.
    pub reasons: BTreeMap<Reason, u64>,
    /// Where each of them is named.
    pub quarantine_file: PathBuf,
    /// Personal numbers that were met, by kind. Where each stands is in `personal-numbers.jsonl` in the data directory.
    pub personal_numbers: BTreeMap<PersonalKind, u64>,
    /// Documents removed because no source holds them any longer.
    pub removed: u64,
    /// Whether removing was asked for but held back, because a file could not be read to its end: what it holds
    /// would have been taken for removed.
    pub prune_held_back: bool,
    /// What was odd about the fields of the indexed records, by code.
    pub findings: BTreeMap<String, u64>,
    /// What was odd about the texts of the indexed records, by code.
    pub diagnostics: BTreeMap<String, u64>,
    /// Files in the folders that are of no format we read, by ending.
    pub skipped_files: BTreeMap<String, u64>,
    /// Pairs of documents that are nearly the same under different titles, of more than ten thousand the first. Nothing
    /// was done to them.
    pub alike: Vec<Alike>,
    /// How many such pairs there are.
    pub alike_total: u64,
    /// Documents in the generation in use.
    pub documents: u64,
    /// Articles and other passages in the generation in use.
    pub articles: u64,
    /// Bytes of text in the generation in use.
    pub text_bytes: u64,
    /// Bytes of its files.
    pub index_bytes: u64,
    /// Bytes read, after decompression.
    pub read_bytes: u64,
    /// Wall time.
    pub seconds: f64,
    /// `read_bytes` over `seconds`, in units of 10⁶ bytes.
    pub mb_per_second: f64,
}

impl BuildSummary {
    /// Whether every input is accounted for.
    pub fn adds_up(&self) -> bool {
        self.inputs == self.indexed + self.unchanged + self.joined + self.quarantined
            && self.quarantined == self.reasons.values().sum::<u64>()
    }
}
