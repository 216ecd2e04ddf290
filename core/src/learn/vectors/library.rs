//! The texts that vectors are learned from, as numbers of their pairs.

use std::collections::{HashMap, HashSet};

use crate::engine::{EmbeddedEngine, EngineError, WalkedPassage};
use crate::language;
use crate::learned::for_each_pair;

/// Texts that teach at most: of a larger collection every so many-th.
const TEXTS_MAX: u64 = 200_000;
/// Passages that a pair stands in at least: what is rarer teaches nothing of itself.
const PASSAGES_MIN: u32 = 3;
/// Pairs at most: the most frequent.
const PAIRS_MAX: usize = 250_000;
/// Characters of a passage that are read: what goes on longer is seldom about one matter.
const CHARS_MAX: usize = 1500;
/// Pairs of a sentence at least.
const SENTENCE_MIN: usize = 5;

/// The pairs that have a vector, and texts by their numbers.
pub(in crate::learn) struct Library {
    /// Ascending.
    pub pairs: Vec<u64>,
    /// How telling each is: its inverse document frequency.
    pub weights: Vec<f32>,
    /// What the texts themselves teach.
    pub texts: Vec<Text>,
    /// The passages that were asked for, by segment and entry, as all their pairs.
    pub passages: HashMap<(u32, u32), Vec<u32>>,
}

/// A passage: its sentences, and what stands above it.
pub(in crate::learn) struct Text {
    pub sentences: Vec<Vec<u32>>,
    pub context: Vec<u32>,
}

impl Library {
    /// Reads all passages twice: which pairs there are, and what they make up. Of the passages asked for, all are held.
    pub(in crate::learn) fn read(
        engine: &EmbeddedEngine,
        wanted: &HashSet<(u32, u32)>,
    ) -> Result<Self, EngineError> {
        let (mut library, all) = Self::with_pairs(engine)?;
        let each = all.div_ceil(TEXTS_MAX).max(1);
        let mut passed = 0;
        let mut texts = Vec::new();
        let mut passages = HashMap::new();
        engine.for_each_passage(|passage| {
            passed += 1;
            let address = (passage.segment, passage.entry);
            let (is_wanted, teaches) = (wanted.contains(&address), passed % each == 0);
            if !is_wanted && !teaches {
                return;
            }
            let text = library.text(&passage);
            if is_wanted {
                passages.insert(address, text.pairs());
            }
            if teaches && !text.sentences.is_empty() {
                texts.push(text);
            }
        })?;
        library.texts = texts;
        library.passages = passages;
        Ok(library)
    }

    /// The pairs of a text, each once.
    pub(in crate::learn) fn pairs_of(&self, text: &str) -> Vec<u32> {
        distinct(self.numbers(&language::normalize(text)))
    }

    /// The pairs of all passages, and how many passages there are.
    fn with_pairs(engine: &EmbeddedEngine) -> Result<(Self, u64), EngineError> {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let mut passages = 0_u64;
        let mut pairs = Vec::new();
        engine.for_each_passage(|passage| {
            passages += 1;
            for_each_pair(&language::normalize(passage.text), |pair| pairs.push(pair));
            pairs.sort_unstable();
            pairs.dedup();
            for pair in pairs.drain(..) {
                *counts.entry(pair).or_default() += 1;
            }
        })?;
        let frequent = counts
            .into_iter()
            .filter(|(_, count)| *count >= PASSAGES_MIN);
        let mut frequent: Vec<(u64, u32)> = frequent.collect();
        frequent.sort_unstable_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
        frequent.truncate(PAIRS_MAX);
        frequent.sort_unstable();
        let weight = |count: u32| (passages as f64 / f64::from(count)).ln() as f32;
        let library = Self {
            weights: frequent.iter().map(|&(_, count)| weight(count)).collect(),
            pairs: frequent.into_iter().map(|(pair, _)| pair).collect(),
            texts: Vec::new(),
            passages: HashMap::new(),
        };
        Ok((library, passages))
    }

    fn text(&self, passage: &WalkedPassage<'_>) -> Text {
        let end = passage.text.char_indices().nth(CHARS_MAX);
        let read = &passage.text[..end.map_or(passage.text.len(), |(at, _)| at)];
        let normal = language::normalize(read);
        let sentences = normal.split(['。', ';', '；', '\n']);
        let sentences = sentences.map(|sentence| distinct(self.numbers(sentence)));
        Text {
            sentences: sentences
                .filter(|sentence| sentence.len() >= SENTENCE_MIN)
                .collect(),
            context: distinct(self.numbers(passage.context)),
        }
    }

    fn numbers(&self, normalized: &str) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(normalized.len() / 3);
        for_each_pair(normalized, |pair| {
            if let Ok(at) = self.pairs.binary_search(&pair) {
                numbers.push(at as u32);
            }
        });
        numbers
    }
}

impl Text {
    /// All pairs of the text and of what stands above it, each once.
    pub(in crate::learn) fn pairs(&self) -> Vec<u32> {
        let sentences = self.sentences.iter().flatten();
        distinct(sentences.chain(&self.context).copied().collect())
    }
}

/// Each number once, ascending.
pub(super) fn distinct(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
