//! What the forest may ask of a candidate article.
//!
//! Everything is a number that a person can look up: scores of places, shares of the best candidate's, the text's
//! sort and place, and what answered questions say of it.

use std::collections::HashMap;

use super::Likeness;
use super::memory::{Recalled, Votes};
use crate::engine::{Candidate, Evidence, Measured};

/// The names of the features, in their order: those of the words first, those of the memory last.
pub const FEATURES: [&str; 43] = [
    // The words.
    "score",
    "score_share",
    "rank",
    "text",
    "text_share",
    "context",
    "context_share",
    "title",
    "title_share",
    "meta",
    "text_coverage",
    "coverage",
    "text_words",
    "words",
    "strongest_word",
    "missing_weight",
    "question_words",
    "question_weight",
    "translated",
    "translated_share",
    // What the words are about.
    "likeness",
    "likeness_below",
    "likeness_rank",
    // The text.
    "length",
    "kind_rank",
    "nationwide",
    "over",
    "place_share",
    "place",
    "passages",
    // Its neighbours among the candidates.
    "document_best",
    "share_of_document",
    "document_candidates",
    "document_sum",
    // The memory.
    "votes",
    "votes_share",
    "nearest",
    "document_votes",
    "document_votes_share",
    "document_nearest",
    "answered",
    "document_answered",
    "nearest_question",
];

/// Places beyond this are all late in a text.
const PLACE_MAX: u32 = 50;

/// What candidates are compared by.
pub struct Features<'a> {
    /// The candidates, the best by words first.
    pub candidates: &'a [Candidate],
    /// What the words say to them.
    pub measured: &'a Measured,
    /// What the translations of the words say to them; `None` where there are none.
    pub translated: Option<&'a Measured>,
    /// How like the question they are.
    pub likeness: &'a Likeness,
    /// What answered questions say.
    pub recalled: &'a Recalled,
    /// For each candidate, the place of its article among those that answered questions.
    pub articles: &'a [Option<usize>],
    /// For each candidate, the place of its document among those that answered questions.
    pub documents: &'a [Option<usize>],
}

/// What a document's candidates have in common.
#[derive(Clone, Copy, Default)]
struct Neighbours {
    best: f32,
    sum: f32,
    count: u32,
}

/// The greatest of each that is given as a share.
struct Greatest {
    score: f32,
    text: f32,
    context: f32,
    title: f32,
    translated: f32,
    votes: f32,
    document_votes: f32,
}

impl Features<'_> {
    /// The features of every candidate, in the order of [`FEATURES`].
    pub fn rows(&self) -> Vec<Vec<f32>> {
        let greatest = self.greatest();
        let likeness = self.likeness();
        let mut neighbours: HashMap<(u32, u32), Neighbours> = HashMap::new();
        for candidate in self.candidates {
            let key = (candidate.segment, candidate.ordinal);
            let known = neighbours.entry(key).or_default();
            known.best = known.best.max(candidate.score);
            known.sum += candidate.score;
            known.count += 1;
        }
        (0..self.candidates.len())
            .map(|at| {
                let candidate = &self.candidates[at];
                let near = neighbours[&(candidate.segment, candidate.ordinal)];
                let mut row = Vec::with_capacity(FEATURES.len());
                self.push_words(at, &greatest, &mut row);
                row.extend(likeness[at]);
                push_text(&self.measured.evidence[at], &mut row);
                row.extend([
                    share(near.best, greatest.score),
                    share(candidate.score, near.best),
                    near.count as f32,
                    share(near.sum, greatest.score),
                ]);
                self.push_memory(at, &greatest, &mut row);
                row
            })
            .collect()
    }

    fn push_words(&self, at: usize, greatest: &Greatest, row: &mut Vec<f32>) {
        let evidence = &self.measured.evidence[at];
        let weights = &self.measured.term_weights;
        let all: f32 = weights.iter().sum();
        let terms = weights.len() as f32;
        let weight_of = |set: u64| -> f32 { present(weights, set).sum() };
        let strongest = present(weights, evidence.text_terms).fold(0.0, f32::max);
        let covered = weight_of(evidence.all_terms);
        let score = self.candidates[at].score;
        let translated = self.translated(at);
        row.extend([
            score,
            share(score, greatest.score),
            at as f32,
            evidence.text,
            share(evidence.text, greatest.text),
            evidence.context,
            share(evidence.context, greatest.context),
            evidence.title,
            share(evidence.title, greatest.title),
            evidence.meta,
            share(weight_of(evidence.text_terms), all),
            share(covered, all),
            share(evidence.text_terms.count_ones() as f32, terms),
            share(evidence.all_terms.count_ones() as f32, terms),
            strongest,
            all - covered,
            terms,
            all,
            translated,
            share(translated, greatest.translated),
        ]);
    }

    /// Of each candidate: how like the question it is, how much less so than the most like, and how many are more so.
    fn likeness(&self) -> Vec<[f32; 3]> {
        let of = |candidate: &Candidate| {
            let entry = candidate.article?;
            Some(self.likeness.of(candidate.segment, entry))
        };
        let likeness: Vec<f32> = self
            .candidates
            .iter()
            .map(|candidate| of(candidate).unwrap_or(0.0))
            .collect();
        let mut order: Vec<usize> = (0..likeness.len()).collect();
        order.sort_by(|&one, &other| likeness[other].total_cmp(&likeness[one]));
        let most = order.first().map_or(0.0, |&first| likeness[first]);
        let mut rows = vec![[0.0; 3]; likeness.len()];
        for (rank, &at) in order.iter().enumerate() {
            rows[at] = [likeness[at], most - likeness[at], rank as f32];
        }
        rows
    }

    fn push_memory(&self, at: usize, greatest: &Greatest, row: &mut Vec<f32>) {
        let (article, document) = (self.votes(at), self.document_votes(at));
        let questions = self.recalled.questions as f32;
        row.extend([
            article.sum,
            share(article.sum, greatest.votes),
            article.nearest,
            document.sum,
            share(document.sum, greatest.document_votes),
            document.nearest,
            (article.answered as f32).ln_1p(),
            share(document.answered as f32, questions),
            self.recalled.nearest,
        ]);
    }

    fn translated(&self, at: usize) -> f32 {
        self.translated
            .map_or(0.0, |measured| measured.evidence[at].text)
    }

    fn votes(&self, at: usize) -> Votes {
        let votes = self.articles[at].and_then(|article| self.recalled.articles.get(&article));
        votes.copied().unwrap_or_default()
    }

    fn document_votes(&self, at: usize) -> Votes {
        let votes = self.documents[at].and_then(|document| self.recalled.documents.get(&document));
        votes.copied().unwrap_or_default()
    }

    fn greatest(&self) -> Greatest {
        let most = |value: &dyn Fn(usize) -> f32| {
            (0..self.candidates.len()).map(value).fold(0.0, f32::max)
        };
        let evidence = |at: usize| &self.measured.evidence[at];
        Greatest {
            score: most(&|at| self.candidates[at].score),
            text: most(&|at| evidence(at).text),
            context: most(&|at| evidence(at).context),
            title: most(&|at| evidence(at).title),
            translated: most(&|at| self.translated(at)),
            votes: most(&|at| self.votes(at).sum),
            document_votes: most(&|at| self.document_votes(at).sum),
        }
    }
}

fn push_text(evidence: &Evidence, row: &mut Vec<f32>) {
    row.extend([
        evidence.words as f32,
        f32::from(evidence.kind.rank()),
        f32::from(u8::from(evidence.nationwide)),
        f32::from(u8::from(evidence.over)),
        share(evidence.place as f32, evidence.passages as f32),
        evidence.place.min(PLACE_MAX) as f32,
        evidence.passages as f32,
    ]);
}

/// The weights of the terms of a set.
fn present(weights: &[f32], set: u64) -> impl Iterator<Item = f32> + '_ {
    let is_in = move |term: usize| set >> term & 1 == 1;
    let weights = weights.iter().enumerate();
    weights
        .filter(move |(term, _)| is_in(*term))
        .map(|(_, weight)| *weight)
}

/// A part of a whole; 0 of nothing.
fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
