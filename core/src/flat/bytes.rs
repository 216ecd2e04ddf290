//! Where the bytes of tables are.

use std::ops::Range;
use std::sync::Arc;

use memmap2::Mmap;

/// A file that is mapped, or a buffer that was just made. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Bytes(Arc<Place>);

#[derive(Debug)]
enum Place {
    Mapped(Mmap),
    Held(Vec<u8>),
}

impl Bytes {
    pub fn mapped(file: Mmap) -> Self {
        Self(Arc::new(Place::Mapped(file)))
    }

    pub fn held(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Place::Held(bytes)))
    }

    #[inline]
    pub fn all(&self) -> &[u8] {
        match &*self.0 {
            Place::Mapped(file) => file,
            Place::Held(bytes) => bytes,
        }
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self::held(Vec::new())
    }
}

/// The bytes of one column.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    bytes: Bytes,
    range: Range<usize>,
}

impl Part {
    /// The range has to be one of the bytes; outside of them there is nothing.
    pub fn new(bytes: Bytes, range: Range<usize>) -> Self {
        Self { bytes, range }
    }

    #[inline]
    pub fn get(&self) -> &[u8] {
        self.bytes.all().get(self.range.clone()).unwrap_or_default()
    }

    /// The first byte, and what is behind it; `None` where there is no byte.
    pub fn split_first(self) -> Option<(u8, Self)> {
        let first = *self.get().first()?;
        let range = self.range.start + 1..self.range.end;
        Some((first, Self::new(self.bytes, range)))
    }
}
