//! What is kept of a document beside the index: its record, from which the index can always be built again.

use serde::{Deserialize, Serialize};

use super::PassageName;
use crate::document::Document;
use crate::structure::{
    ComponentNumber, Diagnostic, Division, Passage, PassageKind, Span, Structure,
};

/// A document with its structure and text, as an index gives it back.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    /// The metadata.
    pub document: Document,
    /// The structure; spans are byte ranges of `text`.
    pub structure: Structure,
    /// The text, exactly as it was published.
    pub text: String,
    /// SHA-256 of the published record, in hexadecimal.
    pub digest: String,
}

/// The record of a document entry. The text is not in it: it is stored with the passages, which partition it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredRecord {
    pub document: Document,
    pub digest: String,
}

/// The outline of a document entry. Older generations have it in one object with the record.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredOutline {
    divisions: Vec<Division>,
    passages: Vec<StoredPassage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<Diagnostic>,
}

/// A passage in as few bytes as it needs: there are a hundred in a law. As passages partition the text, lengths stand for spans; the address and label of an article follow from its
/// number unless they are written down.
#[derive(Debug, Serialize, Deserialize)]
struct StoredPassage {
    /// Length in bytes.
    #[serde(rename = "l")]
    length: u32,
    /// Sort, left out for articles.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    kind: Option<PassageKind>,
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    value: Option<u32>,
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    bis: Option<u32>,
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    division: Option<u32>,
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    n: Option<String>,
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    heading: Option<String>,
}

impl StoredPassage {
    fn pack(passage: &Passage) -> Self {
        let Passage {
            kind,
            n,
            label,
            heading,
            number,
            division,
            span,
        } = passage;
        let derived_n = number.map(ComponentNumber::anchor);
        let derived_label = number.map(ComponentNumber::article_label);
        Self {
            length: span.end - span.start,
            kind: (*kind != PassageKind::Article).then_some(*kind),
            value: number.map(|number| number.value),
            bis: number.map(|number| number.bis).filter(|bis| *bis > 0),
            division: *division,
            n: (derived_n.as_deref() != Some(n)).then(|| n.clone()),
            label: (derived_label.as_deref() != Some(label)).then(|| label.clone()),
            heading: (!heading.is_empty()).then(|| heading.clone()),
        }
    }

    fn unpack(self, start: u32) -> Passage {
        let number = self.value.map(|value| ComponentNumber {
            value,
            bis: self.bis.unwrap_or(0),
        });
        Passage {
            kind: self.kind.unwrap_or(PassageKind::Article),
            n: self
                .n
                .or_else(|| number.map(ComponentNumber::anchor))
                .unwrap_or_default(),
            label: self
                .label
                .or_else(|| number.map(ComponentNumber::article_label))
                .unwrap_or_default(),
            heading: self.heading.unwrap_or_default(),
            number,
            division: self.division,
            span: Span {
                start,
                end: start.saturating_add(self.length),
            },
        }
    }
}

impl StoredOutline {
    pub(super) fn new(structure: &Structure) -> Self {
        Self {
            divisions: structure.divisions.clone(),
            passages: structure.passages.iter().map(StoredPassage::pack).collect(),
            diagnostics: structure.diagnostics.clone(),
        }
    }

    pub(super) fn unpack(self) -> Structure {
        let mut start = 0_u32;
        let passages = self.passages.into_iter().map(|passage| {
            let passage = passage.unpack(start);
            start = passage.span.end;
            passage
        });
        Structure {
            passages: passages.collect(),
            divisions: self.divisions,
            diagnostics: self.diagnostics,
        }
    }
}

/// What a hit says of a passage, stored with its text: the outline of its document need not be read for it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredName {
    #[serde(rename = "n")]
    n: String,
    /// Left out where it follows from the number that the address is.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(rename = "h", default, skip_serializing_if = "String::is_empty")]
    heading: String,
    /// Labels and headings of the divisions around it, the outermost first.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    headings: Vec<String>,
}

impl StoredName {
    pub(super) fn new(passage: &Passage, headings: &[String]) -> Self {
        Self {
            n: passage.n.clone(),
            label: (label_of(&passage.n).as_deref() != Some(&passage.label))
                .then(|| passage.label.clone()),
            heading: passage.heading.clone(),
            headings: headings.to_vec(),
        }
    }

    /// The name, and the headings around it.
    pub(super) fn unpack(self) -> (PassageName, Vec<String>) {
        let label = self.label.or_else(|| label_of(&self.n));
        let name = PassageName {
            label: label.unwrap_or_default(),
            n: self.n,
            heading: self.heading,
        };
        (name, self.headings)
    }
}

/// 第一百三十三条之一 of 133-1; `None` where an address is no number.
fn label_of(n: &str) -> Option<String> {
    let (value, bis) = n.split_once('-').unwrap_or((n, "0"));
    let number = ComponentNumber {
        value: value.parse().ok()?,
        bis: bis.parse().ok()?,
    };
    Some(number.article_label())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure;

    #[test]
    fn packing_loses_nothing() {
        let text = "前言\n第一章 总则\n第一条 甲。\n第一条之一 【条标】乙。\n附则\n第五条 丙。\n附件1 表\n第一条 丁。\n";
        let structure = structure::parse(text);
        assert!(structure.passages.len() > 5);
        let mut start = 0;
        for passage in &structure.passages {
            let packed = serde_json::to_string(&StoredPassage::pack(passage)).expect("plain data");
            let unpacked: StoredPassage = serde_json::from_str(&packed).expect("its own form");
            assert_eq!(unpacked.unpack(start), *passage, "{packed}");
            let headings = structure.headings_of(passage);
            let name = StoredName::new(passage, &headings);
            let packed = serde_json::to_string(&name).expect("plain data");
            let name: StoredName = serde_json::from_str(&packed).expect("its own form");
            let shown = PassageName {
                n: passage.n.clone(),
                label: passage.label.clone(),
                heading: passage.heading.clone(),
            };
            assert_eq!(name.unpack(), (shown, headings), "{packed}");
            start = passage.span.end;
        }
    }
}
