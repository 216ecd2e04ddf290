//! Tongcha (通查): search over Chinese rules (规章) and normative documents (行政规范性文件).
#![deny(missing_docs)]

pub mod document;
pub mod language;
pub mod structure;
