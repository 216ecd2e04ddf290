//! `/api/v1/documents/{id}/diff`.

use serde_json::Value;

use crate::client::{encode, get, hostile_record};

const RULE: &str = "/api/v1/documents/lj-rule-2008-03-2015/diff?with=lj-rule-2022-06";

/// The rows of a comparison that differ, one a line: kind, old → new.
fn differing(answer: &Value) -> Vec<String> {
    let rows = answer["rows"].as_array().expect("rows").iter();
    let label = |side: &Value| side["label"].as_str().unwrap_or("–").to_owned();
    rows.filter(|row| row["kind"] != "same")
        .filter(|row| {
            [&row["old"], &row["new"]]
                .iter()
                .any(|side| side["kind"] == "article")
        })
        .map(|row| {
            format!(
                "{} {} {}",
                row["kind"],
                label(&row["old"]),
                label(&row["new"])
            )
        })
        .collect()
}

#[test]
fn a_correction_changes_single_words() {
    let answer = get("/api/v1/documents/lj-rule-2008-03-2008/diff?with=lj-rule-2008-03-2015");
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = answer.json();
    assert_eq!(
        differing(&answer),
        [
            r#""changed" 第三条 第三条"#,
            r#""changed" 第八条 第八条"#,
            r#""changed" 第十一条 第十一条"#
        ]
    );
    assert_eq!(answer["counts"]["same"], 9);
    assert_eq!(answer["old"]["validity"]["label"], "已修改");
}

#[test]
fn a_revision_renumbers_articles() {
    let answer = get(RULE).json();
    let rows = differing(&answer);
    for row in [
        r#""renumbered_changed" 第十条 第十五条"#,
        r#""renumbered_changed" 第十一条 第十四条"#,
        r#""renumbered_changed" 第十二条 第十七条"#,
        r#""removed" 第九条 –"#,
        r#""added" – 第七条"#,
    ] {
        assert!(rows.iter().any(|held| held == row), "{row}: {rows:#?}");
    }
}

#[test]
fn the_older_document_is_the_old_one_whoever_is_asked() {
    let turned = get("/api/v1/documents/lj-rule-2022-06/diff?with=lj-rule-2008-03-2015").json();
    assert_eq!(turned, get(RULE).json());
    assert_eq!(turned["old"]["id"], "lj-rule-2008-03-2015");
}

#[test]
fn a_notice_with_its_text_is_compared_by_article() {
    let answer = get("/api/v1/documents/lj-2021-014/diff?with=lj-2026-021").json();
    assert_eq!(answer["unit"], "article");
    assert_eq!(
        differing(&answer),
        [
            r#""changed" 第三条 第三条"#,
            r#""changed" 第七条 第七条"#,
            r#""changed" 第十条 第十条"#,
            r#""changed" 第十三条 第十三条"#,
            r#""changed" 第十七条 第十七条"#
        ]
    );
}

#[test]
fn marks_are_characters_of_the_text_beside_them() {
    let answer = get("/api/v1/documents/lj-reg-2017-04-2017/diff?with=lj-reg-2017-04").json();
    let rows = answer["rows"].as_array().expect("rows");
    let row = rows
        .iter()
        .find(|row| row["new"]["n"] == "17")
        .expect("article 17");
    let marked = |side: &Value| -> Vec<String> {
        let chars: Vec<char> = side["text"].as_str().expect("a text").chars().collect();
        let at = |mark: &Value, end: usize| mark[end].as_u64().expect("a place") as usize;
        let marks = side["marks"].as_array().expect("marks").iter();
        marks
            .map(|mark| chars[at(mark, 0)..at(mark, 1)].iter().collect())
            .collect()
    };
    assert_eq!(marked(&row["old"]), ["五十", "二百"]);
    assert_eq!(marked(&row["new"]), ["一百", "五百"]);
}

#[test]
fn a_comparison_can_be_read_as_text() {
    let answer = get(&format!("{RULE}&format=txt"));
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    for line in [
        "− 岚江省城市停车场管理办法（岚江省人民政府令第103号，公布 2015-08-14",
        "＋ 岚江省城市停车场管理办法（岚江省人民政府令第201号",
        "\n第十条 → 第十五条　改序号并修改\n− 第十条　擅自停止使用配建停车场或者改作他用的，由［建设］部门",
        "\n第九条　删去\n− 第九条　停车场经营者应当做好",
    ] {
        assert!(answer.body.contains(line), "{line}: {}", answer.body);
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    for (target, status, code) in [
        (
            "/api/v1/documents/lj-2021-014/diff",
            400,
            "invalid_parameter",
        ),
        (
            "/api/v1/documents/lj-2021-014/diff?with=",
            400,
            "invalid_parameter",
        ),
        (
            "/api/v1/documents/lj-2021-014/diff?with=x&format=md",
            400,
            "invalid_parameter",
        ),
        (
            "/api/v1/documents/lj-2021-014/diff?with=x&page=1",
            400,
            "unknown_parameter",
        ),
        (
            "/api/v1/documents/lj-2021-014/diff?with=none",
            404,
            "document_not_found",
        ),
        (
            "/api/v1/documents/none/diff?with=lj-2021-014",
            404,
            "document_not_found",
        ),
    ] {
        let answer = get(target);
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (status, Some(code)),
            "{target}"
        );
    }
    let missing = get("/api/v1/documents/none/diff?with=lj-2021-014").json();
    assert!(
        missing["detail"]
            .as_str()
            .is_some_and(|said| said.contains("none")),
        "{missing}"
    );
    let own = encode(&hostile_record().id);
    let same = get(&format!("/api/v1/documents/{own}/diff?with={own}")).json();
    assert_eq!(same["counts"]["same"], 2, "{same}");
}
