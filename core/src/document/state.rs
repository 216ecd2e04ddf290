//! The state of validity alone, without its reasons: what filters and facets ask of thousands of documents.

use super::{Dates, Day, Status, Validity};

impl Validity {
    /// The state that [`Validity::at`] gives, from the days and the declared status alone.
    pub fn state_at(dates: &Dates, declared: Status, day: Day) -> Status {
        if dates.effective.is_some_and(|effective| effective > day) {
            return Status::NotYetEffective;
        }
        if dates.earliest().is_some_and(|earliest| earliest > day) {
            return Status::NotYetEffective;
        }
        if declared.is_over() {
            return declared;
        }
        if dates.expires.is_some_and(|expires| expires < day) {
            return Status::Expired;
        }
        if matches!(declared, Status::PartlyInForce | Status::Suspended) {
            return declared;
        }
        let begun = dates.effective.is_some();
        if declared == Status::NotYetEffective && !begun {
            return declared;
        }
        if begun || declared == Status::InForce {
            Status::InForce
        } else {
            Status::Unknown
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
