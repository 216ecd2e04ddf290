//! Issuing organs: joint issuers taken apart, short and relative names made full, and what each organ is.
//!
//! A field goes through `split` (one piece per organ), then `name` (the full official name, with the place
//! that `owner` finds for it). `class` says what an organ of a full name is; `table` holds the national ones;
//! `former` finds names in texts that organs no longer bear.

mod class;
mod former;
mod name;
mod owner;
mod read;
mod split;
mod table;

pub(crate) use class::classify;
pub use class::{Branch, OrganClass};
pub use former::{FormerOrgan, FormerOrgans, former_organs};
pub use table::{NationalOrgan, OrganTable, organs};
