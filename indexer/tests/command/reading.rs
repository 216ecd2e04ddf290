//! Good and bad input of a build.

use std::fs;
use std::io::Write;

use serde_json::{Value, json};

use crate::room::{Room, laws, record};

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
    room.write("in/page_files/style.css", "p { color: red }");
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
        ("binary.md", "unknown_format"),
        ("cut.jsonl.zst", "decompression_failed"),
        ("scan.pdf", "damaged_file"),
    ];
    assert_eq!(
        found,
        expected.map(|(path, reason)| (path.to_owned(), reason.to_owned()))
    );
    let summary = ran.json();
    assert_eq!(summary["skipped_files"], json!({".css": 1}));
    assert!(
        room.run("show", &["gbk"]).stdout.starts_with("第一条"),
        "GBK is read"
    );
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

/// A PDF file of one page that holds a line and no text, as a scan does.
fn scanned() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        "<</Length 17>>stream\n0 0 m 100 100 l S\nendstream",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let start = pdf.len();
    pdf.push_str(&format!(
        "xref\n0 5\n{table}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    ));
    pdf.into_bytes()
}

#[test]
#[cfg(unix)]
fn scanned_pages_are_read_by_the_program_that_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    room.write("in/scan.pdf", scanned());
    let without = room.build(&room.path("in"), &[]);
    assert_eq!(without.code, Some(2), "{without:?}");
    assert_eq!(room.quarantine()[0]["reason"], "no_text_layer");

    let program = room.write(
        "ocr.sh",
        "#!/bin/sh\ncat > /dev/null\nprintf '云溪省养犬办法\\n第一条 养犬应当登记。\\n第二条 禁止虐待犬只。\\n'\n",
    );
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("executable");
    let program = program.to_str().expect("UTF-8");
    let with = room.build(&room.path("in"), &["--ocr", program]);
    assert_eq!(with.code, Some(0), "{with:?}");
    assert!(
        room.run("show", &["scan"])
            .stdout
            .starts_with("云溪省养犬办法")
    );

    let missing = room.build(&room.path("in"), &["--ocr", "/nowhere/ocr"]);
    assert_eq!(missing.code, Some(1), "{missing:?}");
    assert_eq!(room.quarantine()[0]["reason"], "tool_missing");
}
