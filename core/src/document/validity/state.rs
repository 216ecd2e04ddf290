//! The rule: what state the days and the declared status make, and on what ground.

use super::Validity;
use crate::document::{Dates, Day, Status};

impl Validity {
    /// The state alone, without its reasons: what filters and facets ask of thousands of documents.
    ///
    /// The first day in force and the last day both count as in force (《立法法》; domain practice). In order:
    /// 1. the day of entry into force is still to come, or the text was not yet issued → not yet effective;
    /// 2. the source declares that it ended (repealed, invalid, amended …) → that;
    /// 3. its last day is past → expired;
    /// 4. the source declares a part or a pause → that;
    /// 5. the source declares it not yet effective, and no day says otherwise → that;
    /// 6. its day came, or the source declares it in force → in force;
    /// 7. else nobody knows: a day of issue does not put a text into force.
    pub fn state_at(dates: &Dates, declared: Status, day: Day) -> Status {
        Ground::find(dates, declared, day).state()
    }
}

/// What decides a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// The day of entry into force, still to come.
    Begins(Day),
    /// The first day on which the text can have existed, still to come.
    NotYetIssued(Day),
    /// The source declares that it ended.
    DeclaredOver(Status),
    /// Its last day, past.
    Expired(Day),
    /// The source declares a part or a pause.
    DeclaredLimited(Status),
    /// The source declares it not yet effective, and no day says otherwise.
    DeclaredToCome,
    /// Its day came.
    Begun,
    /// The source declares it in force; no day of entry into force is known.
    DeclaredInForce,
    /// Nothing says.
    Nothing,
}

impl Ground {
    /// The first ground that holds, in the order that [`Validity::state_at`] gives. Nothing is allocated.
    pub(super) fn find(dates: &Dates, declared: Status, day: Day) -> Self {
        let begun = dates.effective.is_some();
        if let Some(effective) = dates.effective.filter(|effective| *effective > day) {
            Self::Begins(effective)
        } else if let Some(earliest) = dates.earliest().filter(|earliest| *earliest > day) {
            Self::NotYetIssued(earliest)
        } else if declared.is_over() {
            Self::DeclaredOver(declared)
        } else if let Some(expires) = dates.expires.filter(|expires| *expires < day) {
            Self::Expired(expires)
        } else if matches!(declared, Status::PartlyInForce | Status::Suspended) {
            Self::DeclaredLimited(declared)
        } else if begun {
            Self::Begun
        } else if declared == Status::NotYetEffective {
            Self::DeclaredToCome
        } else if declared == Status::InForce {
            Self::DeclaredInForce
        } else {
            Self::Nothing
        }
    }

    /// The state that it makes.
    pub(super) fn state(self) -> Status {
        match self {
            Self::Begins(_) | Self::NotYetIssued(_) | Self::DeclaredToCome => {
                Status::NotYetEffective
            }
            Self::DeclaredOver(declared) | Self::DeclaredLimited(declared) => declared,
            Self::Expired(_) => Status::Expired,
            Self::Begun | Self::DeclaredInForce => Status::InForce,
            Self::Nothing => Status::Unknown,
        }
    }
}

impl Dates {
    /// The first day on which the text can have existed, when any day of its making is known.
    pub fn earliest(&self) -> Option<Day> {
        [self.effective, self.passed, self.signed, self.issued]
            .into_iter()
            .flatten()
            .min()
    }
}
