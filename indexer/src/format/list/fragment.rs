//! Values that are HTML: a text with tags, a title with the words of a search marked.

use super::super::html;
use super::super::{Limits, Reading};
use crate::manuscript::{Block, Manuscript};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Tags by which text is told from HTML; `<` alone stands in texts, too.
const TAGS: [&str; 12] = [
    "</p>", "</div>", "</span>", "</td>", "<br", "<p>", "<p ", "<div", "<table", "</em>",
    "</font>", "</a>",
];

/// The text of a document: HTML as its article, other text line by line.
pub(super) fn text(value: &str, limits: &Limits) -> Reading {
    if is_html(value) {
        return html::read_text(value, limits);
    }
    let value = html::decoded(value);
    if value.chars().count() > limits.text_chars_max {
        let message = format!(
            "the text has more than {} characters",
            limits.text_chars_max
        );
        return Err(Fault::of_record(Reason::TextTooLong, message));
    }
    let lines = value.lines().map(str::trim_end);
    let blocks = lines
        .filter(|line| !line.trim().is_empty())
        .map(Block::body);
    Ok(Manuscript {
        blocks: blocks.collect(),
        ..Manuscript::default()
    })
}

/// A short value without tags and references, its lines joined.
pub(super) fn plain(value: &str, limits: &Limits) -> String {
    if is_html(value)
        && let Ok(manuscript) = html::read_text(value, limits)
    {
        let lines: Vec<String> = manuscript.blocks.iter().flat_map(Block::lines).collect();
        return lines.concat();
    }
    let lines: Vec<&str> = value.lines().map(str::trim).collect();
    html::decoded(&lines.concat()).trim().to_owned()
}

pub(super) fn is_html(value: &str) -> bool {
    let mut rest = value;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let start: Vec<u8> = rest
            .bytes()
            .take(7)
            .map(|byte| byte.to_ascii_lowercase())
            .collect();
        if TAGS.iter().any(|tag| start.starts_with(tag.as_bytes())) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}
