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

#[test]
fn an_export_has_every_hit_in_the_order_of_the_search() {
    let q = encode("管理");
    let all = lines(&format!("/api/v1/export?q={q}"));
    let (end, hits) = all.split_last().expect("a last line");
    let searched = get(&format!("/api/v1/search?q={q}&size=50")).json();
    assert_eq!(searched["total"]["value"], hits.len(), "{end}");
    assert_eq!(
        (&end["end"], &end["sent"]),
        (&Value::Bool(true), &end["total"])
    );
    for (hit, searched) in hits.iter().zip(searched["hits"].as_array().expect("hits")) {
        assert_eq!(hit["id"], searched["id"]);
    }
    let some = lines(&format!("/api/v1/export?q={q}&status=repealed"));
    assert!(some.len() < all.len());
    assert!(
        some[..some.len() - 1]
            .iter()
            .all(|hit| hit["validity"]["state"] == "repealed")
    );
}

#[test]
fn an_export_of_nothing_and_a_stale_cursor_are_told() {
    let none = lines(&format!(
        "/api/v1/export?q={}&literal=1",
        encode("量子纠缠")
    ));
    assert_eq!(none.len(), 1);
    assert_eq!(none[0]["total"], 0);
    let stale = get("/api/v1/export?cursor=999999-0");
    assert_eq!(
        (stale.status, stale.json()["code"].as_str()),
        (409, Some("generation_changed"))
    );
    for wrong in ["x", "1", "1-x", "-1"] {
        let answer = get(&format!("/api/v1/export?cursor={wrong}"));
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (400, Some("invalid_parameter")),
            "{wrong}"
        );
    }
    assert_eq!(get("/api/v1/export?page=2").status, 400);
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
