//! Puts columns one behind the other.

use super::bytes::Bytes;
use super::number::Number;
use super::reader::{LENGTH, MARK};

/// What becomes a file of tables.
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A file of this version: of tables that are made otherwise it has to be another one.
    pub fn new(version: u32) -> Self {
        let mut bytes = MARK.to_vec();
        version.write(&mut bytes);
        Self { bytes }
    }

    /// Goes on behind the last column of a file.
    pub fn behind(bytes: &Bytes) -> Self {
        Self {
            bytes: bytes.all().to_vec(),
        }
    }

    pub fn numbers<T: Number>(&mut self, numbers: impl IntoIterator<Item = T>) {
        self.column(|bytes| {
            for number in numbers {
                number.write(bytes);
            }
        });
    }

    pub fn texts<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        let mut ends: Vec<u32> = Vec::new();
        let mut all = Vec::new();
        for text in texts {
            all.extend_from_slice(text.as_ref().as_bytes());
            ends.push(all.len() as u32);
        }
        self.numbers(ends);
        self.column(|bytes| bytes.append(&mut all));
    }

    pub fn lists<T: Number, L: IntoIterator<Item = T>>(
        &mut self,
        lists: impl IntoIterator<Item = L>,
    ) {
        let mut ends: Vec<u32> = Vec::new();
        let mut values: Vec<T> = Vec::new();
        for list in lists {
            values.extend(list);
            ends.push(values.len() as u32);
        }
        self.numbers(ends);
        self.numbers(values);
    }

    fn column(&mut self, put: impl FnOnce(&mut Vec<u8>)) {
        let at = self.bytes.len();
        self.bytes.resize(at + LENGTH, 0);
        put(&mut self.bytes);
        let length = (self.bytes.len() - at - LENGTH) as u64;
        self.bytes[at..at + LENGTH].copy_from_slice(&length.to_le_bytes());
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}
