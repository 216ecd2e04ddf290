//! Starting from the command line: what is wrong is one sentence and exit code 2.

use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

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
    fails(&["--today", "2019-02-29"], "there is no day 2019-02-29");
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
    let mut server = Served::start(
        &["--data", &folder.path().to_string_lossy()],
        &std::env::temp_dir(),
    );
    assert_eq!(
        ask(server.address(), "GET", "/health/ready", &[]).status,
        200
    );
    server.end();
}

#[test]
fn another_day_may_be_today() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), samples());
    let data = folder.path().to_string_lossy().into_owned();
    let mut server = Served::start(
        &["--data", &data, "--today", "2019-05-01"],
        &std::env::temp_dir(),
    );
    for path in [
        "/api/v1/search?q=a",
        "/api/v1/lists/newly_published?days=30",
    ] {
        let answer = ask(server.address(), "GET", path, &[]);
        let answer: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(answer["as_of"], "2019-05-01", "{path}: {answer}");
    }
    server.end();
}

#[test]
fn query_texts_are_logged_only_when_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), samples());
    let data = folder.path().to_string_lossy().into_owned();
    for (flags, is_logged) in [
        (&["--log-format", "json"][..], false),
        (&["--log-queries"][..], true),
    ] {
        let mut server =
            Served::start(&[&["--data", &data], flags].concat(), &std::env::temp_dir());
        assert_eq!(
            ask(server.address(), "GET", "/api/v1/search?q=secretword", &[]).status,
            200
        );
        assert_eq!(
            ask(server.address(), "GET", "/doc/secretword", &[]).status,
            404
        );
        let log = server.end();
        assert!(
            log.contains("/api/v1/search") && log.contains("/doc/{id}"),
            "{log}"
        );
        assert_eq!(log.contains("secretword"), is_logged, "{log}");
    }
}

#[test]
fn the_demonstration_says_what_to_open_and_leaves_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    let count = || std::fs::read_dir(place.path()).expect("a folder").count();
    let mut server = Served::start(&["--demo"], place.path());
    assert!(
        ask(server.address(), "GET", "/", &[])
            .body
            .contains("岚江省物业管理条例")
    );
    assert_eq!(count(), 1);
    server.end();
    assert_eq!(count(), 0, "the index is removed");
}

/// A process of the server.
struct Served {
    child: Child,
    address: SocketAddr,
}

impl Served {
    /// Starts it with a temporary place of its own and waits until it says where it is.
    fn start(arguments: &[&str], place: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tongcha-server"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .env("TMPDIR", place)
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let address = lines.map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("http://")?;
            rest.trim_end_matches('/').parse().ok()
        });
        Self {
            child,
            address: address.expect("it says where it is"),
        }
    }

    fn address(&self) -> SocketAddr {
        self.address
    }

    /// Asks it to end, as the system does, waits, and gives its log.
    fn end(&mut self) -> String {
        let asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .expect("kill runs");
        assert!(asked.success());
        let mut log = String::new();
        let mut stream = self.child.stderr.take().expect("its log");
        stream.read_to_string(&mut log).expect("read");
        assert!(self.child.wait().expect("it ends").success());
        log
    }
}
