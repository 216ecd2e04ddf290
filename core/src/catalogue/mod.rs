//! What the documents of a generation are called: the names that people look documents up by.
//!
//! [`Catalogue`] is read from the index when a generation is opened and kept in memory: one [`Name`] for each
//! document with its title, numbers, place and days, and the tables that find names by title, number and alias.
//! It knows names only; texts are the engine's.

mod lookups_stub;
mod name;
mod numbers;
mod table;

pub use lookups_stub::{AliasKind, MatchHow, NameMatch};
pub use name::Name;
pub use numbers::{NumberEntry, NumberForm, Numbers};
pub use table::{Catalogue, NameIndex};
