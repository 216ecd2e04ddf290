//! One table for a commit and a corpus, and the comparison of two commits.
//!
//! What is measured are the commands that are shipped, from outside: the indexer builds, the server answers over
//! loopback. So figures of any two commits compare, whatever changed inside, and one driver asks both.

mod client;
mod commands;
mod figures;
mod load;
mod machine;
mod process;
mod questions;
mod regression;
mod table;

pub use client::{Client, Reply};
pub use commands::{Built, Service, build};
pub use figures::{BuildFigures, Figures, Load, Part, Row, latencies};
pub use load::{Attack, strike};
pub use machine::{Machine, commit};
pub use process::{Usage, WatchedChild, processor_seconds};
pub use questions::{Asking, by_kind, encode};
pub use regression::{Judged, Series, judge, markdown as judged_markdown};
pub use table::markdown;
