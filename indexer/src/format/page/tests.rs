use super::*;
use crate::manuscript::Block;

/// A page of lines in characters: the place of the first, and the text; every character is one wide and high.
fn page(lines: &[(f32, &str)]) -> Vec<Word> {
    let word = |(index, &(left, text)): (usize, &(f32, &str))| Word {
        text: text.to_owned(),
        left,
        right: left + text.chars().count() as f32,
        top: index as f32 * 1.8,
        bottom: index as f32 * 1.8 + 1.0,
    };
    lines.iter().enumerate().map(word).collect()
}

#[track_caller]
fn check(pages: Vec<Vec<Word>>, expected: &[&str]) {
    let blocks = blocks(pages);
    let lines: Vec<String> = blocks.iter().flat_map(Block::lines).collect();
    assert_eq!(lines, expected);
}

#[test]
fn lines_of_one_width_are_one_paragraph() {
    check(
        vec![page(&[
            (2.0, "第一条 为了规范养犬行为保"),
            (0.0, "护公民的人身安全和身体健康制定"),
            (0.0, "本条例。"),
            (2.0, "养犬应当登记，并且遵守社会"),
            (2.0, "另起一段，也满一行的文字。"),
            (0.0, "公德。"),
        ])],
        &[
            "第一条 为了规范养犬行为保护公民的人身安全和身体健康制定本条例。",
            "养犬应当登记，并且遵守社会",
            "另起一段，也满一行的文字。公德。",
        ],
    );
}

#[test]
fn paragraphs_go_over_pages_without_their_numbers() {
    const TEXTS: [&str; 3] = [
        "一行很满的文字排到右边",
        "二行很满的文字排到右边",
        "三行很满的文字排到右边",
    ];
    let lines = |text: &'static str, number: &'static str| {
        let mut lines = vec![(0.0, "岚江省人民政府公报")];
        lines.extend([(0.0, text); 20]);
        lines.push((5.0, number));
        page(&lines)
    };
    let pages = vec![
        lines(TEXTS[0], "— 1 —"),
        lines(TEXTS[1], "— 2 —"),
        lines(TEXTS[2], "— 3 —"),
    ];
    check(pages, &[&TEXTS.map(|text| text.repeat(20)).concat()]);
}

#[test]
fn parts_begin_anew_without_an_indent() {
    check(
        vec![page(&[
            (0.0, "一、养犬应当登记并且遵守规定。"),
            (0.0, "二、违反前款规定的由公安机关处"),
            (0.0, "一千元罚款。"),
        ])],
        &[
            "一、养犬应当登记并且遵守规定。",
            "二、违反前款规定的由公安机关处一千元罚款。",
        ],
    );
}

#[test]
fn words_beside_each_other_are_one_line() {
    let word = |text: &str, left: f32| Word {
        text: text.to_owned(),
        left,
        right: left + text.chars().count() as f32,
        top: 0.0,
        bottom: 1.0,
    };
    check(
        vec![vec![
            word("岚府〔2026〕", 0.0),
            word("8", 8.2),
            word("号", 9.5),
        ]],
        &["岚府〔2026〕8号"],
    );
    check(
        vec![vec![word("岚", 0.0), word("江", 2.0), word("省", 4.0)]],
        &["岚江省"],
    );
    check(
        vec![vec![word("号）、", 0.0), word("《规定》", 2.3)]],
        &["号）、《规定》"],
    );
    check(
        vec![vec![word("签发人：", 0.0), word("周明", 9.0)]],
        &["签发人： 周明"],
    );
    check(vec![vec![word("PM", 0.0), word("2.5", 2.3)]], &["PM 2.5"]);
}

#[test]
fn places_that_are_none_are_left_out() {
    let word = |bottom: f32| Word {
        text: "字".to_owned(),
        left: f32::NAN,
        right: f32::INFINITY,
        top: 0.0,
        bottom,
    };
    check(
        vec![vec![word(1.0), word(0.0), word(f32::NAN)], vec![]],
        &[],
    );
}
