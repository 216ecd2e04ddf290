//! Words about texts and words for words, as data with a reason for every line: what laws are called beside their
//! titles, and what plain words are in official language.

mod aliases;
mod colloquial;

pub use aliases::{Alias, AliasKind, aliases};
pub use colloquial::{ColloquialTable, colloquial};
