//! Styles: what a paragraph or a run has because of its style, through the styles that it is based on.

use std::collections::HashMap;

use super::{child_value, toggle};
use crate::format::xml::{Element, Tree};
use crate::manuscript::Role;

/// Styles based on styles: Word allows no more, and a circle ends here.
const CHAIN_MAX: usize = 20;

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    /// In small letters, as built-in styles are known by it in every language.
    name: String,
    based_on: Option<String>,
    numbering: NumberingReference,
    outline_level: Option<u32>,
    hidden: Option<bool>,
}

/// `w:numPr`: each half may come from another style.
#[derive(Debug, Default, Clone)]
pub(super) struct NumberingReference {
    pub number: Option<String>,
    pub level: Option<usize>,
}

impl NumberingReference {
    /// Reads `w:numPr` of the properties of a paragraph.
    pub(super) fn read(properties: Element<'_>) -> Self {
        let Some(reference) = properties.child("w:numPr") else {
            return Self::default();
        };
        Self {
            number: child_value(reference, "w:numId").map(str::to_owned),
            level: child_value(reference, "w:ilvl").and_then(|level| level.parse().ok()),
        }
    }
}

impl Styles {
    pub(super) fn read(tree: Option<&Tree>) -> Self {
        let mut styles = Self::default();
        let Some(tree) = tree else {
            return styles;
        };
        for element in tree.root().children() {
            let ("w:style", Some(id)) = (element.name(), element.attribute("styleId")) else {
                continue;
            };
            let is_default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
            if is_default && element.attribute("type") == Some("paragraph") {
                styles.default_paragraph = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), Style::read(element));
        }
        styles
    }

    /// The numbering that a style brings, and the style that brings it: a list may tell its level by that name.
    pub(super) fn numbering<'s>(
        &'s self,
        style: Option<&'s str>,
    ) -> Option<(&'s str, NumberingReference)> {
        let mut level = None;
        for (id, style) in self.chain(style) {
            level = level.or(style.numbering.level);
            if let Some(number) = &style.numbering.number {
                let number = Some(number.clone());
                return Some((id, NumberingReference { number, level }));
            }
        }
        None
    }

    /// Whether a style hides what it is used for.
    pub(super) fn hides(&self, style: Option<&str>) -> Option<bool> {
        self.chain(style).find_map(|(_, style)| style.hidden)
    }

    pub(super) fn role(&self, style: Option<&str>, outline_level: Option<u32>) -> Role {
        for (_, style) in self.chain(style) {
            if style.name == "title" {
                return Role::Title;
            }
            let is_heading = style
                .name
                .strip_prefix("heading ")
                .is_some_and(|level| level.trim().parse::<u32>().is_ok());
            if is_heading {
                return Role::Heading;
            }
        }
        let level =
            outline_level.or_else(|| self.chain(style).find_map(|(_, style)| style.outline_level));
        match level {
            Some(0..=8) => Role::Heading,
            _ => Role::Body,
        }
    }

    /// A style and those below it, from itself on.
    fn chain<'s>(&'s self, style: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = style.or(self.default_paragraph.as_deref());
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(CHAIN_MAX)
    }
}

impl Style {
    fn read(element: Element<'_>) -> Self {
        let paragraph = element.child("w:pPr");
        Self {
            name: child_value(element, "w:name")
                .unwrap_or_default()
                .to_lowercase(),
            based_on: child_value(element, "w:basedOn").map(str::to_owned),
            numbering: paragraph.map(NumberingReference::read).unwrap_or_default(),
            outline_level: paragraph
                .and_then(|properties| child_value(properties, "w:outlineLvl"))
                .and_then(|level| level.parse().ok()),
            hidden: element
                .child("w:rPr")
                .and_then(|properties| toggle(properties, "w:vanish")),
        }
    }
}
