//! Where a pasted passage and the official text differ, word by word.
//!
//! Both are cut into words; the pasted words are laid on the stretch of the official text that fits best, with its
//! two ends free. What does not fit is a [`Difference`]. Punctuation, spaces, width and script are not compared: they
//! change when a text is copied. The work is bounded: a query has at most 512 characters, and only a window of the
//! official text about as long as what was pasted is aligned.

mod align;

use std::collections::HashSet;
use std::ops::Range;

use align::{Step, align, with_ends};

use super::response::{Difference, DifferenceKind, PassageMatch};
use crate::compare::words::{Word, words};
use crate::language::{Aligned, Tokenizer};

/// Words of the official text that are looked at.
const OFFICIAL_WORDS_MAX: usize = 20_000;
/// The share of the pasted characters that has to stand in the official text for the two to be compared.
const SHARE_MIN: f32 = 0.5;

/// Compares a pasted passage with an official text: what of it answers, and where in it, in bytes. `None` where the
/// text does not say the most of it.
pub(super) fn compare(
    tokenizer: &Tokenizer,
    pasted: &str,
    official: &str,
) -> Option<(PassageMatch, Range<usize>)> {
    let (pasted_aligned, official_aligned) = (Aligned::new(pasted), Aligned::new(official));
    let typed = words(tokenizer, &pasted_aligned, usize::MAX);
    let held = words(tokenizer, &official_aligned, OFFICIAL_WORDS_MAX);
    let held = &held[window(&typed, &held)?];
    let steps = with_ends(align(&typed, held), (&typed, pasted), (held, official));
    let first = steps.iter().find_map(|step| step.official)?;
    let last = steps.iter().rev().find_map(|step| step.official)?;
    let fragment = held[first].bytes.start..held[last].bytes.end;
    let differences = differences(&steps, &typed, held, pasted, official, &fragment);
    let all: u32 = typed.iter().map(|word| word.chars).sum();
    let same = steps.iter().filter(|step| step.is_same(&typed, held));
    let same: u32 = same
        .filter_map(|step| Some(typed[step.pasted?].chars))
        .sum();
    let share = same as f32 / all as f32;
    let found = PassageMatch {
        articles: Vec::new(),
        exact: differences.is_empty(),
        share,
        official: official[fragment.clone()].to_owned(),
        differences,
    };
    (share >= SHARE_MIN).then_some((found, fragment))
}

/// The stretch of the official words that holds the most pairs of pasted neighbours.
fn window(typed: &[Word<'_>], held: &[Word<'_>]) -> Option<Range<usize>> {
    let pair = |words: &[Word<'_>]| (words[0].text.to_owned(), words[1].text.to_owned());
    let pairs: HashSet<(String, String)> = typed.windows(2).map(pair).collect();
    let fits: Vec<bool> = held
        .windows(2)
        .map(|two| pairs.contains(&pair(two)))
        .collect();
    if !fits.contains(&true) {
        return None;
    }
    let length = typed.len() + typed.len() / 2 + 8;
    let count = |range: &[bool]| range.iter().filter(|fits| **fits).count();
    let mut inside = count(&fits[..length.min(fits.len())]);
    let (mut best, mut from) = (inside, 0);
    for start in 1..=fits.len().saturating_sub(length) {
        inside += usize::from(fits[start + length - 1]);
        inside -= usize::from(fits[start - 1]);
        if inside > best {
            (best, from) = (inside, start);
        }
    }
    // Of all windows with as many the first was taken: its best part is at its end.
    let to = from + 2 * length;
    Some(from.saturating_sub(length / 2)..to.min(held.len()))
}

/// The stretches of steps that are not the same in both texts, as spans of characters: of what was pasted, and of
/// the official fragment.
fn differences(
    steps: &[Step],
    typed: &[Word<'_>],
    held: &[Word<'_>],
    pasted: &str,
    official: &str,
    fragment: &Range<usize>,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let (mut typed_end, mut held_end) = (0, fragment.start);
    let stretches = steps.chunk_by(|a, b| a.is_same(typed, held) == b.is_same(typed, held));
    for stretch in stretches {
        let typed_bytes = span(stretch.iter().filter_map(|step| Some(&typed[step.pasted?])));
        let held_bytes = span(
            stretch
                .iter()
                .filter_map(|step| Some(&held[step.official?])),
        );
        let kind = match (&typed_bytes, &held_bytes) {
            (Some(_), Some(_)) => DifferenceKind::Replaced,
            (Some(_), None) => DifferenceKind::Added,
            _ => DifferenceKind::Missing,
        };
        let typed_bytes = typed_bytes.unwrap_or(typed_end..typed_end);
        let held_bytes = held_bytes.unwrap_or(held_end..held_end);
        (typed_end, held_end) = (typed_bytes.end, held_bytes.end);
        if stretch.iter().all(|step| step.is_same(typed, held)) {
            continue;
        }
        differences.push(Difference {
            kind,
            pasted: chars(pasted, 0, &typed_bytes),
            pasted_text: pasted[typed_bytes].to_owned(),
            official: chars(official, fragment.start, &held_bytes),
            official_text: official[held_bytes].to_owned(),
        });
    }
    differences
}

fn span<'w, 't: 'w>(words: impl Iterator<Item = &'w Word<'t>>) -> Option<Range<usize>> {
    words
        .map(|word| word.bytes.clone())
        .reduce(|all, next| all.start..next.end)
}

/// A range of bytes as one of characters, counted from a byte on.
fn chars(text: &str, from: usize, bytes: &Range<usize>) -> (u32, u32) {
    let count = |to: usize| text[from..to].chars().count() as u32;
    (count(bytes.start), count(bytes.end))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    const OFFICIAL: &str = "第五条　养犬人应当自取得犬只之日起三十日内，向住所地公安机关申请养犬登记，\
                            领取养犬登记证。禁止饲养烈性犬。";

    fn check(pasted: &str, expected: Expect) {
        let tokenizer = Tokenizer::new();
        let found = compare(&tokenizer, pasted, OFFICIAL);
        let said = found.map_or("nothing".to_owned(), |(found, _)| {
            let one = |difference: &Difference| {
                let of = |text: &str, (from, to): (u32, u32)| -> String {
                    let chars = text.chars().skip(from as usize);
                    chars.take((to - from) as usize).collect()
                };
                assert_eq!(of(pasted, difference.pasted), difference.pasted_text);
                assert_eq!(
                    of(&found.official, difference.official),
                    difference.official_text
                );
                let Difference {
                    kind,
                    pasted_text,
                    official_text,
                    ..
                } = difference;
                format!(" [{kind:?} {pasted_text}→{official_text}]")
            };
            let all: String = found.differences.iter().map(one).collect();
            assert_eq!(found.exact, all.is_empty());
            format!("{}{all}", found.official)
        });
        expected.assert_eq(&said);
    }

    #[test]
    fn the_same_words_are_the_same_whatever_stands_between_them() {
        check(
            "養犬人應當自取得犬只之日起三十日内 向住所地公安机关申请养犬登记",
            expect!["养犬人应当自取得犬只之日起三十日内，向住所地公安机关申请养犬登记"],
        );
    }

    #[test]
    fn words_are_replaced_missing_and_added() {
        check(
            "养犬人应当自取得犬只之日起十五日内，向住所地公安机关申请养犬登记",
            expect![
                "养犬人应当自取得犬只之日起三十日内，向住所地公安机关申请养犬登记 [Replaced 十五→三十]"
            ],
        );
        check(
            "养犬人应当自取得犬只之日起三十日内，向公安机关申请养犬登记，并领取养犬登记证",
            expect![
                "养犬人应当自取得犬只之日起三十日内，向住所地公安机关申请养犬登记，\
                     领取养犬登记证 [Missing →住所地] [Added 并→]"
            ],
        );
    }

    #[test]
    fn words_at_the_ends_are_replaced_within_a_clause_and_otherwise_added() {
        check(
            "养狗人应当自取得犬只之日起三十日内，向住所地公安机关申请养犬登记证",
            expect![
                "养犬人应当自取得犬只之日起三十日内，向住所地公安机关申请养犬登记 [Replaced 养狗→养犬] [Added 证→]"
            ],
        );
    }

    #[test]
    fn another_text_is_not_compared() {
        check(
            "出租汽车经营者应当依法取得经营许可并接受监督检查",
            expect!["nothing"],
        );
        check("", expect!["nothing"]);
    }

    #[test]
    fn the_right_place_of_a_long_text_is_found() {
        let filler = "本条例所称有关部门应当依照职责做好有关工作，并接受监督。".repeat(300);
        let official = format!("{filler}{OFFICIAL}{filler}");
        let pasted = "禁止饲养烈性犬";
        let (found, at) = compare(&Tokenizer::new(), pasted, &official).expect("it is there");
        assert_eq!((found.official.as_str(), found.exact), (pasted, true));
        assert_eq!(&official[at], pasted);
    }
}
