//! `parse`: the steps from a text to its structure.

use super::event::{Event, EventKind};
use super::marks::Mark;
use super::{Diagnostic, DiagnosticCode, Structure};
use super::{contents, enclosed, headings, passages, scan, sections, sequence};

/// Reads the structure of a text: divisions, articles, sections, attachments.
///
/// Never fails: what is odd is in [`Structure::diagnostics`], and what is not understood is kept as plain text.
/// The passages cover every byte of the text (see [`Structure`]); of a text longer than 4 GiB the first 4 GiB.
/// The time is linear in the length. The words follow 《立法法》(2023) art. 61 (编、章、节、条、款、项、目)
/// and GB/T 9704-2012, 7.3.3 (一、（一）1.（1）).
///
/// ```
/// let structure = tongcha::structure::parse("第一章　总则\n第一条　为了……。\n第二条　本条例……。\n");
/// let articles: Vec<&str> = structure.articles().map(|article| article.n.as_str()).collect();
/// assert_eq!(articles, ["1", "2"]);
/// assert_eq!(structure.divisions[0].heading, "总则");
/// ```
pub fn parse(text: &str) -> Structure {
    let text = within_offsets(text);
    let (marks, more) = scan::scan(text);
    let articles = sequence::choose(&marks);
    let events = headings::read(text, &marks, &articles);
    let events = contents::fold(events);
    let events = enclosed::insert(text, events);
    let events = with_sections(text, &marks, events);
    let mut structure = passages::assemble(text, &events);
    structure.diagnostics = articles.diagnostics;
    if text.trim().is_empty() {
        structure.diagnostics.push(whole(DiagnosticCode::EmptyText));
    }
    if more {
        structure
            .diagnostics
            .push(whole(DiagnosticCode::TooManyLabels));
    }
    structure
}

fn whole(code: DiagnosticCode) -> Diagnostic {
    Diagnostic {
        code,
        subject: String::new(),
        span: None,
    }
}

/// Offsets are 32 bits wide.
fn within_offsets(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Adds the sections of every stretch that has no articles: the wrapper, each enclosed text, each attachment.
fn with_sections(text: &str, marks: &[Mark], events: Vec<Event>) -> Vec<Event> {
    let mut bounds: Vec<usize> = (0..events.len())
        .filter(|at| events[*at].opens_text())
        .collect();
    bounds.push(events.len());
    let mut out = Vec::with_capacity(events.len());
    let mut from = 0;
    for to in bounds {
        let stretch = &events[from..to];
        out.extend_from_slice(stretch);
        if !stretch
            .iter()
            .any(|event| matches!(event.kind, EventKind::Article { .. }))
        {
            // Behind the heading that opens the stretch; the first stretch opens with the text.
            let start = stretch
                .first()
                .filter(|event| event.opens_text())
                .map_or(0, |event| event.end);
            let end = events.get(to).map_or(text.len(), |event| event.cut);
            let first = marks.partition_point(|mark| mark.cut < start);
            let last = marks.partition_point(|mark| mark.cut < end);
            let cuts: Vec<usize> = stretch.iter().map(|event| event.cut).collect();
            let free = marks.get(first..last).unwrap_or_default();
            out.extend(sections::read(text, free, start, end, &cuts));
        }
        from = to;
    }
    out.sort_by_key(|event| event.cut);
    // A heading may have taken a line that also looks like a section.
    let mut taken = 0;
    out.retain(|event| {
        let keeps = event.cut >= taken || !matches!(event.kind, EventKind::Section(_));
        if keeps {
            taken = taken.max(event.end);
        }
        keeps
    });
    out
}
