//! Where in a list its records are, and where in a record its fields: as an operator or we wrote it down.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::names;
use super::row::Values;

/// The mappings that come with the program, for search interfaces of government sites.
const READY: &str = include_str!("mappings.json");

/// A mapping, as it stands in a file:
///
/// ```json
/// {"records": "/data/rows", "fields": {"title": "/title", "number": ["/ext/fwzh", "/wh"]}}
/// ```
///
/// `records` is a JSON pointer to the list in a file of JSON; for tables it is left out, and `/标题` names a column.
/// Of several pointers, the first that leads to a value counts. What no pointer leads to keeps its published name.
#[derive(Debug, Clone, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    #[serde(default)]
    pub records: String,
    fields: BTreeMap<String, Pointers>,
    /// Keys that a record must have for a ready mapping to be taken.
    #[serde(default)]
    shape: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize, PartialEq, Eq)]
#[serde(untagged)]
enum Pointers {
    One(String),
    Several(Vec<String>),
}

impl Pointers {
    fn all(&self) -> &[String] {
        match self {
            Self::One(pointer) => std::slice::from_ref(pointer),
            Self::Several(pointers) => pointers,
        }
    }
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// What is wrong with it, for the operator.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mapping: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if let Some(name) = mapping.fields.keys().find(|name| !names::is_field(name)) {
            return Err(format!("no record has the field `{name}`"));
        }
        let mut pointers = mapping
            .fields
            .values()
            .flat_map(Pointers::all)
            .chain([&mapping.records]);
        let wrong = pointers
            .find(|pointer| !pointer.is_empty() && !pointer.starts_with('/'))
            .cloned();
        drop(pointers);
        match wrong {
            Some(pointer) => Err(format!(
                "`{pointer}` is no JSON pointer: it must begin with `/`"
            )),
            None => Ok(mapping),
        }
    }

    /// The ready mapping that fits a file, with the list in it.
    pub(super) fn ready(file: &Value) -> Option<(&'static Self, &Vec<Value>)> {
        static READY_MAPPINGS: OnceLock<Vec<Mapping>> = OnceLock::new();
        // The file is part of the program and read by a test.
        let mappings =
            READY_MAPPINGS.get_or_init(|| serde_json::from_str(READY).unwrap_or_default());
        mappings.iter().find_map(|mapping| {
            let records = mapping.list(file)?;
            let first = records.first()?;
            let fits = mapping.shape.iter().all(|key| first.get(key).is_some());
            fits.then_some((mapping, records))
        })
    }

    /// The list of records in a file.
    pub(super) fn list<'a>(&self, file: &'a Value) -> Option<&'a Vec<Value>> {
        file.pointer(&self.records)?.as_array()
    }

    /// The fields of a record that the mapping names.
    pub(super) fn fields(&self, record: &Value, values: &mut Values) {
        for (field, pointers) in &self.fields {
            let value = pointers
                .all()
                .iter()
                .find_map(|pointer| text_of(record.pointer(pointer)?));
            if let Some(value) = value {
                values.add(field, &value);
            }
        }
    }

    /// The same for a row, whose columns have these names.
    pub(super) fn columns(&self, header: &[String], cells: &[String], values: &mut Values) {
        for (field, pointers) in &self.fields {
            let value = pointers.all().iter().find_map(|pointer| {
                let at = header.iter().position(|name| name == column(pointer))?;
                cells.get(at).filter(|cell| !cell.trim().is_empty())
            });
            if let Some(value) = value {
                values.add(field, value);
            }
        }
    }

    /// Whether a column or a key at the top of a record is one that the mapping names.
    pub(super) fn names_column(&self, name: &str) -> bool {
        self.fields
            .values()
            .flat_map(Pointers::all)
            .any(|pointer| column(pointer) == name)
    }
}

fn column(pointer: &str) -> &str {
    pointer.strip_prefix('/').unwrap_or(pointer)
}

/// A value as text: that of a string or number, those of a list with 、 between them.
pub(super) fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(is) => is.to_string(),
        Value::Array(values)
            if values
                .iter()
                .all(|value| value.is_string() || value.is_number()) =>
        {
            let texts: Vec<String> = values.iter().filter_map(text_of).collect();
            texts.join("、")
        }
        Value::Array(_) | Value::Object(_) | Value::Null => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}
