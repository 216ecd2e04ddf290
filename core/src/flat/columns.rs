//! What is read from columns.

use std::marker::PhantomData;
use std::ops::Range;

use super::bytes::{Bytes, Part};
use super::number::{End, Number};

/// Numbers, by place.
#[derive(Debug, Clone)]
pub(crate) struct Column<T> {
    part: Part,
    /// Bytes of each number.
    width: usize,
    of: PhantomData<T>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self {
            part: Part::default(),
            width: 1,
            of: PhantomData,
        }
    }
}

impl<T: Number> Column<T> {
    /// A column of numbers of so many bytes, which has to be a width that they may have.
    pub(super) fn new(part: Part, width: usize) -> Self {
        Self {
            part,
            width,
            of: PhantomData,
        }
    }

    /// A column in memory, of the bytes of its numbers in their full width.
    pub fn held(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self::new(Part::new(Bytes::held(bytes), range), T::WIDTH)
    }

    /// Known to the compiler where numbers have one width only.
    #[inline]
    fn width(&self) -> usize {
        if T::NARROWS { self.width } else { T::WIDTH }
    }

    pub fn len(&self) -> usize {
        self.part.get().len() / self.width()
    }

    /// The number at a place; zero beyond the last one.
    #[inline]
    pub fn get(&self, at: usize) -> T {
        let from = at.saturating_mul(self.width());
        let until = from.saturating_add(self.width());
        let bytes = self.part.get().get(from..until);
        bytes.map_or_else(T::default, T::read)
    }

    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.part.get().chunks_exact(self.width()).map(T::read)
    }
}

impl Column<u8> {
    /// So many from a place on; none where they are not all there.
    #[inline]
    pub fn slice(&self, at: usize, length: usize) -> &[u8] {
        let slice = self.part.get().get(at..at.saturating_add(length));
        slice.unwrap_or_default()
    }
}

/// The first of the places at which it does not hold, where those at which it holds come first.
pub(crate) fn partition_point(within: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let Range { mut start, mut end } = within;
    while start < end {
        let middle = start + (end - start) / 2;
        if holds(middle) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    start
}

/// Texts, by place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    ends: Column<End>,
    part: Part,
}

impl Texts {
    pub(super) fn new(ends: Column<End>, part: Part) -> Self {
        Self { ends, part }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a place; empty beyond the last one.
    pub fn get(&self, at: usize) -> &str {
        std::str::from_utf8(self.bytes(at)).unwrap_or_default()
    }

    /// The text at a place as it is compared: bytes have the order of their characters.
    #[inline]
    pub fn bytes(&self, at: usize) -> &[u8] {
        let bytes = self.part.get().get(range(&self.ends, at));
        bytes.unwrap_or_default()
    }
}

/// Texts, by place, of which one that another ends with is written only there.
#[derive(Debug, Clone, Default)]
pub(crate) struct SharedTexts {
    starts: Column<u32>,
    lengths: Column<u32>,
    part: Part,
}

impl SharedTexts {
    pub(super) fn new(starts: Column<u32>, lengths: Column<u32>, part: Part) -> Self {
        Self {
            starts,
            lengths,
            part,
        }
    }

    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The text at a place; empty beyond the last one.
    pub fn get(&self, at: usize) -> &str {
        std::str::from_utf8(self.bytes(at)).unwrap_or_default()
    }

    /// The text at a place as it is compared: bytes have the order of their characters.
    #[inline]
    pub fn bytes(&self, at: usize) -> &[u8] {
        let start = self.starts.get(at) as usize;
        let end = start.saturating_add(self.lengths.get(at) as usize);
        self.part.get().get(start..end).unwrap_or_default()
    }
}

/// Lists of numbers, by place.
#[derive(Debug, Clone)]
pub(crate) struct Lists<T> {
    ends: Column<u32>,
    values: Column<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self {
            ends: Column::default(),
            values: Column::default(),
        }
    }
}

impl<T: Number> Lists<T> {
    pub(super) fn new(ends: Column<u32>, values: Column<T>) -> Self {
        Self { ends, values }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The places of a list's numbers among all.
    #[inline]
    pub fn range(&self, at: usize) -> Range<usize> {
        let Range { start, end } = range(&self.ends, at);
        let all = self.values.len();
        start.min(all)..end.min(all).max(start.min(all))
    }

    /// The numbers of a list; none beyond the last one.
    pub fn get(&self, at: usize) -> impl Iterator<Item = T> + '_ {
        self.range(at).map(|place| self.values.get(place))
    }

    /// The numbers of all lists, one list behind the other.
    pub fn values(&self) -> &Column<T> {
        &self.values
    }
}

#[inline]
fn range<E: Number + Into<u32>>(ends: &Column<E>, at: usize) -> Range<usize> {
    let end = |at| ends.get(at).into() as usize;
    at.checked_sub(1).map_or(0, end)..end(at)
}
