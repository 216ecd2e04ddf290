//! What sort of line a line is, by its shape: one of history, one that begins the body, one with a day.

use tongcha::document::{Day, compact};

/// Lines of history are shorter than this; longer ones are paragraphs.
pub(crate) const HISTORY_CHARS_MAX: usize = 300;

/// How many characters a text has, as far as it matters whether they are more than `max`.
pub(super) fn is_longer(text: &str, max: usize) -> bool {
    text.chars().nth(max).is_some()
}

/// 第一编, 第一章, 第一条, 一、, （一）, 目录.
pub(crate) fn begins_body(line: &str) -> bool {
    let squeezed: String = line
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(40)
        .collect();
    if squeezed.starts_with("目录") || squeezed.starts_with("总则") {
        return true;
    }
    if let Some(rest) = squeezed.strip_prefix('第') {
        let unit = rest.trim_start_matches(is_numeral);
        return unit.len() < rest.len()
            && ["编", "分编", "章", "节", "条"]
                .iter()
                .any(|name| unit.starts_with(name));
    }
    let unbracketed = squeezed.strip_prefix(['（', '(']).unwrap_or(&squeezed);
    let rest = unbracketed.trim_start_matches(is_numeral);
    let closing: &[char] = if unbracketed.len() < squeezed.len() {
        &['）', ')']
    } else {
        &['、', '．']
    };
    rest.len() < unbracketed.len() && rest.starts_with(closing)
}

/// A line in brackets, or one with a date and what happened on it.
pub(crate) fn is_history(line: &str) -> bool {
    if is_longer(line, HISTORY_CHARS_MAX) {
        return false;
    }
    if line.starts_with(['（', '(']) {
        return true;
    }
    const EVENTS: [&str; 9] = [
        "通过", "公布", "发布", "施行", "修正", "修订", "批准", "令", "公告",
    ];
    // A sentence that ends belongs to the body: 本办法自2020年1月1日起施行。
    !line.ends_with('。') && has_date(line) && EVENTS.iter().any(|event| line.contains(event))
}

/// 2013年7月26日, 二〇一三年七月二十六日, 2013-07-26.
fn has_date(line: &str) -> bool {
    let characters: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    characters
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(c, '年' | '-' | '.' | '/'))
        .any(|(at, separator)| {
            let year = characters[..at]
                .iter()
                .rev()
                .take_while(|c| is_numeral(**c))
                .count();
            let after = &characters[at + 1..];
            let month = after.iter().take_while(|c| is_numeral(**c)).count();
            let ends = if *separator == '年' {
                '月'
            } else {
                *separator
            };
            let day = after.get(month + 1).copied().is_some_and(is_numeral);
            year == 4 && (1..=2).contains(&month) && after.get(month) == Some(&ends) && day
        })
}

/// Brackets opened less brackets closed.
pub(crate) fn brackets(line: &str) -> i32 {
    line.chars().fold(0, |open, character| match character {
        '（' | '(' => open + 1,
        '）' | ')' => open - 1,
        _ => open,
    })
}

/// A numeral of either sort, zero in the shapes that texts have for it.
pub(super) fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '0'..='9' | '０'..='９' | '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
    )
}

/// The day of a line that is nothing but a day, brackets around it or not.
pub(super) fn day_alone(line: &str) -> Option<Day> {
    if !line.contains('年') || is_longer(line, 60) {
        return None;
    }
    let bare = compact(line);
    // 二OO八年: typists write the zero of Chinese numerals as a letter.
    let in_figures = bare.contains(|c: char| c.is_ascii_digit());
    let bare: String = bare
        .chars()
        .map(|c| match c {
            'O' | 'o' | 'Ο' | 'О' | 'о' if !in_figures => '〇',
            c => c,
        })
        .collect();
    Day::read(bare.trim_matches(['(', ')', '*'])).ok()
}
