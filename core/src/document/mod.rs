//! What a document is: the model of a legal text and its metadata.
//!
//! A [`Record`] is what a source publishes, as it publishes it. A [`Document`] is what we make of it:
//! normalised fields beside the raw ones, never instead of them.

mod dates;
mod model;
mod record;

pub use dates::{Day, DayError};
pub use model::{
    Authority, Dates, DeclaredStatus, Document, DocumentNumber, Kind, Region, RegionLevel, Status,
    Theme,
};
pub use record::Record;
