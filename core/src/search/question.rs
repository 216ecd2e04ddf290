//! Questions in plain words: their candidate articles are ranked again by all evidence, where the generation has
//! learned from answered questions.
//!
//! Names and numbers are found by what they say; only what names nothing is a question. A pasted text may look like
//! one: the passage that says it word for word is lifted to the front afterwards.

use std::collections::HashSet;

use super::request::{MatchMode, SearchRequest};
use super::searcher::{SearchError, Searcher};
use crate::engine::{Answer, Candidate, Engine, EngineError};
use crate::language::{self, Tokenizer};
use crate::learned::{Ranking, Recollection};
use crate::query::understand::{Context, Understanding, ends_in_form};
use crate::query::{Level, Piece, Plan, PlanRequest, Query, Sort, is_question};

/// Articles that are ranked again.
const RANKED_MAX: usize = 250;
/// Characters from which on a query for documents that asks nothing in its words is about a matter, whose articles decide.
/// Shorter ones are looked for in titles first.
const QUESTION_CHARS_MIN: usize = 9;

/// Characters without a gap from which on colloquial words tell a situation; fewer name a matter.
const SITUATION_CHARS_MIN: usize = 6;

/// A question with what answered ones say to it.
pub(crate) struct Question<'a> {
    ranking: &'a Ranking,
    recollection: Recollection,
}

impl<'a> Question<'a> {
    /// The question that a query is, if it is one.
    pub(crate) fn of(
        ranking: &'a Ranking,
        understanding: &Understanding,
        request: &SearchRequest,
        tokenizer: &Tokenizer,
    ) -> Option<Self> {
        if !asks(understanding, request, tokenizer) {
            return None;
        }
        Some(Self {
            ranking,
            recollection: ranking.recollect(&request.q, tokenizer),
        })
    }

    /// The same with another recollection: for learning.
    pub(crate) fn with(ranking: &'a Ranking, recollection: Recollection) -> Self {
        Self {
            ranking,
            recollection,
        }
    }

    /// Asks a plan for what the ranking needs.
    pub(crate) fn add_to(&self, request: &mut PlanRequest) {
        request.remembered = self.ranking.beyond_words(&self.recollection);
        match request.level {
            Level::Article => request.candidates_max = request.candidates_max.max(RANKED_MAX),
            Level::Document => request.articles_max = RANKED_MAX,
        }
    }

    /// The articles of an answer that are to be ranked again, the best by words first.
    pub(crate) fn articles(&self, level: Level, answer: &Answer) -> Vec<Candidate> {
        let mut articles: Vec<Candidate> = match level {
            Level::Article => answer.candidates.iter().take(RANKED_MAX).cloned().collect(),
            Level::Document => Vec::new(),
        };
        let known: HashSet<_> = articles.iter().map(address).collect();
        let others = answer.articles.iter();
        articles.extend(
            others
                .filter(|other| !known.contains(&address(other)))
                .cloned(),
        );
        articles
    }

    /// The features of these articles.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn rows(
        &self,
        engine: &dyn Engine,
        plan: &Plan,
        articles: &[Candidate],
    ) -> Result<Vec<Vec<f32>>, EngineError> {
        self.ranking
            .rows(engine, plan, &self.recollection, articles)
    }

    /// Whether similar questions were answered with this article, or with an article of this document.
    pub(crate) fn answered_by(&self, candidate: &Candidate) -> bool {
        self.ranking.is_remembered(&self.recollection, candidate)
    }

    /// Orders an answer by all evidence.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn order(
        &self,
        engine: &dyn Engine,
        plan: &Plan,
        answer: &mut Answer,
    ) -> Result<(), EngineError> {
        let articles = self.articles(plan.level, answer);
        let ranked = self
            .ranking
            .rank(engine, plan, &self.recollection, articles)?;
        let rest = std::mem::take(&mut answer.candidates);
        answer.candidates = match plan.level {
            Level::Article => merged(ranked, rest),
            Level::Document => merged(documents_of(&ranked, &rest, plan.passages_max), rest),
        };
        Ok(())
    }
}

impl Searcher {
    /// The candidate articles of a question with their features, as if `recollection` were all that is remembered.
    pub(crate) fn question_rows(
        &self,
        query: &str,
        ranking: &Ranking,
        recollection: Recollection,
    ) -> Result<(Vec<Candidate>, Vec<Vec<f32>>), SearchError> {
        let held = self.held();
        let request = SearchRequest {
            level: Level::Article,
            facets: Vec::new(),
            ..SearchRequest::new(query)
        };
        let context = Context {
            catalogue: &held.catalogue,
            as_of: request.as_of,
            ignored: &request.ignored,
        };
        let (_, understanding, _) = self.understood(&request, context)?;
        let engine = held.engine.as_ref();
        let question = Question::with(ranking, recollection);
        let (plan, answer, _) = self.answer(
            engine,
            &understanding,
            Some(&question),
            false,
            &request,
            None,
        )?;
        let articles = question.articles(request.level, &answer);
        let rows = question.rows(engine, &plan, &articles)?;
        Ok((articles, rows))
    }
}

fn asks(understanding: &Understanding, request: &SearchRequest, tokenizer: &Tokenizer) -> bool {
    let is_plain = !request.literal
        && request.mode == MatchMode::Smart
        && request.sort == Sort::Relevance
        && request.order.is_none()
        && understanding.named.is_empty();
    is_plain
        && match request.level {
            Level::Article => is_words(&understanding.query),
            // Who names a place, an organ or a sort wants its documents, not what answers elsewhere.
            Level::Document => {
                understanding.preferences.is_empty()
                    && is_words(&understanding.query)
                    && (longest(&understanding.query) >= QUESTION_CHARS_MIN
                        || is_question(&request.q, tokenizer)
                        || tells_a_situation(understanding))
            }
        }
}

/// Whether a query tells a situation in colloquial words, and so asks what the law says of it: 商家不给开发票. What ends as
/// titles do is looked for in them.
pub(super) fn tells_a_situation(understanding: &Understanding) -> bool {
    let mut pieces = pieces(&understanding.query);
    !understanding.expansions.is_empty()
        && longest(&understanding.query) >= SITUATION_CHARS_MIN
        && !pieces.any(|piece| ends_in_form(&piece.text))
}

fn pieces(query: &Query) -> impl Iterator<Item = &Piece> {
    let clauses = query.clauses.iter();
    clauses.flat_map(|clause| &clause.alternatives)
}

/// Whether a query is plain words, without syntax.
fn is_words(query: &Query) -> bool {
    let plain = query.clauses.iter().all(|clause| {
        let pieces = clause.alternatives.as_slice();
        let [piece] = pieces else { return false };
        !clause.negated && !piece.phrase && piece.field.is_none()
    });
    plain && !query.clauses.is_empty()
}

/// The characters of the longest piece.
fn longest(query: &Query) -> usize {
    let length = |piece: &Piece| language::characters(&piece.text).count();
    pieces(query).map(length).max().unwrap_or(0)
}

fn address(candidate: &Candidate) -> (u32, u32, Option<u32>) {
    (candidate.segment, candidate.ordinal, candidate.article)
}

/// What is named, then the others by all evidence, each of them no later than [`latest`] says of its place by words.
fn merged(ranked: Vec<Candidate>, by_words: Vec<Candidate>) -> Vec<Candidate> {
    let (named, by_words): (Vec<_>, Vec<_>) = by_words
        .into_iter()
        .partition(|candidate| candidate.named_by.is_some());
    let mut merged = named;
    let first = merged.len();
    let mut known: HashSet<_> = merged.iter().map(address).collect();
    let mut ranked = ranked.into_iter();
    let mut due = by_words.into_iter().enumerate().peekable();
    loop {
        while due
            .next_if(|(_, next)| known.contains(&address(next)))
            .is_some()
        {}
        let place = merged.len() - first;
        let next = match due.next_if(|(by_words, _)| latest(*by_words) <= place) {
            Some((_, due)) => Some(due),
            None => ranked
                .by_ref()
                .find(|next| !known.contains(&address(next)))
                .or_else(|| due.next().map(|(_, left)| left)),
        };
        let Some(next) = next else {
            return merged;
        };
        known.insert(address(&next));
        merged.push(next);
    }
}

/// The place at the latest of what stands at this place by words alone; both from 0.
///
/// What was learned was learned from the questions of one source, and need not hold elsewhere: of 260 everyday questions
/// the first page had the answers of about as many by all evidence as by words, but not of the same ones. So three of its
/// ten are the best by words. Where what was learned holds, this costs next to nothing (ARCHITECTURE, Learning from answered questions).
fn latest(by_words: usize) -> usize {
    3 * by_words + 3
}

/// The documents of ranked articles, in the order of their best ones, which they show.
fn documents_of(ranked: &[Candidate], known: &[Candidate], shown_max: usize) -> Vec<Candidate> {
    let mut documents: Vec<Candidate> = Vec::new();
    for article in ranked {
        let is_it = |document: &&mut Candidate| {
            (document.segment, document.ordinal) == (article.segment, article.ordinal)
        };
        match documents.iter_mut().find(is_it) {
            Some(document) if document.passages.len() < shown_max => {
                document.passages.extend(&article.passages);
            }
            Some(_) => {}
            None => {
                let address = (article.segment, article.ordinal, None);
                let found = known.iter().find(|known| self::address(known) == address);
                documents.push(Candidate {
                    article: None,
                    passages: article.passages.clone(),
                    score: found.map_or(article.score, |found| found.score),
                    named_by: found.and_then(|found| found.named_by),
                    ..*article
                });
            }
        }
    }
    // What is named outright is first anyway.
    documents.retain(|document| document.named_by.is_none());
    documents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::CandidatePassage;
    use crate::query::IdentifierField;

    fn article(ordinal: u32, entry: u32) -> Candidate {
        Candidate {
            ordinal,
            article: Some(entry),
            passages: vec![CandidatePassage { entry, score: 1.0 }],
            ..Candidate::default()
        }
    }

    fn document(ordinal: u32) -> Candidate {
        Candidate {
            ordinal,
            ..Candidate::default()
        }
    }

    #[test]
    fn documents_come_in_the_order_of_their_best_articles() {
        let ranked = [
            article(7, 70),
            article(3, 31),
            article(7, 72),
            article(7, 73),
        ];
        let rest = vec![document(3), document(9)];
        let documents = documents_of(&ranked, &rest, 2);
        let shown: Vec<u32> = documents[0].passages.iter().map(|p| p.entry).collect();
        assert_eq!(shown, [70, 72]);
        let order: Vec<u32> = merged(documents, rest).iter().map(|c| c.ordinal).collect();
        assert_eq!(order, [7, 3, 9]);
    }

    #[test]
    fn the_best_by_words_stay_near_and_what_is_named_is_first() {
        let by_words: Vec<Candidate> = (0..8).map(document).collect();
        let ranked: Vec<Candidate> = (10..20).map(document).collect();
        let order = |by_words: &[Candidate]| -> Vec<u32> {
            let merged = merged(ranked.clone(), by_words.to_vec());
            merged.iter().map(|c| c.ordinal).collect()
        };
        let all = order(&by_words);
        assert_eq!(all[..10], [10, 11, 12, 0, 13, 14, 1, 15, 16, 2]);
        assert_eq!(all.len(), 18, "nothing is lost");
        let mut named = by_words;
        named[5].named_by = Some(IdentifierField::Id);
        assert_eq!(order(&named)[..6], [5, 10, 11, 12, 0, 13]);
    }

    #[test]
    fn words_are_questions_and_syntax_is_not() {
        let tokenizer = Tokenizer::new();
        let asks = |text: &str, level: Level| {
            let understanding = Understanding {
                query: Query::parse(text).expect("short enough"),
                ..Understanding::default()
            };
            let request = SearchRequest {
                level,
                ..SearchRequest::new(text)
            };
            asks(&understanding, &request, &tokenizer)
        };
        assert!(asks("公司拖欠工资怎么办", Level::Document));
        assert!(!asks("拖欠工资", Level::Document));
        assert!(asks("欠薪找谁", Level::Document));
        assert!(asks("拖欠工资", Level::Article));
        assert!(!asks("公司拖欠工资怎么办 -仲裁", Level::Document));
        assert!(!asks("\"公司拖欠工资怎么办\"", Level::Article));
    }
}
