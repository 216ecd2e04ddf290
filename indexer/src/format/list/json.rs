//! JSON of any shape: a list of objects somewhere in it, JSON Lines, or one object that is a document.

use serde_json::Value;

use super::super::{Limits, encoding, html};
use super::mapping::{Mapping, text_of};
use super::row::Values;
use super::{Row, names, too_many_rows};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// How deep in a file a list of records is looked for: `/data/middle/list` is the deepest known.
const LIST_DEPTH_MAX: usize = 5;

/// Reads a document from each record. Records are numbered in their order; in JSON Lines, by their line.
pub(crate) fn read(
    bytes: &[u8],
    mapping: Option<&Mapping>,
    limits: &Limits,
) -> Result<Vec<Row>, Fault> {
    let text = encoding::decode(bytes, None)?.text;
    let file = match serde_json::from_str::<Value>(&text) {
        Ok(file) => file,
        Err(error) if error.line() > 1 && is_json_lines(&text) => {
            return lines(&text, mapping, limits);
        }
        Err(error) => {
            let message = format!(
                "not JSON at line {} column {}",
                error.line(),
                error.column()
            );
            return Err(Fault::of_file(Reason::InvalidJson, message));
        }
    };
    let (mapping, records) = records(&file, mapping)?;
    let mut rows = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let number = at as u64 + 1;
        if rows.len() >= limits.rows_max {
            rows.push(too_many_rows(number, limits));
            break;
        }
        if let Some(reading) = document(record, mapping, limits) {
            rows.push((number, reading));
        }
    }
    Ok(rows)
}

/// Whether the first line is a value of its own.
fn is_json_lines(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| {
        serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object())
    })
}

fn lines(text: &str, mapping: Option<&Mapping>, limits: &Limits) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let number = at as u64 + 1;
        if rows.len() >= limits.rows_max {
            rows.push(too_many_rows(number, limits));
            break;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(record) => {
                rows.extend(document(&record, mapping, limits).map(|reading| (number, reading)))
            }
            Err(error) => {
                let message = format!("not JSON at column {} of the line", error.column());
                rows.push((number, Err(Fault::of_record(Reason::InvalidJson, message))));
            }
        }
    }
    Ok(rows)
}

/// The records of a file, and the mapping that is for them.
fn records<'a>(
    file: &'a Value,
    mapping: Option<&'a Mapping>,
) -> Result<(Option<&'a Mapping>, &'a [Value]), Fault> {
    if let Some(mapping) = mapping {
        let records = mapping.list(file).ok_or_else(|| {
            let message = format!(
                "the mapping looks for a list at `{}`, and there is none",
                mapping.records
            );
            Fault::of_file(Reason::UnknownFormat, message)
        })?;
        return match records.is_empty() {
            true => Err(Fault::of_file(
                Reason::EmptyFile,
                "the list of records is empty",
            )),
            false => Ok((Some(mapping), records)),
        };
    }
    if let Some((mapping, records)) = Mapping::ready(file) {
        return Ok((Some(mapping), records));
    }
    if let Some(records) = list_of_records(file, LIST_DEPTH_MAX) {
        return Ok((None, records));
    }
    if is_record(file) {
        return Ok((None, std::slice::from_ref(file)));
    }
    if is_error(file) {
        let message =
            "the file is the answer of a search interface that failed; it holds no record";
        return Err(Fault::of_file(Reason::EmptyFile, message));
    }
    let message = "no list of documents was found in the file; write a mapping";
    Err(Fault::of_file(Reason::UnknownFormat, message))
}

/// The longest list of records, the outermost of equals.
fn list_of_records(value: &Value, depth: usize) -> Option<&[Value]> {
    match value {
        Value::Array(values) if values.first().is_some_and(is_record) => Some(values),
        Value::Array(_) => None,
        Value::Object(object) if depth > 0 => {
            let lists = object
                .values()
                .filter_map(|value| list_of_records(value, depth - 1));
            lists.max_by_key(|list| list.len())
        }
        _ => None,
    }
}

/// An object whose keys are those of a document, or a result that a search shows as HTML.
fn is_record(value: &Value) -> bool {
    match value {
        Value::Object(object) => names::is_header(object.keys().map(String::as_str)),
        Value::String(text) => {
            super::fragment::is_html(text) && html::first_link(text, &Limits::default()).is_some()
        }
        _ => false,
    }
}

/// `{"success": false, "msg": …, "data": null}` and the like.
fn is_error(file: &Value) -> bool {
    let Value::Object(object) = file else {
        return false;
    };
    let holds_data = object
        .values()
        .any(|value| value.is_array() || value.is_object());
    let has_message = ["msg", "message", "errmessage", "error"]
        .iter()
        .any(|key| object.contains_key(*key));
    has_message && !holds_data
}

fn document(record: &Value, mapping: Option<&Mapping>, limits: &Limits) -> Option<super::Reading> {
    let mut values = Values::default();
    match record {
        Value::Object(object) => {
            if let Some(mapping) = mapping {
                mapping.fields(record, &mut values);
            }
            for (key, value) in object {
                let is_mapped = mapping.is_some_and(|mapping| mapping.names_column(key));
                match (text_of(value), mapping) {
                    (None, _) => {}
                    (Some(_), Some(_)) if is_mapped => {}
                    // A key of the record that happens to be called like a field keeps out of its way.
                    (Some(value), Some(_)) if !names::is_field(key) => values.add(key, &value),
                    (Some(_), Some(_)) => {}
                    (Some(value), None) => values.add_published(key, &value),
                }
            }
        }
        Value::String(source) => result(source, limits, &mut values),
        _ => {
            let message = format!("a record is no object but {}", kind(record));
            return Some(Err(Fault::of_record(Reason::NotAnObject, message)));
        }
    }
    (!values.is_empty()).then(|| values.into_manuscript(limits))
}

/// A result of a search as HTML: its link is the title, lines say where it is from and of when.
fn result(source: &str, limits: &Limits, values: &mut Values) {
    if let Some((title, address)) = html::first_link(source, limits) {
        values.add("title", &title);
        values.add("url", &address);
    }
    for line in html::lines(source, limits) {
        for (label, field) in RESULT_LABELS {
            let value = line
                .split_once(label)
                .and_then(|(_, value)| value.split_whitespace().next());
            if let Some(value) = value
                && !values.has(field)
            {
                values.add(field, value);
            }
        }
    }
}

/// What searches write under a result.
const RESULT_LABELS: [(&str, &str); 4] = [
    ("来源：", "source"),
    ("时间：", "published"),
    ("日期：", "published"),
    ("文号：", "number"),
];

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
