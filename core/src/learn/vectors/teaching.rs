//! What teaches the vectors, and in which order.

use super::library::{Library, Text, distinct};
use super::model::{Batch, Model, Pace, Steps};
use crate::learn::random::Random;
use crate::learned::PairVectors;

/// How often each text teaches, how many side by side, and how. These and the following were compared by cross-validation
/// over whole questions.
const TEXT_ROUNDS: usize = 6;
const TEXT_BATCH: usize = 256;
const TEXT_PACE: Pace = Pace {
    rate: 0.002,
    temperature: 0.05,
    both_ways: true,
};

/// The same of questions.
const QUESTION_ROUNDS: usize = 6;
const QUESTION_BATCH: usize = 32;
const QUESTION_PACE: Pace = Pace {
    rate: 0.001,
    temperature: 0.07,
    both_ways: false,
};
/// Other candidates of a question that its article is compared with, beside the articles of the other questions.
const OTHERS: usize = 6;

/// A question with the articles that answered it, and those that its words find.
pub(in crate::learn) struct Example {
    pub question: Vec<u32>,
    pub answers: Vec<(u32, u32)>,
    pub found: Vec<(u32, u32)>,
}

/// What the texts themselves have taught: that from which every set of questions goes on.
pub(in crate::learn) struct Grounds<'l> {
    library: &'l Library,
    model: Model,
}

impl<'l> Grounds<'l> {
    /// Learns from the texts of a library.
    pub(in crate::learn) fn of(library: &'l Library) -> Self {
        let mut model = Model::new(library.pairs.len());
        let mut steps = Steps::new(library.pairs.len());
        let mut random = Random(0x7465_7874);
        let mut order: Vec<usize> = (0..library.texts.len()).collect();
        for _ in 0..TEXT_ROUNDS {
            random.shuffle(&mut order);
            for some in order.chunks(TEXT_BATCH) {
                let mut batch = Batch::default();
                for &text in some {
                    let (question, answer) = halves(&library.texts[text], &mut random);
                    if !question.is_empty() && !answer.is_empty() {
                        batch.questions.push(question);
                        batch.texts.push(answer);
                    }
                }
                model.learn(&batch, &library.weights, TEXT_PACE, &mut steps);
            }
        }
        Self { library, model }
    }

    /// The table when some questions have taught as well.
    pub(in crate::learn) fn taught<'e>(
        &self,
        examples: impl Iterator<Item = &'e Example>,
    ) -> PairVectors {
        let mut model = self.model.clone();
        let mut steps = Steps::new(self.library.pairs.len());
        let mut random = Random(0x6173_6b65);
        let mut asked: Vec<(&Example, (u32, u32))> = examples
            .flat_map(|example| example.answers.iter().map(move |answer| (example, *answer)))
            .collect();
        for _ in 0..QUESTION_ROUNDS {
            random.shuffle(&mut asked);
            for some in asked.chunks(QUESTION_BATCH) {
                let batch = self.batch(some, &mut random);
                model.learn(&batch, &self.library.weights, QUESTION_PACE, &mut steps);
            }
        }
        model.table(self.library)
    }

    fn batch(&self, asked: &[(&Example, (u32, u32))], random: &mut Random) -> Batch {
        let mut addresses: Vec<(u32, u32)> = asked.iter().map(|(_, answer)| *answer).collect();
        for (example, _) in asked {
            if !example.found.is_empty() {
                addresses
                    .extend((0..OTHERS).map(|_| example.found[random.below(example.found.len())]));
            }
        }
        let mut batch = Batch::default();
        for (at, (example, _)) in asked.iter().enumerate() {
            batch.questions.push(example.question.clone());
            let is_right =
                |place: &usize| *place != at && example.answers.contains(&addresses[*place]);
            let right = (0..addresses.len()).filter(is_right);
            batch.passed_over.extend(right.map(|place| (at, place)));
        }
        let pairs = |address: &(u32, u32)| self.library.passages.get(address).cloned();
        batch.texts = addresses
            .iter()
            .map(|address| pairs(address).unwrap_or_default())
            .collect();
        batch
    }
}

/// Two parts of a text that belong together.
fn halves(text: &Text, random: &mut Random) -> (Vec<u32>, Vec<u32>) {
    let chance = random.share();
    let sentence = random.below(text.sentences.len());
    if chance < 0.6 && text.sentences.len() > 1 {
        // A sentence and the others.
        let mut others: Vec<u32> = Vec::new();
        for (at, other) in text.sentences.iter().enumerate() {
            if at != sentence {
                others.extend(other);
            }
        }
        if random.share() < 0.5 {
            others.extend(&text.context);
        }
        (text.sentences[sentence].clone(), distinct(others))
    } else if chance < 0.8 {
        // A part of a sentence and a part of all.
        let mut part = |pairs: &[u32]| {
            let kept = pairs.iter().filter(|_| random.share() < 0.6);
            kept.copied().collect::<Vec<u32>>()
        };
        let question = part(&text.sentences[sentence]);
        let all = distinct(text.sentences.iter().flatten().copied().collect());
        (question, part(&all))
    } else {
        // What stands above a text and the text.
        let all = text.sentences.iter().flatten().copied().collect();
        (text.context.clone(), distinct(all))
    }
}
