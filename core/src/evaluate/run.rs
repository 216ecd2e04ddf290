//! Asking: one question as the page would, then deeper for recall.

use std::time::{Duration, Instant};

use super::{Question, QuestionLevel, Ranks, Relevant, Report};
use crate::document::Day;
use crate::query::{Level, QUERY_CHARS_MAX};
use crate::search::{Hit, SIZE_MAX, SearchError, SearchRequest, Searcher};
use crate::structure::parse_article_label;

/// How deep recall is counted.
pub const RECALL_DEPTH: usize = 100;
/// Hits of the first page.
const PAGE: usize = 10;
/// Hits of a failed question that are named.
const FOUND_MAX: usize = 3;

/// How questions are asked.
#[derive(Debug, Clone)]
pub struct EvaluateOptions {
    /// The day at which validity is asked.
    pub as_of: Day,
    /// Whether hits beyond the first page are looked at, for recall@100.
    pub deep: bool,
    /// Take the words as they are: nothing is understood, nothing loosened.
    pub literal: bool,
}

impl Default for EvaluateOptions {
    fn default() -> Self {
        Self {
            as_of: Day::today(),
            deep: true,
            literal: false,
        }
    }
}

/// What a search gave, as far as it decides about success.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// Identifier of the document, label of the article when the hit is one, and title; the best first.
    pub hits: Vec<(String, Option<String>, String)>,
    /// Whether these are the first hundred, not only the first page.
    pub deep: bool,
    /// How long the first page took; `None` when it was not measured.
    pub time: Option<Duration>,
}

/// A question that was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// Where its right answers were found.
    pub ranks: Ranks,
    /// Whether hits beyond the first page were looked at.
    pub deep: bool,
    /// The first hits: identifier, article, title.
    pub found: Vec<(String, Option<String>, String)>,
    /// How long the first page took.
    pub time: Option<Duration>,
    /// Under cross-validation: whether a right answer occurs among the questions that were learned from.
    pub seen: Option<bool>,
}

impl Asked {
    /// A question with what was found.
    pub fn new(question: &Question, hits: &Hits) -> Self {
        let relevant = question.relevant.iter();
        let mut found: Vec<usize> = relevant
            .filter_map(|relevant| {
                hits.hits
                    .iter()
                    .position(|(id, article, _)| answers(id, article.as_deref(), relevant))
            })
            .collect();
        let mut count = question.relevant.len();
        if question.one_answer {
            found = found.into_iter().min().into_iter().collect();
            count = 1;
        }
        Self {
            question: question.clone(),
            ranks: Ranks::new(found, count),
            deep: hits.deep,
            found: hits.hits.iter().take(FOUND_MAX).cloned().collect(),
            time: hits.time,
            seen: None,
        }
    }
}

/// Asks every question once and counts.
///
/// # Errors
/// When a search fails.
pub fn evaluate(
    searcher: &Searcher,
    questions: &[Question],
    options: &EvaluateOptions,
) -> Result<Report, SearchError> {
    let asked: Result<Vec<Asked>, SearchError> = questions
        .iter()
        .map(|question| ask(searcher, question, options))
        .collect();
    Ok(Report::new(asked?))
}

/// Asks one question: the first page as people get it, with all facets, snippets and articles, and only that is
/// timed; then, for recall, what comes after it.
///
/// # Errors
/// When the search fails.
pub fn ask(
    searcher: &Searcher,
    question: &Question,
    options: &EvaluateOptions,
) -> Result<Asked, SearchError> {
    // A pasted passage may be longer than the box takes; people would shorten it.
    let q: String = question.query.chars().take(QUERY_CHARS_MAX).collect();
    let mut request = SearchRequest {
        level: match question.level {
            QuestionLevel::Article => Level::Article,
            QuestionLevel::Document => Level::Document,
        },
        as_of: options.as_of,
        literal: options.literal,
        size: PAGE,
        ..SearchRequest::new(q)
    };
    let begun = Instant::now();
    let first = searcher.search(&request)?;
    let mut hits = Hits {
        hits: first.hits.into_iter().map(found).collect(),
        deep: false,
        time: Some(begun.elapsed()),
    };
    let asked = Asked::new(question, &hits);
    if !options.deep {
        return Ok(asked);
    }
    hits.deep = true;
    let complete = asked.ranks.recall(PAGE) >= 1.0 || first.total.value <= PAGE as u64;
    if !complete {
        request.facets.clear();
        request.size = SIZE_MAX;
        let mut deeper = Vec::with_capacity(RECALL_DEPTH);
        for page in 1..=RECALL_DEPTH.div_ceil(SIZE_MAX) {
            request.page = page;
            deeper.extend(searcher.search(&request)?.hits.into_iter().map(found));
        }
        hits.hits = deeper;
    }
    Ok(Asked::new(question, &hits))
}

fn found(hit: Hit) -> (String, Option<String>, String) {
    let article = hit.article.map(|article| article.label);
    (hit.id, article, hit.title)
}

fn answers(id: &str, article: Option<&str>, relevant: &Relevant) -> bool {
    if id != relevant.doc {
        return false;
    }
    match (&relevant.article, article) {
        (Some(wanted), Some(label)) => {
            let number = parse_article_label(wanted);
            label == wanted || (number.is_some() && number == parse_article_label(label))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(one_answer: bool) -> Question {
        let relevant = |doc: &str, article: Option<&str>| Relevant {
            doc: doc.to_owned(),
            article: article.map(str::to_owned),
        };
        Question {
            qid: "q".to_owned(),
            query: "养犬".to_owned(),
            kind: "topic".to_owned(),
            level: QuestionLevel::Article,
            relevant: vec![relevant("a", Some("第12条")), relevant("b", None)],
            one_answer,
            tags: Vec::new(),
        }
    }

    fn hits() -> Hits {
        let hit =
            |id: &str, article: &str| (id.to_owned(), Some(article.to_owned()), String::new());
        Hits {
            hits: vec![hit("a", "第二条"), hit("a", "第十二条"), hit("b", "第一条")],
            ..Hits::default()
        }
    }

    #[test]
    fn articles_are_compared_by_number() {
        let asked = Asked::new(&question(false), &hits());
        assert_eq!(asked.ranks, Ranks::new(vec![1, 2], 2));
    }

    #[test]
    fn one_answer_under_two_names_is_found_once() {
        let asked = Asked::new(&question(true), &hits());
        assert_eq!(asked.ranks, Ranks::new(vec![1], 1));
    }
}
