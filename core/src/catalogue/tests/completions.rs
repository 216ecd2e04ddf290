//! What is offered while someone types.

use super::super::{Catalogue, CompletionKind, Name};
use super::{catalogue, name};
use crate::document::{Dates, Day};

fn today() -> Day {
    Day::new(2026, 11, 1).expect("a day")
}

#[track_caller]
fn check(typed: &str, kind: CompletionKind, first: &str) {
    let catalogue = catalogue();
    let found = catalogue.complete(typed, 5, today());
    let best = found.first().map(|one| (one.text.as_str(), one.kind));
    assert_eq!(best, Some((first, kind)), "{typed}: {found:?}");
}

#[test]
fn beginnings_inner_words_sounds_and_other_names() {
    check("民法", CompletionKind::Title, "民法典");
    check(
        "中华人民共和国劳动合",
        CompletionKind::Title,
        "中华人民共和国劳动合同法",
    );
    check("劳动", CompletionKind::Title, "中华人民共和国劳动法");
    check("劳动合", CompletionKind::Title, "中华人民共和国劳动合同法");
    check("文明行为", CompletionKind::Title, "绍兴市文明行为促进条例");
    check("北京出租", CompletionKind::Title, "北京市出租汽车管理条例");
    check("民诉", CompletionKind::Alias, "中华人民共和国民事诉讼法");
    check("疫情应急", CompletionKind::Title, "重大动物疫情应急条例");
    check("minfad", CompletionKind::Title, "民法典");
    check(
        "laodonghet",
        CompletionKind::Title,
        "中华人民共和国劳动合同法",
    );
    check("mfd", CompletionKind::Title, "民法典");
    check("zddwyq", CompletionKind::Title, "重大动物疫情应急条例");
    check(
        "婚姻法解释二",
        CompletionKind::Alias,
        "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（二）",
    );
}

#[test]
fn numbers_and_what_is_in_force() {
    let numbered = Name {
        numbers: vec!["国务院令第711号".to_owned()],
        ..name(0, "中华人民共和国政府信息公开条例")
    };
    let ended = Name {
        dates: Dates {
            expires: Day::new(2010, 1, 1),
            ..Dates::default()
        },
        ..name(1, "养犬办法")
    };
    let catalogue = Catalogue::new(vec![numbered, ended, name(2, "养犬管理条例")]);
    let found = catalogue.complete("国务院令第7", 5, today());
    assert_eq!(
        (found[0].text.as_str(), found[0].kind),
        ("国务院令第711号", CompletionKind::Number)
    );
    let texts: Vec<String> = catalogue
        .complete("养犬", 5, today())
        .into_iter()
        .map(|one| one.text)
        .collect();
    assert_eq!(texts, ["养犬管理条例", "养犬办法"]);
    assert!(catalogue.complete("", 5, today()).is_empty());
    assert!(catalogue.complete("养犬", 0, today()).is_empty());
}
