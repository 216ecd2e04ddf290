use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn check(text: &str, expected: Expect) {
    let chars: Vec<char> = text.chars().collect();
    let describe = |citation: &Citation| {
        let span: String = chars[citation.from..citation.to].iter().collect();
        let mut parts = vec![span];
        parts.extend(citation.title.iter().map(|title| format!("title {title}")));
        parts.extend(
            citation
                .version
                .iter()
                .map(|version| format!("version {version}")),
        );
        parts.extend(
            citation
                .number
                .iter()
                .map(|number| format!("number {}", number.canonical)),
        );
        parts.extend(citation.alias.iter().map(|alias| format!("alias {alias}")));
        parts.extend(citation.articles.iter().map(|article| {
            let until = article
                .until
                .map_or(String::new(), |until| format!("..{}", until.anchor()));
            let paragraph = article
                .paragraph
                .map_or(String::new(), |n| format!(" 款{n}"));
            let item = article.item.map_or(String::new(), |n| format!(" 项{n}"));
            format!("{}{until}{paragraph}{item}", article.number.anchor())
        }));
        parts.join(" | ")
    };
    let lines: Vec<String> = citations(text).list.iter().map(describe).collect();
    expected.assert_eq(&lines.join("\n"));
}

/// The words that name, where they are not the whole citation.
#[test]
fn a_short_name_in_brackets_is_not_part_of_the_name() {
    let named = |text: &str| -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let list = citations(text).list;
        list.iter()
            .map(|one| chars[one.from..one.named_to].iter().collect())
            .collect()
    };
    assert_eq!(
        named(
            "根据《甲法》（以下简称《甲》）和《乙条例》（国发〔2018〕37号，以下简称《条例》），制定"
        ),
        ["《甲法》", "《乙条例》"]
    );
    assert_eq!(
        named("《丙办法》（国发〔2018〕37号）（下称办法）、《丁法》（2019年修正）"),
        ["《丙办法》（国发〔2018〕37号）", "《丁法》（2019年修正）"]
    );
    // An article behind the bracket belongs to the name: one place, one link.
    assert_eq!(
        named("依照《甲法》（以下简称《甲》）第三条、《甲》第四条"),
        ["《甲法》（以下简称《甲》）第三条", "《甲》第四条"]
    );
}

#[test]
fn titles_with_what_belongs_to_them() {
    check(
        "依照《中华人民共和国安全生产法》（2021年修正）第三十二条第一款第（二）项的规定",
        expect![
            "《中华人民共和国安全生产法》（2021年修正）第三十二条第一款第（二）项 | title 中华人民共和国安全生产法 | version 2021年修正 | 32 款1 项2"
        ],
    );
    check(
        "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号，以下简称《通知》）印发后",
        expect![
            "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号，以下简称《通知》） | title 国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知 | number 国办发〔2018〕37号 | alias 通知"
        ],
    );
    check(
        "《关于修改〈城市绿化条例〉的决定》（附件略）和《关于废止《某办法》的决定》",
        expect![[r#"
            《关于修改〈城市绿化条例〉的决定》 | title 关于修改〈城市绿化条例〉的决定
            《关于废止《某办法》的决定》 | title 关于废止《某办法》的决定"#]],
    );
}

#[test]
fn lists_and_spans_of_articles() {
    check(
        "《某法》第三条、第五条和第七条第二款、第三款",
        expect![
            "《某法》第三条、第五条和第七条第二款、第三款 | title 某法 | 3 | 5 | 7 款2 | 7 款3"
        ],
    );
    check(
        "《劳动合同法》第三十九条至第四十一条、第四十三条",
        expect![
            "《劳动合同法》第三十九条至第四十一条、第四十三条 | title 劳动合同法 | 39..41 | 43"
        ],
    );
    check(
        "《劳动合同法》39-41条",
        expect!["《劳动合同法》39-41条 | title 劳动合同法 | 39..41"],
    );
    check(
        "刑法第一百三十三条之一，第 133 条之2",
        expect!["第一百三十三条之一，第 133 条之2 | 133-1 | 133-2"],
    );
    check("第三条之规定，第十章", expect!["第三条 | 3"]);
}

#[test]
fn numbers_alone() {
    check(
        "按照国办发〔2018〕37号、国务院令第711号以及住房和城乡建设部令第37号执行",
        expect![[r#"
            国办发〔2018〕37号 | number 国办发〔2018〕37号
            国务院令第711号 | number 国务院令第711号
            住房和城乡建设部令第37号 | number 住房和城乡建设部令第37号"#]],
    );
    check(
        "（国发[2015]1号）；中华人民共和国国务院令（第711号）。见环境保护部公告2019年第28号",
        expect![[r#"
            国发[2015]1号 | number 国发〔2015〕1号
            中华人民共和国国务院令（第711号） | number 国务院令第711号
            环境保护部公告2019年第28号 | number 环境保护部公告2019年第28号"#]],
    );
    check(
        "住在朝阳路2018号，第3号楼，电话（010）号，号号",
        expect![""],
    );
}

#[test]
fn what_is_no_citation() {
    check("《》《 》第 条 第零条 《没有结束", expect![""]);
    check("《跨\n行》", expect![""]);
}

#[test]
fn hostile_texts_are_linear() {
    for piece in [
        "《",
        "》",
        "《〈",
        "第",
        "第一条、",
        "号",
        "〔2018〕1号",
        "（",
        "令第1号",
        "第（",
        "1号",
        "一",
    ] {
        let text = piece.repeat(200_000 / piece.chars().count());
        let found = citations(&text);
        assert!(found.list.len() <= CITATIONS_MAX, "{piece}");
    }
}

proptest! {
    #[test]
    fn places_lie_in_the_text_in_order(text in "[《》〈〉（）第一二3条款项至、号令国办发〔〕2018 \n]{0,60}") {
        let chars = text.chars().count();
        let mut last = 0;
        for citation in citations(&text).list {
            prop_assert!(last <= citation.from && citation.from < citation.to && citation.to <= chars);
            last = citation.to;
        }
    }
}
