//! The citations of a text by sentence, those that stand side by side together.

use crate::life::{Sentence, sentences};
use crate::structure::{Citation, citations};

/// Characters between two citations of one run at most.
const BETWEEN_CHARS_MAX: usize = 160;

/// A citation with its byte range in the text.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub citation: Citation,
    pub start: usize,
    /// Where the words that name end; a bracket behind them says what the text goes on to call it.
    pub named_end: usize,
    pub end: usize,
}

/// Citations of one sentence that stand side by side.
#[derive(Debug)]
pub(super) struct Run<'t> {
    pub sentence: Sentence<'t>,
    /// The number of the sentence in the text, from 0.
    pub ordinal: usize,
    pub cited: Vec<Placed>,
    /// The words of the sentence before the first.
    pub before: &'t str,
    /// The words of the sentence behind the last.
    pub behind: &'t str,
}

/// Every run of a text, in its order.
pub(super) fn runs(text: &str) -> Vec<Run<'_>> {
    let mut placed = place(text).into_iter().peekable();
    let mut found = Vec::new();
    for (ordinal, sentence) in sentences(text).enumerate() {
        let end = sentence.start + sentence.text.len();
        let mut cited: Vec<Placed> = Vec::new();
        while let Some(next) = placed.next_if(|next| next.start < end) {
            let apart = cited
                .last()
                .is_some_and(|last| !side_by_side(&text[last.end..next.start]));
            if apart {
                found.push(run(text, sentence, ordinal, std::mem::take(&mut cited)));
            }
            cited.push(next);
        }
        if !cited.is_empty() {
            found.push(run(text, sentence, ordinal, cited));
        }
    }
    found
}

fn run<'t>(text: &'t str, sentence: Sentence<'t>, ordinal: usize, cited: Vec<Placed>) -> Run<'t> {
    let sentence_end = sentence.start + sentence.text.len();
    let first = cited
        .first()
        .map_or(sentence.start, |one| one.start)
        .max(sentence.start);
    let last = cited
        .last()
        .map_or(sentence_end, |one| one.end)
        .min(sentence_end);
    Run {
        before: &text[sentence.start..first],
        // A title may hold a 。 of its own: then the sentence ended inside the run.
        behind: text.get(last..sentence_end).unwrap_or(""),
        sentence,
        ordinal,
        cited,
    }
}

/// Citations with bytes for characters.
fn place(text: &str) -> Vec<Placed> {
    let mut bytes = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .enumerate();
    let mut byte_of = |char_at: usize| {
        let found = bytes.find(|(at, _)| *at == char_at);
        found.map_or(text.len(), |(_, byte)| byte)
    };
    let mut placed = Vec::new();
    let mut last = None;
    for citation in citations(text).list {
        // Citations never overlap, so that one walk over the text is enough; one may begin where another ends.
        let start = match last {
            Some((at, byte)) if at == citation.from => byte,
            _ => byte_of(citation.from),
        };
        let named_end = byte_of(citation.named_to);
        let end = match citation.to == citation.named_to {
            true => named_end,
            false => byte_of(citation.to),
        };
        last = Some((citation.to, end));
        placed.push(Placed {
            citation,
            start,
            named_end,
            end,
        });
    }
    placed
}

/// Whether the words between two citations only join them: 、 和 以及, notes in brackets.
fn side_by_side(between: &str) -> bool {
    if between.chars().count() > BETWEEN_CHARS_MAX {
        return false;
    }
    let mut depth = 0_u32;
    let outside: String = between
        .chars()
        .filter(|c| match c {
            '（' | '(' | '〔' | '[' => {
                depth += 1;
                false
            }
            '）' | ')' | '〕' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    let joints = [
        "、", "，", "以及", "和", "及", "与", "或者", "或", "同时", " ", "\u{3000}", "等", "的",
    ];
    let mut rest = outside.as_str();
    while let Some(shorter) = joints.iter().find_map(|joint| rest.strip_prefix(joint)) {
        rest = shorter;
    }
    rest.is_empty() || is_provenance(rest) || !outside.contains('，') && is_made_then(rest)
}

/// 和本院一九五四年十二月所发: who made the next document stands before the year.
fn is_made_then(words: &str) -> bool {
    let made = ["所发", "所发的", "发布的", "公布的", "印发的", "颁布的"];
    words.contains('年')
        && made.iter().any(|word| words.ends_with(word))
        && !words.contains(['。', '；', '：'])
}

/// 2007年10月25日发布的: who made the next document, and when.
fn is_provenance(words: &str) -> bool {
    let made = [
        "发布的",
        "公布的",
        "通过的",
        "批准的",
        "制定的",
        "印发的",
        "颁布的",
        "施行的",
        "修正的",
        "修订的",
        "修改的",
    ];
    let dated = words.starts_with(|c: char| c.is_ascii_digit() || "原一二〇○".contains(c));
    dated && made.iter().any(|word| words.ends_with(word)) && !words.contains(['。', '；', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_with_their_makers_are_one_run() {
        let text =
            "原政务院一九五四年三月所发《甲办法》和本院一九五四年十二月所发《乙规定》都同时废止。";
        assert_eq!(runs(text).len(), 1);
    }

    #[test]
    fn citations_side_by_side_are_one_run() {
        let text =
            "根据《甲法》、《乙法》和《丙法》（以下简称丙法）的规定，参照《丁法》，制定本办法。";
        let runs = runs(text);
        let sizes: Vec<usize> = runs.iter().map(|run| run.cited.len()).collect();
        assert_eq!(sizes, [3, 1]);
        assert_eq!(runs[0].before, "根据");
        assert!(runs[0].behind.starts_with("的规定"));
        for run in &runs {
            for one in &run.cited {
                assert!(text[one.start..one.end].starts_with('《'));
            }
        }
    }
}
