//! Words about texts, as data with a reason for every line: what laws are called beside their titles.

mod aliases;

pub use aliases::{Alias, AliasKind, aliases};
