//! Places: the codes of GB/T 2260 with their history, and names found in text.
//!
//! `table` knows the places by code and what lies in what, `names` by full and short name; `find` finds names
//! in running text, `read` reads a field that is nothing but a place.

mod find;
mod names;
mod read;
mod table;
#[cfg(test)]
mod tests;

pub use find::Found;
pub use table::{Division, RegionTable, regions};

/// The code of the whole country.
pub(crate) const COUNTRY: &str = "000000";
