//! Pairs of neighbouring characters: by what phrases are found in texts, without a position.
//!
//! A text's words part its letters without gaps, so a pair of neighbours stands inside of a word or across the seam of
//! two. Those that a word begins with are indexed already, with the word; nearly all words have two characters. What is
//! indexed beside words are the others, less than half of all:
//!
//! - A pair stands in a passage where one of its words begins with the pair, or an indexed pair does.
//! - A character stands there where one of its words begins with it, or an indexed pair does: the last character is
//!   indexed alone, as a pair with nothing.
//!
//! So a phrase of one or two characters is told by postings alone; one of more by those of its pairs and, where these
//! do not prove it, by the text (see [`phrase`](super::phrase)). Positions of all characters were a fourth of the index.
//!
//! Phrases that stand in a third of all passages are mostly two words that stand side by side all the time, 人民|政府. Such
//! a seam is indexed with both its words, so that it proves the phrase: 民政, what 人民 has before it, what 政府 has behind
//! it. It still begins with the pair.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language;

/// Words that stand side by side most often, with `|` between them. How they were found is said in the folder; another
/// list needs another [`SCHEMA_VERSION`](super::schema::SCHEMA_VERSION).
static SEAMS: &str = include_str!("../../data/store/seams.txt");

/// Parts what an indexed pair says of the words around it; no text has it as a character that is searched.
const PARTING: &str = "\u{1}";

/// The end of the first word, by both words joined.
static SEAM_OF: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let parted = SEAMS.lines().filter_map(|line| line.split_once('|'));
    parted
        .map(|(one, other)| (format!("{one}{other}"), one.len()))
        .collect()
});

/// Both words of a seam are no longer than this, in bytes: the list has no longer ones.
const SEAM_BYTES_MAX: usize = 24;

/// Calls `visit` with each term to be indexed for the pairs of a text, in parts that are to be joined. `words` are the spans
/// of its words, in bytes and in their order.
pub(super) fn for_each_pair(text: &str, words: &[(u32, u32, u32)], mut visit: impl FnMut(&[&str])) {
    let span = |at: usize| {
        let word = words.get(at);
        word.map(|&(start, end, _)| start as usize..end as usize)
    };
    let mut at = 0;
    let mut characters = language::characters(text).peekable();
    while let Some(one) = characters.next() {
        while span(at).is_some_and(|word| word.end <= one.span.start) {
            at += 1;
        }
        let Some(other) = characters.peek() else {
            visit(&[one.text]);
            return;
        };
        let Some(word) = span(at) else {
            visit(&[one.text, other.text]);
            continue;
        };
        // Side by side also in bytes: a mark between two letters would keep the word from beginning with the pair.
        let are_side_by_side = one.span.end == other.span.start;
        if are_side_by_side && word.start == one.span.start && other.span.end <= word.end {
            continue;
        }
        let behind = span(at + 1).filter(|behind| {
            let is_seam = word.end == one.span.end && behind.start == other.span.start;
            is_seam && are_side_by_side && is_frequent(text, word.clone(), behind.clone())
        });
        match behind {
            Some(behind) => visit(&[
                one.text,
                other.text,
                PARTING,
                &text[word.start..one.span.start],
                PARTING,
                &text[other.span.end..behind.end],
            ]),
            None => visit(&[one.text, other.text]),
        }
    }
}

fn is_frequent(text: &str, one: Range<usize>, other: Range<usize>) -> bool {
    other.end - one.start <= SEAM_BYTES_MAX
        && SEAM_OF.get(&text[one.start..other.end]) == Some(&(one.end - one.start))
}

/// Whether an indexed term proves a phrase whose characters before and behind the pair are these: it has them in its words.
pub(super) fn proves(term: &str, before: &str, behind: &str) -> bool {
    let mut parts = term.split(PARTING).skip(1);
    match (parts.next(), parts.next()) {
        (Some(has_before), Some(has_behind)) => {
            has_before.ends_with(before) && has_behind.starts_with(behind)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::language::Tokenizer;
    use proptest::prelude::*;

    fn pairs(text: &str) -> Vec<String> {
        let words = Tokenizer::new().tokens(text);
        let spans = words.iter().map(|word| {
            let (start, end) = (word.span.start as u32, word.span.end as u32);
            (start, end, word.position)
        });
        let mut pairs = Vec::new();
        for_each_pair(text, &spans.collect::<Vec<_>>(), |parts| {
            pairs.push(parts.concat())
        });
        pairs
    }

    #[test]
    fn only_what_no_word_begins_with_is_indexed() {
        assert_eq!(pairs("养犬登记。收容"), ["犬登", "记收", "容"]);
        assert_eq!(
            pairs("第二百八十六条"),
            ["第二", "百八", "八十", "十六", "六条", "条"]
        );
        assert_eq!(pairs("条"), ["条"]);
        assert!(pairs("。").is_empty());
    }

    #[test]
    fn a_frequent_seam_proves_what_lies_in_its_words() {
        let kept = pairs("人民政府");
        let term = &kept[0];
        assert!(term.starts_with("民政"));
        assert!(proves(term, "人", "府"));
        assert!(proves(term, "", "府"));
        assert!(proves(term, "", ""));
        assert!(!proves(term, "国人", "府"));
        assert!(!proves(term, "", "府办"));
        assert!(
            !proves("民政", "", ""),
            "a pair says nothing of what is around it"
        );
    }

    #[test]
    fn the_list_has_two_words_a_line() {
        for line in SEAMS.lines() {
            let (one, other) = line.split_once('|').expect("two words");
            assert!(one.len() + other.len() <= SEAM_BYTES_MAX, "{line}");
            assert_eq!(language::normalize(line), line);
        }
        assert!(!SEAM_OF.is_empty());
    }

    proptest! {
        #[test]
        fn words_and_pairs_tell_every_pair_and_every_character(text in "([应当依法登记二百第条a1e\u{301} 、]|\\PC){0,24}") {
            let text = language::normalize(&text);
            let characters: Vec<&str> = language::characters(&text).map(|token| token.text).collect();
            let words = Tokenizer::new().tokens(&text);
            let kept = pairs(&text);
            let told = |wanted: &str| {
                words.iter().any(|word| word.text.starts_with(wanted)) || kept.iter().any(|pair| pair.starts_with(wanted))
            };
            let there: BTreeSet<String> = characters.windows(2).map(|pair| pair.concat()).collect();
            for one in &characters {
                let begins = words.iter().any(|word| word.text.starts_with(one));
                prop_assert!(begins || kept.iter().any(|pair| pair.starts_with(one)), "{one}");
                for other in &characters {
                    let pair = format!("{one}{other}");
                    prop_assert_eq!(told(&pair), there.contains(&pair), "{}", pair);
                }
            }
        }
    }
}
