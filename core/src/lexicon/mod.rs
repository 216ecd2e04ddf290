//! Words that mean other words: data of our own, read once.

mod colloquial;
pub use colloquial::{ColloquialTable, colloquial};
