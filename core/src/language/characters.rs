//! One token per character, for the field of exact phrases.
//!
//! Only letters, digits and ideographs are tokens, and their positions are consecutive: a phrase then matches
//! whatever stands between its characters, a line break inside a sentence, a space inserted for layout
//! (`第 一 条`), or `、` for `，`. Texts differ in these by copying, never by meaning. Words that a dictionary
//! would cut differently in another context cannot be missed here.

use super::character::is_searched;
use super::token::Token;

/// The letters, digits and ideographs of a normalised text, one by one, with consecutive positions.
///
/// ```
/// use tongcha::language::characters;
///
/// let found: Vec<_> = characters("第3条、\n罚款").map(|token| token.text).collect();
/// assert_eq!(found, ["第", "3", "条", "罚", "款"]);
/// ```
pub fn characters(normalized: &str) -> impl Iterator<Item = Token<'_>> {
    let searched = normalized.char_indices().filter(|&(_, c)| is_searched(c));
    (0_u32..).zip(searched).map(|(position, (start, c))| {
        let span = start..start + c.len_utf8();
        Token {
            text: &normalized[span.clone()],
            span,
            position,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn supplementary_ideographs_and_marks() {
        let found: Vec<_> = characters("𠀀e\u{301}😀〇")
            .map(|token| token.text)
            .collect();
        assert_eq!(found, ["𠀀", "e", "〇"]);
    }

    proptest! {
        #[test]
        fn every_letter_once_in_order(text in "\\PC*") {
            let joined: String = characters(&text).map(|token| token.text).collect();
            let expected: String = text.chars().filter(|&c| is_searched(c)).collect();
            prop_assert_eq!(joined, expected);
            for (expected, token) in characters(&text).enumerate() {
                prop_assert_eq!(token.position as usize, expected);
                prop_assert_eq!(&text[token.span.clone()], token.text);
            }
        }
    }
}
