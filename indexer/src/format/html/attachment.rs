//! Links to files.

use std::ops::Range;

use super::dom::{NodeId, Page};
use super::seen;
use super::tag::{Attribute, Tag};
use crate::manuscript::Attachment;

/// How names of files end that documents come in.
#[rustfmt::skip]
const ENDINGS: [&str; 19] = [
    ".doc", ".docx", ".wps", ".pdf", ".ofd", ".xls", ".xlsx", ".et", ".csv", ".ppt", ".pptx", ".rtf", ".txt",
    ".zip", ".rar", ".7z", ".ceb", ".gd", ".sep",
];
const ATTACHMENTS_MAX: usize = 1_000;
const ADDRESS_BYTES_MAX: usize = 2_000;

/// The files that are linked in a part of a page.
pub(super) fn find(page: &Page, range: Range<NodeId>) -> Vec<Attachment> {
    let mut attachments: Vec<Attachment> = Vec::new();
    let mut id = range.start;
    while id < range.end && attachments.len() < ATTACHMENTS_MAX {
        if seen::is_hidden(page, id) || seen::is_around(page, id) {
            id = page.end(id);
            continue;
        }
        if page.tag(id) == Some(Tag::A)
            && let Some(attachment) = attachment(page, id)
            && !attachments
                .iter()
                .any(|other| other.address == attachment.address && other.address.is_some())
        {
            attachments.push(attachment);
        }
        id += 1;
    }
    attachments
}

fn attachment(page: &Page, link: NodeId) -> Option<Attachment> {
    let address = page.attribute(link, Attribute::Href)?.trim();
    let text = page.text_within(link);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = page
        .attribute(link, Attribute::Title)
        .unwrap_or_default()
        .trim();
    let is_file = names_file(address) || names_file(&text) || names_file(title);
    if !is_file || address.len() > ADDRESS_BYTES_MAX {
        return None;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file_name = path.rsplit('/').next().unwrap_or_default();
    let name = [text.as_str(), title, file_name]
        .into_iter()
        .find(|name| !name.is_empty())?;
    let is_script = address
        .get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
    Some(Attachment {
        name: name.to_owned(),
        address: (!is_script && !address.starts_with('#') && !address.is_empty())
            .then(|| address.to_owned()),
    })
}

/// The address that an address leads to: itself, or the one in its parameter `url`.
pub(super) fn target(address: &str) -> String {
    let inner = address
        .split(['?', '&'])
        .skip(1)
        .find_map(|part| part.strip_prefix("url="));
    let decoded = inner
        .and_then(unescaped)
        .filter(|inner| inner.starts_with("http"));
    decoded.unwrap_or_else(|| address.to_owned())
}

/// `%E9%80%9A` as the characters it stands for; `None` if they are none.
fn unescaped(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).ok()
}

/// Whether an address or a name is that of a file: by its end, by that of its path, or by that of a parameter
/// (`download?filename=通知.doc`).
pub(super) fn names_file(text: &str) -> bool {
    let is_named = |part: &str| {
        let part = part.trim_end().to_ascii_lowercase();
        ENDINGS
            .iter()
            .any(|ending| part.len() > ending.len() && part.ends_with(ending))
    };
    text.len() <= ADDRESS_BYTES_MAX && text.split(['?', '#', '&']).any(is_named)
}
