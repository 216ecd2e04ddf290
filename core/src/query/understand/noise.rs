//! Words of asking around what is asked for: 请问, 全文, pdf下载, 是哪年发布的.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::reader::Reader;
use super::{Effect, InterpretationKind};

/// The words of `core/data/lexicon/fillers.tsv`.
struct Fillers {
    /// Whether they are words of asking before anything, not only before a name.
    before: HashMap<String, bool>,
    after: HashSet<String>,
    inside: HashSet<String>,
    chars_max: usize,
}

static FILLERS: LazyLock<Fillers> =
    LazyLock::new(|| Fillers::from_tsv(include_str!("../../../data/lexicon/fillers.tsv")));

impl Fillers {
    fn from_tsv(tsv: &'static str) -> Self {
        let lines = || {
            tsv.lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once('\t'))
        };
        let verbs: Vec<&str> = lines()
            .filter(|(place, _)| *place == "verb")
            .map(|(_, verb)| verb)
            .collect();
        let words = |place: &str| -> HashSet<String> {
            lines()
                .filter(|(at, _)| *at == place)
                .flat_map(|(_, words)| match words.contains("{verb}") {
                    true => verbs
                        .iter()
                        .map(|verb| words.replace("{verb}", verb))
                        .collect(),
                    false => vec![words.to_owned()],
                })
                .collect()
        };
        let mut fillers = Self {
            before: words("before name")
                .into_iter()
                .map(|word| (word, false))
                .chain(words("before").into_iter().map(|word| (word, true)))
                .collect(),
            // The 的 at the end may be taken off before the words are looked at.
            after: words("after name")
                .into_iter()
                .flat_map(|word| [word.trim_end_matches('的').to_owned(), word])
                .collect(),
            inside: words("inside"),
            chars_max: 0,
        };
        let all = fillers
            .before
            .keys()
            .chain(&fillers.after)
            .chain(&fillers.inside);
        fillers.chars_max = all.map(|words| words.chars().count()).max().unwrap_or(0);
        fillers
    }
}

/// Words of asking at an end of the query.
pub(super) struct Filler {
    pub(super) chars: Range<usize>,
    /// Whether they are so only where a name is what is asked for.
    pub(super) of_name: bool,
}

/// The words of asking at both ends of the unread, from the outside inwards; all of it never.
pub(super) fn around(reader: &Reader<'_>) -> Vec<Filler> {
    let unread = reader.line.unread();
    let chars: Vec<char> = unread.text.chars().collect();
    let (mut from, mut to) = (0, chars.len());
    // What is loose beside a filler goes with it, so that nothing but the name is left.
    let (mut outer_from, mut outer_to) = (0, chars.len());
    let mut found: Vec<Filler> = Vec::new();
    let (mut first, mut last) = (None, None);
    loop {
        while from < to && is_loose(chars[from], true) {
            from += 1;
        }
        while from < to && is_loose(chars[to - 1], false) {
            to -= 1;
        }
        let longest = FILLERS.chars_max.min((to - from).saturating_sub(1));
        let text = |range: Range<usize>| -> String { chars[range].iter().collect() };
        let before = (1..=longest)
            .rev()
            .find_map(|length| Some((length, FILLERS.before.get(&text(from..from + length))?)));
        if let Some((length, always)) = before {
            from += length;
            first = Some(found.len());
            found.push(Filler {
                chars: outer_from..from,
                of_name: !always,
            });
            outer_from = from;
            continue;
        }
        let after = (1..=longest).rev().find(|length| {
            let words = text(to - length..to);
            let enclosed = words
                .strip_prefix('（')
                .and_then(|words| words.strip_suffix('）'));
            FILLERS.after.contains(enclosed.unwrap_or(&words))
        });
        let Some(length) = after else {
            break;
        };
        to -= length;
        last = Some(found.len());
        found.push(Filler {
            chars: to..outer_to,
            of_name: true,
        });
        outer_to = to;
    }
    if let Some(filler) = first.and_then(|at: usize| found.get_mut(at)) {
        filler.chars.end = from;
    }
    if let Some(filler) = last.and_then(|at: usize| found.get_mut(at)) {
        filler.chars.start = to;
    }
    for filler in &mut found {
        filler.chars = unread.place(filler.chars.clone());
    }
    found
}

/// Characters between fillers that belong to nothing: punctuation, and the 的 that joins them to a name.
fn is_loose(c: char, at_front: bool) -> bool {
    let bracket = match at_front {
        true => "《〈（〔\"'",
        false => "》〉）〕\"'",
    };
    c == '的' || !(c.is_alphanumeric() || bracket.contains(c))
}

/// Takes the question words out of what is left to look for, wherever they stand; all of it never.
pub(super) fn inside(reader: &mut Reader<'_>) {
    if !reader.wants(InterpretationKind::Filler) {
        return;
    }
    let mut line = reader.line.clone();
    let mut found = Vec::new();
    for token in line.tokens() {
        let mut at = token.start;
        while at < token.end {
            let longest = FILLERS.chars_max.min(token.end - at);
            let hit = (2..=longest)
                .rev()
                .find(|length| FILLERS.inside.contains(&line.text(at..at + length)));
            match hit {
                Some(length) => {
                    found.push(at..at + length);
                    at += length;
                }
                None => at += 1,
            }
        }
    }
    for range in &found {
        line.drop(range.clone());
    }
    if !line.is_used_up() {
        for range in found {
            drop_filler(reader, range);
        }
    }
}

/// Takes words of asking out, and says so.
pub(super) fn drop_filler(reader: &mut Reader<'_>, range: Range<usize>) {
    let text = reader.line.text(range.clone());
    reader.line.drop(range.clone());
    reader.chip(InterpretationKind::Filler, text, range, true, Effect::Says);
}
