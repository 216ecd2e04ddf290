//! Numbers (文号) that stand in a text without a title.

use super::super::numeral::is_numeral;
use super::{Citation, skip_blank};
use crate::document::DocumentNumber;

/// Characters before 号 at most.
const NUMBER_CHARS_MAX: usize = 40;

/// Words before a number that are no part of the organ's name or code. Single characters only where no organ has
/// them: 住房和城乡建设部 and 对外经济贸易部 do hold 和 and 对.
const BEFORE: [&str; 25] = [
    "根据", "依据", "按照", "依照", "参照", "执行", "违反", "符合", "适用", "印发", "转发", "废止",
    "以及", "违背", "遵照", "文件", "规定", "详见", "参见", "修改", "见", "的", "由", "按", "即",
];

/// The number whose 号 stands at `sign`; it begins after `floor`.
pub(super) fn number_at(chars: &[char], floor: usize, sign: usize) -> Option<Citation> {
    let before = chars[floor..sign].iter().rev().find(|c| **c != ' ');
    if !before.is_some_and(|c| is_numeral(*c)) {
        return None;
    }
    let mut to = sign + 1;
    // 第37号令, and 令（第711号）.
    if chars.get(skip_blank(chars, to)) == Some(&'令') {
        to = skip_blank(chars, to) + 1;
    }
    let (mut from, open) = start(chars, floor, sign);
    if open && matches!(chars.get(to), Some('）' | ')' | '〕' | ']')) {
        to += 1;
    }
    from += words_before(&chars[from..to]);
    let raw: String = chars[from..to].iter().collect();
    let marked = ['〔', '[', '［', '（', '(', '【']
        .iter()
        .any(|bracket| raw.contains(*bracket));
    let form = ["令", "公告", "通告"].iter().any(|form| raw.contains(form));
    if !marked && !form {
        return None;
    }
    let number = DocumentNumber::read(&raw)?;
    let published = number.is_decree() || number.is_announcement();
    // 朝阳路（2号）: a code has its year, a decree needs none.
    if number.organ_code.is_none() || !(published || number.year.is_some()) {
        return None;
    }
    Some(Citation {
        number: Some(number),
        ..Citation::new(from, to)
    })
}

/// Where the number begins, and whether a bracket is open at its 号: 国务院令（第711号）.
fn start(chars: &[char], floor: usize, sign: usize) -> (usize, bool) {
    let mut depth = 0_usize;
    let mut open = false;
    let least = floor.max(sign.saturating_sub(NUMBER_CHARS_MAX));
    let mut from = sign;
    for at in (least..sign).rev() {
        match chars[at] {
            '）' | ')' | '〕' | ']' | '］' | '】' => depth += 1,
            '（' | '(' | '〔' | '[' | '［' | '【' if depth > 0 => depth -= 1,
            // The bracket around the serial of a decree belongs to it; one around the whole number does not.
            '（' | '(' | '〔' | '['
                if !open && at > least && matches!(chars[at - 1], '令' | '告') =>
            {
                open = true;
            }
            c if c.is_alphanumeric() || c == ' ' || c == '\u{3000}' || c == '〇' || c == '○' => {
            }
            // Joint decrees: 国家发展和改革委员会、商务部令第23号. Read by the last of the organs.
            _ => break,
        }
        from = at;
    }
    (skip_blank(chars, from), open)
}

/// How many characters belong to the sentence and not to the number.
fn words_before(chars: &[char]) -> usize {
    // The head ends where the first bracket or digit stands.
    let head = chars
        .iter()
        .position(|c| !c.is_alphabetic())
        .unwrap_or(chars.len());
    let head: String = chars[..head].iter().collect();
    BEFORE
        .iter()
        .filter_map(|word| head.rfind(word).map(|at| at + word.len()))
        .max()
        .map_or(0, |bytes| head[..bytes].chars().count())
}
