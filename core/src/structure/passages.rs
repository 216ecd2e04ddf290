//! From events to the structure: divisions with their spans, and passages that leave no byte out.

use std::collections::HashMap;

use super::article_heading;
use super::event::{Event, EventKind, Heading};
use super::label::is_blank;
use super::sections::chars;
use super::{ComponentNumber, Division, DivisionLevel, Passage, PassageKind, Span, Structure};

/// Plain text is split at paragraphs so that no passage has more characters than this.
const TEXT_CHARS_MAX: usize = 1_500;

/// Cuts `text` at the events.
pub(super) fn assemble(text: &str, events: &[Event]) -> Structure {
    let mut builder = Builder {
        text,
        out: Structure::default(),
        open: Vec::new(),
        seen: HashMap::new(),
        texts: 0,
        articles: 0,
        line_headings: Vec::new(),
    };
    let first = events.first().map_or(text.len(), |event| event.cut);
    // Blank lines before the first label are no passage of their own.
    let blank_head = !events.is_empty() && text[..first].chars().all(is_blank);
    if !blank_head {
        builder.text_pieces(0, first, None);
    }
    for (at, event) in events.iter().enumerate() {
        let start = if at == 0 && blank_head { 0 } else { event.cut };
        let end = events.get(at + 1).map_or(text.len(), |next| next.cut);
        builder.event(event, start, end);
    }
    while let Some(at) = builder.open.pop() {
        builder.close(at, text.len());
    }
    builder.settle_line_headings();
    builder.out
}

struct Builder<'t> {
    text: &'t str,
    out: Structure,
    /// Indexes of the divisions that are open, the outermost first.
    open: Vec<u32>,
    /// How often an address or eid was given.
    seen: HashMap<String, u32>,
    texts: u32,
    articles: usize,
    /// The articles whose first line may be a heading.
    line_headings: Vec<usize>,
}

impl Builder<'_> {
    fn event(&mut self, event: &Event, start: usize, end: usize) {
        match &event.kind {
            EventKind::Division(heading) => self.division(heading, event.end, start, end),
            EventKind::Contents => {
                let n = self.unique("toc".to_string());
                let rest = self.past_blank(event.end, end);
                self.passage(PassageKind::Contents, n, start, rest, None);
                self.text_pieces(rest, end, None);
            }
            EventKind::Article { number, label, .. } => {
                let n = self.unique(number.anchor());
                let heading = self.article_heading(&self.text[event.end..end]);
                let own = Own {
                    label,
                    heading,
                    number: Some(*number),
                };
                self.passage(PassageKind::Article, n, start, end, Some(&own));
            }
            EventKind::Section(section) => {
                let path: Vec<String> = section.path.iter().map(u32::to_string).collect();
                let n = self.unique(format!("s{}", path.join("-")));
                let number = section.path.last().map(|value| ComponentNumber {
                    value: *value,
                    bis: 0,
                });
                let own = Own {
                    label: &section.label,
                    heading: section.heading.clone(),
                    number,
                };
                let first = self.piece_end(start, end);
                self.passage(PassageKind::Section, n, start, first, Some(&own));
                self.text_pieces(first, end, Some(&own));
            }
        }
    }

    fn article_heading(&mut self, body: &str) -> String {
        self.articles += 1;
        let heading = match article_heading::bracketed(body) {
            Some((heading, _)) => heading,
            None => match article_heading::on_own_line(body) {
                Some(line) => {
                    self.line_headings.push(self.out.passages.len());
                    line
                }
                None => "",
            },
        };
        heading.chars().filter(|c| !is_blank(*c)).collect()
    }

    /// Headings on lines of their own are the habit of a text; a few are sentences that a line break cut.
    fn settle_line_headings(&mut self) {
        if self.line_headings.len() * 2 >= self.articles {
            return;
        }
        for at in &self.line_headings {
            if let Some(passage) = self.out.passages.get_mut(*at) {
                passage.heading.clear();
            }
        }
    }

    fn division(&mut self, heading: &Heading, heading_end: usize, start: usize, end: usize) {
        // 附则 that stands alone follows the parts, it is in none of them.
        let floor = if heading.level == DivisionLevel::Chapter && heading.label.is_empty() {
            DivisionLevel::Part
        } else {
            heading.level
        };
        let mut level = heading.level;
        if starts_with_numeral(&heading.label) && self.inside_numbered_chapter() {
            // 一、 over articles, inside 第一章.
            level = DivisionLevel::Section;
        } else {
            while let Some(at) = self
                .open
                .pop_if(|at| self.out.divisions[*at as usize].level >= floor)
            {
                self.close(at, start);
            }
        }
        while let Some(at) = self
            .open
            .pop_if(|at| self.out.divisions[*at as usize].level >= level)
        {
            self.close(at, start);
        }
        let parent = self.open.last().copied();
        let eid = self.unique(eid(
            heading,
            level,
            parent.map(|at| self.out.divisions[at as usize].eid.as_str()),
        ));
        let at = u32::try_from(self.out.divisions.len()).unwrap_or(u32::MAX);
        self.out.divisions.push(Division {
            level,
            number: heading.number,
            label: heading.label.clone(),
            heading: heading.heading.clone(),
            eid: eid.clone(),
            span: Span::new(start, end),
            parent,
        });
        self.open.push(at);
        let rest = self.past_blank(heading_end.max(start), end);
        if rest > start {
            let n = if level == DivisionLevel::Attachment {
                self.attachment_address()
            } else {
                eid
            };
            let own = Own {
                label: &heading.label,
                heading: heading.heading.clone(),
                number: heading.number,
            };
            self.passage(PassageKind::Heading, n, start, rest, Some(&own));
        }
        self.text_pieces(rest, end, None);
    }

    /// `att1`: attachments are counted through the document, whatever their own numbers are.
    fn attachment_address(&mut self) -> String {
        let count = self
            .out
            .divisions
            .iter()
            .filter(|d| d.level == DivisionLevel::Attachment)
            .count();
        self.unique(format!("att{count}"))
    }

    fn inside_numbered_chapter(&self) -> bool {
        self.open.iter().any(|at| {
            let division = &self.out.divisions[*at as usize];
            division.level == DivisionLevel::Chapter && division.label.starts_with('第')
        })
    }

    fn close(&mut self, at: u32, end: usize) {
        let span = &mut self.out.divisions[at as usize].span;
        span.end = Span::new(0, end).end;
    }

    /// Plain text as one or more passages; blank text goes to the passage before.
    fn text_pieces(&mut self, mut start: usize, end: usize, own: Option<&Own<'_>>) {
        while start < end {
            let piece = self.piece_end(start, end);
            let blank = self.text[start..piece].chars().all(is_blank);
            match self.out.passages.last_mut() {
                Some(last) if blank => last.span.end = Span::new(0, piece).end,
                _ => {
                    self.texts += 1;
                    let n = format!("p{}", self.texts);
                    self.passage(PassageKind::Text, n, start, piece, own);
                }
            }
            start = piece;
        }
    }

    /// The end of the piece that starts at `start`: at the end of a paragraph, within the limit if one is.
    fn piece_end(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        let mut count = 0;
        while at < end {
            // Looked for nearby first: a line may be the whole document, and is cut many times.
            let near = self
                .text
                .floor_char_boundary(end.min(at + TEXT_CHARS_MAX * 4));
            let line_end = match self.text[at..near].find('\n') {
                Some(offset) => at + offset + 1,
                None if near == end => end,
                None => {
                    if count > 0 {
                        return at;
                    }
                    if let Some(inner) = self.inner_paragraph(at, end) {
                        return inner;
                    }
                    self.text[at..end]
                        .find('\n')
                        .map_or(end, |offset| at + offset + 1)
                }
            };
            count += chars(&self.text[at..line_end]);
            if count > TEXT_CHARS_MAX && at > start {
                return at;
            }
            at = line_end;
        }
        end
    }

    /// The last place within the limit where a paragraph begins inside a line: 。 and two ideographic spaces.
    fn inner_paragraph(&self, start: usize, end: usize) -> Option<usize> {
        let line = &self.text[start..end];
        let (limit, _) = line.char_indices().nth(TEXT_CHARS_MAX)?;
        let at = line[..limit].rfind("。\u{3000}\u{3000}")?;
        Some(start + at + '。'.len_utf8())
    }

    /// The first place at or behind `at` that is not blank, at most `end`.
    fn past_blank(&self, at: usize, end: usize) -> usize {
        let at = at.min(end);
        let rest = &self.text[at..end];
        // A line's indent belongs to the line.
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        match rest[..blank].rfind('\n') {
            Some(newline) if blank < rest.len() => at + newline + 1,
            _ => at + blank,
        }
    }

    fn passage(
        &mut self,
        kind: PassageKind,
        n: String,
        start: usize,
        end: usize,
        own: Option<&Own<'_>>,
    ) {
        if start >= end {
            return;
        }
        self.out.passages.push(Passage {
            kind,
            n,
            label: own.map_or_else(String::new, |own| own.label.to_string()),
            heading: own.map_or_else(String::new, |own| own.heading.clone()),
            number: own.and_then(|own| own.number),
            division: self.open.last().copied(),
            span: Span::new(start, end),
        });
    }

    /// `name`, or `name.2` when it was given before.
    fn unique(&mut self, name: String) -> String {
        let count = self.seen.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            name
        } else {
            format!("{name}.{count}")
        }
    }
}

/// The label, heading and number of an article or section.
struct Own<'t> {
    label: &'t str,
    heading: String,
    number: Option<ComponentNumber>,
}

fn starts_with_numeral(label: &str) -> bool {
    label.starts_with(|c: char| matches!(c, '（' | '(') || super::numeral::is_numeral(c))
}

/// `part_1__chp_2`, in the manner of the Akoma Ntoso naming convention.
fn eid(heading: &Heading, level: DivisionLevel, parent: Option<&str>) -> String {
    let name = match level {
        DivisionLevel::Enclosed => "doc",
        DivisionLevel::Attachment => "att",
        DivisionLevel::Part => "part",
        DivisionLevel::SubPart => "subpart",
        DivisionLevel::Chapter => "chp",
        DivisionLevel::Section => "sec",
    };
    let own = match heading.number {
        Some(ComponentNumber { value, bis: 0 }) => format!("{name}_{value}"),
        Some(ComponentNumber { value, bis }) => format!("{name}_{value}_bis{bis}"),
        None if level == DivisionLevel::Chapter => "supplementary".to_string(),
        None => name.to_string(),
    };
    match parent {
        Some(parent) => format!("{parent}__{own}"),
        None => own,
    }
}
