//! Counts, health and metrics.

use crate::client::get;

#[test]
fn the_index_is_counted() {
    let counts = get("/api/v1/stats").json();
    assert!(counts["documents"].as_u64() > Some(60), "{counts}");
    assert!(counts["articles"].as_u64() > Some(500));
    assert!(
        counts["facets"]["kind"]
            .as_array()
            .is_some_and(|values| !values.is_empty())
    );
    let before = get("/api/v1/stats?as_of=2000-01-01").json();
    assert_eq!(before["as_of"], "2000-01-01");
    assert_eq!(before["documents"], counts["documents"]);
}

#[test]
fn health_is_told() {
    for target in ["/health/live", "/health/ready"] {
        let answer = get(target);
        assert_eq!(
            (answer.status, answer.json()["status"].as_str()),
            (200, Some("ok")),
            "{target}"
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[test]
fn metrics_are_exposed() {
    assert_eq!(get("/api/v1/search?q=a").status, 200);
    assert_eq!(get("/api/v1/search?page=0").status, 400);
    let answer = get("/metrics");
    assert!(
        answer
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    let value = |name: &str| -> f64 {
        let line = answer
            .body
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{name} is missing in\n{}", answer.body))
            .parse()
            .expect("a number")
    };
    assert!(value("tongcha_http_requests_total{route=\"/api/v1/search\",status=\"2xx\"}") >= 1.0);
    assert!(value("tongcha_http_requests_total{route=\"/api/v1/search\",status=\"4xx\"}") >= 1.0);
    assert!(value("tongcha_search_seconds_count") >= 1.0);
    assert!(value("tongcha_index_generation") >= 1.0);
    assert!(value("tongcha_index_documents") > 60.0);
    assert!(value("tongcha_queue_capacity") >= 1.0);
}
