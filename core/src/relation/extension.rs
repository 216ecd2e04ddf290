//! By how much a document extends another where no last day is named: 有效期延长两年, 继续有效五年.
//!
//! 延长 goes on from the former last day; 继续有效 does so, too, or from the extending document's own day where there is no
//! former one; 延长至五年 makes the whole term five years. Where what it goes on from is unknown, nothing follows.

use std::sync::LazyLock;

use regex::Regex;

use super::model::{Extension, ExtensionFrom};
use crate::document::{Counted, CountedFrom, Day};
use crate::life::{BLANK, DAY, NUMERAL, Unit, named_day, numeral};

/// Months that an extension may have: what is longer is no term of a document.
const MONTHS_MAX: u32 = 240;

/// What words behind a citation say of its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extended {
    /// To the end of this day.
    Until(Day),
    /// By so much, or without a named end.
    By(Extension),
}

static LAST_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("(?:至|到){BLANK}(?P<day>{DAY})")).ok());
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<verb>延长|延续|顺延|续期|延期|继续有效|继续执行|继续施行|继续实施|延期执行|延期实施)(?:有效期|实施期|执行期|施行期|期限|时间|执行|实施|期|，|,)?(?P<whole>至|到|为)?{BLANK}(?P<count>{NUMERAL}){BLANK}(?P<unit>个月|周年|年)(?P<tail>.?)"
    ))
    .ok()
});
/// 延长《…》有效期两年: the verb stands before the citation.
static AFTER_TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?:[（(][^（）()]{{0,60}}[）)])?(?:等[^，。；]{{0,20}})?的?(?:有效期|实施期|执行期|施行期|试行期)限?(?P<whole>至|到|为)?{BLANK}(?P<count>{NUMERAL}){BLANK}(?P<unit>个月|周年|年)(?P<tail>.?)"
    ))
    .ok()
});
/// 自…起继续有效: the former last day no longer counts, and no new one is named.
static GOES_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:自|从)[^，。；《]{0,24}起[，,]?(?:均|全部|予以)?(?:继续有效|继续执行|继续施行|继续实施)(?P<tail>.?)").ok()
});
static FROM_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("(?:自|从){BLANK}(?P<day>{DAY}){BLANK}(?:起|开始)")).ok());
static FROM_ACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:自|从)(?:本(?:通知|公告|决定|文件|意见|通告))?(?:之日|[^，。；]{0,8}(?:印发|发布|公布|下发|发文|施行|实施)之日)").ok()
});

/// Reads what stands behind a citation that is extended; `None` when it names neither a last day nor a term.
pub(super) fn extended(behind: &str) -> Option<Extended> {
    let behind = behind.split(['。', '；']).next().unwrap_or(behind);
    stated(behind).or_else(|| named_day(behind).map(Extended::Until))
}

/// The last day or the term that words state, wherever they stand.
pub(super) fn stated(words: &str) -> Option<Extended> {
    let last = LAST_DAY.as_ref()?.captures(words);
    let last = last.and_then(|found| named_day(found.name("day")?.as_str()));
    if let Some(day) = last {
        return Some(Extended::Until(day));
    }
    term(words).or_else(|| open(words)).map(Extended::By)
}

fn open(words: &str) -> Option<Extension> {
    let found = GOES_ON.as_ref()?.captures(words)?;
    if found["tail"].starts_with('的') {
        return None;
    }
    let from = FROM_DAY.as_ref()?.captures(found.get(0)?.as_str());
    let from = from.and_then(|found| named_day(found.name("day")?.as_str()));
    Some(Extension {
        months: None,
        from: from.map_or(ExtensionFrom::Act, ExtensionFrom::Day),
    })
}

fn term(behind: &str) -> Option<Extension> {
    let found = TERM.as_ref()?.captures(behind);
    let found = found.or_else(|| AFTER_TITLE.as_ref()?.captures(behind))?;
    // 延长一年以上, 延长两年后, 一年内: no term that is fixed.
    let open = ["以", "内", "后", "左", "或", "至", "到"];
    let tail = found.name("tail").map_or("", |tail| tail.as_str());
    if open.contains(&tail) {
        return None;
    }
    let count = numeral(found.name("count")?.as_str())?;
    let months = match Unit::read(found.name("unit")?.as_str())? {
        Unit::Years => count.checked_mul(12)?,
        Unit::Months => count,
        Unit::Days => return None,
    };
    let before = &behind[..found.get(0)?.start()];
    let from = FROM_DAY.as_ref()?.captures(behind);
    let from = from.and_then(|found| named_day(found.name("day")?.as_str()));
    let goes_on = found
        .name("verb")
        .is_some_and(|verb| verb.as_str().starts_with("继续"));
    let from = if found.name("whole").is_some() {
        ExtensionFrom::Beginning
    } else if let Some(day) = from {
        ExtensionFrom::Day(day)
    } else if FROM_ACT.as_ref()?.is_match(before) {
        ExtensionFrom::Act
    } else if goes_on {
        ExtensionFrom::EndOrAct
    } else {
        ExtensionFrom::End
    };
    (months <= MONTHS_MAX).then_some(Extension {
        months: Some(months),
        from,
    })
}

/// The days from which an extension may be counted, as far as they are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// First day in force of the extended text.
    pub begins: Option<Day>,
    /// Its last day, as extended before.
    pub ends: Option<Day>,
    /// The first day of the extending document.
    pub act: Day,
}

/// The new last day of a text and what it was counted from; `None` when that is unknown, when no end is named, or when
/// the term had run out before it was extended.
pub(super) fn count(extension: Extension, known: Known) -> Option<(Day, Counted)> {
    let months = extension.months?;
    let ends = || Some((CountedFrom::FormerEnd, day_after(known.ends?)?));
    let act = (CountedFrom::Act, known.act);
    let (from, first) = match extension.from {
        ExtensionFrom::Beginning => (CountedFrom::Beginning, known.begins?),
        ExtensionFrom::Day(day) => (CountedFrom::Day, day),
        ExtensionFrom::Act => act,
        ExtensionFrom::End => ends()?,
        // What had run out goes on from the day on which somebody says so.
        ExtensionFrom::EndOrAct => ends()
            .filter(|(_, first)| *first >= known.act)
            .unwrap_or(act),
    };
    let past = Unit::Months.after(first, months)?;
    let until = Day::from_days_since_epoch(past.days_since_epoch() - 1)?;
    let counted = Counted {
        months,
        from,
        first,
    };
    (until >= known.act).then_some((until, counted))
}

fn day_after(day: Day) -> Option<Day> {
    Day::from_days_since_epoch(day.days_since_epoch() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// The last day of a text in force from 2020 to 2024 (`ends`), extended on 1 December 2024 by what stands behind it.
    fn check(behind: &str, ends: Option<&str>, expected: Expect) {
        let day = |text: &str| -> Day { text.parse().expect("a day") };
        let known = Known {
            begins: ends.map(|_| day("2020-01-01")),
            ends: ends.map(day),
            act: day("2024-12-01"),
        };
        let shown = match extended(behind) {
            Some(Extended::Until(day)) => format!("until {day}"),
            Some(Extended::By(extension)) if extension.months.is_none() => {
                format!("open, {:?}", extension.from)
            }
            Some(Extended::By(extension)) => match count(extension, known) {
                Some((until, counted)) => {
                    format!(
                        "{until}, {} months, {:?} {}",
                        counted.months, counted.from, counted.first
                    )
                }
                None => "unknown".to_owned(),
            },
            None => "nothing".to_owned(),
        };
        expected.assert_eq(&shown);
    }

    const END: Option<&str> = Some("2024-12-31");

    #[test]
    fn terms_go_on_from_the_former_end() {
        check(
            "有效期延长两年。",
            END,
            expect!["2026-12-31, 24 months, FormerEnd 2025-01-01"],
        );
        check(
            "（岚府发〔2020〕1号）的有效期再延长6个月",
            END,
            expect!["2025-06-30, 6 months, FormerEnd 2025-01-01"],
        );
        check(
            "有效期两年",
            END,
            expect!["2026-12-31, 24 months, FormerEnd 2025-01-01"],
        );
        check(
            "继续有效五年。",
            END,
            expect!["2029-12-31, 60 months, FormerEnd 2025-01-01"],
        );
        check(
            "继续有效十年。",
            END,
            expect!["2034-12-31, 120 months, FormerEnd 2025-01-01"],
        );
        check(
            "继续有效十八个月。",
            END,
            expect!["2026-06-30, 18 months, FormerEnd 2025-01-01"],
        );
        check("有效期延长两年。", None, expect!["unknown"]);
        check("有效期延长两年。", Some("2019-12-31"), expect!["unknown"]);
    }

    #[test]
    fn terms_go_on_from_the_act_where_it_says_so_or_nothing_else_is_known() {
        check(
            "继续有效五年。",
            None,
            expect!["2029-11-30, 60 months, Act 2024-12-01"],
        );
        check(
            "继续执行2年",
            Some("2023-12-31"),
            expect!["2026-11-30, 24 months, Act 2024-12-01"],
        );
        check(
            "自本通知印发之日起继续执行2年",
            END,
            expect!["2026-11-30, 24 months, Act 2024-12-01"],
        );
        check(
            "自2025年3月1日起延长一年",
            None,
            expect!["2026-02-28, 12 months, Day 2025-03-01"],
        );
        check(
            "有效期延长至十年",
            END,
            expect!["2029-12-31, 120 months, Beginning 2020-01-01"],
        );
        check("有效期延长至十年", None, expect!["unknown"]);
    }

    #[test]
    fn what_goes_on_without_a_named_end_is_open() {
        check(
            "自2025年1月1日起继续有效。",
            END,
            expect!["open, Day(2025-01-01)"],
        );
        check("自本通知印发之日起继续执行。", END, expect!["open, Act"]);
    }

    #[test]
    fn named_days_come_first_and_open_terms_are_none() {
        check(
            "有效期延长至2027年12月31日。",
            END,
            expect!["until 2027-12-31"],
        );
        check(
            "有效期延长两年，至2026年6月30日。",
            END,
            expect!["until 2026-06-30"],
        );
        check(
            "有效期延长至二〇二七年六月三十日",
            END,
            expect!["until 2027-06-30"],
        );
        check(
            "有效期延续至2027年6月30日。",
            END,
            expect!["until 2027-06-30"],
        );
        check("有效期延长一年以上", END, expect!["nothing"]);
        check("继续执行", END, expect!["nothing"]);
    }
}
