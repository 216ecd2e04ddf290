//! The fields that stand for themselves.

use serde_json::{Map, Value};

use super::{Reader, Rejection};
use crate::document::history::{self, HistoryFacts};
use crate::document::work::short_hash;
use crate::document::{
    Agreement, Dates, Day, DeclaredStatus, Division, DocumentNumber, FindingCode, Kind,
    KindEvidence, Record, Status, Theme, regions, spelling, themes,
};

/// Collection of a record that names none.
pub(super) const DEFAULT_COLLECTION: &str = "regulations";

pub(super) const TITLE_CHARS_MAX: usize = 1_000;
pub(super) const FIELD_CHARS_MAX: usize = 200;
pub(super) const ADDRESS_CHARS_MAX: usize = 2_000;
const ID_CHARS_MAX: usize = 128;
/// Fields beyond the format in which an importer says where it found a record and what else stood there.
const MAKING_FIELDS: [&str; 7] = [
    "source_path",
    "origins",
    "attachments",
    "addressees",
    "heading",
    "closing",
    "fields",
];

impl Reader {
    pub(super) fn report_fields(&mut self, record: &Record) {
        for (name, value) in &record.odd {
            self.report(FindingCode::UnexpectedType, name, &value.to_string());
        }
        // How a record was made is no news about the document.
        let is_news = |name: &&String| !MAKING_FIELDS.contains(&name.as_str());
        for name in record.extra.keys().filter(is_news) {
            self.report(FindingCode::UnknownField, name, "");
        }
    }

    /// The title; without one the first line of the text.
    pub(super) fn title(&mut self, record: &Record) -> Result<String, Rejection> {
        if let Some(title) = self.bounded("title", &record.title, TITLE_CHARS_MAX) {
            return Ok(title);
        }
        let first_line = record
            .text
            .lines()
            .map(spelling::one_line)
            .find(|line| !line.is_empty());
        let line = first_line.ok_or(Rejection::NeitherTitleNorText)?;
        self.report(FindingCode::TitleFromText, "title", &line);
        Ok(spelling::cut(&line, FIELD_CHARS_MAX).0.to_owned())
    }

    /// One line of at most `chars_max` characters; `None` when nothing is in it.
    pub(super) fn bounded(&mut self, field: &str, value: &str, chars_max: usize) -> Option<String> {
        let line = spelling::one_line(value);
        let (kept, cut) = spelling::cut(&line, chars_max);
        if cut {
            self.report(FindingCode::OverlongField, field, value);
        }
        (!kept.is_empty()).then(|| kept.to_owned())
    }

    pub(super) fn optional(
        &mut self,
        field: &str,
        value: &Option<String>,
        chars_max: usize,
    ) -> Option<String> {
        value
            .as_deref()
            .and_then(|value| self.bounded(field, value, chars_max))
    }

    pub(super) fn id(&mut self, record: &Record, title: &str) -> String {
        let id = record.id.trim();
        if is_usable_id(id) {
            return id.to_owned();
        }
        let code = if id.is_empty() {
            FindingCode::DerivedId
        } else {
            FindingCode::UnusableId
        };
        self.report(code, "id", id);
        let part =
            |field: &Option<String>| field.as_deref().map(spelling::compact).unwrap_or_default();
        let material = [
            id.to_owned(),
            spelling::compact(title),
            part(&record.subtitle),
            part(&record.authority),
            part(&record.number),
            part(&record.published),
        ];
        format!("d-{}", short_hash(&material.join("\u{1f}")))
    }

    /// The lines under the title, within their bounds.
    pub(super) fn history(&mut self, lines: &[String]) -> Vec<String> {
        let (kept, beyond) = history::bounded(lines);
        if let Some(line) = beyond {
            self.report(FindingCode::OverlongField, "history", line);
        }
        kept
    }

    pub(super) fn number(&mut self, field: Option<&str>) -> Option<DocumentNumber> {
        let field = field.map(str::trim).filter(|field| !is_blank(field))?;
        let number = DocumentNumber::read(field);
        if number.is_none() {
            self.report(FindingCode::UnreadableNumber, "number", field);
        }
        number
    }

    pub(super) fn status(&mut self, field: Option<&str>) -> (Option<DeclaredStatus>, Option<Day>) {
        let Some(field) = field.map(str::trim).filter(|field| !is_blank(field)) else {
            return (None, None);
        };
        let (field_cut, _) = spelling::cut(field, FIELD_CHARS_MAX);
        let (declared, expires) = DeclaredStatus::read(field_cut);
        if declared.status == Status::Unknown {
            self.report(FindingCode::UnknownStatus, "declared_status", field);
        }
        (Some(declared), expires)
    }

    pub(super) fn dates(
        &mut self,
        record: &Record,
        facts: &HistoryFacts,
        declared_expiry: Option<Day>,
    ) -> Dates {
        let dates = Dates {
            passed: facts.passed,
            approved: facts.approved,
            signed: self.day("signed", record.signed.as_deref()),
            issued: self
                .day("published", record.published.as_deref())
                .or(facts.issued),
            effective: self
                .day("effective", record.effective.as_deref())
                .or(facts.effective),
            expires: self
                .day("expires", record.expires.as_deref())
                .or(declared_expiry),
        };
        if let (Some(effective), Some(expires)) = (dates.effective, dates.expires)
            && expires < effective
        {
            self.report(
                FindingCode::ContradictoryDates,
                "expires",
                &format!("{expires} < {effective}"),
            );
        }
        dates
    }

    pub(super) fn day(&mut self, field: &str, value: Option<&str>) -> Option<Day> {
        let value = value.map(str::trim).filter(|value| !is_blank(value))?;
        let day = Day::read(value).ok();
        if day.is_none() {
            self.report(FindingCode::UnreadableDate, field, value);
        }
        day
    }

    pub(super) fn field_place(&mut self, field: Option<&str>) -> Option<&'static Division> {
        let field = field.map(str::trim).filter(|field| !is_blank(field))?;
        let (short, _) = spelling::cut(field, FIELD_CHARS_MAX);
        let place = regions().read(short);
        if place.is_none() {
            self.report(FindingCode::UnknownRegion, "region", field);
        }
        place
    }

    pub(super) fn theme(&mut self, field: Option<&str>) -> Vec<Theme> {
        let read = field.map(Theme::read).unwrap_or_default();
        for theme in read.iter().filter(|theme| !themes().contains(&theme.path)) {
            self.report(FindingCode::UnknownTheme, "theme", &theme.path);
        }
        read
    }

    pub(super) fn kind(&mut self, evidence: &KindEvidence<'_>) -> Kind {
        let (kind, agreement) = Kind::judge(evidence);
        let declared = evidence.declared.unwrap_or("");
        match agreement {
            Agreement::NotUnderstood => self.report(FindingCode::UnknownKind, "kind", declared),
            Agreement::Contradicted => self.report(FindingCode::KindContradicted, "kind", declared),
            Agreement::Agrees | Agreement::NothingDeclared => {}
        }
        kind
    }
}

/// Whether a text can be the identifier of a document: 1 to 128 letters, digits, `.`, `_`, `-` or `:`, at least
/// one of which is no dot. It stands in addresses and in the names of files.
pub fn is_usable_id(id: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | ':');
    // A name of dots only would be a path.
    !id.chars().all(|c| c == '.') && id.chars().all(allowed) && id.chars().count() <= ID_CHARS_MAX
}

/// What sources write where they have nothing to say.
pub(super) fn is_blank(field: &str) -> bool {
    matches!(
        field,
        "" | "无" | "-" | "--" | "—" | "/" | "null" | "暂无" | "无文号"
    )
}

/// Every field but text and id, exactly as published; the history only where the document does not hold all of it.
pub(super) fn raw_fields(record: &Record) -> Map<String, Value> {
    let mut raw = match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        // A record is a struct of text, lists and JSON values: it always becomes an object.
        _ => Map::new(),
    };
    raw.extend(record.odd.clone());
    for field in ["text", "id"] {
        raw.remove(field);
    }
    if history::first_beyond(&record.history).is_none() {
        raw.remove("history");
    }
    raw.retain(|_, value| value.as_str() != Some(""));
    raw
}
