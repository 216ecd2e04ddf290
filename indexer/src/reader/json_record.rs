//! One line of JSON as a record. Fields of an odd type are the reader's business, as long as the record keeps
//! its name and its words.

use serde_json::Value;
use tongcha::Record;

use super::Fault;
use crate::quarantine::Reason;

/// How deeply serde_json reads: it counts 128 brackets, then refuses.
const DEPTH_MAX: usize = 127;

/// Reads a line.
pub(super) fn read(line: &[u8]) -> Result<Record, Fault> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let message = format!("not UTF-8 at byte {} of the line", error.valid_up_to() + 1);
        Fault::of_record(Reason::InvalidUtf8, message)
    })?;
    match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => {
            for name in ["id", "title", "text"] {
                check_type(name, fields.get(name))?;
            }
            Ok(Record::from_object(fields))
        }
        Ok(other) => {
            let message = format!("the line holds {} instead of an object", type_name(&other));
            Err(Fault::of_record(Reason::NotAnObject, message))
        }
        Err(_) if depth(line) > DEPTH_MAX => {
            let message = format!("brackets are nested more than {DEPTH_MAX} deep");
            Err(Fault::of_record(Reason::TooDeep, message))
        }
        Err(error) => {
            // Every line is line 1 to the parser; which line of the file it is, the entry says.
            let place = format!(" at line {} column {}", error.line(), error.column());
            let what = error.to_string();
            let what = what.strip_suffix(&place).unwrap_or(&what);
            let message = format!("not JSON at byte {} of the line: {what}", error.column());
            Err(Fault::of_record(Reason::InvalidJson, message))
        }
    }
}

/// A record is found by these fields and named by them: what is made of a list or an object would be a guess.
fn check_type(name: &str, value: Option<&Value>) -> Result<(), Fault> {
    match value {
        None | Some(Value::Null | Value::String(_) | Value::Number(_)) => Ok(()),
        Some(other) => {
            let message = format!("{name} holds {} instead of text", type_name(other));
            Err(Fault::of_record(Reason::WrongType, message))
        }
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// How deeply brackets are nested outside strings.
fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for &byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &[u8], expected: Reason, message: &str) {
        let fault = read(line).expect_err("no record");
        assert_eq!((fault.reason, fault.message.as_str()), (expected, message));
    }

    #[test]
    fn faults_are_told_apart() {
        check(
            b"{\"id\": \"\xb5\xda\"}",
            Reason::InvalidUtf8,
            "not UTF-8 at byte 9 of the line",
        );
        check(
            b"[1]",
            Reason::NotAnObject,
            "the line holds a list instead of an object",
        );
        check(
            b"{\"id\": ",
            Reason::InvalidJson,
            "not JSON at byte 7 of the line: EOF while parsing a value",
        );
        check(
            b"{\"text\": [\"a\"]}",
            Reason::WrongType,
            "text holds a list instead of text",
        );
        check(
            b"{\"id\": {}}",
            Reason::WrongType,
            "id holds an object instead of text",
        );
        let lone = br#"{"title": "\ud800"}"#;
        assert_eq!(
            read(lone).expect_err("a lone surrogate").reason,
            Reason::InvalidJson
        );
        let nested = [b"{\"a\":".repeat(2_000), b"1".to_vec()].concat();
        assert_eq!(read(&nested).expect_err("too deep").reason, Reason::TooDeep);
        let brackets_in_text = format!("{{\"a\": \"{}\", }}", "[".repeat(2_000));
        assert_eq!(
            read(brackets_in_text.as_bytes())
                .expect_err("broken")
                .reason,
            Reason::InvalidJson
        );
    }

    #[test]
    fn odd_types_are_read_where_that_is_kind() {
        let line = r#"{"id": 12, "title": "公告", "text": null, "authority": ["教育部", "财政部"], "pages": 3, "number": {}}"#;
        let record = read(line.as_bytes()).expect("a record");
        assert_eq!((record.id.as_str(), record.text.as_str()), ("12", ""));
        assert_eq!(record.authority.as_deref(), Some("教育部、财政部"));
        assert_eq!(record.number, None);
        assert_eq!(record.extra.get("pages"), Some(&Value::from(3)));
    }
}
