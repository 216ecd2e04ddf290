//! What a build changes, removes and publishes.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::room::{Room, laws};

#[test]
fn a_build_changes_only_what_changed() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    let first = room.build(&source, &[]).json();
    assert_eq!(
        (&first["indexed"], &first["published"]),
        (&json!(3), &json!(true))
    );

    let second = room.build(&source, &["--prune"]).json();
    assert_eq!(
        (&second["unchanged"], &second["published"]),
        (&json!(3), &json!(false))
    );
    assert_eq!(second["generation"], first["generation"]);
    assert_eq!(room.generations(), ["000001"]);
    let human = room.run("build", &["--source", source.to_str().expect("UTF-8")]);
    assert!(
        human
            .stdout
            .starts_with("nothing changed; generation 000001 stays in use\n"),
        "{human:?}"
    );

    let changed = laws()
        .lines()
        .take(2)
        .collect::<Vec<_>>()
        .join("\n")
        .replace("养犬应当登记", "养犬必须登记");
    room.write("laws.jsonl", &changed);
    let third = room.build(&source, &[]).json();
    let numbers = ["indexed", "unchanged", "removed", "documents"].map(|name| third[name].as_u64());
    assert_eq!(numbers, [Some(1), Some(1), Some(0), Some(3)]);
    assert!(room.run("show", &["dogs"]).stdout.contains("养犬必须登记"));

    let pruned = room.build(&source, &["--prune"]).json();
    let numbers =
        ["indexed", "unchanged", "removed", "documents"].map(|name| pruned[name].as_u64());
    assert_eq!(numbers, [Some(0), Some(2), Some(1), Some(2)]);
    room.run("show", &["care"])
        .fails_saying("no document \"care\"");
}

#[test]
fn nothing_is_pruned_when_a_file_was_not_read() {
    let room = Room::new();
    room.write("in/laws.jsonl", laws());
    room.write("in/one.txt", "云溪省气象条例\n第一条 甲。");
    assert_eq!(room.build(&room.path("in"), &[]).json()["documents"], 4);
    room.write("in/laws.jsonl", "");
    let ran = room.build(&room.path("in"), &["--prune"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let summary = ran.json();
    assert_eq!(
        (&summary["prune_held_back"], &summary["documents"]),
        (&json!(true), &json!(4))
    );
}

#[test]
fn nothing_good_publishes_nothing() {
    let room = Room::new();
    let source = room.write("bad.jsonl", "{\n");
    room.build(&source, &[])
        .fails_saying("none of 1 inputs could be indexed");
    assert_eq!(room.quarantine().len(), 1);
    assert!(!room.data().join("CURRENT").exists());
    fs::create_dir(room.path("empty")).expect("made");
    room.build(&room.path("empty"), &[])
        .fails_saying("the sources hold no");
}

#[test]
fn a_document_from_two_places_is_one_with_both() {
    let room = Room::new();
    let text = "云溪省养犬管理条例\n\n第一条　为了规范养犬，保障公民健康和人身安全，制定本条例。\n第二条　养犬应当登记，不得虐待犬只。\n";
    room.write("in/a/dogs.txt", text);
    let page = text.replace("\n\n", "</h1><p>").replace('\n', "</p><p>");
    room.write(
        "in/b/page.html",
        format!("<html><body><h1>{page}</p></body></html>"),
    );
    let ran = room.build(&room.path("in"), &[]);
    let summary = ran.json();
    assert_eq!(
        (&summary["indexed"], &summary["joined"]),
        (&json!(1), &json!(1)),
        "{ran:?}"
    );
    let shown = room.run("show", &["dogs", "--format", "json"]).json();
    let paths: Vec<_> = shown["manifestations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|place| (place["id"].as_str(), place["path"].as_str()))
        .collect();
    assert_eq!(
        paths,
        [
            (Some("dogs"), Some("a/dogs.txt")),
            (Some("page"), Some("b/page.html"))
        ]
    );
    // Rebuilt from its own records it has both still, and without one of its files it has one.
    assert_eq!(room.run("reindex", &[]).code, Some(0));
    let again = room.run("show", &["dogs", "--format", "json"]).json();
    assert_eq!(again["manifestations"], shown["manifestations"]);
    fs::remove_file(room.path("in/b/page.html")).expect("removed");
    assert_eq!(room.build(&room.path("in"), &["--prune"]).code, Some(0));
    let alone = room.run("show", &["dogs", "--format", "json"]).json();
    assert_eq!(alone["manifestations"], json!([]));
}

#[test]
fn a_watched_folder_and_its_index_stay_in_step() {
    let room = Room::new();
    let text = |n: u32| format!("云溪省第{n}号办法\n\n第一条　第{n}号事项应当登记。\n");
    room.write("in/1.txt", text(1));
    let mut watching = room
        .command("build")
        .args(["--watch", "1", "--source"])
        .arg(room.path("in"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let wait_for = |id: &str, held: bool| {
        let begun = Instant::now();
        while (room.run("show", &[id]).code == Some(0)) != held {
            assert!(
                begun.elapsed() < Duration::from_secs(120),
                "{id} held: {held}"
            );
            thread::sleep(Duration::from_millis(200));
        }
    };
    wait_for("1", true);
    room.write("in/2.txt", text(2));
    wait_for("2", true);
    fs::remove_file(room.path("in/1.txt")).expect("removed");
    wait_for("1", false);
    let ended = Command::new("kill")
        .arg("-INT")
        .arg(watching.id().to_string())
        .status();
    assert!(ended.expect("kill runs").success());
    assert_eq!(watching.wait().expect("ended").code(), Some(130));
}
