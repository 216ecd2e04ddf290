//! From question sets to what is asked over HTTP.

use std::collections::BTreeMap;
use std::fmt::Write;

use tongcha::evaluate::{Question, QuestionLevel};

/// Requests of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// What is asked for: `first page: title_exact`.
    pub name: String,
    /// Paths, percent-encoded.
    pub paths: Vec<String>,
}

/// First pages by kind of question, then completions, then documents and articles that answer; at most `each_max` of
/// every sort, taken evenly over the set.
pub fn by_kind(questions: &[Question], each_max: usize) -> Vec<Asking> {
    let mut kinds: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
    for question in questions {
        kinds.entry(&question.kind).or_default().push(question);
    }
    let first_page = |question: &&Question| {
        let level = match question.level {
            QuestionLevel::Document => "",
            QuestionLevel::Article => "&level=article",
        };
        format!("/api/v1/search?q={}{level}", encode(&question.query))
    };
    let mut all: Vec<Asking> = kinds
        .iter()
        .map(|(kind, questions)| Asking {
            name: format!("first page: {kind}"),
            paths: evenly(questions.iter().map(first_page).collect(), each_max),
        })
        .collect();
    let typed = |question: &Question| {
        let chars = question.query.chars();
        let beginning: String = chars.take(4).collect();
        format!("/api/v1/suggest?q={}", encode(&beginning))
    };
    let answers = || {
        questions
            .iter()
            .filter_map(|question| question.relevant.first())
    };
    let others = [
        ("suggest", questions.iter().map(typed).collect::<Vec<_>>()),
        (
            "document",
            answers()
                .map(|answer| format!("/api/v1/documents/{}", encode(&answer.doc)))
                .collect(),
        ),
        (
            "article",
            answers()
                .map(|answer| format!("/api/v1/documents/{}/articles/1", encode(&answer.doc)))
                .collect(),
        ),
        (
            "result page (HTML)",
            questions
                .iter()
                .map(|question| format!("/search?q={}", encode(&question.query)))
                .collect(),
        ),
    ];
    all.extend(others.into_iter().map(|(name, paths)| Asking {
        name: name.to_owned(),
        paths: evenly(paths, each_max),
    }));
    all
}

fn evenly(paths: Vec<String>, max: usize) -> Vec<String> {
    let step = paths.len().div_ceil(max.max(1)).max(1);
    paths.into_iter().step_by(step).collect()
}

/// A text for a path or query: everything but letters, digits and `-._~` as `%XX`.
pub fn encode(text: &str) -> String {
    text.bytes().fold(
        String::with_capacity(text.len() * 3),
        |mut encoded, byte| {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    encoded.push(char::from(byte));
                }
                // Writing to a string cannot fail.
                _ => drop(write!(encoded, "%{byte:02X}")),
            }
            encoded
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_encoded_for_paths() {
        assert_eq!(encode("条 a&1"), "%E6%9D%A1%20a%261");
    }

    #[test]
    fn a_sample_is_even_and_bounded() {
        let paths = (0..100).map(|at| at.to_string()).collect();
        assert_eq!(evenly(paths, 4), ["0", "25", "50", "75"]);
        assert_eq!(evenly(vec!["only".to_owned()], 4), ["only"]);
    }
}
