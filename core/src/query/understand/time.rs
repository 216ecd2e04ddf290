//! Years and spans of time that stand as words of their own: 2019年, 2019年以来, 最近三个月, 今年.

use super::reader::Reader;
use super::{Effect, InterpretationKind};
use crate::document::Day;
use crate::document::numeral::{is_numeral, read_integer};
use crate::query::DateRange;

/// Makes a filter of the first expression of time that is a word of its own.
pub(super) fn read(reader: &mut Reader<'_>) {
    if !reader.wants(InterpretationKind::Time) {
        return;
    }
    for token in reader.line.words() {
        let text = reader.line.text(token.clone());
        let Some((range, label)) = span(&text, reader.context.as_of) else {
            continue;
        };
        reader.understanding.filters.issued = range;
        reader.line.drop(reader.line.with_brackets(token.clone()));
        reader.chip(
            InterpretationKind::Time,
            label,
            token,
            true,
            Effect::Filters,
        );
        return;
    }
}

/// The days of an expression of time, and how it is shown.
fn span(text: &str, today: Day) -> Option<(DateRange, String)> {
    let text = text
        .trim_end_matches(['的', '度'])
        .trim_end_matches("发布")
        .trim_end_matches("公布");
    let year = today.year();
    match text {
        "今年" | "本年" => return years(year, year),
        "去年" | "上年" => return years(year - 1, year - 1),
        "前年" => return years(year - 2, year - 2),
        "本月" | "这个月" | "当月" => return month(year, today.month()),
        "上月" | "上个月" => {
            let before = months_before(today, 1)?;
            return month(before.year(), before.month());
        }
        _ => {}
    }
    recent(text, today)
        .or_else(|| open_sided(text))
        .or_else(|| closed(text))
}

/// 最近三个月, 近5年.
fn recent(text: &str, today: Day) -> Option<(DateRange, String)> {
    let rest = ["最近的", "最近", "近", "过去", "这"]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    let rest = rest.trim_end_matches("以来").trim_end_matches('内');
    let split = rest.find(|c: char| !(is_numeral(c) || c == '半'))?;
    let (count, unit) = rest.split_at(split);
    let count = match count {
        "" => 1,
        "半" => 6,
        count => read_integer(count).filter(|count| (1..=100).contains(count))?,
    };
    let half = rest.starts_with('半');
    let from = match unit {
        "年" if half => months_before(today, 6)?,
        "年" => months_before(today, count * 12)?,
        "个月" | "月" => months_before(today, count)?,
        "周" | "星期" | "个星期" => days_before(today, count * 7)?,
        "天" | "日" => days_before(today, count)?,
        _ => return None,
    };
    Some((since(from), format!("{from}以来发布")))
}

/// 2019年以来, 2018年以前.
fn open_sided(text: &str) -> Option<(DateRange, String)> {
    let text = text.strip_prefix('自').unwrap_or(text);
    let after = ["以来", "以后", "之后", "起", "至今", "后", "开始"];
    if let Some(rest) = after.iter().find_map(|word| text.strip_suffix(word)) {
        let (range, _) = closed(rest)?;
        let from = range.from?;
        return Some((since(from), format!("{from}以来发布")));
    }
    let before = ["以前", "之前", "前"];
    let rest = before.iter().find_map(|word| text.strip_suffix(word))?;
    let (range, _) = closed(rest)?;
    let to = days_before(range.from?, 1)?;
    let range = DateRange {
        from: None,
        to: Some(to),
    };
    Some((range, format!("{to}以前发布")))
}

/// 2019年, 2019年3月, 2019年3月5日, 2018年至2020年, 2018-2020年.
fn closed(text: &str) -> Option<(DateRange, String)> {
    for joint in ["至", "到", "-", "~"] {
        if let Some((first, last)) = text.split_once(joint) {
            let first = read_year(first.trim_end_matches('年'))?;
            let last = read_year(last.strip_suffix('年')?)?;
            return (first <= last).then(|| years(first, last)).flatten();
        }
    }
    if let Some(year) = text.strip_suffix('年') {
        let year = read_year(year)?;
        return years(year, year);
    }
    let (year_text, rest) = text.split_once('年')?;
    let year = read_year(year_text)?;
    if let Some(of_year) = rest.strip_suffix('月') {
        return month(year, u8::try_from(read_integer(of_year)?).ok()?);
    }
    let day = Day::read(text).ok()?;
    let range = DateRange {
        from: Some(day),
        to: Some(day),
    };
    Some((range, format!("{day}发布")))
}

fn read_year(text: &str) -> Option<i32> {
    let positional = text.chars().count() == 4;
    read_integer(text)
        .filter(|year| positional && (1949..=2099).contains(year))
        .map(|year| year as i32)
}

fn years(first: i32, last: i32) -> Option<(DateRange, String)> {
    let range = DateRange {
        from: Day::new(first, 1, 1),
        to: Day::new(last, 12, 31),
    };
    let label = match first == last {
        true => format!("{first}年发布"),
        false => format!("{first}年至{last}年发布"),
    };
    (!range.is_open()).then_some((range, label))
}

fn month(year: i32, month: u8) -> Option<(DateRange, String)> {
    let range = DateRange {
        from: Some(Day::new(year, month, 1)?),
        to: (28..=31).rev().find_map(|day| Day::new(year, month, day)),
    };
    Some((range, format!("{year}年{month}月发布")))
}

fn since(from: Day) -> DateRange {
    DateRange {
        from: Some(from),
        to: None,
    }
}

fn days_before(day: Day, count: u32) -> Option<Day> {
    Day::from_days_since_epoch(day.days_since_epoch() - i64::from(count))
}

fn months_before(day: Day, count: u32) -> Option<Day> {
    let months = day.year() * 12 + i32::from(day.month()) - 1 - i32::try_from(count).ok()?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let month = u8::try_from(month).ok()?;
    // The 31st of a shorter month is its last day.
    (28..=day.day().max(28))
        .rev()
        .chain([day.day()])
        .filter(|candidate| *candidate <= day.day())
        .find_map(|candidate| Day::new(year, month, candidate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(texts: &[&str], expected: Expect) {
        let today = Day::new(2026, 3, 31).expect("a day");
        let read: Vec<String> = texts
            .iter()
            .map(|text| match span(text, today) {
                Some((range, label)) => {
                    let day =
                        |day: Option<Day>| day.map_or("…".to_owned(), |day| day.to_string());
                    format!("{text} → {}/{} {label}", day(range.from), day(range.to))
                }
                None => format!("{text} → –"),
            })
            .collect();
        expected.assert_eq(&read.join("\n"));
    }

    #[test]
    fn spans_of_time() {
        check(
            &[
                "2019年",
                "二〇一九年",
                "2019年度",
                "2019年以来",
                "2018年以前",
                "2018-2020年",
                "2018年至2020年",
                "2020年2月",
                "2020年2月3日",
                "今年",
                "去年",
                "上个月",
                "最近三个月",
                "最近1个月",
                "近五年",
                "最近半年",
                "近7天",
                "最近",
                "2019",
                "三年",
                "最近政策",
                "2020年13月",
                "年",
                "最近999年",
            ],
            expect![[r#"
                2019年 → 2019-01-01/2019-12-31 2019年发布
                二〇一九年 → 2019-01-01/2019-12-31 2019年发布
                2019年度 → 2019-01-01/2019-12-31 2019年发布
                2019年以来 → 2019-01-01/… 2019-01-01以来发布
                2018年以前 → …/2017-12-31 2017-12-31以前发布
                2018-2020年 → 2018-01-01/2020-12-31 2018年至2020年发布
                2018年至2020年 → 2018-01-01/2020-12-31 2018年至2020年发布
                2020年2月 → 2020-02-01/2020-02-29 2020年2月发布
                2020年2月3日 → 2020-02-03/2020-02-03 2020-02-03发布
                今年 → 2026-01-01/2026-12-31 2026年发布
                去年 → 2025-01-01/2025-12-31 2025年发布
                上个月 → 2026-02-01/2026-02-28 2026年2月发布
                最近三个月 → 2025-12-31/… 2025-12-31以来发布
                最近1个月 → 2026-02-28/… 2026-02-28以来发布
                近五年 → 2021-03-31/… 2021-03-31以来发布
                最近半年 → 2025-09-30/… 2025-09-30以来发布
                近7天 → 2026-03-24/… 2026-03-24以来发布
                最近 → –
                2019 → –
                三年 → –
                最近政策 → –
                2020年13月 → –
                年 → –
                最近999年 → –"#]],
        );
    }
}
