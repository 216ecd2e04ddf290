//! The address of the service in what it answers, and the policy of documents that stand by themselves.

use std::path::Path;

use base64::Engine as _;
use sha2::{Digest, Sha256};

use crate::client::{Answer, ask, get, get_with, publish, samples, start_with};

/// Everything that has an absolute address of the service in it.
const TARGETS: [&str; 5] = [
    "/sitemap.xml",
    "/sitemap/1.xml",
    "/robots.txt",
    "/feeds/new.atom?days=36500",
    "/api/v1/documents/lj-reg-2019-01?format=jsonld",
];

#[test]
fn forwarding_headers_and_odd_hosts_are_not_believed() {
    let forged = [
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", "host=evil.example;proto=https"),
    ];
    for target in TARGETS {
        let answer = get_with(target, &forged);
        assert_eq!(answer.status, 200, "{target}");
        assert!(
            answer.body.contains("http://test/"),
            "{target}: {}",
            answer.body
        );
        assert!(!answer.body.contains("evil"), "{target}");
    }
    let cited = get_with("/api/v1/documents/lj-reg-2019-01", &forged);
    assert!(!cited.body.contains("evil"));
}

#[test]
fn the_configured_address_comes_before_the_host_of_the_request() {
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("address-index");
    let mut records = samples();
    records.truncate(20);
    for record in &mut records {
        record.url = None;
    }
    let id = records[0].id.clone();
    publish(&data, records);
    let running = start_with(&data, |config| {
        config.public_url = Some("https://rules.example.cn".parse().expect("an address"));
    });
    let ask = |target: &str| -> Answer {
        let answer = ask(running.address(), "GET", target, &[]);
        assert_eq!(answer.status, 200, "{target}: {}", answer.body);
        answer
    };
    for target in &TARGETS[..4] {
        let body = ask(target).body;
        assert!(
            body.contains("https://rules.example.cn/"),
            "{target}: {body}"
        );
        assert!(!body.contains("http://test"), "{target}: {body}");
    }
    let feed = ask("/feeds/new.atom").body;
    assert!(
        feed.contains("<id>tag:rules.example.cn,2026:/feeds/new.atom</id>"),
        "{feed}"
    );
    let document = ask(&format!("/api/v1/documents/{id}")).json();
    let line = document["citation"]["academic"]
        .as_str()
        .expect("a line")
        .to_owned();
    assert!(line.contains("[Z/OL]. "), "{line}");
    assert!(
        line.ends_with(&format!("https://rules.example.cn/doc/{id}.")),
        "{line}"
    );
    running.stop();
}

#[test]
fn a_document_that_stands_by_itself_has_only_what_its_policy_permits() {
    let page = get("/api/v1/documents/lj-reg-2019-01?format=html");
    let policy = page.header("content-security-policy").to_owned();
    let (_, behind) = page.body.split_once("<style>").expect("a style");
    let (style, rest) = behind.split_once("</style>").expect("its end");
    let digest = Sha256::digest(style.as_bytes());
    let digest = base64::engine::general_purpose::STANDARD.encode(digest);
    assert!(
        policy.contains(&format!("style-src 'sha256-{digest}'")),
        "{policy}"
    );
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    for more in ["<style", "<script", "<link", " style=", " src=", " onload"] {
        assert!(!rest.contains(more), "{more}");
    }
    // All other answers keep the policy of the pages.
    let other = get("/api/v1/documents/lj-reg-2019-01");
    assert!(
        other
            .header("content-security-policy")
            .contains("style-src 'self'")
    );
}
