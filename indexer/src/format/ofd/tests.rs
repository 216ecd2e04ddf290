use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::format::testing::{fields, mangle};
use crate::manuscript::Block;

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).expect("started");
        writer.write_all(content.as_bytes()).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

const OFD: &str = r#"<o:OFD xmlns:o="http://www.ofdspec.org/2016"><o:DocBody><o:DocInfo><o:Title>养犬条例</o:Title>
    <o:Creator>某程序</o:Creator><o:CreationDate>2026-01-02</o:CreationDate><o:CustomDatas><o:CustomData Name="发文字号">岚府〔2026〕8号</o:CustomData>
    <o:CustomData Name="空"/></o:CustomDatas></o:DocInfo><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody></o:OFD>"#;

fn document(pages: &str) -> String {
    format!(
        r#"<Document><CommonData><TemplatePage ID="9" BaseLoc="Tpls/T.xml"/></CommonData><Pages>{pages}</Pages>
           <Attachments>Attachs/Attachments.xml</Attachments></Document>"#
    )
}

/// A text of 5 mm at a place.
fn text(x: u32, y: u32, text: &str) -> String {
    format!(
        r#"<TextObject Boundary="{x} {y} 100 6" Size="5"><TextCode X="0" Y="5" DeltaX="g {} 5">{text}</TextCode></TextObject>"#,
        text.chars().count() - 1
    )
}

fn page(content: &str) -> String {
    format!(r#"<Page><Template TemplateID="9"/><Content><Layer>{content}</Layer></Content></Page>"#)
}

fn lines(bytes: &[u8]) -> Vec<String> {
    let manuscript = read(bytes, &Limits::default()).expect("text");
    manuscript.blocks.iter().flat_map(Block::lines).collect()
}

fn reason(bytes: &[u8]) -> Reason {
    read(bytes, &Limits::default()).expect_err("a fault").reason
}

#[test]
fn texts_are_read_in_the_order_of_the_page() {
    let content = [
        text(20, 57, "条例。"),
        text(45, 40, "为了规范养犬行为，"),
        text(30, 40, "第一条"),
        // Twice with a hair between: bold.
        text(70, 20, "养犬条例"),
        text(70, 20, "养犬条例"),
        text(20, 48, "保护公民人身安全，制定本"),
        r#"<TextObject Boundary="0 0 9 9" Size="5" Visible="false"><TextCode X="0" Y="5">隐藏</TextCode></TextObject>"#.to_owned(),
        r#"<PageBlock><TextObject Boundary="20 80 9 9" Size="20" CTM="0.25 0 0 0.25 0 0"><TextCode X="0" Y="20" DeltaX="20 20">第二条</TextCode></TextObject></PageBlock>"#.to_owned(),
    ];
    let bytes = zip(&[
        ("OFD.xml", OFD),
        (
            "Doc_0/Document.xml",
            &document(
                r#"<Page BaseLoc="Pages/P0.xml"/><Page BaseLoc="/Doc_0/Pages/../Pages/P1.xml"/>"#,
            ),
        ),
        ("Doc_0/Pages/P0.xml", &page(&content.concat())),
        ("Doc_0/Pages/P1.xml", &page(&text(20, 20, "第三条"))),
        (
            "Doc_0/Tpls/T.xml",
            &page(&text(20, 5, "岚江省人民政府文件")),
        ),
        (
            "Doc_0/Attachs/Attachments.xml",
            r#"<Attachments><Attachment Name="附表.xlsx"><FileLoc>a.xlsx</FileLoc></Attachment></Attachments>"#,
        ),
    ]);
    assert_eq!(
        lines(&bytes),
        [
            "岚江省人民政府文件",
            "养犬条例",
            "第一条为了规范养犬行为，保护公民人身安全，制定本条例。",
            "第二条",
            "第三条"
        ]
    );
    let manuscript = read(&bytes, &Limits::default()).expect("text");
    let fields = fields(&manuscript);
    assert_eq!(
        fields,
        [
            ("Title", "养犬条例"),
            ("CreationDate", "2026-01-02"),
            ("发文字号", "岚府〔2026〕8号")
        ]
    );
    assert_eq!(manuscript.attachments[0].name, "附表.xlsx");
}

#[test]
fn one_page_named_a_thousand_times_is_one_page() {
    let pages = r#"<Page BaseLoc="P.xml"/>"#.repeat(1000);
    let body = "<DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>".repeat(10);
    let bytes = zip(&[
        ("OFD.xml", &format!("<OFD>{body}</OFD>")),
        ("Doc_0/Document.xml", &document(&pages)),
        ("Doc_0/P.xml", &page(&text(20, 20, "第一条"))),
        ("Doc_0/Tpls/T.xml", &page("")),
    ]);
    assert_eq!(lines(&bytes), ["第一条"]);
}

#[test]
fn what_cannot_be_read_is_told_apart() {
    let ofd = |page: &str, more: &[(&str, &str)]| {
        let document = document(r#"<Page BaseLoc="P.xml"/>"#);
        let mut parts = vec![
            ("OFD.xml", OFD),
            ("Doc_0/Document.xml", &document),
            ("Doc_0/P.xml", page),
        ];
        parts.extend(more);
        zip(&parts)
    };
    assert_eq!(reason(&ofd(&page(""), &[])), Reason::NoTextLayer);
    assert_eq!(
        reason(&ofd(&page(&text(1, 1, "字")), &[("Encryptions.xml", "")])),
        Reason::EncryptedFile
    );
    assert_eq!(
        reason(&ofd(&page(&text(1, 1, "\u{e001}\u{e002}\u{e003}")), &[])),
        Reason::GarbledText
    );
    assert_eq!(reason(&ofd("<Page>", &[])), Reason::DamagedFile);
    assert_eq!(reason(&zip(&[("a", "")])), Reason::DamagedFile);
    assert_eq!(reason(&zip(&[("OFD.xml", OFD)])), Reason::DamagedFile);
    let outside = OFD.replace("Doc_0/Document.xml", "../../etc/passwd");
    assert_eq!(
        reason(&zip(&[("OFD.xml", &outside), ("etc/passwd", "<a/>")])),
        Reason::NoTextLayer
    );
    let limits = Limits {
        pages_max: 0,
        ..Limits::default()
    };
    let fault = read(&ofd(&page(&text(1, 1, "字")), &[]), &limits).expect_err("a fault");
    assert_eq!(fault.reason, Reason::FileTooLarge);
}

#[test]
fn numbers_that_are_none_cost_nothing() {
    for (boundary, size, delta) in [
        ("NaN inf 1 1", "5", "g 18446744073709551615 5"),
        ("1 1 1 1", "1e38", "g 9 1e38"),
        ("", "x", "g"),
        ("1", "-5", "g g g"),
    ] {
        let object = format!(
            r#"<TextObject Boundary="{boundary}" Size="{size}"><TextCode DeltaX="{delta}">字</TextCode></TextObject>"#
        );
        let page = page(&format!("{object}{}", text(1, 20, "第一条")));
        let document = document(r#"<Page BaseLoc="P.xml"/>"#);
        let bytes = zip(&[
            ("OFD.xml", OFD),
            ("Doc_0/Document.xml", &document),
            ("Doc_0/P.xml", &page),
        ]);
        assert!(lines(&bytes).concat().contains("第一条"));
    }
}

#[test]
fn no_part_of_a_file_and_no_changed_byte_is_a_panic() {
    let document = document(r#"<Page BaseLoc="P.xml"/>"#);
    let whole = zip(&[
        ("OFD.xml", OFD),
        ("Doc_0/Document.xml", &document),
        ("Doc_0/P.xml", &page(&text(1, 1, "养犬应当登记"))),
    ]);
    mangle(&whole, read);
}
