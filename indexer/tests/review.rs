//! `review` as an operator and his spreadsheet program meet it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// A data directory over two records, gone after the test.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        let records = [
            json!({
                "id": "old", "title": "=HYPERLINK(\"http://x\",\"云溪省停车办法\")", "published": "2020-01-01",
                "effective": "2020-01-01", "expires": "2026-12-01", "declared_status": "有效",
                "authority": "云溪省人民政府", "text": "第一条 由省环境保护厅\n会同, \"有关\"部门办理。"
            }),
            json!({
                "id": "new", "title": "云溪省养犬办法", "published": "2026-11-20",
                "authority": "云溪省人民政府", "text": "第一条 依照《云溪省宠物条例》，养犬应当登记。"
            }),
        ];
        let lines: Vec<String> = records.iter().map(Value::to_string).collect();
        let source = room.path("source.jsonl");
        fs::write(&source, lines.join("\n")).expect("written");
        let source = source.to_str().expect("UTF-8");
        let built = room.run("build", &["--source", source, "--json"]);
        assert!(built.status.success(), "{built:?}");
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, name: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tongcha-indexer"))
            .arg(name)
            .arg("--data")
            .arg(self.path("data"))
            .args(arguments)
            .env_remove("TONGCHA_DATA")
            .output()
            .expect("the command runs")
    }

    fn review(&self, arguments: &[&str]) -> String {
        let ran = self.run("review", &[&["--as-of", "2026-11-23"], arguments].concat());
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
        assert!(ran.stderr.is_empty(), "{ran:?}");
        String::from_utf8(ran.stdout).expect("UTF-8")
    }

    fn fails_saying(&self, arguments: &[&str], words: &str) {
        let ran = self.run("review", arguments);
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(2), "{said}");
        assert!(ran.stdout.is_empty() && said.contains(words), "{said}");
    }
}

/// Rows and cells of CSV (RFC 4180) as a spreadsheet program reads them.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut rows = vec![vec![String::new()]];
    let mut chars = csv.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("a row");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().expect("a cell").push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            c => row.last_mut().expect("a cell").push(c),
        }
    }
    assert_eq!(
        rows.pop(),
        Some(vec![String::new()]),
        "it ends with a line break"
    );
    rows
}

#[test]
fn all_lists_are_one_json_object() {
    let room = Room::new();
    let review: Value = serde_json::from_str(&room.review(&[])).expect("JSON");
    assert_eq!(review["as_of"], "2026-11-23");
    let lists = review["lists"].as_array().expect("lists");
    let found: Vec<(&str, u64)> = lists
        .iter()
        .map(|list| {
            let kind = list["kind"].as_str().expect("a kind");
            (kind, list["total"].as_u64().expect("a total"))
        })
        .filter(|(_, total)| *total > 0)
        .collect();
    assert_eq!(lists.len(), 12);
    assert_eq!(
        found,
        [
            ("newly_published", 1),
            ("expiring", 1),
            ("former_organs", 1),
            ("unresolved", 1)
        ]
    );
    let chosen: Value = serde_json::from_str(
        &room.review(&["--list", "expiring", "changed", "--list", "presumed"]),
    )
    .expect("JSON");
    let kinds: Vec<&str> = chosen["lists"]
        .as_array()
        .expect("lists")
        .iter()
        .map(|list| list["kind"].as_str().expect("a kind"))
        .collect();
    assert_eq!(kinds, ["expiring", "changed", "presumed"]);
    let near: Value =
        serde_json::from_str(&room.review(&["--list", "expiring", "--days", "5"])).expect("JSON");
    assert_eq!(near["lists"][0]["total"], 0);
    let other: Value =
        serde_json::from_str(&room.review(&["--filter", "authority=无", "--list", "expiring"]))
            .expect("JSON");
    assert_eq!(other["lists"][0]["total"], 0);
}

#[test]
fn a_spreadsheet_program_reads_the_table_and_runs_nothing() {
    let room = Room::new();
    let out = room.path("review.csv");
    let printed = room.review(&["--format", "csv", "--out", out.to_str().expect("UTF-8")]);
    assert!(printed.is_empty());
    let table = fs::read_to_string(&out).expect("written");
    assert_eq!(table, room.review(&["--format", "csv"]));
    let rows = rows(&table);
    assert_eq!(rows.len(), 5, "{rows:?}");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    for row in &rows {
        for cell in row {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
    }
    let expiring = rows.iter().find(|row| row[0] == "即将到期").expect("a row");
    assert_eq!(expiring[2], "'=HYPERLINK(\"http://x\",\"云溪省停车办法\")");
    assert_eq!(expiring[5], "2026-12-01");
    let organ = rows
        .iter()
        .find(|row| row[0] == "仍使用原机构名称")
        .expect("a row");
    assert_eq!(organ[7], "环境保护厅");
}

#[test]
fn wrong_flags_are_said() {
    let room = Room::new();
    room.fails_saying(
        &["--list", "x"],
        "there is no list \"x\"; there are newly_published",
    );
    room.fails_saying(&["--days", "0"], "--days");
    room.fails_saying(&["--days", "36501"], "36500");
    room.fails_saying(&["--as-of", "2026-02-30"], "--as-of");
    room.fails_saying(&["--format", "xml"], "json, csv");
    room.fails_saying(&["--filter", "x=1"], "there is no filter \"x\"");
    room.fails_saying(
        &[
            "--out",
            Path::new("/nowhere/at/all.csv").to_str().expect("UTF-8"),
        ],
        "/nowhere/at/all.csv: it cannot be written",
    );
}
