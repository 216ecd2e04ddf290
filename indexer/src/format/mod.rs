//! The formats that governments publish in: which one a file has, told by its content, and its text as people read
//! it. Everything here is a function of bytes held in memory: no file is written, no address is opened.
//!
//! `kind` tells formats apart, `open` takes files and archives apart, `read` has one reader for each format. What
//! several readers share stands beside them: `package` and `xml` for packed office files, `numbering` for lists that
//! Word numbers, `page` for words that have places instead of an order, `quality` for text that came out wrong.

mod archive;
mod assemble;
#[cfg(test)]
#[allow(clippy::print_stdout)] // Figures and skips are for whoever runs the tests.
mod corpus;
mod doc;
mod docx;
mod encoding;
mod fault;
mod html;
mod kind;
mod limits;
mod list;
mod markdown;
mod numbering;
mod ocr;
mod ofd;
mod open;
mod options;
mod package;
mod page;
mod pdf;
mod program;
mod quality;
mod read;
#[cfg(test)]
#[allow(clippy::print_stdout)] // Figures and skips are for whoever runs the tests.
mod real_data;
mod rtf;
#[cfg(test)]
mod testing;
mod text;
mod xml;

pub(crate) use kind::{FileKind, HEAD_BYTES};
pub(crate) use limits::Limits;
pub(crate) use list::Mapping;
pub(crate) use open::{Found, Item, Visitor, open};
pub(crate) use options::Options;

use crate::manuscript::Manuscript;
use crate::reader::Fault;

/// What a reader makes of a document.
pub(crate) type Reading = Result<Manuscript, Fault>;
