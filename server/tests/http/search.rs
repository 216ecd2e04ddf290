//! `/api/v1/search` and `/api/v1/suggest`.

use serde_json::{Value, json};

use crate::client::{encode, get, get_with};

fn search(q: &str, rest: &str) -> Value {
    let answer = get(&format!("/api/v1/search?q={}{rest}", encode(q)));
    assert_eq!(answer.status, 200, "{q} {rest}: {}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

#[test]
fn a_title_is_found_first() {
    let found = search("岚江省养犬管理条例", "");
    assert_eq!(found["hits"][0]["id"], "lj-reg-2019-01");
    assert_eq!(found["hits"][0]["validity"]["label"], "现行有效");
    assert_eq!(found["page"], 1);
    assert_eq!(found["size"], 10);
    assert!(
        found["facets"]["status"]
            .as_array()
            .is_some_and(|values| !values.is_empty())
    );
}

#[test]
fn articles_are_hits_when_asked_for() {
    let found = search("养犬登记", "&level=article&size=3&explain=1");
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(3));
    for hit in found["hits"].as_array().expect("hits") {
        assert!(
            hit["article"]["text"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{hit}"
        );
        assert!(hit["explain"].is_string());
    }
}

#[test]
fn filters_narrow_and_repeat() {
    let all = search("管理", "&size=1");
    let one = search("管理", "&size=1&status=in_force");
    let two = search(
        "管理",
        "&size=1&status=in_force&status=%E5%B7%B2%E5%BA%9F%E6%AD%A2",
    );
    let count = |found: &Value| found["total"]["value"].as_u64().expect("a count");
    assert!(
        count(&one) < count(&two) && count(&two) <= count(&all),
        "{one} {two} {all}"
    );
    let years = search("", "&year=2019&year=2020&size=50");
    for hit in years["hits"].as_array().expect("hits") {
        let issued = hit["dates"]["issued"].as_str().expect("a day");
        assert!(
            issued.starts_with("2019") || issued.starts_with("2020"),
            "{issued}"
        );
    }
}

#[test]
fn days_pages_and_facets_are_read() {
    let found = search(
        "",
        "&issued_from=2020-01-01&issued_to=2020-12-31&sort=issued&order=asc&size=50",
    );
    let days: Vec<&str> = found["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .filter_map(|hit| hit["dates"]["issued"].as_str())
        .collect();
    assert!(
        !days.is_empty() && days.is_sorted() && days.iter().all(|day| day.starts_with("2020")),
        "{days:?}"
    );
    let second = search("管理", "&page=2&size=2&facets=kind,year");
    assert_eq!(second["page"], 2);
    let names: Vec<&String> = second["facets"]
        .as_object()
        .expect("facets")
        .keys()
        .collect();
    assert_eq!(names, ["kind", "year"]);
    assert_eq!(search("管理", "&facets=")["facets"], json!({}));
    assert_eq!(search("管理", "&as_of=2019-01-01")["as_of"], "2019-01-01");
}

#[test]
fn empty_parameters_count_as_not_given() {
    let found = search("养犬", "&issued_from=&kind=&level=&page=");
    assert!(found["total"]["value"].as_u64() > Some(0));
}

#[test]
fn marks_lie_inside_the_text() {
    let found = search("养犬 登记", "");
    for hit in found["hits"].as_array().expect("hits") {
        for article in hit["articles"].as_array().expect("articles") {
            let chars = article["text"].as_str().expect("text").chars().count() as u64;
            for mark in article["marks"].as_array().expect("marks") {
                assert!(
                    mark[0].as_u64() < mark[1].as_u64() && mark[1].as_u64() <= Some(chars),
                    "{article}"
                );
            }
        }
    }
}

#[test]
fn the_same_answer_is_not_sent_twice() {
    for target in [
        "/api/v1/search?q=%E5%85%BB%E7%8A%AC",
        "/api/v1/suggest?q=%E5%B2%9A%E6%B1%9F",
        "/api/v1/documents/lj-reg-2019-01",
        "/api/v1/documents/lj-reg-2019-01?format=txt",
        "/api/v1/documents/lj-reg-2019-01/articles/1",
        "/api/v1/stats",
        "/openapi.json",
        "/search?q=%E5%85%BB%E7%8A%AC",
        "/doc/lj-reg-2019-01",
    ] {
        let first = get(target);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{target}: {tag:?}");
        assert_eq!(first.header("cache-control"), "no-cache");
        let again = get_with(target, &[("If-None-Match", &format!("\"other\", {tag}"))]);
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{target}");
        assert_eq!(again.header("etag"), tag);
        assert_eq!(
            get_with(target, &[("If-None-Match", "\"other\"")]).status,
            200
        );
    }
    let other = get("/api/v1/search?q=%E5%85%BB%E7%8A%AC&page=2")
        .header("etag")
        .to_owned();
    assert_ne!(
        get("/api/v1/search?q=%E5%85%BB%E7%8A%AC").header("etag"),
        other
    );
}

#[test]
fn the_time_stands_in_its_field_whatever_was_asked() {
    let asked = "养犬 \"took_ms\":0.0";
    let found = get(&format!("/api/v1/search?q={}", encode(asked))).json();
    assert_eq!(found["query"]["raw"], asked);
    assert!(found["took_ms"].as_f64() > Some(0.0), "{found}");
}

#[test]
fn titles_are_completed() {
    let answer = get(&format!("/api/v1/suggest?q={}&limit=2", encode("岚江省养")));
    assert_eq!(answer.status, 200);
    let found = answer.json();
    assert_eq!(found["q"], "岚江省养");
    assert_eq!(
        found["suggestions"].as_array().map(Vec::len),
        Some(2),
        "{found}"
    );
    assert_eq!(get("/api/v1/suggest").json()["suggestions"], json!([]));
}
