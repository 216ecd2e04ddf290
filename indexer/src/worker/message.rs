//! What the two ends say to each other: a JSON value a line.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tongcha::Record;

use crate::format::Options;
use crate::personal::{Finding, Policy};
use crate::reader::{Fault, Input};

/// The first line to a new process.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub format: Options,
    pub personal: Policy,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Job {
    pub path: PathBuf,
    /// The path in its folder, or the name alone.
    pub name: String,
    /// How many documents to pass over: an attempt before this one has read them, or died of the last of them.
    pub passed_over: u64,
}

/// An answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    /// A document is about to be read.
    Begin {
        /// The entry of an archive that it is.
        entry: Option<String>,
    },
    Input(Box<Told>),
    /// An entry of an archive is no document.
    Skipped,
    /// The file is read.
    End,
}

/// An input on its way: [`Record::odd`] is no part of the import format and would be lost in it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Told {
    entry: Option<String>,
    line: Option<u64>,
    content: Result<Box<Record>, Fault>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    odd: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    personal: Vec<Finding>,
}

impl From<Input> for Told {
    fn from(mut input: Input) -> Self {
        let odd = match &mut input.content {
            Ok(record) => std::mem::take(&mut record.odd),
            Err(_) => Map::new(),
        };
        Self {
            entry: input.entry,
            line: input.line,
            content: input.content,
            odd,
            personal: input.personal,
        }
    }
}

impl From<Told> for Input {
    fn from(told: Told) -> Self {
        let mut content = told.content;
        if let Ok(record) = &mut content {
            record.odd = told.odd;
        }
        Self {
            entry: told.entry,
            line: told.line,
            content,
            personal: told.personal,
        }
    }
}
