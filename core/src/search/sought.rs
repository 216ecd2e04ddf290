//! Where any of a few words stands in a text, whatever its neighbours.

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
        self.each_in(text).next().is_some()
    }

    /// Where the words stand, by place: the byte, and which word it is.
    pub(super) fn each_in(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let begins = text.char_indices().filter(|&(_, c)| {
            let (word, bit) = place(c);
            self.firsts[word] & bit != 0
        });
        begins.flat_map(|(at, _)| {
            let rest = &text[at..];
            let words = self.words.iter().enumerate();
            let here = words.filter(move |(_, word)| rest.starts_with(**word));
            here.map(move |(word, _)| (at, word))
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
            let each: Vec<_> = sought.each_in(&text).collect();
            let held = |at: usize, word: usize| text.get(at..).is_some_and(|rest| rest.starts_with(words[word].as_str()));
            let everywhere = (0..text.len()).flat_map(|at| (0..words.len()).map(move |word| (at, word)));
            prop_assert_eq!(each, everywhere.filter(|&(at, word)| held(at, word)).collect::<Vec<_>>());
            let begins = words.iter().any(|word| text.starts_with(word.as_str()));
            prop_assert!(sought.may_begin(&text) || !begins);
        }
    }
}
