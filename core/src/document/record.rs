//! The import format: one published record, as the source gave it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One record of the import format (a line of JSON Lines).
///
/// Every field but `id` (or a title to derive it from) and `text` is optional, and kept exactly as published.
/// Fields that this version does not know are kept in `extra`, so that nothing a source says is lost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Stable identifier given by the source; derived from the content when missing.
    pub id: String,
    /// Which collection the record belongs to: `regulations` when missing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub collection: String,
    /// Title as published.
    pub title: String,
    /// Name of the part when a work comes in several records (`合同编`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Document number (文号) or decree number as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Sort of document as the source names it (`地方性法规`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Form (文种, 体裁): `通知`, `办法`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// Issuing organ or organs as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Place as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Theme (主题分类) as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Index number (索引号).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_number: Option<String>,
    /// Day of signature (成文日期).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// Day of publication (公布, 发布).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Day of entry into force (施行).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<String>,
    /// Last day of validity (有效期至).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Validity as the source declares it (`有效`, `失效`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_status: Option<String>,
    /// The lines under the title: who passed, published and amended it, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<String>,
    /// Address of the page that it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Name of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The text, as published.
    pub text: String,
    /// All that the fields above do not name.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
    /// Fields that had another type than text, as they came; the fields above hold what could be made of them.
    #[serde(skip)]
    pub odd: Map<String, Value>,
}

impl Record {
    /// Makes a record of any JSON object, however its fields are typed: numbers become text, lists of text
    /// are joined by 、, `null` is a missing field. What came is kept in [`Record::odd`], so that one field
    /// of the wrong type does not lose the document.
    pub fn from_object(object: Map<String, Value>) -> Self {
        let mut record = Self::default();
        for (name, value) in object {
            record.take_field(name, value);
        }
        record
    }

    fn take_field(&mut self, name: String, value: Value) {
        if value.is_null() {
            return;
        }
        if name == "history" {
            let (lines, as_expected) = lines_of(&value);
            self.history = lines;
            if !as_expected {
                self.odd.insert(name, value);
            }
            return;
        }
        let Some(field) = self.text_field(&name) else {
            self.extra.insert(name, value);
            return;
        };
        match value {
            Value::String(text) => field(self, text),
            other => {
                if let Some(text) = text_of(&other) {
                    field(self, text);
                }
                self.odd.insert(name, other);
            }
        }
    }

    /// How to put a text into the field of this name.
    fn text_field(&self, name: &str) -> Option<fn(&mut Self, String)> {
        Some(match name {
            "id" => |record, text| record.id = text,
            "collection" => |record, text| record.collection = text,
            "title" => |record, text| record.title = text,
            "text" => |record, text| record.text = text,
            "subtitle" => |record, text| record.subtitle = Some(text),
            "number" => |record, text| record.number = Some(text),
            "kind" => |record, text| record.kind = Some(text),
            "genre" => |record, text| record.genre = Some(text),
            "authority" => |record, text| record.authority = Some(text),
            "region" => |record, text| record.region = Some(text),
            "theme" => |record, text| record.theme = Some(text),
            "index_number" => |record, text| record.index_number = Some(text),
            "signed" => |record, text| record.signed = Some(text),
            "published" => |record, text| record.published = Some(text),
            "effective" => |record, text| record.effective = Some(text),
            "expires" => |record, text| record.expires = Some(text),
            "declared_status" => |record, text| record.declared_status = Some(text),
            "url" => |record, text| record.url = Some(text),
            "source" => |record, text| record.source = Some(text),
            _ => return None,
        })
    }
}

/// The text that a value of another type stands for.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            (!texts.is_empty()).then(|| texts.join("、"))
        }
        _ => None,
    }
}

fn lines_of(value: &Value) -> (Vec<String>, bool) {
    match value {
        Value::Array(items) => {
            let lines: Vec<String> = items
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            let as_expected = lines.len() == items.len();
            (lines, as_expected)
        }
        Value::String(text) => (text.lines().map(str::to_owned).collect(), false),
        _ => (Vec::new(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_another_type_loses_nothing() {
        let json = serde_json::json!({
            "id": 12, "title": "公告", "text": "正文", "authority": ["教育部", "财政部"], "number": null,
            "history": "2020年1月1日 施行", "pages": 3,
        });
        let Value::Object(object) = json else { return };
        let record = Record::from_object(object);
        assert_eq!(
            (record.id.as_str(), record.authority.as_deref()),
            ("12", Some("教育部、财政部"))
        );
        assert_eq!(record.history, ["2020年1月1日 施行"]);
        assert_eq!(record.number, None);
        assert_eq!(record.extra.keys().collect::<Vec<_>>(), ["pages"]);
        assert_eq!(record.odd.len(), 3);
    }
}
