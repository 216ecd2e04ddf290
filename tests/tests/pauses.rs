//! Suspensions, extensions and days that other documents give, on records made up for them.

use std::sync::Arc;

use expect_test::{Expect, expect};
use tongcha::{DataDirectory, Record, Searcher, Tokenizer};
use tongcha_benches::corpus::build;

fn record(id: &str, title: &str, kind: &str, published: &str, text: &str) -> Record {
    Record {
        id: id.into(),
        title: title.into(),
        kind: Some(kind.into()),
        authority: Some("岚江省人民政府".into()),
        published: Some(published.into()),
        text: text.into(),
        ..Record::default()
    }
}

/// The state of the first record at some days, with its reasons.
fn check(records: Vec<Record>, days: &[&str], expected: Expect) {
    let id = records[0].id.clone();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tokenizer = Arc::new(Tokenizer::new());
    build(records, folder.path(), &tokenizer).expect("an index");
    let searcher =
        Searcher::open(&DataDirectory::new(folder.path()), tokenizer).expect("the index opens");
    let mut shown = String::new();
    for day in days {
        let as_of = day.parse().expect("a day");
        let document = searcher.document(&id, as_of);
        let document = document.expect("readable").expect("held");
        let reasons: Vec<&str> = document
            .validity
            .reasons
            .iter()
            .map(|reason| reason.text.as_str())
            .collect();
        shown.push_str(&format!(
            "{day} {}：{}\n",
            document.validity.label,
            reasons.join("；")
        ));
    }
    expected.assert_eq(&shown);
}

fn parking() -> Record {
    let text = "第一条　为了规范停车收费，制定本规定。\n第二条　停车收费。\n第九条　本规定自2018年1月1日起施行，有效期5年。";
    record(
        "parking",
        "岚江省停车收费规定",
        "规范性文件",
        "2017-12-01",
        text,
    )
}

#[test]
fn a_suspension_holds_until_its_last_day() {
    let act = record(
        "act",
        "岚江省人民政府关于暂停执行《岚江省停车收费规定》的通知",
        "规范性文件",
        "2020-02-20",
        "各市人民政府：\n经研究，《岚江省停车收费规定》自2020年3月1日起至2020年12月31日止暂停执行。",
    );
    check(
        vec![parking(), act],
        &["2020-02-29", "2020-03-01", "2020-12-31", "2021-01-01"],
        expect![[r#"
            2020-02-29 现行有效：自2018年1月1日起施行；有效期至2022年12月31日
            2020-03-01 暂停执行：自2020年3月1日起被《岚江省人民政府关于暂停执行〈岚江省停车收费规定〉的通知》暂停执行，至2020年12月31日；自2018年1月1日起施行；有效期至2022年12月31日
            2020-12-31 暂停执行：自2020年3月1日起被《岚江省人民政府关于暂停执行〈岚江省停车收费规定〉的通知》暂停执行，至2020年12月31日；自2018年1月1日起施行；有效期至2022年12月31日
            2021-01-01 现行有效：自2018年1月1日起施行；有效期至2022年12月31日
        "#]],
    );
}

#[test]
fn a_suspension_without_an_end_holds_until_it_is_resumed() {
    let pause = record(
        "pause",
        "岚江省人民政府关于暂停执行《岚江省停车收费规定》的通知",
        "规范性文件",
        "2020-02-20",
        "各市人民政府：\n自2020年3月1日起暂停执行。",
    );
    let resume = record(
        "resume",
        "岚江省人民政府关于恢复执行《岚江省停车收费规定》的通知",
        "规范性文件",
        "2020-07-20",
        "各市人民政府：\n自2020年8月1日起恢复执行《岚江省停车收费规定》。",
    );
    check(
        vec![parking(), pause, resume],
        &["2020-03-01", "2020-07-31", "2020-08-01"],
        expect![[r#"
            2020-03-01 暂停执行：自2020年3月1日起被《岚江省人民政府关于暂停执行〈岚江省停车收费规定〉的通知》暂停执行，未写恢复的日期；自2018年1月1日起施行；有效期至2022年12月31日
            2020-07-31 暂停执行：自2020年3月1日起被《岚江省人民政府关于暂停执行〈岚江省停车收费规定〉的通知》暂停执行，未写恢复的日期；自2018年1月1日起施行；有效期至2022年12月31日
            2020-08-01 现行有效：自2018年1月1日起施行；有效期至2022年12月31日
        "#]],
    );
}

#[test]
fn a_trial_inside_a_place_leaves_the_state() {
    let act = record(
        "act",
        "岚江省人民政府关于开展停车收费试点的决定",
        "规范性文件",
        "2020-02-20",
        "决定在霁川高新区内，暂时调整实施《岚江省停车收费规定》有关规定，期限为一年。\n本决定自2020年3月1日起施行。",
    );
    check(
        vec![parking(), act],
        &["2020-02-29", "2020-03-01", "2021-02-28", "2021-03-01"],
        expect![[r#"
            2020-02-29 现行有效：自2018年1月1日起施行；有效期至2022年12月31日
            2020-03-01 现行有效：自2018年1月1日起施行；有效期至2022年12月31日；自2020年3月1日起在霁川高新区被《岚江省人民政府关于开展停车收费试点的决定》暂停或者暂时调整执行，至2021年2月28日
            2021-02-28 现行有效：自2018年1月1日起施行；有效期至2022年12月31日；自2020年3月1日起在霁川高新区被《岚江省人民政府关于开展停车收费试点的决定》暂停或者暂时调整执行，至2021年2月28日
            2021-03-01 现行有效：自2018年1月1日起施行；有效期至2022年12月31日
        "#]],
    );
}

#[test]
fn an_extension_need_not_name_again_what_its_title_names() {
    let act = record(
        "act",
        "岚江省人民政府关于延长《岚江省停车收费规定》有效期的通知",
        "规范性文件",
        "2022-11-20",
        "各市人民政府：\n经研究，决定将有效期延长至2027年12月31日。",
    );
    check(
        vec![parking(), act],
        &["2023-01-01", "2028-01-01"],
        expect![[r#"
            2023-01-01 现行有效：自2018年1月1日起施行；《岚江省人民政府关于延长〈岚江省停车收费规定〉有效期的通知》将有效期延长至2027年12月31日；有效期至2027年12月31日
            2028-01-01 有效期已满：有效期至2027年12月31日，已届满；《岚江省人民政府关于延长〈岚江省停车收费规定〉有效期的通知》将有效期延长至2027年12月31日；自2018年1月1日起施行
        "#]],
    );
    let act = record(
        "act",
        "岚江省人民政府关于岚江省停车收费规定继续有效的通知",
        "规范性文件",
        "2022-11-20",
        "各市人民政府：\n岚江省停车收费规定自2023年1月1日起继续有效。",
    );
    check(
        vec![parking(), act],
        &["2023-01-01", "2028-01-01"],
        expect![[r#"
            2023-01-01 现行有效：自2018年1月1日起施行；《岚江省人民政府关于岚江省停车收费规定继续有效的通知》写明自2023年1月1日起继续有效，未写新的期限
            2028-01-01 现行有效：自2018年1月1日起施行；《岚江省人民政府关于岚江省停车收费规定继续有效的通知》写明自2023年1月1日起继续有效，未写新的期限
        "#]],
    );
}

#[test]
fn a_version_begins_with_the_act_that_made_it() {
    let law = Record {
        history: vec![
            "2010年3月1日岚江省第十届人民代表大会常务委员会第一次会议通过".into(),
            "根据2023年12月29日岚江省第十三届人民代表大会常务委员会第九次会议《关于修改〈岚江省水条例〉的决定》修正".into(),
        ],
        ..record(
            "law",
            "岚江省水条例",
            "地方性法规",
            "2023-12-29",
            "第一条　为了保护水，制定本条例。\n第九条　本条例自2010年5月1日起施行。",
        )
    };
    let act = record(
        "act",
        "岚江省人民代表大会常务委员会关于修改《岚江省水条例》的决定",
        "地方性法规",
        "2023-12-29",
        "对《岚江省水条例》作如下修改：\n将第一条修改为：“为了保护水资源，制定本条例。”\n本决定自2024年3月1日起施行。",
    );
    check(
        vec![law, act],
        &["2024-02-29", "2024-03-01"],
        expect![[r#"
        2024-02-29 尚未生效：自2024年3月1日起施行，至查询日尚未生效
        2024-03-01 现行有效：自2024年3月1日起施行
    "#]],
    );
}
