//! From a source file to records: one input for each record of a JSON Lines file, one for each text file.

mod heading_block;
mod json_lines;
mod json_record;
mod lines;
pub(crate) mod markdown;
mod sniff;
mod text_file;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use tongcha::Record;

use crate::quarantine::Reason;
use crate::source::{Format, SourceFile};

/// A record, or what stands in its place.
#[derive(Debug)]
pub(crate) struct Input {
    /// The line of a JSON Lines file; `None` is the whole file.
    pub line: Option<u64>,
    pub content: Result<Box<Record>, Fault>,
}

/// Why there is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub reason: Reason,
    pub message: String,
    /// Whether records may stand behind it that nobody saw.
    pub hides_more: bool,
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

/// Bytes read so far, counted by the readers and watched by the build.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter {
    /// As they are on disk.
    pub stored: Rc<Cell<u64>>,
    /// After decompression.
    pub read: Rc<Cell<u64>>,
}

/// A window of 128 MiB, what `zstd` itself reads unasked: a frame that wants more is refused, not allocated.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;
const BUFFER_BYTES: usize = 256 << 10;

/// Reads a file. Whatever is wrong with it comes as an input.
pub(crate) fn read(file: &SourceFile, meter: &Meter) -> Box<dyn Iterator<Item = Input>> {
    match open(file, meter) {
        Ok(bytes) => match file.format {
            Format::JsonLines | Format::JsonLinesZstd => {
                Box::new(json_lines::JsonLines::new(bytes, file.format))
            }
            Format::Markdown | Format::PlainText => {
                let content = text_file::read(file, bytes).map(Box::new);
                Box::new(std::iter::once(Input {
                    line: None,
                    content,
                }))
            }
        },
        Err(error) => {
            let fault = Fault::of_file(Reason::UnreadableSource, error.to_string());
            Box::new(std::iter::once(Input {
                line: None,
                content: Err(fault),
            }))
        }
    }
}

type Bytes = BufReader<Box<dyn Read>>;

fn open(file: &SourceFile, meter: &Meter) -> io::Result<Bytes> {
    let stored = Metered {
        inner: File::open(&file.path)?,
        bytes: Rc::clone(&meter.stored),
    };
    let plain: Box<dyn Read> = match file.format {
        Format::JsonLinesZstd => {
            let mut decoder = zstd::Decoder::new(stored)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
            Box::new(decoder)
        }
        _ => Box::new(stored),
    };
    let read: Box<dyn Read> = Box::new(Metered {
        inner: plain,
        bytes: Rc::clone(&meter.read),
    });
    Ok(BufReader::with_capacity(BUFFER_BYTES, read))
}

struct Metered<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes.set(self.bytes.get() + count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_opened_is_one_input() {
        for name in ["gone.jsonl", "gone.jsonl.zst", "gone.md"] {
            let file = SourceFile {
                source: name.into(),
                relative: None,
                path: name.into(),
                format: Format::of(name.as_ref()).expect("a format"),
                bytes: 1,
            };
            let inputs: Vec<_> = read(&file, &Meter::default()).collect();
            let fault = inputs[0].content.as_ref().expect_err("no record");
            assert_eq!((inputs.len(), fault.reason), (1, Reason::UnreadableSource));
            assert!(fault.hides_more);
        }
    }
}
