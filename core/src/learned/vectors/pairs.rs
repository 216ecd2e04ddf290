//! The pairs of neighbouring characters of a text, as numbers.

use crate::language;

/// Every pair of neighbouring characters of a text, once, in ascending order; a character that stands alone is a pair
/// with nothing.
pub(crate) fn distinct_pairs(text: &str) -> Vec<u64> {
    let mut pairs = Vec::with_capacity(text.len() / 3);
    for_each_pair(&language::normalize(text), |pair| pairs.push(pair));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The same of a normalized text, each time they occur and in their order.
pub(crate) fn for_each_pair(normalized: &str, mut visit: impl FnMut(u64)) {
    // The character before, where nothing stands between, and whether it was in a pair already.
    let mut before: Option<(u64, usize, bool)> = None;
    for one in language::characters(normalized) {
        let code = code(one.text);
        let joined = match before {
            Some((other, end, _)) if end == one.span.start => {
                visit((other << 32) | code);
                true
            }
            Some((other, _, false)) => {
                visit(other << 32);
                false
            }
            _ => false,
        };
        before = Some((code, one.span.end, joined));
    }
    if let Some((other, _, false)) = before {
        visit(other << 32);
    }
}

/// A character without its marks, which say little.
fn code(character: &str) -> u64 {
    character.chars().next().map_or(0, u64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(text: &str) -> u64 {
        let mut codes = text.chars().map(u64::from);
        (codes.next().unwrap_or(0) << 32) | codes.next().unwrap_or(0)
    }

    #[test]
    fn pairs_end_at_punctuation() {
        let mut pairs = Vec::new();
        for_each_pair("养犬的，犬", |pair| pairs.push(pair));
        assert_eq!(pairs, ["养犬", "犬的", "犬"].map(pair));
        assert_eq!(distinct_pairs("犬犬犬"), [pair("犬犬")]);
        assert!(distinct_pairs("，。").is_empty());
    }

    #[test]
    fn spellings_of_one_text_have_the_same_pairs() {
        assert_eq!(distinct_pairs("ＡＢ"), distinct_pairs("ab"));
    }
}
