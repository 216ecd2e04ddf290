//! Whether any of a few words stands in a text, whatever its neighbours.

/// A few words, ready to be looked for.
pub(super) struct Sought<'a> {
    words: Vec<&'a str>,
    /// A bit for each first character, at a place that it shares with few.
    firsts: [u64; FIRSTS_WORDS],
}

const FIRSTS_WORDS: usize = 16;

/// Word and bit of a first character. Neighbours in Unicode are apart.
fn place(c: char) -> (usize, u64) {
    let at = c as usize % (FIRSTS_WORDS * 64);
    (at / 64, 1 << (at % 64))
}

impl<'a> Sought<'a> {
    pub(super) fn new(words: impl Iterator<Item = &'a str>) -> Self {
        let words: Vec<&str> = words.collect();
        let mut firsts = [0; FIRSTS_WORDS];
        for (word, bit) in words
            .iter()
            .filter_map(|word| word.chars().next())
            .map(place)
        {
            firsts[word] |= bit;
        }
        Self { words, firsts }
    }

    /// Whether a text may begin with one of the words; one that does is never refused.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| {
            let (word, bit) = place(c);
            self.firsts[word] & bit != 0
        })
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| {
            let (word, bit) = place(c);
            self.firsts[word] & bit != 0 && {
                let rest = &text[at..];
                self.words.iter().any(|word| rest.starts_with(word))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_a_plain_search_says(text in "[一二三四五六七八a鮀]{0,12}", words in prop::collection::vec("[一二三四a鮀]{1,3}", 0..4)) {
            let sought = Sought::new(words.iter().map(String::as_str));
            let plain = words.iter().any(|word| text.contains(word.as_str()));
            prop_assert_eq!(sought.is_in(&text), plain);
            let begins = words.iter().any(|word| text.starts_with(word.as_str()));
            prop_assert!(sought.may_begin(&text) || !begins);
        }
    }
}
