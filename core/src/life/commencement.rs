//! When a text says that it enters into force: 本办法自2020年1月1日起施行, 自公布之日起30日后施行.
//!
//! The clause stands in the last article (《立法技术规范（试行）（一）》 §18), in the decree or notice that publishes the
//! text, or in the note in brackets under its title. Sentences about something else (a licence, a contract, another
//! law) have another subject and are passed over.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern::{BLANK, DAY, NUMERAL, Unit, day, numeral};
use super::sentence::Sentence;
use crate::document::{Day, title_stem};

/// A clause of entry into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Commencement {
    pub when: When,
    pub subject: Subject,
}

/// From when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// From a day that is named.
    On(Day),
    /// From the day of publication.
    Issue,
    /// So long after the day of publication.
    AfterIssue(u32, Unit),
    /// From the day of signing or of sending out.
    Signing,
    /// From the day of passing.
    Passing,
}

/// What enters into force, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// 本决定: the act that amends, which may stand over the amended text.
    Decision,
    /// No subject: the sentence of a decree, a note in brackets, a last line.
    Bare,
    /// 本通知, 本公告: what carries the text.
    Notice,
    /// 本法, 本办法, or the text's own title.
    Text,
}

static CLAUSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = format!(
        r"(?x)
        (?P<from>自|从|于)?{BLANK}
        (?:(?P<day>{DAY})|(?P<event>公布|发布|颁布|印发|下发|发文|通过|公告|签发|颁发|发出|刊登|签署|颁行){BLANK}之?{BLANK}(?:日|时)|(?P<today>即日))
        {BLANK}(?P<begun>起)?
        (?P<wait>{BLANK}满?{BLANK}(?P<count>{NUMERAL}){BLANK}(?P<unit>个工作日|个月|月|日|天|年){BLANK}(?:以后|之后|期满后|后){BLANK}(?:起)?)?
        {BLANK}(?P<begin>起|开始)?{BLANK}(?:正式|开始)?{BLANK}(?:施行|实施|执行|生效|试行|实行)(?P<tail>.?)"
    );
    // A pattern that does not compile would be a fault of ours that the tests of this file find.
    Regex::new(&pattern).ok()
});

/// The clause of a sentence, if its subject is the text itself. `own` are the stems of its title and of the texts
/// that it carries.
pub(super) fn commencement(sentence: &Sentence<'_>, own: &[String]) -> Option<Commencement> {
    let text = sentence.text;
    let worth = ["施行", "实施", "执行", "生效", "试行", "实行"]
        .iter()
        .any(|word| text.contains(word));
    if !worth || !(text.contains('日')) {
        return None;
    }
    let found = CLAUSE.as_ref()?.captures_iter(text);
    found
        .filter_map(|captures| read(text, &captures, own))
        .last()
}

fn read(text: &str, captures: &Captures<'_>, own: &[String]) -> Option<Commencement> {
    let part = |name: &str| captures.name(name).map(|found| found.as_str());
    let whole = captures.get(0)?;
    let marked = ["from", "begun", "begin"]
        .iter()
        .any(|name| captures.name(name).is_some());
    // 2015年3月1日起施行的《…》 is another text, 施行前 and 施行后 are times.
    if !marked
        || part("tail").is_some_and(|tail| {
            matches!(tail, "的" | "前" | "后" | "之" | "以" | "期" | "情" | "中")
        })
    {
        return None;
    }
    let lead = &text[..whole.start()];
    // 修改为：“本条例自…起施行。”: quoted, not said.
    if lead.matches('“').count() > lead.matches('”').count() {
        return None;
    }
    Some(Commencement {
        when: when(captures)?,
        subject: subject(lead, own)?,
    })
}

fn when(captures: &Captures<'_>) -> Option<When> {
    let part = |name: &str| captures.name(name).map(|found| found.as_str());
    let base = match part("day") {
        Some(words) => When::On(day(words)?),
        None => match part("event").or(part("today"))? {
            "通过" => When::Passing,
            "印发" | "下发" | "发文" | "签发" | "发出" | "签署" | "即日" => {
                When::Signing
            }
            _ => When::Issue,
        },
    };
    let Some(count) = part("count") else {
        return Some(base);
    };
    let (count, unit) = (numeral(count)?, Unit::read(part("unit")?)?);
    match base {
        When::On(day) => Some(When::On(unit.after(day, count)?)),
        _ => Some(When::AfterIssue(count, unit)),
    }
}

/// What the words before the clause make its subject; `None` when it is something else.
fn subject(lead: &str, own: &[String]) -> Option<Subject> {
    let clause = lead
        .rsplit(['，', ',', '：', ':', '；'])
        .find(|piece| !piece.trim().is_empty())
        .unwrap_or("");
    let clause = without_label(clause.trim());
    let closed = lead.trim_end().ends_with(['，', ',', '：', ':']);
    if let Some(name) = own_name(clause) {
        return Some(name);
    }
    if let Some(titled) = clause
        .split('《')
        .nth(1)
        .and_then(|rest| rest.split('》').next())
    {
        let stem = title_stem(titled);
        let is_own = own
            .iter()
            .any(|title| *title == stem || title.ends_with(&stem));
        let own_part = clause.ends_with('》') || clause.contains("现予") || closed;
        return (is_own && own_part).then_some(Subject::Text);
    }
    if clause.is_empty() || is_note(clause) {
        return Some(Subject::Bare);
    }
    let publishes = [
        "现予",
        "公布",
        "发布",
        "印发",
        "颁布",
        "通过",
        "同意",
        "遵照",
        "贯彻",
        "执行",
        "有效期",
    ];
    (closed && publishes.iter().any(|word| clause.contains(word))).then_some(Subject::Bare)
}

/// 本法, 本实施细则, 以上规定; a part of it (本法第五条) is not the whole.
fn own_name(clause: &str) -> Option<Subject> {
    let at = clause
        .rfind(['本', '该', '此'])
        .or_else(|| clause.rfind("以上"))?;
    let name = &clause[at..];
    let chars = name.chars().count();
    let noun = name.trim_end_matches(|c: char| c.is_whitespace() || "（试行）()暂".contains(c));
    if !(2..=24).contains(&chars)
        || name.contains(['条', '款', '项', '第', '市', '省', '县', '区'])
            && !noun.ends_with("条例")
    {
        return None;
    }
    // 凡在本办法…: what stands right before the name makes something else of it.
    let before = &clause[..at];
    let led = before.is_empty()
        || before.ends_with(|c: char| c.is_whitespace() || "》。）)、.．*".contains(c));
    if !led {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|word| noun.ends_with(word));
    if ends(&["决定", "修正案", "修改决定"]) {
        Some(Subject::Decision)
    } else if ends(&[
        "通知", "公告", "通告", "函", "令", "批复", "文", "文件", "通报",
    ]) {
        Some(Subject::Notice)
    } else if ends(&[
        "法",
        "法典",
        "条例",
        "办法",
        "规定",
        "细则",
        "规则",
        "解释",
        "意见",
        "方案",
        "标准",
        "守则",
        "准则",
        "规程",
        "规范",
        "章程",
        "制度",
        "指南",
        "措施",
        "通则",
        "安排",
        "目录",
        "导则",
        "指引",
        "政策",
        "规划",
        "计划",
        "公约",
        "协定",
        "批复",
        "要求",
        "若干规定",
        "补充规定",
        "程序",
        "名录",
        "清单",
        "要点",
        "程式",
        "法案",
        "决议",
    ]) {
        Some(Subject::Text)
    } else {
        None
    }
}

/// （2006年7月13日建设部令第151号发布　: a note under a title.
fn is_note(clause: &str) -> bool {
    let bare = clause.trim_start_matches(['（', '(']);
    clause.len() != bare.len() && (bare.is_empty() || bare.contains('年'))
        || ["公布", "发布", "通过", "修订", "修正", "颁布", "批准"]
            .iter()
            .any(|word| clause.trim_end().ends_with(word) && clause.contains('年'))
}

/// Without 第三十条, 五、 and （三） in front.
fn without_label(clause: &str) -> &str {
    let mut rest = clause.trim_start_matches(['#', '*', ' ', '\u{3000}']);
    if rest.starts_with('第')
        && let Some((label, after)) = rest.split_once('条')
        && label.chars().count() <= 9
        && !after.starts_with(['例', '第'])
    {
        rest = after;
    }
    let numbered = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（）()".contains(c);
    if let Some((label, after)) = rest.split_once(['、', '．', '.'])
        && label.chars().count() <= 5
        && label.chars().all(numbered)
    {
        rest = after;
    }
    if let Some((label, after)) = rest.split_once(['）', ')'])
        && label.chars().count() <= 5
        && label.starts_with(['（', '('])
        && label.chars().all(numbered)
    {
        rest = after;
    }
    rest.trim_start_matches([' ', '\u{3000}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let own = [title_stem("岚江省停车场管理办法")];
        let found = commencement(&Sentence { start: 0, text }, &own);
        expected.assert_eq(&found.map_or("none".to_owned(), |found| {
            format!("{:?} {:?}", found.subject, found.when)
        }));
    }

    #[test]
    fn a_text_names_its_day() {
        check(
            "第三十条　本办法自2020年1月1日起施行。",
            expect!["Text On(2020-01-01)"],
        );
        check(
            "本条例自二〇二〇年一月一日起施行。",
            expect!["Text On(2020-01-01)"],
        );
        check(
            "本实施细则（试行）自2020年1月1日起试行",
            expect!["Text On(2020-01-01)"],
        );
        check("第七十条 本法自公布之日起施行。", expect!["Text Issue"]);
        check(
            "本办法自印发之日起实施，有效期五年。",
            expect!["Text Signing"],
        );
        check("五、本通知自印发之日起执行。", expect!["Notice Signing"]);
        check(
            "本规定自公布之日起30日后施行。",
            expect!["Text AfterIssue(30, Days)"],
        );
        check(
            "　第九章　附则　　第四十条　本规定自2010年1月1日起施行。",
            expect!["Text On(2010-01-01)"],
        );
        check(
            "**第十六条**　本办法自印发之日起实施，有效期1年。",
            expect!["Text Signing"],
        );
        check("本守则自通过之日起施行。", expect!["Text Passing"]);
        check(
            "本决定自2024年7月1日起施行。",
            expect!["Decision On(2024-07-01)"],
        );
    }

    #[test]
    fn what_publishes_a_text_may_name_it() {
        let note = "（2006年7月13日建设部令第151号发布　自2006年9月1日起施行）";
        check(note, expect!["Bare On(2006-09-01)"]);
        check(
            "《岚江省停车场管理办法》已经省人民政府第10次常务会议通过，现予公布，自2015年3月1日起施行。",
            expect!["Bare On(2015-03-01)"],
        );
        check(
            "现印发给你们，自2015年3月1日起施行。",
            expect!["Bare On(2015-03-01)"],
        );
    }

    #[test]
    fn what_is_about_something_else_says_nothing() {
        check(
            "2015年3月1日起施行的《岚江省停车场管理办法》同时废止。",
            expect!["none"],
        );
        check(
            "《岚江省城市绿化条例》自2015年3月1日起施行。",
            expect!["none"],
        );
        check("本办法第五条自2015年3月1日起施行。", expect!["none"]);
        check(
            "将第三十条修改为：“本办法自2015年3月1日起施行。",
            expect!["none"],
        );
        check("劳动合同自签订之日起生效。", expect!["none"]);
        check("裁定自送达之日起生效，当事人可以执行。", expect!["none"]);
        check(
            "本办法自2015年3月1日施行前已经建成的停车场",
            expect!["none"],
        );
        check(
            "新的收费标准由停车场自2015年3月1日起执行。",
            expect!["none"],
        );
    }
}
