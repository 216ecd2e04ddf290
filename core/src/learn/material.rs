//! What there is to learn from: the questions, with what is worked out of each once.

use std::collections::{BTreeMap, BTreeSet};

use super::folds::{folds, groups};
use crate::document::Day;
use crate::engine::{Engine, EngineError};
use crate::evaluate::{Question, QuestionLevel};
use crate::language::{self, Tokenizer};
use crate::learned::{AnsweredQuestion, Memory, Pair};
use crate::query::{PlanTerm, Scope, TERMS_MAX, TermKind, TextScope};
use crate::structure::parse_article_label;

/// Questions that can teach something: of articles, at least one of which is held.
pub(super) struct Material {
    pub questions: Vec<Question>,
    /// As the memory keeps them.
    pub answered: Vec<AnsweredQuestion>,
    /// Where the articles of each are: segment and entry.
    pub addresses: Vec<Vec<(u32, u32)>>,
    /// The words of each and of its articles.
    pub pairs: Vec<Pair>,
    pub groups: Vec<usize>,
    pub folds: Vec<usize>,
    /// How telling each word of their articles is.
    weights: BTreeMap<String, f32>,
    /// How many questions cannot teach anything.
    pub left_out: usize,
}

impl Material {
    pub(super) fn new(
        questions: &[Question],
        engine: &dyn Engine,
        tokenizer: &Tokenizer,
        fold_count: usize,
    ) -> Result<Self, EngineError> {
        let mut material = Self {
            questions: Vec::new(),
            answered: Vec::new(),
            addresses: Vec::new(),
            pairs: Vec::new(),
            groups: Vec::new(),
            folds: Vec::new(),
            weights: BTreeMap::new(),
            left_out: 0,
        };
        for question in questions {
            let answers = answers_of(question);
            let addresses: Vec<(u32, u32)> =
                engine.addresses(&answers)?.into_iter().flatten().collect();
            if addresses.is_empty() {
                material.left_out += 1;
                continue;
            }
            let terms = Memory::terms(&question.query, tokenizer);
            let words = terms.iter().filter_map(|term| Memory::word(term));
            let mut pair = Pair {
                question: words.map(str::to_owned).collect(),
                answer: BTreeSet::new(),
            };
            for &(segment, entry) in &addresses {
                let text = language::normalize(&engine.text(segment, entry)?);
                tokenizer.for_each_token(&text, |token| {
                    pair.answer.insert(token.text.to_owned());
                });
            }
            material.questions.push(question.clone());
            material.answered.push(AnsweredQuestion { terms, answers });
            material.addresses.push(addresses);
            material.pairs.push(pair);
        }
        let terms: Vec<Vec<String>> = material
            .answered
            .iter()
            .map(|answered| pairs_of_characters(&answered.terms))
            .collect();
        material.groups = groups(&terms);
        let qids: Vec<&str> = material.questions.iter().map(|q| q.qid.as_str()).collect();
        material.folds = folds(&material.groups, &qids, fold_count);
        material.weights = weights(&material.pairs, engine)?;
        Ok(material)
    }

    /// Whether two questions have an answer in common.
    pub(super) fn shares_answer(&self, one: usize, other: usize) -> bool {
        let its = &self.addresses[other];
        self.addresses[one]
            .iter()
            .any(|address| its.contains(address))
    }

    /// How telling a word of statutes is.
    pub(super) fn weight(&self, word: &str) -> f32 {
        self.weights.get(word).copied().unwrap_or(0.0)
    }
}

/// The articles that answer a question, as document and address.
fn answers_of(question: &Question) -> Vec<(String, String)> {
    if question.level != QuestionLevel::Article {
        return Vec::new();
    }
    let articles = question.relevant.iter().filter_map(|relevant| {
        let number = parse_article_label(relevant.article.as_deref()?)?;
        Some((relevant.doc.clone(), number.anchor()))
    });
    articles.collect()
}

fn pairs_of_characters(terms: &[String]) -> Vec<String> {
    let pairs = terms.iter().filter(|term| Memory::word(term).is_none());
    pairs.cloned().collect()
}

/// How telling the words of articles are, from the index.
fn weights(pairs: &[Pair], engine: &dyn Engine) -> Result<BTreeMap<String, f32>, EngineError> {
    let words: BTreeSet<&String> = pairs.iter().flat_map(|pair| &pair.answer).collect();
    let words: Vec<&String> = words.into_iter().collect();
    let mut weights = BTreeMap::new();
    for some in words.chunks(TERMS_MAX) {
        let terms: Vec<PlanTerm> = some
            .iter()
            .map(|word| PlanTerm {
                kind: TermKind::Word((*word).clone()),
                scope: Scope::Text(TextScope::Body),
                weight: 1.0,
            })
            .collect();
        let measured = engine.measure(&terms, Day::today(), &[])?;
        let owned = some.iter().map(|word| (*word).clone());
        weights.extend(owned.zip(measured.term_weights));
    }
    Ok(weights)
}
