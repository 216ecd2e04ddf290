//! From the values of one row or object to a manuscript.

use super::super::{Limits, Reading};
use super::{fragment, names};
use crate::manuscript::{Field, Manuscript, Origin};

/// Longer values that are no text of a document are not kept as fields.
const VALUE_CHARS_MAX: usize = 4_000;
const FIELDS_MAX: usize = 200;

/// Values by name: the field of a record, or the published name where no field is known.
#[derive(Debug, Default)]
pub(super) struct Values {
    values: Vec<(String, String)>,
}

impl Values {
    /// Adds a value under the name of its column or key.
    pub(super) fn add_published(&mut self, name: &str, value: &str) {
        let name = name.trim();
        match names::field(name) {
            // Two columns may be one field (发文机关, 发布机构): the first counts, the other keeps its name.
            Some(field) if !self.has(field) => self.add(field, value),
            _ => self.add(name, value),
        }
    }

    pub(super) fn add(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() && !name.is_empty() && self.values.len() < FIELDS_MAX {
            self.values.push((name.to_owned(), value.to_owned()));
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(other, _)| other == name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The manuscript: `text` becomes its blocks, all else its fields.
    pub(super) fn into_manuscript(self, limits: &Limits) -> Reading {
        let mut manuscript = Manuscript::default();
        for (name, value) in self.values {
            if name == "text" {
                let text = fragment::text(&value, limits)?;
                manuscript.blocks.extend(text.blocks);
                manuscript.attachments.extend(text.attachments);
                continue;
            }
            let value = fragment::plain(&value, limits);
            if !value.is_empty() && value.chars().count() <= VALUE_CHARS_MAX {
                manuscript.fields.push(Field {
                    name,
                    value,
                    origin: Origin::Record,
                });
            }
        }
        Ok(manuscript)
    }
}
