//! Validity at an asked day, computed from the days that are known and shown with its reasons.
//!
//! `state` decides, once, what the state is and on what ground; `reasons` puts that ground into words. `beginning` gives a
//! document the first day in force that another one tells.

mod beginning;
mod life;
mod reasons;
mod state;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Day, DeclaredStatus, Document, Status};
pub use life::{Companion, Counted, CountedFrom, Life, Turn, TurnKind};
pub(crate) use reasons::by_turn;
use reasons::reasons;
use state::Ground;

/// What holds for a document at a day, why, and what its source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The state.
    pub state: Status,
    /// Its name for readers.
    pub label: String,
    /// What the source declares, kept beside what is computed.
    pub declared: Option<DeclaredStatus>,
    /// Why; never empty.
    pub reasons: Vec<Reason>,
}

/// One reason for a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which.
    pub code: ReasonCode,
    /// The day that it turns on.
    pub date: Option<Day>,
    /// The reason in words, Chinese.
    pub text: String,
    /// The words that it rests on: a sentence of the text, a line under the title, the value of a field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Identifier of the other document that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// Sorts of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReasonCode {
    /// In force since its day.
    EffectiveSince,
    /// Its day has not come.
    EffectiveFrom,
    /// It is younger than the asked day.
    NotYetIssued,
    /// Its last day is past.
    ExpiredOn,
    /// It has a last day, not yet past.
    ExpiresOn,
    /// The source says so.
    DeclaredBySource,
    /// The source says in force, the days say otherwise.
    DeclaredOtherwise,
    /// No day of entry into force is known.
    NoEffectiveDate,
    /// An official document without a clause counts from its issue.
    IssuedWithoutClause,
    /// Another document repealed it.
    RepealedBy,
    /// Another document declared it lapsed.
    DeclaredInvalidBy,
    /// Another document took its place.
    SupersededBy,
    /// A newer version is in force.
    ReplacedBy,
    /// Another document amended it; the amended text is not held.
    AmendedBy,
    /// Another document repealed a part of it.
    PartlyRepealedBy,
    /// Another document extended its term.
    ExtendedBy,
    /// It is known to end on a later day.
    EndsOn,
    /// Another document suspended it.
    SuspendedBy,
    /// Another document suspended a part of it, or it in some place.
    PartlySuspendedBy,
    /// Another document resumed it.
    ResumedBy,
}

impl Validity {
    /// The state of `document` at `day`, as [`Validity::state_at`] decides it, with its reasons.
    ///
    /// A source declares for the day when it was read, without the day of the change; for an asked day
    /// before that the reason says so.
    pub fn at(document: &Document, day: Day) -> Self {
        let declared = document.declared_status.clone();
        let says = declared
            .as_ref()
            .map_or(Status::Unknown, |declared| declared.status);
        let ground = Ground::find(&document.dates, &document.life, says, day);
        let state = ground.state();
        Self {
            state,
            label: state.label().to_owned(),
            reasons: reasons(ground, document, day),
            declared,
        }
    }
}
