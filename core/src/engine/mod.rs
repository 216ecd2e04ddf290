//! Who runs a plan: the [`Engine`] trait, and the embedded engine on tantivy behind it.
//!
//! An engine matches terms, applies filters, counts and fetches. It does not segment, widen or guess: that was
//! done when the [`Plan`] was made, so a second engine gives the same answers. No tantivy type leaves this room.

mod answer;
mod backup;
mod bm25;
mod candidate;
mod columns;
mod conjunction;
mod cursor;
mod departures;
mod directory;
mod documents;
mod embedded;
mod entries;
mod evidence;
mod execute;
mod facets;
mod family;
mod files;
mod frames;
mod generation;
mod kept;
mod lookup;
mod manifest;
mod manifestations;
mod matcher;
mod names;
mod packing;
mod pairs;
mod passages;
mod phrase;
mod presence;
mod processors;
mod relations;
mod schema;
mod segment;
mod store;
mod stored;
mod texts;
mod tokenizers;
mod top;
mod vectors;
mod verbatim;
mod verify;
mod vocabulary;
mod word_counts;
mod writer;

pub use answer::{Answer, EngineError, EngineHit, FacetCount, HitPassage, PassageName, Statistics};
pub use backup::{BackupError, BackupReport};
pub use candidate::{Candidate, CandidatePassage, Chosen, WalkPlace, Walked, WalkedHit};
pub use departures::Departure;
pub use embedded::EmbeddedEngine;
pub use evidence::{Evidence, Measured};
pub use generation::{DataDirectory, GenerationError};
pub use manifest::{Manifest, ManifestFile, ManifestLessons, ManifestSource};
pub(crate) use names::StoredNames;
pub(crate) use passages::WalkedPassage;
pub use processors::Spread;
pub use stored::StoredDocument;
pub use verify::{VerifyProblem, VerifyReport};
pub use word_counts::WordCounts;
pub use writer::{GenerationWriter, Published, WriterError, WriterOptions};

use std::sync::Arc;

use crate::catalogue::Name;
use crate::document::Day;
use crate::query::{Filters, Plan, PlanTerm};
use crate::relation::Relations;

/// Runs plans over one generation of an index.
pub trait Engine: Send + Sync {
    /// Runs a plan: counts, and the best candidates, of which nothing is read yet.
    ///
    /// # Errors
    /// When the deadline passes, or when the index cannot be read.
    fn execute(&self, plan: &Plan) -> Result<Answer, EngineError>;

    /// Which document of each work of several the plan shows, for [`Engine::walk`]; nothing is chosen where it does not
    /// fold.
    ///
    /// # Errors
    /// When the deadline passes, or when the index cannot be read.
    fn choose(&self, plan: &Plan) -> Result<Chosen, EngineError>;

    /// The next hits of a plan from a place on, at most `hits_max`, in an order that is the same for every plan of a
    /// generation. What it costs does not depend on how many hits come before or after. When the deadline passes it
    /// gives what it has.
    ///
    /// # Errors
    /// When the deadline has passed before it began, or when the index cannot be read.
    fn walk(
        &self,
        plan: &Plan,
        chosen: &Chosen,
        from: WalkPlace,
        hits_max: usize,
    ) -> Result<Walked, EngineError>;

    /// Whether a walk can go on from a place.
    fn has_place(&self, place: WalkPlace) -> bool;

    /// What each place of candidate articles says to terms, apart from the others; at most
    /// [`TERMS_MAX`](crate::query::TERMS_MAX) terms.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn measure(
        &self,
        terms: &[PlanTerm],
        as_of: Day,
        candidates: &[Candidate],
    ) -> Result<Measured, EngineError>;

    /// Where articles are, by document and address, in the engine's own numbering (segment, entry); `None` for one
    /// that is not held.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn addresses(
        &self,
        articles: &[(String, String)],
    ) -> Result<Vec<Option<(u32, u32)>>, EngineError>;

    /// Reads the records and passages of candidates that [`Engine::execute`] gave, in their order.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn fetch(&self, candidates: &[Candidate]) -> Result<Vec<EngineHit>, EngineError>;

    /// How often each of these terms, where it is a word, stands in the texts of the candidates' passages.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn word_counts(
        &self,
        terms: &[PlanTerm],
        candidates: &[Candidate],
    ) -> Result<WordCounts, EngineError>;

    /// The article of this address in a document, as the candidate that it would be.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn article(&self, id: &str, n: &str) -> Result<Option<Candidate>, EngineError>;

    /// The document, as candidates number them, that a passage belongs to; `None` where there is no such passage.
    fn document_at(&self, segment: u32, entry: u32) -> Option<u32>;

    /// The texts of a candidate's passages, in their order.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn texts(&self, candidate: &Candidate) -> Result<Vec<String>, EngineError>;

    /// The text of one passage.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn text(&self, segment: u32, entry: u32) -> Result<String, EngineError>;

    /// The document of this identifier with its text and structure.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn document(&self, id: &str) -> Result<Option<StoredDocument>, EngineError>;

    /// What became of a document that is held no longer; `None` for one that is held or was never known.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn departure(&self, id: &str) -> Result<Option<Departure>, EngineError>;

    /// The identifiers of the documents of one work, the newest first.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn versions(&self, work_id: &str) -> Result<Vec<String>, EngineError>;

    /// What every document is called, in the order of identifiers: the same for the same documents, however they were
    /// written.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn names(&self) -> Result<Vec<Name>, EngineError>;

    /// Words of headings that stand in no title, with the number of passages under them.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn heading_words(&self) -> Result<Vec<(String, u64)>, EngineError>;

    /// Whether two documents, by segment and ordinal, belong to one work.
    fn is_same_work(&self, one: (u32, u32), other: (u32, u32)) -> bool;

    /// What documents state of each other, resolved among them.
    ///
    /// # Errors
    /// When the relations cannot be read.
    fn relations(&self) -> Result<Arc<Relations>, EngineError>;

    /// Whether each document passes filters at a day, in the order of [`Engine::names`].
    ///
    /// # Errors
    /// When the index cannot be read.
    fn passing(&self, filters: &Filters, as_of: Day) -> Result<Vec<bool>, EngineError>;

    /// What is in the index.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn statistics(&self) -> Result<Statistics, EngineError>;

    /// The name of the generation (`000012`).
    fn generation(&self) -> &str;
}
