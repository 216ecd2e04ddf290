//! What sort of document a text is: by its organ, the form of its publication and the procedure, never by the
//! word in its title alone (《立法法》; 《行政法规制定程序条例》; 《规章制定程序条例》).
//!
//! `judge` weighs what is known, `declared` reads what the source says; `by_number`, `by_organ` and `by_form` are
//! the sorts of proof, in the order of their weight. `names` has the names and ranks of the sorts.

mod by_form;
mod by_number;
mod by_organ;
mod class;
mod declared;
mod judge;
mod names;
mod title;

#[cfg(test)]
mod tests;

pub use class::KindClass;
pub use judge::{Agreement, KindEvidence};
