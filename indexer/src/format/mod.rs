//! The formats that governments publish in: which one a file has, told by its content, and its text as people read
//! it. Everything here is a function of bytes held in memory: no file is written, no address is opened.

// Until the reading of folders calls them, only tests do.
#[allow(dead_code)]
mod assemble;
#[allow(dead_code)]
mod doc;
#[allow(dead_code)]
mod docx;
#[allow(dead_code)]
mod fault;
mod limits;
#[allow(dead_code)]
mod numbering;
#[allow(dead_code)]
mod ocr;
#[allow(dead_code)]
mod ofd;
#[allow(dead_code)]
mod package;
#[allow(dead_code)]
mod page;
#[allow(dead_code)]
mod pdf;
#[allow(dead_code)]
mod program;
#[allow(dead_code)]
mod quality;
#[allow(dead_code)]
mod xml;

// Figures and skips are for whoever runs the tests.
#[cfg(test)]
#[allow(clippy::print_stdout)]
mod corpus;

pub(crate) use limits::Limits;

use crate::manuscript::Manuscript;
use crate::reader::Fault;

/// What a file holds.
pub(crate) type Reading = Result<Manuscript, Fault>;
