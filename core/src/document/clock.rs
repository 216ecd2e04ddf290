//! What day it is.
//!
//! The system's clock tells, unless the program was told another day: validity, lists of what is new and everything else
//! that depends on today can be tried on any day.

use std::sync::atomic::{AtomicI64, Ordering};

use super::Day;

/// No day's number: the system's clock tells.
const UNSET: i64 = i64::MIN;

/// The day that was set, in days since 1970-01-01.
static SET: AtomicI64 = AtomicI64::new(UNSET);

/// Makes a day today for the whole process; `None` goes back to the system's clock.
pub fn set_today(day: Option<Day>) {
    let days = day.map_or(UNSET, Day::days_since_epoch);
    SET.store(days, Ordering::Relaxed);
}

/// Today in Asia/Shanghai.
pub(super) fn today() -> Day {
    Day::from_days_since_epoch(SET.load(Ordering::Relaxed)).unwrap_or_else(Day::by_the_system)
}
