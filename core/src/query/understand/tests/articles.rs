//! Articles and versions beside names, in hostile spellings.

use expect_test::expect;

use super::*;

#[test]
fn hostile_spellings_of_articles() {
    let spellings = [
        "民法典1043条",
        "民法典第1043条",
        "民法典 1043条",
        "民法典 第1043条",
        "民法典第一千零四十三条",
        "民法典一千零四十三条",
        "民法典第一〇四三条",
        "民法典§1043",
        "民法典 § 1043",
        "民法典第 1043 条",
        "民法典第１０４３条",
        "《民法典》第1043条",
        "《民法典》1043",
        "民法典1043",
        "民法典 1043",
        "中华人民共和国民法典第1043条",
        "民法典第1043条的规定是什么",
        "民法典第1043条全文",
        "民法典的第1043条",
        "民法典，第1043条",
        "民法典（第1043条）",
        "民法典第1043条第一款",
        "民法典第1043条第2款",
        "民法典1043条1款",
        "民法典1043条第一款第（二）项",
        "民法典第1043条第一款第二项",
        "民法典 art. 1043",
        "民法典 article 1043",
        "民法典art1043",
        "请问民法典第1043条",
        "查询民法典1043条",
        "民法典第1043條",
        "民法典第1043条内容",
        "“民法典”第1043条",
        "民法典1043条规定了什么",
        "民法典-1043条",
        "第1043条 民法典",
        "民法典:第1043条",
        "民法典 1043 条",
        "民法典第壹仟零肆拾叁条",
        "根据民法典第1043条",
        "依据《中华人民共和国民法典》第一千零四十三条",
    ];
    enough("articles", distinct(&spellings));
    let wrong: Vec<String> = spellings
        .into_iter()
        .map(|spelling| (spelling, read(spelling, &[])))
        .filter(|(_, read)| !named(read).starts_with("mfd-hy#1043"))
        .map(|(spelling, read)| format!("{spelling}\n{}", show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn articles_of_other_shapes() {
    check(
        "刑法133条之一第二款",
        expect![[r#"
            named xf#133-1
            Title 中华人民共和国刑法 0-2 Names
            Article 第133条之一第2款 2-11 Names
            words 刑法"#]],
    );
    check(
        "刑法第一百三十三条之一",
        expect![[r#"
            named xf#133-1
            Title 中华人民共和国刑法 0-2 Names
            Article 第133条之一 2-11 Names
            words 刑法"#]],
    );
    check(
        "劳动合同法39-41条",
        expect![[r#"
            named ldht#39,40,41
            Title 中华人民共和国劳动合同法 0-5 Names
            Article 第39条至第41条 5-11 Names
            words 劳动合同法"#]],
    );
    check(
        "劳动合同法第三十九条、第四十条和第四十一条",
        expect![[r#"
            named ldht#39,40,41
            Title 中华人民共和国劳动合同法 0-5 Names
            Article 第39条至第41条 5-21 Names
            words 劳动合同法"#]],
    );
    check(
        "第三十九条",
        expect![[r#"
        named 
        Article 第39条 0-5 Says ?
        words 第三十九条"#]],
    );
    check(
        "民法典2000条",
        expect![[r#"
            named mfd-hy#1118 mfd-ht
            Title 中华人民共和国民法典 0-3 Names
            Article 第2000条 3-8 Names
            note 《中华人民共和国民法典》没有第2000条，最接近的是第1118条。
            words 民法典"#]],
    );
    check(
        "公司法第15条 担保",
        expect![[r#"
            named gsf23#15 gsf18#15
            Title 中华人民共和国公司法 0-3 Names
            Article 第15条 3-7 Names
            words 公司法 担保"#]],
    );
    check(
        "劳动合同法第一章",
        expect![[r#"
            named ldht
            Title 中华人民共和国劳动合同法 0-5 Names
            Article 第一章 5-8 Says
            words 劳动合同法"#]],
    );
}

#[test]
fn hostile_spellings_of_versions() {
    let mut asked = 0;
    asked += first(
        "gsf18",
        &[
            "2018年公司法",
            "公司法2018年",
            "公司法（2018）",
            "公司法(2018)",
            "公司法2018",
            "公司法 2018",
            "2018公司法",
            "2018 公司法",
            "公司法〔2018〕",
            "公司法[2018年]",
            "公司法（2018年）",
            "公司法（2018年修正）",
            "公司法（2018修正）",
            "公司法2018修正",
            "公司法2018年修正",
            "公司法2018修正版",
            "公司法2018版",
            "公司法2018年版",
            "2018版公司法",
            "2018年版公司法",
            "2018年修正的公司法",
            "2018年修正公司法",
            "公司法 2018年修订",
            "公司法二〇一八年",
            "二〇一八年公司法",
            "公司法（二〇一八年修正）",
            "公司法2018年版本",
            "公司法（2018年10月26日修正）",
            "公司法2018年10月26日",
            "中华人民共和国公司法（2018年修正）",
            "中华人民共和国公司法2018",
            "《公司法》（2018）",
            "《公司法（2018）》",
            "《公司法》2018年",
            "旧公司法",
            "公司法旧版",
            "老公司法",
            "原公司法",
            "公司法２０１８年",
            "公司法（2018年修正）全文",
            "2018年公司法 pdf下载",
            "请问2018年公司法",
            "公司法 2018年 全文",
        ],
    );
    asked += first(
        "gsf23",
        &[
            "公司法",
            "新公司法",
            "新修订的公司法",
            "公司法2023",
            "最新公司法",
            "2023年公司法",
            "公司法最新版",
            "公司法2025",
        ],
    );
    asked += first("lff23", &["2023年立法法", "立法法", "立法法（2023修正）"]);
    enough("versions", asked);
    check(
        "2018年公司法第16条",
        expect![[r#"
            named gsf18#16 gsf23#16
            Version 2018年版本 0-5 Names
            Title 中华人民共和国公司法 5-8 Names
            Article 第16条 8-12 Names
            words 公司法"#]],
    );
    check(
        "公司法2021年",
        expect![[r#"
            named gsf18 gsf23
            Title 中华人民共和国公司法 0-3 Names
            Version 2021年时的版本 3-8 Names ?
            words 公司法"#]],
    );
}

#[test]
fn hostile_spellings_of_articles_of_every_sort() {
    let check = |wanted: &str, spellings: &[&str]| {
        let wrong: Vec<String> = spellings
            .iter()
            .map(|spelling| (spelling, read(spelling, &[])))
            .filter(|(_, read)| !named(read).starts_with(wanted))
            .map(|(spelling, read)| format!("{spelling}\n{}", show(&read)))
            .collect();
        assert!(wrong.is_empty(), "{wanted}:\n{}", wrong.join("\n\n"));
    };
    check(
        "xf#133-1",
        &[
            "刑法133条之一",
            "刑法第133条之一",
            "刑法第133条之1",
            "刑法 第一百三十三条之一",
            "刑法第一百三十三条之一第一款",
            "刑法一百三十三条之一",
            "中华人民共和国刑法第133条之一",
            "《刑法》第一百三十三条之一",
            "刑法第１３３条之一",
            "刑法133条之一是什么",
            "第一百三十三条之一 刑法",
            "刑法§133条之一",
        ],
    );
    check(
        "ldht#39,40,41",
        &[
            "劳动合同法39-41条",
            "劳动合同法第39-41条",
            "劳动合同法第39条至第41条",
            "劳动合同法第三十九条至第四十一条",
            "劳动合同法39~41条",
            "劳动合同法第39条到41条",
            "劳动合同法三十九至四十一条",
            "劳动合同法第39—41条",
        ],
    );
    check(
        "ldht#39,41",
        &[
            "劳动合同法第39条和第41条",
            "劳动合同法第三十九条、第四十一条",
            "劳动合同法39条、41条",
            "劳动合同法第39、41条",
        ],
    );
    check(
        "xxgk#5",
        &[
            "政府信息公开条例第五条",
            "政府信息公开条例第5条",
            "政府信息公开条例5条",
            "信息公开条例第5条",
            "政府信息公开条例 §5",
            "国务院令第711号第5条",
            "第五条 政府信息公开条例",
            "政府信息公開條例第五條",
        ],
    );
    check(
        "gz#12",
        &[
            "贵州省公路条例第十二条",
            "贵州省公路条例12条",
            "《贵州省公路条例》第12条第2款",
            "贵州公路条例第12条",
            "贵州省公路条例第十二条第（三）项",
        ],
    );
    check(
        "gsf23#15",
        &[
            "公司法第15条",
            "新公司法第十五条",
            "公司法2023第15条",
            "2023年公司法15条",
        ],
    );
    check(
        "gsf18#16",
        &[
            "公司法2018第16条",
            "旧公司法第16条",
            "公司法（2018年修正）第十六条",
        ],
    );
}
