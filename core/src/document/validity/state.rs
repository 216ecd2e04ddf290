//! The rule: what state the days, the turns and the declared status make, and on what ground.

use super::{Life, Turn, Validity};
use crate::document::{Dates, Day, Status};

impl Validity {
    /// The state alone, without its reasons: what filters and facets ask of thousands of documents.
    ///
    /// The first day in force and the last day both count as in force (《立法法》; domain practice). In order:
    /// 1. the day of entry into force is still to come, or the text was not yet issued → not yet effective;
    /// 2. another document ended it by that day (repealed, replaced by a newer version …) → that;
    /// 3. the source declares that it ended, and no day after the asked one is known on which it did → that;
    /// 4. its last day, as last extended, is past → expired;
    /// 5. another document suspended the whole of it, and neither the last day of that pause nor one on which it was
    ///    resumed is past → suspended;
    /// 6. a part of it was repealed or is suspended (inside a place only: the state stays, a reason tells), or the source
    ///    declares a part or a pause → that;
    /// 7. the source declares it not yet effective, and no day says otherwise → that;
    /// 8. its day came, or the source declares it in force → in force;
    /// 9. it is an official document without a clause, and was issued ([`Life::presumed`]) → in force;
    /// 10. else nobody knows: a day of issue alone does not put a text into force.
    pub fn state_at(dates: &Dates, life: &Life, declared: Status, day: Day) -> Status {
        Ground::find(dates, life, declared, day).state()
    }
}

/// What decides a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground<'l> {
    /// The day of entry into force, still to come.
    Begins(Day),
    /// The first day on which the text can have existed, still to come.
    NotYetIssued(Day),
    /// Another document ended it.
    Ended(&'l Turn),
    /// The source declares that it ended.
    DeclaredOver(Status),
    /// Its last day, past.
    Expired(Day),
    /// Another document suspended it.
    Suspended(&'l Turn),
    /// Another document ended or suspended a part of it.
    Limited(&'l Turn),
    /// The source declares a part or a pause.
    DeclaredLimited(Status),
    /// The source declares it not yet effective, and no day says otherwise.
    DeclaredToCome,
    /// Its day came.
    Begun,
    /// The source declares it in force; no day of entry into force is known.
    DeclaredInForce,
    /// It was issued, and official documents take effect then.
    Issued(Day),
    /// Nothing says.
    Nothing,
}

impl<'l> Ground<'l> {
    /// The first ground that holds, in the order that [`Validity::state_at`] gives. Nothing is allocated.
    pub(super) fn find(dates: &Dates, life: &'l Life, declared: Status, day: Day) -> Self {
        let begins = life.begins.max(dates.effective);
        if let Some(effective) = begins.filter(|effective| *effective > day) {
            return Self::Begins(effective);
        }
        if let Some(earliest) = dates.earliest().filter(|earliest| *earliest > day) {
            return Self::NotYetIssued(earliest);
        }
        if let Some(turn) = life.ended(day) {
            return Self::Ended(turn);
        }
        if declared.is_over() && !life.ends_after(day) {
            return Self::DeclaredOver(declared);
        }
        let expires = life.last_day(dates.expires, day);
        if let Some(expires) = expires.filter(|expires| *expires < day) {
            return Self::Expired(expires);
        }
        if let Some(turn) = life.suspended(day) {
            return Self::Suspended(turn);
        }
        if let Some(turn) = life.limited(day) {
            return Self::Limited(turn);
        }
        if matches!(declared, Status::PartlyInForce | Status::Suspended) {
            return Self::DeclaredLimited(declared);
        }
        if begins.is_some() {
            return Self::Begun;
        }
        match (declared, life.presumed) {
            (Status::NotYetEffective, _) => Self::DeclaredToCome,
            (Status::InForce, _) => Self::DeclaredInForce,
            (_, Some(issued)) if issued <= day => Self::Issued(issued),
            _ => Self::Nothing,
        }
    }

    /// The state that it makes.
    pub(super) fn state(self) -> Status {
        match self {
            Self::Begins(_) | Self::NotYetIssued(_) | Self::DeclaredToCome => {
                Status::NotYetEffective
            }
            Self::Ended(turn) | Self::Suspended(turn) | Self::Limited(turn) => turn.kind.status(),
            Self::DeclaredOver(declared) | Self::DeclaredLimited(declared) => declared,
            Self::Expired(_) => Status::Expired,
            Self::Begun | Self::DeclaredInForce | Self::Issued(_) => Status::InForce,
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
