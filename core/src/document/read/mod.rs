//! From a record to a document: every field normalised, what was published kept, what was odd reported.
//!
//! `fields` reads the fields that stand for themselves; `organs`, `place` and `own_number` weigh several against
//! each other.

mod fields;
mod organs;
mod own_number;
mod place;
#[cfg(test)]
mod tests;

use super::finding::{Finding, FindingCode};
use super::heading::read_heading;
use super::history::{numbers, read_history};
use super::{Document, KindEvidence, Life, Record, WorkParts, regions, work_key};
pub use fields::is_usable_id;
use fields::{ADDRESS_CHARS_MAX, DEFAULT_COLLECTION, FIELD_CHARS_MAX, TITLE_CHARS_MAX, raw_fields};
use organs::organs_of;
use own_number::complete;
use place::{region_of, whole_country};

/// Why a record cannot become a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// There is nothing to find or to show.
    #[error("the record has neither a title nor a text")]
    NeitherTitleNorText,
}

/// Reads a record. The text stays with the caller; the document keeps the rest, raw beside normalised.
///
/// ```
/// use tongcha::document::{Kind, Record, read_record};
/// let record = Record {
///     title: "国务院办公厅关于印发政府网站集约化试点工作方案的通知".into(),
///     number: Some("国办函[2018]71号".into()),
///     text: "各省……".into(),
///     ..Record::default()
/// };
/// let (document, findings) = read_record(record)?;
/// assert_eq!(document.number.map(|number| number.canonical).as_deref(), Some("国办函〔2018〕71号"));
/// assert_eq!(document.authority[0].name, "国务院办公厅");
/// assert_eq!(document.kind, Kind::NormativeDocument);
/// assert_eq!(findings.len(), 1); // the identifier was derived
/// # Ok::<(), tongcha::document::Rejection>(())
/// ```
///
/// # Errors
/// [`Rejection`] only when the record has neither a title nor a text: anything else is read as far as it goes.
pub fn read_record(record: Record) -> Result<(Document, Vec<Finding>), Rejection> {
    let mut reader = Reader {
        findings: Vec::new(),
    };
    let document = reader.read(record)?;
    Ok((document, reader.findings))
}

struct Reader {
    findings: Vec<Finding>,
}

impl Reader {
    fn read(&mut self, record: Record) -> Result<Document, Rejection> {
        let raw = raw_fields(&record);
        self.report_fields(&record);
        let title = self.title(&record)?;
        if record.text.trim().is_empty() {
            self.report(FindingCode::EmptyText, "text", "");
        }
        let history = self.history(&record.history);
        let facts = read_history(&history);
        let (declared_status, declared_expiry) = self.status(record.declared_status.as_deref());
        let dates = self.dates(&record, &facts, declared_expiry);

        let field_place = self.field_place(record.region.as_deref());
        let heading = read_heading(&record.text);
        let number = self
            .number(record.number.as_deref())
            .or(facts.number)
            .or(heading.number);
        let mut organs = organs_of(&record, &title, number.as_ref(), field_place);
        let region = region_of(record.region.as_deref(), field_place, &organs, &title);
        if field_place.is_none() && record.authority.is_some() {
            // 市政府 means the city that the other evidence has just named.
            let place = region
                .as_ref()
                .and_then(|region| regions().get(&region.code));
            organs = organs_of(&record, &title, number.as_ref(), place);
        }
        let number = number.map(|number| complete(number, &organs, region.as_ref()));
        let kind = self.kind(&KindEvidence {
            declared: record.kind.as_deref(),
            authority: &organs,
            number: number.as_ref(),
            published_as: &numbers(&history),
            congress: heading.congress,
            title: &title,
            genre: record.genre.as_deref(),
            region: region.as_ref(),
        });
        let region = region.or_else(|| whole_country(kind));
        let work_id = work_key(WorkParts {
            title: &title,
            kind,
            region: region.as_ref(),
            authority: &organs,
            number: number.as_ref(),
            day: dates.passed.or(dates.signed).or(dates.issued),
        });
        Ok(Document {
            id: self.id(&record, &title),
            work_id,
            collection: self
                .bounded("collection", &record.collection, FIELD_CHARS_MAX)
                .unwrap_or(DEFAULT_COLLECTION.to_owned()),
            subtitle: self.optional("subtitle", &record.subtitle, TITLE_CHARS_MAX),
            index_number: self.optional("index_number", &record.index_number, FIELD_CHARS_MAX),
            genre: self.optional("genre", &record.genre, FIELD_CHARS_MAX),
            theme: self.theme(record.theme.as_deref()),
            url: self.optional("url", &record.url, ADDRESS_CHARS_MAX),
            source: self.optional("source", &record.source, FIELD_CHARS_MAX),
            title,
            number,
            kind,
            authority: organs,
            region,
            dates,
            evidence: Vec::new(),
            life: Life::default(),
            manifestations: Vec::new(),
            declared_status,
            history,
            raw,
        })
    }

    fn report(&mut self, code: FindingCode, field: &str, value: &str) {
        self.findings.push(Finding::new(code, field, value));
    }
}
