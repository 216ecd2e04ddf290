//! What was odd about the fields of a record.

use serde::{Deserialize, Serialize};

/// Something that the reader saw in a field and went on from. The field is kept as published in
/// [`Document::raw`](super::Document::raw).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// The field and what stood in it, shortened: `effective: 2013-02-30`.
    pub subject: String,
}

/// Sorts of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingCode {
    /// The record has no text; its title can still be found.
    EmptyText,
    /// The title was missing and was taken from the first line of the text.
    TitleFromText,
    /// The identifier was missing, and derived from the content.
    DerivedId,
    /// The identifier was too long or had characters that an address cannot carry; another was derived.
    UnusableId,
    /// A date does not exist or cannot be read.
    UnreadableDate,
    /// A document number cannot be read; it is kept as text.
    UnreadableNumber,
    /// A place that the table does not know.
    UnknownRegion,
    /// A declared sort of document that is not known.
    UnknownKind,
    /// The declared sort of document is provably another.
    KindContradicted,
    /// A declared validity that is not known.
    UnknownStatus,
    /// A theme that the State Council's list does not have; it is kept.
    UnknownTheme,
    /// A field that this version does not know; it is kept.
    UnknownField,
    /// A field has another type than expected; it is kept as it came.
    UnexpectedType,
    /// A field longer than its bound; the normalised value is cut.
    OverlongField,
    /// The days contradict each other: it ends before it begins.
    ContradictoryDates,
}

impl Finding {
    /// A finding about `field`, showing at most sixty characters of what stood in it.
    pub(crate) fn new(code: FindingCode, field: &str, value: &str) -> Self {
        let (value, cut) = super::spelling::cut(value.trim(), 60);
        let ellipsis = if cut { "…" } else { "" };
        let subject = match value {
            "" => field.to_owned(),
            _ => format!("{field}: {value}{ellipsis}"),
        };
        Self { code, subject }
    }
}
