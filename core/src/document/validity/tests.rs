use super::*;
use crate::document::{Dates, Record, read_record};
use expect_test::{Expect, expect};

fn check(effective: &str, expires: &str, declared: &str, day: &str, expected: Expect) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let record = Record {
        id: "1".into(),
        title: "某办法".into(),
        text: "正文".into(),
        published: some("2020-01-01"),
        effective: some(effective),
        expires: some(expires),
        declared_status: some(declared),
        ..Record::default()
    };
    let (document, _) = read_record(record).expect("a document");
    let validity = Validity::at(&document, day.parse().expect("a day"));
    let reasons: Vec<String> = validity
        .reasons
        .into_iter()
        .map(|reason| reason.text)
        .collect();
    expected.assert_eq(&format!("{}：{}", validity.label, reasons.join("；")));
}

#[test]
fn the_first_and_the_last_day_are_in_force() {
    check(
        "2020-03-01",
        "2022-02-28",
        "",
        "2020-02-29",
        expect!["尚未生效：自2020年3月1日起施行，至查询日尚未生效"],
    );
    check(
        "2020-03-01",
        "2022-02-28",
        "",
        "2020-03-01",
        expect!["现行有效：自2020年3月1日起施行；有效期至2022年2月28日"],
    );
    check(
        "2020-03-01",
        "2022-02-28",
        "",
        "2022-02-28",
        expect!["现行有效：自2020年3月1日起施行；有效期至2022年2月28日"],
    );
    check(
        "2020-03-01",
        "2022-02-28",
        "",
        "2022-03-01",
        expect!["有效期已满：有效期至2022年2月28日，已届满；自2020年3月1日起施行"],
    );
}

#[test]
fn what_the_source_declares_stands_beside_what_the_days_say() {
    check(
        "2020-03-01",
        "",
        "废止",
        "2026-01-01",
        expect!["已废止：来源标注为“废止”；自2020年3月1日起施行"],
    );
    check(
        "2020-03-01",
        "",
        "失效",
        "2020-02-01",
        expect!["尚未生效：自2020年3月1日起施行，至查询日尚未生效；来源标注为“失效”"],
    );
    check(
        "2020-03-01",
        "2022-02-28",
        "有效",
        "2026-01-01",
        expect![
            "有效期已满：有效期至2022年2月28日，已届满；自2020年3月1日起施行；来源标注为“有效”，与日期不符"
        ],
    );
    check(
        "2020-03-01",
        "",
        "部分有效",
        "2026-01-01",
        expect!["部分有效：来源标注为“部分有效”；自2020年3月1日起施行"],
    );
    check(
        "",
        "",
        "有效",
        "2026-01-01",
        expect!["现行有效：来源标注为“有效”"],
    );
    check(
        "2030-01-01",
        "",
        "有效",
        "2026-01-01",
        expect!["尚未生效：自2030年1月1日起施行，至查询日尚未生效；来源标注为“有效”，与日期不符"],
    );
    check(
        "2020-03-01",
        "",
        "尚未生效",
        "2026-01-01",
        expect!["现行有效：自2020年3月1日起施行；来源标注为“尚未生效”，与日期不符"],
    );
}

#[test]
fn a_day_of_issue_alone_decides_nothing_after_it() {
    check(
        "",
        "",
        "",
        "2026-01-01",
        expect!["时效不明：没有施行日期，来源也未标注时效，无法判断"],
    );
    check(
        "",
        "",
        "",
        "2019-12-31",
        expect!["尚未生效：2020年1月1日之前尚无此文本"],
    );
}

proptest::proptest! {
    #[test]
    fn the_state_with_reasons_is_the_state_alone(
        passed in any_day(), signed in any_day(), issued in any_day(), effective in any_day(), expires in any_day(),
        declared in proptest::option::of(0..Status::ALL.len()), day in 0_i64..40,
    ) {
        let record = Record { title: "某办法".into(), ..Record::default() };
        let (mut document, _) = read_record(record).expect("a document");
        document.dates = Dates { passed, approved: None, signed, issued, effective, expires };
        document.declared_status = declared.map(|index| DeclaredStatus {
            raw: Status::ALL[index].label().to_owned(),
            status: Status::ALL[index],
        });
        let day = Day::from_days_since_epoch(day).expect("a day");
        let declared = declared.map_or(Status::Unknown, |index| Status::ALL[index]);
        let validity = Validity::at(&document, day);
        proptest::prop_assert_eq!(validity.state, Validity::state_at(&document.dates, &document.life, declared, day));
        proptest::prop_assert!(!validity.reasons.is_empty());
    }
}

/// Few days, so that they often fall together.
fn any_day() -> impl proptest::strategy::Strategy<Value = Option<Day>> {
    use proptest::strategy::Strategy as _;
    proptest::option::of((0_i64..40).prop_filter_map("a day", Day::from_days_since_epoch))
}

/// The state and its first reason at some days of a text in force since 2020 to which `turns` happened.
fn check_turns(turns: &[(TurnKind, &str, Option<&str>)], declared: &str, expected: Expect) {
    let record = Record {
        title: "某办法".into(),
        effective: Some("2020-01-01".into()),
        expires: Some("2024-12-31".into()),
        declared_status: (!declared.is_empty()).then(|| declared.to_owned()),
        ..Record::default()
    };
    let (mut document, _) = read_record(record).expect("a document");
    document.life.turns = turns
        .iter()
        .map(|(kind, day, until)| Turn {
            kind: *kind,
            day: day.parse().expect("a day"),
            by: "2".into(),
            title: "另一办法".into(),
            until: until.map(|day| day.parse().expect("a day")),
            counted: None,
            known: None,
            articles: vec!["第五条".into()],
            area: None,
        })
        .collect();
    let mut shown = String::new();
    for day in [
        "2019-12-31",
        "2021-12-31",
        "2022-01-01",
        "2025-01-01",
        "2027-01-01",
    ] {
        let validity = Validity::at(&document, day.parse().expect("a day"));
        shown.push_str(&format!(
            "{day} {}：{}\n",
            validity.label, validity.reasons[0].text
        ));
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_repeal_counts_from_its_day() {
    check_turns(
        &[(TurnKind::Repealed, "2022-01-01", None)],
        "失效",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 现行有效：自2020年1月1日起施行
            2022-01-01 已废止：自2022年1月1日起被《另一办法》废止
            2025-01-01 已废止：自2022年1月1日起被《另一办法》废止
            2027-01-01 已废止：自2022年1月1日起被《另一办法》废止
        "#]],
    );
}

#[test]
fn an_extension_moves_the_last_day() {
    check_turns(
        &[(TurnKind::Extended, "2024-06-01", Some("2026-12-31"))],
        "",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 现行有效：自2020年1月1日起施行
            2022-01-01 现行有效：自2020年1月1日起施行
            2025-01-01 现行有效：自2020年1月1日起施行
            2027-01-01 有效期已满：有效期至2026年12月31日，已届满
        "#]],
    );
}

#[test]
fn a_partial_repeal_leaves_the_rest() {
    check_turns(
        &[(TurnKind::PartlyRepealed, "2022-01-01", None)],
        "",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 现行有效：自2020年1月1日起施行
            2022-01-01 部分有效：自2022年1月1日起第五条被《另一办法》废止
            2025-01-01 有效期已满：有效期至2024年12月31日，已届满
            2027-01-01 有效期已满：有效期至2024年12月31日，已届满
        "#]],
    );
}

#[test]
fn a_pause_holds_between_its_days() {
    check_turns(
        &[(TurnKind::Suspended, "2021-12-31", Some("2022-01-01"))],
        "",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 暂停执行：自2021年12月31日起第五条被《另一办法》暂停执行，至2022年1月1日
            2022-01-01 暂停执行：自2021年12月31日起第五条被《另一办法》暂停执行，至2022年1月1日
            2025-01-01 有效期已满：有效期至2024年12月31日，已届满
            2027-01-01 有效期已满：有效期至2024年12月31日，已届满
        "#]],
    );
}

#[test]
fn a_pause_without_a_last_day_holds_until_it_is_resumed() {
    let pause = (TurnKind::Suspended, "2021-12-31", None);
    check_turns(
        &[pause],
        "",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 暂停执行：自2021年12月31日起第五条被《另一办法》暂停执行，未写恢复的日期
            2022-01-01 暂停执行：自2021年12月31日起第五条被《另一办法》暂停执行，未写恢复的日期
            2025-01-01 有效期已满：有效期至2024年12月31日，已届满
            2027-01-01 有效期已满：有效期至2024年12月31日，已届满
        "#]],
    );
    check_turns(
        &[pause, (TurnKind::Resumed, "2022-01-01", None)],
        "",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 暂停执行：自2021年12月31日起第五条被《另一办法》暂停执行，未写恢复的日期
            2022-01-01 现行有效：自2020年1月1日起施行
            2025-01-01 有效期已满：有效期至2024年12月31日，已届满
            2027-01-01 有效期已满：有效期至2024年12月31日，已届满
        "#]],
    );
}

#[test]
fn what_goes_on_without_a_named_end_does_not_run_out() {
    check_turns(
        &[(TurnKind::Extended, "2024-06-01", None)],
        "",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 现行有效：自2020年1月1日起施行
            2022-01-01 现行有效：自2020年1月1日起施行
            2025-01-01 现行有效：自2020年1月1日起施行
            2027-01-01 现行有效：自2020年1月1日起施行
        "#]],
    );
}

#[test]
fn a_newer_version_replaces_an_older_one() {
    check_turns(
        &[(TurnKind::Replaced, "2022-01-01", None)],
        "有效",
        expect![[r#"
            2019-12-31 尚未生效：自2020年1月1日起施行，至查询日尚未生效
            2021-12-31 现行有效：自2020年1月1日起施行
            2022-01-01 已修改：自2022年1月1日起由新版本代替
            2025-01-01 已修改：自2022年1月1日起由新版本代替
            2027-01-01 已修改：自2022年1月1日起由新版本代替
        "#]],
    );
}
