//! From a record to a document: every field normalised, what was published kept, what was odd reported.

use serde_json::{Map, Value};

use super::authority::Branch;
use super::finding::{Finding, FindingCode};
use super::heading::read_heading;
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
            published_as: &numbers(&record.history),
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

    fn kind(&mut self, evidence: &KindEvidence<'_>) -> Kind {
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
        let narrower = |inner: &&'static Division| {
            inner.level > RegionLevel::Country
                && inner.code != place.code
                && regions().is_within(inner.code, place.code)
        };
        if let Some(inner) = organ_place.filter(narrower) {
            return Some(inner.to_region(field_raw, Origin::Authority));
        }
        let named = title_place(title).filter(|_| place.level > RegionLevel::Country);
        return match named.filter(narrower) {
            Some(inner) => Some(inner.to_region(field_raw, Origin::Title)),
            None => Some(place.to_region(field_raw, Origin::Field)),
        };
    }
    if let Some(place) = organ_place {
        return Some(place.to_region(field_raw, Origin::Authority));
    }
    let place = match title.starts_with("中华人民共和国") {
        true => regions().get(COUNTRY),
        false => title_place(title),
    };
    Some(place?.to_region(field_raw, Origin::Title))
}

/// The place that a title begins with, the innermost of a path: 浙江省景宁畲族自治县自治条例 is of 景宁,
/// 深圳经济特区数据条例 of 深圳.
fn title_place(title: &str) -> Option<&'static Division> {
    let bare = title.trim_start_matches(['《', '“', '〈']);
    let mut end = 0;
    let mut innermost = None;
    for found in regions().find_all(bare) {
        if found.range.start != end {
            break;
        }
        let zone = bare[found.range.end..].starts_with("经济特区");
        if !(found.full || zone || innermost.is_none()) {
            break;
        }
        end = found.range.end;
        innermost = Some(found.division);
    }
    innermost.map(today)
}

/// A law without a place in its record applies everywhere.
fn whole_country(kind: Kind) -> Option<Region> {
    let national = [
        Kind::Constitution,
        Kind::Law,
        Kind::AdministrativeRegulation,
        Kind::SupervisoryRegulation,
        Kind::JudicialInterpretation,
        Kind::DepartmentalRule,
    ];
    let country = regions()
        .get(COUNTRY)
        .filter(|_| national.contains(&kind))?;
    Some(country.to_region(None, Origin::Kind))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Status, Validity};
    use expect_test::{Expect, expect};

    fn record(json: serde_json::Value) -> Record {
        match json {
            Value::Object(object) => Record::from_object(object),
            other => panic!("a record is an object: {other}"),
        }
    }

    fn check(json: serde_json::Value, expected: Expect) {
        let shown = match read_record(record(json)) {
            Ok((document, findings)) => {
                let organs: Vec<&str> = document
                    .authority
                    .iter()
                    .map(|organ| organ.name.as_str())
                    .collect();
                let findings: Vec<String> = findings
                    .iter()
                    .map(|finding| format!("{:?} {}", finding.code, finding.subject))
                    .collect();
                format!(
                    "{} | {} | {} | {} | {}\n{}",
                    document.title,
                    document.kind.label(),
                    organs.join("、"),
                    document
                        .number
                        .map_or("–".to_owned(), |number| number.canonical),
                    document.region.map_or("–".to_owned(), |region| region.name),
                    findings.join("\n"),
                )
            }
            Err(rejection) => rejection.to_string(),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn relative_names_take_the_place_of_the_record() {
        check(
            serde_json::json!({"id": "1", "title": "成都市居住证管理规定", "number": "市政府令第170号", "region": "成都市", "text": "正文"}),
            expect![[r#"
                成都市居住证管理规定 | 市级政府规章 | 成都市人民政府 | 成都市人民政府令第170号 | 成都市
            "#]],
        );
        check(
            serde_json::json!({"id": "1", "title": "环境监测管理办法", "number": "总局令 第39号", "authority": "原环境保护部", "text": "正文"}),
            expect![[r#"
                环境监测管理办法 | 部门规章 | 环境保护部 | 国家环境保护总局令第39号 | 中华人民共和国
            "#]],
        );
        check(
            serde_json::json!({"id": "1", "title": "关于加快电子商务产业发展的意见", "number": "渝府发〔2019〕17号", "authority": "市政府", "region": "重庆市", "text": "正文"}),
            expect![[r#"
                关于加快电子商务产业发展的意见 | 行政规范性文件 | 重庆市人民政府 | 渝府发〔2019〕17号 | 重庆市
            "#]],
        );
    }

    #[test]
    fn a_citys_law_in_a_provinces_collection_is_the_citys() {
        check(
            serde_json::json!({"id": "1", "title": "青岛市市容条例", "kind": "地方性法规", "authority": "青岛市人民代表大会常务委员会", "region": "山东", "text": "正文"}),
            expect![[r#"
                青岛市市容条例 | 设区的市地方性法规 | 青岛市人民代表大会常务委员会 | – | 青岛市
            "#]],
        );
    }

    #[test]
    fn the_place_in_the_title_is_narrower_than_the_collections() {
        for (title, region, code) in [
            ("深圳经济特区数据条例", "广东", "440300"),
            ("浙江省景宁畲族自治县自治条例", "浙江", "331127"),
            ("广东省社会保险基金监督条例", "深圳市", "440300"),
            ("北京大学章程", "北京", "110000"),
        ] {
            let record = Record {
                title: title.into(),
                region: Some(region.into()),
                text: "正文".into(),
                ..Record::default()
            };
            let (document, _) = read_record(record).expect("a document");
            assert_eq!(
                document.region.map(|region| region.code).as_deref(),
                Some(code),
                "{title}"
            );
        }
    }

    #[test]
    fn kinds_follow_organ_and_form_not_the_word_in_the_title() {
        for (title, number, expected) in [
            (
                "广东省职工生育保险规定",
                "广东省人民政府令第203号",
                Kind::ProvincialRule,
            ),
            (
                "广东省建设工程造价管理规定",
                "粤府［2000］25号",
                Kind::NormativeDocument,
            ),
            ("贵州省某办法", "黔府发〔2020〕8号", Kind::NormativeDocument),
            (
                "城市紫线管理办法",
                "建设部令第119号",
                Kind::DepartmentalRule,
            ),
            (
                "医疗机构管理规定",
                "国务院令第149号",
                Kind::AdministrativeRegulation,
            ),
            (
                "最高人民法院关于审理某案件若干问题的规定",
                "法释〔2016〕29号",
                Kind::JudicialInterpretation,
            ),
            (
                "深圳市信息公开规定",
                "深圳市人民政府令第156号",
                Kind::MunicipalRule,
            ),
            (
                "关于同意行政村规模调整方案的批复",
                "仙政发〔2013〕136号",
                Kind::PolicyDocument,
            ),
            ("深圳经济特区环境保护条例", "", Kind::SpecialRegulation),
            (
                "广东省基本农田保护区管理条例",
                "",
                Kind::ProvincialRegulation,
            ),
            ("广州市市容条例", "", Kind::MunicipalRegulation),
            ("物业管理条例", "", Kind::AdministrativeRegulation),
            (
                "中华人民共和国土地使用权出让暂行条例",
                "",
                Kind::AdministrativeRegulation,
            ),
            ("中华人民共和国环境保护法", "", Kind::Law),
            ("郑州市经济适用住房管理办法", "", Kind::Unknown),
        ] {
            let record = Record {
                title: title.into(),
                number: Some(number.into()),
                text: "正文".into(),
                ..Record::default()
            };
            let kind = read_record(record).map(|(document, _)| document.kind);
            assert_eq!(kind, Ok(expected), "{title}");
        }
    }

    #[test]
    fn what_is_odd_is_reported_and_kept() {
        check(
            serde_json::json!({
                "id": "a/b", "title": "公告", "number": "第一批", "region": "国务院关于加强市", "published": "2023-02-30",
                "theme": "大数据", "declared_status": "不详", "kind": "其他", "color": "red", "text": "",
                "authority": ["教育部", "财政部"],
            }),
            expect![[r#"
                公告 | 行政规范性文件 | 教育部、财政部 | – | 中华人民共和国
                UnexpectedType authority: ["教育部","财政部"]
                UnknownField color
                EmptyText text
                UnknownStatus declared_status: 不详
                UnreadableDate published: 2023-02-30
                UnknownRegion region: 国务院关于加强市
                UnreadableNumber number: 第一批
                UnknownKind kind: 其他
                UnusableId id: a/b
                UnknownTheme theme: 大数据"#]],
        );
        check(
            serde_json::json!({"id": "1", "text": "\n  第一行\n第二行"}),
            expect![[r#"
                第一行 | 未分类 |  | – | –
                TitleFromText title: 第一行"#]],
        );
        check(
            serde_json::json!({"id": "1", "text": "  "}),
            expect!["the record has neither a title nor a text"],
        );
    }

    #[test]
    fn raw_keeps_all_that_was_published_but_the_text() {
        let json = serde_json::json!({
            "id": "1", "title": "公 告", "text": "正文", "published": "2023-02-30", "color": "red",
            "authority": ["教育部", "财政部"], "history": ["2020年1月1日 施行"],
        });
        let (document, _) = read_record(record(json)).expect("a document");
        let raw = serde_json::to_string(&document.raw).expect("JSON");
        expect![[r#"{"authority":["教育部","财政部"],"color":"red","published":"2023-02-30","title":"公 告"}"#]].assert_eq(&raw);
    }

    #[test]
    fn a_derived_id_does_not_change_with_the_text_around() {
        let read = |text: &str| {
            let record = Record {
                title: "公告".into(),
                text: text.into(),
                ..Record::default()
            };
            read_record(record).map(|(document, _)| document.id)
        };
        assert_eq!(read("正文"), read("正文，更正过的"));
        assert!(read("正文").is_ok_and(|id| id.starts_with("d-") && id.len() == 18));
    }

    #[test]
    fn a_title_without_bound_is_cut_and_said_so() {
        let record = Record {
            id: "1".into(),
            title: "长".repeat(5_000),
            text: "正文".into(),
            ..Record::default()
        };
        let (document, findings) = read_record(record).expect("a document");
        assert_eq!(document.title.chars().count(), TITLE_CHARS_MAX);
        assert_eq!(findings[0].code, FindingCode::OverlongField);
    }

    #[test]
    fn a_declared_last_day_ends_the_validity() {
        let json = serde_json::json!({"id": "1", "title": "公告", "text": "正文", "declared_status": "有效期至2025/01/31"});
        let (document, _) = read_record(record(json)).expect("a document");
        let state = |day: &str| Validity::at(&document, day.parse().expect("a day")).state;
        assert_eq!(state("2025-01-31"), Status::InForce);
        assert_eq!(state("2025-02-01"), Status::Expired);
    }

    proptest::proptest! {
        #[test]
        fn no_record_makes_the_reader_panic(
            title in "\\PC{0,40}", number in "\\PC{0,20}", organ in "\\PC{0,20}", place in "\\PC{0,12}", day in "\\PC{0,12}",
            text in "[\n第令号公布年月日（）国务院0-9]{0,60}",
        ) {
            let record = Record {
                title, text, number: Some(number), authority: Some(organ), region: Some(place),
                published: Some(day.clone()), history: vec![day], ..Record::default()
            };
            let _ = read_record(record);
        }
    }
}
