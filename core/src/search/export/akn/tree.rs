//! From passages in a row to elements inside each other.

use std::collections::HashSet;

use crate::search::{DocumentRecord, OutlineRecord, PassageRecord};
use crate::structure::{
    Component, ComponentLevel, DivisionLevel, PassageKind, components, components_from,
};

/// An element of the text.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub tag: &'static str,
    /// What an `hcontainer` or an attachment is.
    pub name: &'static str,
    /// Unique in the document.
    pub eid: String,
    pub num: String,
    pub heading: String,
    /// Its own words, before those of its children.
    pub lines: Vec<String>,
    pub children: Vec<Node>,
}

/// A text as the schema orders it.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Unnumbered text before the first article or division.
    pub preamble: Vec<String>,
    pub body: Vec<Node>,
    /// Enclosed texts and attachments; those inside another division stay there.
    pub attachments: Vec<Node>,
}

impl Layout {
    pub(super) fn of(record: &DocumentRecord) -> Self {
        let mut builder = Builder {
            outline: &record.outline,
            next_division: 0,
            stack: vec![Open::default()],
            given: HashSet::new(),
        };
        let has_articles = record
            .passages
            .iter()
            .any(|p| p.kind == PassageKind::Article);
        let mut layout = Self::default();
        let mut started = !has_articles;
        for passage in &record.passages {
            let opening = passage.kind == PassageKind::Text && passage.division.is_none();
            if passage.kind == PassageKind::Contents {
                continue;
            }
            if !started && opening {
                layout.preamble.extend(lines(&passage.text));
                continue;
            }
            started = true;
            builder.passage(passage);
        }
        for node in builder.finish() {
            if matches!(node.name, "enclosed" | "attachment") {
                layout.attachments.push(node);
            } else {
                layout.body.push(node);
            }
        }
        layout
    }
}

/// An element that may still get children.
#[derive(Default)]
struct Open {
    node: Node,
    /// The depth of a division; none for numbered sections.
    depth: Option<usize>,
    /// The path of a numbered section: `s1-2`.
    path: String,
}

struct Builder<'r> {
    outline: &'r [OutlineRecord],
    /// The first division that is not yet opened.
    next_division: usize,
    /// What is open, the whole text first.
    stack: Vec<Open>,
    /// Every eId given.
    given: HashSet<String>,
}

impl Builder<'_> {
    fn passage(&mut self, passage: &PassageRecord) {
        let goes_on = passage.kind == PassageKind::Text && !passage.label.is_empty();
        let path = match passage.kind {
            PassageKind::Section => passage
                .n
                .split_once('.')
                .map_or(&*passage.n, |(path, _)| path),
            _ => "",
        };
        self.enter(passage.division.as_deref(), path, goes_on);
        match passage.kind {
            PassageKind::Heading | PassageKind::Contents => {}
            PassageKind::Article => {
                let article = self.article(passage);
                self.push(article);
            }
            PassageKind::Section => {
                let node = self.section(passage);
                self.stack.push(Open {
                    node,
                    depth: None,
                    path: path.to_owned(),
                });
            }
            PassageKind::Text => self.text(passage, goes_on),
        }
    }

    /// Opens the divisions up to that of the passage and closes those that it does not stand in.
    fn enter(&mut self, division: Option<&str>, path: &str, goes_on: bool) {
        let found = division.and_then(|eid| self.outline.iter().position(|d| d.eid == eid));
        if let Some(at) = found {
            while self.next_division <= at {
                self.open_division(self.next_division);
                self.next_division += 1;
            }
        }
        let depth = found.map(|at| self.outline[at].depth);
        self.close_while(|open| match open.depth {
            Some(own) => depth.is_none_or(|depth| own > depth),
            None => !goes_on && !is_inside(path, &open.path),
        });
    }

    fn open_division(&mut self, at: usize) {
        let division = &self.outline[at];
        self.close_while(|open| open.depth.is_none_or(|own| own >= division.depth));
        let (tag, name) = element(division.level);
        let node = Node {
            tag,
            name,
            eid: self.unique(&division.eid),
            num: division.label.clone(),
            heading: division.heading.clone(),
            ..Node::default()
        };
        self.stack.push(Open {
            node,
            depth: Some(division.depth),
            path: String::new(),
        });
    }

    /// The whole text is never closed.
    fn close_while(&mut self, ends: impl Fn(&Open) -> bool) {
        while self.stack.len() > 1
            && let Some(open) = self.stack.pop_if(|open| ends(open))
        {
            self.push(open.node);
        }
    }

    fn push(&mut self, node: Node) {
        if let Some(open) = self.stack.last_mut() {
            open.node.children.push(node);
        }
    }

    fn text(&mut self, passage: &PassageRecord, goes_on: bool) {
        let lines = lines(&passage.text);
        if lines.is_empty() {
            return;
        }
        if goes_on
            && let Some(open) = self.stack.last_mut()
            && !open.path.is_empty()
            && open.node.children.is_empty()
        {
            open.node.lines.extend(lines);
            return;
        }
        let node = Node {
            tag: "hcontainer",
            name: "text",
            eid: self.unique(&passage.n),
            lines,
            ..Node::default()
        };
        self.push(node);
    }

    /// A section's heading is told apart only where it has a line of its own: cut from a sentence, it would leave
    /// a sentence without a beginning.
    fn section(&mut self, passage: &PassageRecord) -> Node {
        let text = without(&passage.text, &passage.label);
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let own_line =
            !passage.heading.is_empty() && without(first, &passage.heading).trim().is_empty();
        Node {
            tag: "hcontainer",
            name: "section",
            eid: self.unique(&passage.n),
            num: passage.label.clone(),
            heading: if own_line {
                passage.heading.clone()
            } else {
                String::new()
            },
            lines: lines(if own_line { rest } else { text }),
            children: Vec::new(),
        }
    }

    fn article(&mut self, passage: &PassageRecord) -> Node {
        let eid = self.unique(&format!("art_{}", passage.n));
        let text = passage.text.as_str();
        let mut found = components(text);
        if let Some((own, end)) = own_words(text, &found, 0)
            && !passage.heading.is_empty()
            && compact(own) == passage.heading
        {
            // A heading on a line of its own is no paragraph, and is not counted as one.
            found = components_from(text, end);
        }
        let mut open: Vec<(ComponentLevel, Node)> = Vec::new();
        let mut article = Node {
            tag: "article",
            num: passage.label.clone(),
            heading: passage.heading.clone(),
            ..Node::default()
        };
        for (at, component) in found.iter().enumerate() {
            close_level(&mut open, &mut article, component.level);
            let own = own_words(text, &found, at).map_or("", |(own, _)| own);
            let mut own = without(own, &component.label);
            if before_is_blank(text, component.span.start) {
                own = without(own, &passage.label);
            }
            let node = Node {
                tag: match component.level {
                    ComponentLevel::Paragraph => "paragraph",
                    ComponentLevel::Item => "point",
                    ComponentLevel::SubItem => "level",
                },
                eid: self.unique(&format!("{eid}__{}", component.eid)),
                num: component.label.clone(),
                lines: lines(own),
                ..Node::default()
            };
            open.push((component.level, node));
        }
        close_level(&mut open, &mut article, ComponentLevel::Paragraph);
        article.eid = eid;
        article
    }

    /// `wanted`, or `wanted.2` when it was given before; never blank inside, never empty.
    fn unique(&mut self, wanted: &str) -> String {
        let plain: String = wanted
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect();
        let reserved = matches!(&*plain, "" | "body" | "preface" | "preamble");
        let mut eid = if reserved {
            format!("text_{plain}")
        } else {
            plain.clone()
        };
        let mut count = 1;
        while !self.given.insert(eid.clone()) {
            count += 1;
            eid = format!("{plain}.{count}");
        }
        eid
    }

    fn finish(mut self) -> Vec<Node> {
        while self.next_division < self.outline.len() {
            self.open_division(self.next_division);
            self.next_division += 1;
        }
        self.close_while(|_| true);
        self.stack
            .pop()
            .map_or_else(Vec::new, |open| open.node.children)
    }
}

/// The own words of a component and where they end: at the next one, since what it holds comes after them.
fn own_words<'t>(text: &'t str, found: &[Component], at: usize) -> Option<(&'t str, usize)> {
    let span = found.get(at)?.span;
    let next = found.get(at + 1);
    let end = next.map_or(span.end, |next| next.span.start.min(span.end)) as usize;
    Some((text.get(span.start as usize..end)?, end))
}

/// Where a label could not be told from the first paragraph, it stands in it.
fn before_is_blank(text: &str, at: u32) -> bool {
    let before = text.get(..at as usize).unwrap_or("");
    before.chars().all(|c| is_margin(c) || c == '#')
}

/// Closes the components of this level and below.
fn close_level(open: &mut Vec<(ComponentLevel, Node)>, article: &mut Node, level: ComponentLevel) {
    while let Some((_, node)) = open.pop_if(|(own, _)| *own >= level) {
        match open.last_mut() {
            Some((_, parent)) => parent.children.push(node),
            None => article.children.push(node),
        }
    }
}

fn element(level: DivisionLevel) -> (&'static str, &'static str) {
    match level {
        DivisionLevel::Enclosed => ("hcontainer", "enclosed"),
        DivisionLevel::Attachment => ("hcontainer", "attachment"),
        DivisionLevel::Part => ("part", ""),
        DivisionLevel::SubPart => ("subpart", ""),
        DivisionLevel::Chapter => ("chapter", ""),
        DivisionLevel::Section => ("section", ""),
    }
}

/// Whether `s1-2` is inside `s1`.
fn is_inside(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with('-'))
}

/// The lines with something in them; `*` and `#` around them are marks of Markdown.
fn lines(text: &str) -> Vec<String> {
    let trimmed = text.lines().map(|line| line.trim_matches(is_margin));
    trimmed
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_margin(character: char) -> bool {
    is_blank(character) || character == '*'
}

fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// `text` behind `label`, whose characters may stand apart in it; the whole text where it begins otherwise.
fn without<'t>(text: &'t str, label: &str) -> &'t str {
    let mut rest = text.trim_start_matches(|c| is_margin(c) || c == '#');
    for wanted in label.chars() {
        rest = rest.trim_start_matches(is_blank);
        match rest.strip_prefix(wanted) {
            Some(behind) => rest = behind,
            None => return text,
        }
    }
    rest
}
