//! The formats that governments publish in: which one a file has, told by its content, and its text as people read
//! it. Everything here is a function of bytes held in memory: no file is written, no address is opened.

// Nothing calls the readers yet; the caller that tells formats apart comes with the archives.
#[allow(dead_code)]
mod encoding;
#[allow(dead_code)]
mod html;
mod limits;
#[allow(dead_code, unused_imports)]
mod list;
#[allow(dead_code)]
mod markdown;
#[cfg(test)]
mod real_data;
#[allow(dead_code)]
mod rtf;
#[allow(dead_code)]
mod text;

pub(crate) use limits::Limits;

use crate::manuscript::Manuscript;
use crate::reader::Fault;

/// What a file holds.
pub(crate) type Reading = Result<Manuscript, Fault>;
