//! The table while it is learned: what texts make of it, and what is to change so that those that belong together lie closer.

use super::library::Library;
use crate::learn::random::Random;
use crate::learned::{DIMENSIONS, PairVectors, Row, Vector, dot, normalize};

/// How far a pair's numbers are spread at the beginning.
const SPREAD: f32 = 0.05;
/// Adam's (Kingma 2014): how slowly slopes and their squares are forgotten, and what keeps a division from zero.
const FORGET_SLOPE: f32 = 0.9;
const FORGET_SQUARE: f32 = 0.999;
const TINY: f32 = 1e-8;

/// The vectors of all pairs of a library.
#[derive(Clone)]
pub(super) struct Model {
    rows: Vec<Vector>,
}

/// Texts that are compared with each other: the right one for each question is the text of its place.
#[derive(Default)]
pub(super) struct Batch {
    /// Each as its pairs.
    pub questions: Vec<Vec<u32>>,
    /// At least as many: what follows is right for none.
    pub texts: Vec<Vec<u32>>,
    /// Questions and texts, by place, of which nothing is to be learned: others that are right, too.
    pub passed_over: Vec<(usize, usize)>,
}

/// How a model is taught.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// How far a step goes.
    pub rate: f32,
    /// By what likeness is divided: the less, the more the most like texts count.
    pub temperature: f32,
    /// Whether each text is to find its question as well.
    pub both_ways: bool,
}

/// What is remembered from step to step.
pub(super) struct Steps {
    slopes: Vec<Vector>,
    squares: Vec<Vector>,
    taken: i32,
    /// The change that the texts of a step call for, by pair, and which pairs those are.
    change: Vec<Vector>,
    is_changed: Vec<bool>,
    changed: Vec<u32>,
}

/// A text's vector before and after its length was made 1.
struct Encoded {
    vector: Vector,
    length: f32,
}

impl Model {
    /// One that knows nothing.
    pub(super) fn new(pairs: usize) -> Self {
        let mut random = Random(0x7665_6374);
        let mut number = || {
            // The sum of uniform numbers is near enough to a normal one.
            let sum: f64 = (0..4).map(|_| random.share() - 0.5).sum();
            sum as f32 * SPREAD * 3.0_f32.sqrt()
        };
        let row = |_| std::array::from_fn(|_| number());
        Self {
            rows: (0..pairs).map(row).collect(),
        }
    }

    /// The table that is asked: each pair as much as it tells.
    pub(super) fn table(&self, library: &Library) -> PairVectors {
        let weighed = |(row, weight): (&Vector, &f32)| row.map(|number| number * weight);
        let vectors = self.rows.iter().zip(&library.weights).map(weighed);
        let rows = library.pairs.iter().zip(vectors);
        let rows: Vec<Row> = rows.map(|(&pair, vector)| Row { pair, vector }).collect();
        PairVectors::new(&rows)
    }

    /// Learns from a batch. Returns how far it was from right: cross entropy.
    pub(super) fn learn(
        &mut self,
        batch: &Batch,
        weights: &[f32],
        pace: Pace,
        steps: &mut Steps,
    ) -> f32 {
        let encode = |text: &Vec<u32>| self.encode(text, weights);
        let questions: Vec<Encoded> = batch.questions.iter().map(encode).collect();
        let texts: Vec<Encoded> = batch.texts.iter().map(encode).collect();
        let (loss, pulls) = pulls(batch, &questions, &texts, pace);
        for (at, question) in questions.iter().enumerate() {
            let pull = |text: usize| pulls[at * texts.len() + text];
            let towards = sum(texts
                .iter()
                .enumerate()
                .map(|(text, encoded)| (pull(text), encoded)));
            steps.add(&batch.questions[at], weights, &question.slope(&towards));
        }
        for (at, text) in texts.iter().enumerate() {
            let pull = |question: usize| pulls[question * texts.len() + at];
            let towards = sum(questions
                .iter()
                .enumerate()
                .map(|(by, encoded)| (pull(by), encoded)));
            steps.add(&batch.texts[at], weights, &text.slope(&towards));
        }
        steps.take(&mut self.rows, pace.rate);
        loss
    }

    fn encode(&self, text: &[u32], weights: &[f32]) -> Encoded {
        let mut vector = [0.0; DIMENSIONS];
        for &pair in text {
            let weight = weights[pair as usize];
            for (sum, number) in vector.iter_mut().zip(&self.rows[pair as usize]) {
                *sum += weight * number;
            }
        }
        let length = dot(&vector, &vector).sqrt();
        normalize(&mut vector);
        Encoded { vector, length }
    }
}

impl Encoded {
    /// The slope at the vector before its length was made 1, from that after it.
    fn slope(&self, after: &Vector) -> Vector {
        if self.length == 0.0 {
            return [0.0; DIMENSIONS];
        }
        let along = dot(after, &self.vector);
        std::array::from_fn(|at| (after[at] - self.vector[at] * along) / self.length)
    }
}

fn sum<'e>(pulled: impl Iterator<Item = (f32, &'e Encoded)>) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    for (pull, encoded) in pulled {
        for (sum, number) in sum.iter_mut().zip(&encoded.vector) {
            *sum += pull * number;
        }
    }
    sum
}

/// Cross entropy, and its slope at the likeness of each question with each text, question by question.
fn pulls(batch: &Batch, questions: &[Encoded], texts: &[Encoded], pace: Pace) -> (f32, Vec<f32>) {
    let width = texts.len();
    let mut likeness = Vec::with_capacity(questions.len() * width);
    for question in questions {
        likeness.extend(
            texts
                .iter()
                .map(|text| dot(&question.vector, &text.vector) / pace.temperature),
        );
    }
    for &(question, text) in &batch.passed_over {
        likeness[question * width + text] = f32::NEG_INFINITY;
    }
    let share = if pace.both_ways { 0.5 } else { 1.0 } / questions.len() as f32;
    let mut pulls = vec![0.0; likeness.len()];
    let mut loss = 0.0;
    let mut pull = |right: usize, places: &mut dyn Iterator<Item = usize>| {
        let places: Vec<usize> = places.collect();
        let most = places
            .iter()
            .fold(f32::NEG_INFINITY, |most, &at| most.max(likeness[at]));
        let all: f32 = places.iter().map(|&at| (likeness[at] - most).exp()).sum();
        for at in places {
            let chance = (likeness[at] - most).exp() / all;
            pulls[at] += share * (chance - f32::from(u8::from(at == right))) / pace.temperature;
        }
        loss += share * (all.ln() + most - likeness[right]);
    };
    for question in 0..questions.len() {
        let right = question * width + question;
        pull(right, &mut (question * width..(question + 1) * width));
        if pace.both_ways {
            pull(
                right,
                &mut (0..questions.len()).map(|other| other * width + question),
            );
        }
    }
    (loss, pulls)
}

impl Steps {
    pub(super) fn new(pairs: usize) -> Self {
        let none = vec![[0.0; DIMENSIONS]; pairs];
        Self {
            slopes: none.clone(),
            squares: none.clone(),
            taken: 0,
            change: none,
            is_changed: vec![false; pairs],
            changed: Vec::new(),
        }
    }

    fn add(&mut self, text: &[u32], weights: &[f32], slope: &Vector) {
        for &pair in text {
            let weight = weights[pair as usize];
            let change = &mut self.change[pair as usize];
            for (sum, number) in change.iter_mut().zip(slope) {
                *sum += weight * number;
            }
            if !std::mem::replace(&mut self.is_changed[pair as usize], true) {
                self.changed.push(pair);
            }
        }
    }

    /// Changes the pairs that the texts had, and no others.
    fn take(&mut self, rows: &mut [Vector], rate: f32) {
        self.taken += 1;
        let slope_share = 1.0 - FORGET_SLOPE.powi(self.taken);
        let square_share = 1.0 - FORGET_SQUARE.powi(self.taken);
        for pair in self.changed.drain(..) {
            let pair = pair as usize;
            self.is_changed[pair] = false;
            let change = std::mem::replace(&mut self.change[pair], [0.0; DIMENSIONS]);
            let (slopes, squares) = (&mut self.slopes[pair], &mut self.squares[pair]);
            for (at, change) in change.into_iter().enumerate() {
                slopes[at] = FORGET_SLOPE * slopes[at] + (1.0 - FORGET_SLOPE) * change;
                squares[at] = FORGET_SQUARE * squares[at] + (1.0 - FORGET_SQUARE) * change * change;
                let (slope, square) = (slopes[at] / slope_share, squares[at] / square_share);
                rows[pair][at] -= rate * slope / (square.sqrt() + TINY);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two matters with three pairs each.
    fn batch() -> Batch {
        Batch {
            questions: vec![vec![0], vec![3]],
            texts: vec![vec![1, 2], vec![4, 5]],
            passed_over: Vec::new(),
        }
    }

    const PACE: Pace = Pace {
        rate: 0.01,
        temperature: 0.1,
        both_ways: true,
    };

    #[test]
    fn what_belongs_together_comes_to_lie_close() {
        let weights = vec![1.0; 6];
        let mut model = Model::new(6);
        let mut steps = Steps::new(6);
        let first = model.learn(&batch(), &weights, PACE, &mut steps);
        let mut last = first;
        for _ in 0..200 {
            last = model.learn(&batch(), &weights, PACE, &mut steps);
        }
        assert!(last < 0.05 && last < first, "{first} to {last}");
        let like = |one: &[u32], other: &[u32]| {
            let (one, other) = (model.encode(one, &weights), model.encode(other, &weights));
            dot(&one.vector, &other.vector)
        };
        assert!(like(&[0], &[1, 2]) > like(&[0], &[4, 5]) + 0.5);
    }

    #[test]
    fn slopes_are_those_of_the_loss() {
        let weights = vec![1.0, 0.5, 2.0, 1.5, 1.0, 0.7];
        let mut model = Model::new(6);
        let batch = Batch {
            passed_over: vec![(1, 0)],
            ..batch()
        };
        let loss = |model: &Model| {
            let encode = |text: &Vec<u32>| model.encode(text, &weights);
            let questions: Vec<Encoded> = batch.questions.iter().map(encode).collect();
            let texts: Vec<Encoded> = batch.texts.iter().map(encode).collect();
            pulls(
                &batch,
                &questions,
                &texts,
                Pace {
                    both_ways: false,
                    ..PACE
                },
            )
            .0
        };
        let mut steps = Steps::new(6);
        // One step that goes nowhere leaves the slope in what is remembered.
        let pace = Pace {
            rate: 0.0,
            both_ways: false,
            ..PACE
        };
        model.learn(&batch, &weights, pace, &mut steps);
        for (pair, at) in [(0, 0), (1, 3), (3, 5), (4, 9)] {
            let slope = steps.slopes[pair][at] / (1.0 - FORGET_SLOPE);
            let (mut more, mut less) = (model.clone(), model.clone());
            more.rows[pair][at] += 1e-3;
            less.rows[pair][at] -= 1e-3;
            let measured = (loss(&more) - loss(&less)) / 2e-3;
            assert!(
                (slope - measured).abs() < 0.02 * measured.abs().max(0.5),
                "{slope} is not {measured}"
            );
        }
    }
}
