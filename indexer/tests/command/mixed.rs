//! A folder as operators have it: many formats, some files bad in every way that we know of.

use std::fs;
use std::io::{Cursor, Write};
use std::time::Instant;

use serde_json::json;
use zip::write::SimpleFileOptions;

use crate::room::Room;

/// Files of the folder; the target of the whole is 2,000 with 200 bad ones, asked for by `TONGCHA_MIXED_FILES=2000`.
fn files() -> usize {
    let asked = std::env::var("TONGCHA_MIXED_FILES").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(400)
}

fn title(n: usize) -> String {
    format!("岚江省第{n}号事项管理办法")
}

fn articles(n: usize) -> Vec<String> {
    let line = |k: usize| {
        format!(
            "第{k}条　第{n}号事项的第{k}项登记，应当在{}个工作日内办理，由云溪市人民政府负责。",
            n * k + 3
        )
    };
    (1..=6).map(line).collect()
}

fn plain(n: usize) -> String {
    format!("{}\n{}\n", title(n), articles(n).join("\n"))
}

fn page(n: usize, charset: &str) -> String {
    let paragraphs: String = articles(n)
        .iter()
        .map(|line| format!("<p>{line}</p>\n"))
        .collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"{charset}\"><title>{title}</title></head><body>\
         <ul class=\"nav\"><li><a href=\"/\">首页</a></li><li><a href=\"/a\">政务公开</a></li></ul>\
         <h1>{title}</h1><div class=\"article\">{paragraphs}</div><div class=\"footer\">版权所有</div></body></html>",
        title = title(n)
    )
}

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .expect("started");
        archive.write_all(content).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

fn docx_of(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    packed(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn docx(n: usize) -> Vec<u8> {
    let paragraphs: String = [title(n)]
        .iter()
        .chain(&articles(n))
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    docx_of(&paragraphs)
}

fn tar_of(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    // Names that lead outside are refused by the library that we write with, so they are put in by hand.
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    let mut archive = tar::Builder::new(Vec::new());
    archive.append(&header, content).expect("appended");
    archive.into_inner().expect("finished")
}

/// A good file of the n-th sort.
fn good(n: usize) -> (String, Vec<u8>) {
    match n % 7 {
        0 => (format!("{n}.txt"), plain(n).into_bytes()),
        1 => (
            format!("{n}.md"),
            format!("# {}\n\n{}\n", title(n), articles(n).join("\n\n")).into_bytes(),
        ),
        2 => (format!("{n}.html"), page(n, "utf-8").into_bytes()),
        3 => (
            format!("{n}.htm"),
            encoding_rs::GB18030
                .encode(&page(n, "gb2312"))
                .0
                .into_owned(),
        ),
        4 => (format!("{n}.docx"), docx(n)),
        5 => (
            format!("{n}.zip"),
            packed(&[("文件/办法.txt", plain(n).as_bytes())]),
        ),
        _ => (format!("{n}.tar"), tar_of("a.docx", &docx(n))),
    }
}

/// A bad file of the n-th way, and the reason it must be quarantined for.
fn bad(way: usize, n: usize) -> (String, Vec<u8>, &'static str) {
    let deep = |opening: &str, closing: &str, count: usize| {
        format!("{}{}", opening.repeat(count), closing.repeat(count))
    };
    let name = |ending: &str| format!("bad-{n}.{ending}");
    match way {
        0 => (name("txt"), Vec::new(), "empty_file"),
        1 => (name("txt"), " \n\u{3000}\n".into(), "empty_file"),
        2 => (
            name("docx"),
            docx(n)[..docx(n).len() / 2].to_vec(),
            "damaged_file",
        ),
        3 => (
            name("pdf"),
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            "unknown_format",
        ),
        4 => (
            name("doc"),
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1garbage\0\0\0".to_vec(),
            "damaged_file",
        ),
        5 => (name("zip"), encrypted(), "encrypted_file"),
        6 => (
            name("zip"),
            packed(&[("a.txt", &vec![b'a'; 80 << 20])]),
            "file_too_large",
        ),
        7 => (name("zip"), nested(6, n), "archive_too_large"),
        8 => (
            name("docx"),
            docx_of(&deep(
                "<w:sdt><w:sdtContent>",
                "</w:sdtContent></w:sdt>",
                50_000,
            )),
            "damaged_file",
        ),
        9 => (name("docx"), bombed(), "forbidden_markup"),
        10 => (
            name("txt"),
            "长".repeat(10_000_000).into_bytes(),
            "line_too_long",
        ),
        11 => (
            name("tar"),
            tar_of("../../etc/passwd", b"root"),
            "not_a_file",
        ),
        12 => (
            name("zip"),
            packed(&[("../../evil.txt", plain(n).as_bytes())]),
            "not_a_file",
        ),
        13 => (
            name("txt"),
            format!("机密★10年\n岚江省人民政府文件\n{}", plain(n)).into_bytes(),
            "secret_mark",
        ),
        14 => (
            name("jsonl"),
            format!("{}\n", deep("[", "]", 5_000)).into_bytes(),
            "too_deep",
        ),
        15 => (
            name("jsonl"),
            b"{\"id\": \"x\", \"title\": \n".to_vec(),
            "invalid_json",
        ),
        16 => (name("gz"), gzipped_bomb(), "file_too_large"),
        17 => (
            name("rar"),
            b"Rar!\x1a\x07\0\0\0\0".to_vec(),
            "unknown_format",
        ),
        18 => (
            name("pdf"),
            b"%PDF-1.4\n1 0 obj\n<< /Type /Cata".to_vec(),
            "damaged_file",
        ),
        _ => (
            name("txt"),
            (0..4_000_u32)
                .map(|k| (k * 7919 % 251 + 128) as u8 | 0x80)
                .collect(),
            "unknown_encoding",
        ),
    }
}

const WAYS: usize = 20;

/// An entry that says it needs a password: bit 0 of its flags, in both places that have them.
fn encrypted() -> Vec<u8> {
    let mut bytes = packed(&[("a.txt", b"secret")]);
    let central = bytes
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .expect("a directory");
    bytes[6] |= 1;
    bytes[central + 8] |= 1;
    bytes
}

fn nested(depth: usize, n: usize) -> Vec<u8> {
    (0..depth).fold(plain(n).into_bytes(), |content, level| {
        let name = if level == 0 { "a.txt" } else { "a.zip" };
        packed(&[(name, &content)])
    })
}

fn bombed() -> Vec<u8> {
    let document = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn gzipped_bomb() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&vec![b'a'; 80 << 20]).expect("packed");
    encoder.finish().expect("packed")
}

#[test]
fn every_bad_file_is_named_and_every_good_one_is_indexed() {
    let room = Room::new();
    let source = room.path("source");
    fs::create_dir_all(&source).expect("made");
    let (count, bad_count) = (files(), files() / 10);
    let mut expected = Vec::new();
    for n in 0..count - bad_count {
        let (name, content) = good(n);
        fs::write(source.join(name), content).expect("written");
    }
    for n in 0..bad_count {
        let (name, content, reason) = bad(n % WAYS, n);
        fs::write(source.join(&name), content).expect("written");
        expected.push((name, reason.to_owned()));
    }
    expected.extend(odd_entries(&source));

    let begun = Instant::now();
    let built = room.build(&source, &["--jobs", "2"]).json();
    assert!(
        begun.elapsed().as_secs() < 30 * count as u64,
        "no file takes 30 s"
    );
    let mut found: Vec<(String, String)> = room
        .quarantine()
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
            (text("path"), text("reason"))
        })
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(built["indexed"], json!(count - bad_count));
    assert_eq!(built["quarantined"], json!(expected.len()));
    assert_eq!(built["inputs"], json!(count - bad_count + expected.len()));

    // The second build reads nothing again, as a change shows that keeps size and time, and comes to the same end with
    // another number of processes.
    let unseen = source.join(good(0).0);
    let changed = fs::metadata(&unseen)
        .and_then(|metadata| metadata.modified())
        .expect("a time");
    fs::write(&unseen, plain(0).replace("负责", "不管")).expect("written");
    let file = fs::File::options()
        .append(true)
        .open(&unseen)
        .expect("opened");
    file.set_modified(changed).expect("set back");
    let again = room.build(&source, &["--jobs", "1"]).json();
    assert_eq!(again["unchanged"], json!(count - bad_count));
    assert_eq!(again["quarantined"], built["quarantined"]);
    assert_eq!(again["published"], json!(false));
}

/// What is no file: links and pipes.
#[cfg(unix)]
fn odd_entries(source: &std::path::Path) -> Vec<(String, String)> {
    std::os::unix::fs::symlink("/etc/passwd", source.join("link.txt")).expect("linked");
    std::os::unix::fs::symlink(source, source.join("round")).expect("linked");
    let made = std::process::Command::new("mkfifo")
        .arg(source.join("pipe.txt"))
        .status();
    assert!(made.expect("mkfifo runs").success());
    ["link.txt", "pipe.txt", "round"]
        .map(|name| (name.to_owned(), "not_a_file".to_owned()))
        .into()
}

#[cfg(not(unix))]
fn odd_entries(_source: &std::path::Path) -> Vec<(String, String)> {
    Vec::new()
}
