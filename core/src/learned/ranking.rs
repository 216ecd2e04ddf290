//! Ranks candidate articles again by all evidence, with what was learned.

use std::collections::HashMap;

use super::{
    Features, Forest, Lessons, Likeness, Memory, Recalled, TextVectors, Translation, Translations,
};
use crate::engine::{Candidate, Engine, EngineError};
use crate::language::Tokenizer;
use crate::query::{Plan, PlanTerm, Scope, TermKind, TextScope};

/// Articles about the matter of a question that are ranked whatever their words.
const NEAREST_MAX: usize = 100;

/// What was learned, bound to the generation whose articles it ranks.
pub struct Ranking {
    memory: Memory,
    translations: Translations,
    vectors: TextVectors,
    forest: Forest,
    /// Where each article of the memory is in this generation, if it is held.
    addresses: Vec<Option<(u32, u32)>>,
    /// The article of the memory at an address.
    articles: HashMap<(u32, u32), usize>,
    /// The document of the memory at a segment and ordinal.
    documents: HashMap<(u32, u32), usize>,
}

/// A question, with what answered ones say to it.
#[derive(Debug, Clone, Default)]
pub struct Recollection {
    /// What similar questions say.
    pub recalled: Recalled,
    /// The words of statutes that its words translate into.
    pub translations: Vec<Translation>,
    /// How like it the passages are.
    pub likeness: Likeness,
}

impl Ranking {
    /// Binds lessons to a generation, of whose passages these are the vectors.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn new(
        lessons: &Lessons,
        vectors: TextVectors,
        engine: &dyn Engine,
    ) -> Result<Self, EngineError> {
        let memory = Memory::new(&lessons.questions);
        let mut ranking = Self {
            addresses: addresses(&memory, engine)?,
            memory,
            translations: lessons.translations.clone(),
            vectors,
            forest: lessons.forest.clone(),
            articles: HashMap::new(),
            documents: HashMap::new(),
        };
        for (article, address) in ranking.addresses.iter().enumerate() {
            let Some((segment, entry)) = *address else {
                continue;
            };
            ranking.articles.insert((segment, entry), article);
            if let Some(ordinal) = engine.document_at(segment, entry) {
                let document = ranking.memory.document_of(article);
                ranking.documents.insert((segment, ordinal), document);
            }
        }
        Ok(ranking)
    }

    /// How many questions are remembered.
    pub fn questions(&self) -> usize {
        self.memory.questions()
    }

    /// What answered questions say to this one.
    pub fn recollect(&self, query: &str, tokenizer: &Tokenizer) -> Recollection {
        self.recollect_but(query, tokenizer, &self.translations, &self.vectors, |_| {
            false
        })
    }

    /// The same with other translations and vectors, and as if some questions had never been asked: for learning.
    pub fn recollect_but(
        &self,
        query: &str,
        tokenizer: &Tokenizer,
        translations: &Translations,
        vectors: &TextVectors,
        forget: impl Fn(usize) -> bool,
    ) -> Recollection {
        let terms = Memory::terms(query, tokenizer);
        let words: Vec<&str> = terms.iter().filter_map(|term| Memory::word(term)).collect();
        Recollection {
            recalled: self.memory.recall(&terms, forget),
            translations: translations.of(&words),
            likeness: vectors.likeness(query),
        }
    }

    /// Articles that are candidates whatever their words, by segment and entry: those that answered similar questions,
    /// and those that are about the same matter.
    pub fn beyond_words(&self, recollection: &Recollection) -> Vec<(u32, u32)> {
        let voted = recollection.recalled.articles.iter();
        let voted = voted.filter(|(_, votes)| votes.sum > 0.0);
        let mut addresses: Vec<(u32, u32)> = voted
            .filter_map(|(article, _)| self.addresses[*article])
            .collect();
        addresses.extend(recollection.likeness.nearest(NEAREST_MAX));
        addresses.sort_unstable();
        addresses.dedup();
        addresses
    }

    /// Whether similar questions were answered with this article, or with an article of this document.
    pub fn is_remembered(&self, recollection: &Recollection, candidate: &Candidate) -> bool {
        let recalled = &recollection.recalled;
        let votes = match candidate.article {
            Some(entry) => {
                let article = self.articles.get(&(candidate.segment, entry));
                article.and_then(|article| recalled.articles.get(article))
            }
            None => {
                let document = self.documents.get(&(candidate.segment, candidate.ordinal));
                document.and_then(|document| recalled.documents.get(document))
            }
        };
        votes.is_some_and(|votes| votes.sum > 0.0)
    }

    /// The features of candidates, which are articles, the best by words first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn rows(
        &self,
        engine: &dyn Engine,
        plan: &Plan,
        recollection: &Recollection,
        candidates: &[Candidate],
    ) -> Result<Vec<Vec<f32>>, EngineError> {
        // What scores nothing is no evidence.
        let terms = plan.terms.iter().filter(|term| term.weight > 0.0);
        let terms: Vec<PlanTerm> = terms.cloned().collect();
        let measured = engine.measure(&terms, plan.as_of, candidates)?;
        let translations: Vec<PlanTerm> = recollection
            .translations
            .iter()
            .map(|translation| PlanTerm {
                kind: TermKind::Word(translation.word.clone()),
                scope: Scope::Text(TextScope::Body),
                weight: translation.share,
            })
            .collect();
        let translated = match translations.is_empty() {
            true => None,
            false => Some(engine.measure(&translations, plan.as_of, candidates)?),
        };
        let article = |candidate: &Candidate| {
            let entry = candidate.article?;
            self.articles.get(&(candidate.segment, entry)).copied()
        };
        let document = |candidate: &Candidate| {
            let address = (candidate.segment, candidate.ordinal);
            self.documents.get(&address).copied()
        };
        let features = Features {
            candidates,
            measured: &measured,
            translated: translated.as_ref(),
            recalled: &recollection.recalled,
            likeness: &recollection.likeness,
            articles: &candidates.iter().map(article).collect::<Vec<_>>(),
            documents: &candidates.iter().map(document).collect::<Vec<_>>(),
        };
        Ok(features.rows())
    }

    /// Orders candidates, which are articles, the best by words first, by all evidence.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn rank(
        &self,
        engine: &dyn Engine,
        plan: &Plan,
        recollection: &Recollection,
        candidates: Vec<Candidate>,
    ) -> Result<Vec<Candidate>, EngineError> {
        let rows = self.rows(engine, plan, recollection, &candidates)?;
        let values = self.forest.values(&rows).into_iter();
        let mut ranked: Vec<(f32, Candidate)> = values.zip(candidates).collect();
        // Stable: what the forest cannot tell apart stays as the words have it.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(ranked.into_iter().map(|(_, candidate)| candidate).collect())
    }
}

/// Where the articles of a memory are. Those of a document are looked up together.
fn addresses(memory: &Memory, engine: &dyn Engine) -> Result<Vec<Option<(u32, u32)>>, EngineError> {
    let articles = memory.articles();
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|&article| &articles[article]);
    let sorted: Vec<(String, String)> = order.iter().map(|&at| articles[at].clone()).collect();
    let mut addresses = vec![None; articles.len()];
    for (&article, address) in order.iter().zip(engine.addresses(&sorted)?) {
        addresses[article] = address;
    }
    Ok(addresses)
}
