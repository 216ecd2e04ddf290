//! Situations that texts bring.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&render(text));
}

/// One line per passage: kind, address, label, heading, text; then what is odd.
fn render(text: &str) -> String {
    let structure = parse(text);
    assert_partition(text, &structure);
    let mut out = String::new();
    for passage in &structure.passages {
        let body = passage.span.of(text).replace('\n', "⏎");
        let path = structure.headings_of(passage).join(" > ");
        let heading = if passage.heading.is_empty() {
            String::new()
        } else {
            format!("〔{}〕", passage.heading)
        };
        out += &format!(
            "{:?} {}{heading} [{path}] {body}\n",
            passage.kind, passage.n
        );
    }
    for diagnostic in &structure.diagnostics {
        out += &format!("! {:?} {}\n", diagnostic.code, diagnostic.subject);
    }
    out
}

fn assert_partition(text: &str, structure: &Structure) {
    let mut at = 0;
    for passage in &structure.passages {
        assert_eq!(
            passage.span.start, at,
            "no gap and no overlap before {}",
            passage.n
        );
        assert!(passage.span.end > at, "{} is not empty", passage.n);
        at = passage.span.end;
        assert!(text.is_char_boundary(at as usize));
    }
    assert_eq!(at as usize, text.len(), "the passages end with the text");
    let mut addresses: Vec<&str> = structure.passages.iter().map(|p| p.n.as_str()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(
        addresses.len(),
        structure.passages.len(),
        "addresses are unique"
    );
}

#[test]
fn articles_under_chapters() {
    check(
        "第一章　总则\n第一条　为了甲。\n第二条　乙。\n第二章　附则\n第三条　丙。\n",
        expect![[r#"
            Heading chp_1〔总则〕 [第一章 总则] 第一章　总则⏎
            Article 1 [第一章 总则] 第一条　为了甲。⏎
            Article 2 [第一章 总则] 第二条　乙。⏎
            Heading chp_2〔附则〕 [第二章 附则] 第二章　附则⏎
            Article 3 [第二章 附则] 第三条　丙。⏎
        "#]],
    );
}

#[test]
fn articles_run_together_on_one_line() {
    check(
        "第一条 为了甲，制定本办法。第二条 适用乙。\u{3000}\u{3000}第三条 违反第一条规定的，处罚。 第四条 自公布之日起施行。",
        expect![[r#"
            Article 1 [] 第一条 为了甲，制定本办法。
            Article 2 [] 第二条 适用乙。　　
            Article 3 [] 第三条 违反第一条规定的，处罚。 
            Article 4 [] 第四条 自公布之日起施行。
        "#]],
    );
}

#[test]
fn article_split_by_spaces_in_the_label() {
    check(
        "第 一 条\u{3000}甲。\n第\u{3000}二\u{3000}条 乙。\n第\u{a0}3\u{a0}条\t丙。\n第四十\n",
        expect![[r#"
            Article 1 [] 第 一 条　甲。⏎
            Article 2 [] 第　二　条 乙。⏎
            Article 3 [] 第 3 条	丙。⏎第四十⏎
        "#]],
    );
}

#[test]
fn heading_and_article_glued() {
    check(
        "第一章总则第一条为了加强管理，制定本办法。\n第二条本办法适用于本省。\n第二章附则第三条本办法自公布之日起施行。\n",
        expect![[r#"
            Heading chp_1〔总则〕 [第一章 总则] 第一章总则
            Article 1 [第一章 总则] 第一条为了加强管理，制定本办法。⏎
            Article 2 [第一章 总则] 第二条本办法适用于本省。⏎
            Heading chp_2〔附则〕 [第二章 附则] 第二章附则
            Article 3 [第二章 附则] 第三条本办法自公布之日起施行。⏎
        "#]],
    );
}

#[test]
fn label_alone_on_its_line() {
    check(
        "第一章\n总则\n第一条\n本方案适用于全市。\n第二条\n本方案由市政府解释。\n",
        expect![[r#"
            Heading chp_1〔总则〕 [第一章 总则] 第一章⏎总则⏎
            Article 1 [第一章 总则] 第一条⏎本方案适用于全市。⏎
            Article 2 [第一章 总则] 第二条⏎本方案由市政府解释。⏎
        "#]],
    );
}

#[test]
fn contents_repeat_the_headings() {
    check(
        "目\u{3000}录\n第一章\u{3000}总则\n第二章\u{3000}罚则\n附则\n第一章\u{3000}总则\n第一条\u{3000}甲。\n第二章\u{3000}罚则\n第二条\u{3000}乙。\n附\u{3000}则\n第三条\u{3000}丙。\n",
        expect![[r#"
            Contents toc [] 目　录⏎第一章　总则⏎第二章　罚则⏎附则⏎
            Heading chp_1〔总则〕 [第一章 总则] 第一章　总则⏎
            Article 1 [第一章 总则] 第一条　甲。⏎
            Heading chp_2〔罚则〕 [第二章 罚则] 第二章　罚则⏎
            Article 2 [第二章 罚则] 第二条　乙。⏎
            Heading supplementary〔附则〕 [附则] 附　则⏎
            Article 3 [附则] 第三条　丙。⏎
        "#]],
    );
}

#[test]
fn contents_on_one_line() {
    check(
        "目录 第一章 总则 第二章 附则 第一章 总则 第一条 为了甲。 第二章 附则 第二条 本办法自公布之日起施行。",
        expect![[r#"
            Contents toc [] 目录 第一章 总则 第二章 附则 
            Heading chp_1〔总则〕 [第一章 总则] 第一章 总则 
            Article 1 [第一章 总则] 第一条 为了甲。 
            Heading chp_2〔附则〕 [第二章 附则] 第二章 附则 
            Article 2 [第二章 附则] 第二条 本办法自公布之日起施行。
        "#]],
    );
}

#[test]
fn wrapped_line_starts_with_a_citation() {
    check(
        "第一条 甲。\n第二条 违反本条例\n第二十条第三款规定的，处罚；违反\n第三条、第五条规定，以及\n第十条至第十二条的，按照\n第三十九条 的规定处罚。\n第三条 乙。\n",
        expect![[r#"
            Article 1 [] 第一条 甲。⏎
            Article 2 [] 第二条 违反本条例⏎第二十条第三款规定的，处罚；违反⏎第三条、第五条规定，以及⏎第十条至第十二条的，按照⏎第三十九条 的规定处罚。⏎
            Article 3 [] 第三条 乙。⏎
        "#]],
    );
}

#[test]
fn article_opens_with_a_citation() {
    check(
        "第一条 甲。\n第二条第一条、第三条规定的事项，由公安机关变更。\n第三条 丙。\n",
        expect![[r#"
            Article 1 [] 第一条 甲。⏎
            Article 2 [] 第二条第一条、第三条规定的事项，由公安机关变更。⏎
            Article 3 [] 第三条 丙。⏎
        "#]],
    );
}

#[test]
fn amendment_decision_quotes_articles() {
    check(
        "对《甲条例》作如下修改：\n一、将第三条改为第四条，修改为：\n“第四条 县级以上人民政府应当乙。\n第五条 丙。”\n二、第七条修改为：“第七条 丁。”\n三、删去第九条。\n本决定自公布之日起施行。\n",
        expect![[r#"
            Text p1 [] 对《甲条例》作如下修改：⏎
            Section s1 [] 一、将第三条改为第四条，修改为：⏎“第四条 县级以上人民政府应当乙。⏎第五条 丙。”⏎
            Section s2 [] 二、第七条修改为：“第七条 丁。”⏎
            Section s3〔删去第九条〕 [] 三、删去第九条。⏎本决定自公布之日起施行。⏎
        "#]],
    );
}

#[test]
fn bis_articles() {
    check(
        "第十六条 甲。\n第十七条 乙。\n第十七条之一 丙。\n第十七条之二 丁。\n第十八条 戊。\n",
        expect![[r#"
            Article 16 [] 第十六条 甲。⏎
            Article 17 [] 第十七条 乙。⏎
            Article 17-1 [] 第十七条之一 丙。⏎
            Article 17-2 [] 第十七条之二 丁。⏎
            Article 18 [] 第十八条 戊。⏎
        "#]],
    );
}

#[test]
fn article_headings() {
    check(
        "第一条 【立法目的】为了甲。\n第二条（适用范围）本办法适用于乙。\n第三条\u{3000}（保障对象）\n下列人员：\n（一）丙；\n第四条（三）项丁。\n",
        expect![[r#"
            Article 1〔立法目的〕 [] 第一条 【立法目的】为了甲。⏎
            Article 2〔适用范围〕 [] 第二条（适用范围）本办法适用于乙。⏎
            Article 3〔保障对象〕 [] 第三条　（保障对象）⏎下列人员：⏎（一）丙；⏎
            Article 4 [] 第四条（三）项丁。⏎
        "#]],
    );
}

#[test]
fn article_headings_on_lines_of_their_own() {
    check(
        "第一条 存单纠纷的范围\n甲。\n第二条 存单纠纷的案由\n乙。\n第三条 丙。\n",
        expect![[r#"
            Article 1〔存单纠纷的范围〕 [] 第一条 存单纠纷的范围⏎甲。⏎
            Article 2〔存单纠纷的案由〕 [] 第二条 存单纠纷的案由⏎乙。⏎
            Article 3 [] 第三条 丙。⏎
        "#]],
    );
}

#[test]
fn wrapped_line_is_no_article_heading() {
    check(
        "第一条 任何单位都有权对损害绿化的\n行为投诉。\n第二条 乙。\n第三条 丙。\n",
        expect![[r#"
            Article 1 [] 第一条 任何单位都有权对损害绿化的⏎行为投诉。⏎
            Article 2 [] 第二条 乙。⏎
            Article 3 [] 第三条 丙。⏎
        "#]],
    );
}

#[test]
fn gap_repeat_and_disorder() {
    check(
        "第一条 甲。\n第二条 乙。\n第四条 丁。\n第四条 又丁。\n第五条 戊。\n第三条 丙。\n第六条 己。\n",
        expect![[r#"
            Article 1 [] 第一条 甲。⏎
            Article 2 [] 第二条 乙。⏎
            Article 4 [] 第四条 丁。⏎
            Article 4.2 [] 第四条 又丁。⏎
            Article 5 [] 第五条 戊。⏎
            Article 3 [] 第三条 丙。⏎
            Article 6 [] 第六条 己。⏎
            ! RepeatedArticle 4
            ! OutOfOrderArticle 3
        "#]],
    );
}

#[test]
fn code_part_starts_at_another_number() {
    check(
        "第三编\u{3000}合同\n第一分编\u{3000}通则\n第一章\u{3000}一般规定\n第四百六十三条\u{3000}甲。\n第四百六十四条\u{3000}乙。\n",
        expect![[r#"
            Heading part_3〔合同〕 [第三编 合同] 第三编　合同⏎
            Heading part_3__subpart_1〔通则〕 [第三编 合同 > 第一分编 通则] 第一分编　通则⏎
            Heading part_3__subpart_1__chp_1〔一般规定〕 [第三编 合同 > 第一分编 通则 > 第一章 一般规定] 第一章　一般规定⏎
            Article 463 [第三编 合同 > 第一分编 通则 > 第一章 一般规定] 第四百六十三条　甲。⏎
            Article 464 [第三编 合同 > 第一分编 通则 > 第一章 一般规定] 第四百六十四条　乙。⏎
        "#]],
    );
}

#[test]
fn lost_labels_at_the_start() {
    check(
        "为了规范管理，制定本规定。\n应当遵守有关规定。\n第三条 县级以上人民政府甲。\n第四条 乙。\n",
        expect![[r#"
            Text p1 [] 为了规范管理，制定本规定。⏎应当遵守有关规定。⏎
            Article 3 [] 第三条 县级以上人民政府甲。⏎
            Article 4 [] 第四条 乙。⏎
            ! MissingArticle 1
            ! MissingArticle 2
        "#]],
    );
}

#[test]
fn notice_encloses_rules() {
    check(
        "各区人民政府：\n现将《甲市乙管理办法》印发给你们，请遵照执行。\n甲市人民政府\n2020年1月2日\n甲市乙管理办法\n第一章 总则\n第一条 为了乙。\n第二条 丙。\n附件：1.申请表\n2.承诺书\n",
        expect![[r#"
            Text p1 [] 各区人民政府：⏎现将《甲市乙管理办法》印发给你们，请遵照执行。⏎甲市人民政府⏎2020年1月2日⏎
            Heading doc〔甲市乙管理办法〕 [甲市乙管理办法] 甲市乙管理办法⏎
            Heading doc__chp_1〔总则〕 [甲市乙管理办法 > 第一章 总则] 第一章 总则⏎
            Article 1 [甲市乙管理办法 > 第一章 总则] 第一条 为了乙。⏎
            Article 2 [甲市乙管理办法 > 第一章 总则] 第二条 丙。⏎附件：1.申请表⏎2.承诺书⏎
        "#]],
    );
}

#[test]
fn enclosed_without_announced_title() {
    check(
        "关于修改的决定已经通过，现予公布。\n第一条 甲。\n第二条 乙。\n甲市乙规定\n（2020年修订）\n第一条 丙。\n第二条 丁。\n",
        expect![[r#"
            Text p1 [] 关于修改的决定已经通过，现予公布。⏎
            Article 1 [] 第一条 甲。⏎
            Article 2 [] 第二条 乙。⏎
            Heading doc〔甲市乙规定（2020年修订）〕 [甲市乙规定（2020年修订）] 甲市乙规定⏎（2020年修订）⏎
            Article 1.2 [甲市乙规定（2020年修订）] 第一条 丙。⏎
            Article 2.2 [甲市乙规定（2020年修订）] 第二条 丁。⏎
        "#]],
    );
}

#[test]
fn attachments_hold_their_own_articles() {
    check(
        "第一条 甲。\n第二条 见附件一。\n附件一：丙的产生办法\n第一条 丙。\n第二条 丁。\n附件二\n戊名单\n己、庚。\n",
        expect![[r#"
            Article 1 [] 第一条 甲。⏎
            Article 2 [] 第二条 见附件一。⏎
            Heading att1〔丙的产生办法〕 [附件一 丙的产生办法] 附件一：丙的产生办法⏎
            Article 1.2 [附件一 丙的产生办法] 第一条 丙。⏎
            Article 2.2 [附件一 丙的产生办法] 第二条 丁。⏎
            Heading att2〔戊名单〕 [附件二 戊名单] 附件二⏎戊名单⏎
            Text p1 [附件二 戊名单] 己、庚。⏎
        "#]],
    );
}

#[test]
fn attachments_that_are_only_named() {
    check(
        "各部门：\n请遵照执行。\n附件：申请表\n甲市财政局\n2020年1月2日\n",
        expect![[r#"
            Text p1 [] 各部门：⏎请遵照执行。⏎附件：申请表⏎甲市财政局⏎2020年1月2日⏎
        "#]],
    );
}

#[test]
fn attachment_named_over_a_long_signature() {
    check(
        "各部门：\n请遵照执行。\n附件：普查手册\n住房城乡建设部\n工业和信息化部\n财政部\n2014年12月1日\n",
        expect![[r#"
            Text p1 [] 各部门：⏎请遵照执行。⏎附件：普查手册⏎住房城乡建设部⏎工业和信息化部⏎财政部⏎2014年12月1日⏎
        "#]],
    );
}

#[test]
fn interpretation_with_numbered_headings() {
    check(
        "为正确审理案件，制定本解释。\n一、管辖\n第一条 甲。\n第二条 乙。\n二、证据\n第三条 丙。\n",
        expect![[r#"
            Text p1 [] 为正确审理案件，制定本解释。⏎
            Heading chp_1〔管辖〕 [一、管辖] 一、管辖⏎
            Article 1 [一、管辖] 第一条 甲。⏎
            Article 2 [一、管辖] 第二条 乙。⏎
            Heading chp_2〔证据〕 [二、证据] 二、证据⏎
            Article 3 [二、证据] 第三条 丙。⏎
        "#]],
    );
}

#[test]
fn supplementary_provisions_after_parts() {
    check(
        "第一编 总则\n第一章 任务\n第一条 甲。\n第二编 分则\n第二条 乙。\n附则\n第三条 丙。\n",
        expect![[r#"
            Heading part_1〔总则〕 [第一编 总则] 第一编 总则⏎
            Heading part_1__chp_1〔任务〕 [第一编 总则 > 第一章 任务] 第一章 任务⏎
            Article 1 [第一编 总则 > 第一章 任务] 第一条 甲。⏎
            Heading part_2〔分则〕 [第二编 分则] 第二编 分则⏎
            Article 2 [第二编 分则] 第二条 乙。⏎
            Heading supplementary〔附则〕 [附则] 附则⏎
            Article 3 [附则] 第三条 丙。⏎
        "#]],
    );
}

#[test]
fn sections_of_a_notice() {
    check(
        "各区人民政府：\n现就有关事项通知如下：\n一、工作目标。到2020年，甲。\n二、主要任务\n（一）乙。\n（二）丙。\n三、保障措施\n丁。\n",
        expect![[r#"
            Text p1 [] 各区人民政府：⏎现就有关事项通知如下：⏎
            Section s1〔工作目标〕 [] 一、工作目标。到2020年，甲。⏎
            Section s2〔主要任务〕 [] 二、主要任务⏎（一）乙。⏎（二）丙。⏎
            Section s3〔保障措施〕 [] 三、保障措施⏎丁。⏎
        "#]],
    );
}

#[test]
fn blank_text() {
    check(
        " \n\u{3000}\n",
        expect![[r#"
        Text p1 []  ⏎　⏎
        ! EmptyText 
    "#]],
    );
}

#[test]
fn empty_text() {
    check(
        "",
        expect![[r#"
        ! EmptyText 
    "#]],
    );
}

#[test]
fn no_structure_at_all() {
    check(
        "关于某事的复函\n某省人民政府：\n同意。\n",
        expect![[r#"
        Text p1 [] 关于某事的复函⏎某省人民政府：⏎同意。⏎
    "#]],
    );
}

#[test]
fn misprinted_label() {
    check(
        "第一条 甲。\n笫二条 乙。\n第三条 丙。\n",
        expect![[r#"
        Article 1 [] 第一条 甲。⏎
        Article 2 [] 笫二条 乙。⏎
        Article 3 [] 第三条 丙。⏎
    "#]],
    );
}

#[test]
fn due_number_in_the_middle_of_a_sentence() {
    check(
        "第一条 甲。\n第二条 由经营单第三条公安机关负责乙。\n第四条 丙。\n",
        expect![[r#"
            Article 1 [] 第一条 甲。⏎
            Article 2 [] 第二条 由经营单
            Article 3 [] 第三条公安机关负责乙。⏎
            Article 4 [] 第四条 丙。⏎
        "#]],
    );
}

#[test]
fn citation_of_the_next_article_is_none() {
    check(
        "第一条 甲。\n第二条 依照第三条处理的，由第四条处理。\n第四条 丙。\n",
        expect![[r#"
            Article 1 [] 第一条 甲。⏎
            Article 2 [] 第二条 依照第三条处理的，由第四条处理。⏎
            Article 4 [] 第四条 丙。⏎
            ! MissingArticle 3
        "#]],
    );
}

#[test]
fn articles_of_another_text_in_an_amendment() {
    check(
        "第五十一条 甲。\n第五十二条 增加二条，内容如下：\n第七节 监察委员会\n第一百二十三条 乙。\n第一百二十四条 丙。\n",
        expect![[r#"
            Article 51 [] 第五十一条 甲。⏎
            Article 52 [] 第五十二条 增加二条，内容如下：⏎
            Heading doc__sec_7〔监察委员会〕 [第七节 监察委员会] 第七节 监察委员会⏎
            Article 123 [第七节 监察委员会] 第一百二十三条 乙。⏎
            Article 124 [第七节 监察委员会] 第一百二十四条 丙。⏎
        "#]],
    );
}

#[test]
fn long_sections_are_split_one_level_down() {
    let item = "（一）甲。\n（二）乙。\n"
        .replace('甲', &"甲".repeat(800))
        .replace('乙', &"乙".repeat(800));
    let text = format!(
        "一、目标\n丙。\n二、任务\n{item}三、措施\n{}",
        format!("{}\n", "丁".repeat(900)).repeat(3)
    );
    let structure = parse(&text);
    assert_partition(&text, &structure);
    let list: Vec<&str> = structure.passages.iter().map(|p| p.n.as_str()).collect();
    assert_eq!(list, ["s1", "s2", "s2-1", "s2-2", "s3", "p1", "p2"]);
    let inner = structure.passage("s2-1").expect("it is in the list");
    assert_eq!(structure.headings_of(inner), ["二、任务"]);
    let rest = structure.passage("p1").expect("it is in the list");
    assert_eq!(
        (rest.kind, rest.label.as_str()),
        (PassageKind::Text, "三、")
    );
}

#[test]
fn long_text_is_split_at_paragraphs() {
    let text = format!("{}\n", "甲".repeat(700)).repeat(5);
    let structure = parse(&text);
    assert_partition(&text, &structure);
    assert_eq!(structure.passages.len(), 3);
}

#[test]
fn labels_without_end_are_bounded() {
    let text = "第一条 甲。\n第二条 乙。\n".repeat(100_000);
    let structure = parse(&text);
    assert_partition(&text, &structure);
    assert!(structure.passages.len() <= scan::MARKS_MAX + 1);
    let codes: Vec<DiagnosticCode> = structure.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [DiagnosticCode::TooManyLabels]);
}

fn check_components(text: &str, expected: Expect) {
    let lines = components(text).into_iter().map(|c| {
        let body = c.span.of(text).replace('\n', "⏎");
        format!("{} {} {body}\n", c.eid, c.label)
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn components_of_an_article() {
    check_components(
        "第三条　有下列情形之一的，处罚：\n　　（一）甲：\n　　1.丙；\n　　2、丁；\n　　（二）乙。\n前款规定，适用于戊。\n",
        expect![[r#"
            para_1  有下列情形之一的，处罚：⏎　　（一）甲：⏎　　1.丙；⏎　　2、丁；⏎　　（二）乙。
            para_1__item_1 （一） （一）甲：⏎　　1.丙；⏎　　2、丁；
            para_1__item_1__sub_1 1. 1.丙；
            para_1__item_1__sub_2 2、 2、丁；
            para_1__item_2 （二） （二）乙。
            para_2  前款规定，适用于戊。
        "#]],
    );
}

#[test]
fn components_run_together_on_one_line() {
    check_components(
        "第三条 符合下列条件：（一）甲；（二）乙（三）丙；(三)丁。\n戊。",
        expect![[r#"
            para_1  符合下列条件：（一）甲；（二）乙（三）丙；(三)丁。
            para_1__item_1 （一） （一）甲；
            para_1__item_2 （二） （二）乙（三）丙；
            para_1__item_3 (三) (三)丁。
            para_2  戊。
        "#]],
    );
}

#[test]
fn components_behind_an_article_heading() {
    check_components(
        "第一条 【目的】\n为了甲。\n",
        expect![[r#"
            para_1  为了甲。
        "#]],
    );
    check_components(
        "第二条（范围）乙。\n",
        expect![[r#"
            para_1  乙。
        "#]],
    );
    check_components(
        "第三条\n　　丙。\n",
        expect![[r#"
        para_1  丙。
    "#]],
    );
}

proptest! {
    #[test]
    fn passages_partition_any_text(text in "[第一二三十百条章节编款项之（）、.：。附件则目录0-9 \u{3000}\n“”《》]{0,200}") {
        let structure = parse(&text);
        assert_partition(&text, &structure);
        components(&text);
    }
}
