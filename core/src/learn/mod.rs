//! Learns from answered questions: makes the [`Lessons`](crate::learned::Lessons) of a generation.
//!
//! The forest learns how much the memory of a question is worth from questions whose own answers, and those of
//! questions nearly the same, were taken out of the memory first; and how much translations and vectors are worth from
//! tables that were made without the question. [`cross_validate`] measures the same way: whatever a question is asked of
//! was learned without it.

mod boost;
mod folds;
mod material;
mod pull;
mod random;
mod train;
mod vectors;

pub use boost::{BoostOptions, Group, boost};
pub use train::{LearnOptions, Learned, Progress, cross_validate, learn};
