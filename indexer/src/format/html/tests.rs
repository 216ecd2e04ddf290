use std::time::{Duration, Instant};

use super::*;
use crate::manuscript::{Field, Origin, Role};

fn manuscript(source: &str) -> Manuscript {
    read_text(source, &Limits::default()).expect("read")
}

/// The blocks: `T:` before a title, `H:` before a heading, cells of a table parted by `|`.
fn drawn(manuscript: &Manuscript) -> Vec<String> {
    let blocks = manuscript.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { role, text } => match role {
            Role::Title => vec![format!("T:{text}")],
            Role::Heading => vec![format!("H:{text}")],
            Role::Body | Role::Note => vec![text.clone()],
        },
        Block::Table { rows } => rows.iter().map(|row| row.join("|")).collect(),
    });
    blocks.collect()
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(drawn(&manuscript(source)), expected, "{source}");
}

fn fields(manuscript: &Manuscript, origin: Origin) -> Vec<(&str, &str)> {
    let fields = manuscript
        .fields
        .iter()
        .filter(|field| field.origin == origin);
    fields
        .map(|Field { name, value, .. }| (name.as_str(), value.as_str()))
        .collect()
}

const FIRST: &str =
    "第一条　为了规范岚江省行政规范性文件的制定和管理，根据有关法律、法规的规定，制定本办法。";
const SECOND: &str = "第二条　本省行政区域内规范性文件的制定和监督管理，适用本办法；法律、法规另有规定的，从其规定。";

/// A page of the usual make, with the metadata and the article in it.
fn page(metadata: &str, article: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>岚江省规范性文件办法_岚江省人民政府</title>
        <meta name='ArticleTitle' content='岚江省规范性文件办法'><style>p {{}}</style></head><body>
        <div class='header'><a href='/'>首页</a> <a href='/x'>政务公开</a> <a href='/y'>互动交流</a></div>
        <div>当前位置：<a href='/'>首页</a> &gt; <a href='/x'>政策文件</a></div>
        <script>document.write('<p>假的</p>')</script>
        {metadata}<h1>岚江省规范性文件办法</h1>
        {article}
        <div class='bdsharebuttonbox'>分享到：<a href='#'>微信</a></div>
        <p>【<a href='javascript:print()'>打印</a>】【<a href='#'>关闭</a>】</p>
        <ul><li><a href='/a'>岚江省人民政府关于另一件事情的通知</a></li><li><a href='/b'>岚江省又一个办法的解读</a></li></ul>
        <p>版权所有　岚江省人民政府　网站标识码：1234567890</p></body></html>"
    )
}

const TITLE: &str = "T:岚江省规范性文件办法";

#[test]
fn the_article_is_found_by_its_mark_or_by_its_sentences() {
    let paragraphs = format!("<p>　　{FIRST}</p><p>　　{SECOND}<br>岚江省人民政府</p>");
    let expected = [TITLE, FIRST, SECOND, "岚江省人民政府"];
    for article in [
        format!("<div class='TRS_Editor'>{paragraphs}</div>"),
        format!("<td id='UCAP-CONTENT'>{paragraphs}</td>"),
        format!(
            "<div><!--ZJEG_RSS.content.begin-->{paragraphs}<!--ZJEG_RSS.content.end--><p>后缀</p></div>"
        ),
        format!("<div class='x'><div class='y'>{paragraphs}</div></div>"),
        format!("<div id='zoom'></div><table><tr><td>{paragraphs}</td></tr></table>"),
    ] {
        check(&page("", &article), &expected);
    }
}

#[test]
fn a_piece_of_a_page_is_all_article() {
    check(
        &format!("<p>{FIRST}</p>短<p>落款</p>"),
        &[FIRST, "短", "落款"],
    );
}

#[test]
fn metadata_are_read_however_they_are_laid_out() {
    let expected = [
        ("索引号", "LJ001/2020-3"),
        ("发文机关", "岚江省人民政府"),
        ("发文字号", "岚政发〔2020〕3号"),
    ];
    let article = format!("<div id=zoom><p>{FIRST}</p><p>{SECOND}</p></div>");
    for metadata in [
        "<table><tr><td>索 引 号：</td><td>LJ001/2020-3</td><td>发文机关：</td><td>岚江省人民政府</td></tr><tr><td>发文字号</td><td>岚政发〔2020〕3号</td></tr></table>",
        "<table><tr><td><b>索 引 号:</b> LJ001/2020-3</td><td><b>发文机关:</b>岚江省人民政府</td><td>发文字号: 岚政发〔2020〕3号</td></tr></table>",
        "<dl><dt>索引号</dt><dd>LJ001/2020-3</dd><dt>发文机关</dt><dd>岚江省人民政府</dd><dt>发文字号</dt><dd>岚政发〔2020〕3号</dd></dl>",
        "<ul><li><span>索引号：</span><span>LJ001/2020-3</span></li><li>发文机关：岚江省人民政府</li><li><label>发文字号：</label>岚政发〔2020〕3号</li></ul>",
        "<div>索引号：LJ001/2020-3 | 发文机关：岚江省人民政府 | 发文字号：岚政发〔2020〕3号 浏览次数：17</div>",
    ] {
        let manuscript = manuscript(&page(metadata, &article));
        assert_eq!(
            fields(&manuscript, Origin::PageTable),
            expected,
            "{metadata}"
        );
        assert_eq!(drawn(&manuscript), [TITLE, FIRST, SECOND], "{metadata}");
        let head = fields(&manuscript, Origin::PageHead);
        assert!(head.contains(&("ArticleTitle", "岚江省规范性文件办法")));
        assert_eq!(head[0], ("title", "岚江省规范性文件办法_岚江省人民政府"));
    }
    // Inside the element of the article they are no text either.
    let inside = format!(
        "<div id=zoom><p>发文字号：岚政发〔2020〕3号</p><p>成文日期：2020-01-02</p><p>{FIRST}</p><p>{SECOND}</p></div>"
    );
    check(&page("", &inside), &[TITLE, FIRST, SECOND]);
}

#[test]
fn tables_of_documents_and_forms_stay_in_the_article() {
    let article = format!(
        "<div id=zoom><p>{FIRST}</p><p>{SECOND}</p><p>{SECOND}</p><table><tr><td>标题</td><td>文号</td><td>发布日期</td></tr>\
         <tr><td>甲</td><td>岚政发〔2000〕1号</td><td>2000-01-02</td></tr></table><p>文号：____</p><p>{FIRST}</p></div>"
    );
    check(
        &page("", &article),
        &[
            TITLE,
            FIRST,
            SECOND,
            SECOND,
            "标题|文号|发布日期",
            "甲|岚政发〔2000〕1号|2000-01-02",
            "文号：____",
            FIRST,
        ],
    );
}

#[test]
fn a_title_broken_over_lines_is_one() {
    let article = format!(
        "<div id=zoom><p>岚江省</p><p>规范性文件 办法</p><p>{FIRST}</p><p>{SECOND}</p></div>"
    );
    check(
        &page("", &article),
        &["T:岚江省规范性文件 办法", FIRST, SECOND],
    );
}

#[test]
fn tables_have_rows_of_one_width_and_layout_is_none() {
    check(
        "<table><tr><th rowspan=2>序号</th><th colspan=2>费用</th></tr><tr><td>高</td><td>低\n<br>者</td></tr><tr><td>1</td></tr></table>",
        &["序号|费用|", "序号|高|低 者", "1||"],
    );
    check(
        "<table><tr><td><p>甲</p><p>乙</p></td></tr><tr><td>丙</td></tr></table>",
        &["甲", "乙", "丙"],
    );
    check(
        "<table><tr><td>左</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
        &["左", "1|2"],
    );
}

#[test]
fn lists_have_their_marks_and_hidden_text_is_not_shown() {
    check(
        "<ol start=3><li>甲</li><li><p>乙</p></li><li>（五）丙</li></ol><ul><li>丁<li>第一条 戊</ul>",
        &["3. 甲", "4. 乙", "（五）丙", "• 丁", "第一条 戊"],
    );
    check(
        "甲<span style='display:none'>乙</span><noscript>丙</noscript><!--丁--><p hidden>戊</p>己",
        &["甲己"],
    );
    check("<h2>总则</h2>甲<h3>细则</h3>", &["H:总则", "甲", "H:细则"]);
}

#[test]
fn links_to_other_articles_below_the_text_are_left_out() {
    let links = "<p>相关解读：<a href=/a>一图读懂岚江省规范性文件办法</a></p><p><a href=/b>另一篇解读</a></p>";
    check(
        &page("", &format!("<div id=zoom><p>{FIRST}</p>{links}</div>")),
        &[TITLE, FIRST],
    );
    let file = "<p>附件：<a href=/c>岚江省文件目录</a></p><p><a href=/d.doc>表.doc</a></p>";
    check(
        &format!("<p>{FIRST}</p>{file}{links}"),
        &[FIRST, "附件：岚江省文件目录", "表.doc"],
    );
    check("<a href=/a>只有链接</a>", &["只有链接"]);
}

#[test]
fn files_are_attachments() {
    let source = format!(
        "<p>{FIRST}</p><a href='/f/1.doc?x=1'>附件1：表</a><a href='down?filename=a.PDF'><img></a><a href='/a.html'>网页</a>\
         <a href='javascript:down(3)'>附件2.xlsx</a><a href='/f/1.doc?x=1'>又一次</a>"
    );
    let attachments: Vec<_> = manuscript(&source)
        .attachments
        .into_iter()
        .map(|a| (a.name, a.address))
        .collect();
    let address = |address: &str| Some(address.to_owned());
    assert_eq!(
        attachments,
        [
            ("附件1：表".to_owned(), address("/f/1.doc?x=1")),
            ("down".to_owned(), address("down?filename=a.PDF")),
            ("附件2.xlsx".to_owned(), None),
        ]
    );
}

#[test]
fn wrong_declarations_of_pages_come_right() {
    let source = page("", &format!("<div id=zoom><p>{FIRST}</p></div>"))
        .replace("charset=utf-8", "charset='gb2312'");
    let expected = [TITLE, FIRST];
    let (gbk, ..) = encoding_rs::GBK.encode(&source);
    let utf_8 = source.as_bytes();
    for bytes in [utf_8, &gbk] {
        let manuscript = read(bytes, None, &Limits::default()).expect("read");
        assert_eq!(drawn(&manuscript), expected);
    }
}

#[test]
fn hostile_pages_end() {
    let count = 100_000;
    let deep = format!(
        "{}{FIRST}",
        "<div class=a><table><tr><td><ul><li>".repeat(count / 5)
    );
    check(&deep, &[format!("• {FIRST}").as_str()].map(|_| FIRST));
    check(&"<div>".repeat(count), &[]);
    check(
        &format!("{}甲", "<b><i><a href=x><p>".repeat(count / 4)),
        &["甲"],
    );
    check(&"&amp;".repeat(count), &["&".repeat(count).as_str()]);
    let line = "甲".repeat(10_000_000);
    assert_eq!(drawn(&manuscript(&line)), [line]);
    let labels = "<p>文号：</p>".repeat(count) + &"<td>索引号<td>".repeat(count);
    assert!(manuscript(&labels).fields.len() <= 200);
    let wide = format!(
        "<table><tr>{}</table>",
        "<td colspan=1000 rowspan=60000>甲".repeat(1_000)
    );
    assert!(drawn(&manuscript(&format!("{wide}{}", "<tr><td>".repeat(10_000)))).len() < 20_000);
    check("<", &["<"]);
    check("", &[]);
    let limits = Limits {
        text_chars_max: 10,
        ..Limits::default()
    };
    let fault = read_text(FIRST, &limits).expect_err("refused");
    assert_eq!(fault.reason, Reason::TextTooLong);
}

#[test]
fn hostile_pages_take_time_in_proportion() {
    let pieces = [
        "<div class=a>",
        "<b><i><a href=x><p>",
        "<p>文号：</p>",
        "<td>索引号<td>",
        "<table><tr><td>甲",
        "<a href=1.doc>",
        "<!--",
        "<li>",
        "</p>",
        "甲<br>",
        "&#x4e00",
        "<svg/",
    ];
    for piece in pieces {
        let took = |count: usize| {
            let source = piece.repeat(count);
            let start = Instant::now();
            // Whether it is read or refused: it ends.
            let _ = read_text(&source, &Limits::default());
            start.elapsed()
        };
        // Eight times as much takes eight times as long, give or take what else the machine does; what grows with the square
        // takes sixty-four times as long.
        let (short, long) = (took(5_000), took(40_000));
        assert!(
            long < short * 24 + Duration::from_millis(500),
            "{piece}: {short:?}, then {long:?}"
        );
    }
}
