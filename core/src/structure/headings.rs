//! From marks to events: 编 分编 章 节, 附则, attachments and announced titles, with the text of their headings.

use super::attachments;
use super::event::{Event, EventKind, Heading};
use super::label::{Unit, is_blank};
use super::marks::{Follow, HEADING_BYTES_MAX, Mark, MarkKind, Place, SectionStyle};
use super::sequence::Articles;
use super::{ComponentNumber, DivisionLevel};

/// Reads the events of the marks; sections of texts without articles come later.
pub(super) fn read(text: &str, marks: &[Mark], articles: &Articles) -> Vec<Event> {
    let mut events = Vec::new();
    let mut taken = 0;
    for (at, mark) in marks.iter().enumerate() {
        if mark.start < taken || mark.quoted {
            continue;
        }
        let event = match mark.kind {
            MarkKind::Article(number) => {
                articles.run_of[at].map(|run| article(text, mark, number, run))
            }
            MarkKind::Heading(unit, number) => division(text, marks, articles, at, unit, number),
            MarkKind::Supplementary => Some(supplementary(mark)),
            MarkKind::Contents => Some(Event {
                cut: mark.cut,
                end: mark.end,
                kind: EventKind::Contents,
            }),
            MarkKind::Attachment(number) if !articles.passed[at] => {
                attachments::read(text, mark, number)
            }
            MarkKind::Title if !articles.passed[at] => title(text, mark),
            MarkKind::Section(style, value) => {
                heading_of_articles(text, marks, articles, at, style, value)
            }
            _ => None,
        };
        if let Some(event) = event {
            taken = event.end;
            events.push(event);
        }
    }
    events
}

fn article(text: &str, mark: &Mark, number: ComponentNumber, run: u32) -> Event {
    let label = squeeze(&text[mark.start..mark.end]);
    Event {
        cut: mark.cut,
        end: mark.end,
        kind: EventKind::Article { number, run, label },
    }
}

fn division(
    text: &str,
    marks: &[Mark],
    articles: &Articles,
    at: usize,
    unit: Unit,
    number: ComponentNumber,
) -> Option<Event> {
    let mark = &marks[at];
    if matches!(mark.follow, Follow::Citation | Follow::Amendment) {
        return None;
    }
    let stop = next_on_line(marks, articles, at);
    let limit = stop.unwrap_or(mark.line_end);
    let own = text[mark.end..limit].trim_matches(is_blank);
    // Inside a line a heading must be closed off by the label behind it, or end the line.
    let (heading, end) = match own {
        "" if mark.place == Place::LineStart && stop.is_none() => {
            next_line_heading(text, marks, mark)
        }
        own => (own, limit),
    };
    if !is_heading(heading) || (mark.place != Place::LineStart && heading.is_empty()) {
        return None;
    }
    let level = match unit {
        Unit::Part => DivisionLevel::Part,
        Unit::SubPart => DivisionLevel::SubPart,
        Unit::Chapter => DivisionLevel::Chapter,
        Unit::Section => DivisionLevel::Section,
        Unit::Article => return None,
    };
    let label = squeeze(&text[mark.start..mark.end]);
    Some(event(
        mark.cut,
        end,
        level,
        Some(number),
        label,
        squeeze(heading),
    ))
}

/// The next label on the same line that is an article or may be a heading.
fn next_on_line(marks: &[Mark], articles: &Articles, at: usize) -> Option<usize> {
    let line_end = marks[at].line_end;
    marks[at + 1..]
        .iter()
        .zip(at + 1..)
        .take_while(|(mark, _)| mark.start < line_end)
        .take(4)
        .find(|(mark, at)| match mark.kind {
            MarkKind::Article(_) => articles.run_of[*at].is_some(),
            kind => matches!(kind, MarkKind::Heading(..)),
        })
        .map(|(mark, _)| mark.start)
}

/// The heading on the line behind a label that stands alone: 第一章 / 总则.
fn next_line_heading<'t>(text: &'t str, marks: &[Mark], mark: &Mark) -> (&'t str, usize) {
    let none = ("", mark.line_end);
    let rest = &text[mark.line_end..];
    let start = mark.line_end + (rest.len() - rest.trim_start_matches(is_blank).len());
    let line = text[start..]
        .split('\n')
        .next()
        .unwrap_or("")
        .trim_end_matches(is_blank);
    let labelled = marks
        .binary_search_by_key(&start, |mark| mark.start)
        .is_ok_and(|at| !matches!(marks[at].kind, MarkKind::Supplementary));
    if labelled
        || line.is_empty()
        || line.len() > 90
        || !is_heading(line)
        || line.contains(['，', ',', '：'])
    {
        return none;
    }
    (line, start + line.len())
}

fn supplementary(mark: &Mark) -> Event {
    event(
        mark.cut,
        mark.line_end,
        DivisionLevel::Chapter,
        None,
        String::new(),
        "附则".to_string(),
    )
}

fn title(text: &str, mark: &Mark) -> Option<Event> {
    let heading = text[mark.start..mark.line_end].trim_matches(is_blank);
    // A name in a list is no title: behind a title its text follows.
    let follows = text[mark.line_end..].trim_start_matches(is_blank).len() > 200;
    follows.then(|| {
        event(
            mark.cut,
            mark.line_end,
            DivisionLevel::Enclosed,
            None,
            String::new(),
            squeeze(heading),
        )
    })
}

/// 一、管辖 over articles, as interpretations of the courts have it: a heading, not a section.
fn heading_of_articles(
    text: &str,
    marks: &[Mark],
    articles: &Articles,
    at: usize,
    style: SectionStyle,
    value: u32,
) -> Option<Event> {
    let mark = &marks[at];
    let level = match style {
        SectionStyle::Ideographic => DivisionLevel::Chapter,
        SectionStyle::IdeographicParen => DivisionLevel::Section,
        _ => return None,
    };
    articles.run_of.get(at + 1).copied().flatten()?;
    let heading = text[mark.end..mark.line_end].trim_matches(is_blank);
    let adjoins = text
        .get(mark.line_end..marks[at + 1].cut)?
        .chars()
        .all(is_blank);
    if !adjoins || heading.is_empty() || !is_heading(heading) || heading.contains(['，', '：', ','])
    {
        return None;
    }
    let label = squeeze(&text[mark.start..mark.end]);
    let number = Some(ComponentNumber { value, bis: 0 });
    Some(event(
        mark.cut,
        mark.line_end,
        level,
        number,
        label,
        squeeze(heading),
    ))
}

pub(super) fn event(
    cut: usize,
    end: usize,
    level: DivisionLevel,
    number: Option<ComponentNumber>,
    label: String,
    heading: String,
) -> Event {
    Event {
        cut,
        end,
        kind: EventKind::Division(Heading {
            level,
            number,
            label,
            heading,
        }),
    }
}

/// Whether a text can be a heading: short and no sentence.
pub(super) fn is_heading(text: &str) -> bool {
    // ![…](…) is a picture in Markdown.
    text.len() <= HEADING_BYTES_MAX
        && !text.starts_with("![")
        && !text.contains(['。', '；', ';', '！', '\n'])
}

/// Whether a line is a date: 二〇〇九年七月三日, 2009年7月3日.
pub(super) fn is_date(line: &str) -> bool {
    line.len() <= 60 && line.ends_with('日') && line.contains('年') && line.contains('月')
}

/// Text without any blanks.
pub(super) fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !is_blank(*c) && *c != '*')
        .collect()
}

/// Lines that are not blank, trimmed, with their offsets.
pub(super) struct Lines<'t> {
    pub text: &'t str,
    pub at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start_matches(is_blank).len());
        let line = self.text[start..]
            .split('\n')
            .next()
            .filter(|line| !line.is_empty())?;
        self.at = start + line.len();
        Some((start, line.trim_end_matches(is_blank)))
    }
}
