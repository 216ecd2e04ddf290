//! Sections of texts without articles: 一、（一）1.（1）, the four levels of GB/T 9704-2012, 7.3.3.

use super::event::{Event, EventKind, Section};
use super::label::is_blank;
use super::marks::{Mark, MarkKind, Place, SectionStyle};

/// A section longer than this is split at the level below.
const SECTION_CHARS_MAX: usize = 1_000;
/// Lists of shorter entries than this on average are no sections, unless they are 一、二、三、.
const ENTRY_CHARS_MIN: usize = 60;
const STYLES: usize = 4;

/// The sections in `start..end` of the text, of which `marks` are the marks and `cuts` the places where
/// other passages begin.
pub(super) fn read(
    text: &str,
    marks: &[Mark],
    start: usize,
    end: usize,
    cuts: &[usize],
) -> Vec<Event> {
    let nodes = tree(&numbered(marks), end, cuts);
    let mut out = Vec::new();
    let roots: Vec<usize> = (0..nodes.len())
        .filter(|at| nodes[*at].parent.is_none())
        .collect();
    if roots.is_empty() || start >= end {
        return out;
    }
    if !is_list(text, &nodes, &roots) {
        let mut work: Vec<usize> = roots.into_iter().rev().collect();
        while let Some(at) = work.pop() {
            let node = &nodes[at];
            out.push(event(text, &nodes, at));
            let long = chars(&text[node.mark.start..node.end]) > SECTION_CHARS_MAX;
            if long && !is_list(text, &nodes, &node.children) {
                work.extend(node.children.iter().rev());
            }
        }
    }
    out
}

struct Node<'m> {
    mark: &'m Mark,
    value: u32,
    parent: Option<usize>,
    children: Vec<usize>,
    end: usize,
}

/// The marks whose numbers make sense: a list begins with 1 and has a second entry, and goes on by one.
fn numbered(marks: &[Mark]) -> Vec<(&Mark, SectionStyle, u32)> {
    let mut next = [None; STYLES];
    let mut last = [0u32; STYLES];
    let candidates: Vec<_> = marks
        .iter()
        .filter(|mark| mark.place == Place::LineStart && !mark.quoted)
        .filter_map(|mark| match mark.kind {
            MarkKind::Section(style, value) => Some((mark, style, value)),
            _ => None,
        })
        .collect();
    // Backwards: what number of the same style comes next.
    let mut followed: Vec<bool> = candidates
        .iter()
        .rev()
        .map(|(_, style, value)| next[*style as usize].replace(*value) == Some(value + 1))
        .collect();
    followed.reverse();
    candidates
        .into_iter()
        .zip(followed)
        .filter(|((_, style, value), followed)| {
            let last = &mut last[*style as usize];
            let fits = if *value == 1 {
                *followed
            } else {
                *value == *last + 1
            };
            // 一、 三、: one number lost in the source does not end the list.
            let skips = *last > 0 && *style == SectionStyle::Ideographic && *value == *last + 2;
            if fits || skips {
                *last = *value;
            }
            fits || skips
        })
        .map(|(candidate, _)| candidate)
        .collect()
}

/// The sections as a tree; a section ends where one of its level or a higher one begins, or another passage.
fn tree<'m>(
    numbered: &[(&'m Mark, SectionStyle, u32)],
    end: usize,
    cuts: &[usize],
) -> Vec<Node<'m>> {
    let mut nodes: Vec<Node<'m>> = Vec::with_capacity(numbered.len());
    let mut open: Vec<(SectionStyle, usize)> = Vec::new();
    let mut cuts = cuts.iter().copied().peekable();
    for (mark, style, value) in numbered {
        while let Some(cut) = cuts.next_if(|cut| *cut <= mark.cut) {
            close(&mut nodes, &mut open, cut, |_| true);
        }
        close(&mut nodes, &mut open, mark.cut, |open| open >= *style);
        let parent = open.last().map(|(_, at)| *at);
        let at = nodes.len();
        nodes.push(Node {
            mark,
            value: *value,
            parent,
            children: Vec::new(),
            end,
        });
        if let Some(parent) = parent {
            nodes[parent].children.push(at);
        }
        open.push((*style, at));
    }
    if let Some(cut) = cuts.next() {
        close(&mut nodes, &mut open, cut.min(end), |_| true);
    }
    nodes
}

fn close(
    nodes: &mut [Node<'_>],
    open: &mut Vec<(SectionStyle, usize)>,
    end: usize,
    ends: impl Fn(SectionStyle) -> bool,
) {
    while let Some((style, at)) = open.last().copied() {
        if !ends(style) {
            break;
        }
        nodes[at].end = end;
        open.pop();
    }
}

/// Whether the entries are too short to stand alone: names, figures.
fn is_list(text: &str, nodes: &[Node<'_>], entries: &[usize]) -> bool {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return true;
    };
    let (first, last) = (&nodes[*first], &nodes[*last]);
    if matches!(
        first.mark.kind,
        MarkKind::Section(SectionStyle::Ideographic, _)
    ) {
        return false;
    }
    let covered = text.get(first.mark.start..last.end).map_or(0, chars);
    covered < entries.len() * ENTRY_CHARS_MIN
}

fn event(text: &str, nodes: &[Node<'_>], at: usize) -> Event {
    let mark = nodes[at].mark;
    let mut path = vec![nodes[at].value];
    let mut up = nodes[at].parent;
    while let Some(parent) = up {
        path.push(nodes[parent].value);
        up = nodes[parent].parent;
    }
    path.reverse();
    let label = text[mark.start..mark.end]
        .chars()
        .filter(|c| !is_blank(*c))
        .collect();
    let heading = run_in_heading(
        &text[mark.end..mark.line_end.max(mark.end)],
        nodes[at].end > mark.line_end + 3,
    );
    let kind = EventKind::Section(Section {
        path,
        label,
        heading,
    });
    Event {
        cut: mark.cut,
        end: mark.end,
        kind,
    }
}

/// The heading of a section: its line when that is no sentence, or a short first sentence before more text
/// (一、突出查办案件的重点。在查办案件中…, or that sentence alone and more lines behind it).
fn run_in_heading(line: &str, more_lines: bool) -> String {
    const HEADING_CHARS_MAX: usize = 40;
    let near = line
        .char_indices()
        .nth(HEADING_CHARS_MAX + 1)
        .map_or(line, |(at, _)| &line[..at]);
    let heading = match near.find('。') {
        Some(at) if more_lines || at + '。'.len_utf8() < line.len() => &near[..at],
        Some(_) => return String::new(),
        None if near.len() < line.len() => return String::new(),
        None => near,
    };
    if heading.contains(['；', ';', '：', ':']) {
        return String::new();
    }
    heading.chars().filter(|c| !is_blank(*c)).collect()
}

/// The number of characters, counted on the bytes that begin one.
pub(super) fn chars(text: &str) -> usize {
    text.bytes().filter(|b| (*b as i8) >= -0x40).count()
}
