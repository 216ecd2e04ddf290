//! One spelling of the characters before the grammar reads them.

use crate::document::spelling;

const INPUT_CHARS_MAX: usize = 200;

/// One spelling of the characters: brackets are 〔〕, runs of white space one space, nothing invisible.
pub(super) fn folded(raw: &str) -> Vec<char> {
    let mut chars: Vec<char> = Vec::new();
    for c in raw
        .trim()
        .chars()
        .take(INPUT_CHARS_MAX)
        .filter(|c| !spelling::is_invisible(*c))
    {
        let c = match spelling::fold_width(c) {
            c if spelling::opens(c) => '〔',
            c if spelling::closes(c) => '〕',
            c if c.is_whitespace() => ' ',
            '；' => ';',
            '，' => ',',
            '—' | '–' | '－' | '‐' | '‑' => '-',
            c => c,
        };
        if c != ' ' || chars.last() != Some(&' ') {
            chars.push(c);
        }
    }
    strip_label(&mut chars);
    strip_enclosing_brackets(&mut chars);
    chars
}

/// `文号：` before the number.
fn strip_label(chars: &mut Vec<char>) {
    if let Some(colon) = chars.iter().take(8).position(|c| *c == ':') {
        let label: String = chars[..colon].iter().filter(|c| **c != ' ').collect();
        if matches!(
            label.as_str(),
            "文号" | "发文字号" | "发文号" | "字号" | "文件编号" | "发文编号"
        ) {
            chars.drain(..=colon);
        }
    }
}

/// `（国办发〔2012〕46号）` as it stands under a title.
fn strip_enclosing_brackets(chars: &mut Vec<char>) {
    while chars.first() == Some(&'〔') && chars.last() == Some(&'〕') {
        let mut depth = 0_usize;
        let closes_early = chars[..chars.len() - 1].iter().any(|c| {
            depth = match c {
                '〔' => depth + 1,
                '〕' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0
        });
        if closes_early {
            return;
        }
        chars.pop();
        chars.remove(0);
    }
}
