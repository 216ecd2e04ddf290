//! Small documents, built part by part.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::format::testing::{fields, lines};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package of the parts.
pub(super) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("started");
        writer.write_all(content.as_bytes()).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

/// A document with the body and further parts: `styles`, `numbering`, `footnotes`.
pub(super) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
            xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="r" xmlns:v="v"><w:body>{body}</w:body></w:document>"#
    );
    let root = format!(
        r#"<Relationships><Relationship Id="r1" Type="{TYPE}/officeDocument" Target="/word/document.xml"/></Relationships>"#
    );
    let mut relations = String::new();
    let mut files = vec![
        ("_rels/.rels".to_owned(), root),
        ("word/document.xml".to_owned(), document),
    ];
    for (name, content) in parts {
        relations +=
            &format!(r#"<Relationship Id="{name}" Type="{TYPE}/{name}" Target="{name}.xml"/>"#);
        files.push((
            format!("word/{name}.xml"),
            format!(r#"<w:{name} xmlns:w="{W}">{content}</w:{name}>"#),
        ));
    }
    relations +=
        &format!(r#"<Relationship Id="e1" Type="{TYPE}/package" Target="embeddings/附表.xlsx"/>"#);
    files.push((
        "word/_rels/document.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    let files: Vec<_> = files
        .iter()
        .map(|(name, content)| (&**name, &**content))
        .collect();
    zip(&files)
}

#[track_caller]
fn check_with(body: &str, parts: &[(&str, &str)], expected: &[&str]) {
    let manuscript = read(&docx(body, parts), &Limits::default()).expect("a manuscript");
    assert_eq!(lines(&manuscript), expected);
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    check_with(body, &[], expected);
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn runs_make_paragraphs() {
    check(
        r#"<w:p><w:r><w:t xml:space="preserve">岚江省 </w:t></w:r><w:hyperlink><w:r><w:t>养犬&amp;条例</w:t></w:r></w:hyperlink>
            <w:r><w:tab/><w:t>&#x7b2c;</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>一</w:t></w:r></w:p><w:p/>"#,
        &["岚江省 养犬&条例 第-一"],
    );
    let broken = "<w:p><w:r><w:t>一行</w:t><w:br/><w:t>二行</w:t></w:r></w:p>";
    check(broken, &["一行", "二行"]);
    check(
        r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意</w:t></w:r>
           <w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>&#xf0a8;</w:t></w:r></w:p>"#,
        &["☑同意□"],
    );
    check(
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>lán</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>岚</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        &["岚"],
    );
}

#[test]
fn what_is_not_printed_is_left_out() {
    check(
        "<w:p><w:del><w:r><w:delText>三</w:delText></w:r></w:del><w:ins><w:r><w:t>五日</w:t></w:r></w:ins>
         <w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>
         <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>内</w:t></w:r></w:p>",
        &["五日内"],
    );
    check(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>",
        &["前半后半"],
    );
    check(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>
           <w:r><w:t>未分</w:t><w:fldChar w:fldCharType="separate"/></w:r></w:p>
           <w:p><w:r><w:t>二〇二六年</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>一月</w:t></w:r></w:p>"#,
        &["二〇二六年一月"],
    );
}

#[test]
fn articles_are_counted() {
    let numbering = r#"<w:abstractNum w:abstractNumId="7">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlRestart w:val="0"/>
          <w:lvlText w:val="第%2条"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="ls"/></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="9"/></w:lvlOverride></w:num>"#;
    let styles = r#"<w:style w:type="numbering" w:styleId="ls"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="article"><w:basedOn w:val="base"/></w:style>"#;
    let numbered = |number: &str, level: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let styled = r#"<w:p><w:pPr><w:pStyle w:val="article"/></w:pPr><w:r><w:t>由样式编号。</w:t></w:r></w:p>"#;
    let off = r#"<w:p><w:pPr><w:pStyle w:val="article"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>不编号。</w:t></w:r></w:p>"#;
    let body = [
        numbered("1", "0", "总则"),
        numbered("1", "1", "为了规范养犬。"),
        styled.to_owned(),
        off.to_owned(),
        numbered("1", "0", "附则"),
        numbered("2", "1", "本条例自公布之日起施行。"),
        numbered("3", "1", "另起。"),
    ];
    check_with(
        &body.concat(),
        &[("numbering", numbering), ("styles", styles)],
        &[
            "第一章　总则",
            "第一条　为了规范养犬。",
            "第二条　由样式编号。",
            "不编号。",
            "第二章　附则",
            "第三条　本条例自公布之日起施行。",
            "第九条　另起。",
        ],
    );
}

#[test]
fn a_style_tells_its_level_by_the_list() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="h1"/><w:lvlText w:val="%1"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="h2"/><w:lvlText w:val="%1.%2"/></w:lvl>
        </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let style = |id: &str, name: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#
        )
    };
    let styles = [
        style("h1", "heading 1"),
        style("h2", "Heading 2"),
        r#"<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>"#.to_owned(),
    ];
    let styled = |id: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = [
        r#"<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr><w:r><w:t>养犬</w:t><w:br/><w:t>条例</w:t></w:r></w:p>"#.to_owned(),
        styled("h1", "总则"),
        styled("h2", "目的"),
    ];
    check_with(
        &body.concat(),
        &[("numbering", numbering), ("styles", &styles.concat())],
        &["Title: 养犬条例", "Heading: 1 总则", "Heading: 1.1 目的"],
    );
}

#[test]
fn tables_keep_their_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let merged = [
        "<w:tbl><w:tr>",
        &cell(r#"<w:gridSpan w:val="2"/>"#, "合并"),
        &cell(r#"<w:vMerge w:val="restart"/>"#, "竖"),
        "</w:tr><w:tr>",
        &cell("", "甲"),
        &format!(
            "<w:tc><w:tbl><w:tr>{}{}</w:tr></w:tbl>{}</w:tc>",
            cell("", "内"),
            cell("", "层"),
            p("乙")
        ),
        &cell("<w:vMerge/>", ""),
        "</w:tr></w:tbl>",
    ];
    check(
        &merged.concat(),
        &["| 合并 |  | 竖 |", "| 甲 | 内 层 乙 |  |"],
    );
    let frame = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", "框内文字"));
    check(&frame, &["框内文字"]);
}

#[test]
fn text_boxes_stand_once() {
    let text_box = |text: &str| {
        format!(
            "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>",
            p(text)
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        text_box("新框"),
        text_box("旧框"),
    );
    check(&body, &["正文", "新框"]);
    let old = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        text_box("旧框")
    );
    check(&old, &["旧框"]);
}

#[test]
fn notes_stand_behind_the_text() {
    let footnotes = format!(
        r#"<w:footnote w:id="0">{}</w:footnote><w:footnote w:id="5">{}</w:footnote>"#,
        p("分隔"),
        p("指本省。")
    );
    check_with(
        r#"<w:p><w:r><w:t>本条例</w:t><w:footnoteReference w:id="5"/><w:t>所称</w:t></w:r></w:p><w:p><w:r><w:t>尾</w:t></w:r></w:p>"#,
        &[("footnotes", &footnotes)],
        &["本条例[1]所称", "尾", "Note: [1] 指本省。"],
    );
}

#[test]
fn properties_and_embedded_files() {
    let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>模板</dc:title>
        <dc:creator>岚江</dc:creator><dcterms:created>2026-01-02T00:00:00Z</dcterms:created><cp:revision>2</cp:revision></cp:coreProperties>"#;
    let body = r#"<w:p><w:r><w:t>见附表</w:t><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="e1"/>
        <o:OLEObject ProgID="Equation.3" r:id="e1"/></w:object></w:r></w:p>"#;
    let bytes = docx(body, &[]);
    let mut package = ZipWriter::new_append(Cursor::new(bytes)).expect("opened");
    package
        .start_file("docProps/core.xml", SimpleFileOptions::default())
        .expect("started");
    package.write_all(core.as_bytes()).expect("written");
    let bytes = package.finish().expect("finished").into_inner();
    let manuscript = read(&bytes, &Limits::default()).expect("a manuscript");
    let fields = fields(&manuscript);
    assert_eq!(
        fields,
        [
            ("title", "模板"),
            ("creator", "岚江"),
            ("created", "2026-01-02T00:00:00Z")
        ]
    );
    assert_eq!(manuscript.attachments.len(), 1);
    assert_eq!(manuscript.attachments[0].name, "附表.xlsx");
}

#[test]
fn strict_files_and_other_prefixes_and_encodings() {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-16"?><文:document xmlns:文="http://purl.oclc.org/ooxml/wordprocessingml/main"><文:body><文:p><文:r><文:t>{}</文:t></文:r></文:p></文:body></文:document>"#,
        "严格格式"
    );
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(xml.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("word\\Document.xml", SimpleFileOptions::default())
        .expect("started");
    writer.write_all(&utf16).expect("written");
    let bytes = writer.finish().expect("finished").into_inner();
    assert_eq!(
        lines(&read(&bytes, &Limits::default()).expect("read")),
        ["严格格式"]
    );
}
