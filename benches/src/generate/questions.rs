//! Questions about generated documents, in the sorts that people ask.

use tongcha::evaluate::{Question, QuestionLevel, Relevant};
use tongcha::structure::format_chinese;

use super::Generator;
use super::body::Writer;
use super::heading::{Heading, id};
use super::random::Random;

/// The sorts, in the order in which they take turns.
const KINDS: [&str; 8] = [
    "title_exact",
    "doc_number",
    "title_short",
    "place_topic",
    "title_article",
    "title_year",
    "words",
    "sentence",
];

impl Generator {
    /// Questions about the first `documents`, each with the document that it was made from. That one is an answer; it
    /// need not be the only one.
    pub fn questions(&self, documents: u64, count: u64) -> impl Iterator<Item = Question> + '_ {
        let mut random = Random::new(self.seed, 1 << 61);
        (0..count).map(move |number| {
            let index = random.below(documents.max(1) as usize) as u64;
            let kind = KINDS[(number % KINDS.len() as u64) as usize];
            self.question(number, kind, index, &mut random)
        })
    }

    fn question(&self, number: u64, kind: &str, index: u64, random: &mut Random) -> Question {
        let heading = self.headings.at(index);
        Question {
            qid: format!("g{number:05}"),
            query: self.words_of(kind, index, &heading, random),
            kind: kind.to_owned(),
            level: QuestionLevel::Document,
            relevant: vec![Relevant {
                doc: id(index),
                article: None,
            }],
            one_answer: false,
            tags: Vec::new(),
        }
    }

    fn words_of(&self, kind: &str, index: u64, heading: &Heading, random: &mut Random) -> String {
        let remembered = || Writer::new(self, heading, index).remembered();
        match kind {
            "title_exact" => heading.title.clone(),
            "doc_number" => heading.number.clone(),
            "title_short" => format!("{}{}{}", heading.thing, heading.action, heading.genre),
            "place_topic" => format!("{} {}", heading.region, heading.thing),
            "title_article" => {
                let article = random.between(1, 20) as u32;
                format!("{}第{}条", heading.cited(), format_chinese(article))
            }
            "title_year" => format!(
                "{}{}{}年",
                heading.place,
                heading.thing,
                heading.published.year()
            ),
            "words" => {
                let (_, words) = remembered();
                format!("{} {}", words[0], words[1])
            }
            _ => remembered().0,
        }
    }
}
