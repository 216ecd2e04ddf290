//! The parts that the patterns of this room share: a day, a numeral, a unit of time.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Day, read_integer};

/// Blanks, written so that they count in verbose patterns, too.
pub(crate) const BLANK: &str = r"[\x20\u{3000}]*";
/// A day in figures or Chinese numerals, blanks inside it allowed.
pub(crate) const DAY: &str = r"[0-9０-９〇○Ｏ零一二三四五六七八九十]{4}[\x20\u{3000}]*年[\x20\u{3000}]*[0-9０-９一二三四五六七八九十]{1,3}[\x20\u{3000}]*月[\x20\u{3000}]*[0-9０-９一二三四五六七八九十]{1,3}[\x20\u{3000}]*日";
/// A number of days, months or years.
pub(crate) const NUMERAL: &str = r"[0-9０-９一二两三四五六七八九十百]{1,4}";

/// A unit that terms are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Days,
    Months,
    Years,
}

impl Unit {
    /// Reads 日, 天, 个月, 月, 年, 周年. Working days depend on holidays that nobody can know ahead: `None`.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "日" | "天" => Some(Self::Days),
            "月" | "个月" => Some(Self::Months),
            "年" | "周年" => Some(Self::Years),
            _ => None,
        }
    }

    /// The day so many units after `day`. A month that lacks the day ends earlier (31 January and a month is the
    /// last of February), as 《民法典》 art. 202 counts terms.
    pub fn after(self, day: Day, count: u32) -> Option<Day> {
        match self {
            Self::Days => Day::from_days_since_epoch(day.days_since_epoch() + i64::from(count)),
            Self::Months => months_after(day, count),
            Self::Years => months_after(day, count.checked_mul(12)?),
        }
    }
}

fn months_after(day: Day, count: u32) -> Option<Day> {
    let months = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + i64::from(count);
    let year = i32::try_from(months / 12).ok()?;
    let month = (months % 12) as u8 + 1;
    (0..4).find_map(|short| Day::new(year, month, day.day().checked_sub(short)?))
}

/// A number in figures or Chinese numerals of any width; 两 is two.
pub(crate) fn numeral(word: &str) -> Option<u32> {
    let folded: String = word
        .chars()
        .map(|c| match c {
            '两' => '二',
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            c => c,
        })
        .collect();
    read_integer(&folded).filter(|count| (1..=1_200).contains(count))
}

/// The day of words that [`DAY`] found.
pub(super) fn day(words: &str) -> Option<Day> {
    let words = words.replace('Ｏ', "〇");
    Day::read(&words).ok()
}

static NAMED_DAY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DAY).ok());

/// The first day that words name.
pub(crate) fn named_day(words: &str) -> Option<Day> {
    day(NAMED_DAY.as_ref()?.find(words)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_on_the_calendar() {
        let day: Day = "2020-01-31".parse().expect("a day");
        let after = |unit: Unit, count| unit.after(day, count).map(|day| day.to_string());
        assert_eq!(after(Unit::Days, 30).as_deref(), Some("2020-03-01"));
        assert_eq!(after(Unit::Months, 1).as_deref(), Some("2020-02-29"));
        assert_eq!(after(Unit::Years, 5).as_deref(), Some("2025-01-31"));
        assert_eq!(Unit::read("个工作日"), None);
    }

    #[test]
    fn numerals_of_all_sorts() {
        let read: Vec<Option<u32>> = ["两", "五", "３０", "三十", "0"].map(numeral).to_vec();
        assert_eq!(read, [Some(2), Some(5), Some(30), Some(30), None]);
    }
}
