//! The life of a rule, shown on the sample documents: what each state rests on, and when it changes.

use std::sync::LazyLock;

use expect_test::{Expect, expect};
use tongcha::document::Status;
use tongcha::relation::RelationKind;
use tongcha::search::{RelationsRequest, WorkVersion};
use tongcha::{Day, Searcher};

use crate::samples::SAMPLES;

static SEARCHER: LazyLock<&Searcher> = LazyLock::new(|| &SAMPLES.searcher);

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The states of a document at some days, each with its first reason.
fn check(id: &str, days: &[&str], expected: Expect) {
    let mut shown = String::new();
    for at in days {
        let document = SEARCHER
            .document(id, day(at))
            .expect("readable")
            .expect("held");
        let first = &document.validity.reasons[0];
        shown.push_str(&format!("{at} {}：{}", document.validity.label, first.text));
        if let Some(by) = &first.document {
            shown.push_str(&format!(" [{by}]"));
        }
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_later_rule_repeals_an_earlier_one_from_its_day() {
    check(
        "lj-2005-031",
        &["2024-02-29", "2024-03-01"],
        expect![[r#"
        2024-02-29 现行有效：自2005年7月1日起施行
        2024-03-01 已废止：自2024年3月1日起被《岚江省人力资源和社会保障厅关于失业保险金申领发放有关问题的通知》废止 [lj-2024-003]
    "#]],
    );
    // A rule that is not yet effective will repeal this one.
    check(
        "lj-rule-2016-08",
        &["2026-11-23", "2027-03-01"],
        expect![[r#"
            2026-11-23 现行有效：自2017年3月1日起施行
            2027-03-01 已废止：自2027年3月1日起被《岚江省居住证管理办法》废止 [lj-rule-2026-03]
        "#]],
    );
    // Lists: repealed, and declared lapsed.
    check(
        "lj-rule-1996-01",
        &["2024-06-10", "2024-06-11"],
        expect![[r#"
            2024-06-10 现行有效：自1996年5月1日起施行
            2024-06-11 已废止：自2024年6月11日起被《岚江省人民政府关于废止〈岚江省暂住人口管理规定〉等五件省政府规章的决定》废止 [lj-rule-2024-05]
        "#]],
    );
    check(
        "lj-2015-061",
        &["2023-12-21", "2023-12-22"],
        expect![[r#"
        2023-12-21 现行有效：自2015年9月16日起施行
        2023-12-22 失效：自2023年12月22日起被《岚江省人民政府办公厅关于宣布失效和废止一批行政规范性文件的通知》宣布失效 [lj-2023-041]
    "#]],
    );
}

#[test]
fn a_text_ends_with_its_term() {
    check(
        "lj-2021-jc33",
        &["2026-10-31", "2026-11-01"],
        expect![[r#"
        2026-10-31 现行有效：自2021年11月1日起施行
        2026-11-01 有效期已满：有效期至2026年10月31日，已届满
    "#]],
    );
    check(
        "lj-2024-zy15",
        &["2026-10-31", "2026-11-01"],
        expect![[r#"
        2026-10-31 现行有效：自2024年11月1日起施行
        2026-11-01 有效期已满：有效期至2026年10月31日，已届满
    "#]],
    );
}

#[test]
fn an_extension_moves_the_last_day() {
    check(
        "lj-2023-055",
        &["2025-12-31", "2026-01-01", "2027-12-31", "2028-01-01"],
        expect![[r#"
            2025-12-31 现行有效：自2024年1月1日起施行
            2026-01-01 现行有效：自2024年1月1日起施行
            2027-12-31 现行有效：自2024年1月1日起施行
            2028-01-01 有效期已满：有效期至2027年12月31日，已届满
        "#]],
    );
}

#[test]
fn a_part_of_a_text_is_repealed() {
    check(
        "lj-rule-2011-10",
        &["2026-02-28", "2026-03-01"],
        expect![[r#"
            2026-02-28 现行有效：自2012年1月1日起施行
            2026-03-01 部分有效：自2026年3月1日起第八条、第十一条被《岚江省人民政府关于停止执行〈岚江省公路超限运输治理办法〉部分条款的决定》废止 [lj-rule-2026-02]
        "#]],
    );
}

#[test]
fn versions_follow_each_other() {
    for id in [
        "lj-rule-2008-03-2008",
        "lj-rule-2008-03-2015",
        "lj-rule-2022-06",
    ] {
        let document = SEARCHER
            .document(id, day("2026-11-23"))
            .expect("readable")
            .expect("held");
        assert_eq!(document.version_ids.len(), 3, "{id}");
    }
    check(
        "lj-rule-2008-03-2008",
        &["2015-08-13", "2015-08-14"],
        expect![[r#"
            2015-08-13 现行有效：自2008年7月1日起施行
            2015-08-14 已修改：自2015年8月14日起由新版本代替 [lj-rule-2008-03-2015]
        "#]],
    );
    check(
        "lj-rule-2008-03-2015",
        &["2015-08-13", "2022-12-31", "2023-01-01"],
        expect![[r#"
            2015-08-13 尚未生效：自2015年8月14日起施行，至查询日尚未生效
            2022-12-31 现行有效：自2015年8月14日起施行
            2023-01-01 已修改：自2023年1月1日起由新版本代替 [lj-rule-2022-06]
        "#]],
    );
    check(
        "lj-rule-2022-06",
        &["2022-12-31", "2023-01-01"],
        expect![[r#"
            2022-12-31 尚未生效：自2023年1月1日起施行，至查询日尚未生效
            2023-01-01 现行有效：自2023年1月1日起施行
        "#]],
    );
}

#[test]
fn a_work_is_asked_for_by_its_day() {
    let document = SEARCHER
        .document("lj-rule-2022-06", day("2026-11-23"))
        .expect("readable")
        .expect("held");
    let version = |at: &str| match SEARCHER.work(&document.work_id, day(at)).expect("readable") {
        Some(WorkVersion::InForce(document)) => document.id,
        Some(WorkVersion::NoneInForce(nearest)) => format!("none, nearest {}", nearest[0].id),
        None => "not held".to_owned(),
    };
    let versions: Vec<String> = ["2008-06-30", "2008-07-01", "2015-08-14", "2023-01-01"]
        .map(version)
        .to_vec();
    assert_eq!(
        versions,
        [
            "none, nearest lj-rule-2008-03-2008",
            "lj-rule-2008-03-2008",
            "lj-rule-2008-03-2015",
            "lj-rule-2022-06"
        ]
    );
    assert!(
        SEARCHER
            .work("w-0000000000000000", day("2026-11-23"))
            .expect("readable")
            .is_none()
    );
}

/// The relations of a document, outward and inward, those that only cite left out.
fn check_relations(id: &str, expected: Expect) {
    let kinds = RelationKind::ALL
        .into_iter()
        .filter(|kind| *kind != RelationKind::Cites);
    let request = RelationsRequest {
        kinds: kinds.collect(),
        limit: 50,
        ..RelationsRequest::default()
    };
    let found = SEARCHER
        .relations(id, &request, day("2026-11-23"))
        .expect("readable")
        .expect("held");
    let mut shown = String::new();
    for (arrow, list) in [("→", &found.outward), ("←", &found.inward)] {
        for one in list {
            let other = one
                .document
                .as_ref()
                .map_or("not held", |document| &document.id);
            let marked: String = one
                .sentence
                .chars()
                .skip(one.mark.0 as usize)
                .take((one.mark.1 - one.mark.0) as usize)
                .collect();
            shown.push_str(&format!(
                "{arrow} {} {other} {:?} {}\n",
                one.label, one.articles, marked
            ));
        }
    }
    expected.assert_eq(&shown);
}

#[test]
fn relations_go_both_ways() {
    check_relations(
        "lj-rule-2024-05",
        expect![[r#"
        → 废止 lj-rule-1996-01 [] 《岚江省暂住人口管理规定》
        → 废止 lj-rule-1996-01 [] 《岚江省暂住人口管理规定》
        → 废止 not held [] 《岚江省集市贸易管理办法》
        → 废止 not held [] 《岚江省户外广告设置管理规定》
        → 废止 lj-rule-2001-04 [] 《岚江省农村宅基地审批暂行办法》
        → 废止 not held [] 《岚江省出租汽车客运管理办法》
    "#]],
    );
    check_relations(
        "lj-reg-2017-04",
        expect![[r#"
        → 被修改 lj-reg-2023-09 [] 《关于修改〈岚江省烟花爆竹安全管理条例〉等两件地方性法规的决定》
        ← 以此为依据 lj-2024-jc11 ["10"] 《岚江省烟花爆竹安全管理条例》第十条
        ← 被修改 lj-reg-2023-09 [] 《岚江省烟花爆竹安全管理条例》
        ← 被修改 lj-reg-2023-09 [] 《岚江省烟花爆竹安全管理条例》
        ← 被修改 lj-reg-2023-09 [] 《岚江省烟花爆竹安全管理条例》
    "#]],
    );
    check_relations(
        "lj-reg-2023-09",
        expect![[r#"
            → 修改 lj-reg-2017-04-2017 [] 《岚江省烟花爆竹安全管理条例》
            → 修改 lj-reg-2017-04-2017 [] 《岚江省烟花爆竹安全管理条例》
            → 修改 lj-reg-2018-03 [] 《岚江省志愿服务条例》
            → 修改 lj-reg-2017-04-2017 [] 《岚江省烟花爆竹安全管理条例》
            → 修改 lj-reg-2018-03 [] 《岚江省志愿服务条例》
            ← 修改了 lj-reg-2017-04 [] 《关于修改〈岚江省烟花爆竹安全管理条例〉等两件地方性法规的决定》
            ← 修改了 lj-reg-2018-03 [] 《关于修改〈岚江省烟花爆竹安全管理条例〉等两件地方性法规的决定》
        "#]],
    );
    check_relations(
        "lj-2025-066",
        expect![[r#"
        → 延长有效期 lj-2023-055 [] 《岚江省科技创新券管理办法（试行）》
        → 延长有效期 lj-2023-055 [] 《办法》
    "#]],
    );
}

#[test]
fn every_date_has_the_words_that_give_it() {
    let document = SEARCHER
        .document("lj-2024-003", day("2026-11-23"))
        .expect("readable")
        .expect("held");
    for evidence in document
        .evidence
        .iter()
        .filter(|evidence| evidence.span.is_some())
    {
        let (from, to) = evidence.span.expect("it has a span");
        let sentence = &document.text()[from as usize..to as usize];
        assert!(sentence.starts_with(&evidence.text), "{evidence:?}");
    }
    assert!(
        document
            .evidence
            .iter()
            .any(|evidence| evidence.taken && evidence.text.contains("有效期")),
        "{:?}",
        document.evidence
    );
}

#[test]
fn references_inside_a_text_lead_somewhere() {
    let document = SEARCHER
        .document("lj-reg-2019-01", day("2026-11-23"))
        .expect("readable")
        .expect("held");
    assert!(!document.links.is_empty());
    for link in &document.links {
        let passage = document
            .passages
            .iter()
            .find(|passage| passage.n == link.passage)
            .expect("a passage");
        let words: String = passage
            .text
            .chars()
            .skip(link.from as usize)
            .take((link.to - link.from) as usize)
            .collect();
        assert!(
            words.contains(['条', '款', '项']) || words.starts_with('《'),
            "{words}"
        );
        if link.document.is_none() {
            let n = link.article.as_ref().expect("an article");
            assert!(
                document.passages.iter().any(|passage| passage.n == *n),
                "{n}"
            );
        }
    }
}

#[test]
fn an_article_has_the_links_of_its_document() {
    let today = day("2026-11-23");
    let mut links = 0;
    for id in ["lj-reg-2019-01", "lj-reg-2021-06", "lj-rule-2021-jc05"] {
        let held = SEARCHER.document(id, today).expect("readable");
        let document = held.expect("held");
        for passage in &document.passages {
            let held = SEARCHER.article(id, &passage.n, today).expect("readable");
            let article = held.expect("held");
            let of_it = document.links.iter();
            let of_it: Vec<_> = of_it.filter(|link| link.passage == passage.n).collect();
            if passage.kind == tongcha::structure::PassageKind::Article {
                assert_eq!(
                    article.links.iter().collect::<Vec<_>>(),
                    of_it,
                    "{id} {}",
                    passage.n
                );
                links += of_it.len();
            }
        }
    }
    assert!(links > 5, "{links}");
}

#[test]
fn states_are_filtered_as_they_are_shown() {
    for (at, state, id) in [
        ("2026-02-28", Status::InForce, "lj-rule-2011-10"),
        ("2026-03-01", Status::PartlyInForce, "lj-rule-2011-10"),
        ("2027-12-31", Status::InForce, "lj-2023-055"),
        ("2028-01-01", Status::Expired, "lj-2023-055"),
    ] {
        let mut request = tongcha::SearchRequest::new("");
        request.filters.status = vec![state];
        request.as_of = day(at);
        request.size = 50;
        let mut ids = Vec::new();
        for page in 1..=3 {
            request.page = page;
            let found = SEARCHER.search(&request).expect("answered");
            assert!(
                found.hits.iter().all(|hit| hit.validity.state == state),
                "{at}"
            );
            ids.extend(found.hits.into_iter().map(|hit| hit.id));
        }
        assert!(ids.iter().any(|held| held == id), "{id} {at}");
    }
}
