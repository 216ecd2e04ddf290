//! What is wrong is said: which code, which parameter, what to change, in two languages.

use crate::client::{Answer, ask, encode, exchange, get, get_with, server};

fn check(target: &str, code: &str, parameter: &str) {
    let answer = get(target);
    assert_eq!(answer.status, 400, "{target}: {}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["type"], "about:blank");
    assert_eq!(problem["status"], 400);
    assert_eq!(
        (problem["code"].as_str(), problem["parameter"].as_str()),
        (Some(code), Some(parameter)),
        "{target}"
    );
}

#[test]
fn wrong_values_name_their_parameter() {
    let long = format!("q={}", encode(&"法".repeat(513)));
    for (query, parameter) in [
        (long.as_str(), "q"),
        ("q=%ED%A0%80", "q"),
        ("q=%FF", "q"),
        ("q=a&q=b", "q"),
        ("level=part", "level"),
        ("kind=nonsense", "kind"),
        ("kind=law&kind=nonsense", "kind"),
        ("status=gone", "status"),
        ("year=twenty", "year"),
        ("year=-1", "year"),
        ("year=0", "year"),
        ("year=10000", "year"),
        ("year=%2B2020", "year"),
        ("issued_from=2020-13-01", "issued_from"),
        ("issued_to=2023-02-29", "issued_to"),
        ("effective_from=yesterday", "effective_from"),
        ("effective_to=20200101", "effective_to"),
        ("issued_from=2021-01-01&issued_to=2020-01-01", "issued_to"),
        ("as_of=", ""),
        ("as_of=2020", "as_of"),
        ("scope=footnotes", "scope"),
        ("match=fuzzy", "match"),
        ("sort=random", "sort"),
        ("order=up", "order"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=1001", "page"),
        ("page=99999999999999999999", "page"),
        ("page=101", "page"),
        ("page=21&size=50", "page"),
        ("size=0", "size"),
        ("size=51", "size"),
        ("facets=kind,colour", "facets"),
        ("literal=yes", "literal"),
        ("explain=2", "explain"),
        ("ignore=nonsense", "ignore"),
        ("ignore=number&ignore=Number", "ignore"),
        ("match=exact&match=exact", "match"),
    ] {
        if parameter.is_empty() {
            assert_eq!(
                get(&format!("/api/v1/search?{query}")).status,
                200,
                "{query}"
            );
        } else {
            check(
                &format!("/api/v1/search?{query}"),
                "invalid_parameter",
                parameter,
            );
        }
    }
    let many: String = (0..51)
        .map(|number| format!("&authority=a{number}"))
        .collect();
    check(
        &format!("/api/v1/search?q=x{many}"),
        "invalid_parameter",
        "authority",
    );
    check("/api/v1/suggest?q=a&limit=21", "invalid_parameter", "limit");
    check(
        "/api/v1/documents/lj-reg-2019-01?as_of=x",
        "invalid_parameter",
        "as_of",
    );
    check("/api/v1/stats?as_of=x", "invalid_parameter", "as_of");
}

#[test]
fn unknown_parameters_are_refused() {
    for (target, parameter) in [
        ("/api/v1/search?q=a&knd=law", "knd"),
        ("/api/v1/search?Q=a", "Q"),
        ("/api/v1/suggest?q=a&page=1", "page"),
        ("/api/v1/documents/lj-reg-2019-01?q=a", "q"),
        (
            "/api/v1/documents/lj-reg-2019-01/articles/1?format=txt",
            "format",
        ),
        ("/api/v1/stats?q=a", "q"),
    ] {
        check(target, "unknown_parameter", parameter);
    }
}

#[test]
fn problems_speak_chinese_and_english() {
    let target = "/api/v1/search?page=0";
    let chinese = get(target);
    assert_eq!(
        (
            chinese.json()["title"].as_str(),
            chinese.header("content-language")
        ),
        (Some("参数有误"), "zh-CN")
    );
    let english = get_with(target, &[("Accept-Language", "en-GB,en;q=0.8,zh;q=0.1")]);
    assert_eq!(english.json()["title"], "Invalid parameter");
    assert_eq!(
        english.json()["detail"],
        "it is a whole number from 1 to 1000"
    );
    assert_eq!(english.header("content-language"), "en");
    assert!(english.header("vary").contains("accept-language"));
}

#[test]
fn unknown_addresses_are_not_found() {
    for target in [
        "/api/v1/nothing",
        "/api",
        "/api/v2/search",
        "/health/",
        "/api/v1/search/",
    ] {
        let answer = get(target);
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (404, Some("not_found")),
            "{target}"
        );
    }
}

#[test]
fn other_methods_are_told_what_is_allowed() {
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let answer = ask(server(), method, "/api/v1/search", &[]);
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, "GET, HEAD"),
            "{method}"
        );
        assert_eq!(answer.json()["code"], "method_not_allowed");
    }
}

#[test]
fn head_answers_as_get_without_a_body() {
    for target in [
        "/api/v1/search?q=%E5%85%BB%E7%8A%AC",
        "/",
        "/doc/lj-reg-2019-01",
        "/health/live",
        "/api/v1/none",
    ] {
        let head = ask(server(), "HEAD", target, &[]);
        let get = get(target);
        assert_eq!(
            (head.status, head.body.as_str()),
            (get.status, ""),
            "{target}"
        );
        assert_eq!(head.header("etag"), get.header("etag"), "{target}");
        assert_eq!(
            head.header("content-type"),
            get.header("content-type"),
            "{target}"
        );
        assert_ne!(head.header("content-length"), "0", "{target}");
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let long = get(&format!("/api/v1/search?q={}", "a".repeat(9_000)));
    assert_eq!(
        (long.status, long.json()["code"].as_str()),
        (414, Some("uri_too_long"))
    );
    let request = b"GET /api/v1/search HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: 70000\r\n\r\n";
    let large: Answer = exchange(server(), request).expect("an answer");
    assert_eq!(
        (large.status, large.json()["code"].as_str()),
        (413, Some("body_too_large"))
    );
}

#[test]
fn every_answer_is_protected() {
    for target in [
        "/",
        "/api/v1/search",
        "/api/v1/none",
        "/nothing",
        "/health/live",
        "/metrics",
        "/search?page=0",
    ] {
        let answer = get(target);
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'; style-src 'self'"),
            "{target}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{target}"
        );
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{target}");
    }
}
