//! From a source file to records: what is read as a stream, one record for each line of JSON Lines. All other formats
//! are opened in processes of their own (`worker`, `format`).

mod input;
mod json_lines;
mod json_record;
mod lines;
pub(crate) mod markdown;
mod sniff;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

pub(crate) use input::{Fault, Input};

use crate::quarantine::Reason;

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

/// Reads a file of records. Whatever is wrong with it comes as an input.
pub(crate) fn read(path: &Path, is_packed: bool, meter: &Meter) -> Box<dyn Iterator<Item = Input>> {
    match File::open(path) {
        Ok(file) => {
            let stored = Metered {
                inner: file,
                bytes: Rc::clone(&meter.stored),
            };
            records(stored, is_packed, Rc::clone(&meter.read))
        }
        Err(error) => unreadable(&error),
    }
}

/// Reads records from bytes, which are compressed when they are `packed`; counts what comes out of them.
pub(crate) fn records(
    bytes: impl Read + 'static,
    is_packed: bool,
    read: Rc<Cell<u64>>,
) -> Box<dyn Iterator<Item = Input>> {
    match plain(bytes, is_packed) {
        Ok(inner) => {
            let plain: Box<dyn Read> = Box::new(Metered { inner, bytes: read });
            let bytes = BufReader::with_capacity(BUFFER_BYTES, plain);
            Box::new(json_lines::JsonLines::new(bytes, is_packed))
        }
        Err(error) => unreadable(&error),
    }
}

/// A file held in memory whole, when it is not larger than is read.
pub(crate) fn content_of(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Fault> {
    let unreadable = |error: io::Error| Fault::of_file(Reason::UnreadableSource, error.to_string());
    let mut content = Vec::new();
    File::open(path)
        .and_then(|file| file.take(bytes_max + 1).read_to_end(&mut content))
        .map_err(unreadable)?;
    if content.len() as u64 > bytes_max {
        let message = format!("the file has more than {bytes_max} bytes");
        return Err(Fault::of_file(Reason::FileTooLarge, message));
    }
    Ok(content)
}

type Bytes = BufReader<Box<dyn Read>>;

fn plain(bytes: impl Read + 'static, is_packed: bool) -> io::Result<Box<dyn Read>> {
    if !is_packed {
        return Ok(Box::new(bytes));
    }
    let mut decoder = zstd::Decoder::new(bytes)?;
    decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
    Ok(Box::new(decoder))
}

fn unreadable(error: &io::Error) -> Box<dyn Iterator<Item = Input>> {
    let fault = Fault::of_file(Reason::UnreadableSource, error.to_string());
    Box::new(std::iter::once(Input::of_fault(fault)))
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
        for is_packed in [false, true] {
            let inputs: Vec<_> =
                read(Path::new("gone.jsonl"), is_packed, &Meter::default()).collect();
            let fault = inputs[0].content.as_ref().expect_err("no record");
            assert_eq!((inputs.len(), fault.reason), (1, Reason::UnreadableSource));
            assert!(fault.hides_more);
        }
    }
}
