//! What the head of a page says of it: `<title>` and `<meta>`.

use super::dom::{NodeId, Page};
use super::tag::{Attribute, Tag};
use crate::manuscript::{Field, Origin};

const FIELDS_MAX: usize = 100;
/// What is longer is no name and no summary.
const VALUE_BYTES_MAX: usize = 8 << 10;
/// The first bytes of a page, in which browsers look for its encoding, too.
const HEAD_BYTES: usize = 4 << 10;

/// The fields of the head, in their order; `<title>` is named `title`.
pub(super) fn fields(page: &Page) -> Vec<Field> {
    let fields = (0..page.len() as NodeId).filter_map(|id| match page.tag(id)? {
        Tag::Title => Some(("title".to_owned(), page.text_within(id))),
        Tag::Meta => {
            let name = [Attribute::Name, Attribute::Property]
                .into_iter()
                .find_map(|name| page.attribute(id, name));
            let content = page.attribute(id, Attribute::Content)?;
            Some((name?.trim().to_owned(), content.to_owned()))
        }
        _ => None,
    });
    fields
        .map(|(name, value)| Field {
            name,
            value: value.split_whitespace().collect::<Vec<_>>().join(" "),
            origin: Origin::PageHead,
        })
        .filter(|field| !field.name.is_empty() && !field.value.is_empty())
        .filter(|field| field.name.len() + field.value.len() <= VALUE_BYTES_MAX)
        .take(FIELDS_MAX)
        .collect()
}

/// The encoding that a page names in its first bytes.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(HEAD_BYTES)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let after = |name: &str| {
        let mut rest = head.as_ref();
        while let Some((_, after)) = rest.split_once(name) {
            let value = after.trim_start();
            if let Some(value) = value.strip_prefix('=') {
                return Some(value.trim_start().trim_start_matches(['"', '\'']));
            }
            rest = after;
        }
        None
    };
    let value = after("charset").or_else(|| after("encoding"))?;
    let label: String = value
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .take(40)
        .collect();
    (!label.is_empty()).then_some(label)
}
