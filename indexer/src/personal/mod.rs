//! Personal numbers in a record: identity cards, mobile telephones, bank cards.
//!
//! `digits` reads runs of digits in every spelling, `kind` says what a number can be, `find` weighs it with what
//! stands around it, and this file applies the [`Policy`] of the operator to every field of a record. A finding never
//! holds the number.
//!
//! Telephones of offices (landlines) are no personal numbers; neither are numbers of papers, codes of organs, or
//! digits that are part of a longer number.

mod digits;
mod find;
mod kind;
#[cfg(test)]
#[allow(clippy::print_stdout)] // It shows what it measured.
mod planted;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tongcha::Record;

use crate::quarantine::Reason;
use crate::reader::Fault;
use find::{Found, find};
pub use kind::Kind;

/// What to do with a record that holds personal numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Say where they are and leave them.
    #[default]
    Report,
    /// Put ＊ in the place of each digit, before anything is indexed or stored.
    Mask,
    /// Hold the record back, and say why in the quarantine file.
    Quarantine,
}

/// A personal number that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// The field, with its path in `extra`: `text`, `title`, `attachments.0.name`.
    pub field: String,
    /// The line in the field, from 1.
    pub line: usize,
    /// The first three digits and a ＊ for each of the others.
    pub masked: String,
}

/// Finds the personal numbers in every field of a record and does with them what the policy says.
pub(crate) fn apply(record: &mut Record, policy: Policy) -> Vec<Finding> {
    let mut applier = Applier {
        mask: policy == Policy::Mask,
        findings: Vec::new(),
    };
    applier.record(record);
    applier.findings
}

/// The fault of a record that is held back for what was found in it.
pub(crate) fn fault_of(findings: &[Finding]) -> Option<Fault> {
    let first = findings.first()?;
    let others = match findings.len() - 1 {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let message = format!(
        "{} in {}, line {}{others}; mask them, or index with the policy that does",
        first.kind.name(),
        first.field,
        first.line,
    );
    Some(Fault::of_record(Reason::PersonalNumbers, message))
}

/// Goes through the fields and keeps what it finds.
struct Applier {
    mask: bool,
    findings: Vec<Finding>,
}

impl Applier {
    fn record(&mut self, record: &mut Record) {
        let found_before = self.findings.len();
        let mut id = record.id.clone();
        self.text("id", &mut id);
        if self.mask && self.findings.len() > found_before {
            // An identifier stands in addresses, where no ＊ may be; an empty one is derived from the masked fields.
            record.id = String::new();
        }
        self.text("title", &mut record.title);
        self.text("collection", &mut record.collection);
        self.text("text", &mut record.text);
        for (name, field) in [
            ("subtitle", &mut record.subtitle),
            ("number", &mut record.number),
            ("kind", &mut record.kind),
            ("genre", &mut record.genre),
            ("authority", &mut record.authority),
            ("region", &mut record.region),
            ("theme", &mut record.theme),
            ("index_number", &mut record.index_number),
            ("signed", &mut record.signed),
            ("published", &mut record.published),
            ("effective", &mut record.effective),
            ("expires", &mut record.expires),
            ("declared_status", &mut record.declared_status),
            ("url", &mut record.url),
            ("source", &mut record.source),
        ] {
            if let Some(field) = field {
                self.text(name, field);
            }
        }
        for line in &mut record.history {
            self.text("history", line);
        }
        for map in [&mut record.extra, &mut record.odd] {
            let fields = std::mem::take(map);
            for (mut name, mut value) in fields {
                self.text("name of a field", &mut name);
                self.value(&name, &mut value);
                map.insert(name, value);
            }
        }
    }

    /// All texts in a value, without recursion: what is still to be seen waits in a list.
    fn value(&mut self, name: &str, value: &mut Value) {
        let mut waiting = vec![(name.to_owned(), value)];
        while let Some((path, value)) = waiting.pop() {
            match value {
                Value::String(text) => self.text(&path, text),
                Value::Number(number) => {
                    let mut digits = number.to_string();
                    let found_before = self.findings.len();
                    self.text(&path, &mut digits);
                    if self.mask && self.findings.len() > found_before {
                        *value = Value::String(digits);
                    }
                }
                Value::Array(items) => {
                    let items = items.iter_mut().enumerate();
                    waiting.extend(items.map(|(at, item)| (format!("{path}.{at}"), item)));
                }
                Value::Object(fields) => {
                    let named = std::mem::take(fields);
                    for (mut name, value) in named {
                        self.text(&path, &mut name);
                        fields.insert(name, value);
                    }
                    let fields = fields.iter_mut();
                    waiting.extend(fields.map(|(name, item)| (format!("{path}.{name}"), item)));
                }
                Value::Null | Value::Bool(_) => {}
            }
        }
    }

    fn text(&mut self, field: &str, text: &mut String) {
        let found = find(text);
        if found.is_empty() {
            return;
        }
        let mut line = 1;
        let mut from = 0;
        for one in &found {
            line += text[from..one.range.start].matches('\n').count();
            from = one.range.start;
            self.findings.push(Finding {
                kind: one.kind,
                field: field.to_owned(),
                line,
                masked: one.masked(),
            });
        }
        if self.mask {
            *text = masked_text(text, &found);
        }
    }
}

/// The text with ＊ for every digit of what was found; what stands between the digits stays.
fn masked_text(text: &str, found: &[Found]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for one in found {
        masked.push_str(&text[from..one.range.start]);
        let number = text[one.range.clone()].chars();
        masked.extend(number.map(|c| match digits::is_part(c) {
            true => '＊',
            false => c,
        }));
        from = one.range.end;
    }
    masked.push_str(&text[from..]);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const MOBILE: &str = "13800138000";

    #[test]
    fn findings_say_where_and_never_what() {
        let mut record = Record {
            title: "通报".into(),
            text: format!("第一行\n联系人王某，电话{MOBILE}。"),
            ..Record::default()
        };
        let findings = apply(&mut record, Policy::Report);
        let [finding] = findings.as_slice() else {
            panic!("{findings:?}")
        };
        assert_eq!((finding.kind, finding.line), (Kind::Mobile, 2));
        assert_eq!(finding.masked, "138＊＊＊＊＊＊＊＊");
        assert!(record.text.contains(MOBILE));

        let fault = fault_of(&findings).expect("a fault");
        assert_eq!(fault.reason, Reason::PersonalNumbers);
        assert!(!fault.message.contains(MOBILE));
        assert_eq!(fault_of(&[]), None);
    }

    #[test]
    fn masking_reaches_every_field() {
        let number = format!("王某{MOBILE}");
        let mut record = Record {
            id: MOBILE.into(),
            title: number.clone(),
            text: "王某13800138\n000、１３８－００１３－８０００".into(),
            authority: Some(number.clone()),
            history: vec![number.clone()],
            ..Record::default()
        };
        record
            .extra
            .insert("phone".into(), json!(13_800_138_000_u64));
        let nested = json!([{"name": format!("表{MOBILE}.pdf"), MOBILE: [[number]]}]);
        record.extra.insert("attachments".into(), nested);
        record.odd.insert("authority".into(), json!([MOBILE]));
        let findings = apply(&mut record, Policy::Mask);
        assert_eq!(findings.len(), 11);
        assert_eq!(
            record.text,
            "王某＊＊＊＊＊＊＊＊\n＊＊＊、＊＊＊－＊＊＊＊－＊＊＊＊"
        );
        assert_eq!(record.id, "");
        let all = format!("{record:?}");
        assert!(!all.contains(MOBILE) && !all.contains("0138"), "{all}");
        assert_eq!(apply(&mut record, Policy::Mask), []);
    }

    #[test]
    fn holding_back_leaves_the_record() {
        let text = format!("电话{MOBILE}");
        let mut record = Record {
            text: text.clone(),
            ..Record::default()
        };
        assert_eq!(apply(&mut record, Policy::Quarantine).len(), 1);
        assert_eq!(record.text, text);
    }
}
