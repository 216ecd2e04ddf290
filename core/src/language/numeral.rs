//! Chinese numerals in a run of ideographs.
//!
//! Dictionaries hold some numbers and not others (第二十, 三条, 百五十), so an article's number would be cut by
//! chance. Here a numeral of two or more characters is one token whatever stands around it, and 第 before a
//! numeral is one. A numeral of one character is left to the dictionary, which knows 一般, 统一, 三包; only
//! between 第 and the name of a division of a text it is a number.

use std::ops::Range;

/// A piece of a run of ideographs, in bytes of the run.
pub(super) enum Piece {
    /// To be cut by the dictionary.
    Words(Range<usize>),
    /// A token as it is.
    Token(Range<usize>),
}

/// What the divisions of a legal text are called: 第三条, 第一款.
const DIVISIONS: &str = "编章节条款项目";

/// Calls `f` for the pieces of a run, in order and without gaps.
pub(super) fn split(run: &str, mut f: impl FnMut(Piece)) {
    let mut words_from = 0;
    let mut previous = ' ';
    let mut rest = run.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if !is_digit(c) {
            previous = c;
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut length = 1;
        while let Some((at, c)) = rest.next_if(|&(_, c)| is_digit(c) || matches!(c, '万' | '亿'))
        {
            end = at + c.len_utf8();
            length += 1;
        }
        let next = rest.peek().map_or(' ', |&(_, c)| c);
        let ordinal = previous == '第';
        previous = ' ';
        let number = length > 1 || ordinal && DIVISIONS.contains(next);
        if !(number || ordinal && next == '审') {
            continue;
        }
        let words_to = if ordinal {
            start - '第'.len_utf8()
        } else {
            start
        };
        if words_from < words_to {
            f(Piece::Words(words_from..words_to));
        }
        if ordinal {
            f(Piece::Token(words_to..start));
        }
        words_from = start;
        if number {
            f(Piece::Token(start..end));
            words_from = end;
        }
    }
    if words_from < run.len() {
        f(Piece::Words(words_from..run.len()));
    }
}

fn is_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(run: &str, expected: Expect) {
        let mut shown = Vec::new();
        split(run, |piece| {
            shown.push(match piece {
                Piece::Words(range) => run[range].to_owned(),
                Piece::Token(range) => format!("[{}]", &run[range]),
            });
        });
        expected.assert_eq(&shown.join(" "));
    }

    #[test]
    fn ordinals_of_divisions() {
        check(
            "依照本法第三条和第二十一条第一款",
            expect!["依照本法 [第] [三] 条和 [第] [二十一] 条 [第] [一] 款"],
        );
        check(
            "第一审人民法院第三方第",
            expect!["[第] 一审人民法院第三方第"],
        );
    }

    #[test]
    fn numbers_of_two_characters_or_more() {
        check("二〇〇八年一月", expect!["[二〇〇八] 年一月"]);
        check("三十日", expect!["[三十] 日"]);
        check("二百万元", expect!["[二百万] 元"]);
        check("一般统一千万", expect!["一般统 [一千万]"]);
        check("三", expect!["三"]);
    }
}
