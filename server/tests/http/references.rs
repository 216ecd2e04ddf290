//! `/api/v1/resolve`, `/api/v1/check`, and what is not to be understood.

use serde_json::{Value, json};

use crate::client::{Answer, ask, encode, exchange, get, post, post_as, server};

fn resolve(reference: &str) -> Value {
    let answer = get(&format!(
        "/api/v1/resolve?as_of=2026-11-23&ref={}",
        encode(reference)
    ));
    assert_eq!(answer.status, 200, "{reference}: {}", answer.body);
    answer.json()
}

fn is_problem(answer: &Answer, status: u16, code: &str, parameter: Option<&str>) {
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{answer:?}"
    );
    let problem = answer.json();
    assert_eq!(
        (
            answer.status,
            problem["code"].as_str(),
            problem["parameter"].as_str()
        ),
        (status, Some(code), parameter),
        "{answer:?}"
    );
}

#[test]
fn references_are_resolved() {
    let article = resolve("岚江省养犬管理条例第二条");
    assert_eq!(
        (&article["state"], &article["documents"][0]["id"]),
        (&json!("article"), &json!("lj-reg-2019-01"))
    );
    assert_eq!(article["articles"][0]["n"], "2");
    let beyond = resolve("《岚江省养犬管理条例》第900条");
    assert_eq!(beyond["state"], "no_such_article");
    assert!(beyond["articles"][0]["nearest"].is_string(), "{beyond}");
    let number = resolve("岚江省第十三届人民代表大会常务委员会公告第31号");
    assert_eq!(number["documents"][0]["id"], "lj-reg-2019-01", "{number}");
    assert_eq!(resolve("岚江省航天发射条例")["state"], "not_held");
}

#[test]
fn references_that_cannot_be_read() {
    is_problem(
        &get("/api/v1/resolve"),
        400,
        "invalid_parameter",
        Some("ref"),
    );
    let long = format!("/api/v1/resolve?ref={}", encode(&"法".repeat(513)));
    is_problem(&get(&long), 400, "invalid_parameter", Some("ref"));
    is_problem(
        &get("/api/v1/resolve?ref=a&q=b"),
        400,
        "unknown_parameter",
        Some("q"),
    );
    is_problem(
        &get("/api/v1/resolve?ref=a&as_of=x"),
        400,
        "invalid_parameter",
        Some("as_of"),
    );
}

#[test]
fn texts_are_checked() {
    let text = "🐕依照《岚江省养犬管理条例》第二条、第九百条，《岚江省航天发射条例》";
    let body = json!({"text": text, "as_of": "2026-11-23"}).to_string();
    let answer = post("/api/v1/check", &body);
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (200, "no-store"),
        "{answer:?}"
    );
    let report = answer.json();
    let first = &report["citations"][0];
    assert_eq!(
        (&first["from"], &first["state"]),
        (&json!(3), &json!("no_such_article")),
        "{report}"
    );
    assert_eq!(first["document"]["id"], "lj-reg-2019-01");
    assert_eq!(
        report["counts"],
        json!({"no_such_article": 1, "not_held": 1})
    );
    assert_eq!(report["as_of"], "2026-11-23");
    let empty = post_as(
        "application/json; charset=utf-8",
        "/api/v1/check",
        "{\"text\": \"\"}",
    );
    assert_eq!(empty.json()["citations"], json!([]));
}

#[test]
fn bodies_that_cannot_be_read() {
    for body in ["", "{", "[]", "\"text\"", "{\"text\": \"\\ud800\"}"] {
        is_problem(&post("/api/v1/check", body), 400, "invalid_body", None);
    }
    for (body, parameter) in [
        ("{}", "text"),
        ("{\"text\": 1}", "text"),
        ("{\"text\": \"a\", \"as_of\": \"2026\"}", "as_of"),
        ("{\"text\": \"a\", \"as_of\": 7}", "as_of"),
    ] {
        is_problem(
            &post("/api/v1/check", body),
            400,
            "invalid_parameter",
            Some(parameter),
        );
    }
    let unknown = post(
        "/api/v1/check",
        "{\"text\": \"a\", \"day\": \"2026-01-01\"}",
    );
    is_problem(&unknown, 400, "unknown_parameter", Some("day"));
    is_problem(
        &post("/api/v1/check?q=1", "{\"text\": \"a\"}"),
        400,
        "unknown_parameter",
        Some("q"),
    );
    let form = post_as(
        "application/x-www-form-urlencoded",
        "/api/v1/check",
        "text=a",
    );
    is_problem(&form, 415, "unsupported_media_type", None);
    let read = ask(server(), "GET", "/api/v1/check", &[]);
    is_problem(&read, 405, "method_not_allowed", None);
    assert_eq!(read.header("allow"), "POST");
}

#[test]
fn large_texts_are_refused() {
    let long = json!({"text": "法".repeat(200_001)}).to_string();
    is_problem(
        &post("/api/v1/check", &long),
        400,
        "invalid_parameter",
        Some("text"),
    );
    let huge = "POST /api/v1/check HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Type: application/json\r\n\
                Content-Length: 1500001\r\n\r\n";
    let answer = exchange(server(), huge.as_bytes()).expect("an answer");
    is_problem(&answer, 413, "body_too_large", None);
    // Without a length, what has come is counted.
    let chunk = "a".repeat(100_000);
    let chunks: String = (0..16).map(|_| format!("186a0\r\n{chunk}\r\n")).collect();
    let chunked = format!(
        "POST /api/v1/check HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n"
    );
    let answer = exchange(server(), chunked.as_bytes()).expect("an answer");
    is_problem(&answer, 413, "body_too_large", None);
}

#[test]
fn what_was_not_meant_is_ignored() {
    let q = encode("岚江省养犬管理条例");
    let found = get(&format!("/api/v1/search?q={q}&ignore=region&ignore=title"));
    assert_eq!(found.status, 200, "{}", found.body);
    let interpretation = found.json()["query"]["interpretation"].clone();
    for one in interpretation.as_array().expect("a list") {
        assert_ne!(one["type"], "region", "{interpretation}");
    }
}
