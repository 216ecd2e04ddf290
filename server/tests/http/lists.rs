//! `/api/v1/lists/{kind}`.

use serde_json::Value;

use crate::client::{encode, get, get_with};

fn list(target: &str) -> Value {
    let answer = get(&format!("/api/v1/lists/{target}"));
    assert_eq!(answer.status, 200, "{target}: {}", answer.body);
    answer.json()
}

/// The documents of a list.
fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items").iter();
    items
        .map(|item| item["document"]["id"].as_str().expect("an id"))
        .collect()
}

#[test]
fn a_list_says_why() {
    let found = list("expiring?as_of=2026-11-23&days=180");
    assert_eq!(found["total"].as_u64(), Some(ids(&found).len() as u64));
    let items = found["items"].as_array().expect("items");
    let ended = items
        .iter()
        .find(|item| item["document"]["id"] == "lj-rule-2016-08")
        .expect("it ends");
    assert_eq!(ended["day"], "2027-02-28");
    assert_eq!(ended["other"]["id"], "lj-rule-2026-03");
    assert!(
        ended["sentence"]
            .as_str()
            .is_some_and(|sentence| sentence.contains("废止")),
        "{ended}"
    );
}

#[test]
fn lists_are_filtered_and_paged() {
    let all = list("newly_published?as_of=2026-11-23&days=36500&limit=200");
    let total = all["total"].as_u64().expect("a total");
    assert_eq!(total, ids(&all).len() as u64);
    let first = list("newly_published?as_of=2026-11-23&days=36500&limit=2");
    let second = list("newly_published?as_of=2026-11-23&days=36500&limit=2&offset=2");
    assert_eq!([ids(&first), ids(&second)].concat(), ids(&all)[..4]);
    assert_eq!(second["total"].as_u64(), Some(total));
    let beyond = list("newly_published?as_of=2026-11-23&days=36500&offset=1000");
    assert!(ids(&beyond).is_empty());
    let rules = list("newly_published?as_of=2026-11-23&days=36500&limit=200&kind=provincial_rule");
    let expected: Vec<&str> = all["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|item| item["document"]["kind"] == "provincial_rule")
        .map(|item| item["document"]["id"].as_str().expect("an id"))
        .collect();
    assert!(!expected.is_empty() && expected.len() < ids(&all).len());
    assert_eq!(ids(&rules), expected);
    let nowhere = list(&format!(
        "newly_published?days=36500&authority={}",
        encode("没有这个机关")
    ));
    assert_eq!(nowhere["total"], 0);
}

#[test]
fn lists_are_validated_by_tags() {
    let target = "/api/v1/lists/repealed?as_of=2026-11-23&days=3650";
    let answer = get(target);
    let known = get_with(target, &[("If-None-Match", answer.header("etag"))]);
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    assert_eq!(answer.header("cache-control"), "no-cache");
}

#[test]
fn lists_that_cannot_be_served() {
    for (target, status, code) in [
        ("none", 404, "not_found"),
        ("changed?days=0", 400, "invalid_parameter"),
        ("changed?days=36501", 400, "invalid_parameter"),
        ("changed?limit=201", 400, "invalid_parameter"),
        ("changed?as_of=2026-02-30", 400, "invalid_parameter"),
        ("changed?kind=x", 400, "invalid_parameter"),
        ("changed?q=x", 400, "unknown_parameter"),
    ] {
        let answer = get(&format!("/api/v1/lists/{target}"));
        assert_eq!(answer.status, status, "{target}: {}", answer.body);
        assert_eq!(answer.json()["code"], code, "{target}");
    }
}
