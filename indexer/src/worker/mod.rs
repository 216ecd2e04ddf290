//! Files are opened in processes of their own: a parser that crashes, runs away or eats all memory costs the document
//! that it was at, and nothing else.
//!
//! [`serve`] is what such a process does: it reads jobs, one a line, and answers with the documents of each file.
//! [`Reader`] is our end of one process; it starts another when one dies, and goes on behind the document that was
//! its death. [`Pool`] keeps several at work and hands their answers out in the order of the files.

mod here;
mod journal;
mod message;
mod pool;
mod process;
mod serve;

pub(crate) use journal::Journal;
pub(crate) use message::Settings;
pub(crate) use pool::{Pool, Told};
pub use serve::serve;

/// The subcommand under which a program that reads files is started; its `main` hands over to [`serve`].
pub const SUBCOMMAND: &str = "read-files";
