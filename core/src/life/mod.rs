//! What a text says of its own life: when it was signed, entered into force and ends.
//!
//! [`read_life`] completes the days that the fields of a record and the lines under its title give
//! ([`document`](crate::document)) with what heading, closing articles and signature say, and keeps the words that every
//! day rests on. Fields win over words, but for one trap: the closing article and often the field of an amended text
//! (修正) give the day of the original, while that version is in force from the day of the act that amended it.
//!
//! `commencement` and `term` read one sentence each, `heading_lines` the note under a title, `signature` the day under a
//! notice; `read` weighs them.

mod commencement;
mod heading_lines;
mod pattern;
mod read;
mod sentence;
mod signature;
mod term;

pub(crate) use heading_lines::heading_lines;
pub(crate) use pattern::{BLANK, DAY, NUMERAL, Unit, named_day, numeral};
pub(crate) use read::carried_titles;
pub use read::read_life;
pub(crate) use sentence::{Sentence, sentences};
