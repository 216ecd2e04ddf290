//! Builds that are killed or interrupted.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::room::{Room, laws, many_laws};

/// Starts a long build and returns when it is at work.
fn long_build(room: &Room) -> Child {
    let laws = room.write("laws.jsonl", laws());
    assert_eq!(room.build(&laws, &[]).code, Some(0));
    let many = room.write("many.jsonl", many_laws());
    let mut command = room.command("build");
    command
        .arg("--source")
        .arg(many)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn().expect("the command runs");
    let begun = Instant::now();
    while !room.data().join("quarantine.jsonl.next").exists() {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "the build does not begin"
        );
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(200));
    child
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let status = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status()
        .expect("kill runs");
    assert!(status.success());
}

#[cfg(unix)]
#[test]
fn killed_builds_leave_the_last_generation() {
    let room = Room::new();
    let mut child = long_build(&room);
    child.kill().expect("killed");
    assert_eq!(
        child.wait().expect("ended").code(),
        None,
        "it had ended before it was killed"
    );
    assert_eq!(room.current(), "000001");
    assert_eq!(room.run("verify", &[]).code, Some(0));
    assert_eq!(room.found("养犬登记")["hits"][0]["id"], "dogs");

    let source = room.write("laws.jsonl", laws().replace("应当登记", "必须登记"));
    let summary = room.build(&source, &[]).json();
    assert_eq!(
        (&summary["published"], &summary["documents"]),
        (&json!(true), &json!(3))
    );
    assert!(
        room.generations()
            .iter()
            .all(|name| !name.ends_with(".building")),
        "{:?}",
        room.generations()
    );
}

#[cfg(unix)]
#[test]
fn interrupted_builds_say_so_and_clean_up() {
    for name in ["-INT", "-TERM"] {
        let room = Room::new();
        let child = long_build(&room);
        signal(&child, name);
        let output = child.wait_with_output().expect("ended");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(130), "{name}: {stderr}");
        assert_eq!(
            stderr.trim_end(),
            "interrupted; generation 000001 is in use"
        );
        assert!(output.stdout.is_empty());
        assert_eq!(room.generations(), ["000001"]);
        assert!(!room.data().join("quarantine.jsonl.next").exists());
        assert_eq!(room.run("verify", &[]).code, Some(0));
    }
}
