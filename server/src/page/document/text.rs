//! The text of a document as headings and paragraphs with anchors, and the outline that leads to them.

use std::collections::HashMap;

use tongcha::search::{DocumentRecord, PassageRecord, TextLink};
use tongcha::structure::{DivisionLevel, PassageKind};

use super::super::links;
use super::super::markup::{Anchor, Markup, Piece, Tag};
use super::super::passage::{Line, lines};
use super::leaves::{Shown, Span, anchor};

/// A block of the text.
pub enum Block {
    /// The heading of a division.
    Heading {
        /// Its anchor.
        id: String,
        /// 2 to 6.
        level: usize,
        /// What it says.
        text: Markup,
    },
    /// An article, section or unnumbered text.
    Passage(PassageBlock),
}

/// An article, section or unnumbered text.
pub struct PassageBlock {
    /// Its anchor.
    pub id: String,
    /// `第十二条`; empty where it has none, or where the text does not begin with it.
    pub label: String,
    /// Its paragraphs and tables.
    pub lines: Vec<Line>,
    /// Its page of its own, where its label leads: of a law with a thousand articles, a link of its own beside each would be a
    /// tenth of the page. Copying and the like are added by the script when somebody comes to it.
    pub article: Option<String>,
    /// The next passage with marks, where this one has some.
    pub next_marked: Option<String>,
}

/// A passage with marks.
pub struct MarkedPlace {
    /// Where it is.
    pub href: String,
    /// Its anchor.
    pub anchor: String,
    /// `第十二条`; of what has no label, that it is one of these.
    pub label: String,
    /// How many marks it has.
    pub count: usize,
}

/// A line of the outline.
pub struct OutlineEntry {
    /// Where it leads.
    pub href: String,
    /// `第一章 总则`.
    pub label: String,
    /// Class of the stylesheet, by depth.
    pub class: &'static str,
}

/// Articles that are listed in the outline of a text without divisions.
const ARTICLES_MAX: usize = 120;

/// Attachments that are named at the head of the page.
const ATTACHMENTS_MAX: usize = 20;

/// The links of each passage, by its address.
fn anchors<'a>(document: &'a DocumentRecord, shown: &Shown<'_>) -> HashMap<&'a str, Vec<Anchor>> {
    let mut anchors: HashMap<&str, Vec<Anchor>> = HashMap::new();
    for link in &document.links {
        let of = anchors.entry(link.passage.as_str()).or_default();
        of.push(Anchor {
            from: link.from,
            to: link.to,
            href: target(document, link, shown),
        });
    }
    anchors
}

/// Where a link leads: to a place of this text, or to another document as of the same day.
fn target(document: &DocumentRecord, link: &TextLink, shown: &Shown<'_>) -> String {
    let place = link.article.as_deref();
    match (&link.document, place) {
        (Some(id), place) => links::at_day(links::place(id, place), document.as_of),
        (None, Some(place)) => shown.place(&links::anchor(place)),
        (None, None) => "#main".to_owned(),
    }
}

/// The text of the page that is shown, in blocks. Tables of contents are left out: the outline stands beside the text.
pub fn blocks(
    document: &DocumentRecord,
    marks: &[Vec<(u32, u32)>],
    places: &[MarkedPlace],
    shown: &Shown<'_>,
) -> Vec<Block> {
    let anchors = anchors(document, shown);
    let spans = shown.leaves.spans(shown.page).iter();
    let mut blocks: Vec<Block> = spans
        .filter_map(|span| {
            let passage = document.passages.get(span.passage)?;
            let marks = marks.get(span.passage).map_or(&[][..], Vec::as_slice);
            // A passage that goes on over several pages has its links on each.
            let links = anchors.get(passage.n.as_str()).cloned();
            let piece = Piece::new(&passage.text, marks).with_links(links.unwrap_or_default());
            let piece = piece.part(span.chars.start, span.chars.end);
            block(document, passage, span, piece)
        })
        .collect();
    join_marked(&mut blocks, places);
    blocks
}

/// Leads from each passage with marks to the next one: without a script, that is how one goes through them.
fn join_marked(blocks: &mut [Block], places: &[MarkedPlace]) {
    let mut next: HashMap<&str, &str> = HashMap::new();
    for pair in places.windows(2) {
        next.insert(&pair[0].anchor, &pair[1].href);
    }
    for block in blocks {
        if let Block::Passage(passage) = block {
            passage.next_marked = next.get(passage.id.as_str()).map(|href| (*href).to_owned());
        }
    }
}

fn block(
    document: &DocumentRecord,
    passage: &PassageRecord,
    span: &Span,
    piece: Piece,
) -> Option<Block> {
    if passage.kind == PassageKind::Heading {
        let division = document
            .outline
            .iter()
            .find(|division| Some(&division.eid) == passage.division.as_ref());
        let lines: Vec<Markup> = piece.lines().iter().map(Piece::markup).collect();
        let text = lines.first().filter(|_| lines.len() == 1).cloned();
        return Some(Block::Heading {
            id: anchor(document, passage),
            level: division.map_or(2, |division| (division.depth + 2).min(6)),
            // A heading of several lines is one heading; its words are not looked for one by one.
            text: text.unwrap_or_else(|| Piece::new(&one_line(&passage.text), &[]).markup()),
        });
    }
    let behind = piece.behind(&passage.label);
    let label = if behind.is_some() {
        passage.label.clone()
    } else {
        String::new()
    };
    let lines = lines(
        behind.as_ref().unwrap_or(&piece),
        !label.is_empty(),
        Tag::Mark,
    );
    if lines.is_empty() {
        return None;
    }
    let has_page = passage.kind == PassageKind::Article;
    Some(Block::Passage(PassageBlock {
        id: match span.is_first() {
            true => links::anchor(&passage.n),
            // The anchor leads to where the passage begins.
            false => format!("{}-from-{}", links::anchor(&passage.n), span.chars.start),
        },
        label,
        lines,
        article: has_page.then(|| {
            let href = links::article(&document.id, &passage.n, "");
            links::at_day(href, document.as_of)
        }),
        next_marked: None,
    }))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The outline: divisions, or the articles and first sections of a text that has none.
pub fn outline(document: &DocumentRecord, shown: &Shown<'_>) -> Vec<OutlineEntry> {
    if !document.outline.is_empty() {
        let entry = |division: &tongcha::search::OutlineRecord| OutlineEntry {
            href: shown.place(&division.eid),
            label: format!("{} {}", division.label, division.heading)
                .trim()
                .to_owned(),
            class: ["depth-0", "depth-1", "depth-2"][division.depth.min(2)],
        };
        return document.outline.iter().map(entry).collect();
    }
    let is_listed = |passage: &&PassageRecord| match passage.kind {
        PassageKind::Article => true,
        PassageKind::Section => !passage.n.contains('-'),
        _ => false,
    };
    let entry = |passage: &PassageRecord| OutlineEntry {
        href: shown.place(&links::anchor(&passage.n)),
        label: format!("{} {}", passage.label, passage.heading)
            .trim()
            .to_owned(),
        class: "depth-0",
    };
    document
        .passages
        .iter()
        .filter(is_listed)
        .take(ARTICLES_MAX)
        .map(entry)
        .collect()
}

/// The passages with marks, in their order, on whichever page they are.
pub fn marked_places(
    document: &DocumentRecord,
    marks: &[Vec<(u32, u32)>],
    shown: &Shown<'_>,
) -> Vec<MarkedPlace> {
    let is_text = |kind| !matches!(kind, PassageKind::Heading | PassageKind::Contents);
    let marked = document
        .passages
        .iter()
        .zip(marks)
        .filter(|(passage, marks)| !marks.is_empty() && is_text(passage.kind));
    marked
        .map(|(passage, marks)| MarkedPlace {
            href: shown.place(&links::anchor(&passage.n)),
            anchor: links::anchor(&passage.n),
            label: match passage.label.is_empty() {
                true => "其他文字".to_owned(),
                false => passage.label.clone(),
            },
            count: marks.len(),
        })
        .collect()
}

/// The attachments of a document, as links to them.
pub fn attachments(document: &DocumentRecord, shown: &Shown<'_>) -> Vec<OutlineEntry> {
    let attached = document
        .outline
        .iter()
        .filter(|division| division.level == DivisionLevel::Attachment);
    let attached = attached.map(|division| OutlineEntry {
        href: shown.place(&division.eid),
        label: format!("{} {}", division.label, division.heading)
            .trim()
            .to_owned(),
        class: "depth-0",
    });
    attached.take(ATTACHMENTS_MAX).collect()
}

/// How many marks stand on the page that is shown.
pub fn marks_shown(marks: &[Vec<(u32, u32)>], shown: &Shown<'_>) -> usize {
    let inside = |span: &Span| {
        let of = marks.get(span.passage).map_or(&[][..], Vec::as_slice);
        let within = of
            .iter()
            .filter(|(from, _)| span.chars.contains(&(*from as usize)));
        within.count()
    };
    shown.leaves.spans(shown.page).iter().map(inside).sum()
}
