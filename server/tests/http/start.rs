//! Starting from the command line: what is wrong is one sentence and exit code 2.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::client::{ask, publish, samples};

fn fails(arguments: &[&str], sentence: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_tongcha-server"))
        .args(arguments)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    assert!(said.contains(sentence), "{arguments:?}: {said}");
}

#[test]
fn what_is_wrong_is_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fails(
        &["--data", &path("none"), "--listen", "127.0.0.1:0"],
        "holds no index; build one with `tongcha-indexer build",
    );
    std::fs::write(path("CURRENT"), "000001\n").expect("written");
    fails(
        &["--data", &path(""), "--listen", "127.0.0.1:0"],
        "is damaged",
    );
    std::fs::write(path("wrong.toml"), "listne = '127.0.0.1:1'\n").expect("written");
    fails(&["--config", &path("wrong.toml")], "listne");
    fails(&["--config", &path("none.toml")], "cannot be read");
    fails(&["--queue", "0"], "queue is 1 to 100000, not 0");
    fails(&["--nonsense"], "--nonsense");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    fails(
        &["--listen", &address, "--data", &path("none")],
        "another program listens there",
    );
    fails(
        &["--listen", "nowhere", "--data", &path("none")],
        "write it as 127.0.0.1:8080",
    );
}

#[test]
fn it_serves_until_it_is_asked_to_end() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), samples());
    let (address, mut child) = serve(&["--data", &folder.path().to_string_lossy()], |line| {
        line.strip_prefix("listening on http://").map(str::to_owned)
    });
    assert_eq!(
        ask(
            address.parse().expect("an address"),
            "GET",
            "/health/ready",
            &[]
        )
        .status,
        200
    );
    end(&mut child);
}

#[test]
fn the_demonstration_says_what_to_open_and_leaves_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    let (address, mut child) = serve_in(place.path(), &["--demo"], |line| {
        line.trim()
            .strip_prefix("open   http://")
            .map(|rest| rest.trim_end_matches('/').to_owned())
    });
    let address = address.parse().expect("an address");
    assert!(
        ask(address, "GET", "/", &[])
            .body
            .contains("岚江省物业管理条例")
    );
    assert_eq!(
        std::fs::read_dir(place.path()).expect("a folder").count(),
        1
    );
    end(&mut child);
    assert_eq!(
        std::fs::read_dir(place.path()).expect("a folder").count(),
        0,
        "the index is removed"
    );
}

fn serve(
    arguments: &[&str],
    read: impl Fn(&str) -> Option<String>,
) -> (String, std::process::Child) {
    serve_in(&std::env::temp_dir(), arguments, read)
}

fn serve_in(
    place: &Path,
    arguments: &[&str],
    read: impl Fn(&str) -> Option<String>,
) -> (String, std::process::Child) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tongcha-server"))
        .args(arguments)
        .args(["--listen", "127.0.0.1:0"])
        .env("TMPDIR", place)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let address = lines
        .map_while(Result::ok)
        .find_map(|line| read(&line))
        .expect("it says where it is");
    (address, child)
}

/// Asks it to end, as the system does, and waits.
fn end(child: &mut std::process::Child) {
    let asked = Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .expect("kill runs");
    assert!(asked.success());
    assert!(child.wait().expect("it ends").success());
}
