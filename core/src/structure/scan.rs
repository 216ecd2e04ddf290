//! The one pass over the bytes: every place where a label might stand, with what stands around it.
//!
//! Nothing is decided here but what a single place shows; what needs the order of numbers is decided in
//! `sequence` and `outline`.

use super::ComponentNumber;
use super::label::{Unit, is_blank, read_label};
use super::marks::{self, Follow, Mark, MarkKind, Place};
use super::titles::Titles;

/// At most this many marks are kept: ten times the longest code, so that 100 MB of labels stay affordable.
pub(super) const MARKS_MAX: usize = 100_000;

/// Finds the marks of `text`, in order. The flag says that there were more than [`MARKS_MAX`].
pub(super) fn scan(text: &str) -> (Vec<Mark>, bool) {
    let mut scanner = Scanner {
        text,
        marks: Vec::new(),
        quote: Quote::default(),
        titles: Titles::default(),
        last_char: None,
        last_article: None,
        full: false,
    };
    let mut start = 0;
    while start < text.len() {
        let end = text[start..]
            .find('\n')
            .map_or(text.len(), |at| start + at + 1);
        scanner.line(start, end);
        if scanner.full {
            break;
        }
        start = end;
    }
    (scanner.marks, scanner.full)
}

struct Scanner<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    quote: Quote,
    titles: Titles,
    /// The last character that is not blank before the line.
    last_char: Option<char>,
    /// The number of the last article label that was kept.
    last_article: Option<ComponentNumber>,
    /// There were more marks than are kept.
    full: bool,
}

/// Where quotation marks stand open.
///
/// A quotation of several paragraphs opens each with “ and closes the last, and a source may forget to close
/// one. So a place counts as quoted when “ stands before it and the next mark is ”, or “ at a line start.
#[derive(Default)]
struct Quote {
    open: bool,
    /// Marks from here on were seen since “ and wait for what comes next.
    pending: usize,
}

impl Scanner<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let body = start + (line.len() - line.trim_start_matches(is_lead).len());
        let content = self.text[body..end].trim_end_matches(is_blank);
        if content.is_empty() {
            return;
        }
        self.line_start(start, body, body + content.len());
        self.inner(start, body, body + content.len());
        self.last_char = content.chars().next_back();
    }

    /// The mark at the first character of a line.
    fn line_start(&mut self, line: usize, body: usize, end: usize) {
        let content = &self.text[body..end];
        // A wrapper stands before what it carries.
        if self.last_article.is_none() || content.starts_with('附') {
            self.titles.read(content);
        }
        // 第 is seen by the inner scan, with everything else that starts with it.
        if content.starts_with(['第', '笫']) {
            return;
        }
        let kind = marks::heading_word(content)
            .or_else(|| marks::section(content))
            .or_else(|| {
                self.titles
                    .is_title(content)
                    .then_some((MarkKind::Title, content.len()))
            });
        if let Some((kind, label_len)) = kind {
            self.push(Mark {
                cut: line,
                start: body,
                end: body + label_len,
                line_end: end,
                kind,
                place: Place::LineStart,
                follow: Follow::Separated,
                after_stop: self.last_char.is_none_or(is_stop),
                quoted: false,
            });
        }
    }

    /// Labels with 第 anywhere in the line, and the quotation marks between them.
    fn inner(&mut self, line: usize, body: usize, end: usize) {
        let bytes = self.text.as_bytes();
        let mut at = body;
        let mut skip_to = body;
        while at + 2 < end && !self.full {
            match (bytes[at], bytes[at + 1], bytes[at + 2]) {
                // “ and ”
                (0xe2, 0x80, 0x9c) => self.open_quote(at == body),
                (0xe2, 0x80, 0x9d) => self.close_quote(),
                // 第, and 笫 that input methods and scanners put for it
                (0xe7, 0xac, 0xac | 0xab) if at >= skip_to => {
                    skip_to = self.label(line, body, end, at)
                }
                _ => {
                    at += 1;
                    continue;
                }
            }
            at += 3;
        }
    }

    fn open_quote(&mut self, at_line_start: bool) {
        self.settle(self.quote.open && at_line_start);
        self.quote.open = true;
    }

    fn close_quote(&mut self) {
        self.settle(self.quote.open);
        self.quote.open = false;
    }

    fn settle(&mut self, quoted: bool) {
        if quoted {
            for mark in &mut self.marks[self.quote.pending..] {
                mark.quoted = true;
            }
        }
        self.quote.pending = self.marks.len();
    }

    /// Takes the label at `at` when it may be more than a citation; returns where to go on.
    fn label(&mut self, line: usize, body: usize, line_end: usize, at: usize) -> usize {
        let Some(label) = read_label(self.text, at) else {
            return at + 3;
        };
        let before = &self.text[body..at];
        let place = if at == body {
            Place::LineStart
        } else {
            place_of(before)
        };
        let follow = marks::follow(&self.text[label.end..]);
        let kind = match label.unit {
            Unit::Article => MarkKind::Article(label.number),
            unit => MarkKind::Heading(unit, label.number),
        };
        if place != Place::LineStart && !self.may_stand_inside(place, follow, kind, at) {
            return label.end;
        }
        self.push(Mark {
            cut: if place == Place::LineStart { line } else { at },
            start: at,
            end: label.end,
            // A label may run over the line's end: 第十 / 二条.
            line_end: line_end.max(label.end),
            kind,
            place,
            follow,
            after_stop: match place {
                Place::LineStart => self.last_char.is_none_or(is_stop),
                place => place == Place::AfterStop,
            },
            quoted: false,
        });
        label.end
    }

    /// Inside a line a label is nearly always a citation. What is kept: a label after the end of a sentence,
    /// after a blank, right behind a division's heading (第一章总则第一条), 第一条 before the words that open
    /// first articles, and the number that is due where nothing is cited.
    fn may_stand_inside(&self, place: Place, follow: Follow, kind: MarkKind, at: usize) -> bool {
        if matches!(follow, Follow::Citation | Follow::Amendment) {
            return false;
        }
        let behind_heading = self.marks.last().is_some_and(|last| {
            matches!(last.kind, MarkKind::Heading(..))
                && last.line_end > at
                && at - last.end <= marks::HEADING_BYTES_MAX
        });
        let opens = matches!(
            kind,
            MarkKind::Article(ComponentNumber { value: 1, bis: 0 })
        ) && marks::opens_first_article(&self.text[at..]);
        // 经营单第四十四条公安机关…: the number that is due, behind a word that cites nothing.
        let due = match kind {
            MarkKind::Article(number) => {
                self.last_article.is_some_and(|last| number.follows(last))
                    && marks::cites_nothing(&self.text[..at])
            }
            _ => false,
        };
        place != Place::Inside || behind_heading || opens || due
    }

    fn push(&mut self, mark: Mark) {
        if self.marks.len() >= MARKS_MAX {
            self.full = true;
            return;
        }
        if let MarkKind::Article(number) = mark.kind {
            self.last_article = Some(number);
        }
        self.marks.push(mark);
    }
}

fn place_of(before: &str) -> Place {
    let trimmed = before.trim_end_matches(is_blank);
    let spaced = trimmed.len() < before.len();
    let mut back = trimmed.chars().rev();
    match back.next() {
        Some(c) if is_sentence_end(c) => Place::AfterStop,
        Some('”' | '）' | ')') if back.next().is_some_and(is_sentence_end) => Place::AfterStop,
        _ if spaced => Place::AfterBlank,
        _ => Place::Inside,
    }
}

fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '！' | '!' | '？' | '?' | '．')
}

/// Whether a line that ends with `c` is finished, so that the next is no continuation of it.
fn is_stop(c: char) -> bool {
    is_sentence_end(c)
        || matches!(
            c,
            '：' | ':' | '”' | '"' | '）' | ')' | '》' | '】' | '〕' | '*' | '>' | '.'
        )
}

/// What may stand before a label at a line start: blanks and the signs of Markdown.
fn is_lead(c: char) -> bool {
    is_blank(c) || matches!(c, '#' | '*' | '>')
}
