//! The OpenAPI document: what it says is so.

use serde_json::Value;

use crate::client::{encode, get};

/// Every address of the API, with one that answers 200.
const ADDRESSES: [(&str, &str); 16] = [
    ("/api/v1/documents/{id}", "/api/v1/documents/lj-reg-2019-01"),
    (
        "/api/v1/documents/{id}/articles/{n}",
        "/api/v1/documents/lj-reg-2019-01/articles/2",
    ),
    (
        "/api/v1/documents/{id}/relations",
        "/api/v1/documents/lj-rule-2024-05/relations",
    ),
    ("/api/v1/works/{work_id}", WORK),
    (
        "/api/v1/documents/{id}/diff",
        "/api/v1/documents/lj-rule-2008-03-2015/diff?with=lj-rule-2022-06",
    ),
    ("/api/v1/export", "/api/v1/export?status=repealed"),
    (
        "/api/v1/resolve",
        "/api/v1/resolve?ref=%E5%B2%9A%E6%B1%9F%E7%9C%81%E5%85%BB%E7%8A%AC%E7%AE%A1%E7%90%86%E6%9D%A1%E4%BE%8B%E7%AC%AC%E4%BA%8C%E6%9D%A1",
    ),
    (
        "/api/v1/search",
        "/api/v1/search?q=%E5%85%BB%E7%8A%AC&explain=1",
    ),
    ("/api/v1/stats", "/api/v1/stats"),
    ("/api/v1/suggest", "/api/v1/suggest?q=%E5%B2%9A%E6%B1%9F"),
    ("/health/live", "/health/live"),
    ("/health/ready", "/health/ready"),
    ("/metrics", "/metrics"),
    ("/openapi.json", "/openapi.json"),
    (
        "/api/v1/lists/{kind}",
        "/api/v1/lists/repealed?as_of=2026-11-23&days=3650",
    ),
    (
        "/feeds/{feed}.atom",
        "/feeds/changed.atom?as_of=2026-11-23&days=3650",
    ),
];

/// The work of 岚江省城市停车场管理办法.
const WORK: &str = "/api/v1/works/w-71171e290b7a67b1";

#[test]
fn every_address_is_described_and_answers() {
    let document = get("/openapi.json").json();
    let mut described: Vec<&String> = document["paths"]
        .as_object()
        .expect("paths")
        .keys()
        .collect();
    described.sort();
    let read = ADDRESSES.iter().map(|(path, _)| *path);
    let mut addresses: Vec<&str> = read.chain(["/api/v1/check"]).collect();
    addresses.sort_unstable();
    assert_eq!(described, addresses);
    for (path, target) in ADDRESSES {
        let answer = get(target);
        assert_eq!(answer.status, 200, "{target}");
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        let (media_type, _) = answer
            .header("content-type")
            .split_once(';')
            .unwrap_or((answer.header("content-type"), ""));
        assert!(
            content[media_type].is_object(),
            "{path} does not describe {media_type}"
        );
        if media_type == "application/json" {
            fits(
                &document,
                &content[media_type]["schema"],
                &answer.json(),
                path,
            );
        }
    }
    let checked = crate::client::post(
        "/api/v1/check",
        r#"{"text": "《岚江省养犬管理条例》第二条"}"#,
    );
    assert_eq!(checked.status, 200, "{checked:?}");
    let post = &document["paths"]["/api/v1/check"]["post"];
    fits(
        &document,
        &post["responses"]["200"]["content"]["application/json"]["schema"],
        &checked.json(),
        "check",
    );
    assert_eq!(
        post["requestBody"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/CheckRequest"
    );
    let pasted =
        encode("擅自在道路上设置地桩、地锁占用停车泊位的，由公安机关责令拆除，处三百元罚款");
    for target in [
        format!("/api/v1/search?q={pasted}&explain=1"),
        "/api/v1/search?q=x&kind=case&status=expired&collection=none".to_owned(),
    ] {
        let schema = &document["paths"]["/api/v1/search"]["get"]["responses"]["200"];
        let answer = get(&target).json();
        fits(
            &document,
            &schema["content"]["application/json"]["schema"],
            &answer,
            &target,
        );
    }
    let article = get("/api/v1/search?level=article&q=%E5%85%BB%E7%8A%AC").json();
    let search = &document["paths"]["/api/v1/search"]["get"];
    fits(
        &document,
        &search["responses"]["200"]["content"]["application/json"]["schema"],
        &article,
        "article",
    );
    let problem = get("/api/v1/search?page=0").json();
    fits(
        &document,
        &search["responses"]["400"]["content"]["application/problem+json"]["schema"],
        &problem,
        "problem",
    );
}

/// Whether a value fits a schema: types, required properties, no others, enumerations. Enough to notice a shape
/// that is described otherwise than it is.
fn fits(document: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().expect("a name");
        return fits(
            document,
            &document["components"]["schemas"][name],
            value,
            place,
        );
    }
    if let Some(ones) = schema["oneOf"].as_array() {
        let wanted = ones
            .iter()
            .find(|one| (one["type"] == "null") == value.is_null());
        return fits(document, wanted.unwrap_or(&Value::Null), value, place);
    }
    let own = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    assert!(
        types.is_empty() || types.contains(&own),
        "{place}: {own} instead of {types:?}: {value}"
    );
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{place}: {value}");
    }
    for item in value.as_array().into_iter().flatten() {
        fits(document, &schema["items"], item, &format!("{place}[]"));
    }
    let Some(object) = value.as_object() else {
        return;
    };
    for name in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        assert!(object.contains_key(name), "{place}.{name} is missing");
    }
    for (name, inner) in object {
        let more = &schema["additionalProperties"];
        if let Some(described) = schema["properties"].get(name) {
            fits(document, described, inner, &format!("{place}.{name}"));
        } else if more.is_object() {
            fits(document, more, inner, &format!("{place}.{name}"));
        } else {
            assert!(
                schema["properties"].is_null(),
                "{place}.{name} is not described"
            );
        }
    }
}

#[test]
fn bounds_are_described_as_they_are() {
    let document = get("/openapi.json").json();
    let parameters = document["paths"]["/api/v1/search"]["get"]["parameters"]
        .as_array()
        .expect("parameters");
    assert_eq!(parameters.len(), 27);
    for parameter in parameters {
        let name = parameter["name"].as_str().expect("a name");
        let schema = &parameter["schema"];
        let schema = if schema["type"] == "array" {
            &schema["items"]
        } else {
            schema
        };
        let (most, beyond) = match (
            schema["maximum"].as_u64(),
            schema["maxLength"].as_u64(),
            &schema["enum"],
        ) {
            (Some(most), _, _) => (most.min(100).to_string(), (most + 1).to_string()),
            // Six characters are a code, not any text.
            (_, Some(most), _) if name == "near" => {
                ("520000".to_owned(), encode(&"5".repeat(most as usize + 1)))
            }
            (_, Some(most), _) => (
                encode(&"法".repeat(most as usize)),
                encode(&"法".repeat(most as usize + 1)),
            ),
            (_, _, Value::Array(words)) => (
                words[0].as_str().expect("a word").to_owned(),
                "nonsense".to_owned(),
            ),
            _ => ("2020-02-29".to_owned(), "2021-02-29".to_owned()),
        };
        assert_eq!(
            get(&format!("/api/v1/search?{name}={most}")).status,
            200,
            "{name}={most}"
        );
        assert_eq!(
            get(&format!("/api/v1/search?{name}={beyond}")).status,
            400,
            "{name}={beyond}"
        );
    }
}

#[test]
fn the_description_can_be_read_by_people() {
    let page = get("/docs");
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    for (path, _) in ADDRESSES {
        assert!(page.body.contains(path), "{path}");
    }
    for word in [
        "overloaded",
        "issued_from",
        "POST /api/v1/check",
        "CheckRequest",
        "SearchResponse",
        "1–50",
    ] {
        assert!(page.body.contains(word), "{word}");
    }
    assert!(
        !page.without_own_script().contains("<script") && !page.body.contains("//cdn"),
        "no script but our own, no other host"
    );
}
