//! `/lists/{list}`: the lists as pages, and what the page of results says beside its hits.

use crate::client::{encode, get};

/// How many items a page says that its list has.
fn total(target: &str) -> u64 {
    let page = get(target);
    assert_eq!(page.status, 200, "{target}: {}", page.body);
    let (_, behind) = page.body.split_once("共 <strong>").expect("a total");
    let (total, _) = behind.split_once('<').expect("its end");
    total.parse().expect("a number")
}

#[test]
fn a_page_has_what_the_api_has() {
    for (page, api) in [
        ("new?days=36500", "newly_published?days=36500"),
        (
            "in-force?as_of=2026-11-23&days=365",
            "newly_in_force?as_of=2026-11-23&days=365",
        ),
        (
            "coming?as_of=2026-11-23&days=365",
            "coming_into_force?as_of=2026-11-23&days=365",
        ),
        (
            "expiring?as_of=2026-11-23&days=365",
            "expiring?as_of=2026-11-23&days=365",
        ),
        ("changed?days=36500", "changed?days=36500"),
        (
            "repealed?days=36500&kind=provincial_rule",
            "repealed?days=36500&kind=provincial_rule",
        ),
        ("basis-lost", "basis_lost"),
        ("former-names", "former_organs"),
        ("contradicted", "contradicted"),
        ("presumed", "presumed"),
        ("unresolved", "unresolved"),
        ("near-titles", "near_titles"),
    ] {
        let counted = get(&format!("/api/v1/lists/{api}")).json()["total"].as_u64();
        assert_eq!(Some(total(&format!("/lists/{page}"))), counted, "{page}");
    }
}

#[test]
fn pages_part_a_list() {
    let all = get("/api/v1/lists/newly_published?days=36500&limit=200").json();
    let items = all["items"].as_array().expect("items");
    assert!(items.len() > 40, "three pages");
    let mut shown = Vec::new();
    for page in 1..=items.len().div_ceil(20) {
        let body = get(&format!("/lists/new?days=36500&page={page}")).body;
        let titles = body.split("<h2><a href=\"/doc/").skip(1);
        shown.extend(titles.filter_map(|part| Some(part.split_once('"')?.0.to_owned())));
    }
    let ids = items.iter().map(|item| item["document"]["id"].as_str());
    let ids: Vec<String> = ids.map(|id| encode(id.expect("an id"))).collect();
    assert_eq!(shown, ids);
    let beyond = get("/lists/new?days=36500&page=40").body;
    assert!(beyond.contains("回到第一页"), "{beyond}");
}

#[test]
fn lists_are_named_or_not_there() {
    let first = get("/lists");
    assert_eq!(
        (first.status, first.header("location")),
        (303, "/lists/new")
    );
    let none = get("/lists/%3Cb%3E");
    assert_eq!(none.status, 404);
    assert!(!none.body.contains("<b>"), "{}", none.body);
    assert_eq!(get("/lists/new?days=0").status, 400);
    assert_eq!(get("/lists/new?kind=x").status, 400);
    // Pages are passed on by programs that add parameters of their own.
    assert_eq!(get("/lists/new?utm_source=x").status, 200);
}

#[test]
fn empty_fields_of_a_form_are_not_passed_on() {
    let answer = get(&format!(
        "/search?q={}&issued_from=&page=2&utm_source=x",
        encode("管理")
    ));
    let clean = format!("/search?q={}&page=2", encode("管理"));
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, clean.as_str())
    );
    assert_eq!(get(&clean).status, 200);
    assert_eq!(get("/search?q=").header("location"), "/search");
}

#[test]
fn filters_stand_in_a_page_once() {
    let page = get(&format!("/search?q={}", encode("管理"))).body;
    assert_eq!(page.matches("<h3>公布年份</h3>").count(), 1);
    assert_eq!(page.matches("name=\"issued_from\"").count(), 1);
}

#[test]
fn the_asked_article_is_a_card_above_the_hits() {
    let q = encode("岚江省养犬管理条例第12条");
    let page = get(&format!("/search?q={q}&as_of=2020-01-01")).body;
    let (_, card) = page.split_once("class=\"card\"").expect("a card");
    let (card, hits) = card.split_once("</section>").expect("its end");
    for wanted in [
        "第十二条",
        "现行有效",
        &format!("/doc/lj-reg-2019-01/art/12?q={q}&#38;as_of=2020-01-01"),
        &format!("/doc/lj-reg-2019-01/art/13?q={q}&#38;as_of=2020-01-01"),
        &format!("/doc/lj-reg-2019-01?q={q}&#38;at=12&#38;as_of=2020-01-01#art-12"),
    ] {
        assert!(card.contains(wanted), "{wanted}: {card}");
    }
    assert!(hits.contains("class=\"hit\""), "the card is above the hits");
}
