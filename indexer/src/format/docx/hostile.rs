//! Files made to hurt.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::tests::{docx, zip};
use super::*;
use crate::format::testing::{lines, mangle};
use crate::manuscript::Block;
use crate::quarantine::Reason;

#[track_caller]
fn check(bytes: &[u8], limits: &Limits, expected: Reason) {
    let fault = read(bytes, limits).expect_err("a fault");
    assert_eq!(fault.reason, expected, "{}", fault.message);
}

fn document(xml: &str) -> Vec<u8> {
    zip(&[("word/document.xml", xml)])
}

fn bomb(bytes: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .expect("started");
    writer.write_all(&vec![b' '; bytes]).expect("written");
    writer.finish().expect("finished").into_inner()
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let limits = Limits {
        unpacked_bytes_max: 1 << 20,
        ..Limits::default()
    };
    check(&bomb(2 << 20), &limits, Reason::ArchiveTooLarge);
    let one_file = Limits {
        file_bytes_max: 1 << 20,
        ..Limits::default()
    };
    check(&bomb(2 << 20), &one_file, Reason::ArchiveTooLarge);
}

#[test]
fn sizes_in_headers_are_not_believed() {
    let mut bytes = bomb(4 << 20);
    // The unpacked size, in the local header and in the directory, becomes one byte.
    let size = (4_u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|&at| bytes[at..at + 4] == size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    let limits = Limits {
        unpacked_bytes_max: 1 << 20,
        ..Limits::default()
    };
    let fault = read(&bytes, &limits).expect_err("a fault");
    assert!(matches!(
        fault.reason,
        Reason::ArchiveTooLarge | Reason::DamagedFile
    ));
}

#[test]
fn entries_are_counted_and_unambiguous() {
    let limits = Limits {
        entries_max: 2,
        ..Limits::default()
    };
    check(
        &zip(&[("a", ""), ("b", ""), ("c", "")]),
        &limits,
        Reason::ArchiveTooLarge,
    );
    let twice = zip(&[
        ("word/document.xml", "<a/>"),
        ("WORD\\document.xml", "<b/>"),
    ]);
    check(&twice, &Limits::default(), Reason::DamagedFile);
}

#[test]
fn encrypted_parts_are_refused() {
    let mut bytes = document("<a/>");
    let flags = [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)];
    for (mark, offset) in flags {
        let at = bytes
            .windows(4)
            .position(|window| window == mark)
            .expect("a header");
        bytes[at + offset] |= 1;
    }
    check(&bytes, &Limits::default(), Reason::EncryptedFile);
}

#[test]
fn markup_that_no_office_program_writes_is_refused() {
    let laughs = r#"<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"#;
    check(
        &document(laughs),
        &Limits::default(),
        Reason::ForbiddenMarkup,
    );
    check(
        &document("<a>&nbsp;</a>"),
        &Limits::default(),
        Reason::ForbiddenMarkup,
    );
    check(
        &document(r#"<a b="&c;"/>"#),
        &Limits::default(),
        Reason::ForbiddenMarkup,
    );
    let unknown = r#"<?xml version="1.0" encoding="klingon"?><a/>"#;
    check(
        &document(unknown),
        &Limits::default(),
        Reason::UnknownEncoding,
    );
}

#[test]
fn deep_and_broken_xml_is_refused() {
    let deep = "<a>".repeat(100_000);
    for xml in [
        &deep[..],
        "",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "text",
        "<a b=c/>",
        "<a \u{0}",
    ] {
        check(&document(xml), &Limits::default(), Reason::DamagedFile);
    }
    check(b"PK\x03\x04", &Limits::default(), Reason::DamagedFile);
    check(b"", &Limits::default(), Reason::DamagedFile);
}

#[test]
fn as_deep_as_xml_is_read_is_no_overflow() {
    for name in ["w:hyperlink", "w:sdt", "w:tbl", "w:txbxContent", "w:p"] {
        let open = format!("<{name}>").repeat(250);
        let close = format!("</{name}>").repeat(250);
        read(&docx(&format!("{open}{close}"), &[]), &Limits::default()).expect("read");
    }
}

#[test]
fn circles_end() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>
        <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>
        <w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>循环</w:t></w:r></w:p>"#;
    let bytes = docx(body, &[("styles", styles), ("numbering", numbering)]);
    assert_eq!(
        lines(&read(&bytes, &Limits::default()).expect("read")),
        ["循环"]
    );
}

#[test]
fn merged_cells_cost_what_they_are_worth() {
    let row = r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr></w:tc><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr>"#;
    let manuscript = read(
        &docx(&format!("<w:tbl>{}</w:tbl>", row.repeat(10_000)), &[]),
        &Limits::default(),
    );
    let cells: usize = manuscript
        .expect("read")
        .blocks
        .iter()
        .map(|block| match block {
            Block::Table { rows } => rows.iter().map(Vec::len).sum(),
            Block::Paragraph { .. } => 0,
        })
        .sum();
    assert!((20_000..=220_000).contains(&cells), "{cells}");
}

#[test]
fn no_part_of_a_file_and_no_changed_byte_is_a_panic() {
    let body = format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"#,
        "养犬应当登记。".repeat(20)
    );
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let whole = docx(&body, &[("numbering", numbering)]);
    mangle(&whole, read);
}
