//! Whole papers, as organs and sites lay them out.

use serde_json::json;

use super::*;
use crate::manuscript::{Block, Field, Role};

fn manuscript(text: &str) -> Manuscript {
    Manuscript {
        blocks: text.lines().map(Block::body).collect(),
        ..Manuscript::default()
    }
}

fn field(name: &str, value: &str, origin: Origin) -> Field {
    Field {
        name: name.to_owned(),
        value: value.to_owned(),
        origin,
    }
}

fn read(text: &str) -> Record {
    record(manuscript(text), None).expect("a record").record
}

/// Title, number, organ and day.
fn facts(record: &Record) -> [&str; 4] {
    [
        record.title.as_str(),
        record.number.as_deref().unwrap_or("–"),
        record.authority.as_deref().unwrap_or("–"),
        record.signed.as_deref().unwrap_or("–"),
    ]
}

#[test]
fn a_paper_with_a_masthead() {
    let record = read(
        "000012\n特急\n岚江省人民政府办公厅文件\n岚府办发〔2020〕8号　　　　签发人：王某某\n\n\
         岚江省人民政府办公厅关于印发\n岚江省公路养护管理办法的通知\n\n\
         各市、县人民政府，省政府各部门、各直属机构：\n　　现将《岚江省公路养护管理办法》印发给你们。\n　　附件：1. 养护标准\n　　　　　2. 养护经费表\n\n\
         岚江省人民政府办公厅\n2020年1月2日\n（此件公开发布）\n\
         岚江省公路养护管理办法\n第一条　为了加强公路养护，制定本办法。\n\
         抄送：省委各部门，省军区。\n岚江省人民政府办公厅　　2020年1月3日印发",
    );
    assert_eq!(
        facts(&record),
        [
            "岚江省人民政府办公厅关于印发岚江省公路养护管理办法的通知",
            "岚府办发〔2020〕8号",
            "岚江省人民政府办公厅",
            "2020-01-02",
        ]
    );
    assert!(
        record.text.starts_with("各市、县人民政府，"),
        "{}",
        record.text
    );
    assert!(
        record
            .text
            .contains("2020年1月2日\n（此件公开发布）\n岚江省公路养护管理办法\n第一条")
    );
    assert!(record.text.ends_with("制定本办法。"), "{}", record.text);
    let extra = &record.extra;
    assert_eq!(
        extra["addressees"],
        json!(["各市、县人民政府", "省政府各部门、各直属机构"])
    );
    assert_eq!(extra["heading"]["copy_number"], "000012");
    assert_eq!(extra["heading"]["urgency"], "特急");
    assert_eq!(extra["heading"]["signers"], "王某某");
    assert_eq!(extra["closing"]["printed"], "2020-01-03");
    assert_eq!(extra["closing"]["disclosure"], "此件公开发布");
    assert_eq!(extra["closing"]["lines"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        extra["attachments"],
        json!([{"name": "养护标准"}, {"name": "养护经费表"}])
    );
    assert_eq!(extra["origins"]["number"][0]["line"], 4);
}

#[test]
fn a_joint_paper_names_all_its_organs() {
    let record = read(
        "岚江省财政厅\n岚江省教育厅文件\n岚江省民政厅\n岚财教〔2021〕15号\n\
         关于下达助学补助资金的通知\n各市财政局：\n　　请遵照执行。\n\
         岚江省财政厅　岚江省教育厅\n岚江省民政厅\n二〇二一年三月四日",
    );
    assert_eq!(
        facts(&record),
        [
            "关于下达助学补助资金的通知",
            "岚财教〔2021〕15号",
            "岚江省财政厅、岚江省教育厅、岚江省民政厅",
            "2021-03-04",
        ]
    );
    assert_eq!(
        record.extra["origins"]["authority"]
            .as_array()
            .map(Vec::len),
        Some(1),
        "the signature says the same"
    );
}

#[test]
fn a_decree_is_called_by_what_it_publishes() {
    let text = "岚江省人民政府令\n第182号\n《岚江省劳动合同管理规定》已经2019年4月1日省人民政府第30次常务会议通过，现予公布，自2019年6月1日起施行。\n\
                省　长　　王某某\n2019年4月22日\n岚江省劳动合同管理规定\n第一条　为了规范劳动合同，制定本规定。";
    let record = read(text);
    assert_eq!(
        facts(&record),
        [
            "岚江省劳动合同管理规定",
            "岚江省人民政府令第182号",
            "–",
            "2019-04-22",
        ]
    );
    assert_eq!(record.text, text, "the decree is part of the text");
    assert_eq!(record.extra["closing"]["official"], "省长王某某");

    let announcement =
        read("岚江省人民代表大会常务委员会公告\n（第5号）\n现决定召开会议。\n2020年1月2日");
    assert_eq!(announcement.title, "岚江省人民代表大会常务委员会公告第5号");
}

#[test]
fn fields_win_and_the_text_is_kept_beside_them() {
    let mut paper = manuscript(
        "岚府办发〔2020〕8号\n岚江省人民政府办公厅关于做好防汛工作的通知\n各市：\n　　请执行。\n岚江省人民政府办公厅\n2020年1月2日",
    );
    paper.fields = vec![
        field("索 引 号：", "LJ0001/2020-00008", Origin::PageTable),
        field("发文机关", "省政府办公厅", Origin::PageTable),
        field("发文字号", "岚府办发[2020]8号", Origin::PageTable),
        field(
            "标　题",
            "岚江省人民政府办公厅关于做好防汛工作的通知",
            Origin::PageTable,
        ),
        field("成文日期", "2020年01月02日", Origin::PageTable),
        field("PubDate", "2020-01-06 10:00", Origin::PageHead),
        field("有效性", "有效", Origin::PageTable),
        field("主题分类", "农业、林业、水利\\水利", Origin::PageTable),
        field("阅读权限", "全部", Origin::PageTable),
    ];
    let titled = record(paper, Some("a/t2020.html")).expect("a record");
    let record = titled.record;
    assert_eq!(titled.title_origin, Origin::PageTable);
    assert_eq!(record.id, "t2020");
    assert_eq!(record.index_number.as_deref(), Some("LJ0001/2020-00008"));
    assert_eq!(record.number.as_deref(), Some("岚府办发[2020]8号"));
    assert_eq!(record.authority.as_deref(), Some("省政府办公厅"));
    assert_eq!(record.signed.as_deref(), Some("2020-01-02"));
    assert_eq!(record.published.as_deref(), Some("2020-01-06"));
    assert_eq!(record.declared_status.as_deref(), Some("有效"));
    assert_eq!(record.theme.as_deref(), Some("农业、林业、水利\\水利"));
    assert_eq!(record.extra["fields"], json!({"阅读权限": "全部"}));
    let authority = &record.extra["origins"]["authority"];
    assert_eq!(authority[0]["origin"], "page_table");
    assert_eq!(
        authority[1],
        json!({"value": "岚江省人民政府办公厅", "origin": "text", "line": 5})
    );
    assert_eq!(
        record.extra["origins"]["published"][0]["raw"],
        "2020-01-06 10:00"
    );
    assert!(
        record.text.starts_with("岚府办发〔2020〕8号\n各市："),
        "{}",
        record.text
    );
}

#[test]
fn titles_over_several_lines_end_where_they_end() {
    let title = |text: &str| read(text).title;
    assert_eq!(
        title("岚江省财政厅关于转发省水利厅\n岚江省河道管理办法\n的通知\n各市：\n　　甲。"),
        "岚江省财政厅关于转发省水利厅岚江省河道管理办法的通知"
    );
    assert_eq!(title("岚江省献血条例\n第一条　甲。"), "岚江省献血条例");
    assert_eq!(title("岚江省献血条例\n总体要求\n一、甲"), "岚江省献血条例");
    assert_eq!(
        title(
            "关于进一步加强岚江省城乡居民\n基本医疗保险工作的意见（试行）\n为了加强工作，提出如下意见。"
        ),
        "关于进一步加强岚江省城乡居民基本医疗保险工作的意见（试行）"
    );
    assert_eq!(
        title("来源：岚江日报　发布时间：2020-01-02\n岚江省养老服务办法\n第一条　甲。"),
        "岚江省养老服务办法"
    );
}

#[test]
fn what_the_format_marks_is_the_title() {
    let mut paper = manuscript("岚江省民政厅\n正文一。\n正文二。");
    paper.blocks.insert(
        1,
        Block::Paragraph {
            role: Role::Title,
            text: "关于做好\u{3000}养老服务的意见".into(),
        },
    );
    let record = record(paper, None).expect("a record").record;
    assert_eq!(record.title, "关于做好养老服务的意见");
    assert_eq!(record.text, "岚江省民政厅\n正文一。\n正文二。");
}

#[test]
fn lines_under_the_title_are_told_apart() {
    let record = read(
        "岚江省养老服务办法\n文章来源: 岚江省民政厅 发文字号：岚民发〔2014〕3号　发布时间：2014-06-03\n\
         （2014年5月1日岚江省人民政府令第9号公布\n根据2018年1月1日《决定》修正）\n第一条　甲。",
    );
    assert_eq!(record.number.as_deref(), Some("岚民发〔2014〕3号"));
    assert_eq!(record.published.as_deref(), Some("2014-06-03"));
    assert_eq!(record.source.as_deref(), Some("岚江省民政厅"));
    assert_eq!(record.history.len(), 2);
    assert_eq!(record.text, "第一条　甲。");
}

#[test]
fn a_number_is_found_among_the_lines_of_a_site() {
    let number = |lines: &str| {
        let record = read(&format!("关于防火的通知\n{lines}\n各市：\n　　请执行。"));
        record.number.unwrap_or_default()
    };
    assert_eq!(
        number("岚府发〔2014〕25号 　　发文时间： 2014-11-03"),
        "岚府发〔2014〕25号"
    );
    assert_eq!(
        number("文 号: 岚府发〔2014〕25号 公开方式: 主动公开"),
        "岚府发〔2014〕25号"
    );
    assert_eq!(
        number("岚江省防火工作\n安排的通知\n岚府发〔2014〕25号"),
        "岚府发〔2014〕25号"
    );
    assert_eq!(number("请按照岚府发〔2014〕25号执行。"), "");
}

#[test]
fn a_number_in_a_note_under_the_title_reaches_the_document() {
    let number = |note: &str| {
        let record = read(&format!("岚江省防火规定\n{note}\n第一条　甲。"));
        let (document, _) = tongcha::document::read_record(record).expect("a document");
        document
            .number
            .map(|number| number.canonical)
            .unwrap_or_default()
    };
    for note in [
        "（2002年12月4日岚江省人民政府令第115号发布　根据2007年11月22日岚江省人民政府令第160号修正）",
        "岚江省人民政府令第115号　2002年12月4日发布",
        "（2002年12月4日岚江省人民政府令第115号公布，自2003年1月1日起施行）",
    ] {
        assert_eq!(number(note), "岚江省人民政府令第115号", "{note}");
    }
}

#[test]
fn a_title_that_is_shown_twice_is_taken_twice() {
    let mut paper = manuscript("关于防火\n工作的通知\n岚府发〔2014〕25号\n各市：");
    paper.blocks.insert(
        0,
        Block::Paragraph {
            role: Role::Title,
            text: "关于防火工作的通知".into(),
        },
    );
    let record = record(paper, None).expect("a record").record;
    assert_eq!(record.number.as_deref(), Some("岚府发〔2014〕25号"));
    assert_eq!(record.text, "岚府发〔2014〕25号\n各市：");
}

#[test]
fn a_text_without_a_title_is_what_it_publishes() {
    let record = read("《岚江省养犬条例》已于2020年1月1日通过，现予公布。\n第一条　甲。");
    assert_eq!(record.title, "岚江省养犬条例");
    assert!(record.text.starts_with("《岚江省养犬条例》已于"));
}

#[test]
fn signatures_are_read_in_all_layouts() {
    let signed = |closing: &str| {
        let record = read(&format!("关于防火的通知\n各市：\n　　请执行。\n{closing}"));
        let [_, _, organ, day] = facts(&record).map(str::to_owned);
        (organ, day)
    };
    let expected = ("岚江省民政厅".to_owned(), "2012-03-04".to_owned());
    for closing in [
        "岚江省民政厅\n2012年3月4日",
        "　　　岚江省民政厅（盖章）\n　　　二○一二年三月四日",
        "岚江省民政厅　　2012年3月4日",
        "岚江省民政厅\n2012年3月\n4日",
        "岚江省民政厅\n二Ｏ一二年三月四日",
        "岚　江　省　民　政　厅\n2012 年 3 月 4 日",
        "岚江省民政厅\n2012年3月4日\n岚江省财政厅\n2013年1月1日",
    ] {
        assert_eq!(signed(closing), expected, "{closing}");
    }
    assert_eq!(
        signed("2012年3月4日"),
        ("–".to_owned(), "2012-03-04".to_owned())
    );
    assert_eq!(
        signed("一、期限\n2012年3月4日\n截止。"),
        ("–".to_owned(), "–".to_owned())
    );
    assert_eq!(signed("自2012年3月4日起施行。").1, "–");
}

#[test]
fn a_body_that_speaks_of_copies_keeps_its_words() {
    let body = (1..40)
        .map(|at| format!("　　{at}．抄送：见表。\n"))
        .collect::<String>();
    let record = read(&format!("关于公文的通知\n各市：\n抄送：写明机关\n{body}"));
    assert!(record.text.contains("抄送：写明机关"));
}

#[test]
fn the_last_resort_is_the_name_of_the_file() {
    let titled = record(
        manuscript("第一条　为了规范，制定本办法。"),
        Some("b/养犬管理办法（2015）.pdf"),
    );
    let titled = titled.expect("a record");
    assert_eq!(titled.title_origin, Origin::FileName);
    assert_eq!(titled.record.title, "养犬管理办法（2015）");
    assert!(titled.record.id.starts_with("file-"));
    assert_eq!(
        titled.record.extra["source_path"],
        "b/养犬管理办法（2015）.pdf"
    );
    let scan = record(manuscript("第一条　甲。"), Some("0001.pdf")).expect("a record");
    assert_eq!(scan.record.title, "第一条甲。");
}

#[test]
fn nothing_is_no_record_and_secrets_are_refused() {
    let reason = |text: &str| {
        record(manuscript(text), Some("养犬管理办法.txt")).map_err(|fault| fault.reason)
    };
    assert_eq!(reason(" \n\u{3000}").err(), Some(Reason::EmptyFile));
    assert_eq!(reason("机密★1年\n某通知").err(), Some(Reason::SecretMark));
}

#[test]
fn only_a_title_names_organ_and_region() {
    let (document, findings) = tongcha::document::read_record(read(
        "广东省人民政府办公厅关于防汛的通知\n各市：\n　　甲。\n2020年1月2日",
    ))
    .expect("a document");
    assert_eq!(document.authority[0].name, "广东省人民政府办公厅");
    assert_eq!(
        document.region.map(|region| region.name).as_deref(),
        Some("广东省")
    );
    // The identifier only: what the importer adds is no news.
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn hostile_lines_end_in_time() {
    for text in [
        "（".repeat(200_000),
        "年".repeat(200_000),
        "附件：\n1.".repeat(50_000),
        "来源：".repeat(100_000),
        "岚江省民政厅\n".repeat(50_000),
        "2020年\n1月2日\n".repeat(50_000),
        "抄送：\n".repeat(50_000),
    ] {
        let _ = record(manuscript(&text), None);
    }
}
