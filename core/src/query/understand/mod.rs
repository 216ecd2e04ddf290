//! What a person means by what was typed: a number, a name, an article, a place, a time, a state, plain words.
//!
//! [`understand`] runs the recognisers, one file each, over the query; what one of them takes is shown as an
//! [`Interpretation`] that the user can remove ([`Context::ignored`]). The result says which documents are named
//! outright, what narrows or colours the search, and which words are left to look for.

mod interpretation;

pub use interpretation::{
    Effect, Expansion, Interpretation, InterpretationKind, Named, Note, NoteKind, Preference,
    Understanding,
};

use super::Query;
use crate::catalogue::Catalogue;
use crate::document::Day;

/// What a query is understood against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What the generation holds.
    pub catalogue: &'a Catalogue,
    /// The asked day.
    pub as_of: Day,
    /// Sorts of things that are not to be understood: the user removed the chip.
    pub ignored: &'a [InterpretationKind],
}

/// Reads a query as a clerk at the counter would.
pub fn understand(query: &Query, _context: Context<'_>) -> Understanding {
    Understanding {
        query: query.clone(),
        ..Understanding::default()
    }
}
