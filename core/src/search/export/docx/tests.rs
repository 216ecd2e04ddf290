use std::io::{Cursor, Read};

use crate::document::Record;
use crate::search::export::tests::document;

/// The parts of the Word file of a record, by name.
fn part(record: Record, name: &str) -> String {
    let bytes = document(record)
        .to_docx(Some("https://rules.example.cn/doc/a?b&c"))
        .expect("a file");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    package
        .by_name(name)
        .expect(name)
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}

fn record() -> Record {
    Record {
        id: "r1".into(),
        title: "甲<乙>&“办法”\u{7}".into(),
        number: Some("岚府发〔2022〕3号".into()),
        effective: Some("2023-01-01".into()),
        text: "第一章　总则\n第一条　费用如下：\n项目\t元\n甲\t1\n合计\n第二条　一\t二。\n".into(),
        ..Record::default()
    }
}

#[test]
fn headings_articles_and_tables_have_their_elements() {
    let body = part(record(), "word/document.xml");
    for wanted in [
        "<w:pStyle w:val=\"Title\"/>",
        "甲&lt;乙&gt;&amp;“办法”",
        "岚府发〔2022〕3号",
        "<w:pStyle w:val=\"Heading1\"/>",
        "第一章\u{3000}总则",
        "<w:rStyle w:val=\"Label\"/>",
        "时效：现行有效",
        "网址：https://rules.example.cn/doc/a?b&amp;c",
        "一 二。",
    ] {
        assert!(body.contains(wanted), "{wanted}: {body}");
    }
    assert_eq!(body.matches("<w:tr>").count(), 2, "{body}");
    assert_eq!(body.matches("<w:gridCol/>").count(), 2);
    assert!(!body.contains('\u{7}'));
}

#[test]
fn a_short_row_reaches_to_the_edge_and_a_wide_one_is_a_line() {
    let text = "第一条 甲\n一\t二\t三\n四\t五\n";
    let body = part(
        Record {
            text: text.into(),
            ..record()
        },
        "word/document.xml",
    );
    assert_eq!(
        body.matches("<w:gridSpan w:val=\"2\"/>").count(),
        1,
        "{body}"
    );
    let wide = format!("第一条 甲\n{0}\n{0}\n", "一\t".repeat(64));
    let body = part(
        Record {
            text: wide,
            ..record()
        },
        "word/document.xml",
    );
    assert!(!body.contains("<w:tbl>"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let bytes = || document(record()).to_docx(None).expect("a file");
    assert_eq!(bytes(), bytes());
    assert!(part(record(), "docProps/core.xml").contains("<dc:identifier>r1</dc:identifier>"));
    assert!(!part(record(), "word/document.xml").contains("w:t></w:t"));
}
