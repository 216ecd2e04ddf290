//! What a reader hands on: a record, or what stands in its place.

use serde::{Deserialize, Serialize};
use tongcha::Record;

use crate::admission::admit;
use crate::format::{Found, Item};
use crate::heading;
use crate::personal::{Finding, Policy};
use crate::quarantine::Reason;

/// A record, or what stands in its place.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// The entry of an archive; `None` is the file itself.
    pub entry: Option<String>,
    /// The line of a JSON Lines file or the row of a list; `None` is the whole file.
    pub line: Option<u64>,
    pub content: Result<Box<Record>, Fault>,
    /// Personal numbers that were found in it.
    pub personal: Vec<Finding>,
}

/// Why there is no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fault {
    pub reason: Reason,
    pub message: String,
    /// Whether records may stand behind it that nobody saw.
    pub hides_more: bool,
}

impl Input {
    /// What is wrong with a whole file.
    pub(crate) fn of_fault(fault: Fault) -> Self {
        Self {
            entry: None,
            line: None,
            content: Err(fault),
            personal: Vec::new(),
        }
    }
}

impl Item {
    /// The record of what a file holds; `name` is the file's.
    pub(crate) fn into_input(self, name: &str, policy: Policy) -> Input {
        let content = self.content.and_then(|found| match found {
            Found::Record(record) => Ok(record),
            Found::Manuscript(manuscript) => {
                // Two archives may hold files of one name; a list has many documents.
                let name = match (&self.entry, self.line) {
                    (None, None) => name.to_owned(),
                    (Some(entry), None) => format!("{name}/{entry}"),
                    (entry, Some(line)) => {
                        format!("{name}/{}#{line}", entry.as_deref().unwrap_or_default())
                    }
                };
                heading::record(*manuscript, Some(&name)).map(|titled| Box::new(titled.record))
            }
        });
        let (content, personal) = match content {
            Ok(record) => admit(record, policy),
            Err(fault) => (Err(fault), Vec::new()),
        };
        Input {
            entry: self.entry,
            line: self.line,
            content,
            personal,
        }
    }
}

impl Fault {
    /// A fault of one record.
    pub(crate) fn of_record(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
            hides_more: false,
        }
    }

    /// A fault of a file, or of the rest of it.
    pub(crate) fn of_file(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
            hides_more: true,
        }
    }
}
