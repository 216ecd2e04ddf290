//! Tables that lie in one file as they are asked: mapped, they need no reading, and memory only for what is looked at.
//!
//! A file is a mark, a version, and columns one behind the other, each with its length in bytes before it. [`Writer`]
//! puts columns one by one and [`Reader`] takes them in the same order. Columns are of numbers of one width
//! ([`Column`]), of texts ([`Texts`], [`SharedTexts`]) or of lists ([`Lists`]). Places are as wide as the highest of their
//! column needs, which a byte before them says: most need two or three bytes of four. Numbers are little-endian and
//! stand anywhere, so nothing needs to be aligned and no byte is ever taken for what it is not.
//!
//! Nothing here trusts a file: lengths are compared with the bytes that are there, a place that a damaged column names
//! outside of another one is empty or zero, and bytes that are no text are an empty text.

mod bytes;
mod columns;
mod key;
mod number;
mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use bytes::Bytes;
pub(crate) use columns::{Column, Lists, SharedTexts, Texts, partition_point};
pub(crate) use key::Keys;
pub(crate) use reader::{FlatError, Reader};
pub(crate) use writer::Writer;
