//! Asks questions with known answers and says how often the answer is on the first page.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::Deserialize;
use tongcha::query::Level;
use tongcha::structure::parse_article_label;
use tongcha::{SearchRequest, Searcher};

use crate::latency::Latencies;

/// A question with its right answers, in the format of the question sets.
#[derive(Debug, Clone, Deserialize)]
pub struct Question {
    /// Its identifier.
    pub qid: String,
    /// What is asked.
    pub query: String,
    /// Sort of question.
    pub kind: String,
    /// `document` or `article`.
    pub level: String,
    /// The right answers: any of them will do.
    pub relevant: Vec<Relevant>,
}

/// A right answer.
#[derive(Debug, Clone, Deserialize)]
pub struct Relevant {
    /// The document.
    pub doc: String,
    /// The article's label.
    pub article: Option<String>,
}

/// How often questions of one kind were answered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Success {
    /// Questions.
    pub asked: usize,
    /// Answered by the first hit.
    pub at_1: usize,
    /// Answered by one of the first ten.
    pub at_10: usize,
}

/// The result of a question set.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// By kind of question.
    pub kinds: BTreeMap<String, Success>,
    /// Times of the searches.
    pub latencies: Latencies,
    /// Questions that no hit of the first ten answers.
    pub failures: Vec<String>,
}

/// Questions of a file.
///
/// # Errors
/// When it cannot be read or a line is no question.
pub fn questions(path: &Path) -> Result<Vec<Question>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Asks every question once, as the page would: all facets, snippets and articles.
///
/// # Errors
/// When a search fails.
pub fn evaluate(searcher: &Searcher, questions: &[Question]) -> Result<Evaluation> {
    let mut evaluation = Evaluation::default();
    for question in questions {
        let level = if question.level == "article" {
            Level::Article
        } else {
            Level::Document
        };
        // A pasted passage may be longer than the box takes; people would shorten it.
        let q: String = question
            .query
            .chars()
            .take(tongcha::query::QUERY_CHARS_MAX)
            .collect();
        let request = SearchRequest {
            level,
            ..SearchRequest::new(q)
        };
        let begun = Instant::now();
        let answer = searcher.search(&request)?;
        evaluation.latencies.push(begun.elapsed());
        let rank = answer.hits.iter().position(|hit| {
            question
                .relevant
                .iter()
                .any(|relevant| answers(hit, relevant))
        });
        let success = evaluation.kinds.entry(question.kind.clone()).or_default();
        success.asked += 1;
        success.at_1 += usize::from(rank == Some(0));
        success.at_10 += usize::from(rank.is_some());
        if rank.is_none() {
            let first = answer
                .hits
                .first()
                .map_or("nothing", |hit| hit.title.as_str());
            let wanted = question
                .relevant
                .first()
                .map_or("", |relevant| relevant.doc.as_str());
            evaluation.failures.push(format!(
                "{} [{}] {} → {first}, wanted {wanted}",
                question.qid, question.kind, question.query
            ));
        }
    }
    Ok(evaluation)
}

fn answers(hit: &tongcha::search::Hit, relevant: &Relevant) -> bool {
    if hit.id != relevant.doc {
        return false;
    }
    match (&relevant.article, &hit.article) {
        (Some(wanted), Some(article)) => {
            let number = parse_article_label(wanted);
            article.label == *wanted
                || (number.is_some() && number == parse_article_label(&article.label))
        }
        _ => true,
    }
}

impl Evaluation {
    /// All kinds together.
    pub fn overall(&self) -> Success {
        self.kinds
            .values()
            .fold(Success::default(), |all, kind| Success {
                asked: all.asked + kind.asked,
                at_1: all.at_1 + kind.at_1,
                at_10: all.at_10 + kind.at_10,
            })
    }

    /// A table of the kinds.
    pub fn table(&self) -> String {
        let mut table = String::from(
            "| kind | questions | success@1 | success@10 |\n| --- | ---: | ---: | ---: |\n",
        );
        let rows = self
            .kinds
            .iter()
            .map(|(kind, success)| (kind.as_str(), *success));
        for (kind, success) in rows.chain([("all", self.overall())]) {
            let share = |count: usize| count as f64 / success.asked.max(1) as f64;
            table.push_str(&format!(
                "| {kind} | {} | {:.3} | {:.3} |\n",
                success.asked,
                share(success.at_1),
                share(success.at_10)
            ));
        }
        table
    }
}
