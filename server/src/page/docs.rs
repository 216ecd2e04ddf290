//! `/docs`: the description of the API for people, from the same OpenAPI document that programs read.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde_json::Value;

use super::frame::Frame;
use super::show;
use crate::address::origin;
use crate::bilingual::Tongue;
use crate::openapi;
use crate::problem::{CODES, CodeRow, Problem};
use crate::state::State;

#[derive(Template)]
#[template(path = "docs.html")]
struct DocsPage {
    frame: Frame,
    title: String,
    version: String,
    about: String,
    operations: Vec<OperationView>,
    schemas: Vec<SchemaView>,
    codes: &'static [CodeRow],
    /// Scheme and host of this service.
    origin: String,
}

struct OperationView {
    id: String,
    method: &'static str,
    path: String,
    /// The type of what is sent.
    body: Option<Kind>,
    summary: String,
    about: String,
    parameters: Vec<Field>,
    responses: Vec<ResponseView>,
}

struct ResponseView {
    status: String,
    about: String,
    /// Media types with what they carry.
    contents: Vec<(String, Kind)>,
}

struct SchemaView {
    name: String,
    about: String,
    words: Vec<String>,
    fields: Vec<Field>,
}

/// A parameter or a property.
struct Field {
    name: String,
    place: String,
    kind: Kind,
    about: String,
}

/// A type in words, with a link when it has a name.
struct Kind {
    text: String,
    name: Option<String>,
}

/// `GET /docs`.
pub async fn docs(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let document = serde_json::to_value(openapi::document()).map_err(Problem::internal)?;
    let entries = |of: &Value| of.as_object().cloned().unwrap_or_default();
    show(
        &request,
        &DocsPage {
            frame: Frame::new(&state.config.site, "接口说明"),
            title: text(&document["info"]["title"]),
            version: text(&document["info"]["version"]),
            about: text(&document["info"]["description"]),
            operations: entries(&document["paths"])
                .iter()
                .map(|(path, item)| match item["post"].is_object() {
                    true => operation("POST", path, &item["post"]),
                    false => operation("GET", path, &item["get"]),
                })
                .collect(),
            schemas: entries(&document["components"]["schemas"])
                .iter()
                .map(|(name, of)| schema(name, of))
                .collect(),
            codes: &CODES,
            origin: origin(&request, &state),
        },
    )
}

fn operation(method: &'static str, path: &str, operation: &Value) -> OperationView {
    let responses = operation["responses"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let sent = &operation["requestBody"]["content"]["application/json"];
    let response = |(status, of): (&String, &Value)| {
        let contents = of["content"].as_object().cloned().unwrap_or_default();
        let content = |(name, content): (&String, &Value)| (name.clone(), kind(&content["schema"]));
        ResponseView {
            status: status.clone(),
            about: text(&of["description"]),
            contents: contents.iter().map(content).collect(),
        }
    };
    OperationView {
        id: text(&operation["operationId"]),
        method,
        path: path.to_owned(),
        body: sent["schema"].is_object().then(|| kind(&sent["schema"])),
        summary: text(&operation["summary"]),
        about: text(&operation["description"]),
        parameters: list(&operation["parameters"])
            .iter()
            .map(parameter)
            .collect(),
        responses: responses.iter().map(response).collect(),
    }
}

fn parameter(of: &Value) -> Field {
    Field {
        name: text(&of["name"]),
        place: text(&of["in"]),
        kind: kind(&of["schema"]),
        about: text(&of["description"]),
    }
}

fn schema(name: &str, of: &Value) -> SchemaView {
    let properties = of["properties"].as_object().cloned().unwrap_or_default();
    let required = list(&of["required"]);
    let field = |(name, of): (&String, &Value)| Field {
        name: name.clone(),
        place: if required.iter().any(|held| held == name) {
            String::new()
        } else {
            "optional".to_owned()
        },
        kind: kind(of),
        about: text(&of["description"]),
    };
    SchemaView {
        name: name.to_owned(),
        about: text(&of["description"]),
        words: words(of),
        fields: properties.iter().map(field).collect(),
    }
}

/// A type in words: `integer 1–50, default 10`, `array of Hit`, `string or null`.
fn kind(of: &Value) -> Kind {
    if let Some(reference) = of["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or(reference).to_owned();
        return Kind {
            text: name.clone(),
            name: Some(name),
        };
    }
    if let Some(one) = list(&of["oneOf"]).iter().find(|one| one["type"] != "null") {
        let inner = kind(one);
        return Kind {
            text: format!("{} or null", inner.text),
            ..inner
        };
    }
    let types: Vec<String> = match &of["type"] {
        Value::Array(types) => types.iter().map(text).collect(),
        one => vec![text(one)],
    };
    let mut said = types.join(" or ");
    let mut name = None;
    if types.iter().any(|one| one == "array") && of["items"].is_object() {
        let inner = kind(&of["items"]);
        said = format!("array of {}", inner.text);
        name = inner.name;
    }
    if of["additionalProperties"].is_object() {
        let inner = kind(&of["additionalProperties"]);
        said = format!("map of {}", inner.text);
        name = inner.name;
    }
    if let Some(format) = of["format"].as_str() {
        said = format!("{said} ({format})");
    }
    if let (Some(from), Some(to)) = (of["minimum"].as_f64(), of["maximum"].as_f64()) {
        said = format!("{said} {from}–{to}");
    }
    for (key, words) in [("maxLength", "characters"), ("maxItems", "values")] {
        if let Some(most) = of[key].as_u64() {
            said = format!("{said}, at most {most} {words}");
        }
    }
    if !of["default"].is_null() {
        said = format!("{said}, default {}", of["default"]);
    }
    let words = words(of);
    if !words.is_empty() {
        said = format!("{said}: {}", words.join(", "));
    }
    Kind { text: said, name }
}

fn words(of: &Value) -> Vec<String> {
    list(&of["enum"]).iter().map(text).collect()
}

fn list(of: &Value) -> &[Value] {
    of.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(of: &Value) -> String {
    of.as_str().unwrap_or_default().to_owned()
}
