//! `/api/v1/documents/{id}` and its articles.

use crate::client::{encode, get, get_with, hostile_record};

const DOCUMENT: &str = "/api/v1/documents/lj-reg-2019-01";

#[test]
fn a_document_comes_in_three_formats() {
    for (query, accept, content_type) in [
        ("", "", "application/json"),
        ("", "*/*", "application/json"),
        (
            "",
            "text/html, application/json;q=0.5, */*;q=0.1",
            "text/html; charset=utf-8",
        ),
        ("", "text/plain", "text/plain; charset=utf-8"),
        (
            "",
            "text/markdown;q=0.9, text/plain;q=0.1",
            "text/markdown; charset=utf-8",
        ),
        ("", "text/*", "text/plain; charset=utf-8"),
        (
            "?format=md",
            "application/json",
            "text/markdown; charset=utf-8",
        ),
        ("?format=txt", "", "text/plain; charset=utf-8"),
    ] {
        let accepts = [("Accept", accept)];
        let headers = if accept.is_empty() {
            &accepts[..0]
        } else {
            &accepts[..]
        };
        let answer = get_with(&format!("{DOCUMENT}{query}"), headers);
        assert_eq!(answer.status, 200, "{query} {accept}");
        assert_eq!(
            answer.header("content-type"),
            content_type,
            "{query} {accept}"
        );
        assert!(
            answer
                .header("content-disposition")
                .contains("filename*=UTF-8''%E5%B2%9A")
        );
        assert!(answer.body.contains("岚江省养犬管理条例"));
    }
}

#[test]
fn other_formats_are_not_acceptable() {
    for (query, accept) in [
        ("", "image/png"),
        ("?format=pdf", "*/*"),
        ("", "application/json;q=0"),
    ] {
        let answer = get_with(&format!("{DOCUMENT}{query}"), &[("Accept", accept)]);
        assert_eq!(answer.status, 406, "{query} {accept}: {}", answer.body);
        assert_eq!(answer.json()["code"], "not_acceptable");
    }
}

#[test]
fn validity_is_that_of_the_asked_day() {
    let before = get(&format!("{DOCUMENT}?as_of=2019-09-30")).json();
    assert_eq!(
        before["validity"]["state"], "not_yet_effective",
        "{}",
        before["validity"]
    );
    assert_eq!(before["as_of"], "2019-09-30");
    assert_eq!(
        get(&format!("{DOCUMENT}?as_of=2019-10-01")).json()["validity"]["state"],
        "in_force"
    );
}

#[test]
fn an_article_has_its_neighbours() {
    let article = get(&format!("{DOCUMENT}/articles/2")).json();
    assert_eq!(article["article"]["label"], "第二条");
    assert_eq!(article["previous"]["n"], "1");
    assert_eq!(article["next"]["n"], "3");
    assert_eq!(article["title"], "岚江省养犬管理条例");
    let inserted = get("/api/v1/documents/lj-reg-2018-03/articles/12-1").json();
    assert_eq!(inserted["article"]["label"], "第十二条之一");
}

#[test]
fn what_is_not_held_is_told_apart() {
    for (target, code) in [
        ("/api/v1/documents/none", "document_not_found"),
        ("/api/v1/documents/none/articles/1", "document_not_found"),
        (
            "/api/v1/documents/lj-reg-2019-01/articles/999",
            "article_not_found",
        ),
        ("/api/v1/documents/%ED%A0%80", "document_not_found"),
        ("/api/v1/documents/", "not_found"),
    ] {
        let answer = get(target);
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (404, Some(code)),
            "{target}"
        );
    }
}

#[test]
fn ids_may_be_chinese() {
    let record = hostile_record();
    let answer = get(&format!("/api/v1/documents/{}", encode(&record.id)));
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["id"], record.id);
}
