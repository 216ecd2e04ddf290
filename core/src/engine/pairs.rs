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
//! Common phrases are words that stand one after another all the time, 人民|政府. Where the words at a seam begin such a run,
//! the pair is indexed with its longest: 民政, what the first word has before it, what the run has behind it. It still begins
//! with the pair, it proves the phrases that lie in it, and it tells that others do not stand there.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::language;
use crate::language::character::is_searched;

/// Runs of words, with `|` between them; what begins a run is one, too. How they were found is said in the folder; another
/// list needs another [`SCHEMA_VERSION`](super::schema::SCHEMA_VERSION).
static RUNS: &str = include_str!("../../data/store/runs.txt");

/// Parts what an indexed pair says of the words around it; no text has it as a character that is searched.
const PARTING: &str = "\u{1}";

/// The runs, their words joined. That the same characters may be cut otherwise does no harm: they are those characters.
/// Asked at every second word of all texts, and what is in it is ours: the quick hash may be used.
static KNOWN: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| RUNS.lines().map(|run| run.replace('|', "")).collect());

/// The words of a text by their spans, in bytes and in their order; with positions, which do not matter here.
pub(super) type Words = [(u32, u32, u32)];

/// Calls `visit` with each term to be indexed for the pairs of a text, in parts that are to be joined.
pub(super) fn for_each_pair(text: &str, words: &Words, mut visit: impl FnMut(&[&str])) {
    let mut at = 0;
    let mut characters = language::characters(text).peekable();
    while let Some(one) = characters.next() {
        while span(words, at).is_some_and(|word| word.end <= one.span.start) {
            at += 1;
        }
        let Some(other) = characters.peek() else {
            visit(&[one.text]);
            return;
        };
        let Some(word) = span(words, at).filter(|_| one.span.end == other.span.start) else {
            visit(&[one.text, other.text]);
            continue;
        };
        if word.start == one.span.start && other.span.end <= word.end {
            // The word tells it.
            continue;
        }
        let is_seam = word.end == one.span.end;
        match is_seam.then(|| run_end(text, words, at)).flatten() {
            Some(end) => visit(&[
                one.text,
                other.text,
                PARTING,
                &text[word.start..one.span.start],
                PARTING,
                &text[other.span.end..end],
            ]),
            None => visit(&[one.text, other.text]),
        }
    }
}

fn span(words: &Words, at: usize) -> Option<Range<usize>> {
    let word = words.get(at);
    word.map(|&(start, end, _)| start as usize..end as usize)
}

/// Where the longest known run ends that a word begins; `None` where it begins none.
fn run_end(text: &str, words: &Words, first: usize) -> Option<usize> {
    let Range { start, mut end } = span(words, first)?;
    let mut known = None;
    for at in first + 1.. {
        let Some(next) = span(words, at).filter(|next| next.start == end) else {
            break;
        };
        if !KNOWN.contains(&text[start..next.end]) {
            break;
        }
        end = next.end;
        known = Some(end);
    }
    known
}

/// What a term says of a phrase around one of its pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// That the phrase stands there.
    All,
    /// Nothing against it.
    Part,
    /// That something else stands there.
    Otherwise,
}

/// What an indexed term, or a word, that begins with a pair says of the phrase that has this before the pair and this behind
/// it.
pub(super) fn told(term: &str, before: &str, behind: &str) -> Told {
    let mut parts = term.split(PARTING);
    let pair = parts.next().unwrap_or_default();
    let (has_before, has_behind) = match (parts.next(), parts.next()) {
        (Some(has_before), Some(has_behind)) => (has_before, has_behind),
        _ => (
            "",
            pair.char_indices().nth(2).map_or("", |(at, _)| &pair[at..]),
        ),
    };
    if has_before.ends_with(before) && has_behind.starts_with(behind) {
        return Told::All;
    }
    // A mark that is not searched may stand between the letters of a word.
    let is_plain = || {
        term.split(PARTING)
            .all(|part| part.chars().all(is_searched))
    };
    let agrees = (has_before.ends_with(before) || before.ends_with(has_before))
        && (has_behind.starts_with(behind) || behind.starts_with(has_behind));
    if agrees || !is_plain() {
        Told::Part
    } else {
        Told::Otherwise
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
    fn a_frequent_run_tells_what_lies_in_it() {
        let kept = pairs("人民政府");
        let term = &kept[0];
        assert!(term.starts_with("民政"));
        for (before, behind, expected) in [
            ("人", "府", Told::All),
            ("", "", Told::All),
            ("国人", "府办", Told::Part),
            ("居", "府", Told::Otherwise),
            ("人", "局", Told::Otherwise),
        ] {
            assert_eq!(told(term, before, behind), expected, "{before}民政{behind}");
        }
        assert_eq!(
            told("民政", "人", "府"),
            Told::Part,
            "a pair says no more than itself"
        );
        assert_eq!(
            told("民政局", "", "局"),
            Told::All,
            "a word tells what it has"
        );
        assert_eq!(told("民政局", "", "府"), Told::Otherwise);
    }

    #[test]
    fn what_begins_a_run_is_one() {
        for run in RUNS.lines() {
            assert_eq!(language::normalize(run), run);
            if let Some((begin, _)) = run
                .rsplit_once('|')
                .filter(|(begin, _)| begin.contains('|'))
            {
                assert!(KNOWN.contains(&begin.replace('|', "")), "{run}");
            }
        }
        assert!(KNOWN.len() > 1000);
    }

    proptest! {
        #[test]
        fn words_and_pairs_tell_every_pair_and_every_character(text in "([应当依法登记二百第条a1e\u{301} 、]|\\PC){0,24}") {
            let text = language::normalize(&text);
            let characters: Vec<&str> = language::characters(&text).map(|token| token.text).collect();
            let words = Tokenizer::new().tokens(&text);
            let kept = pairs(&text);
            let is_told = |wanted: &str| {
                words.iter().any(|word| word.text.starts_with(wanted)) || kept.iter().any(|pair| pair.starts_with(wanted))
            };
            let there: BTreeSet<String> = characters.windows(2).map(|pair| pair.concat()).collect();
            for one in &characters {
                let begins = words.iter().any(|word| word.text.starts_with(one));
                prop_assert!(begins || kept.iter().any(|pair| pair.starts_with(one)), "{one}");
                for other in &characters {
                    let pair = format!("{one}{other}");
                    prop_assert_eq!(is_told(&pair), there.contains(&pair), "{}", pair);
                }
            }
        }
    }
}
