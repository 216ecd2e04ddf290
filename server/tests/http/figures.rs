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
    assert_eq!(
        body.matches("<rect ").count(),
        body.matches("<tr><th scope=\"row\"").count()
    );
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
    let facets = get("/api/v1/search?q=&versions=all").json();
    for name in ["year", "kind", "status"] {
        for value in facets["facets"][name].as_array().expect("values") {
            let label = value["label"].as_str().expect("a label");
            let count = value["count"].as_u64().expect("a count");
            assert_eq!(figure(&page, label), Some(count), "{name} {label}");
        }
    }
    let hits = "/search?versions=all&#38;year=2019";
    assert!(page.contains(&format!("href=\"{hits}\"")), "{page}");
    let count = figure(&page, "2019").expect("a figure");
    let shown = get(&hits.replace("&#38;", "&")).body;
    assert!(
        shown.contains(&format!("共 <strong>{count}</strong> 件")),
        "{count}"
    );
    let held = &get("/api/v1/stats").json()["documents"];
    assert!(
        page.contains(&format!("共 <strong>{held}</strong> 件")),
        "{held}"
    );
}

#[test]
fn a_search_is_counted_with_its_filters() {
    let q = encode("养犬");
    let page = get(&format!("/statistics?q={q}&year=2019"));
    let total =
        get(&format!("/api/v1/search?q={q}&year=2019&versions=all")).json()["total"]["value"]
            .clone();
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
