//! JSON Lines, plain or compressed: a record a line, read as a stream.

use std::io::{self, BufRead};

use super::lines::{Line, next_line};
use super::{Bytes, Fault, Input, json_record, sniff};
use crate::quarantine::Reason;

/// Longer lines are no legal texts: the whole 民法典 has 0.4 MB.
const LINE_BYTES_MAX: usize = 64 << 20;

/// The inputs of a JSON Lines file.
pub(super) struct JsonLines {
    bytes: Bytes,
    is_packed: bool,
    buffer: Vec<u8>,
    line: u64,
    inputs: u64,
    ended: bool,
}

impl JsonLines {
    pub(super) fn new(bytes: Bytes, is_packed: bool) -> Self {
        Self {
            bytes,
            is_packed,
            buffer: Vec::new(),
            line: 0,
            inputs: 0,
            ended: false,
        }
    }

    fn next_input(&mut self) -> Result<Option<Input>, Fault> {
        if self.line == 0 {
            self.begin()?;
        }
        loop {
            self.line += 1;
            let line = next_line(&mut self.bytes, &mut self.buffer, LINE_BYTES_MAX);
            let content = match line.map_err(|error| self.read_fault(&error))? {
                Line::End => return self.end(),
                Line::Whole if self.buffer.trim_ascii().is_empty() => continue,
                Line::Whole => json_record::read(self.buffer.trim_ascii()).map(Box::new),
                Line::TooLong { bytes } => Err(Fault {
                    reason: Reason::LineTooLong,
                    message: format!(
                        "the line has {bytes} bytes; at most {LINE_BYTES_MAX} are read"
                    ),
                    hides_more: false,
                }),
            };
            return Ok(Some(Input {
                entry: None,
                line: Some(self.line),
                content,
                personal: Vec::new(),
            }));
        }
    }

    /// Looks at the first bytes, and passes over a byte order mark.
    fn begin(&mut self) -> Result<(), Fault> {
        let mark = match self.bytes.fill_buf() {
            Ok(head) => match sniff::fault_of(head) {
                Some(fault) => return Err(fault),
                None => head.starts_with(sniff::BYTE_ORDER_MARK),
            },
            Err(error) => return Err(self.read_fault(&error)),
        };
        if mark {
            self.bytes.consume(sniff::BYTE_ORDER_MARK.len());
        }
        Ok(())
    }

    fn end(&self) -> Result<Option<Input>, Fault> {
        match self.inputs {
            0 => Err(Fault::of_file(
                Reason::EmptyFile,
                "the file holds no record",
            )),
            _ => Ok(None),
        }
    }

    /// Reading failed: what was read stays, the rest is lost.
    fn read_fault(&self, error: &io::Error) -> Fault {
        // An error of the system has a number, one of the decoder has none.
        if self.is_packed && error.raw_os_error().is_none() {
            let message = format!("the compressed data is damaged or ends early: {error}");
            return Fault::of_file(Reason::DecompressionFailed, message);
        }
        Fault::of_file(Reason::UnreadableSource, error.to_string())
    }
}

impl Iterator for JsonLines {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        if self.ended {
            return None;
        }
        let input = match self.next_input() {
            Ok(input) => input,
            Err(fault) => {
                self.ended = true;
                let line = (self.inputs > 0).then_some(self.line);
                Some(Input {
                    entry: None,
                    line,
                    ..Input::of_fault(fault)
                })
            }
        };
        self.ended |= input.is_none();
        self.inputs += u64::from(input.is_some());
        input
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    fn check(is_packed: bool, content: &[u8]) -> Vec<(Option<u64>, Result<String, Reason>)> {
        let content = io::Cursor::new(content.to_vec());
        super::super::records(content, is_packed, Rc::default())
            .map(|input| {
                (
                    input.line,
                    input
                        .content
                        .map(|record| record.id)
                        .map_err(|fault| fault.reason),
                )
            })
            .collect()
    }

    #[test]
    fn blank_lines_are_no_inputs_but_count_as_lines() {
        let content = "\u{feff}{\"id\":\"a\"}\r\n\n  \t\n{\"id\":\"b\"}";
        let expected = [(Some(1), Ok("a".to_owned())), (Some(4), Ok("b".to_owned()))];
        assert_eq!(check(false, content.as_bytes()), expected);
    }

    #[test]
    fn a_file_without_records_is_one_input() {
        assert_eq!(check(false, b""), [(None, Err(Reason::EmptyFile))]);
        assert_eq!(check(false, b"\n \n"), [(None, Err(Reason::EmptyFile))]);
        assert_eq!(
            check(false, b"SQLite\0\0{}\n{}\n"),
            [(None, Err(Reason::BinaryFile))]
        );
        assert_eq!(
            check(true, b"{\"id\":1}"),
            [(None, Err(Reason::DecompressionFailed))]
        );
    }

    #[test]
    fn what_was_read_of_a_truncated_file_stays() {
        let lines: String = (0..40_000)
            .map(|n| format!("{{\"id\":\"{n}-{}\"}}\n", n * 7919 % 10_007))
            .collect();
        let whole = zstd::encode_all(lines.as_bytes(), 3).expect("compressed");
        let inputs = check(true, &whole[..whole.len() / 2]);
        let read = inputs.iter().filter(|(_, content)| content.is_ok()).count();
        assert!(read > 1_000, "{read} records");
        let last = (Some(read as u64 + 1), Err(Reason::DecompressionFailed));
        assert_eq!(inputs[read..], [last]);
    }
}
