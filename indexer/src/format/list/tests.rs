use serde_json::json;

use super::*;
use crate::manuscript::{Block, Manuscript};

fn limits() -> Limits {
    Limits::default()
}

/// `row title | number | … | lines of the text` for each row.
fn drawn(rows: Result<Vec<Row>, Fault>) -> Vec<String> {
    let rows = rows.expect("read");
    let row = |(number, reading): Row| match reading {
        Ok(manuscript) => format!("{number} {}", drawn_one(&manuscript)),
        Err(fault) => format!("{number} {}", fault.reason.code()),
    };
    rows.into_iter().map(row).collect()
}

fn drawn_one(manuscript: &Manuscript) -> String {
    let fields = manuscript
        .fields
        .iter()
        .map(|field| format!("{}={}", field.name, field.value));
    let lines = manuscript.blocks.iter().flat_map(Block::lines);
    fields.chain(lines).collect::<Vec<_>>().join(" | ")
}

fn csv(source: &[u8]) -> Vec<String> {
    drawn(read_csv(source, None, None, &limits()))
}

fn reason<T>(result: Result<T, Fault>) -> Option<Reason> {
    result.err().map(|fault| fault.reason)
}

#[test]
fn columns_are_known_by_their_names() {
    let source = "岚江省规范性文件目录,,\n\n标 题,发文字号,备注\n岚江省养犬办法,岚政发〔2020〕3号,甲\n,,\n\"乙，\n丙\",,\n";
    let expected = [
        "3 title=岚江省养犬办法 | number=岚政发〔2020〕3号 | 备注=甲",
        "5 title=乙，丙",
    ];
    assert_eq!(csv(source.as_bytes()), expected);
    let (gbk, ..) = encoding_rs::GBK.encode(source);
    assert_eq!(csv(&gbk), expected);
}

#[test]
fn delimiters_are_told() {
    for delimiter in [",", ";", "\t", "|"] {
        let source = format!("标题{delimiter}文号\n\"a,b;c\"{delimiter}1号\n");
        assert_eq!(csv(source.as_bytes()), ["2 title=a,b;c | number=1号"]);
    }
}

#[test]
fn texts_may_be_html() {
    let source = "标题,正文\n甲,\"<p>第一条&nbsp;&lt;乙&gt;</p><p>第二条<a href='/f/1.doc'>附件</a></p>\"\n丙,\"一\n二 &lt;三&gt;\"\n";
    let rows = read_csv(source.as_bytes(), None, None, &limits()).expect("read");
    let first = rows[0].1.as_ref().expect("read");
    assert_eq!(first.attachments[0].address.as_deref(), Some("/f/1.doc"));
    let expected = [
        "2 title=甲 | 第一条 <乙> | 第二条附件",
        "3 title=丙 | 一 | 二 <三>",
    ];
    assert_eq!(drawn(Ok(rows)), expected);
}

#[test]
fn two_columns_of_one_field_keep_both_values() {
    let source = "标题,发文机关,发布机构\n甲,岚江省,霁川市\n";
    assert_eq!(
        csv(source.as_bytes()),
        ["2 title=甲 | authority=岚江省 | 发布机构=霁川市"]
    );
}

#[test]
fn a_mapping_names_columns_and_pointers() {
    let mapping = r#"{"records":"/data/rows","fields":{"title":["/mc","/t"],"number":"/ext/fwzh","text":"/nr"}}"#;
    let mapping = Mapping::parse(mapping).expect("a mapping");
    let file = json!({"data":{"rows":[
        {"mc":"","t":"<em>甲</em>办法","ext":{"fwzh":"1号"},"nr":"一\n二","title":"?","year":2020,"tags":["a","b"]},
        {"t":null},
        17,
    ]}});
    let rows = read_json(file.to_string().as_bytes(), Some(&mapping), &limits());
    assert_eq!(
        drawn(rows),
        [
            "1 number=1号 | title=甲办法 | tags=a、b | year=2020 | 一 | 二",
            "3 not_an_object",
        ]
    );
    let rows = read_csv(
        "mc,nr,z\n甲,乙,丙\n".as_bytes(),
        None,
        Some(&mapping),
        &limits(),
    );
    assert_eq!(drawn(rows), ["2 title=甲 | z=丙 | 乙"]);
}

#[test]
fn faulty_mappings_say_what_is_wrong() {
    let error = |text: &str| Mapping::parse(text).expect_err("refused");
    assert!(error(r#"{"fields":{"titel":"/a"}}"#).contains("titel"));
    assert!(error(r#"{"fields":{"title":"a"}}"#).contains("begin with `/`"));
    assert!(error(r#"{"felder":{}}"#).contains("felder"));
    let mapping =
        Mapping::parse(r#"{"records":"/rows","fields":{"title":"/a"}}"#).expect("a mapping");
    let read = |text: &str| reason(read_json(text.as_bytes(), Some(&mapping), &limits()));
    assert_eq!(read(r#"{"list":[]}"#), Some(Reason::UnknownFormat));
    assert_eq!(read(r#"{"rows":[]}"#), Some(Reason::EmptyFile));
}

#[test]
fn json_of_any_shape_is_read() {
    let read = |text: &str| drawn(read_json(text.as_bytes(), None, &limits()));
    assert_eq!(
        read(r#"[{"标题":"甲","文号":null,"x":{"y":1}}]"#),
        ["1 title=甲"]
    );
    assert_eq!(
        read(r#"{"a":{"b":[{"BT":"甲"},{"BT":"乙"}]},"c":[{"title":"丙"}]}"#),
        ["1 title=甲", "2 title=乙"]
    );
    assert_eq!(read(r#"{"标题":"甲","正文":"乙"}"#), ["1 title=甲 | 乙"]);
    let lines = "{\"标题\":\"甲\"}\n\n{\"标题\":\"\\ud800\"}\n{\"标题\":\"乙\"}\n";
    assert_eq!(read(lines), ["1 title=甲", "3 invalid_json", "4 title=乙"]);
}

#[test]
fn results_shown_as_html_are_records() {
    let result = "<div><a href='go?url=https%3A%2F%2Flj.example%2Fa%3Fb&q=1'>岚江省<em>养犬</em>办法</a><span>时间：2020-01-02</span></div>";
    let file = json!({"result": [result], "total": 1}).to_string();
    let rows = drawn(read_json(file.as_bytes(), None, &limits()));
    let expected = "1 title=岚江省养犬办法 | url=https://lj.example/a?b | published=2020-01-02";
    assert_eq!(rows, [expected]);
}

#[test]
fn what_holds_no_records_is_refused() {
    let json = |text: &str| reason(read_json(text.as_bytes(), None, &limits()));
    assert_eq!(
        json(r#"{"success":false,"msg":"系统错误","data":null}"#),
        Some(Reason::EmptyFile)
    );
    assert_eq!(json(r#"{"a":1}"#), Some(Reason::UnknownFormat));
    assert_eq!(json(r#"{"a":"#), Some(Reason::InvalidJson));
    assert_eq!(json(&"[".repeat(1_000_000)), Some(Reason::InvalidJson));
    let csv = |text: &str| reason(read_csv(text.as_bytes(), None, None, &limits()));
    assert_eq!(csv("a,b\n1,2\n"), Some(Reason::UnknownFormat));
    assert_eq!(csv("标题\n"), Some(Reason::EmptyFile));
    assert_eq!(
        reason(read_workbook(b"PK\x03\x04", None, &limits())),
        Some(Reason::DamagedFile)
    );
    assert_eq!(
        reason(read_workbook(b"\xd0\xcf\x11\xe0", None, &limits())),
        Some(Reason::DamagedFile)
    );
}

#[test]
fn rows_and_columns_are_bounded() {
    let limits = Limits {
        rows_max: 2,
        ..limits()
    };
    let rows = read_csv("标题\n甲\n乙\n丙\n丁\n".as_bytes(), None, None, &limits);
    assert_eq!(
        drawn(rows),
        ["2 title=甲", "3 title=乙", "4 file_too_large"]
    );
    let wide = format!("标题{0}\n甲{0}\n", ",x".repeat(100_000));
    let rows = read_csv(wide.as_bytes(), None, None, &limits).expect("read");
    let fields = rows[0].1.as_ref().expect("read").fields.len();
    assert!((2..=500).contains(&fields), "{fields}");
}

/// A workbook of inline strings: the least that is one.
fn workbook(sheet: &str) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut entry = |name: &str, content: &str| {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .expect("begun");
        archive.write_all(content.as_bytes()).expect("written");
    };
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    entry(
        "_rels/.rels",
        &format!(
            "<Relationships><Relationship Id='rId1' Type='{relation}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        ),
    );
    entry(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns:r='{relation}'><sheets><sheet name='甲' sheetId='1' r:id='rId1'/></sheets></workbook>"
        ),
    );
    entry(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<Relationships><Relationship Id='rId1' Type='{relation}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
        ),
    );
    entry(
        "xl/worksheets/sheet1.xml",
        &format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>"),
    );
    archive.finish().expect("finished").into_inner()
}

#[test]
fn workbooks_are_read_by_cells() {
    let cell =
        |at: &str, text: &str| format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r='2'>{}{}</row><row r='3'>{}{}</row><row r='1048576'>{}</row>",
        cell("A2", "标题"),
        cell("C2", "文号"),
        cell("A3", "甲"),
        cell("C3", "1号"),
        cell("XFD1048576", "在角上"),
    );
    let rows = read_workbook(&workbook(&rows), None, &limits());
    assert_eq!(drawn(rows), ["3 title=甲 | number=1号"]);
}
