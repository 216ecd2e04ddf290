//! What texts are about, as directions in a space: texts about the same matter lie close, whatever their words.
//!
//! A text's vector is the sum of the vectors of its pairs of neighbouring characters, each as much as it tells. Those
//! of the pairs are learned from the texts of the index itself ([`crate::learn`]): what stands in one article belongs
//! together; and from answered questions: a question belongs to the articles that answered it. No model from elsewhere
//! is used, and a table says of each pair where it points.
//!
//! A vector is one sort of evidence beside the words: it tells nothing of a text that it would be looked up by.

mod pairs;
mod passages;
mod table;

pub use passages::PassageVectors;
pub use table::PairVectors;

pub(crate) use pairs::{distinct_pairs, for_each_pair};
pub(crate) use passages::{MadeVectors, SegmentVectors, StoredVectors};
pub(crate) use table::Row;

use std::sync::Arc;

/// Numbers of a vector. More told no more of questions that had not been asked before, and are bytes for every passage.
pub const DIMENSIONS: usize = 64;

/// A direction: of length 1, or zero where a text has no known pair.
pub type Vector = [f32; DIMENSIONS];

/// The vectors of pairs with those of the passages of a generation that they make.
#[derive(Debug, Clone, Default)]
pub struct TextVectors {
    /// By pair of characters.
    pub pairs: PairVectors,
    /// By passage.
    pub passages: Arc<PassageVectors>,
}

impl TextVectors {
    /// How like a text the passages are.
    pub fn likeness(&self, text: &str) -> Likeness {
        Likeness {
            vector: self.pairs.vector(text),
            passages: Arc::clone(&self.passages),
        }
    }
}

/// How like one text the passages of a generation are.
#[derive(Debug, Clone)]
pub struct Likeness {
    vector: Vector,
    passages: Arc<PassageVectors>,
}

impl Default for Likeness {
    fn default() -> Self {
        Self {
            vector: [0.0; DIMENSIONS],
            passages: Arc::default(),
        }
    }
}

impl Likeness {
    /// The cosine of the angle to a passage, by segment and entry: 1 for the same direction; 0 where there is nothing
    /// to compare.
    pub fn of(&self, segment: u32, entry: u32) -> f32 {
        self.passages.cosine(&self.vector, segment, entry)
    }

    /// The most like passages, by segment and entry.
    pub fn nearest(&self, count: usize) -> Vec<(u32, u32)> {
        self.passages.nearest(&self.vector, count)
    }
}

/// Makes a vector as long as 1; leaves zero alone.
pub(crate) fn normalize(vector: &mut Vector) {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        for number in vector {
            *number /= length;
        }
    }
}

pub(crate) fn dot(one: &Vector, other: &Vector) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
