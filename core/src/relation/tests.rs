use expect_test::{Expect, expect};

use super::{Place, read_relations};
use crate::document::{Record, read_record};

/// The relations of a document with this title, these lines and this text.
fn check(title: &str, history: &[&str], text: &str, expected: Expect) {
    let record = Record {
        title: title.into(),
        history: history.iter().map(|line| (*line).to_owned()).collect(),
        text: text.into(),
        ..Record::default()
    };
    let (document, _) = read_record(record).expect("a document");
    let mut shown = String::new();
    for edge in read_relations(&document, text) {
        let around = match edge.place {
            Place::Text => text,
            Place::Title => document.title.as_str(),
            Place::History(line) => &document.history[line as usize],
        };
        let words = &around[edge.citation.0 as usize..edge.citation.1 as usize];
        let sentence = &around[edge.sentence.0 as usize..edge.sentence.1 as usize];
        assert!(sentence.contains(words), "{words} stands in {sentence}");
        let target = edge.target.title.or(edge.target.number).unwrap_or_default();
        let articles: Vec<&str> = edge
            .articles
            .iter()
            .map(|article| article.n.as_str())
            .collect();
        shown.push_str(&format!(
            "{} {target} {}",
            edge.kind.as_str(),
            articles.join(",")
        ));
        let days = [("from", edge.day), ("until", edge.until)];
        for (word, day) in days
            .into_iter()
            .filter_map(|(word, day)| Some((word, day?)))
        {
            shown.push_str(&format!(" {word} {day}"));
        }
        shown.push('\n');
    }
    expected.assert_eq(&shown);
}

#[test]
fn grounds_and_repeals_of_a_rule() {
    check(
        "岚江省停车场管理办法",
        &[],
        "第一条　根据《中华人民共和国道路交通安全法》、《岚江省物业管理条例》第三十二条等有关规定，制定本办法。\n\
         第二条　依照《岚江省物业管理条例》第五条第二款处罚。\n\
         第三十条　本办法自2024年1月1日起施行。2008年5月1日省政府发布的《岚江省停车场管理办法》（岚江省人民政府令第9号）同时废止。",
        expect![[r#"
            based_on 中华人民共和国道路交通安全法 
            based_on 岚江省物业管理条例 32
            cites 岚江省物业管理条例 5
            repeals 岚江省停车场管理办法 
        "#]],
    );
}

#[test]
fn a_decision_repeals_by_a_list() {
    check(
        "岚江省人民政府关于废止和修改部分规章的决定",
        &[],
        "省政府决定：\n一、废止下列规章：\n1．《岚江省暂住人口管理规定》（1996年3月1日省政府令第12号）\n2．岚江省集市贸易管理办法（1994年7月2日发布）\n\
         二、对《岚江省城市停车场管理办法》作如下修改：\n（一）将第三条修改为：“停车场依照《岚江省物业管理条例》管理。”\n本决定自公布之日起施行。",
        expect![[r#"
            repeals 岚江省暂住人口管理规定 
            amends 岚江省城市停车场管理办法 
            cites 岚江省物业管理条例 
            repeals 岚江省集市贸易管理办法 
        "#]],
    );
}

#[test]
fn titles_state_what_an_act_does() {
    check(
        "中华人民共和国土地管理法实施条例",
        &[],
        "第一条 略。",
        expect![[r#"
            implements 中华人民共和国土地管理法 
        "#]],
    );
    check(
        "岚江省实施《中华人民共和国水法》办法",
        &[],
        "第一条 略。",
        expect![[r#"
            implements 中华人民共和国水法 
        "#]],
    );
    check(
        "关于延长《岚江省创新券管理办法》有效期的通知",
        &[],
        "《岚江省创新券管理办法》有效期延长至2027年12月31日。",
        expect![[r#"
            extends_validity 岚江省创新券管理办法 
            extends_validity 岚江省创新券管理办法  until 2027-12-31
        "#]],
    );
    check(
        "岚江省人民政府关于印发《岚江省规划》的通知",
        &[],
        "现将《岚江省规划》印发给你们，请遵照执行。",
        expect![[r#"
            issues 岚江省规划 
            issues 岚江省规划 
        "#]],
    );
}

#[test]
fn an_extension_speaks_of_what_its_title_names() {
    check(
        "关于延长《岚江省创新券管理办法》有效期的通知",
        &[],
        "各市人民政府：\n经研究，决定将有效期延长至2027年12月31日，其他内容不变。\n2024年12月1日",
        expect![[r#"
            extends_validity 岚江省创新券管理办法 
            extends_validity 岚江省创新券管理办法  until 2027-12-31
        "#]],
    );
    check(
        "关于延长岚江省创新券管理办法有效期的通知",
        &[],
        "原通知执行至2024年12月31日，现延长至2026年6月30日。",
        expect![[r#"
            extends_validity 岚江省创新券管理办法 
            extends_validity 岚江省创新券管理办法  until 2026-06-30
        "#]],
    );
    check(
        "关于延长《岚江省创新券管理办法》有效期的通知",
        &[],
        "《办法》有效期延长至2027年12月31日。",
        expect![[r#"
            extends_validity 岚江省创新券管理办法 
            extends_validity 岚江省创新券管理办法  until 2027-12-31
        "#]],
    );
}

#[test]
fn pauses_name_their_days() {
    check(
        "关于暂停执行《岚江省停车收费规定》的通知",
        &[],
        "经省政府同意，自2020年3月1日起至2020年12月31日止暂停执行。",
        expect![[r#"
            suspends 岚江省停车收费规定 
            suspends 岚江省停车收费规定  from 2020-03-01 until 2020-12-31
        "#]],
    );
    check(
        "关于恢复执行《岚江省停车收费规定》的通知",
        &[],
        "自2020年8月1日起恢复执行《岚江省停车收费规定》。",
        expect![[r#"
            resumes 岚江省停车收费规定 
            resumes 岚江省停车收费规定  from 2020-08-01
        "#]],
    );
    check(
        "最高人民法院关于执行的规定",
        &[],
        "依照《中华人民共和国民事诉讼法》第五条的规定，中止执行。",
        expect![[r#"
            cites 中华人民共和国民事诉讼法 5
        "#]],
    );
}

#[test]
fn lines_under_a_title_name_the_amending_act() {
    check(
        "岚江省水条例",
        &[
            "2001年3月1日岚江省第九届人民代表大会常务委员会第二次会议通过",
            "根据2010年7月30日岚江省第十一届人民代表大会常务委员会第十六次会议《关于修改部分地方性法规的决定》第一次修正",
        ],
        "第一条 略。",
        expect![[r#"
            amended_by 关于修改部分地方性法规的决定  from 2010-07-30
        "#]],
    );
}

#[test]
fn names_without_marks_and_short_names_are_followed() {
    check(
        "最高人民法院关于适用担保制度的解释",
        &[],
        "为正确适用《中华人民共和国民事诉讼法》（以下简称《民诉法》），制定本解释。\n第一条 依照《民诉法》第五条、刑法第一百三十三条之一和本解释第三条处理。",
        expect![[r#"
            based_on 中华人民共和国民事诉讼法 
            cites 中华人民共和国民事诉讼法 5
            cites 刑法 133-1
        "#]],
    );
}

#[test]
fn forms_and_certificates_are_no_documents() {
    check(
        "岚江省办法",
        &[],
        "第一条 应当持《营业执照》和《申请表》办理，依照《岚江省登记条例》发给《登记证》。",
        expect![[r#"
            cites 岚江省登记条例 
        "#]],
    );
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(title in "\\PC{0,40}", text in "(《|》|第[一二三]条|同时废止|根据|\\n|。|、|\\PC){0,60}") {
        let record = Record { title: format!("办法{title}"), text: text.clone(), ..Record::default() };
        let (document, _) = read_record(record).expect("a document");
        for edge in read_relations(&document, &text) {
            if edge.place == Place::Text {
                proptest::prop_assert!(text.get(edge.citation.0 as usize..edge.citation.1 as usize).is_some());
            }
        }
    }
}

/// The link of 《…》（以下简称《…》） spanned both names.
#[test]
fn the_place_of_a_relation_is_the_name_without_its_short_name() {
    let text = "根据《中华人民共和国民事诉讼法》（以下简称《民诉法》），制定本规定。\n第一条 《甲条例》（以下简称条例）同时废止。";
    let record = Record {
        title: "某规定".into(),
        text: text.into(),
        ..Record::default()
    };
    let (document, _) = read_record(record).expect("a document");
    let edges = read_relations(&document, text);
    let places: Vec<(&str, &str)> = edges
        .iter()
        .map(|edge| {
            let (from, to) = edge.citation;
            (edge.kind.as_str(), &text[from as usize..to as usize])
        })
        .collect();
    // What is done to it still stands behind the bracket.
    assert_eq!(
        places,
        [
            ("based_on", "《中华人民共和国民事诉讼法》"),
            ("repeals", "《甲条例》")
        ]
    );
}
