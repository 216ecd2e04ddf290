//! The lines and tables of a page, or of a part of it, in reading order.

use std::ops::Range;

use super::dom::{Kind, NodeId, Page};
use super::line::LineText;
use super::seen;
use super::table;
use super::tag::{Attribute, Tag};
use crate::manuscript::Role;

/// A line or a table.
#[derive(Debug)]
pub(super) enum Piece {
    Line(Line),
    Table { rows: Vec<Vec<String>> },
}

/// A line as it is shown: a paragraph, or what stands before a `<br>`.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    /// The texts that it is made of.
    pub nodes: Range<NodeId>,
    /// The innermost block element around its beginning.
    pub holder: NodeId,
    /// How many of its characters are links.
    pub link_chars: usize,
    pub role: Role,
}

impl Line {
    pub(super) fn chars(&self) -> usize {
        self.text.chars().count()
    }
}

/// What of a page is read, and how.
pub(super) struct Scope<'a> {
    pub root: NodeId,
    /// Nodes outside this range are not read.
    pub range: Range<NodeId>,
    /// Texts that were read as something else.
    pub taken: &'a dyn Fn(NodeId) -> bool,
    /// Whether what stands around an article is left out.
    pub skips_around: bool,
    /// Whether tables come as tables; else the lines in them come.
    pub keeps_tables: bool,
}

/// Reads the lines.
pub(super) fn read(page: &Page, scope: &Scope<'_>) -> Vec<Piece> {
    let mut flow = Flow {
        page,
        scope,
        pieces: Vec::new(),
        line: LineText::default(),
        nodes: 0..0,
        holder: scope.root,
        link_chars: 0,
        role: Role::Body,
        marker: None,
    };
    let place = Place {
        holder: scope.root,
        role: Role::Body,
        is_link: false,
    };
    flow.element(scope.root, place);
    flow.end_line();
    flow.pieces
}

/// The lines of pieces.
pub(super) fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    pieces
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Table { .. } => None,
        })
        .collect()
}

#[derive(Clone, Copy)]
struct Place {
    holder: NodeId,
    role: Role,
    is_link: bool,
}

struct Flow<'a> {
    page: &'a Page,
    scope: &'a Scope<'a>,
    pieces: Vec<Piece>,
    line: LineText,
    nodes: Range<NodeId>,
    holder: NodeId,
    link_chars: usize,
    role: Role,
    /// What stands before the next line: the number of a list item.
    marker: Option<String>,
}

impl Flow<'_> {
    /// Reads an element; as deep as the tree is, which is bounded.
    fn element(&mut self, id: NodeId, place: Place) {
        let mut number = list_start(self.page, id);
        for child in self.page.children(id) {
            match self.page.kind(child) {
                Kind::Comment => {}
                Kind::Text => self.text(child, place),
                Kind::Element(tag) => {
                    if tag == Tag::Li {
                        self.marker = Some(marker(self.page, child, number));
                        number = number.map(|number| number.saturating_add(1));
                    }
                    self.child(child, tag, place);
                }
            }
        }
    }

    fn child(&mut self, id: NodeId, tag: Tag, mut place: Place) {
        let is_outside = id >= self.scope.range.end || self.page.end(id) <= self.scope.range.start;
        let is_left_out = seen::is_hidden(self.page, id)
            || (self.scope.skips_around && seen::is_around(self.page, id));
        if is_outside || is_left_out {
            return;
        }
        match tag {
            Tag::Br => return self.end_line(),
            Tag::Table if self.scope.keeps_tables => {
                if let Some(rows) = table::read(self.page, id, self.scope) {
                    self.end_line();
                    return self.pieces.push(Piece::Table { rows });
                }
            }
            Tag::H1 => place.role = Role::Title,
            _ if tag.is_heading() => place.role = Role::Heading,
            Tag::A => place.is_link = self.page.attribute(id, Attribute::Href).is_some(),
            _ => {}
        }
        if !tag.is_block() {
            return self.element(id, place);
        }
        self.end_line();
        place.holder = id;
        self.element(id, place);
        self.end_line();
    }

    fn text(&mut self, id: NodeId, place: Place) {
        if !self.scope.range.contains(&id) || (self.scope.taken)(id) {
            return;
        }
        let text = self.page.text(id);
        let was_empty = self.line.is_empty();
        if was_empty
            && let Some(marker) = self.marker.take_if(|_| !text.trim().is_empty())
            && !is_numbered(text.trim_start())
        {
            self.line.push(&marker);
        }
        self.line.push(text);
        if was_empty && !self.line.is_empty() {
            self.nodes.start = id;
            self.holder = place.holder;
            self.role = place.role;
        }
        self.nodes.end = id + 1;
        if place.is_link {
            self.link_chars += text.chars().filter(|c| !c.is_whitespace()).count();
        }
    }

    fn end_line(&mut self) {
        let link_chars = std::mem::take(&mut self.link_chars);
        let text = self.line.take();
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece::Line(Line {
            text,
            nodes: self.nodes.clone(),
            holder: self.holder,
            link_chars,
            role: self.role,
        }));
    }
}

/// The number of the first item of a numbered list.
fn list_start(page: &Page, id: NodeId) -> Option<u32> {
    (page.tag(id) == Some(Tag::Ol)).then(|| {
        let start = page.attribute(id, Attribute::Start);
        start
            .and_then(|start| start.trim().parse().ok())
            .unwrap_or(1)
    })
}

fn marker(page: &Page, item: NodeId, number: Option<u32>) -> String {
    let value = page.attribute(item, Attribute::Value);
    let value = value.and_then(|value| value.trim().parse().ok());
    match (number, value) {
        (Some(_), Some(number)) | (Some(number), None) => format!("{number}. "),
        (None, _) => "• ".to_owned(),
    }
}

/// Whether a text begins with a number of its own; a mark before it would hide it from the reading of articles.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '【', '\u{3000}']);
    text.starts_with(|c: char| {
        c.is_ascii_digit()
            || "第一二三四五六七八九十附０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩·•●○■□◆◇★-—－".contains(c)
    })
}
