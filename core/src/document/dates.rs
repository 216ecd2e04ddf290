//! Days of the calendar, as the law counts them: civil days of Asia/Shanghai.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// A civil day of Asia/Shanghai, written `YYYY-MM-DD`.
///
/// China has used UTC+8 without summer time since 1991-09-15 (the dates of older texts are days already,
/// never instants), so the zone is a fixed offset here and no time-zone database is needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// The text has not the form `YYYY-MM-DD`.
    #[error("{0:?} is not of the form YYYY-MM-DD")]
    Form(String),
    /// The form is right, but there is no such day (`2023-02-29`).
    #[error("there is no day {0}")]
    NoSuchDay(String),
}

impl Day {
    /// The day of these numbers, if the calendar has it. Years 1 to 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// Today in Asia/Shanghai by the system's clock.
    pub fn today() -> Self {
        let shanghai = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
        Self(OffsetDateTime::now_utc().to_offset(shanghai).date())
    }

    /// Days since 1970-01-01; negative before it.
    pub fn days_since_epoch(self) -> i64 {
        i64::from(self.0.to_julian_day()) - EPOCH_JULIAN_DAY
    }

    /// The inverse of [`Day::days_since_epoch`], for days of the years 1 to 9999.
    pub fn from_days_since_epoch(days: i64) -> Option<Self> {
        let julian = i32::try_from(days.checked_add(EPOCH_JULIAN_DAY)?).ok()?;
        let date = Date::from_julian_day(julian).ok()?;
        (1..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day()
    }
}

const EPOCH_JULIAN_DAY: i64 = 2_440_588;

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let form = || DayError::Form(text.chars().take(40).collect());
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(form());
        }
        let number = |range: std::ops::Range<usize>| {
            let digits = bytes.get(range)?;
            digits.iter().all(u8::is_ascii_digit).then(|| {
                digits
                    .iter()
                    .fold(0_i32, |value, digit| value * 10 + i32::from(digit - b'0'))
            })
        };
        let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10))
        else {
            return Err(form());
        };
        Day::new(year, month as u8, day as u8).ok_or_else(|| DayError::NoSuchDay(text.to_owned()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_round_trip_through_text_and_number() {
        for text in ["1949-10-01", "1970-01-01", "2020-02-29", "2026-11-23"] {
            let day: Day = text.parse().expect("a day");
            assert_eq!(day.to_string(), text);
            assert_eq!(
                Day::from_days_since_epoch(day.days_since_epoch()),
                Some(day)
            );
        }
        assert_eq!(
            "1970-01-02".parse::<Day>().map(Day::days_since_epoch),
            Ok(1)
        );
    }

    #[test]
    fn what_is_no_day_is_refused_with_its_reason() {
        assert_eq!(
            "2023-02-29".parse::<Day>(),
            Err(DayError::NoSuchDay("2023-02-29".into()))
        );
        for text in ["2023-2-9", "2023/02/09", "", "２０２３-02-09", "2023-02-+9"] {
            assert!(
                matches!(text.parse::<Day>(), Err(DayError::Form(_))),
                "{text}"
            );
        }
        assert_eq!(
            "0000-01-01".parse::<Day>(),
            Err(DayError::NoSuchDay("0000-01-01".into()))
        );
    }
}
