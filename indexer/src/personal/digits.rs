//! Runs of digits in every spelling: 138, １３８, ①③⑧, 一三八, with blanks, hyphens, dots, line breaks or borders of
//! cells between groups.

use std::ops::Range;

/// Characters between two groups of one number at most.
const GAP_CHARS_MAX: usize = 6;
/// Groups that one chain holds at most: longer chains (tables of figures) are cut, and the next begins where this ends.
const GROUPS_MAX: usize = 4_096;

/// Digits without anything between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub range: Range<usize>,
    /// The digits in ASCII; a final X of an identity card is one of them.
    pub digits: String,
    pub script: Script,
    /// What stands between this group and the next.
    pub gap: Gap,
}

/// How digits are written; one number is written in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// ASCII, full-width and mathematical digits, which programs mix.
    Figures,
    Circled,
    Han,
}

/// What stands between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing that can be inside a number: the chain ends.
    End,
    /// Blanks.
    Blank,
    /// A hyphen, a dot or the like, blanks around it or not.
    Mark,
    /// A line break, blanks around it or not.
    Break,
    /// The border of a cell.
    Cell,
}

/// The value of a digit and how it is written.
pub(super) fn digit(c: char) -> Option<(char, Script)> {
    let plain = |from: u32| char::from_digit(c as u32 - from, 10);
    Some(match c {
        '0'..='9' => (c, Script::Figures),
        '０'..='９' => (plain(0xFF10)?, Script::Figures),
        // Mathematical digits, five alphabets of ten.
        '\u{1D7CE}'..='\u{1D7FF}' => (
            char::from_digit((c as u32 - 0x1D7CE) % 10, 10)?,
            Script::Figures,
        ),
        '⓪' | '⓿' => ('0', Script::Circled),
        '①'..='⑨' => (plain(0x2460 - 1)?, Script::Circled),
        '❶'..='❾' => (plain(0x2776 - 1)?, Script::Circled),
        '➀'..='➈' => (plain(0x2780 - 1)?, Script::Circled),
        '⒈'..='⒐' => (plain(0x2488 - 1)?, Script::Circled),
        '⑴'..='⑼' => (plain(0x2474 - 1)?, Script::Circled),
        '〇' | '○' | '零' | '◯' => ('0', Script::Han),
        '一' | '壹' | '幺' => ('1', Script::Han),
        '二' | '贰' => ('2', Script::Han),
        '三' | '叁' => ('3', Script::Han),
        '四' | '肆' => ('4', Script::Han),
        '五' | '伍' => ('5', Script::Han),
        '六' | '陆' => ('6', Script::Han),
        '七' | '柒' => ('7', Script::Han),
        '八' | '捌' => ('8', Script::Han),
        '九' | '玖' => ('9', Script::Han),
        _ => return None,
    })
}

/// The check character of an identity card that is no digit.
fn is_x(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | 'Χ' | 'Х' | 'х')
}

/// Whether a character inside a number is one of its digits, the X included.
pub(super) fn is_part(c: char) -> bool {
    digit(c).is_some() || is_x(c)
}

/// The chains of groups in a text, one after the other.
pub(super) fn chains(text: &str) -> Chains<'_> {
    Chains { text, at: 0 }
}

pub(super) struct Chains<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Chains<'_> {
    type Item = Vec<Group>;

    fn next(&mut self) -> Option<Vec<Group>> {
        let mut chain: Vec<Group> = Vec::new();
        loop {
            let rest = &self.text[self.at..];
            let group = match chain.is_empty() {
                true => {
                    let from = rest.find(|c| digit(c).is_some());
                    let Some(from) = from else {
                        self.at = self.text.len();
                        return None;
                    };
                    group_at(self.text, self.at + from)
                }
                false => group_at(self.text, self.at),
            };
            let Some(group) = group else {
                return Some(chain);
            };
            let (gap, next) = gap_at(self.text, group.range.end);
            self.at = next;
            let ends = gap == Gap::End || chain.len() + 1 >= GROUPS_MAX;
            chain.push(Group { gap, ..group });
            if ends {
                return Some(chain);
            }
        }
    }
}

/// The digits at a place, all in one script, zero-width characters between them passed over.
fn group_at(text: &str, from: usize) -> Option<Group> {
    let (_, script) = digit(text[from..].chars().next()?)?;
    let mut digits = String::new();
    let mut end = from;
    for (at, c) in text[from..].char_indices() {
        let behind = from + at + c.len_utf8();
        match digit(c) {
            Some((value, own)) if own == script => {
                digits.push(value);
                end = behind;
            }
            None if is_x(c) && digits.len() == 17 && script != Script::Han => {
                digits.push('X');
                end = behind;
                break;
            }
            None if is_invisible(c) => {}
            _ => break,
        }
    }
    Some(Group {
        range: from..end,
        digits,
        script,
        gap: Gap::End,
    })
}

fn is_invisible(c: char) -> bool {
    tongcha::document::is_invisible(c) || matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{20E3}')
}

/// What stands behind a group, and where the next begins when one does.
fn gap_at(text: &str, from: usize) -> (Gap, usize) {
    let mut gap = Gap::Blank;
    let mut marks = 0;
    let mut count = 0;
    for (at, c) in text[from..].char_indices() {
        if digit(c).is_some() {
            return (gap, from + at);
        }
        if is_invisible(c) {
            continue;
        }
        count += 1;
        let here = match c {
            '\n' | '\r' => Gap::Break,
            '\t' => Gap::Cell,
            c if c.is_whitespace() => Gap::Blank,
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '－' | '﹣' | '_' | '.' | '．' | '·'
            | '•' | '・' | '∙' | '｡' => Gap::Mark,
            _ => return (Gap::End, from),
        };
        marks += usize::from(here == Gap::Mark);
        gap = gap.max(here);
        if count > GAP_CHARS_MAX || marks > 1 {
            return (Gap::End, from);
        }
    }
    (Gap::End, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[&str]]) {
        let found: Vec<Vec<String>> = chains(text)
            .map(|chain| chain.into_iter().map(|group| group.digits).collect())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn digits_are_read_in_every_spelling() {
        check("电话138００１3", &[&["1380013"]]);
        check("138 0013-8000，5", &[&["138", "0013", "8000"], &["5"]]);
        check("①③⑧ 一三八", &[&["138", "138"]]);
        check("十一13", &[&["1", "13"]]);
        check("1\u{200B}3\u{FEFF}8", &[&["138"]]);
        check("52000019000101001X", &[&["52000019000101001X"]]);
        check("138--0013", &[&["138"], &["0013"]]);
        check("", &[]);
        check("12\n　　34\t5", &[&["12", "34", "5"]]);
    }

    #[test]
    fn chains_of_any_length_are_read_to_the_end() {
        let text = "1 ".repeat(3 * GROUPS_MAX);
        let digits: usize = chains(&text).map(|chain| chain.len()).sum();
        assert_eq!(digits, 3 * GROUPS_MAX);
    }
}
