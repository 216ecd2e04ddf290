//! The command as an operator meets it: good input, bad input, damaged data, signals.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tongcha::{DataDirectory, Indexer, Tokenizer, WriterOptions};

/// A folder with sources and a data directory, gone after the test.
struct Room {
    folder: tempfile::TempDir,
}

/// How a command ended.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// Failed with one sentence that holds these words, and printed nothing else.
    fn fails_saying(&self, words: &str) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert!(self.stdout.is_empty(), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "{self:?}");
        assert!(self.stderr.contains(words), "{self:?}");
    }
}

impl Room {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(&path, content).expect("written");
        path
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongcha-indexer"));
        command
            .arg(name)
            .arg("--data")
            .arg(self.data())
            .env_remove("TONGCHA_DATA");
        command
    }

    fn run(&self, name: &str, arguments: &[&str]) -> Ran {
        let output = self
            .command(name)
            .args(arguments)
            .output()
            .expect("the command runs");
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    fn build(&self, source: &Path, arguments: &[&str]) -> Ran {
        let source = source.to_str().expect("UTF-8");
        self.run(
            "build",
            &[&["--json", "--source", source], arguments].concat(),
        )
    }

    fn quarantine(&self) -> Vec<Value> {
        let text =
            fs::read_to_string(self.data().join("quarantine.jsonl")).expect("a quarantine file");
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    }

    fn current(&self) -> String {
        fs::read_to_string(self.data().join("CURRENT"))
            .expect("CURRENT")
            .trim()
            .to_owned()
    }

    /// Files of the generation in use, the largest first.
    fn index_files(&self) -> Vec<PathBuf> {
        let folder = self.data().join("generations").join(self.current());
        let mut files: Vec<_> = fs::read_dir(folder)
            .expect("listed")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.retain(|path| path.extension().is_none_or(|extension| extension != "json"));
        files.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).expect("metadata").len()));
        files
    }

    fn generations(&self) -> Vec<String> {
        let entries = fs::read_dir(self.data().join("generations")).expect("listed");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// What a search finds, without what differs between two runs.
    fn found(&self, query: &str) -> Value {
        let mut answer = self
            .run("search", &[query, "--json", "--as-of", "2026-11-23"])
            .json();
        for field in ["took_ms", "generation"] {
            answer.as_object_mut().expect("an object").remove(field);
        }
        answer
    }
}

fn record(id: &str, title: &str, text: &str) -> String {
    format!("{}\n", json!({"id": id, "title": title, "text": text}))
}

fn laws() -> String {
    [
        record(
            "dogs",
            "云溪省养犬管理条例",
            "第一条 为了规范养犬行为，制定本条例。\n第二条 养犬应当登记。",
        ),
        record(
            "cars",
            "云溪省停车场管理办法",
            "第一条 停车场应当明码标价。\n第二条 禁止占用消防通道停车。",
        ),
        record(
            "care",
            "云溪省养老服务条例",
            "第一条 养老服务机构应当登记。",
        ),
    ]
    .concat()
}

/// Enough records for a build that takes some seconds.
fn many_laws() -> String {
    let article = "从事生产经营活动的单位和个人应当遵守本条例，接受有关部门的监督检查，不得隐瞒、拒绝、阻碍。";
    let text: String = (1..40).map(|n| format!("第{n}条 {article}\n")).collect();
    (0..6_000)
        .map(|n| record(&format!("many-{n}"), &format!("云溪省第{n}号条例"), &text))
        .collect()
}

#[test]
fn bad_lines_are_quarantined_with_their_reason() {
    let room = Room::new();
    let lines: Vec<(Vec<u8>, Option<&str>)> = vec![
        (record("good", "条例", "第一条 甲。").into_bytes(), None),
        (b"\n".to_vec(), None),
        (
            b"{\"id\": \"x\", \"title\": \n".to_vec(),
            Some("invalid_json"),
        ),
        (b"{\"title\": \"\\ud800\"}\n".to_vec(), Some("invalid_json")),
        (
            b"{\"title\": \"\xb5\xda\xd2\xbb\"}\n".to_vec(),
            Some("invalid_utf8"),
        ),
        (b"[1, 2]\n".to_vec(), Some("not_an_object")),
        (
            [b"{\"a\":".repeat(5_000), b"\n".to_vec()].concat(),
            Some("too_deep"),
        ),
        (
            record("good", "另一条例", "第一条 乙。").into_bytes(),
            Some("duplicate_id"),
        ),
        (
            b"{\"id\": \"nothing\"}\n".to_vec(),
            Some("missing_title_and_text"),
        ),
        (
            b"{\"id\": \"typed\", \"title\": \"t\", \"text\": {\"a\": 1}}\n".to_vec(),
            Some("wrong_type"),
        ),
        (b"\0\x01\x02\n".to_vec(), Some("invalid_json")),
        (record("last", "末", "第一条 丙。").into_bytes(), None),
    ];
    let content: Vec<u8> = lines.iter().flat_map(|(line, _)| line.clone()).collect();
    // The binary line lies behind the first 8 KiB, which would make the file a binary one.
    let source = room.write("bad.jsonl", content);
    let ran = room.build(&source, &[]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let summary = ran.json();
    let numbers = ["inputs", "indexed", "unchanged", "quarantined", "documents"]
        .map(|name| summary[name].as_u64());
    assert_eq!(numbers, [Some(11), Some(2), Some(0), Some(9), Some(2)]);

    let expected: Vec<(u64, &str)> = (1..)
        .zip(&lines)
        .filter_map(|(number, (_, reason))| reason.map(|reason| (number, reason)))
        .collect();
    let quarantine = room.quarantine();
    let found: Vec<(u64, &str)> = quarantine
        .iter()
        .map(|entry| {
            (
                entry["line"].as_u64().expect("a line"),
                entry["reason"].as_str().expect("a reason"),
            )
        })
        .collect();
    assert_eq!(found, expected);
    assert!(
        quarantine
            .iter()
            .all(|entry| entry["source"] == source.to_str().expect("UTF-8"))
    );
}

#[test]
fn bad_files_of_a_folder_are_quarantined_by_path() {
    let room = Room::new();
    let packed = zstd::encode_all(laws().as_bytes(), 3).expect("compressed");
    room.write("in/a/empty.txt", "");
    room.write("in/a/nothing.jsonl", "\n\n");
    room.write("in/binary.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    room.write("in/gbk.txt", b"\xb5\xda\xd2\xbb\xcc\xf5");
    room.write("in/good.txt", "云溪省气象条例\n\n第一条 甲。\n");
    room.write("in/scan.pdf", "%PDF-1.7");
    room.write("in/cut.jsonl.zst", &packed[..packed.len() - 10]);
    room.write("in/README.md", "# 说明");
    let ran = room.build(&room.path("in"), &["--prune"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let found: Vec<(String, String)> = room
        .quarantine()
        .iter()
        .map(|entry| {
            (
                entry["path"].as_str().expect("a path").into(),
                entry["reason"].as_str().expect("").into(),
            )
        })
        .collect();
    let expected = [
        ("a/empty.txt", "empty_file"),
        ("a/nothing.jsonl", "empty_file"),
        ("binary.md", "binary_file"),
        ("cut.jsonl.zst", "decompression_failed"),
        ("gbk.txt", "invalid_utf8"),
    ];
    assert_eq!(
        found,
        expected.map(|(path, reason)| (path.to_owned(), reason.to_owned()))
    );
    let summary = ran.json();
    assert_eq!(summary["skipped_files"], json!({".pdf": 1}));
    assert_eq!(summary["prune_held_back"], true);
    assert_eq!(
        room.run("show", &["good"]).stdout,
        "云溪省气象条例\n\n第一条 甲。\n"
    );
}

#[test]
fn a_line_of_100_mb_is_passed_over() {
    let room = Room::new();
    let path = room.path("long.jsonl");
    let mut file = fs::File::create(&path).expect("created");
    file.write_all(b"{\"id\": \"long\", \"title\": \"t\", \"text\": \"")
        .expect("written");
    for _ in 0..100 {
        file.write_all(&[b'a'; 1_000_000]).expect("written");
    }
    file.write_all(b"\"}\n").expect("written");
    file.write_all(laws().as_bytes()).expect("written");
    drop(file);
    let summary = room.build(&path, &[]).json();
    assert_eq!(
        (&summary["indexed"], &summary["quarantined"]),
        (&json!(3), &json!(1))
    );
    let entry = &room.quarantine()[0];
    assert_eq!(
        (&entry["line"], &entry["reason"]),
        (&json!(1), &json!("line_too_long"))
    );
}

#[test]
fn oddities_are_accepted_with_a_finding() {
    let room = Room::new();
    let odd = json!({
        "id": 2013, "title": "云溪省供水条例", "text": "第一条 甲。", "effective": "2013-02-30",
        "authority": ["云溪省人民政府", "云溪省水利厅"], "colour": "red", "number": null,
    });
    let source = room.write("odd.jsonl", format!("{odd}\n"));
    let ran = room.build(&source, &[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let findings = &ran.json()["findings"];
    for code in ["unreadable_date", "unknown_field", "unexpected_type"] {
        assert!(findings[code].as_u64() >= Some(1), "{code} in {findings}");
    }
    let shown = room.run("show", &["2013", "--format", "json"]).json();
    assert_eq!(shown["raw"]["colour"], "red");
    assert_eq!(shown["raw"]["effective"], "2013-02-30");
    assert_eq!(shown["dates"]["effective"], Value::Null);
}

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
fn wrong_arguments_fail_with_what_to_change() {
    let room = Room::new();
    room.build(&room.path("nowhere"), &[])
        .fails_saying("does not exist; check the path given to --source");
    let pdf = room.write("a.pdf", "x");
    room.build(&pdf, &[])
        .fails_saying("neither a folder nor a .jsonl");
    let source = room.write("laws.jsonl", laws());
    for wrong in [
        &["--threads", "0"][..],
        &["--memory-mb", "x"],
        &["--colour"],
    ] {
        assert_eq!(room.build(&source, wrong).code, Some(2), "{wrong:?}");
    }
    assert!(!room.data().exists());
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
    assert_eq!(room.build(&source, &[]).code, Some(0));
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

#[test]
fn documents_are_shown_in_each_form() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    assert_eq!(room.build(&source, &[]).code, Some(0));
    assert!(
        room.run("show", &["dogs"])
            .stdout
            .starts_with("云溪省养犬管理条例\n")
    );
    assert!(
        room.run("show", &["dogs", "--format", "md"])
            .stdout
            .starts_with("# 云溪省养犬管理条例\n")
    );
    assert_eq!(
        room.run("show", &["dogs", "--format", "json"]).json()["id"],
        "dogs"
    );
    assert_eq!(room.run("stats", &["--json"]).json()["documents"], 3);
    assert!(room.run("stats", &[]).stdout.contains("documents   3\n"));
    let articles = room.run("search", &["养犬登记", "--level", "article"]);
    assert!(
        articles.stdout.contains("第二条 养犬应当登记。"),
        "{articles:?}"
    );
    let without = room.run("search", &["-养犬", "--json"]);
    assert_eq!(without.json()["query"]["raw"], "-养犬");
    assert!(
        !articles.stdout.contains('\u{1b}'),
        "marks are for terminals"
    );
}

fn question(qid: &str, query: &str, doc: &str) -> String {
    let relevant = json!([{ "doc": doc }]);
    let question = json!({"qid": qid, "query": query, "kind": "topic", "level": "document", "relevant": relevant});
    format!("{question}\n")
}

#[test]
fn questions_are_asked_and_counted() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    assert_eq!(room.build(&source, &[]).code, Some(0));
    let sets = [
        question("1", "养犬登记", "dogs"),
        question("2", "<b>航天</b>", "cars"),
    ];
    let set = room.write("set.jsonl", sets.concat());
    let set = set.to_str().expect("UTF-8");
    let html = room.path("report.html");
    let html = html.to_str().expect("UTF-8");

    let table = room.run("evaluate", &["--queries", set, "--html", html]);
    assert_eq!(table.code, Some(0), "{table:?}");
    assert!(table.stdout.contains("| topic | 2 | 0.500 |"), "{table:?}");
    assert!(table.stdout.contains("2 [topic]") && table.stdout.contains("p50"));
    let page = fs::read_to_string(html).expect("a page");
    assert!(page.contains("&lt;b&gt;航天&lt;/b&gt;") && page.contains("cars"));
    for foreign in ["<script", "http://", "https://", "<b>", "src=\""] {
        assert!(!page.contains(foreign), "{foreign}");
    }

    let floors = [
        "--floor",
        "topic=0.4/0.5",
        "--floor",
        "all=0.9/0.1",
        "--floor",
        "typo=0/0",
    ];
    let missed = room.run(
        "evaluate",
        &[&["--queries", set, "--no-time", "--json", "-"], &floors[..]].concat(),
    );
    assert_eq!(missed.code, Some(1), "{missed:?}");
    let report = missed.json();
    assert_eq!(report["kinds"]["topic"]["success_at_10"], 0.5);
    assert_eq!(report["failures"][0]["qid"], "2");
    assert_eq!(report["latency"], Value::Null);
    let figures = report["missed_floors"].as_array().expect("a list");
    let kinds: Vec<_> = figures
        .iter()
        .map(|missed| missed["kind"].as_str())
        .collect();
    assert_eq!(kinds, [Some("all"), Some("typo"), Some("typo")]);

    let limited = room.run(
        "evaluate",
        &["--queries", set, "--limit", "1", "--json", "-"],
    );
    assert_eq!(limited.json()["overall"]["questions"], 1);
    assert!(limited.json()["latency"]["p50_ms"].is_number());
}

#[test]
fn documents_are_found_by_what_they_are_called() {
    let room = Room::new();
    let numbered = json!({
        "id": "notice", "title": "中华人民共和国云溪通知（2019年修正）", "number": "云办发〔2019〕8号", "text": "各单位：请照办。"
    });
    let twin = record("dogs-2", "云溪省养犬管理条例", "第一条 另一份同名的条例。");
    let source = room.write("laws.jsonl", laws() + &twin + &format!("{numbered}\n"));
    assert_eq!(room.build(&source, &[]).code, Some(0));
    let report = room.run("evaluate", &["--self", "--json", "-"]).json();
    for (kind, asked) in [
        ("self_title", 4),
        ("self_short_title", 1),
        ("self_number", 1),
    ] {
        assert_eq!(report["kinds"][kind]["questions"], asked, "{report}");
        assert_eq!(report["kinds"][kind]["success_at_1"], 1.0, "{report}");
    }
}

#[test]
fn citations_of_a_text_are_checked() {
    let room = Room::new();
    let old = json!({
        "id": "old", "title": "云溪省养犬管理办法", "declared_status": "已废止", "published": "2001-01-01", "text": "第一条 旧的。"
    });
    let source = room.write("laws.jsonl", laws() + &format!("{old}\n"));
    assert_eq!(room.build(&source, &[]).code, Some(0));

    let good = room.write(
        "good.txt",
        "依照《云溪省养犬管理条例》第二条\n和《申请表》办理。\n",
    );
    let ran = room.run("check", &[good.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, Some(0), "{ran:?}");

    let bad =
        "依照：\n《云溪省养犬管理条例》第九条、\u{1b}[2J《云溪省养犬管理办法》和《云溪省航天条例》";
    let bad = room.write("bad.txt", bad);
    let bad = bad.to_str().expect("UTF-8");
    let ran = room.run("check", &[bad, "--as-of", "2026-11-23"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.stdout
            .starts_with("2:1\t没有这一条\t《云溪省养犬管理条例》第九条\n"),
        "{ran:?}"
    );
    assert!(
        ran.stdout
            .contains("2:20\t已废止或失效\t《云溪省养犬管理办法》\n"),
        "{ran:?}"
    );
    assert!(
        ran.stdout.contains("未收录") && ran.stdout.contains("3 citations: "),
        "{ran:?}"
    );
    assert!(!ran.stdout.contains('\u{1b}'));

    let mut command = room.command("check");
    command
        .args(["-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all("《云溪省养犬管理条例》".as_bytes())
        .expect("written");
    drop(stdin);
    let output = child.wait_with_output().expect("ended");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(report["citations"][0]["document"]["id"], "dogs");

    let binary = room.write("binary.txt", b"\xff\xfe");
    room.run("check", &[binary.to_str().expect("UTF-8")])
        .fails_saying("is not UTF-8");
    let long = room.write("long.txt", "法".repeat(200_001));
    room.run("check", &[long.to_str().expect("UTF-8")])
        .fails_saying("at most 200000 are checked");
    room.run("check", &["nowhere.txt"])
        .fails_saying("nowhere.txt");
}

#[test]
fn question_sets_that_cannot_be_read() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    assert_eq!(room.build(&source, &[]).code, Some(0));
    let set = room.write("set.jsonl", question("1", "养犬", "dogs") + "{}\n");
    let set = set.to_str().expect("UTF-8");
    room.run("evaluate", &["--queries", set])
        .fails_saying("set.jsonl: line 2 is no question: missing field `qid`");
    room.run("evaluate", &["--queries", "nowhere.jsonl"])
        .fails_saying("nowhere.jsonl");
    for wrong in [&[][..], &["--self", "--floor", "topic=2/3"]] {
        let ran = room.run("evaluate", wrong);
        assert_eq!(ran.code, Some(2), "{ran:?}");
    }
}

#[test]
fn completions_exist_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongcha-indexer"));
        let output = command
            .args(["completions", shell])
            .output()
            .expect("the command runs");
        assert!(output.status.success());
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("reindex"),
            "{shell}"
        );
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let room = Room::new();
    // More than a pipe holds, so that writing meets the closed end.
    let text = "第一条 为了规范养犬行为，制定本条例。\n".repeat(20_000);
    let source = room.write("long.jsonl", record("long", "云溪省养犬管理条例", &text));
    assert_eq!(room.build(&source, &[]).code, Some(0));
    let mut command = room.command("show");
    command
        .arg("long")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut first = String::new();
    let stdout = child.stdout.take().expect("a pipe");
    BufReader::with_capacity(64, stdout)
        .read_line(&mut first)
        .expect("read");
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut stderr)
        .expect("read");
    assert_eq!(
        (child.wait().expect("ended").code(), stderr.as_str()),
        (Some(0), "")
    );
    assert_eq!(first, "云溪省养犬管理条例\n");
}
