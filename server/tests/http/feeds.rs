//! `/feeds/*.atom`.

use std::net::SocketAddr;

use tongcha::Record;

use crate::client::{ask, get, get_with, publish, start_on, tokenizer};

/// An element of a feed: name, attributes as written, text without its children's.
#[derive(Debug)]
struct Element {
    path: String,
    attributes: String,
    text: String,
}

/// Reads XML as strictly as we write it: every element is closed in order, no bare sign, no character that XML cannot
/// hold.
fn elements(xml: &str) -> Vec<Element> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "{xml:?}");
    let body = xml
        .strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
        .expect("a declaration");
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a closed tag");
        assert!(!text.contains('>'), "{text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(names.pop().as_deref(), Some(name));
            open.pop();
        } else {
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            names.push(name.trim_end_matches('/').to_owned());
            found.push(Element {
                path: names.join("/"),
                attributes: unescaped(attributes),
                text: String::new(),
            });
            match tag.ends_with('/') {
                true => drop(names.pop()),
                false => open.push(found.len() - 1),
            }
        }
        if let Some(at) = open.last() {
            found[*at].text.push_str(&unescaped(text));
        }
    }
    assert!(names.is_empty(), "{names:?}");
    found
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (name, rest) = piece.split_once(';').expect("an entity");
        let c = ["amp", "lt", "gt", "quot", "#39", "#13"]
            .iter()
            .position(|known| *known == name);
        out.push(['&', '<', '>', '"', '\'', '\r'][c.expect("a known entity")]);
        out.push_str(rest);
    }
    out
}

fn texts<'f>(feed: &'f [Element], path: &str) -> Vec<&'f str> {
    let found = feed.iter().filter(|element| element.path == path);
    found.map(|element| element.text.as_str()).collect()
}

#[test]
fn feeds_are_atom() {
    for (target, least) in [
        ("/feeds/new.atom?as_of=2026-11-23&days=3650", 20),
        ("/feeds/changed.atom?as_of=2026-11-23&days=3650", 10),
        ("/feeds/expiring.atom?as_of=2026-11-23&days=180", 2),
    ] {
        let answer = get(target);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "application/atom+xml; charset=utf-8"),
            "{target}: {}",
            answer.body
        );
        let feed = elements(&answer.body);
        assert_eq!(
            feed[0].attributes,
            "xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\""
        );
        for path in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(texts(&feed, path).len(), 1, "{target} {path}");
        }
        let own =
            format!("rel=\"self\" type=\"application/atom+xml\" href=\"http://test{target}\"/");
        assert!(
            feed.iter().any(|element| element.attributes == own),
            "{target}"
        );
        let mut ids = texts(&feed, "feed/entry/id");
        assert!(ids.len() >= least, "{target}: {}", ids.len());
        assert!(ids.iter().all(|id| id.starts_with("tag:tongcha,2026:")));
        for path in ["title", "updated", "summary"] {
            assert_eq!(texts(&feed, &format!("feed/entry/{path}")).len(), ids.len());
        }
        let newest = texts(&feed, "feed/entry/updated").into_iter().max();
        assert_eq!(newest, texts(&feed, "feed/updated").first().copied());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(
            ids.len(),
            texts(&feed, "feed/entry/title").len(),
            "{target}"
        );
    }
}

#[test]
fn entries_keep_their_identifiers() {
    let ids = |target: &str| {
        let feed = elements(&get(target).body);
        let ids: Vec<String> = texts(&feed, "feed/entry/id")
            .into_iter()
            .map(str::to_owned)
            .collect();
        ids
    };
    let one = ids("/feeds/changed.atom?as_of=2026-11-23&days=3650");
    let later = ids("/feeds/changed.atom?as_of=2026-11-24&days=3651");
    assert_eq!(one, later);
    let few = ids("/feeds/changed.atom?as_of=2026-11-23&days=3650&limit=3");
    assert_eq!(few, one[..3]);
    let rules = ids("/feeds/changed.atom?as_of=2026-11-23&days=3650&kind=provincial_rule");
    assert!(!rules.is_empty() && rules.len() < one.len());
    assert!(rules.iter().all(|id| one.contains(id)));
}

#[test]
fn feeds_are_validated_and_bounded() {
    let target = "/feeds/new.atom?as_of=2026-11-23&days=3650";
    let tag = get(target).header("etag").to_owned();
    assert_eq!(get_with(target, &[("If-None-Match", &tag)]).status, 304);
    for (target, status) in [
        ("/feeds/none.atom", 404),
        ("/feeds/new", 404),
        ("/feeds/new.atom?limit=101", 400),
        ("/feeds/new.atom?offset=1", 400),
        ("/feeds/new.atom?days=x", 400),
    ] {
        assert_eq!(get(target).status, status, "{target}");
    }
    // Nothing turned: an empty feed is one, too.
    let empty = elements(&get("/feeds/new.atom?as_of=1950-01-01").body);
    assert!(texts(&empty, "feed/entry/id").is_empty());
    assert_eq!(texts(&empty, "feed/updated").len(), 1);
}

#[test]
fn hostile_titles_stay_text() {
    let title = "<b>&amp;]]>\"'\u{b}\u{7}办法<script>alert(1)</script>";
    let folder = tempfile::tempdir().expect("a folder");
    let record = Record {
        id: "a\"b".to_owned(),
        title: title.to_owned(),
        published: Some("2026-11-01".to_owned()),
        text: "第一条 内容。".to_owned(),
        ..Record::default()
    };
    let plain = Record {
        id: "敌意_1".to_owned(),
        ..record.clone()
    };
    tokenizer();
    publish(folder.path(), vec![record, plain]);
    let running = start_on(folder.path());
    let address: SocketAddr = running.address();
    let query = "as_of=2026-11-23&authority=%22%3Cx%3E%26'";
    let all = ask(address, "GET", "/feeds/new.atom?as_of=2026-11-23", &[]);
    let feed = elements(&all.body);
    let titles = texts(&feed, "feed/entry/title");
    assert!(!titles.is_empty(), "{}", all.body);
    for shown in titles {
        assert!(shown.contains("<script>alert(1)</script>"), "{shown:?}");
    }
    assert!(!all.body.contains("<script"), "{}", all.body);
    let none = ask(address, "GET", &format!("/feeds/new.atom?{query}"), &[]);
    assert_eq!(none.status, 200, "{}", none.body);
    elements(&none.body);
}
