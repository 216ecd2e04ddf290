//! No text can break the catalogue.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::{Catalogue, NameMatch};
use super::catalogue;
use crate::document::Day;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);

fn ask_all(text: &str) {
    let catalogue = &*CATALOGUE;
    let chars = text.chars().count();
    let in_bounds = |found: &[NameMatch]| {
        found.iter().all(|one| {
            one.chars.start <= one.chars.end
                && one.chars.end <= chars
                && (0.0..=1.0).contains(&one.score)
                && !one.names.is_empty()
        })
    };
    let inside = catalogue.find_names(text);
    assert!(in_bounds(&inside));
    for pair in inside.windows(2) {
        let apart = pair[0].chars.end <= pair[1].chars.start || pair[0].chars == pair[1].chars;
        assert!(apart, "{text}: {pair:?}");
    }
    assert!(in_bounds(&catalogue.named_by(text)));
    let words: Vec<&str> = text.split_whitespace().collect();
    for found in [
        catalogue.titles_containing(&words, 5),
        catalogue.misspelled(text, 5),
        catalogue.by_pinyin(text, 5),
    ] {
        assert!(found.len() <= 5 && found.iter().all(|one| !one.names.is_empty()));
        assert!(found.iter().all(|one| (0.0..=1.0).contains(&one.score)));
    }
    let day = Day::new(2026, 1, 1).expect("a day");
    assert!(catalogue.complete(text, 5, day).len() <= 5);
    catalogue.did_you_mean(text);
}

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        ask_all(&text);
    }

    #[test]
    fn near_names(text in "([《（〈\"]{0,2}(中华人民共和国|劳动|合同|法|民|典|解释|二|第3条|婚姻|最高人民法院|关于|[a-z]{1,4}|[一-龥]| |）|》){0,3}){0,12}") {
        ask_all(&text);
    }
}

#[test]
fn long_texts() {
    for piece in [
        "法",
        "中华人民共和国",
        "xi",
        "zhong",
        "《",
        "最高人民法院关于",
        "1",
        "u\u{308}",
        "\u{308}",
        "一",
        "》《法",
    ] {
        let text: String = piece.chars().cycle().take(512).collect();
        ask_all(&text);
        ask_all(&piece.repeat(3000));
    }
}
