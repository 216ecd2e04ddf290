//! How long a text says that it lasts: 有效期5年, 有效期至2025年12月31日, 试行两年.
//!
//! Local rules on normative documents ask for a term (mostly five years, two for 暂行 and 试行), which stands in the
//! sentence of entry into force or beside it. Terms of licences, contracts and certificates stand in sentences of
//! another subject.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::{BLANK, DAY, NUMERAL, Unit, day, numeral};
use crate::document::Day;

/// How long a text lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// To the end of this day.
    Until(Day),
    /// So long, from the first day in force.
    Lasts(u32, Unit),
}

impl Term {
    /// The last day in force of a text that entered into force at `begun`.
    pub fn last_day(self, begun: Option<Day>) -> Option<Day> {
        match self {
            Self::Until(day) => Some(day),
            Self::Lasts(count, unit) => {
                let past = unit.after(begun?, count)?;
                Day::from_days_since_epoch(past.days_since_epoch() - 1)
            }
        }
    }
}

/// The patterns in the order in which they are asked, `day` or `count` and `unit` the parts that matter.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let term = format!(
        r"(?:有效期限?|有效时间|施行期限?|实施期限?|执行期限?|试行期限?|试行时间|暂行期限?|试行|暂行)(?:暂定|限|期)?(?:为|是|：|:)?{BLANK}"
    );
    let patterns = [
        // 有效期自…起至…, 有效期至…止
        format!(
            r"有效期限?(?:为|是|：|:)?{BLANK}(?:自|从)?{BLANK}(?:{DAY})?{BLANK}(?:起)?{BLANK}(?:截至|截止至|截止到|截止|至|到|—|－|-)(?P<day>{DAY})"
        ),
        format!(
            r"(?:施行|实施|执行|试行|生效)(?:期限?)?(?:为|自{DAY})?{BLANK}[，,]?{BLANK}(?:有效期)?(?:截至|截止至|截止到|截止|至|到)(?P<day>{DAY})"
        ),
        // 有效期5年
        format!(r"{term}(?P<count>{NUMERAL}){BLANK}(?P<unit>个月|月|年|周年)(?P<tail>.?)"),
        // 自发布之日起施行，2015年12月31日废止
        format!(
            r"(?:施行|实施|执行|试行)[，,、]{BLANK}(?:至|到)?(?P<day>{DAY})(?:起)?(?:自动|自行)?(?P<ended>废止|失效|终止|停止)"
        ),
    ];
    patterns
        .iter()
        .filter_map(|pattern| Regex::new(pattern).ok())
        .collect()
});

/// The term that a sentence names, whoever's it is: the caller knows whether the sentence speaks of the text.
pub(super) fn term(sentence: &str) -> Option<Term> {
    let worth = ["有效", "试行", "暂行", "施行", "实施", "执行"];
    if !worth.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let found = PATTERNS
        .iter()
        .find_map(|pattern| pattern.captures(sentence))?;
    if let Some(words) = found.name("day") {
        let day = day(words.as_str())?;
        // On the day of its repeal a text is no longer in force.
        let ended = found.name("ended").is_some();
        return Day::from_days_since_epoch(day.days_since_epoch() - i64::from(ended))
            .map(Term::Until);
    }
    // 试行一年后 is a time after which something else happens; 有效期5年以上 is no term.
    if matches!(
        found.name("tail").map(|tail| tail.as_str()),
        Some("以" | "内")
    ) {
        return None;
    }
    let count = numeral(found.name("count")?.as_str())?;
    let unit = Unit::read(found.name("unit")?.as_str())?;
    (count <= 240).then_some(Term::Lasts(count, unit))
}

/// Whether a sentence that does not speak of entry into force names the text's own term: 本办法有效期五年, a sentence of
/// the term and nothing else.
pub(super) fn names_itself(sentence: &str) -> bool {
    let bare = sentence.trim_start_matches(|c: char| {
        c.is_whitespace()
            || "（）()、．.，".contains(c)
            || "一二三四五六七八九十".contains(c)
            || c.is_ascii_digit()
    });
    let bare = match bare.strip_prefix('第') {
        Some(article) => article
            .split_once('条')
            .map_or(bare, |(_, rest)| rest.trim_start()),
        None => bare,
    };
    let own = bare.starts_with('本') || bare.starts_with("以上") || bare.starts_with('该');
    let name: String = bare.chars().take(24).collect();
    let terms = ["有效期", "试行期", "试行", "执行期", "施行期", "实施期"];
    let at_once = terms.iter().any(|word| bare.starts_with(word));
    let licence = [
        "证", "许可", "合同", "资格", "批准", "报告", "标志", "标识", "委托", "凭",
    ];
    at_once
        || own
            && terms.iter().any(|word| bare.contains(word))
            && !licence.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, begun: &str, expected: Option<&str>) {
        let last = term(sentence).and_then(|term| term.last_day(begun.parse().ok()));
        assert_eq!(
            last.map(|day| day.to_string()).as_deref(),
            expected,
            "{sentence}"
        );
    }

    #[test]
    fn terms_end_the_day_before_they_are_full() {
        check(
            "本办法自2020年1月1日起施行，有效期5年。",
            "2020-01-01",
            Some("2024-12-31"),
        );
        check(
            "本办法自2020年1月1日起施行，有效期为五年。",
            "2020-01-01",
            Some("2024-12-31"),
        );
        check("试行期两年。", "2024-11-01", Some("2026-10-31"));
        check(
            "本规定自2020年3月1日起试行一年。",
            "2020-03-01",
            Some("2021-02-28"),
        );
        check("有效期限为3年", "2020-01-01", Some("2022-12-31"));
    }

    #[test]
    fn last_days_are_named() {
        check(
            "本细则自公布之日起施行，有效期至2025年12月31日。",
            "2020-01-01",
            Some("2025-12-31"),
        );
        check(
            "有效期自2020年1月1日至2022年12月31日。",
            "2020-01-01",
            Some("2022-12-31"),
        );
        check(
            "本细则自公布之日起实施，2021年1月1日废止。",
            "2015-01-01",
            Some("2020-12-31"),
        );
        check(
            "本通知自2020年1月1日起执行至2021年6月30日。",
            "2020-01-01",
            Some("2021-06-30"),
        );
    }

    #[test]
    fn other_terms_are_told_apart() {
        assert!(names_itself("本办法有效期五年。"));
        assert!(names_itself("第三十条　有效期五年。"));
        assert!(!names_itself("本许可证有效期五年。"));
        assert!(!names_itself("农药登记证有效期为5年。"));
        check("本办法自2020年1月1日起施行。", "2020-01-01", None);
    }
}
