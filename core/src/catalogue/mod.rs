//! What the documents of a generation are called: the names that people look documents up by.
//!
//! [`Catalogue`] has one [`Name`] for each document with its title, numbers, place and days, and the tables that find
//! names by title, number and alias. They are made when a generation is sealed and lie in a file of it as they are
//! asked (`flat`), so opening reads none of them. It knows names only; texts are the engine's.
//!
//! `targets` are the documents that one name means, `spellings` every way they are called: titles, names that
//! `short` makes by rule, and those of the [`lexicon`](crate::lexicon). On these stand the ways to look a name up,
//! each a [`NameMatch`] that says how it was found:
//!
//! - certain: `find` finds names that stand in a text;
//! - by what they hold: `contain`, over the pairs of characters of `bigrams`;
//! - by what was probably meant: `typo` for wrong characters, weighed in `distance`, `sound` for pinyin and initials
//!   typed in `latin`, `abbreviated` for characters left out of a title;
//! - while someone types: `complete`, with the words of `terms` beside the names.

mod abbreviated;
mod bigrams;
mod complete;
mod contain;
mod distance;
mod find;
mod folded;
mod latin;
mod matched;
mod name;
mod names;
mod numbers;
mod short;
mod sound;
mod spellings;
mod table;
mod targets;
mod terms;
#[cfg(test)]
mod tests;
mod typo;

pub use complete::{Completion, CompletionKind};
pub use matched::{MatchHow, NameMatch};
pub use name::Name;
pub(crate) use names::LifeOf;
pub use numbers::{NumberEntry, NumberForm, Numbers};
pub(crate) use table::names_version;
pub use table::{Catalogue, NameIndex};
pub(crate) use terms::TermList;
pub use terms::{TermCorrection, Terms};
