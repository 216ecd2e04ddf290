//! The memory of answered questions: which articles answered those that are like this one.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::language;

/// A question with the articles that answered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredQuestion {
    /// Its words and its pairs of neighbouring characters, each once.
    pub terms: Vec<String>,
    /// The articles, as document and address.
    pub answers: Vec<(String, String)>,
}

/// The similar questions that are looked at.
const SIMILAR_MAX: usize = 40;
/// Questions that share less than this are about something else.
const SIMILARITY_MIN: f32 = 0.02;

/// Answered questions, ready to be asked.
#[derive(Debug, Default)]
pub struct Memory {
    /// The articles of all answers, and the document of each by its place in `documents`.
    articles: Vec<(String, String)>,
    document_of: Vec<usize>,
    documents: Vec<String>,
    questions: Vec<Remembered>,
    /// By term: the questions that have it, and how much of each it makes up.
    postings: HashMap<String, Vec<(u32, f32)>>,
    /// By term: how telling it is.
    weights: HashMap<String, f32>,
    /// How many questions each article, and each document, answered.
    article_counts: Vec<u32>,
    document_counts: Vec<u32>,
}

#[derive(Debug)]
struct Remembered {
    articles: Vec<usize>,
    documents: Vec<usize>,
}

/// What similar questions say of an article or of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Votes {
    /// The votes of all similar questions, the more similar the more.
    pub sum: f32,
    /// The similarity of the most similar one.
    pub nearest: f32,
    /// How many questions it answered, similar or not.
    pub answered: u32,
}

/// What the memory says to a question.
#[derive(Debug, Clone, Default)]
pub struct Recalled {
    /// By article: place in [`Memory::articles`].
    pub articles: BTreeMap<usize, Votes>,
    /// By document: place in [`Memory::documents`].
    pub documents: BTreeMap<usize, Votes>,
    /// The similarity of the most similar question of all.
    pub nearest: f32,
    /// How many questions were remembered.
    pub questions: usize,
}

impl Memory {
    /// A memory of these questions.
    pub fn new(questions: &[AnsweredQuestion]) -> Self {
        let mut memory = Self::default();
        let mut article_places: HashMap<&(String, String), usize> = HashMap::new();
        let mut document_places: HashMap<&str, usize> = HashMap::new();
        let mut frequencies: HashMap<&str, u32> = HashMap::new();
        for question in questions {
            let mut remembered = Remembered {
                articles: Vec::new(),
                documents: Vec::new(),
            };
            for answer in &question.answers {
                let next = document_places.len();
                let document = *document_places.entry(&answer.0).or_insert(next);
                if document == next {
                    memory.documents.push(answer.0.clone());
                    memory.document_counts.push(0);
                }
                let next = article_places.len();
                let article = *article_places.entry(answer).or_insert(next);
                if article == next {
                    memory.articles.push(answer.clone());
                    memory.document_of.push(document);
                    memory.article_counts.push(0);
                }
                if !remembered.articles.contains(&article) {
                    remembered.articles.push(article);
                    memory.article_counts[article] += 1;
                }
                if !remembered.documents.contains(&document) {
                    remembered.documents.push(document);
                    memory.document_counts[document] += 1;
                }
            }
            memory.questions.push(remembered);
            for term in &question.terms {
                *frequencies.entry(term).or_default() += 1;
            }
        }
        let all = questions.len() as f32;
        for (term, frequency) in frequencies {
            let weight = (all / frequency as f32).ln();
            memory.weights.insert(term.to_owned(), weight);
        }
        for (place, question) in questions.iter().enumerate() {
            let length = memory.length(&question.terms);
            for term in &question.terms {
                let share = memory.weights[term] / length;
                let postings = memory.postings.entry(term.clone()).or_default();
                postings.push((place as u32, share));
            }
        }
        memory
    }

    /// The terms of a question: its words, marked as such, and its pairs of characters, each once.
    pub fn terms(query: &str, tokenizer: &language::Tokenizer) -> Vec<String> {
        let normal = language::normalize(query);
        let mut terms: Vec<String> = Vec::new();
        let mut add = |term: String| {
            if !terms.contains(&term) {
                terms.push(term);
            }
        };
        tokenizer.for_each_token(&normal, |token| add(format!("={}", token.text)));
        let characters: Vec<&str> = language::characters(&normal)
            .map(|character| character.text)
            .collect();
        for pair in characters.windows(2) {
            add(pair.concat());
        }
        terms
    }

    /// The word that a term is, if it is one and no pair of characters.
    pub fn word(term: &str) -> Option<&str> {
        term.strip_prefix('=')
    }

    /// How many questions are remembered.
    pub fn questions(&self) -> usize {
        self.questions.len()
    }

    /// The articles that answered questions.
    pub fn articles(&self) -> &[(String, String)] {
        &self.articles
    }

    /// The documents of those articles.
    pub fn documents(&self) -> &[String] {
        &self.documents
    }

    /// The place of an article's document in [`Memory::documents`].
    pub fn document_of(&self, article: usize) -> usize {
        self.document_of[article]
    }

    /// How much a question of these terms weighs, as the length of a vector.
    fn length(&self, terms: &[String]) -> f32 {
        let weight = |term: &String| self.weights.get(term).copied().unwrap_or(0.0);
        let squares: f32 = terms.iter().map(|term| weight(term).powi(2)).sum();
        squares.sqrt().max(f32::MIN_POSITIVE)
    }

    /// What similar questions say. Those for which `forget` holds, by place, count as never asked: while learning, a
    /// question must not vote for its own answers.
    pub fn recall(&self, terms: &[String], forget: impl Fn(usize) -> bool) -> Recalled {
        let mut similarity = vec![0.0_f32; self.questions.len()];
        let length = self.length(terms);
        for term in terms {
            let share = self.weights.get(term).map_or(0.0, |weight| weight / length);
            for &(question, its_share) in self.postings.get(term).into_iter().flatten() {
                similarity[question as usize] += share * its_share;
            }
        }
        let mut recalled = Recalled::default();
        self.count_all(&forget, &mut recalled);
        let mut similar: Vec<usize> = (0..similarity.len())
            .filter(|&question| similarity[question] > SIMILARITY_MIN && !forget(question))
            .collect();
        similar.sort_by(|a, b| similarity[*b].total_cmp(&similarity[*a]).then(a.cmp(b)));
        similar.truncate(SIMILAR_MAX);
        for question in similar {
            let alike = similarity[question];
            recalled.nearest = recalled.nearest.max(alike);
            let remembered = &self.questions[question];
            // A question with many answers says less for each.
            let vote = alike * alike / (remembered.articles.len() as f32).sqrt();
            for &article in &remembered.articles {
                let votes = recalled.articles.entry(article).or_default();
                votes.sum += vote;
                votes.nearest = votes.nearest.max(alike);
            }
            for &document in &remembered.documents {
                let votes = recalled.documents.entry(document).or_default();
                votes.sum += alike.powf(1.5);
                votes.nearest = votes.nearest.max(alike);
            }
        }
        recalled
    }

    /// How many questions each article and document answered, similar or not.
    fn count_all(&self, forget: &impl Fn(usize) -> bool, recalled: &mut Recalled) {
        recalled.questions = self.questions.len();
        let mut articles = self.article_counts.clone();
        let mut documents = self.document_counts.clone();
        for (_, forgotten) in self
            .questions
            .iter()
            .enumerate()
            .filter(|(place, _)| forget(*place))
        {
            recalled.questions -= 1;
            for &article in &forgotten.articles {
                articles[article] -= 1;
            }
            for &document in &forgotten.documents {
                documents[document] -= 1;
            }
        }
        let counted = |counts: Vec<u32>| -> BTreeMap<usize, Votes> {
            let answered = counts.into_iter().enumerate();
            let answered = answered.filter(|(_, answered)| *answered > 0);
            answered
                .map(|(place, answered)| {
                    let votes = Votes {
                        answered,
                        ..Votes::default()
                    };
                    (place, votes)
                })
                .collect()
        };
        recalled.articles = counted(articles);
        recalled.documents = counted(documents);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tokenizer;

    fn memory() -> (Memory, Tokenizer) {
        let tokenizer = Tokenizer::new();
        let question = |query: &str, answers: &[(&str, &str)]| AnsweredQuestion {
            terms: Memory::terms(query, &tokenizer),
            answers: answers
                .iter()
                .map(|(document, n)| ((*document).to_owned(), (*n).to_owned()))
                .collect(),
        };
        let memory = Memory::new(&[
            question("养狗要不要登记？", &[("dogs", "2"), ("dogs", "3")]),
            question("遛狗不牵绳怎么处罚？", &[("dogs", "9")]),
            question("停车场乱收费怎么办？", &[("cars", "4")]),
        ]);
        (memory, tokenizer)
    }

    #[test]
    fn similar_questions_vote_for_their_answers() {
        let (memory, tokenizer) = memory();
        let recalled = memory.recall(&Memory::terms("养狗需要登记吗", &tokenizer), |_| {
            false
        });
        let votes = |document: &str, n: &str| {
            let article = (document.to_owned(), n.to_owned());
            let place = memory.articles().iter().position(|known| *known == article);
            place.map_or(0.0, |place| recalled.articles[&place].sum)
        };
        assert!(votes("dogs", "2") > 0.0);
        assert_eq!(votes("dogs", "2"), votes("dogs", "3"));
        assert!(votes("dogs", "2") > votes("dogs", "9"));
        assert!(votes("dogs", "2") > votes("cars", "4"));
        assert!(recalled.nearest > 0.3, "{recalled:?}");
        assert_eq!(recalled.questions, 3);
    }

    #[test]
    fn what_is_forgotten_counts_as_never_asked() {
        let (memory, tokenizer) = memory();
        let terms = Memory::terms("养狗需要登记吗", &tokenizer);
        let recalled = memory.recall(&terms, |question| question == 0);
        assert_eq!(recalled.questions, 2);
        assert!(!recalled.articles.contains_key(&0), "{recalled:?}");
        assert_eq!(recalled.documents[&0].answered, 1);
    }

    #[test]
    fn an_empty_memory_says_nothing() {
        let recalled = Memory::new(&[]).recall(&["=狗".to_owned()], |_| false);
        assert!(recalled.articles.is_empty());
        assert_eq!(recalled.nearest, 0.0);
    }
}
