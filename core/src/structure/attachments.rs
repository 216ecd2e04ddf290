//! Attachments: 附件 附表 附录 附图, told from the lines under a notice that only name them.
//!
//! GB/T 9704-2012, 7.3.4 (附件说明) and 7.4 (附件): a notice names its attachments under its text, before the
//! signature; the attachments themselves follow on pages of their own, headed with the same words. Texts taken
//! from web pages have both in one row of lines.

use super::event::Event;
use super::headings::{Lines, event, is_date, is_heading, squeeze};
use super::label::is_blank;
use super::marks::{HEADING_BYTES_MAX, Mark, MarkKind, SectionStyle, section};
use super::{ComponentNumber, DivisionLevel};

/// A signature has at most this many lines, its date included.
const SIGNATURE_LINES_MAX: usize = 12;
/// A line of a signature has at most this many bytes.
const SIGNATURE_BYTES_MAX: usize = 75;

/// The attachment that begins at the mark; `None` when the line only names it.
pub(super) fn read(text: &str, mark: &Mark, number: Option<u32>) -> Option<Event> {
    let own = text[mark.end..mark.line_end]
        .trim_matches(|c: char| is_blank(c) || matches!(c, ':' | '：' | '*'));
    let mut lines = Lines {
        text,
        at: mark.line_end,
    };
    let (start, first) = lines.next()?;
    if is_list_item(first) && own.is_empty() || first.starts_with('附') {
        return None;
    }
    let (heading, end) = if own.is_empty() {
        let named_only = matches!(signature(&mut lines), Some(Signature::EndsText));
        if named_only {
            return None;
        }
        match first.len() <= HEADING_BYTES_MAX && is_heading(first) {
            true => (first, start + first.len()),
            false => ("", mark.line_end),
        }
    } else {
        // What follows the name is the attachment, or a signature, another name, or the title itself.
        let mut behind = Lines {
            text,
            at: mark.line_end,
        };
        if !can_be_heading(own)
            || is_list_item(first)
            || squeeze(first) == squeeze(own)
            || signature(&mut behind).is_some()
        {
            return None;
        }
        (own, mark.line_end)
    };
    let label = squeeze(text[mark.start..mark.end].trim_end_matches(['：', ':']));
    let number = number.map(|value| ComponentNumber { value, bis: 0 });
    let heading = squeeze(heading);
    Some(event(
        mark.cut,
        end,
        DivisionLevel::Attachment,
        number,
        label,
        heading,
    ))
}

/// Whether the words behind 附件： can head one: no list (1.…), no file to download (….doc), no line of a table of
/// contents (……12).
fn can_be_heading(own: &str) -> bool {
    !(own.len() > HEADING_BYTES_MAX
        || own.starts_with(|c: char| c.is_ascii_digit())
        || own.ends_with(|c: char| c.is_ascii_alphabetic())
        || own.contains("...")
        || own.contains("……"))
}

enum Signature {
    /// Text follows it.
    InText,
    EndsText,
}

/// The signature at the start of the lines: organs, one to a line, and a date.
fn signature(lines: &mut Lines<'_>) -> Option<Signature> {
    for (_, line) in lines.by_ref().take(SIGNATURE_LINES_MAX) {
        if is_date(line) {
            return Some(match lines.next() {
                Some(_) => Signature::InText,
                None => Signature::EndsText,
            });
        }
        if line.len() > SIGNATURE_BYTES_MAX || line.contains(['。', '，', '；', '：', '|']) {
            return None;
        }
    }
    None
}

fn is_list_item(line: &str) -> bool {
    matches!(
        section(line),
        Some((MarkKind::Section(SectionStyle::Arabic, _), _))
    )
}
