//! A long text cut into pages, so that a first view stays small: where the cuts are, and which page has which place.
//!
//! Addresses name places (`?at=12#art-12`), not pages: a page is looked up when it is asked for, so an address keeps its
//! meaning when the text or the measure changes.

use std::collections::HashMap;
use std::ops::Range;

use tongcha::Day;
use tongcha::search::{DocumentRecord, PassageRecord};
use tongcha::structure::PassageKind;

use super::super::links;

/// What a page holds at most, in characters of text with [`PASSAGE_CHARS`] for each passage. Compressed, a character of a law
/// takes 0.8 to 1.2 bytes with all markup, and what stands around the text and is cached takes 15 KB of the 60 KB.
const LEAF_CHARS_MAX: usize = 32_000;
/// What the anchor and the label of a passage weigh, in characters.
const PASSAGE_CHARS: usize = 16;

/// Characters `chars` of a passage, which stand on one page. Only a passage longer than a page has several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Which passage.
    pub passage: usize,
    /// Which of its characters.
    pub chars: Range<usize>,
}

impl Span {
    /// Whether the passage begins with it.
    pub fn is_first(&self) -> bool {
        self.chars.start == 0
    }

    fn weight(&self) -> usize {
        self.chars.len() + PASSAGE_CHARS
    }
}

/// The pages of a text.
pub struct Leaves {
    spans: Vec<Span>,
    /// The first span of each page; never empty.
    starts: Vec<usize>,
    /// The page of each anchor, from 1.
    page_of: HashMap<String, usize>,
}

impl Leaves {
    /// The pages of the text of a document.
    pub fn of(document: &DocumentRecord) -> Self {
        Self::cut(document, LEAF_CHARS_MAX)
    }

    fn cut(document: &DocumentRecord, chars_max: usize) -> Self {
        let passages = &document.passages;
        let shown = passages
            .iter()
            .enumerate()
            .filter(|(_, passage)| passage.kind != PassageKind::Contents);
        let spans: Vec<Span> = shown
            .flat_map(|(at, passage)| spans(at, &passage.text, chars_max))
            .collect();
        let depth = |span: &Span| heading_depth(document, span);
        let starts = starts(&spans, depth, chars_max);
        let mut page_of = HashMap::new();
        for (at, span) in spans.iter().enumerate().filter(|(_, span)| span.is_first()) {
            let page = starts.partition_point(|start| *start <= at);
            page_of.insert(anchor(document, &passages[span.passage]), page);
        }
        Self {
            spans,
            starts,
            page_of,
        }
    }

    /// How many there are: 1 for a text that fits.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The page of a place, from 1.
    pub fn page_of(&self, anchor: &str) -> Option<usize> {
        self.page_of.get(anchor).copied()
    }

    /// What stands on a page, from 1; everything when none is named.
    pub fn spans(&self, page: Option<usize>) -> &[Span] {
        let Some(page) = page else {
            return &self.spans;
        };
        let from = self.starts.get(page - 1).copied().unwrap_or(0);
        let to = self.starts.get(page).copied();
        &self.spans[from..to.unwrap_or(self.spans.len())]
    }
}

/// The anchor of a passage: that of the division of which it is the heading, else its own.
pub fn anchor(document: &DocumentRecord, passage: &PassageRecord) -> String {
    let division = (passage.kind == PassageKind::Heading)
        .then(|| document.outline.iter())
        .and_then(|mut outline| {
            outline.find(|division| Some(&division.eid) == passage.division.as_ref())
        });
    division.map_or_else(
        || links::anchor(&passage.n),
        |division| division.eid.clone(),
    )
}

/// A passage as spans that each fit on a page: it is cut behind a line, within one only where the line is longer than a page.
fn spans(passage: usize, text: &str, chars_max: usize) -> Vec<Span> {
    let chars = text.chars().count();
    if chars <= chars_max {
        return vec![Span {
            passage,
            chars: 0..chars,
        }];
    }
    let mut spans = Vec::new();
    let (mut from, mut line_end) = (0, 0);
    for (at, character) in text.chars().enumerate() {
        if at - from == chars_max {
            let to = if line_end > from { line_end } else { at };
            spans.push(Span {
                passage,
                chars: from..to,
            });
            from = to;
        }
        if character == '\n' {
            line_end = at + 1;
        }
    }
    spans.push(Span {
        passage,
        chars: from..chars,
    });
    spans
}

/// 0 for the headings of the widest divisions; `None` for what is no heading.
fn heading_depth(document: &DocumentRecord, span: &Span) -> Option<usize> {
    let passage = &document.passages[span.passage];
    let mut outline = document.outline.iter();
    (passage.kind == PassageKind::Heading).then(|| {
        outline
            .find(|division| Some(&division.eid) == passage.division.as_ref())
            .map_or(usize::MAX, |division| division.depth)
    })
}

/// Where pages begin. A page ends before the heading of the widest division in its second half, the last one of them; where
/// no division begins there, before the passage that no longer fits.
fn starts(spans: &[Span], depth: impl Fn(&Span) -> Option<usize>, chars_max: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let (mut start, mut weight, mut at) = (0, 0, 0);
    let mut best: Option<(usize, usize)> = None;
    while let Some(span) = spans.get(at) {
        let is_behind_heading = at > start && depth(&spans[at - 1]).is_some();
        if let Some(depth) = depth(span).filter(|_| !is_behind_heading && weight > chars_max / 2)
            && best.is_none_or(|(widest, _)| depth <= widest)
        {
            best = Some((depth, at));
        }
        if weight + span.weight() > chars_max {
            let cut = best.map_or_else(|| before_headings(spans, &depth, start, at), |(_, at)| at);
            // Headings alone make no page.
            if cut > start {
                start = cut;
                starts.push(start);
                (at, weight, best) = (start, 0, None);
                continue;
            }
        }
        weight += span.weight();
        at += 1;
    }
    starts
}

/// The same place, or before the headings that stand right before it: none is parted from what it is over.
fn before_headings(
    spans: &[Span],
    depth: impl Fn(&Span) -> Option<usize>,
    start: usize,
    at: usize,
) -> usize {
    let headings = spans[start..at].iter().rev();
    at - headings.take_while(|span| depth(span).is_some()).count()
}

/// The page that is shown, for the links of its text.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The pages.
    pub leaves: &'a Leaves,
    /// Which one; `None` when all of the text is on the page.
    pub page: Option<usize>,
    /// The document.
    pub id: &'a str,
    /// What is marked.
    pub q: &'a str,
    /// The asked day.
    pub as_of: Day,
}

impl Shown<'_> {
    /// The address of a page of the text.
    pub fn address(&self, page: usize) -> String {
        let address = links::document(self.id, self.q);
        let address = match page {
            1 => address,
            page => links::with_parameter(address, "page", &page.to_string()),
        };
        links::at_day(address, self.as_of)
    }

    /// The address of all of the text on one page.
    pub fn whole(&self) -> String {
        let address = links::document(self.id, self.q);
        links::at_day(links::with_parameter(address, "whole", "1"), self.as_of)
    }

    /// The address of the page that is shown.
    pub fn own_address(&self) -> String {
        match self.page {
            Some(page) => self.address(page),
            None if self.leaves.count() > 1 => self.whole(),
            None => self.address(1),
        }
    }

    /// Where a place of the text is: here, or on another page.
    pub fn place(&self, anchor: &str) -> String {
        match self.leaves.page_of(anchor) {
            Some(page) if self.page.is_some_and(|shown| shown != page) => {
                format!("{}#{anchor}", self.address(page))
            }
            _ => format!("#{anchor}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where pages of at most 100 characters begin. `#` is a heading of the widest divisions, `=` one of those below it, a
    /// digit a passage of so many tens of characters; headings have no characters but the weight of every passage.
    fn check(text: &str, expected: &[usize]) {
        let spans: Vec<Span> = (0..)
            .zip(text.chars())
            .map(|(passage, mark)| Span {
                passage,
                chars: 0..mark.to_digit(10).map_or(0, |tens| tens as usize * 10),
            })
            .collect();
        let depth = |span: &Span| match text.as_bytes()[span.passage] {
            b'#' => Some(0),
            b'=' => Some(1),
            _ => None,
        };
        assert_eq!(starts(&spans, depth, 100), expected, "{text}");
    }

    #[test]
    fn what_fits_is_one_page() {
        check("", &[0]);
        check("#22", &[0]);
        check("8", &[0]);
    }

    #[test]
    fn pages_end_where_wide_divisions_begin() {
        // Weights: 16 for each, and tens.
        check("1#3#3#9", &[0, 3, 5]);
        check("=2#1=111", &[0, 2, 6]);
        check("3=1#1", &[0, 3]);
    }

    #[test]
    fn without_divisions_pages_are_filled() {
        check("222222", &[0, 2, 4]);
        check("999", &[0, 1, 2]);
    }

    #[test]
    fn no_heading_is_parted_from_its_text() {
        check("5=9", &[0, 1]);
        check("4#=9", &[0, 1]);
    }

    #[test]
    fn passages_longer_than_a_page_are_cut_behind_lines() {
        let cut = |text: &str| {
            let spans = spans(0, text, 5);
            spans.into_iter().map(|span| span.chars).collect::<Vec<_>>()
        };
        assert_eq!(cut("一二三"), vec![Range { start: 0, end: 3 }]);
        assert_eq!(cut("一二\n三四\n五六七"), [0..3, 3..6, 6..9]);
        assert_eq!(cut("一二三四五六七"), [0..5, 5..7]);
        assert_eq!(cut("一二三四五\n六"), [0..5, 5..7]);
    }
}
