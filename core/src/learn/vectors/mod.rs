//! Learns the vectors of pairs of characters ([`PairVectors`](crate::learned::PairVectors)).
//!
//! In two steps. The texts of the index teach first, which belong together by themselves: a sentence with the rest of its
//! article, an article with the headings above it. Then answered questions teach with the articles that answered them.
//! Each time, of many texts that stand side by side, the right one is to be the most like (InfoNCE, van den Oord 2018).

mod library;
mod model;
mod teaching;

pub(super) use library::Library;
pub(super) use teaching::{Example, Grounds};
