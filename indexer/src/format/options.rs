//! What the operator says of formats.

use serde::{Deserialize, Serialize};

use super::{Limits, Mapping};

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Options {
    pub limits: Limits,
    /// Which columns and keys of lists are which fields, where our own table does not know them.
    pub mapping: Option<Mapping>,
    /// A program that reads scanned pages, with its arguments: a PDF comes on its input, text goes to its output.
    pub ocr: Option<Vec<String>>,
}
