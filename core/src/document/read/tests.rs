use super::*;
use crate::document::{Status, Validity};
use expect_test::{Expect, expect};
use serde_json::Value;

fn record(json: serde_json::Value) -> Record {
    match json {
        Value::Object(object) => Record::from_object(object),
        other => panic!("a record is an object: {other}"),
    }
}

fn check(json: serde_json::Value, expected: Expect) {
    let shown = match read_record(record(json)) {
        Ok((document, findings)) => {
            let organs: Vec<&str> = document
                .authority
                .iter()
                .map(|organ| organ.name.as_str())
                .collect();
            let findings: Vec<String> = findings
                .iter()
                .map(|finding| format!("{:?} {}", finding.code, finding.subject))
                .collect();
            format!(
                "{} | {} | {} | {} | {}\n{}",
                document.title,
                document.kind.label(),
                organs.join("、"),
                document
                    .number
                    .map_or("–".to_owned(), |number| number.canonical),
                document.region.map_or("–".to_owned(), |region| region.name),
                findings.join("\n"),
            )
        }
        Err(rejection) => rejection.to_string(),
    };
    expected.assert_eq(&shown);
}

#[test]
fn relative_names_take_the_place_of_the_record() {
    check(
        serde_json::json!({"id": "1", "title": "成都市居住证管理规定", "number": "市政府令第170号", "region": "成都市", "text": "正文"}),
        expect![[r#"
            成都市居住证管理规定 | 市级政府规章 | 成都市人民政府 | 成都市人民政府令第170号 | 成都市
        "#]],
    );
    check(
        serde_json::json!({"id": "1", "title": "环境监测管理办法", "number": "总局令 第39号", "authority": "原环境保护部", "text": "正文"}),
        expect![[r#"
            环境监测管理办法 | 部门规章 | 环境保护部 | 国家环境保护总局令第39号 | 中华人民共和国
        "#]],
    );
    check(
        serde_json::json!({"id": "1", "title": "关于加快电子商务产业发展的意见", "number": "渝府发〔2019〕17号", "authority": "市政府", "region": "重庆市", "text": "正文"}),
        expect![[r#"
            关于加快电子商务产业发展的意见 | 行政规范性文件 | 重庆市人民政府 | 渝府发〔2019〕17号 | 重庆市
        "#]],
    );
}

#[test]
fn a_citys_law_in_a_provinces_collection_is_the_citys() {
    check(
        serde_json::json!({"id": "1", "title": "青岛市市容条例", "kind": "地方性法规", "authority": "青岛市人民代表大会常务委员会", "region": "山东", "text": "正文"}),
        expect![[r#"
            青岛市市容条例 | 设区的市地方性法规 | 青岛市人民代表大会常务委员会 | – | 青岛市
        "#]],
    );
}

#[test]
fn the_place_in_the_title_is_narrower_than_the_collections() {
    for (title, region, code) in [
        ("深圳经济特区数据条例", "广东", "440300"),
        ("浙江省景宁畲族自治县自治条例", "浙江", "331127"),
        ("广东省社会保险基金监督条例", "深圳市", "440300"),
        ("北京大学章程", "北京", "110000"),
    ] {
        let record = Record {
            title: title.into(),
            region: Some(region.into()),
            text: "正文".into(),
            ..Record::default()
        };
        let (document, _) = read_record(record).expect("a document");
        assert_eq!(
            document.region.map(|region| region.code).as_deref(),
            Some(code),
            "{title}"
        );
    }
}

#[test]
fn what_is_odd_is_reported_and_kept() {
    check(
        serde_json::json!({
            "id": "a/b", "title": "公告", "number": "第一批", "region": "国务院关于加强市", "published": "2023-02-30",
            "theme": "大数据", "declared_status": "不详", "kind": "其他", "color": "red", "text": "",
            "authority": ["教育部", "财政部"],
        }),
        expect![[r#"
            公告 | 行政规范性文件 | 教育部、财政部 | – | 中华人民共和国
            UnexpectedType authority: ["教育部","财政部"]
            UnknownField color
            EmptyText text
            UnknownStatus declared_status: 不详
            UnreadableDate published: 2023-02-30
            UnknownRegion region: 国务院关于加强市
            UnreadableNumber number: 第一批
            UnknownKind kind: 其他
            UnusableId id: a/b
            UnknownTheme theme: 大数据"#]],
    );
    check(
        serde_json::json!({"id": "1", "text": "\n  第一行\n第二行"}),
        expect![[r#"
            第一行 | 未分类 |  | – | –
            TitleFromText title: 第一行"#]],
    );
    check(
        serde_json::json!({"id": "1", "text": "  "}),
        expect!["the record has neither a title nor a text"],
    );
}

#[test]
fn raw_keeps_all_that_was_published_but_the_text() {
    let json = serde_json::json!({
        "id": "1", "title": "公 告", "text": "正文", "published": "2023-02-30", "color": "red",
        "authority": ["教育部", "财政部"], "history": ["2020年1月1日 施行"],
    });
    let (document, _) = read_record(record(json)).expect("a document");
    let raw = serde_json::to_string(&document.raw).expect("JSON");
    expect![[r#"{"authority":["教育部","财政部"],"color":"red","published":"2023-02-30","title":"公 告"}"#]].assert_eq(&raw);
}

#[test]
fn a_derived_id_does_not_change_with_the_text_around() {
    let read = |text: &str| {
        let record = Record {
            title: "公告".into(),
            text: text.into(),
            ..Record::default()
        };
        read_record(record).map(|(document, _)| document.id)
    };
    assert_eq!(read("正文"), read("正文，更正过的"));
    assert!(read("正文").is_ok_and(|id| id.starts_with("d-") && id.len() == 18));
}

#[test]
fn a_title_without_bound_is_cut_and_said_so() {
    let record = Record {
        id: "1".into(),
        title: "长".repeat(5_000),
        text: "正文".into(),
        ..Record::default()
    };
    let (document, findings) = read_record(record).expect("a document");
    assert_eq!(document.title.chars().count(), TITLE_CHARS_MAX);
    assert_eq!(findings[0].code, FindingCode::OverlongField);
}

#[test]
fn a_history_without_bound_is_cut_and_said_so() {
    let read = |history: Vec<String>| {
        let record = Record {
            id: "1".into(),
            title: "公告".into(),
            text: "正文".into(),
            history,
            ..Record::default()
        };
        read_record(record).expect("a document")
    };
    let (document, findings) = read(vec!["长".repeat(2_000); 200]);
    assert_eq!((document.history.len(), findings.len()), (200, 0));
    assert!(!document.raw.contains_key("history"));

    let published = vec!["长".repeat(2_001); 201];
    let (document, findings) = read(published.clone());
    assert_eq!(document.history, vec!["长".repeat(2_000); 200]);
    assert_eq!(document.raw["history"], serde_json::json!(published));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, FindingCode::OverlongField);
}

#[test]
fn a_declared_last_day_ends_the_validity() {
    let json = serde_json::json!({"id": "1", "title": "公告", "text": "正文", "declared_status": "有效期至2025/01/31"});
    let (document, _) = read_record(record(json)).expect("a document");
    let state = |day: &str| Validity::at(&document, day.parse().expect("a day")).state;
    assert_eq!(state("2025-01-31"), Status::InForce);
    assert_eq!(state("2025-02-01"), Status::Expired);
}

proptest::proptest! {
    #[test]
    fn no_record_makes_the_reader_panic(
        title in "\\PC{0,40}", number in "\\PC{0,20}", organ in "\\PC{0,20}", place in "\\PC{0,12}", day in "\\PC{0,12}",
        text in "[\n第令号公布年月日（）国务院0-9]{0,60}",
    ) {
        let record = Record {
            title, text, number: Some(number), authority: Some(organ), region: Some(place),
            published: Some(day.clone()), history: vec![day], ..Record::default()
        };
        let _ = read_record(record);
    }
}
