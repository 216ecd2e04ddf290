//! Questions with their right answers, as question sets hold them: one JSON object a line.

use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};

/// Bytes of a line at most: what is longer is no question.
const LINE_BYTES_MAX: usize = 1 << 20;

/// A question with its right answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its identifier.
    pub qid: String,
    /// What is asked.
    pub query: String,
    /// Sort of question.
    pub kind: String,
    /// What is to be found.
    pub level: QuestionLevel,
    /// The right answers.
    pub relevant: Vec<Relevant>,
    /// Whether the right answers are one answer under several identifiers, so that one of them found is all found:
    /// documents of the same title cannot be told apart by it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_answer: bool,
    /// Groups that it is counted in besides its kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionLevel {
    /// A document.
    Document,
    /// An article of a document.
    Article,
}

/// A right answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Relevant {
    /// The document.
    pub doc: String,
    /// The article's label (`第十二条`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// Why a question set was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// The set ends early.
    #[error("line {line} cannot be read: {source}")]
    Io {
        /// The line, from 1.
        line: usize,
        /// The cause.
        source: io::Error,
    },
    /// A line is no question.
    #[error("line {line} is no question: {what}")]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// A question without a right answer can only fail.
    #[error("line {line}: question {qid:?} has no right answer")]
    NoAnswer {
        /// The line, from 1.
        line: usize,
        /// The question.
        qid: String,
    },
}

/// The questions of a set; empty lines are passed over.
///
/// # Errors
/// At the first line that is no question, with its number.
pub fn read_questions(reader: impl BufRead) -> Result<Vec<Question>, QuestionError> {
    let mut questions = Vec::new();
    for (at, read) in reader.lines().enumerate() {
        let line = at + 1;
        let text = read.map_err(|source| QuestionError::Io { line, source })?;
        // Editors put a byte order mark before the first line.
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        questions.push(read_line(text, line)?);
    }
    Ok(questions)
}

fn read_line(text: &str, line: usize) -> Result<Question, QuestionError> {
    let malformed = |what: String| QuestionError::Malformed { line, what };
    if text.len() > LINE_BYTES_MAX {
        return Err(malformed(format!("it has {} bytes", text.len())));
    }
    let question: Question = serde_json::from_str(text)
        // serde counts lines of the object, which is one line: only the column says something.
        .map_err(|error| malformed(error.to_string().replace(" at line 1 column", " at column")))?;
    if question.relevant.is_empty() {
        return Err(QuestionError::NoAnswer {
            line,
            qid: question.qid,
        });
    }
    Ok(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"qid":"a","query":"养犬","kind":"topic","level":"article","relevant":[{"doc":"d","article":"第二条"}]}"#;

    #[test]
    fn sets_are_read() {
        let set = format!("\u{feff}{GOOD}\n\n  \n{GOOD}");
        let questions = read_questions(set.as_bytes()).expect("questions");
        assert_eq!(questions.len(), 2);
        assert_eq!(questions[0].level, QuestionLevel::Article);
        let back = serde_json::to_string(&questions[0]).expect("json");
        assert_eq!(back, GOOD);
    }

    #[test]
    fn errors_name_the_line() {
        let check = |line: &str, said: &str| {
            let set = format!("{GOOD}\n\n{line}\n{GOOD}\n");
            let error = read_questions(set.as_bytes()).expect_err(line).to_string();
            assert!(error.starts_with("line 3"), "{error}");
            assert!(error.contains(said), "{error}");
        };
        check("{", "column");
        check("[]", "line 3 is no question");
        check(
            &GOOD.replace("\"kind\"", "\"sort\""),
            "missing field `kind`",
        );
        check(
            &GOOD.replace("\"article\",", "\"part\","),
            "unknown variant",
        );
        check(
            r#"{"qid":"x","query":"q","kind":"k","level":"document","relevant":[]}"#,
            "\"x\" has no right answer",
        );
        let error = read_questions(&b"\xff\xfe\n"[..]).expect_err("no UTF-8");
        assert!(error.to_string().starts_with("line 1 cannot be read"));
    }
}
