//! Every character to one character: width, compatibility forms, case, traditional forms, punctuation.
//!
//! One for one, so that the alignment to the original needs no more than the places where the number of bytes
//! changes. What would become several characters (㈠, ㎡, …) therefore stays as it is.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::{punctuation, traditional};

/// The normal form of a text; see [`normalized`], which does not copy what is normal already.
///
/// ```
/// use tongcha::language::normalize;
///
/// assert_eq!(normalize("國發[２０２０]8号"), "国发〔2020〕8号");
/// ```
pub fn normalize(text: &str) -> String {
    normalized(text).into_owned()
}

/// The normal form of a text, borrowed where nothing changes. It has as many characters as the text, and
/// normalising again changes nothing.
pub fn normalized(text: &str) -> Cow<'_, str> {
    let table = &*TABLE;
    let mut normal = String::new();
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let to = table.get(c);
        if to != c {
            if normal.is_empty() {
                normal.reserve(text.len());
            }
            normal.push_str(&text[copied..at]);
            normal.push(to);
            copied = at + c.len_utf8();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    normal.push_str(&text[copied..]);
    Cow::Owned(normal)
}

/// The normal form of one character.
pub fn normalize_char(c: char) -> char {
    TABLE.get(c)
}

/// The normal form of every character, computed once: a look-up is some ten times cheaper than asking for
/// the decomposition, the case and the traditional form of every character of a corpus.
pub(super) struct Table {
    /// By code point, for the basic plane; [`ELSEWHERE`] where the normal form is outside of it.
    basic: Vec<u16>,
    /// What has its normal form, or is itself, outside the basic plane, and changes.
    other: HashMap<char, char>,
}

/// A surrogate is no character, so no normal form is written like this.
const ELSEWHERE: u16 = 0xD800;

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// Where characters are that have another normal form: the first three planes, and tags. The rest of a million is
/// ideographs of their own, free or private, and looking at them one by one was a third of a cold start.
const LETTERED: [RangeInclusive<char>; 2] = ['\0'..='\u{2ffff}', '\u{e0000}'..='\u{e0fff}'];

impl Table {
    fn new() -> Self {
        let traditional = traditional::table();
        let mut table = Self {
            basic: (0..=u16::MAX).collect(),
            other: HashMap::new(),
        };
        for c in LETTERED.into_iter().flatten() {
            let to = fixpoint(c, &traditional);
            match (table.basic.get_mut(c as usize), u16::try_from(to as u32)) {
                (Some(entry), Ok(unit)) => *entry = unit,
                (Some(entry), Err(_)) => {
                    *entry = ELSEWHERE;
                    table.other.insert(c, to);
                }
                (None, _) if to != c => {
                    table.other.insert(c, to);
                }
                (None, _) => {}
            }
        }
        table
    }

    #[inline]
    pub(super) fn get(&self, c: char) -> char {
        match self.basic.get(c as usize) {
            Some(&unit) if unit != ELSEWHERE => char::from_u32(u32::from(unit)).unwrap_or(c),
            _ => self.other.get(&c).copied().unwrap_or(c),
        }
    }

    /// What changes, in the order of characters, for the fingerprint. Only where something is written down: a million
    /// characters, asked one by one, were a tenth of a cold start.
    pub(super) fn entries(&self) -> impl Iterator<Item = (char, char)> {
        let mut elsewhere: Vec<char> = self.other.keys().copied().collect();
        elsewhere.retain(|&c| c > '\u{ffff}');
        elsewhere.sort_unstable();
        ('\0'..='\u{ffff}')
            .chain(elsewhere)
            .map(|c| (c, self.get(c)))
            .filter(|(from, to)| from != to)
    }
}

/// One step may enable the next (Ｋ → K → k), so steps are taken until nothing changes. Bounded, because a
/// cycle in the tables must not hang; a test shows that none is there.
fn fixpoint(c: char, traditional: &HashMap<char, char>) -> char {
    let mut current = c;
    for _ in 0..8 {
        let next = step(current, traditional);
        if next == current {
            break;
        }
        current = next;
    }
    current
}

fn step(c: char, traditional: &HashMap<char, char>) -> char {
    // Before the compatibility forms, which would make something else of ´ or ː, and after them, because they
    // make ASCII of full-width punctuation.
    let c = punctuation::canonical(c);
    let c = punctuation::canonical(only(std::iter::once(c).nfkc()).unwrap_or(c));
    let c = only(c.to_lowercase()).unwrap_or(c);
    traditional.get(&c).copied().unwrap_or(c)
}

/// The item of an iterator that has exactly one.
fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: Expect) {
        expected.assert_eq(&normalize(text));
    }

    #[test]
    fn no_character_is_passed_over() {
        let traditional = traditional::table();
        let table = Table::new();
        for c in '\0'..=char::MAX {
            assert_eq!(table.get(c), fixpoint(c, &traditional), "{c:?}");
        }
    }

    #[test]
    fn what_changes_is_listed_in_order() {
        let table = Table::new();
        let all = ('\0'..=char::MAX).map(|c| (c, table.get(c)));
        assert!(table.entries().eq(all.filter(|(from, to)| from != to)));
    }

    #[test]
    fn width_case_and_compatibility() {
        check("ＡＢＣ１２３％＋．", expect!["abc123%+."]);
        check("GB/T 9704—２０１２", expect!["gb/t 9704-2012"]);
        check("①Ⅳ㎡㈠…", expect!["1ⅳ㎡㈠…"]);
        check("Straße Ünal", expect!["straße ünal"]);
        check("⼀⽅", expect!["一方"]);
    }

    #[test]
    fn traditional_characters() {
        check(
            "著作權法與關於後續徵收的規定",
            expect!["著作权法与关于后续征收的规定"],
        );
        check("乾县、於潜镇、鮀莲街道", expect!["乾县、于潜镇、𬶍莲街道"]);
    }

    #[test]
    fn punctuation_forms() {
        check(
            "国发[2020]8号 【2020】 ﹝2020﹞",
            expect!["国发〔2020〕8号 〔2020〕 〔2020〕"],
        );
        check("“甲”「乙」‘丙’", expect![[r#""甲""乙"'丙'"#]]);
        check("(一),；:<<办法>>", expect!["（一），；：《《办法》》"]);
        check("2010－2020—−–", expect!["2010-2020---"]);
        check("买买提·艾力•阿・卜", expect!["买买提·艾力·阿·卜"]);
        check(
            "甲\u{3000}乙\u{a0}丙\t丁\r\n\u{200b}",
            expect!["甲 乙 丙 丁 \n "],
        );
        check("二○○八年", expect!["二〇〇八年"]);
    }

    #[test]
    fn ordinary_text_is_not_copied() {
        let text = "第一条 为了规范行政处罚的设定和实施，根据宪法，制定本法（2021年）。";
        assert!(matches!(normalized(text), Cow::Borrowed(_)));
    }

    #[test]
    fn no_character_needs_a_second_pass() {
        for (from, to) in TABLE.entries() {
            assert_eq!(TABLE.get(to), to, "{from:?} → {to:?}");
        }
    }

    proptest! {
        #[test]
        fn one_for_one_and_idempotent(text in any::<String>()) {
            let normal = normalize(&text);
            prop_assert_eq!(normal.chars().count(), text.chars().count());
            prop_assert_eq!(normalize(&normal), normal);
        }
    }
}
