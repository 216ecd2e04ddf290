//! The formats that governments publish in: which one a file has, told by its content, and its text as people read
//! it. Everything here is a function of bytes held in memory: no file is written, no address is opened.

mod archive;
mod kind;
mod limits;
mod open;
mod options;
mod read;

pub(crate) use kind::{FileKind, HEAD_BYTES};
pub(crate) use limits::Limits;
pub(crate) use open::{Found, Item, Visitor, open};
pub(crate) use options::Options;

use crate::manuscript::Manuscript;
use crate::reader::Fault;

/// What a reader makes of a document.
pub(crate) type Reading = Result<Manuscript, Fault>;
