//! Every hit of a search, the sitemap, and documents in other forms.

use serde_json::Value;

use crate::client::{encode, get};

fn lines(target: &str) -> Vec<Value> {
    let answer = get(target);
    assert_eq!(answer.status, 200, "{target}: {}", answer.body);
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    answer
        .body
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

/// What tells hits apart.
fn ids(lines: &[Value]) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    lines
        .iter()
        .map(|hit| (text(&hit["id"]), text(&hit["article"]["n"])))
        .collect()
}

#[test]
fn an_export_has_every_hit_of_the_search_once() {
    let q = encode("管理");
    for parameters in [
        format!("q={q}"),
        format!("q={q}&versions=all"),
        format!("q={q}&status=repealed"),
    ] {
        let all = lines(&format!("/api/v1/export?{parameters}"));
        let (end, hits) = all.split_last().expect("a last line");
        let searched = get(&format!("/api/v1/search?{parameters}&size=50")).json();
        assert_eq!(searched["total"]["value"], hits.len(), "{end}");
        assert_eq!(
            (&end["end"], &end["sent"]),
            (&Value::Bool(true), &end["total"])
        );
        assert_eq!(end["as_of"], searched["as_of"]);
        let mut exported = ids(hits);
        let mut found = Vec::new();
        while found.len() < hits.len() {
            let page = found.len() / 50 + 1;
            let page = get(&format!("/api/v1/search?{parameters}&size=50&page={page}")).json();
            let hits = page["hits"].as_array().expect("hits");
            assert!(!hits.is_empty(), "{parameters}");
            found.extend(ids(hits));
        }
        exported.sort_unstable();
        found.sort_unstable();
        assert_eq!(exported, found, "{parameters}");
    }
}

#[test]
fn a_broken_export_goes_on_behind_any_line() {
    for level in ["document", "article"] {
        let target = format!("/api/v1/export?q={}&level={level}", encode("管理"));
        let all = lines(&target);
        let hits = &all[..all.len() - 1];
        assert!(hits.len() > 3, "{level}");
        for at in [0, 1, hits.len() / 2, hits.len() - 1] {
            let cursor = hits[at]["cursor"].as_str().expect("every line has one");
            let rest = lines(&format!("{target}&cursor={cursor}"));
            assert_eq!(rest, all[at + 1..], "{level} {at}");
        }
    }
}

#[test]
fn a_cursor_of_another_search_is_refused() {
    let q = encode("管理");
    let all = lines(&format!("/api/v1/export?q={q}&as_of=2026-01-01"));
    let cursor = all[0]["cursor"].as_str().expect("a cursor");
    for other in [
        format!("q={q}&as_of=2026-01-02"),
        format!("q={q}&as_of=2026-01-01&level=article"),
        format!("q={q}&as_of=2026-01-01&status=repealed"),
        "as_of=2026-01-01".to_owned(),
    ] {
        let answer = get(&format!("/api/v1/export?{other}&cursor={cursor}"));
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (409, Some("cursor_mismatch")),
            "{other}"
        );
    }
}

#[test]
fn an_export_of_nothing_and_a_stale_cursor_are_told() {
    let none = lines(&format!(
        "/api/v1/export?q={}&literal=1",
        encode("量子纠缠")
    ));
    assert_eq!(none.len(), 1);
    assert_eq!(none[0]["total"], 0);
    let stale = get("/api/v1/export?cursor=999999-0-0-0-0123456789abcdef");
    assert_eq!(
        (stale.status, stale.json()["code"].as_str()),
        (409, Some("generation_changed"))
    );
    for wrong in [
        "x",
        "1",
        "1-x",
        "-1",
        "000001-0-0-0-7",
        "1-0-0-0-0123456789abcdef-",
    ] {
        let answer = get(&format!("/api/v1/export?cursor={wrong}"));
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (400, Some("invalid_parameter")),
            "{wrong}"
        );
    }
    assert_eq!(get("/api/v1/export?page=2").status, 400);
    // Hits come in the order of the index: another order is not promised in silence.
    assert_eq!(get("/api/v1/export?sort=issued").status, 400);
}

#[test]
fn the_sitemap_lists_every_document() {
    let index = get("/sitemap.xml");
    assert_eq!(index.status, 200);
    assert!(index.body.contains("/sitemap/1.xml"), "{}", index.body);
    let part = get("/sitemap/1.xml");
    let documents = get("/api/v1/stats").json()["documents"]
        .as_u64()
        .expect("a count") as usize;
    assert_eq!(part.body.matches("<url>").count(), documents);
    assert!(part.body.contains("/doc/lj-reg-2019-01<"));
    assert_eq!(get("/sitemap/2.xml").status, 404);
    assert_eq!(get("/sitemap/x.xml").status, 404);
    assert!(get("/robots.txt").body.contains("Sitemap: http"));
}

#[test]
fn documents_come_as_pages_and_linked_data() {
    let html = get("/api/v1/documents/lj-reg-2019-01?format=html");
    assert_eq!(html.header("content-type"), "text/html; charset=utf-8");
    assert!(
        html.body.contains("<section id=\"art-12\">"),
        "{}",
        html.body
    );
    let value = get("/api/v1/documents/lj-reg-2019-01?format=jsonld").json();
    assert_eq!(value["@type"], "Legislation");
    assert_eq!(value["legislationLegalForce"], "https://schema.org/InForce");
    let document = get("/api/v1/documents/lj-reg-2019-01").json();
    assert_eq!(document["citation"]["official"], "《岚江省养犬管理条例》");
}
