//! From a record to a document: every field normalised, what was published kept, what was odd reported.

use serde_json::{Map, Value};

use super::authority::Branch;
use super::finding::{Finding, FindingCode};
use super::history::{HistoryFacts, numbers, read_history};
use super::kind::{Agreement, KindEvidence};
use super::model::{
    Authority, Dates, DeclaredStatus, Document, DocumentNumber, Kind, Origin, Region, RegionLevel,
    Theme,
};
use super::number::government_of_code;
use super::record::Record;
use super::region::{COUNTRY, Division, regions};
use super::theme::themes;
use super::work::{WorkParts, short_hash, work_key};
use super::{Day, authority, spelling};

/// Collection of a record that names none.
const DEFAULT_COLLECTION: &str = "regulations";
const TITLE_CHARS_MAX: usize = 1_000;
const FIELD_CHARS_MAX: usize = 200;
const ADDRESS_CHARS_MAX: usize = 2_000;
const ID_CHARS_MAX: usize = 128;

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
        let facts = read_history(&record.history);
        let (declared_status, declared_expiry) = self.status(record.declared_status.as_deref());
        let dates = self.dates(&record, &facts, declared_expiry);

        let field_place = self.field_place(record.region.as_deref());
        let number = self.number(record.number.as_deref()).or(facts.number);
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
        let kind = self.kind(&record, &title, number.as_ref(), &organs, region.as_ref());
        let work_id = work_key(WorkParts {
            title: &title,
            kind,
            region: region.as_ref(),
            authority: &organs,
            number: number.as_ref(),
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
            declared_status,
            history: record.history,
            raw,
        })
    }

    fn report(&mut self, code: FindingCode, field: &str, value: &str) {
        self.findings.push(Finding::new(code, field, value));
    }

    fn report_fields(&mut self, record: &Record) {
        for (name, value) in &record.odd {
            self.report(FindingCode::UnexpectedType, name, &value.to_string());
        }
        // Where a record was found is no news about the document.
        for name in record.extra.keys().filter(|name| *name != "source_path") {
            self.report(FindingCode::UnknownField, name, "");
        }
    }

    /// The title; without one the first line of the text.
    fn title(&mut self, record: &Record) -> Result<String, Rejection> {
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
    fn bounded(&mut self, field: &str, value: &str, chars_max: usize) -> Option<String> {
        let line = spelling::one_line(value);
        let (kept, cut) = spelling::cut(&line, chars_max);
        if cut {
            self.report(FindingCode::OverlongField, field, value);
        }
        (!kept.is_empty()).then(|| kept.to_owned())
    }

    fn optional(
        &mut self,
        field: &str,
        value: &Option<String>,
        chars_max: usize,
    ) -> Option<String> {
        value
            .as_deref()
            .and_then(|value| self.bounded(field, value, chars_max))
    }

    fn id(&mut self, record: &Record, title: &str) -> String {
        let id = record.id.trim();
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | ':');
        // A name of dots only would be a path.
        let usable = id.chars().all(allowed)
            && id.chars().count() <= ID_CHARS_MAX
            && !id.chars().all(|c| c == '.');
        if usable && !id.is_empty() {
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

    fn number(&mut self, field: Option<&str>) -> Option<DocumentNumber> {
        let field = field.map(str::trim).filter(|field| !is_blank(field))?;
        let number = DocumentNumber::read(field);
        if number.is_none() {
            self.report(FindingCode::UnreadableNumber, "number", field);
        }
        number
    }

    fn status(&mut self, field: Option<&str>) -> (Option<DeclaredStatus>, Option<Day>) {
        let Some(field) = field.map(str::trim).filter(|field| !is_blank(field)) else {
            return (None, None);
        };
        let (field_cut, _) = spelling::cut(field, FIELD_CHARS_MAX);
        let (declared, expires) = DeclaredStatus::read(field_cut);
        if declared.status == super::Status::Unknown {
            self.report(FindingCode::UnknownStatus, "declared_status", field);
        }
        (Some(declared), expires)
    }

    fn dates(
        &mut self,
        record: &Record,
        facts: &HistoryFacts,
        declared_expiry: Option<Day>,
    ) -> Dates {
        let dates = Dates {
            passed: facts.passed,
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

    fn day(&mut self, field: &str, value: Option<&str>) -> Option<Day> {
        let value = value.map(str::trim).filter(|value| !is_blank(value))?;
        let day = Day::read(value).ok();
        if day.is_none() {
            self.report(FindingCode::UnreadableDate, field, value);
        }
        day
    }

    fn field_place(&mut self, field: Option<&str>) -> Option<&'static Division> {
        let field = field.map(str::trim).filter(|field| !is_blank(field))?;
        let (short, _) = spelling::cut(field, FIELD_CHARS_MAX);
        let place = regions().read(short);
        if place.is_none() {
            self.report(FindingCode::UnknownRegion, "region", field);
        }
        place
    }

    fn theme(&mut self, field: Option<&str>) -> Vec<Theme> {
        let read = field.map(Theme::read).unwrap_or_default();
        for theme in read.iter().filter(|theme| !themes().contains(&theme.path)) {
            self.report(FindingCode::UnknownTheme, "theme", &theme.path);
        }
        read
    }

    fn kind(
        &mut self,
        record: &Record,
        title: &str,
        number: Option<&DocumentNumber>,
        organs: &[Authority],
        region: Option<&Region>,
    ) -> Kind {
        let (kind, agreement) = Kind::judge(&KindEvidence {
            declared: record.kind.as_deref(),
            authority: organs,
            number,
            published_as: &numbers(&record.history),
            title,
            genre: record.genre.as_deref(),
            region,
        });
        let declared = record.kind.as_deref().unwrap_or("");
        match agreement {
            Agreement::NotUnderstood => self.report(FindingCode::UnknownKind, "kind", declared),
            Agreement::Contradicted => self.report(FindingCode::KindContradicted, "kind", declared),
            Agreement::Agrees | Agreement::NothingDeclared => {}
        }
        kind
    }
}

/// What sources write where they have nothing to say.
fn is_blank(field: &str) -> bool {
    matches!(
        field,
        "" | "无" | "-" | "--" | "—" | "/" | "null" | "暂无" | "无文号"
    )
}

/// Every field but text, history and id, exactly as published.
fn raw_fields(record: &Record) -> Map<String, Value> {
    let mut raw = match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        // A record is a struct of text, lists and JSON values: it always becomes an object.
        _ => Map::new(),
    };
    raw.extend(record.odd.clone());
    for field in ["text", "history", "id"] {
        raw.remove(field);
    }
    raw.retain(|_, value| value.as_str() != Some(""));
    raw
}

/// The organs of the field; else of the decree; else of the title.
fn organs_of(
    record: &Record,
    title: &str,
    number: Option<&DocumentNumber>,
    place: Option<&Division>,
) -> Vec<Authority> {
    let field = record.authority.as_deref().unwrap_or("");
    let organs = Authority::read(field, place);
    if !organs.is_empty() {
        return organs;
    }
    let from_title = Authority::from_title(title, place);
    if !from_title.is_empty() {
        return from_title;
    }
    number
        .and_then(|number| organ_of_number(number, place))
        .into_iter()
        .collect()
}

/// A decree or announcement names its organ.
fn organ_of_number(number: &DocumentNumber, place: Option<&Division>) -> Option<Authority> {
    if !(number.is_decree() || number.is_announcement()) {
        return None;
    }
    let code = number.organ_code.as_deref()?;
    let name = government_of_code(code).unwrap_or_else(|| code.to_owned());
    let organ = Authority::read(&name, place).into_iter().next()?;
    let origin = if number.origin == Origin::Field {
        Origin::Number
    } else {
        number.origin
    };
    let class = organ.class();
    let certain = class.level.is_some() && class.branch != Branch::Other;
    certain.then_some(Authority {
        origin,
        raw: None,
        ..organ
    })
}

/// The place where a document applies: the field's, made narrower by an organ that lies in it (a record of
/// 山东 by 青岛市人民代表大会常务委员会 is of 青岛市); without a field the organ's, else the title's.
fn region_of(
    field: Option<&str>,
    field_place: Option<&'static Division>,
    organs: &[Authority],
    title: &str,
) -> Option<Region> {
    let organ_place = organs
        .iter()
        .filter(|organ| organ.class().branch != Branch::Other)
        .find_map(|organ| organ.class().division)
        .map(today);
    let field_raw = field.map(str::trim).filter(|field| !is_blank(field));
    if let Some(place) = field_place.map(today) {
        let narrower = organ_place.filter(|organ_place| {
            organ_place.level > RegionLevel::Country
                && organ_place.code != place.code
                && regions().is_within(organ_place.code, place.code)
        });
        return match narrower {
            Some(narrower) => Some(narrower.to_region(field_raw, Origin::Authority)),
            None => Some(place.to_region(field_raw, Origin::Field)),
        };
    }
    if let Some(place) = organ_place {
        return Some(place.to_region(field_raw, Origin::Authority));
    }
    let bare = title.trim_start_matches(['《', '“', '〈']);
    if bare.starts_with("中华人民共和国") {
        return regions()
            .get(COUNTRY)
            .map(|country| country.to_region(field_raw, Origin::Title));
    }
    let found = regions()
        .find_longest(bare)
        .filter(|found| found.range.start == 0)?;
    Some(today(found.division).to_region(field_raw, Origin::Title))
}

/// A former place that is one place still goes by its name and code of today.
fn today(division: &'static Division) -> &'static Division {
    regions().current(division).unwrap_or(division)
}

/// 省政府令, 市政府令, 部令, 总局令 are short for the record's own organ.
fn complete(
    number: DocumentNumber,
    organs: &[Authority],
    region: Option<&Region>,
) -> DocumentNumber {
    if !(number.is_decree() || number.is_announcement()) {
        return number;
    }
    let place = region.and_then(|region| regions().get(&region.code));
    let code = number.organ_code.clone().unwrap_or_default();
    let full = match code.as_str() {
        "" | "部" | "总局" | "局" | "署" => national_organ_named(&code, organs),
        _ => {
            let owned = ["省", "市", "自治区", "区", "县"]
                .iter()
                .any(|word| code.starts_with(word));
            let full = Authority::read(&code, place)
                .into_iter()
                .next()
                .map(|organ| organ.name);
            full.filter(|full| owned && *full != code && authority::classify(full).level.is_some())
        }
    };
    match full {
        Some(full) => number.with_organ(&full),
        None => number,
    }
}

/// The record's national organ whose name ends so, or the one before it: 总局令 in a record of the Ministry of
/// Environmental Protection is one of 国家环境保护总局.
fn national_organ_named(ending: &str, organs: &[Authority]) -> Option<String> {
    let lead = organs
        .first()
        .filter(|organ| organ.class().level == Some(RegionLevel::Country))?;
    if lead.name.ends_with(ending) {
        return Some(lead.name.clone());
    }
    let mut name = lead.name.as_str();
    // Reforms lie years apart: three steps reach from 2023 to before 1998.
    for _ in 0..3 {
        let before = authority::organs().predecessors(name);
        let mut fitting = before.iter().filter(|organ| organ.name.ends_with(ending));
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => return Some(one.name.to_owned()),
            (None, _) => name = before.first().filter(|_| before.len() == 1)?.name,
            _ => return None,
        }
    }
    None
}
