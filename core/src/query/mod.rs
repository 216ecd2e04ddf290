//! What a person typed, and what an engine is to do about it.
//!
//! [`Query::parse`] reads the words; [`plan`] turns them into a [`Plan`] of tokens and filters. An engine sees
//! only the plan: no engine segments, widens or guesses anything, so that two engines give the same answers.

mod fillers;
mod filters;
mod plan;
mod planner;
mod prior;
mod rarity;
mod syntax;
pub mod understand;
mod weights;
mod words;

pub(crate) use fillers::{is_filler, is_question};
pub(crate) use plan::needed;
pub(crate) use planner::{is_amending, literal_title_key};

pub use filters::{DateRange, FacetField, Filters, Level, Order, Sort};
pub use plan::{
    Condition, Identifier, IdentifierField, Plan, PlanTerm, Scope, TERMS_MAX, TermKind, TextScope,
};
pub use planner::{PlanRequest, Strictness, number_keys, plan};
pub use prior::Prior;
pub use rarity::Rarity;
pub use syntax::{Clause, FieldPrefix, Piece, QUERY_CHARS_MAX, Query, QueryError};
pub use weights::Weights;
