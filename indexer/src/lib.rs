//! Turns folders and files of documents into a Tongcha index: the library behind the command `tongcha-indexer`,
//! for programs that build an index themselves.
//!
//! [`build`] walks its sources file by file (`source`), reads the records in them (`reader`), and hands each to
//! [`tongcha::Indexer`]. What cannot be indexed is written to a quarantine file with one of the closed list of
//! [`Reason`]s, and the batch goes on. Nothing here prints: a [`BuildObserver`] watches, a [`BuildSummary`] comes
//! back.
//!
//! ```
//! use std::sync::Arc;
//! use tongcha::Tokenizer;
//! use tongcha_indexer::{BuildOptions, build};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("dogs.md"), "# 云溪省养犬管理条例\n\n第一条 养犬应当登记。\n")?;
//! std::fs::write(folder.path().join("empty.md"), "")?;
//!
//! let options = BuildOptions::new([folder.path()], folder.path().join("data"));
//! let summary = build(&options, &Arc::new(Tokenizer::new()), &mut ())?;
//! assert_eq!((summary.inputs, summary.indexed, summary.quarantined), (2, 1, 1));
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod admission;
mod build;
mod duplicates;
mod format;
mod heading;
mod manuscript;
mod observer;
mod outputs;
mod personal;
mod quarantine;
mod reader;
mod run;
mod secret;
mod source;
mod summary;
#[cfg(test)]
#[allow(clippy::print_stdout)] // It says that a test was skipped.
mod testing;
mod worker;

pub use build::{BuildError, BuildOptions, ReadingOptions, build, state_of};
pub use duplicates::Alike;
pub use observer::{BuildObserver, BuildPhase, BuildProgress};
pub use personal::{Finding as PersonalFinding, Kind as PersonalKind, Policy as PersonalPolicy};
pub use quarantine::{Quarantined, Reason};
pub use source::SourceError;
pub use summary::BuildSummary;
pub use worker::{SUBCOMMAND, serve};
