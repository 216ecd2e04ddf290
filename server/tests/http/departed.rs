//! Documents that moved or are gone.

use std::path::Path;

use tongcha::{DataDirectory, Indexer, Record, WriterOptions};

use crate::client::{ask, start_on, tokenizer};

fn record(id: &str, former: &[&str]) -> Record {
    let mut record = Record {
        id: id.to_owned(),
        title: format!("岚江省{id}办法"),
        text: "第一条 为了规范管理，制定本办法。\n第二条 本办法自公布之日起施行。".to_owned(),
        ..Record::default()
    };
    if !former.is_empty() {
        record
            .extra
            .insert("former_ids".to_owned(), serde_json::json!(former));
    }
    record
}

/// Publishes exactly these records.
fn publish(data: &DataDirectory, records: Vec<Record>) {
    let mut indexer =
        Indexer::update(data, &tokenizer(), WriterOptions::default()).expect("an indexer");
    for record in records {
        indexer.add(record, "test").expect("an outcome");
    }
    indexer.prune();
    indexer.publish().expect("a generation");
}

#[test]
fn what_moved_redirects_and_what_is_gone_says_so() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("departed-index");
    let _ = std::fs::remove_dir_all(&path);
    let data = DataDirectory::new(&path);
    publish(
        &data,
        vec![
            record("旧-1", &[]),
            record("gone", &[]),
            record("stays", &[]),
        ],
    );
    publish(&data, vec![record("new", &["旧-1"]), record("stays", &[])]);
    // A generation later, in which nothing of them changes, and another one from the stored records.
    publish(
        &data,
        vec![
            record("new", &["旧-1"]),
            record("stays", &[]),
            record("more", &[]),
        ],
    );
    tongcha::index::reindex(&data, &tokenizer(), WriterOptions::default(), |_, _| {})
        .expect("a generation");
    assert!(data.verify().expect("a report").problems.is_empty());

    let running = start_on(&path);
    let ask = |target: &str| ask(running.address(), "GET", target, &[]);
    let old = "%E6%97%A7-1";
    for (target, location) in [
        ("/api/v1/documents/{}", "/api/v1/documents/new"),
        (
            "/api/v1/documents/{}?format=txt&as_of=2026-01-01",
            "/api/v1/documents/new?format=txt&as_of=2026-01-01",
        ),
        (
            "/api/v1/documents/{}/articles/2",
            "/api/v1/documents/new/articles/2",
        ),
        (
            "/api/v1/documents/{}/relations",
            "/api/v1/documents/new/relations",
        ),
        (
            "/api/v1/documents/{}/diff?with=stays",
            "/api/v1/documents/new/diff?with=stays",
        ),
        ("/doc/{}", "/doc/new"),
        ("/doc/{}/art/2", "/doc/new/art/2"),
    ] {
        let answer = ask(&target.replace("{}", old));
        assert_eq!(
            (answer.status, answer.header("location")),
            (301, location),
            "{target}"
        );
        assert_eq!(ask(location).status, 200, "{location}");
        assert_eq!(ask(&target.replace("{}", "gone")).status, 410, "{target}");
        assert_eq!(ask(&target.replace("{}", "never")).status, 404, "{target}");
    }
    let gone = ask("/api/v1/documents/gone").json();
    assert_eq!(gone["code"], "document_gone");
    running.stop();

    // Who comes back is there again.
    publish(
        &data,
        vec![
            record("旧-1", &[]),
            record("gone", &[]),
            record("stays", &[]),
        ],
    );
    let running = start_on(&path);
    for id in [old, "gone"] {
        let answer = crate::client::ask(
            running.address(),
            "GET",
            &format!("/api/v1/documents/{id}"),
            &[],
        );
        assert_eq!(answer.status, 200, "{id}");
    }
    running.stop();
}
