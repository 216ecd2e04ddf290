//! The style sheet: what paragraphs have because of their style.

use super::bytes::{slice_at, u16_at};
use super::pieces::utf16;
use super::properties::{Paragraph, apply};
use crate::manuscript::Role;

/// Styles based on styles; a circle ends here.
const CHAIN_MAX: usize = 20;
/// Numbers of built-in styles.
const HEADINGS: std::ops::RangeInclusive<u16> = 1..=9;
const TITLE: u16 = 62;
const NO_STYLE: u16 = 0x0fff;
const PARAGRAPH: u16 = 1;

#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Option<Style>>,
}

#[derive(Debug)]
struct Style {
    /// The number that built-in styles have in every language.
    built_in: u16,
    name: String,
    based_on: u16,
    properties: Paragraph,
}

impl Styles {
    pub(super) fn read(sheet: &[u8]) -> Self {
        let Some(head) = u16_at(sheet, 0).and_then(|length| slice_at(sheet, 2, length.into()))
        else {
            return Self::default();
        };
        let count = u16_at(head, 0).unwrap_or_default();
        let base_bytes = u16_at(head, 2).unwrap_or_default();
        let mut at = 2 + head.len();
        let mut styles = Vec::new();
        for _ in 0..count {
            let Some(length) = u16_at(sheet, at) else {
                break;
            };
            let style = slice_at(sheet, at + 2, length.into());
            styles.push(style.and_then(|style| Style::read(style, base_bytes.into())));
            at += 2 + usize::from(length);
        }
        Self { styles }
    }

    /// The list and the level that a style brings.
    pub(super) fn list(&self, style: u16) -> (Option<u16>, Option<u8>) {
        let mut level = None;
        for style in self.chain(style) {
            level = level.or(style.properties.list_level);
            if let Some(list) = style.properties.list {
                return (Some(list), level);
            }
        }
        (None, level)
    }

    pub(super) fn role(&self, paragraph: &Paragraph) -> Role {
        for style in self.chain(paragraph.style) {
            let is_title = style.built_in == TITLE || style.name.eq_ignore_ascii_case("title");
            if is_title {
                return Role::Title;
            }
            if HEADINGS.contains(&style.built_in) {
                return Role::Heading;
            }
        }
        let level = paragraph.outline_level.or_else(|| {
            self.chain(paragraph.style)
                .find_map(|style| style.properties.outline_level)
        });
        match level {
            Some(0..=8) => Role::Heading,
            _ => Role::Body,
        }
    }

    fn chain(&self, style: u16) -> impl Iterator<Item = &Style> {
        let mut next = style;
        std::iter::from_fn(move || {
            let style = self.styles.get(usize::from(next))?.as_ref()?;
            next = style.based_on;
            Some(style)
        })
        .take(CHAIN_MAX)
    }
}

impl Style {
    fn read(style: &[u8], base_bytes: usize) -> Option<Self> {
        let built_in = u16_at(style, 0)? & 0x0fff;
        let kind = u16_at(style, 2)?;
        let (kind, based_on) = (kind & 0x000f, kind >> 4);
        let name_units = usize::from(u16_at(style, base_bytes)?);
        let name = slice_at(style, base_bytes + 2, 2 * name_units)?;
        let mut properties = Paragraph::default();
        if kind == PARAGRAPH {
            // Behind the name and its end; properties begin at an even place.
            let at = (base_bytes + 2 + 2 * name_units + 2).next_multiple_of(2);
            let length = usize::from(u16_at(style, at)?);
            let list = slice_at(style, at + 2, length)?;
            apply(&mut properties, list.get(2..).unwrap_or_default());
        }
        Some(Self {
            built_in,
            name: utf16(name),
            based_on: match based_on {
                NO_STYLE => u16::MAX,
                style => style,
            },
            properties,
        })
    }
}
