//! Wrong arguments, missing and damaged data: one sentence each that says what to change.

use std::fs;
use std::sync::Arc;

use serde_json::json;
use tongcha::{DataDirectory, Indexer, Tokenizer, WriterOptions};

use crate::room::{Room, laws};

#[test]
fn wrong_arguments_fail_with_what_to_change() {
    let room = Room::new();
    room.build(&room.path("nowhere"), &[])
        .fails_saying("does not exist; check the path given to --source");
    let pdf = room.write("a.pdf", "x");
    room.build(&pdf, &[])
        .fails_saying("none of 1 inputs could be indexed");
    let source = room.write("laws.jsonl", laws());
    for wrong in [
        &["--threads", "0"][..],
        &["--memory-mb", "x"],
        &["--colour"],
    ] {
        assert_eq!(room.build(&source, wrong).code, Some(2), "{wrong:?}");
    }
    assert!(!room.data().join("CURRENT").exists());
    let file_as_data = Room::new();
    file_as_data.write("data", "x");
    file_as_data.build(&source, &[]).fails_saying("data");
    for wrong in [
        &["x", "--filter", "kind=x"][..],
        &["x", "--as-of", "2023-02-29"],
        &["x", "--level", "page"],
    ] {
        assert_eq!(room.run("search", wrong).code, Some(2), "{wrong:?}");
    }
    let flag = room.run("search", &["--dtaa", "x", "养犬"]);
    assert_eq!(flag.code, Some(2));
    assert!(flag.stderr.contains("there is no flag --dtaa"), "{flag:?}");
    for (name, arguments) in [
        ("evaluate", &["--queries", "nowhere.jsonl"][..]),
        ("learn", &["--questions", "nowhere.jsonl"]),
        ("check", &["nowhere.txt"]),
    ] {
        room.run(name, arguments)
            .fails_saying("cannot be read; check the path given to");
    }
}

#[test]
fn a_missing_index_is_said_in_one_sentence() {
    let room = Room::new();
    for (name, arguments) in [
        ("verify", &[][..]),
        ("stats", &[]),
        ("show", &["x"]),
        ("search", &["x"]),
        ("reindex", &[]),
    ] {
        room.run(name, arguments)
            .fails_saying("holds no index; build one with");
    }
}

#[test]
fn damage_is_found() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    assert_eq!(room.build(&source, &[]).code, Some(0));
    assert_eq!(room.run("verify", &[]).code, Some(0));

    let file = &room.index_files()[0];
    let whole = fs::read(file).expect("read");
    let damage = |bytes: &[u8]| {
        // Published files are read-only and may be hard links: a new file takes the place.
        fs::remove_file(file).expect("removed");
        fs::write(file, bytes).expect("written");
    };
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    damage(&flipped);
    let ran = room.run("verify", &["--json"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert_eq!(ran.json()["problems"].as_array().map(Vec::len), Some(1));

    damage(&whole[..whole.len() - 1]);
    assert_eq!(room.run("verify", &[]).code, Some(2));
    room.run("search", &["养犬"]).fails_saying("damaged");
    room.build(&source, &[]).fails_saying("damaged");

    damage(&whole);
    assert_eq!(room.run("verify", &[]).code, Some(0));
    fs::write(room.data().join("CURRENT"), b"\xff\xfe").expect("written");
    room.run("stats", &[]).fails_saying("damaged");
    fs::write(room.data().join("CURRENT"), "000099\n").expect("written");
    room.run("stats", &[]).fails_saying("damaged");
}

#[test]
fn a_second_indexer_is_refused() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    let data = DataDirectory::new(room.data());
    let held = Indexer::update(&data, &Arc::new(Tokenizer::new()), WriterOptions::default())
        .expect("held");
    room.build(&source, &[])
        .fails_saying("another indexer is at work");
    drop(held);
    // A command that another test starts in this moment has the lock open, too, until it runs.
    let is_free = (0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        room.build(&source, &[]).code == Some(0)
    });
    assert!(is_free);
}

#[test]
fn reindex_answers_the_same() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    assert_eq!(room.build(&source, &[]).code, Some(0));
    let before = ["养犬登记", "登记", "停车场管理办法", ""].map(|query| room.found(query));
    assert_eq!(before[0]["hits"][0]["id"], "dogs");
    let ran = room.run("reindex", &["--json"]);
    assert_eq!((ran.code, &ran.json()["documents"]), (Some(0), &json!(3)));
    assert_eq!(room.current(), "000002");
    assert_eq!(
        ["养犬登记", "登记", "停车场管理办法", ""].map(|query| room.found(query)),
        before
    );
    let again = room.build(&source, &[]).json();
    assert_eq!(
        (&again["unchanged"], &again["published"]),
        (&json!(3), &json!(false))
    );
}
