//! Two documents side by side, as the API gives them.

mod txt;

use serde::{Deserialize, Serialize};

use super::response::{HitDates, HitValidity};
use super::searcher::{SearchError, Searcher};
use crate::compare::{ComparedText, ComparedUnit, ComparisonRow, RowCounts, compare, renumbered};
use crate::document::Day;
use crate::engine::{Engine, StoredDocument};

/// What changed from one document to another, article by article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// The older document.
    pub old: ComparedDocument,
    /// The newer one.
    pub new: ComparedDocument,
    /// The day at which validity was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
    /// What was laid beside each other: articles, or passages where a text has no articles.
    pub unit: ComparedUnit,
    /// Rows of that unit by kind.
    pub counts: RowCounts,
    /// All other rows by kind: headings and, beside articles, preambles, signatures and attachments.
    pub counts_beside: RowCounts,
    /// The rows in the order of the new text; what was removed stands where it stood.
    pub rows: Vec<ComparisonRow>,
}

/// A document that is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedDocument {
    /// Identifier.
    pub id: String,
    /// Joins versions: the same for both where they are versions of one work.
    pub work_id: String,
    /// Title.
    pub title: String,
    /// Document number in its usual spelling.
    pub number: Option<String>,
    /// Days.
    pub dates: HitDates,
    /// Validity at the asked day.
    pub validity: HitValidity,
}

impl Searcher {
    /// Compares two documents; `None` when one of them is not held. Whichever was issued first is the old one; where
    /// the days do not say, that is `id`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn compare(
        &self,
        id: &str,
        with: &str,
        as_of: Day,
    ) -> Result<Option<Comparison>, SearchError> {
        let held = self.held();
        let stored = (held.engine.document(id)?, held.engine.document(with)?);
        let (Some(one), Some(other)) = stored else {
            return Ok(None);
        };
        let (old, new) = match (age(&one), age(&other)) {
            (Some(first), Some(second)) if second < first => (other, one),
            _ => (one, other),
        };
        let compared = compare(self.tokenizer(), text_of(&old), text_of(&new));
        Ok(Some(Comparison {
            old: ComparedDocument::new(&old, as_of),
            new: ComparedDocument::new(&new, as_of),
            as_of,
            unit: compared.unit,
            counts: compared.counts,
            counts_beside: compared.counts_beside,
            rows: compared.rows,
        }))
    }
}

impl Comparison {
    /// Where the articles went: the address in the old text and in the new one, of every article whose address
    /// differs.
    pub fn renumbered(&self) -> impl Iterator<Item = (&str, &str)> {
        renumbered(&self.rows)
    }
}

impl ComparedDocument {
    fn new(stored: &StoredDocument, as_of: Day) -> Self {
        let document = &stored.document;
        let number = document.number.as_ref();
        Self {
            id: document.id.clone(),
            work_id: document.work_id.clone(),
            title: document.title.clone(),
            number: number.map(|number| number.canonical.clone()),
            dates: HitDates::new(&document.dates),
            validity: HitValidity::at(document, as_of),
        }
    }
}

fn text_of(stored: &StoredDocument) -> ComparedText<'_> {
    ComparedText {
        text: &stored.text,
        structure: &stored.structure,
    }
}

/// The day by which the older of two is told.
fn age(stored: &StoredDocument) -> Option<Day> {
    let dates = &stored.document.dates;
    dates.issued.or(dates.signed).or(dates.effective)
}
