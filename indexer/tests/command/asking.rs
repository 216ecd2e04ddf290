//! The subcommands that ask an index.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::room::{Room, laws, record};

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

#[test]
fn another_day_may_be_today() {
    let room = Room::new();
    let source = room.write("laws.jsonl", laws());
    assert_eq!(room.build(&source, &[]).code, Some(0));
    let flag = room.run("search", &["养犬", "--json", "--today", "2019-05-01"]);
    assert_eq!(flag.json()["as_of"], "2019-05-01");
    let mut command = room.command("search");
    let said = command
        .args(["养犬", "--json"])
        .env("TONGCHA_TODAY", "2019-05-02");
    let said = said.output().expect("the command runs").stdout;
    let said: Value = serde_json::from_slice(&said).expect("JSON");
    assert_eq!(said["as_of"], "2019-05-02");
    let none = room.run("search", &["养犬", "--today", "2019-02-29"]);
    assert_eq!(none.code, Some(2));
    assert!(
        none.stderr.contains("there is no day 2019-02-29"),
        "{none:?}"
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
