//! Puts columns one behind the other.

use super::bytes::Bytes;
use super::number::{End, Number, width};
use super::reader::{LENGTH, MARK};

/// What becomes a file of tables.
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A file of this version: of tables that are made otherwise it has to be another one.
    pub fn new(version: u32) -> Self {
        let mut bytes = MARK.to_vec();
        bytes.extend(version.to_le_bytes());
        Self { bytes }
    }

    /// Goes on behind the last column of a file.
    pub fn behind(bytes: &Bytes) -> Self {
        Self {
            bytes: bytes.all().to_vec(),
        }
    }

    pub fn numbers<T: Number>(&mut self, numbers: impl IntoIterator<Item = T>) {
        let numbers: Vec<u64> = numbers.into_iter().map(T::bits).collect();
        let width = match T::NARROWS {
            true => width(numbers.iter().copied().max().unwrap_or(0)),
            false => T::WIDTH,
        };
        self.column(|bytes| {
            if T::NARROWS {
                bytes.push(width as u8);
            }
            for number in numbers {
                bytes.extend_from_slice(&number.to_le_bytes()[..width]);
            }
        });
    }

    pub fn texts<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        let mut ends: Vec<End> = Vec::new();
        let mut all = Vec::new();
        for text in texts {
            all.extend_from_slice(text.as_ref().as_bytes());
            ends.push(End(all.len() as u32));
        }
        self.numbers(ends);
        self.column(|bytes| bytes.append(&mut all));
    }

    /// Texts of which one that another ends with is written only there.
    pub fn shared_texts<T: AsRef<str>>(&mut self, texts: &[T]) {
        let bytes = |at: &usize| texts[*at].as_ref().as_bytes();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        // Read from behind, what another one ends with comes right before it, or before others that end so.
        order.sort_unstable_by(|one, other| bytes(one).iter().rev().cmp(bytes(other).iter().rev()));
        let mut starts = vec![0_u32; texts.len()];
        let mut all = Vec::new();
        let mut behind: Option<usize> = None;
        for at in order.into_iter().rev() {
            let text = bytes(&at);
            starts[at] = match behind.filter(|behind| bytes(behind).ends_with(text)) {
                Some(behind) => starts[behind] + (bytes(&behind).len() - text.len()) as u32,
                None => {
                    all.extend_from_slice(text);
                    (all.len() - text.len()) as u32
                }
            };
            behind = Some(at);
        }
        self.numbers(starts);
        self.numbers(texts.iter().map(|text| text.as_ref().len() as u32));
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
