//! A document as schema.org `Legislation` in JSON-LD.

use serde_json::{Map, Value, json};

use crate::document::Status;
use crate::search::record::DocumentRecord;
use crate::structure::PassageKind;

impl DocumentRecord {
    /// The document as `Legislation` (schema.org, after ELI): identity, days, organs, place, legal force at the asked day,
    /// and its articles as parts. Values that are not known are left out. `address` is where the document can be read.
    pub fn to_jsonld(&self, address: Option<&str>) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                object.insert(key.to_owned(), value);
            }
        };
        let text = |text: &str| Some(Value::String(text.to_owned()));
        let day = |day: Option<crate::document::Day>| day.map(|day| Value::String(day.to_string()));
        let dates = &self.dates;
        put("@context", text("https://schema.org"));
        put("@type", text("Legislation"));
        put("@id", address.and_then(text));
        put("identifier", text(&self.id));
        put("name", text(&self.title));
        put(
            "legislationIdentifier",
            self.number.as_deref().and_then(text),
        );
        put("legislationType", text(&self.kind_label));
        put(
            "legislationDate",
            day(dates.passed.or(dates.signed).or(dates.issued)),
        );
        put(
            "legislationDateVersion",
            day(dates.effective.or(dates.issued)),
        );
        put("datePublished", day(dates.issued));
        put("expires", day(dates.expires));
        put("legislationPassedBy", self.organs());
        put("legislationJurisdiction", self.jurisdiction());
        put(
            "legislationLegalForce",
            force(self.validity.state).map(|force| json!(format!("https://schema.org/{force}"))),
        );
        put("inLanguage", text("zh-Hans"));
        put("url", address.and_then(text));
        put("isBasedOn", self.url.as_deref().and_then(text));
        put(
            "exampleOfWork",
            Some(json!({ "@type": "Legislation", "identifier": self.work_id })),
        );
        put("hasPart", self.articles(address));
        Value::Object(object)
    }

    fn organs(&self) -> Option<Value> {
        let organ = |name: &String| json!({ "@type": "GovernmentOrganization", "name": name });
        (!self.authority.is_empty()).then(|| self.authority.iter().map(organ).collect())
    }

    fn jurisdiction(&self) -> Option<Value> {
        let region = self.region.as_ref()?;
        Some(
            json!({ "@type": "AdministrativeArea", "name": region.name, "identifier": region.code }),
        )
    }

    fn articles(&self, address: Option<&str>) -> Option<Value> {
        let articles = self
            .passages
            .iter()
            .filter(|passage| passage.kind == PassageKind::Article);
        let part = |passage: &crate::search::record::PassageRecord| {
            let mut part = json!({ "@type": "Legislation", "legislationIdentifier": passage.n, "name": passage.label });
            if let Some(address) = address {
                part["@id"] = json!(format!("{address}/art/{}", passage.n));
            }
            part
        };
        let parts: Vec<Value> = articles.map(part).collect();
        (!parts.is_empty()).then_some(Value::Array(parts))
    }
}

/// The legal force of a state; `None` when nothing is known.
fn force(state: Status) -> Option<&'static str> {
    match state {
        Status::InForce => Some("InForce"),
        Status::PartlyInForce => Some("PartiallyInForce"),
        Status::Unknown => None,
        _ => Some("NotInForce"),
    }
}
