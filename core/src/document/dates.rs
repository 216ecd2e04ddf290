//! Days of the calendar, as the law counts them: civil days of Asia/Shanghai.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Date, Month, OffsetDateTime, UtcOffset};

use super::numeral::{is_numeral, read_integer};
use super::{clock, spelling};

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

    /// Today in Asia/Shanghai: by the system's clock, unless [`set_today`](super::set_today) made another day today.
    pub fn today() -> Self {
        clock::today()
    }

    /// The day now in Asia/Shanghai by the system's clock.
    pub(super) fn by_the_system() -> Self {
        let shanghai = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
        Self(OffsetDateTime::now_utc().to_offset(shanghai).date())
    }

    /// Reads a day as people and pages write it: `2020-1-1`, `2020/01/01`, `2020.1.1`, `2020年1月1日`,
    /// `20200101`, `二〇二〇年一月一日`, in any width, with a time of day after it or without.
    ///
    /// ```
    /// use tongcha::document::Day;
    /// assert_eq!(Day::read("二○一二年十一月三十日")?.to_string(), "2012-11-30");
    /// # Ok::<(), tongcha::document::DayError>(())
    /// ```
    ///
    /// # Errors
    /// [`DayError::Form`] when there is no day in these forms, [`DayError::NoSuchDay`] when the calendar has
    /// not that day. A month alone (`2020年1月`) is no day: nothing is made up.
    pub fn read(text: &str) -> Result<Self, DayError> {
        let (day, rest) = Self::read_prefix(text)?;
        if rest.is_empty() || is_time_of_day(&rest) {
            return Ok(day);
        }
        Err(form_error(text))
    }

    /// Reads a day at the start of `text`; what follows it is returned, folded to ASCII width.
    pub(crate) fn read_prefix(text: &str) -> Result<(Self, String), DayError> {
        let folded: String = text
            .chars()
            .filter(|c| !spelling::is_invisible(*c))
            .map(spelling::fold_width)
            .collect();
        let folded = folded.trim();
        let parts = split_numbers(folded).or_else(|| eight_digits(folded));
        let (year, month, day, rest) = parts.ok_or_else(|| form_error(text))?;
        let no_such_day = || DayError::NoSuchDay(format!("{year}-{month}-{day}"));
        let narrow = |value: u32| u8::try_from(value).map_err(|_| no_such_day());
        let year_number = i32::try_from(year).map_err(|_| no_such_day())?;
        let day = Day::new(year_number, narrow(month)?, narrow(day)?).ok_or_else(no_such_day)?;
        Ok((day, rest.trim().to_owned()))
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

fn form_error(text: &str) -> DayError {
    DayError::Form(spelling::cut(text, 40).0.to_owned())
}

/// Year, month and day with separators between them, and the rest. The separators must agree: `年` goes with
/// `月`, and the same mark stands both times otherwise.
fn split_numbers(text: &str) -> Option<(u32, u32, u32, &str)> {
    let (year, rest) = leading_numeral(text)?;
    if !(4..=4).contains(&year.chars().count()) {
        return None;
    }
    let mut rest_chars = rest.trim_start().chars();
    let first = rest_chars.next()?;
    if !matches!(first, '年' | '-' | '/' | '.' | '—' | '–' | '·') {
        return None;
    }
    let (month, rest) = leading_numeral(rest_chars.as_str().trim_start())?;
    let mut rest_chars = rest.trim_start().chars();
    let second = rest_chars.next()?;
    if second != if first == '年' { '月' } else { first } {
        return None;
    }
    let (day, mut rest) = leading_numeral(rest_chars.as_str().trim_start())?;
    if first == '年' {
        rest = rest.trim_start().strip_prefix(['日', '号'])?;
    }
    Some((
        read_integer(year)?,
        read_integer(month)?,
        read_integer(day)?,
        rest,
    ))
}

/// `20200101` and what follows, as long as that is no digit.
fn eight_digits(text: &str) -> Option<(u32, u32, u32, &str)> {
    let digits = text.get(..8)?;
    let rest = &text[8..];
    if !digits.bytes().all(|b| b.is_ascii_digit()) || rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    Some((
        digits[..4].parse().ok()?,
        digits[4..6].parse().ok()?,
        digits[6..].parse().ok()?,
        rest,
    ))
}

/// The numeral at the start and the rest.
fn leading_numeral(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !is_numeral(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// `11:41:06`, `T00:00:00+08:00`, `00:00:00.0`: a time after the day, which says nothing about the day.
fn is_time_of_day(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['T', 't']).trim();
    rest.contains(':')
        && rest.len() <= 24
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z'))
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

    fn check(text: &str, expected: &str) {
        let read = match Day::read(text) {
            Ok(day) => day.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "2020-1-1",
            "2020/01/01",
            "2020.1.1",
            "2020年1月1日",
            "20200101",
            "二〇二〇年一月一日",
            "二○二○年一月一日",
            "二零二零年一月一日",
            "２０２０-01-01",
            "２０２０年１月１日",
            "2020 年 1 月 1 日",
            "2020/1/1 11:41:06",
            "2020-01-01T00:00:00+08:00",
            "\u{feff}2020-01-01 ",
        ] {
            check(text, "2020-01-01");
        }
        check("二〇一二年十一月三十日", "2012-11-30");
        check("2012/9/3 11:41:06", "2012-09-03");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        check("2023-02-29", "there is no day 2023-2-29");
        check("2023年13月1日", "there is no day 2023-13-1");
        check("20230230", "there is no day 2023-2-30");
        for text in [
            "2020年1月",
            "2020-1/1",
            "20-1-1",
            "",
            "昨天",
            "2020年1月1日起",
            "202001011",
        ] {
            assert!(matches!(Day::read(text), Err(DayError::Form(_))), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[0-9０-９二〇年月日/. :T-]{0,20}|\\PC{0,40}") {
            let _ = Day::read(&text);
        }
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
