//! 款 项 目: the components of one article, found on demand.

use serde::{Deserialize, Serialize};

use super::article_heading;
use super::label::{is_blank, read_label};
use super::marks::{self, MarkKind, SectionStyle};
use super::{ComponentNumber, Span};

/// A 款, 项 or 目 of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Which sort.
    pub level: ComponentLevel,
    /// Its number; paragraphs carry none in the text and are counted.
    pub number: ComponentNumber,
    /// The label as it stands, without blanks: `（二）`, `1.`; empty for paragraphs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Its identifier behind the article's, in the manner of Akoma Ntoso: `para_1__item_2__sub_1`.
    pub eid: String,
    /// Where it stands in the given text, with what it holds and without the end of the line.
    pub span: Span,
}

/// Levels inside an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComponentLevel {
    /// 款.
    Paragraph,
    /// 项.
    Item,
    /// 目.
    SubItem,
}

/// The paragraphs, items and sub-items of one article, in the order of the text.
///
/// 《立法法》(2023) art. 61: 款 is not numbered, 项 is numbered with Chinese numerals in brackets, 目 with Arabic
/// numerals. So a 款 is each line that is no item; （一） belongs to the 款 before it and 1. to the 项 before it.
/// Items that run on in one line (…：（一）…；（二）…) are found by the order of their numbers. The label of the
/// article and a heading in brackets are no part of the first paragraph. A heading on a line of its own is known
/// to [`Passage::heading`](super::Passage::heading) only: where it is set and not bracketed, the first paragraph
/// given here is the heading.
///
/// ```
/// let text = "第三条 有下列情形之一的：\n（一）甲；\n（二）乙。\n前款规定……。";
/// let eids: Vec<String> = tongcha::structure::components(text).into_iter().map(|c| c.eid).collect();
/// assert_eq!(eids, ["para_1", "para_1__item_1", "para_1__item_2", "para_2"]);
/// ```
pub fn components(article_text: &str) -> Vec<Component> {
    components_from(article_text, body_start(article_text))
}

/// As [`components`], from a place on: who knows where a heading on a line of its own ends has what stands below it.
pub(crate) fn components_from(article_text: &str, start: usize) -> Vec<Component> {
    let mut reader = Reader {
        text: article_text,
        out: Vec::new(),
        open: [None; 3],
        paragraphs: 0,
    };
    let mut at = start;
    while at < article_text.len() {
        let end = article_text[at..]
            .find('\n')
            .map_or(article_text.len(), |offset| at + offset + 1);
        reader.line(at, end);
        at = end;
    }
    reader.out
}

/// Behind the article's label and the heading in brackets.
fn body_start(text: &str) -> usize {
    let start = text.len()
        - text
            .trim_start_matches(|c| is_blank(c) || matches!(c, '#' | '*'))
            .len();
    if !text[start..].starts_with(['第', '笫']) {
        return 0;
    }
    let Some(label) = read_label(text, start) else {
        return 0;
    };
    let heading = article_heading::bracketed(&text[label.end..]);
    label.end + heading.map_or(0, |(_, len)| len)
}

struct Reader<'t> {
    text: &'t str,
    out: Vec<Component>,
    /// Indexes of the open paragraph, item and sub-item.
    open: [Option<usize>; 3],
    /// Paragraphs so far.
    paragraphs: u32,
}

impl Reader<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let trimmed = line.trim_start_matches(|c| is_blank(c) || c == '*');
        let start = start + (line.len() - trimmed.len());
        let content = trimmed.trim_end_matches(is_blank);
        if content.is_empty() {
            return;
        }
        let end = start + content.len();
        let (level, label) = match item_label(content) {
            Some((level, value, len)) => (level, Some((value, len))),
            None => (ComponentLevel::Paragraph, None),
        };
        self.add(level, label, start, end);
        self.run_on(start + label.map_or(0, |(_, len)| len), end);
    }

    /// Items in the middle of a line: after a sign, and with the number that is due.
    fn run_on(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(offset) = self.text[at..end].find(['（', '(']) {
            at += offset;
            let before = self.text[start..at].trim_end_matches(is_blank);
            let due = self.open[1].map_or(1, |item| self.out[item].number.value + 1);
            let label = item_label(&self.text[at..end]);
            if let Some((ComponentLevel::Item, value, len)) = label
                && before.ends_with(['：', ':', '；', ';', '。'])
                && value == due
            {
                self.add(ComponentLevel::Item, Some((value, len)), at, end);
            }
            at += self.text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }

    fn add(
        &mut self,
        level: ComponentLevel,
        label: Option<(u32, usize)>,
        start: usize,
        end: usize,
    ) {
        let depth = level as usize;
        // What is open at this level or below ends here, and what is around it goes on.
        for at in self.open[depth..].iter().flatten() {
            let span = &mut self.out[*at].span;
            let text = &self.text[span.start as usize..start.min(span.end as usize)];
            span.end = Span::new(
                0,
                span.start as usize + text.trim_end_matches(is_blank).len(),
            )
            .end;
        }
        for at in self.open[..depth].iter().flatten() {
            let span = &mut self.out[*at].span;
            span.end = span.end.max(Span::new(0, end).end);
        }
        let value = label.map_or_else(|| self.paragraphs + 1, |(value, _)| value);
        if level == ComponentLevel::Paragraph {
            self.paragraphs = value;
        }
        let name = ["para", "item", "sub"][depth];
        let parent = self.open[..depth]
            .iter()
            .rev()
            .flatten()
            .next()
            .map(|at| self.out[*at].eid.clone());
        let eid = match parent {
            Some(parent) => format!("{parent}__{name}_{value}"),
            None => format!("{name}_{value}"),
        };
        self.open[depth] = Some(self.out.len());
        self.open[depth + 1..].fill(None);
        let label = label.map_or("", |(_, len)| &self.text[start..start + len]);
        self.out.push(Component {
            level,
            number: ComponentNumber { value, bis: 0 },
            label: label.chars().filter(|c| !is_blank(*c)).collect(),
            eid,
            span: Span::new(start, end),
        });
    }
}

/// （一） is an item; 1. 1、（1） are sub-items.
fn item_label(content: &str) -> Option<(ComponentLevel, u32, usize)> {
    match marks::section(content)? {
        (MarkKind::Section(SectionStyle::IdeographicParen, value), len) => {
            Some((ComponentLevel::Item, value, len))
        }
        (MarkKind::Section(SectionStyle::Arabic | SectionStyle::ArabicParen, value), len) => {
            Some((ComponentLevel::SubItem, value, len))
        }
        _ => None,
    }
}
