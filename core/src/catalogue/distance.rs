//! How far a text is from what was meant, by the errors that people make when they type.

use crate::language::lookalike::look_alike;
use crate::language::pinyin::{Sound, compare};

/// What a missing or superfluous character counts.
const GAP: f32 = 0.9;
/// What a character counts that was typed twice, or once where it stands twice.
const DOUBLED: f32 = 0.6;
/// What two neighbours in the wrong order count.
const SWAP: f32 = 0.6;
/// What a character counts for one that sounds the same or looks like it: so input methods and scanners err.
const CONFUSED: f32 = 0.4;
/// What a character counts for one that sounds the same in some regions.
const NEAR: f32 = 0.5;
/// What any other character counts.
const WRONG: f32 = 1.0;
/// What any other character counts where it makes a word: 药品 in the place of 食品 is no slip.
const WRONG_WORD: f32 = 1.3;
/// What is never a slip: numbers tell texts apart.
const NEVER: f32 = 10.0;
/// How many more characters one text may have than the other up to any place.
const BAND: usize = 2;

/// A text as it was typed.
pub(super) struct Typed<'a> {
    chars: &'a [char],
    /// Where a character makes a word with one beside it.
    in_word: Vec<bool>,
}

impl<'a> Typed<'a> {
    /// A text with a way to know whether two characters beside each other are part of other names.
    pub(super) fn new(chars: &'a [char], is_known: impl Fn([char; 2]) -> bool) -> Self {
        let mut in_word = vec![false; chars.len()];
        for (at, pair) in chars.windows(2).enumerate() {
            if is_known([pair[0], pair[1]]) {
                in_word[at] = true;
                in_word[at + 1] = true;
            }
        }
        Self { chars, in_word }
    }

    /// The weighted distance to what was meant, `None` where it is beyond `allowed`.
    pub(super) fn distance(&self, meant: &[char], allowed: f32) -> Option<f32> {
        let typed = self.chars;
        if typed.len().abs_diff(meant.len()) > BAND {
            return None;
        }
        // What begins and ends alike is most of every pair that is compared.
        let before = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
        let pairs = typed[before..]
            .iter()
            .rev()
            .zip(meant[before..].iter().rev());
        let after = pairs.take_while(|(a, b)| a == b).count();
        let (rows, columns) = (before..typed.len() - after, before..meant.len() - after);
        if !can_be_near(&typed[rows.clone()], &meant[columns.clone()], allowed) {
            return None;
        }
        let width = columns.len() + 1;
        let mut before_last = vec![f32::INFINITY; width];
        let mut last = vec![f32::INFINITY; width];
        last[0] = 0.0;
        for column in 1..width.min(BAND + 1) {
            last[column] = last[column - 1] + gap(meant, before + column - 1);
        }
        for row in 1..=rows.len() {
            let at = before + row - 1;
            let mut current = vec![f32::INFINITY; width];
            let mut cheapest = f32::INFINITY;
            for column in row.saturating_sub(BAND)..width.min(row + BAND + 1) {
                let mut cost = last[column] + gap(typed, at);
                if let Some(left) = column.checked_sub(1) {
                    let wanted = before + left;
                    cost = cost.min(current[left] + gap(meant, wanted));
                    if last[left] < allowed {
                        cost = cost.min(last[left] + self.substitution(at, meant, wanted));
                    }
                    if row > 1 && column > 1 && is_swap(typed, at, meant, wanted) {
                        cost = cost.min(before_last[column - 2] + SWAP);
                    }
                }
                current[column] = cost;
                cheapest = cheapest.min(cost);
            }
            if cheapest > allowed {
                return None;
            }
            before_last = std::mem::replace(&mut last, current);
        }
        last.last().copied().filter(|cost| *cost <= allowed)
    }

    fn substitution(&self, at: usize, meant: &[char], wanted: usize) -> f32 {
        let (typed, right) = (self.chars[at], meant[wanted]);
        if typed == right {
            return 0.0;
        }
        if is_numeral(typed) && is_numeral(right) {
            return NEVER;
        }
        if look_alike(typed, right) {
            return CONFUSED;
        }
        match compare(typed, right) {
            Sound::Same => CONFUSED,
            // What is a number is written for its sound, too (式 for 十), but not for another number.
            _ if is_number(self.chars, at) || is_number(meant, wanted) => NEVER,
            Sound::Near => NEAR,
            Sound::Different if self.in_word[at] => WRONG_WORD,
            Sound::Different => WRONG,
        }
    }
}

/// Whether enough characters stand about where they should; it spares most texts the comparison.
fn can_be_near(typed: &[char], meant: &[char], allowed: f32) -> bool {
    let errors_max = (allowed / CONFUSED) as usize;
    let mut errors = 0;
    for (at, c) in typed.iter().enumerate() {
        let around = at.saturating_sub(BAND)..(at + BAND + 1).min(meant.len());
        if !meant.get(around).is_some_and(|around| around.contains(c)) {
            errors += 1;
            if errors > errors_max {
                return false;
            }
        }
    }
    true
}

/// Whether the characters that end at these places are two in the wrong order.
fn is_swap(typed: &[char], at: usize, meant: &[char], wanted: usize) -> bool {
    let (one, other) = (typed[at - 1], typed[at]);
    one != other
        && one == meant[wanted]
        && other == meant[wanted - 1]
        && !(is_numeral(one) && is_numeral(other))
}

fn gap(chars: &[char], at: usize) -> f32 {
    let c = chars[at];
    if is_number(chars, at) {
        NEVER
    } else if at > 0 && chars[at - 1] == c || chars.get(at + 1) == Some(&c) {
        DOUBLED
    } else {
        GAP
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c)
}

/// Whether a numeral counts something here: 解释（二）, 第十届, 2019, but not 进一步, 统一, 三峡.
fn is_number(chars: &[char], at: usize) -> bool {
    let c = chars[at];
    if c.is_ascii_digit() {
        return true;
    }
    let before = at.checked_sub(1).map(|before| chars[before]);
    let after = chars.get(at + 1).copied();
    is_numeral(c)
        && (before.is_some_and(|c| is_numeral(c) || "第之释定案".contains(c))
            || after.is_none_or(|c| is_numeral(c) || "年月日号届次条批期".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(typed: &str, meant: &str, allowed: f32) -> Option<f32> {
        let typed: Vec<char> = typed.chars().collect();
        let meant: Vec<char> = meant.chars().collect();
        Typed::new(&typed, |pair| pair == ['药', '品']).distance(&meant, allowed)
    }

    #[test]
    fn slips_cost_by_how_easily_they_are_made() {
        for (typed, meant, cost) in [
            ("执行担保规定", "执行担保规定", 0.0),
            ("执行担保规订", "执行担保规定", CONFUSED),
            ("执行坦保规定", "执行担保规定", CONFUSED),
            ("执行担担保规定", "执行担保规定", DOUBLED),
            ("执担行保规定", "执行担保规定", SWAP),
            ("执行担规定", "执行担保规定", GAP),
            ("行担保规定", "执行担保规定", GAP),
            ("执行担保规定的", "执行担保规定", GAP),
            ("执行担海规定", "执行担保规定", WRONG),
            ("药品安全规定", "食品安全规定", WRONG_WORD),
        ] {
            assert_eq!(distance(typed, meant, 1.6), Some(cost), "{typed}");
        }
        assert_eq!(distance("执行担海规定", "执行担保规定", 0.9), None);
        assert_eq!(distance("执行担保规定", "执行担保规定的解释", 1.6), None);
    }

    #[test]
    fn numbers_are_no_slips_and_words_with_numerals_are() {
        assert_eq!(distance("公司法解释三", "公司法解释四", 2.0), None);
        assert_eq!(distance("公司法解释", "公司法解释四", 2.0), None);
        assert_eq!(distance("刑法修正案一十", "刑法修正案十一", 2.0), None);
        assert_eq!(distance("第式届大会规则", "第七届大会规则", 2.0), None);
        assert_eq!(
            distance("进步加强的意见", "进一步加强的意见", 2.0),
            Some(GAP)
        );
    }
}
