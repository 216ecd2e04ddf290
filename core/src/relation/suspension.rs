//! What suspends other documents and what ends a pause: 《…》自…起暂停执行, 在…暂时调整适用《…》有关规定, 恢复执行《…》.
//!
//! Courts suspend the enforcement of judgments in the same words (中止执行), and laws say who may suspend what. So the verb
//! has to stand beside the citation, and nothing around it may only permit, ask or condition it.

use std::sync::LazyLock;

use regex::Regex;

use super::RelationKind;
use super::model::{Extension, ExtensionFrom, Limit};
use crate::document::Day;
use crate::life::{BLANK, DAY, NUMERAL, Unit, named_day, numeral};

const PAUSE: &str = "(?:暂停|暂缓|暂时停止|中止)(?:执行|实施|施行|适用)";
/// A decision that authorises a trial changes what holds in it: 暂时调整适用有关法律规定.
const ADJUST: &str = "(?:暂时调整(?:适用|实施|施行)|暂时调整或者(?:暂时)?停止(?:适用|实施|施行))";
const RESUME: &str = "恢复(?:执行|实施|施行|适用)";
/// Some of what is cited, and the words say no more.
const PART: &str = "的?(?:有关|相关|部分|个别)(?:法律|行政法规)?(?:规定|条款|内容|条文)";
/// A pause lasts as long as a term of a document at most.
const MONTHS_MAX: u32 = 240;

/// A pattern that does not compile would be a fault of ours that the tests of this file find.
fn pattern(words: &str) -> Option<Regex> {
    Regex::new(words).ok()
}

static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let days = format!(
        "(?:自|从)[^，。；《]{{0,40}}?(?:起|止|日|间)|(?:至|到){BLANK}{DAY}(?:止|期间)?|[^，。；《]{{0,30}}?期间"
    );
    let place = "在[^，。；《]{1,60}?(?:内|区|县|市|省|地区|地方)";
    pattern(&format!(
        "^(?:[（(][^（）()]{{0,60}}[）)])?(?:等[^，。；：]{{0,30}}?)?(?:{PART}|的?规定)?(?:[，、：:\\x20\\u{{3000}}]|{days}|{place}|均|现|即日起|一并|予以|全部|一律|亦|继续|决定){{0,6}}(?P<verb>{PAUSE}|{ADJUST}|{RESUME})(?P<tail>.?)"
    ))
});
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        "(?P<verb>{PAUSE}|{ADJUST}|{RESUME})(?:了)?(?P<what>[^，。；《》]{{0,16}})$"
    ))
});
static IN_PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        "^(?:[（(][^（）()]{{0,60}}[）)])?(?:等[^，。；：]{{0,12}}?)?(?:中的?)?{PART}"
    ))
});
static AREA: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        "在(?P<in>[^，。；《》]{1,60}?(?:区|县|市|省|州|盟|旗|镇|乡|地方|企业|港))(?:等?(?:的)?(?:行政区域|区域|范围|辖区))?(?:内|期间|自|暂|中止|开展|，|实施|适用|进行|$)|(?:^|[，。：；、\\s])(?P<own>[\\p{Han}]{1,20}?(?:区|县|市|省|州|盟|旗|镇|乡))(?:自|从|暂|于|即日起)",
    )
});
static FROM: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(&format!("(?:自|从|于){BLANK}(?P<day>{DAY})")));
static LAST: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(&format!("(?:至|到|截至|—|-|－){BLANK}(?P<day>{DAY})")));
/// 自2020年3月1日起至12月31日: the year is that of the first day.
static LAST_OF_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern("日(?:起|开始)?(?:至|到)(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
});
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(&format!(
        "(?:期限|为期|试行期|试点期|在|执行|实施|施行|适用)(?:限)?(?:为|是)?{BLANK}(?P<count>{NUMERAL}){BLANK}(?P<unit>个月|周年|年)(?P<tail>.?)"
    ))
});

/// What a sentence says of a run of citations between these words, with the words of the verb; `None` when it neither
/// suspends nor resumes them.
pub(super) fn paused<'t>(before: &'t str, behind: &'t str) -> Option<(RelationKind, &'t str)> {
    // Most sentences do nothing of the sort.
    let worth = |words: &str| {
        ["暂停", "暂缓", "暂时", "中止", "恢复"]
            .iter()
            .any(|word| words.contains(word))
    };
    if worth(behind)
        && !rests(before)
        && let Some(found) = BEHIND.as_ref().and_then(|regex| regex.captures(behind))
        && !only_named(&found["tail"])
    {
        return Some((kind(&found["verb"])?, found.get(0)?.as_str()));
    }
    if !worth(before) {
        return None;
    }
    let found = BEFORE.as_ref()?.captures(before)?;
    let verb = found.name("verb")?;
    let other = [
        "按照", "根据", "依照", "适用", "依据", "参照", "情形", "条件", "程序", "的，",
    ];
    let aside =
        other.iter().any(|word| found["what"].contains(word)) || found["what"].starts_with('的');
    if aside || is_asked(&before[..verb.start()]) {
        return None;
    }
    Some((kind(verb.as_str())?, verb.as_str()))
}

fn kind(verb: &str) -> Option<RelationKind> {
    let resumes = verb.starts_with("恢复");
    Some(if resumes {
        RelationKind::Resumes
    } else {
        RelationKind::Suspends
    })
}

/// 依照《…》第五条的规定，中止执行: another thing is suspended, by what is cited.
fn rests(before: &str) -> bool {
    let end = before.trim_end();
    [
        "依照", "根据", "按照", "依据", "适用", "参照", "违反", "符合", "按", "依",
    ]
    .iter()
    .any(|word| end.ends_with(word))
}

/// 暂停执行的, 暂停执行期间: it is talked about.
fn only_named(tail: &str) -> bool {
    matches!(tail, "的" | "或" | "前" | "之" | "后" | "程" | "期")
}

/// 可以, 建议, 需要 暂停执行: nothing is done yet.
fn is_asked(before: &str) -> bool {
    let words = [
        "可以",
        "可",
        "应当",
        "是否",
        "不得",
        "要求",
        "申请",
        "拟",
        "需要",
        "建议",
        "提请",
        "如",
        "能",
        "不",
        "未",
        "无需",
        "需",
        "裁定",
        "或者",
        "或",
        "有权",
        "及时",
        "责令",
        "通知",
        "停止或者",
    ];
    let end = before.trim_end();
    words.iter().any(|word| end.ends_with(word))
}

/// From when to when a sentence suspends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// The first day that is named.
    pub from: Option<Day>,
    /// The last day that is named.
    pub until: Option<Day>,
    /// Else how long.
    pub term: Option<Extension>,
}

/// Reads the days between which a sentence suspends or resumes.
pub(super) fn span(sentence: &str) -> Span {
    let day = |regex: &LazyLock<Option<Regex>>| {
        let found = regex.as_ref()?.captures(sentence)?;
        named_day(found.name("day")?.as_str())
    };
    let from = day(&FROM);
    let until = day(&LAST).or_else(|| last_of_year(sentence, from?));
    let until = until.filter(|until| from.is_none_or(|from| from <= *until));
    Span {
        from,
        until,
        term: until.is_none().then(|| term(sentence, from)).flatten(),
    }
}

fn last_of_year(sentence: &str, from: Day) -> Option<Day> {
    let found = LAST_OF_YEAR.as_ref()?.captures(sentence)?;
    Day::new(
        from.year(),
        found["month"].parse().ok()?,
        found["day"].parse().ok()?,
    )
}

fn term(sentence: &str, from: Option<Day>) -> Option<Extension> {
    // 在2020年 is no term, and no number that one can count.
    let months = TERM.as_ref()?.captures_iter(sentence).find_map(|found| {
        if matches!(&found["tail"], "以" | "后" | "左" | "来" | "前") {
            return None;
        }
        let count = numeral(&found["count"])?;
        match Unit::read(&found["unit"])? {
            Unit::Years => count.checked_mul(12),
            Unit::Months => Some(count),
            Unit::Days => None,
        }
    })?;
    (months <= MONTHS_MAX).then_some(Extension {
        months: Some(months),
        from: from.map_or(ExtensionFrom::Act, ExtensionFrom::Day),
    })
}

/// What the words between which the citations stand limit a pause to.
pub(super) fn limit(before: &str, behind: &str, verb: &str) -> Option<Limit> {
    let area = |words: &str| {
        let found = AREA.as_ref()?.captures(words)?;
        let name = found.name("in").or(found.name("own"))?.as_str();
        // Its own place is the whole of it.
        let whole = ["全", "本", "我", "各", "辖"]
            .iter()
            .any(|word| name.starts_with(word));
        (!whole).then(|| name.to_owned())
    };
    if let Some(area) = area(before).or_else(|| area(behind)) {
        return Some(Limit::Area(area));
    }
    let in_part = IN_PART.as_ref().is_some_and(|regex| regex.is_match(behind));
    let what = before
        .rfind(verb)
        .map_or("", |at| &before[at + verb.len()..]);
    let adjusts = verb.contains("调整");
    (in_part || adjusts || what.contains("部分") || what.contains("有关")).then_some(Limit::Part)
}

/// Whether a title says that it suspends what it names.
pub(super) fn names_pause(title: &str) -> bool {
    PAUSES.as_ref().is_some_and(|regex| regex.is_match(title))
}

/// What a title limits a pause to.
pub(super) fn title_limit(title: &str) -> Option<Limit> {
    let (first, last) = (title.find('《')?, title.rfind('》')?);
    let verb = PAUSES.as_ref()?.find(title)?.as_str();
    limit(&title[..first], title.get(last + '》'.len_utf8()..)?, verb)
}

/// Where a sentence that names no document says that something is suspended or resumed; `None` when it only talks about it.
pub(super) fn verb_of(sentence: &str) -> Option<(usize, usize)> {
    let found = PAUSES_OR_RESUMES.as_ref()?.captures(sentence)?;
    let verb = found.name("verb")?;
    let talks = only_named(&found["tail"]) || is_asked(&sentence[..verb.start()]);
    (!talks).then_some((verb.start(), verb.end()))
}

static PAUSES: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(&format!("{PAUSE}|{ADJUST}")));
static PAUSES_OR_RESUMES: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(&format!("(?P<verb>{PAUSE}|{ADJUST}|{RESUME})(?P<tail>.?)")));

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// The run is marked by ␣.
    fn check(sentence: &str, expected: Expect) {
        let (before, behind) = sentence.split_once('␣').expect("a run");
        let shown = match paused(before, behind) {
            Some((kind, words)) => {
                let Span { from, until, term } = span(sentence);
                let mut shown = kind.as_str().to_owned();
                for (word, day) in [("from", from), ("until", until)] {
                    if let Some(day) = day {
                        shown.push_str(&format!(" {word} {day}"));
                    }
                }
                if let Some(term) = term {
                    shown.push_str(&format!(
                        " for {:?} months",
                        term.months.unwrap_or_default()
                    ));
                }
                if let Some(limit) = limit(before, behind, words) {
                    shown.push_str(&format!(" {limit:?}"));
                }
                shown
            }
            None => "nothing".to_owned(),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn whole_texts_are_suspended() {
        check(
            "␣自2020年3月1日起暂停执行。",
            expect!["suspends from 2020-03-01"],
        );
        check(
            "␣（岚府发〔2018〕3号）自2020年3月1日起至2020年12月31日止暂停实施。",
            expect!["suspends from 2020-03-01 until 2020-12-31"],
        );
        check(
            "自2020年3月1日至12月31日，暂停执行␣。",
            expect!["suspends from 2020-03-01 until 2020-12-31"],
        );
        check(
            "决定暂停施行␣，期限为一年。",
            expect!["suspends for 12 months"],
        );
        check("疫情防控期间，暂缓执行␣。", expect!["suspends"]);
        check("␣在疫情防控期间暂停执行。", expect!["suspends"]);
    }

    #[test]
    fn parts_and_places_are_suspended() {
        check(
            "滨江区自2020年4月28日起暂时停止施行␣规定。",
            expect![[r#"suspends from 2020-04-28 Area("滨江区")"#]],
        );
        check(
            "授权国务院在岚江自由贸易试验区内，暂时调整适用␣的有关规定，期限为三年。",
            expect![[r#"suspends for 36 months Area("岚江自由贸易试验区")"#]],
        );
        check("决定暂时调整实施␣有关规定。", expect!["suspends Part"]);
        check("␣部分条款暂停执行。", expect!["suspends Part"]);
        check("全省暂停执行␣。", expect!["suspends"]);
    }

    #[test]
    fn pauses_end() {
        check(
            "自2021年1月1日起恢复执行␣。",
            expect!["resumes from 2021-01-01"],
        );
        check(
            "␣自2021年1月1日起恢复实施。",
            expect!["resumes from 2021-01-01"],
        );
    }

    #[test]
    fn what_is_permitted_or_said_of_judgments_suspends_nothing() {
        check("依照␣的规定，中止执行。", expect!["nothing"]);
        check("人民法院应当裁定中止执行␣规定的财产。", expect!["nothing"]);
        check("可以暂停执行␣。", expect!["nothing"]);
        check(
            "需要暂时调整适用␣的，依照法定程序报请决定。",
            expect!["nothing"],
        );
        check("␣暂停执行期间，不予受理。", expect!["nothing"]);
        check("中止执行的情形消失后，依照␣恢复执行。", expect!["nothing"]);
        check("依照␣恢复执行。", expect!["nothing"]);
    }
}
