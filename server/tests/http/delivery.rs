//! How answers go out: compressed, and kept for the next one who asks the same.

use std::io::Read;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tongcha::Record;

use crate::client::{Answer, ask, encode, get, get_with, publish, start_on, start_with};

const PAGES: [&str; 4] = ["/", "/statistics", "/docs", "/openapi.json"];

fn gunzip(answer: &Answer) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(answer.bytes.as_slice())
        .read_to_string(&mut text)
        .expect("gzip");
    text
}

fn metric(address: SocketAddr, name: &str) -> u64 {
    let text = ask(address, "GET", "/metrics", &[]).body;
    let mut lines = text.lines();
    let value = lines.find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
    value.unwrap_or_else(|| panic!("{name} is not exposed"))
}

fn records(title: &str) -> Vec<Record> {
    vec![Record {
        id: "r1".to_owned(),
        title: title.to_owned(),
        text: "第一条 停车应当缴费。".to_owned(),
        ..Record::default()
    }]
}

#[test]
fn what_is_compressed_says_the_same_in_fewer_bytes() {
    let search = format!("/search?q={}", encode("管理"));
    for target in PAGES.into_iter().chain([search.as_str()]) {
        let plain = get(target);
        assert_eq!(plain.header("content-encoding"), "", "{target}");
        let gzip = get_with(target, &[("Accept-Encoding", "gzip, deflate")]);
        assert_eq!(gzip.header("content-encoding"), "gzip", "{target}");
        assert_eq!(gunzip(&gzip), plain.body, "{target}");
        assert!(gzip.bytes.len() * 2 < plain.body.len(), "{target}");
        let zstd = get_with(target, &[("Accept-Encoding", "zstd")]);
        assert_eq!(zstd.header("content-encoding"), "zstd", "{target}");
        let room = plain.body.len();
        let text = zstd::bulk::decompress(&zstd.bytes, room).expect("zstd");
        assert_eq!(text, plain.body.as_bytes(), "{target}");
        for answer in [&plain, &gzip, &zstd] {
            assert!(vary(answer).contains("accept-encoding"), "{target}");
        }
    }
}

fn vary(answer: &Answer) -> String {
    // More than one header may say it; the client gives the first, so all are looked at together.
    answer.all("vary").join(",").to_lowercase()
}

#[test]
fn what_is_asked_again_is_answered_alike_without_a_search() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), records("云溪省停车办法"));
    let server = start_on(folder.path());
    let address = server.address();
    let target = format!("/search?q={}", encode("停车"));
    let ask_gzip = || ask(address, "GET", &target, &[("Accept-Encoding", "gzip")]);

    let searches = || metric(address, "tongcha_search_seconds_count");
    let first = ask_gzip();
    let (hits, searched) = (metric(address, "tongcha_cache_hits_total"), searches());
    let again = ask_gzip();
    assert_eq!(first.bytes, again.bytes);
    for name in [
        "etag",
        "content-type",
        "cache-control",
        "content-security-policy",
    ] {
        assert_eq!(first.header(name), again.header(name), "{name}");
    }
    assert_eq!(metric(address, "tongcha_cache_hits_total"), hits + 1);
    assert_eq!(searches(), searched, "nothing was searched again");
    assert!(metric(address, "tongcha_cache_bytes") > first.bytes.len() as u64);

    let head = ask(address, "HEAD", &target, &[("Accept-Encoding", "gzip")]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(
        head.header("content-length"),
        first.header("content-length")
    );

    let tag = first.header("etag").to_owned();
    let headers = [("Accept-Encoding", "gzip"), ("If-None-Match", tag.as_str())];
    let known = ask(address, "GET", &target, &headers);
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    assert_eq!(known.header("etag"), tag);
    server.stop();
}

#[test]
fn answers_that_differ_are_kept_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), records("云溪省停车办法"));
    let server = start_on(folder.path());
    let address = server.address();
    let json = ask(address, "GET", "/api/v1/documents/r1", &[]);
    let text = ask(
        address,
        "GET",
        "/api/v1/documents/r1",
        &[("Accept", "text/plain")],
    );
    assert_ne!(json.header("content-type"), text.header("content-type"));
    // Addresses are written from the host where none is set.
    let linked = |host: &str| {
        let head = format!(
            "GET /api/v1/documents/r1?format=jsonld HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        );
        crate::client::exchange(address, head.as_bytes()).expect("an exchange")
    };
    assert!(linked("one.example").body.contains("http://one.example/"));
    assert!(
        linked("other.example")
            .body
            .contains("http://other.example/")
    );
    // What is wrong is not kept, and health is of this moment.
    let misses = metric(address, "tongcha_cache_misses_total");
    for target in ["/api/v1/search?nonsense=1", "/doc/none", "/health/ready"] {
        ask(address, "GET", target, &[]);
    }
    assert_eq!(metric(address, "tongcha_cache_misses_total"), misses);
    server.stop();
}

#[test]
fn a_new_generation_is_seen_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), records("云溪省停车办法"));
    let server = start_on(folder.path());
    let address = server.address();
    let page = || ask(address, "GET", "/doc/r1", &[]).body;
    assert!(page().contains("停车办法"));
    publish(folder.path(), records("云溪省泊车办法"));
    let begun = Instant::now();
    while !page().contains("泊车办法") {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "still the old page"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    server.stop();
}

#[test]
fn a_cache_of_nothing_keeps_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), records("云溪省停车办法"));
    let server = start_with(folder.path(), |config| config.cache_bytes = 0);
    let address = server.address();
    for _ in 0..3 {
        assert_eq!(ask(address, "GET", "/doc/r1", &[]).status, 200);
    }
    assert_eq!(metric(address, "tongcha_cache_hits_total"), 0);
    assert_eq!(metric(address, "tongcha_cache_bytes"), 0);
    server.stop();
}
