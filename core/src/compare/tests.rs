//! Comparisons of small texts, and of hostile ones.

use expect_test::{Expect, expect};

use super::{ComparedPassage, ComparedText, ComparisonRow, TextComparison, compare, renumbered};
use crate::language::Tokenizer;
use crate::structure::parse;

fn compared(old: &str, new: &str) -> TextComparison {
    let (before, after) = (parse(old), parse(new));
    let side = |text, structure| ComparedText { text, structure };
    compare(&Tokenizer::new(), side(old, &before), side(new, &after))
}

/// One line a row: kind, old → new, what is marked of both.
fn check(old: &str, new: &str, expected: Expect) {
    let compared = compared(old, new);
    let said: String = compared.rows.iter().map(said).collect();
    expected.assert_eq(&said);
}

fn said(row: &ComparisonRow) -> String {
    let name =
        |side: &Option<ComparedPassage>| side.as_ref().map_or("–", |passage| &passage.n).to_owned();
    let marked = |side: &Option<ComparedPassage>| {
        let passage = side.as_ref().filter(|_| row.kind.is_pair())?;
        let chars: Vec<char> = passage.text.chars().collect();
        let one = |(from, to): &(u32, u32)| -> String {
            chars[*from as usize..*to as usize].iter().collect()
        };
        Some(passage.marks.iter().map(one).collect::<Vec<_>>().join("|"))
    };
    let marks = [marked(&row.old), marked(&row.new)].map(Option::unwrap_or_default);
    let marks = match marks.iter().all(String::is_empty) {
        true => String::new(),
        false => format!(" [{} → {}]", marks[0], marks[1]),
    };
    let moved = if row.moved { " moved" } else { "" };
    format!(
        "{:?} {} {}{moved}{marks}\n",
        row.kind,
        name(&row.old),
        name(&row.new)
    )
}

#[test]
fn words_that_differ_are_marked() {
    check(
        "第一条 处二百元罚款。\n第二条 养犬应当登记，并免疫。\n",
        "第一条 处二百元以上五百元以下罚款。\n第二条　养犬应当登记、并免疫。",
        expect![[r#"
            Changed 1 1 [ → 以上五百元以下]
            Changed 2 2 [， → 、]
        "#]],
    );
}

#[test]
fn blanks_width_and_script_are_no_differences() {
    check(
        "第一条　养犬应当登记。\n　　登记有效期１年。\n",
        "第 一 条 養犬應當登記。\n登记有效期1年。",
        expect![[r#"
            Same 1 1
        "#]],
    );
}

#[test]
fn an_article_put_in_renumbers_those_behind_it() {
    check(
        "第一条 为了规范养犬，制定本办法。\n第二条 养犬应当办理登记手续。\n第三条 禁止饲养烈性犬和大型犬。\n",
        "第一条 为了规范养犬，制定本办法。\n第二条 犬只应当定期注射狂犬病疫苗。\n第三条 养犬应当办理登记手续。\n\
         第四条 禁止饲养烈性犬。\n",
        expect![[r#"
            Same 1 1
            Added – 2
            Renumbered 2 3
            RenumberedChanged 3 4 [和大型犬 → ]
        "#]],
    );
}

#[test]
fn an_article_moved_to_another_place_is_recognised() {
    let old = "第一条 甲机关负责全省的养犬登记管理工作。\n第二条 乙机关负责犬只的免疫接种和疫情监测。\n\
               第三条 丙机关负责查处占道销售犬只的行为。\n第四条 违反规定携犬乘坐公共交通工具的处五十元罚款。\n";
    let new = "第一条 违反规定携犬乘坐公共交通工具的处一百元罚款。\n第二条 甲机关负责全省的养犬登记管理工作。\n\
               第三条 乙机关负责犬只的免疫接种和疫情监测。\n第四条 丙机关负责查处占道销售犬只的行为。\n";
    check(
        old,
        new,
        expect![[r#"
            RenumberedChanged 4 1 moved [五十 → 一百]
            Renumbered 1 2
            Renumbered 2 3
            Renumbered 3 4
        "#]],
    );
    let compared = compared(old, new);
    let went: Vec<(&str, &str)> = renumbered(&compared.rows).collect();
    assert_eq!(went, [("4", "1"), ("1", "2"), ("2", "3"), ("3", "4")]);
}

#[test]
fn what_has_nothing_in_common_is_removed_and_added() {
    check(
        "第一条 养犬应当登记。\n第二条 禁止饲养烈性犬。\n",
        "第一条 养犬应当登记。\n第二条 停车收费标准由价格部门另行制定公布。\n",
        expect![[r#"
            Same 1 1
            Removed 2 –
            Added – 2
        "#]],
    );
}

#[test]
fn headings_and_preambles_stand_beside_articles() {
    let old = "关于养犬的规定如下：\n第一章 总则\n第一条 养犬应当登记。\n第二章 罚则\n第二条 违者处罚款。\n";
    let new = "关于养犬的规定发布如下：\n第一章 总则\n第一条 养犬应当登记。\n第二章 管理\n第二条 犬只应当免疫。\n\
               第三章 罚则\n第三条 违者处罚款。\n";
    check(
        old,
        new,
        expect![[r#"
        Changed p1 p1 [ → 发布]
        Same chp_1 chp_1
        Same 1 1
        Added – chp_2
        Added – 2
        Renumbered chp_2 chp_3
        Renumbered 2 3
    "#]],
    );
    let compared = compared(old, new);
    assert_eq!(
        (
            compared.counts.same,
            compared.counts.added,
            compared.counts.renumbered
        ),
        (1, 1, 1)
    );
    assert_eq!(compared.counts_beside.changed, 1);
}

#[test]
fn texts_without_articles_are_compared_by_passage() {
    check(
        "一、各地应当加强养犬管理。\n二、养犬应当登记。\n",
        "一、各地应当切实加强养犬管理。\n二、犬只应当定期免疫。\n三、养犬应当登记。\n",
        expect![[r#"
            Changed s1 s1 [ → 切实]
            Added – s2
            Renumbered s2 s3
        "#]],
    );
    check("", "", expect![""]);
    check(
        "",
        "第一条 养犬应当登记。",
        expect![[r#"
        Added – 1
    "#]],
    );
}

#[test]
fn an_article_of_a_million_characters_is_marked_as_a_whole() {
    let long = |last: &str| {
        format!(
            "第一条 {}{last}\n第二条 施行。",
            "养犬应当登记并且免疫".repeat(100_000)
        )
    };
    let compared = compared(&long("甲"), &long("乙"));
    let row = &compared.rows[0];
    let new = row.new.as_ref().expect("it is in both");
    assert_eq!(new.marks, [(4, new.text.chars().count() as u32)]);
}

#[test]
fn thousands_of_articles_that_all_differ_stay_cheap() {
    let text = |word: &str| -> String {
        let one = |number: u32| {
            let label = crate::structure::format_chinese(number);
            format!(
                "第{label}条 {word}机关{number}应当依照职责做好养犬管理的第{number}项工作，接受监督。\n"
            )
        };
        (1..=3_000).map(one).collect()
    };
    let compared = compared(&text("甲"), &text("乙"));
    assert_eq!(compared.counts.changed, 3_000);
}
