//! The shapes of a comparison, the same for the crate and the API.

use serde::{Deserialize, Serialize};

use crate::structure::PassageKind;

/// Two texts side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextComparison {
    /// What was laid beside each other.
    pub unit: ComparedUnit,
    /// Rows of articles by kind; of passages where a text has no articles.
    pub counts: RowCounts,
    /// All other rows by kind: headings and, beside articles, preambles, signatures and attachments.
    pub counts_beside: RowCounts,
    /// The rows in the order of the new text; what was removed stands where it stood.
    pub rows: Vec<ComparisonRow>,
}

/// What is laid beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComparedUnit {
    /// Articles: both texts have them.
    Article,
    /// Passages of any sort: one of the texts has no articles.
    Passage,
}

/// One passage of both texts, or of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparisonRow {
    /// What became of it.
    pub kind: RowKind,
    /// Whether it stands at another place among those that stayed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
    /// In the old text; absent where it was added.
    pub old: Option<ComparedPassage>,
    /// In the new text; absent where it was removed.
    pub new: Option<ComparedPassage>,
}

/// What became of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// It says the same.
    Same,
    /// Its words changed.
    Changed,
    /// Only the new text has it.
    Added,
    /// Only the old text has it.
    Removed,
    /// It says the same under another number.
    Renumbered,
    /// It has another number, and its words changed.
    RenumberedChanged,
}

/// A passage as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedPassage {
    /// Its address in the document.
    pub n: String,
    /// Article, section, heading, text.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: PassageKind,
    /// `第十二条`; empty for unnumbered passages.
    pub label: String,
    /// Its own heading.
    pub heading: String,
    /// Its text, the label included.
    pub text: String,
    /// What the other text has not; the label is never marked. The whole where the two are too long to compare.
    pub marks: Vec<(u32, u32)>,
}

/// Rows by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowCounts {
    /// Rows that say the same.
    pub same: u32,
    /// Rows with other words.
    pub changed: u32,
    /// Rows of the new text only.
    pub added: u32,
    /// Rows of the old text only.
    pub removed: u32,
    /// Rows that say the same under another number.
    pub renumbered: u32,
    /// Rows with another number and other words.
    pub renumbered_changed: u32,
}

impl RowKind {
    /// Whether both texts have it.
    pub fn is_pair(self) -> bool {
        !matches!(self, Self::Added | Self::Removed)
    }
}

impl ComparisonRow {
    /// The sort of the passage, in the new text if it has it.
    pub fn passage_kind(&self) -> PassageKind {
        let passage = self.new.as_ref().or(self.old.as_ref());
        // A row has one side at least.
        passage.map_or(PassageKind::Text, |passage| passage.kind)
    }
}

impl RowCounts {
    pub(super) fn of<'r>(rows: impl Iterator<Item = &'r ComparisonRow>) -> Self {
        let mut counts = Self::default();
        for row in rows {
            let count = match row.kind {
                RowKind::Same => &mut counts.same,
                RowKind::Changed => &mut counts.changed,
                RowKind::Added => &mut counts.added,
                RowKind::Removed => &mut counts.removed,
                RowKind::Renumbered => &mut counts.renumbered,
                RowKind::RenumberedChanged => &mut counts.renumbered_changed,
            };
            *count += 1;
        }
        counts
    }

    /// Rows that are not the same in both texts.
    pub fn differing(&self) -> u32 {
        let Self {
            same: _,
            changed,
            added,
            removed,
            renumbered,
            renumbered_changed,
        } = self;
        changed + added + removed + renumbered + renumbered_changed
    }
}

/// Where the articles went: the address in the old text and in the new one, of every article whose address differs.
///
/// ```
/// use tongcha::compare::{ComparisonRow, renumbered};
/// let rows: Vec<ComparisonRow> = Vec::new();
/// assert_eq!(renumbered(&rows).count(), 0);
/// ```
pub fn renumbered(rows: &[ComparisonRow]) -> impl Iterator<Item = (&str, &str)> {
    let both = |row: &'_ ComparisonRow| {
        matches!(
            (&row.old, &row.new),
            (Some(old), Some(new)) if new.kind == PassageKind::Article && old.n != new.n
        )
    };
    rows.iter()
        .filter(move |row| both(row))
        .filter_map(|row| Some((row.old.as_ref()?.n.as_str(), row.new.as_ref()?.n.as_str())))
}
