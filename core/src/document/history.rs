//! The lines under a title: who passed, published and amended the text, and when.
//!
//! Conservative on purpose: a consolidated text carries the lines of its older versions, and their days are
//! not its own. What the lines do not say beyond doubt stays `None`.

use super::model::{Document, DocumentNumber, Origin};
use super::{Day, spelling};

/// Lines beyond this are neither read nor kept; the longest history of the national laws has some thirty.
const LINES_MAX: usize = 200;
/// Characters of a line beyond this are neither read nor kept.
const LINE_CHARS_MAX: usize = 2_000;

/// What the lines say about the version that they stand over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HistoryFacts {
    /// The day on which this version was passed.
    pub passed: Option<Day>,
    /// The day on which an unamended text was approved.
    pub approved: Option<Day>,
    /// The day on which it was published.
    pub issued: Option<Day>,
    /// Its first day in force.
    pub effective: Option<Day>,
    /// The number under which the instrument was first published.
    pub number: Option<DocumentNumber>,
}

/// What one line says.
struct Line {
    day: Day,
    event: Event,
    number: Option<DocumentNumber>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Event {
    Passed,
    Approved,
    Published,
    Effective,
    /// 修订: the whole text anew.
    Revised,
    /// 修正, and everything that came through a decision on amending.
    Amended,
    Other,
}

/// Reads the lines.
///
/// - Without any amendment: 通过 gives the day of passing if one line says it, 公布 or 发布 the day of issue,
///   施行 the first day in force. A bare date before 批准 is the approval, not the passing.
/// - After an amendment (修正, 修订, …的决定): the days of the older lines belong to older versions. Only a
///   revision (修订) by the organ's own meeting, as the last event, gives the day of passing; the rest is `None`.
/// - Two lines of passing without a word on amending (judicial interpretations print them so) leave the day open.
/// - The number is that of the publication; it goes on naming the instrument after amendments. Decrees
///   that only amend (国务院令第…号修订) are left to the relations.
pub(crate) fn read_history(lines: &[String]) -> HistoryFacts {
    let lines: Vec<Line> = lines
        .iter()
        .take(LINES_MAX)
        .flat_map(|line| events(line))
        .filter_map(read_line)
        .collect();
    let last_change = lines
        .iter()
        .rposition(|line| matches!(line.event, Event::Revised | Event::Amended));
    let mut facts = HistoryFacts {
        number: lines
            .iter()
            .rev()
            .filter(|line| matches!(line.event, Event::Published | Event::Effective))
            .find_map(|line| line.number.clone()),
        ..HistoryFacts::default()
    };
    let Some(last_change) = last_change else {
        facts.passed = only(&lines, Event::Passed);
        facts.approved = only(&lines, Event::Approved);
        let repassed = lines
            .iter()
            .filter(|line| line.event == Event::Passed)
            .count()
            > 1;
        if !repassed {
            facts.issued = only(&lines, Event::Published);
            facts.effective = only(&lines, Event::Effective);
        }
        return facts;
    };
    let after = &lines[last_change..];
    if after[0].event == Event::Revised
        && !after[1..].iter().any(|line| line.event == Event::Passed)
    {
        facts.passed = Some(after[0].day);
        facts.issued = only(after, Event::Published);
        facts.effective = only(after, Event::Effective);
    }
    facts
}

/// The last change of a text that its lines tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    /// Its day.
    pub day: Day,
    /// Whether the whole text was passed anew (修订); otherwise an act amended it (修正).
    pub revised: bool,
    /// Which line says it.
    pub line: usize,
}

/// Every day that the lines name at the beginning of an event.
pub(crate) fn history_days(lines: &[String]) -> impl Iterator<Item = Day> {
    let events = lines.iter().take(LINES_MAX).flat_map(|line| events(line));
    events.filter_map(read_line).map(|line| line.day)
}

/// Every change of the text that the lines tell (修正, 修订, …的决定), in their order.
pub(crate) fn changes(lines: &[String]) -> Vec<Change> {
    let lines = lines.iter().take(LINES_MAX).enumerate();
    let events =
        lines.flat_map(|(at, line)| events(line).into_iter().map(move |event| (at, event)));
    let changes = events.filter_map(|(at, event)| {
        let line = read_line(event)?;
        let revised = line.event == Event::Revised;
        (revised || line.event == Event::Amended).then_some(Change {
            day: line.day,
            revised,
            line: at,
        })
    });
    changes.collect()
}

/// The last change: the lines stand in the order of time, but the day decides, as some sources sort them otherwise.
pub(crate) fn last_change(lines: &[String]) -> Option<Change> {
    changes(lines).into_iter().max_by_key(|change| change.day)
}

/// Every decree and announcement number that the lines name.
pub(crate) fn numbers(lines: &[String]) -> Vec<DocumentNumber> {
    let mut found: Vec<DocumentNumber> = Vec::new();
    for number in lines
        .iter()
        .take(LINES_MAX)
        .filter_map(|line| line_number(line))
    {
        if !found
            .iter()
            .any(|other| other.canonical == number.canonical)
        {
            found.push(number);
        }
    }
    found
}

/// The lines within the bounds, and the first line that had to be cut or left out.
pub(super) fn bounded(lines: &[String]) -> (Vec<String>, Option<&str>) {
    let kept = lines
        .iter()
        .take(LINES_MAX)
        .map(|line| spelling::cut(line, LINE_CHARS_MAX).0.to_owned())
        .collect();
    (kept, first_beyond(lines))
}

/// The first line that the bounds cut or leave out.
pub(super) fn first_beyond(lines: &[String]) -> Option<&str> {
    lines
        .iter()
        .enumerate()
        .find(|(at, line)| *at >= LINES_MAX || spelling::cut(line, LINE_CHARS_MAX).1)
        .map(|(_, line)| line.as_str())
}

impl Document {
    /// The keys of every number under which the instrument can be looked up: its own first, then those of the
    /// decrees that published and amended it (see [`DocumentNumber::keys`]).
    pub fn number_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for number in self.number.iter().cloned().chain(numbers(&self.history)) {
            for key in number.keys() {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }
}

impl Document {
    /// The numbers under which the instrument can be looked up, in their usual spelling: its own first, then those
    /// of the decrees that published and amended it.
    pub fn numbers(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for number in self.number.iter().cloned().chain(numbers(&self.history)) {
            if !all.contains(&number.canonical) {
                all.push(number.canonical);
            }
        }
        all
    }

    /// The year by which people tell this version from the others: of its publication, else the latest that the
    /// lines under the title name, else of its entry into force.
    pub fn version_year(&self) -> Option<i32> {
        let lines = self.history.iter().take(LINES_MAX);
        let latest = lines
            .flat_map(|line| events(line))
            .filter_map(read_line)
            .map(|line| line.day.year())
            .max();
        let dates = &self.dates;
        let year = |day: Option<Day>| day.map(Day::year);
        year(dates.issued)
            .or(latest)
            .or(year(dates.signed))
            .or(year(dates.passed))
            .or(year(dates.effective))
    }
}

fn only(lines: &[Line], event: Event) -> Option<Day> {
    let mut days = lines
        .iter()
        .filter(|line| line.event == event)
        .map(|line| line.day);
    let day = days.next()?;
    days.all(|other| other == day).then_some(day)
}

/// The events of a line: sources run several into one (…批准2007年11月23日…公布, …施行根据2018年…修正). Each begins with its
/// date, or with 根据 and a date, right behind what the one before it did.
pub(crate) fn events(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut depth) = (0, 0_u32);
    for (at, c) in line.char_indices() {
        match c {
            '《' | '〈' => depth += 1,
            '》' | '〉' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && at > from && begins_event(&line[from..at], &line[at..]) {
            found.push(line[from..at].trim_end());
            from = at;
        }
    }
    found.push(&line[from..]);
    found
}

/// Whether an event ends with `before` and another begins with `rest`.
fn begins_event(before: &str, rest: &str) -> bool {
    let date = rest.strip_prefix("根据").unwrap_or(rest);
    let mut digits = date.chars();
    let year = digits.by_ref().take(4).filter(|c| is_digit(*c)).count() == 4
        && digits.next() == Some('年');
    let before = before
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '，' | '；' | ',' | '、'));
    let done = [
        "公布", "发布", "颁布", "印发", "通过", "批准", "修订", "修正", "修改", "施行", "实施",
    ];
    year && done.iter().any(|word| before.ends_with(word)) && Day::read_prefix(date).is_ok()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇○零一二三四五六七八九０１２３４５６７８９".contains(c)
}

fn read_line(line: &str) -> Option<Line> {
    let (line, _) = spelling::cut(line, 400);
    let line = line.trim_start_matches(|c: char| spelling::opens(c) || c.is_whitespace());
    // 根据 begins what another act did to the text.
    let (line, by_act) = match line.strip_prefix("根据") {
        Some(rest) => (rest.trim_start(), true),
        None => (line, false),
    };
    let (day, rest) = Day::read_prefix(line).ok()?;
    let rest = rest.trim_end_matches(|c: char| {
        spelling::closes(c) || matches!(c, '。' | ',' | '，' | '；' | ' ')
    });
    // A second date in the line: several events run into one, and which is which is a guess.
    let several = rest.matches('年').count() > 1 && rest.contains("月") && !rest.contains('《');
    let event = if several {
        Event::Other
    } else if by_act {
        Event::Amended
    } else {
        event_of(rest)
    };
    Some(Line {
        day,
        event,
        number: line_number(line),
    })
}

fn event_of(rest: &str) -> Event {
    let amends = rest.contains("修正") || rest.contains("修改") || rest.contains("决定》");
    let ends = |words: &[&str]| words.iter().any(|word| rest.ends_with(word));
    // 根据 begins what another act did to the text, whatever its verb.
    if amends || rest.contains("根据") {
        Event::Amended
    } else if rest.contains("修订") {
        let own_meeting = rest.contains("会议") && !rest.contains('《');
        if own_meeting {
            Event::Revised
        } else {
            Event::Amended
        }
    } else if matches!(
        rest,
        "施行" | "起施行" | "起实施" | "实施" | "生效" | "起生效"
    ) {
        Event::Effective
    } else if ends(&["通过"]) {
        Event::Passed
    } else if ends(&["批准"]) {
        Event::Approved
    } else if ends(&["公布", "发布", "印发"]) {
        Event::Published
    } else {
        Event::Other
    }
}

/// The number at the start of a line, after its date.
pub(crate) fn line_number(line: &str) -> Option<DocumentNumber> {
    let rest = match Day::read_prefix(line) {
        Ok((_, rest)) => rest,
        Err(_) => line.to_owned(),
    };
    let number = DocumentNumber::read_prefix(&rest)?;
    Some(DocumentNumber {
        origin: Origin::History,
        ..number
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(lines: &[&str], expected: Expect) {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let facts = read_history(&lines);
        let show = |day: Option<Day>| day.map_or("–".to_owned(), |day| day.to_string());
        let number = facts
            .number
            .map_or("–".to_owned(), |number| number.canonical);
        expected.assert_eq(&format!(
            "passed {} issued {} effective {} number {number}",
            show(facts.passed),
            show(facts.issued),
            show(facts.effective),
        ));
    }

    #[test]
    fn an_unamended_text_gives_all_its_days() {
        check(
            &[
                "2007年2月14日 国务院第169次常务会议通过",
                "2007年2月24日 中华人民共和国国务院令第486号公布",
                "2007年5月1日 施行",
            ],
            expect![
                "passed 2007-02-14 issued 2007-02-24 effective 2007-05-01 number 国务院令第486号"
            ],
        );
        check(
            &[
                "2017年12月12日 烟台市第十七届人民代表大会常务委员会第六次会议通过",
                "2018年1月23日 山东省第十二届人民代表大会常务委员会第三十五次会议批准",
            ],
            expect!["passed 2017-12-12 issued – effective – number –"],
        );
    }

    #[test]
    fn an_amended_text_keeps_only_what_is_its_own() {
        check(
            &[
                "1997年12月19日 中华人民共和国国务院令第238号公布",
                "2021年6月25日 中华人民共和国国务院令第742号第四次修订）",
            ],
            expect!["passed – issued – effective – number 国务院令第238号"],
        );
        check(
            &[
                "1984年5月31日 第六届全国人民代表大会第二次会议通过",
                "2021年8月20日 第十三届全国人民代表大会常务委员会第三十次会议修订",
            ],
            expect!["passed 2021-08-20 issued – effective – number –"],
        );
        check(
            &[
                "1995年3月18日 第八届全国人民代表大会第三次会议通过",
                "2021年4月29日 第十三届全国人民代表大会常务委员会第二十八次会议《关于修改〈教育法〉的决定》第三次修正",
            ],
            expect!["passed – issued – effective – number –"],
        );
    }

    #[test]
    fn events_that_run_into_one_line_are_told_apart() {
        let line = "2008年3月1日 施行根据2018年9月7日青岛市人民代表大会常务委员会《关于修改〈2010年3月发布的条例〉的决定》修正";
        assert_eq!(events(line).len(), 2);
        check(
            &[
                "2007年10月19日 青岛市第十三届人民代表大会常务委员会第三十九次会议通过",
                line,
            ],
            expect!["passed – issued – effective – number –"],
        );
        let days: Vec<String> = changes(&[line.to_owned()])
            .iter()
            .map(|change| change.day.to_string())
            .collect();
        assert_eq!(days, ["2018-09-07"]);
    }

    #[test]
    fn two_passings_without_a_word_leave_the_day_open() {
        check(
            &[
                "2009年3月23日 最高人民法院审判委员会第1464次会议通过",
                "2020年12月23日 最高人民法院审判委员会第1823次会议通过",
            ],
            expect!["passed – issued – effective – number –"],
        );
    }
}
