//! `/statistics`: figures as drawings and as tables.

use crate::client::{encode, get};

/// The figure of a label in the tables of the page.
fn figure(page: &str, label: &str) -> Option<u64> {
    let (_, behind) = page.split_once(&format!(">{label}</a></th><td>"))?;
    behind.split_once('<')?.0.parse().ok()
}

#[test]
fn every_chart_has_its_figures_beside_it() {
    let page = get("/statistics");
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    let body = &page.body;
    // The province of the samples is invented and has no code, so no document of theirs has a region.
    for title in ["公布年份", "效力位阶", "时效", "制定机关"] {
        assert!(body.contains(&format!(">{title}</title>")), "{title}");
    }
    assert_eq!(
        body.matches("<svg role=\"img\" aria-labelledby=").count(),
        4
    );
    // A chart has at most fifteen bars, its table every figure; what has no bar is said.
    let sections = body.split("<section class=\"chart\"").skip(1);
    for section in sections {
        let bars = section.matches("<rect ").count();
        let rows = section.matches("<tr><th scope=\"row\"").count();
        let said = section.contains(&format!("另有 {} 项只在表中", rows.saturating_sub(bars)));
        assert!(bars == rows || bars < rows && said, "{bars} of {rows}");
    }
    assert!(
        !body.contains("style="),
        "the policy permits no style inside"
    );
    assert!(
        get("/").body.contains("href=\"/statistics\""),
        "in the footer"
    );
}

#[test]
fn figures_are_those_of_the_api_and_lead_to_their_hits() {
    let page = get("/statistics").body;
    let facets = get("/api/v1/search?q=").json();
    for name in ["year", "kind", "status"] {
        for value in facets["facets"][name].as_array().expect("values") {
            let label = value["label"].as_str().expect("a label");
            let count = value["count"].as_u64().expect("a count");
            assert_eq!(figure(&page, label), Some(count), "{name} {label}");
        }
    }
    let hits = "/search?year=2019";
    assert!(page.contains(&format!("href=\"{hits}\"")), "{page}");
    let count = figure(&page, "2019").expect("a figure");
    let shown = get(hits).body;
    assert!(
        shown.contains(&format!("共 <strong>{count}</strong> 件")),
        "{count}"
    );
    let total = &facets["total"]["value"];
    assert!(
        page.contains(&format!("共 <strong>{total}</strong> 件")),
        "as many as a search finds: {total}"
    );
    assert!(page.contains("各个版本合计一件"), "and what counts as one");
    let versions = get("/statistics?versions=all").body;
    let held = &get("/api/v1/stats").json()["documents"];
    assert!(
        versions.contains(&format!("共 <strong>{held}</strong> 件")),
        "each version by itself: {held}"
    );
    assert!(versions.contains("历次版本各计一件"));
}

#[test]
fn values_that_are_not_listed_are_counted() {
    let facets = get("/api/v1/search?q=&facets=authority,year").json();
    for name in ["authority", "year"] {
        let listed = facets["facets"][name].as_array().map_or(0, Vec::len);
        let size = facets["facet_sizes"][name].as_u64();
        // The samples have fewer values than are listed at most.
        assert_eq!(size, Some(listed as u64), "{name}");
    }
    assert!(
        facets["facet_sizes"]["kind"].is_null(),
        "only what was asked"
    );
}

#[test]
fn classes_are_counted_as_their_sorts_are_found() {
    let classes: [(&str, &[&str]); 3] = [
        (
            "regulation",
            &[
                "provincial_regulation",
                "municipal_regulation",
                "administrative_regulation",
            ],
        ),
        (
            "rule",
            &["provincial_rule", "municipal_rule", "departmental_rule"],
        ),
        (
            "normative_document",
            &["normative_document", "other_normative_document"],
        ),
    ];
    let q = encode("管理");
    // Whatever sort is asked for, the classes count all.
    for asked in ["", "&kind=case"] {
        let counted = get(&format!("/api/v1/search?q={q}{asked}")).json();
        for (class, kinds) in classes {
            let kinds: String = kinds.iter().map(|kind| format!("&kind={kind}")).collect();
            let found = get(&format!("/api/v1/search?q={q}{kinds}")).json();
            let counts = counted["classes"].as_array().expect("classes");
            let count = counts.iter().find(|count| count["class"] == class);
            assert_eq!(
                count.expect("a class")["count"],
                found["total"]["value"],
                "{class}"
            );
        }
    }
    let all = get(&format!("/api/v1/search?q={q}&kind=provincial_rule")).json();
    let any = get(&format!("/api/v1/search?q={q}")).json();
    assert_eq!(all["total_of_any_kind"], any["total"]["value"]);
}

#[test]
fn a_search_is_counted_with_its_filters() {
    let q = encode("养犬");
    let page = get(&format!("/statistics?q={q}&year=2019"));
    let total = get(&format!("/api/v1/search?q={q}&year=2019")).json()["total"]["value"].clone();
    assert!(
        page.body
            .contains(&format!("共 <strong>{total}</strong> 件")),
        "{total}: {}",
        page.body
    );
    assert_eq!(figure(&page.body, "2019"), total.as_u64());
    assert_eq!(
        figure(&page.body, "2021"),
        None,
        "no year but the asked one"
    );
    let results = get(&format!("/search?q={q}&year=2019"));
    assert!(
        results
            .body
            .contains(&format!("/statistics?q={q}&#38;year=2019")),
        "{}",
        results.body
    );
    let none = get(&format!(
        "/statistics?q={}&literal=1",
        encode("薛定谔方程组波函数")
    ));
    assert!(none.body.contains("没有可以统计的文件"), "{}", none.body);
    assert_eq!(get("/statistics?year=x").status, 400);
}
