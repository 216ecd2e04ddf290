//! `meta`: the document as work, expression and manifestation, its life, and what it refers to.

use std::collections::BTreeSet;

use super::Xml;
use crate::document::{Day, TurnKind, history_days};
use crate::search::DocumentRecord;

/// Who made this description of the document.
const SELF: &str = "#tongcha";
/// `FRBRdate` is obligatory: this stands for a day that nothing tells, under the name `unknown`.
const NO_DAY: &str = "0001-01-01";

/// What is known of a document, and the addresses made of it.
pub(super) struct Metadata<'r> {
    record: &'r DocumentRecord,
    /// `/akn/cn-52/act/2004/w-…`: the same for every version.
    work: String,
    /// `/akn/cn-52/act/2004/w-…/zho@2020-01-01`.
    expression: String,
    made: Option<Day>,
    version: Option<Day>,
}

/// What happened to the text on a day.
struct Event {
    day: Day,
    /// `generation`, `amendment` or `repeal`; the schema knows no other, so the rest have none.
    sort: Option<&'static str>,
    source: String,
    concept: &'static str,
}

impl<'r> Metadata<'r> {
    pub(super) fn new(record: &'r DocumentRecord, root: &str) -> Self {
        let dates = &record.dates;
        let passed = dates.passed.or(dates.signed).or(dates.issued);
        // The first day of the history is that of the work, whichever version this is.
        let first = history_days(&record.history).min();
        let made = first.into_iter().chain(passed).min().or(dates.effective);
        let version = dates.effective.or(dates.issued).or(passed);
        let year = made.map_or_else(
            || "nd".to_owned(),
            |day| day.to_string().chars().take(4).collect(),
        );
        // What is enacted lives on under its name, and a new version often has a new number.
        let number = record.number.as_ref().filter(|_| !record.kind.is_enacted());
        let name = percent(number.unwrap_or(&record.work_id));
        let work = format!("/akn/{}/{root}/{year}/{name}", jurisdiction(record));
        let expression = match version {
            Some(day) => format!("{work}/zho@{day}"),
            None => format!("{work}/zho@"),
        };
        Self {
            record,
            work,
            expression,
            made,
            version,
        }
    }

    pub(super) fn write(&self, xml: &mut Xml) {
        xml.open("meta", &[]);
        self.write_identification(xml, "main");
        if let Some(issued) = self.record.dates.issued {
            let day = issued.to_string();
            xml.empty(
                "publication",
                &[("date", &day), ("name", "issued"), ("showAs", "公布")],
            );
        }
        self.write_themes(xml);
        let events = self.events();
        self.write_lifecycle(xml, &events);
        self.write_references(xml, &events);
        xml.close();
    }

    /// The `meta` of an attachment: a component of the same work.
    pub(super) fn write_component(&self, xml: &mut Xml, eid: &str) {
        xml.open("meta", &[]);
        self.write_identification(xml, &percent(eid));
        xml.close();
    }

    fn write_identification(&self, xml: &mut Xml, component: &str) {
        let record = self.record;
        xml.open("identification", &[("source", SELF)]);
        xml.open("FRBRWork", &[]);
        write_address(xml, &self.work, &format!("/!{component}"), "");
        write_day(xml, self.made, "made");
        self.write_authors(xml);
        xml.empty("FRBRcountry", &[("value", "cn")]);
        xml.empty("FRBRsubtype", &[("value", record.kind.as_str())]);
        if let Some(number) = &record.number {
            xml.empty("FRBRnumber", &[("value", number)]);
        }
        xml.empty("FRBRname", &[("value", &record.title)]);
        xml.close();
        xml.open("FRBRExpression", &[]);
        write_address(xml, &self.expression, &format!("/!{component}"), "");
        write_day(xml, self.version, "version");
        self.write_authors(xml);
        xml.empty("FRBRlanguage", &[("language", "zho")]);
        xml.close();
        xml.open("FRBRManifestation", &[]);
        write_address(xml, &self.expression, &format!("/!{component}"), ".xml");
        write_day(xml, Some(record.as_of), "asOf");
        xml.empty("FRBRauthor", &[("href", SELF)]);
        xml.empty("FRBRformat", &[("value", "application/akn+xml")]);
        xml.close();
        xml.close();
    }

    fn write_authors(&self, xml: &mut Xml) {
        for at in 1..=self.record.authority.len() {
            xml.empty("FRBRauthor", &[("href", &format!("#organ_{at}"))]);
        }
        if self.record.authority.is_empty() {
            xml.empty("FRBRauthor", &[("href", "#organ_unknown")]);
        }
    }

    fn write_themes(&self, xml: &mut Xml) {
        if self.record.theme.is_empty() {
            return;
        }
        xml.open("classification", &[("source", SELF)]);
        for (at, theme) in self.record.theme.iter().enumerate() {
            let concept = format!("#theme_{}", at + 1);
            xml.empty(
                "keyword",
                &[
                    ("value", theme),
                    ("showAs", theme),
                    ("refersTo", &concept),
                    ("dictionary", SELF),
                ],
            );
        }
        xml.close();
    }

    /// Every event of its life, by day.
    fn events(&self) -> Vec<Event> {
        let dates = &self.record.dates;
        let own = |day: Option<Day>, sort, concept| {
            day.map(|day| Event {
                day,
                sort,
                source: "#original".to_owned(),
                concept,
            })
        };
        let mut events: Vec<Event> = [
            own(self.made, Some("generation"), "made"),
            own(dates.effective, None, "effective"),
            own(dates.expires, None, "expires"),
        ]
        .into_iter()
        .flatten()
        .collect();
        events.extend(self.record.turns.iter().enumerate().map(|(at, turn)| {
            let (sort, concept) = turn_event(turn.kind);
            Event {
                day: turn.day,
                sort: Some(sort),
                source: format!("#turn_{}", at + 1),
                concept,
            }
        }));
        events.sort_by_key(|event| event.day);
        events
    }

    fn write_lifecycle(&self, xml: &mut Xml, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        xml.open("lifecycle", &[("source", SELF)]);
        for (at, event) in events.iter().enumerate() {
            let (eid, day) = (format!("event_{}", at + 1), event.day.to_string());
            let concept = format!("#concept_{}", event.concept);
            let mut attributes = vec![
                ("eId", eid.as_str()),
                ("date", &day),
                ("source", &event.source),
                ("refersTo", &concept),
            ];
            attributes.extend(event.sort.map(|sort| ("type", sort)));
            xml.empty("eventRef", &attributes);
        }
        xml.close();
    }

    fn write_references(&self, xml: &mut Xml, events: &[Event]) {
        let record = self.record;
        xml.open("references", &[("source", SELF)]);
        let reference = |xml: &mut Xml, tag: &str, eid: &str, href: &str, show: &str| {
            xml.empty(tag, &[("eId", eid), ("href", href), ("showAs", show)]);
        };
        reference(xml, "original", "original", &self.work, &record.title);
        for (at, turn) in record.turns.iter().enumerate() {
            let eid = format!("turn_{}", at + 1);
            reference(xml, "passiveRef", &eid, &urn(&turn.by), &turn.title);
        }
        let cited: BTreeSet<&String> = record
            .links
            .iter()
            .flat_map(|link| &link.document)
            .collect();
        for (at, id) in cited.into_iter().enumerate() {
            reference(xml, "activeRef", &format!("cited_{}", at + 1), &urn(id), id);
        }
        let ontology =
            |class: &str, name: &str| format!("/akn/ontology/{class}/cn/{}", percent(name));
        let us = ontology("organization", "tongcha");
        reference(xml, "TLCOrganization", "tongcha", &us, "通查");
        for (at, organ) in record.authority.iter().enumerate() {
            let href = ontology("organization", organ);
            reference(
                xml,
                "TLCOrganization",
                &format!("organ_{}", at + 1),
                &href,
                organ,
            );
        }
        if record.authority.is_empty() {
            let href = ontology("organization", "unknown");
            reference(xml, "TLCOrganization", "organ_unknown", &href, "不明");
        }
        for (at, theme) in record.theme.iter().enumerate() {
            let href = ontology("concept", theme);
            reference(
                xml,
                "TLCConcept",
                &format!("theme_{}", at + 1),
                &href,
                theme,
            );
        }
        let concepts: BTreeSet<&str> = events.iter().map(|event| event.concept).collect();
        for concept in concepts {
            let href = ontology("concept", concept);
            reference(
                xml,
                "TLCConcept",
                &format!("concept_{concept}"),
                &href,
                concept_label(concept),
            );
        }
        xml.close();
    }
}

fn write_address(xml: &mut Xml, uri: &str, component: &str, ending: &str) {
    xml.empty(
        "FRBRthis",
        &[("value", &format!("{uri}{component}{ending}"))],
    );
    xml.empty("FRBRuri", &[("value", &format!("{uri}{ending}"))]);
}

fn write_day(xml: &mut Xml, day: Option<Day>, name: &str) {
    let date = day.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
    let name = if day.is_some() { name } else { "unknown" };
    xml.empty("FRBRdate", &[("date", &date), ("name", name)]);
}

/// `cn`, `cn-52` for a province, `cn-5223`, `cn-522301`: the digits of GB/T 2260 without the empty levels.
fn jurisdiction(record: &DocumentRecord) -> String {
    let mut code = record
        .region
        .as_ref()
        .map_or("", |region| region.code.as_str());
    while let Some(shorter) = code.strip_suffix("00") {
        code = shorter;
    }
    if code.is_empty() {
        "cn".to_owned()
    } else {
        format!("cn-{}", percent(code))
    }
}

fn turn_event(kind: TurnKind) -> (&'static str, &'static str) {
    match kind {
        TurnKind::Repealed => ("repeal", "repealed"),
        TurnKind::DeclaredInvalid => ("repeal", "declared_invalid"),
        TurnKind::Superseded => ("repeal", "superseded"),
        TurnKind::Replaced => ("amendment", "replaced"),
        TurnKind::Amended => ("amendment", "amended"),
        TurnKind::PartlyRepealed => ("amendment", "partly_repealed"),
        TurnKind::Extended => ("amendment", "extended"),
        TurnKind::Suspended => ("amendment", "suspended"),
        TurnKind::PartlySuspended => ("amendment", "partly_suspended"),
        TurnKind::Resumed => ("amendment", "resumed"),
    }
}

fn concept_label(concept: &str) -> &'static str {
    match concept {
        "made" => "制定",
        "effective" => "施行",
        "expires" => "有效期届满",
        "repealed" => "废止",
        "declared_invalid" => "宣布失效",
        "superseded" => "被代替",
        "replaced" => "有新版本",
        "amended" => "修改",
        "partly_repealed" => "部分废止",
        "suspended" => "暂停执行",
        "partly_suspended" => "部分暂停执行",
        "resumed" => "恢复执行",
        _ => "延长有效期",
    }
}

/// Another document by its identifier here; where it stands among the works is not known from that.
fn urn(id: &str) -> String {
    format!("urn:tongcha:document:{}", percent(id))
}

/// Percent-encoding of everything but unreserved characters (RFC 3986).
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
