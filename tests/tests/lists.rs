//! Lists of what follows from the life of rules, shown on the sample documents.

use expect_test::{Expect, expect};
use tongcha::document::Status;
use tongcha::search::{ArticleCheck, ListItem, ListKind, ListRequest, ListResponse};

use crate::samples::SAMPLES;

fn list(kind: ListKind, days: Option<u32>) -> ListResponse {
    let request = ListRequest {
        as_of: "2026-11-23".parse().expect("a day"),
        days,
        limit: 1_000,
        articles: ArticleCheck::Text,
        ..ListRequest::new(kind)
    };
    let list = SAMPLES.searcher.list(&request).expect("answered");
    assert_eq!(list.total, list.items.len());
    list
}

/// What a list has as of 2026-11-23.
fn check(kind: ListKind, days: Option<u32>, expected: Expect) {
    let shown: Vec<String> = list(kind, days).items.iter().map(line).collect();
    expected.assert_eq(&shown.join(""));
}

fn line(item: &ListItem) -> String {
    let day = item.day.map(|day| day.to_string()).unwrap_or_default();
    let mut line = format!("{day} {} {}", item.document.id, item.reason);
    if let Some(other) = &item.other {
        line.push_str(&format!(" [{}]", other.id));
    }
    line.push('\n');
    line
}

#[test]
fn what_is_new() {
    check(
        ListKind::NewlyPublished,
        Some(90),
        expect![[r#"
        2026-10-26 lj-rule-2026-03 2026年10月26日公布
        2026-09-25 lj-reg-2026-05 2026年9月25日公布
    "#]],
    );
    check(ListKind::NewlyInForce, Some(90), expect![[""]]);
}

#[test]
fn what_is_to_come() {
    check(ListKind::ComingIntoForce, Some(30), expect![[""]]);
    check(
        ListKind::ComingIntoForce,
        Some(180),
        expect![[r#"
        2027-01-01 lj-reg-2026-05 将自2027年1月1日起施行
        2027-03-01 lj-rule-2026-03 将自2027年3月1日起施行
    "#]],
    );
    check(ListKind::Expiring, Some(30), expect![[""]]);
    check(
        ListKind::Expiring,
        Some(180),
        expect![[r#"
            2027-02-28 lj-rule-2016-08 将自2027年3月1日起被《岚江省居住证管理办法》废止 [lj-rule-2026-03]
            2027-03-31 lj-2022-009 有效期至2027年3月31日
            2027-04-30 lj-fault-03 有效期至2027年4月30日
        "#]],
    );
}

#[test]
fn what_changed_and_ended() {
    check(
        ListKind::Changed,
        Some(1_500),
        expect![[r#"
        2026-03-01 lj-rule-2011-10 自2026年3月1日起第八条、第十一条被《岚江省人民政府关于停止执行〈岚江省公路超限运输治理办法〉部分条款的决定》废止 [lj-rule-2026-02]
        2026-01-01 lj-2023-055 《岚江省科学技术厅岚江省财政厅关于延长〈岚江省科技创新券管理办法（试行）〉有效期的通知》将有效期延长至2027年12月31日 [lj-2025-066]
        2024-01-01 lj-reg-2017-04-2017 自2024年1月1日起由新版本代替 [lj-reg-2017-04]
        2023-01-01 lj-rule-2008-03-2015 自2023年1月1日起由新版本代替 [lj-rule-2022-06]
    "#]],
    );
    check(
        ListKind::Repealed,
        Some(1_500),
        expect![[r#"
            2026-10-31 lj-2021-jc33 有效期至2026年10月31日，已届满
            2026-10-31 lj-2024-zy15 有效期至2026年10月31日，已届满
            2026-06-01 lj-2021-014 自2026年6月1日起被《岚江省人民政府办公厅关于印发〈岚江省最低生活保障审核确认办法〉的通知》废止 [lj-2026-021]
            2025-12-31 lj-2022-057 有效期至2025年12月31日，已届满
            2025-07-31 lj-2020-007 有效期至2025年7月31日，已届满
            2025-05-17 lj-2020-mf52 有效期至2025年5月17日，已届满
            2024-06-11 lj-rule-1996-01 自2024年6月11日起被《岚江省人民政府关于废止〈岚江省暂住人口管理规定〉等五件省政府规章的决定》废止 [lj-rule-2024-05]
            2024-06-11 lj-rule-2001-04 自2024年6月11日起被《岚江省人民政府关于废止〈岚江省暂住人口管理规定〉等五件省政府规章的决定》废止 [lj-rule-2024-05]
            2024-03-01 lj-2005-031 自2024年3月1日起被《岚江省人力资源和社会保障厅关于失业保险金申领发放有关问题的通知》废止 [lj-2024-003]
            2023-12-22 lj-2015-061 自2023年12月22日起被《岚江省人民政府办公厅关于宣布失效和废止一批行政规范性文件的通知》宣布失效 [lj-2023-041]
            2023-12-22 lj-env-2014-18 自2023年12月22日起被《岚江省人民政府办公厅关于宣布失效和废止一批行政规范性文件的通知》废止 [lj-2023-041]
        "#]],
    );
}

#[test]
fn what_rests_on_something_gone() {
    check(
        ListKind::BasisLost,
        None,
        expect![[r#"
        2024-06-11 lj-rule-2016-08 引用的《岚江省暂住人口管理规定》自2024年6月11日起被《岚江省人民政府关于废止〈岚江省暂住人口管理规定〉等五件省政府规章的决定》废止 [lj-rule-1996-01]
    "#]],
    );
}

#[test]
fn what_names_former_organs() {
    check(
        ListKind::FormerOrgans,
        None,
        expect![[r#"
            2017-11-01 lj-rule-2017-05 文中使用“质量技术监督部门”，该机构2018年起改为市场监督管理部门
            2016-04-11 lj-2016-088 文中使用“国土资源局”，该机构2018年起改为自然资源局
            2013-09-01 lj-reg-2013-02 文中使用“公安机关消防机构”，该机构2018年起改为消防救援机构
        "#]],
    );
}

#[test]
fn what_wants_a_second_look() {
    check(
        ListKind::Contradicted,
        None,
        expect![[r#"
            2026-10-31 lj-2021-jc33 来源标注为“现行有效”，按日期和文件关系为“有效期已满”：有效期至2026年10月31日，已届满
            2026-10-31 lj-2024-zy15 来源标注为“现行有效”，按日期和文件关系为“有效期已满”：有效期至2026年10月31日，已届满
            2026-06-01 lj-2021-014 来源标注为“现行有效”，按日期和文件关系为“已废止”：自2026年6月1日起被《岚江省人民政府办公厅关于印发〈岚江省最低生活保障审核确认办法〉的通知》废止 [lj-2026-021]
            2026-03-01 lj-rule-2011-10 来源标注为“现行有效”，按日期和文件关系为“部分有效”：自2026年3月1日起第八条、第十一条被《岚江省人民政府关于停止执行〈岚江省公路超限运输治理办法〉部分条款的决定》废止 [lj-rule-2026-02]
        "#]],
    );
    check(ListKind::Presumed, None, expect![[""]]);
    check(
        ListKind::Unresolved,
        None,
        expect![[r#"
            2026-03-16 lj-2026-009 废止《岚江米粉加工技术规程》，未收录
            2025-05-01 lj-rule-2025-02 废止《岚江省规范性文件制定程序和备案规定》，未收录
            2025-01-01 lj-2024-jc11 废止《霁川市人民政府关于春节期间限制燃放烟花爆竹的通告》（霁府通〔2016〕5号），未收录
            2024-11-01 lj-rule-2024-jc09 废止《霁川市建设工程施工扬尘控制规定》，未收录
            2024-06-11 lj-rule-2024-05 废止《岚江省集市贸易管理办法》，未收录
            2024-06-11 lj-rule-2024-05 废止《岚江省户外广告设置管理规定》，未收录
            2024-06-11 lj-rule-2024-05 废止《岚江省出租汽车客运管理办法》，未收录
            2023-12-22 lj-2023-041 引用《岚江省规范性文件制定程序和备案规定》，未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府办公厅关于做好2009年汽车下乡工作的通知》（岚府办发〔2009〕28号），未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府关于加快推进有线电视数字化整体转换的意见》（岚府发〔2008〕19号），未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府办公厅关于印发第二次全国经济普查实施方案的通知》（岚府办发〔2008〕40号），未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府关于加强小水泥企业淘汰工作的意见》（岚府发〔2010〕7号），未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府办公厅关于开展农村危房改造三年行动的通知》（岚府办发〔2013〕52号），未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府关于印发岚江省“十三五”旅游业发展规划的通知》（岚府发〔2016〕33号），未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府办公厅关于做好2019年防汛工作的通知》（岚府办发〔2019〕15号），未收录
            2023-12-22 lj-2023-041 宣布失效《岚江省人民政府办公厅关于应对疫情支持中小微企业若干措施的通知》（岚府办发〔2020〕6号），未收录
            2023-12-22 lj-2023-041 废止《岚江省人民政府关于发展公共自行车的意见》（岚府发〔2012〕24号），未收录
            2023-12-22 lj-2023-041 废止《岚江省工商行政管理局关于规范农村集市经营秩序的意见》（岚工商〔2011〕65号），未收录
            2023-12-22 lj-2023-041 废止《岚江省人民政府办公厅关于规范预拌混凝土价格的通知》（岚府办发〔2017〕39号），未收录
            2023-03-01 lj-reg-2022-08 废止《岚江省实施防洪和抗旱工作若干规定》，未收录
            2022-01-01 lj-2021-026 制定依据《岚江省人口与计划生育条例》，未收录
            2020-08-01 lj-rule-2020-cz03 废止《澄州市城区限养犬只若干规定》，未收录
            2019-10-01 lj-reg-2019-01 废止《岚江省限制养犬规定》，未收录
            2015-08-14 lj-rule-2015-04 修改《岚江省户外广告设置管理规定》，未收录
            2015-08-14 lj-rule-2015-04 修改《岚江省出租汽车客运管理办法》，未收录
            2015-03-01 lj-reg-2014-06 废止《岚江省旅游业管理条例》，未收录
            2011-01-01 lj-rule-2010-05 废止《岚江省女职工劳动保护实施细则》，未收录
            1998-09-01 lj-1998-045 实施《企业职工工资支付规定》，未收录
        "#]],
    );
}

#[test]
fn every_item_has_its_sentence_and_marks_that_fit() {
    for kind in ListKind::ALL {
        for item in list(kind, Some(36_500)).items {
            let Some((from, to)) = item.mark else {
                continue;
            };
            let sentence = item.sentence.as_deref().unwrap_or("");
            let chars = sentence.chars().count() as u32;
            assert!(from < to && to <= chars, "{kind:?} {sentence} {from} {to}");
            if kind == ListKind::FormerOrgans {
                let marked: String = sentence
                    .chars()
                    .skip(from as usize)
                    .take((to - from) as usize)
                    .collect();
                assert_eq!(Some(marked), item.named);
            }
        }
    }
}

#[test]
fn windows_and_filters_narrow_a_list() {
    let all = list(ListKind::Repealed, Some(36_500)).total;
    assert!(list(ListKind::Repealed, Some(400)).total < all);
    let request = ListRequest {
        as_of: "2026-11-23".parse().expect("a day"),
        days: Some(36_500),
        ..ListRequest::new(ListKind::Repealed)
    };
    let mut parts = 0;
    for status in Status::ALL {
        let mut request = request.clone();
        request.filters.status = vec![status];
        let found = SAMPLES.searcher.list(&request).expect("answered");
        assert!(
            found
                .items
                .iter()
                .all(|item| item.document.status == status)
        );
        parts += found.total;
    }
    assert_eq!(parts, all);
    let bad = ListRequest {
        days: Some(0),
        ..request
    };
    assert!(SAMPLES.searcher.list(&bad).is_err());
}
