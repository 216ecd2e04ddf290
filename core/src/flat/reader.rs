//! Takes columns in the order in which they were put.

use super::bytes::{Bytes, Part};
use super::columns::{Column, Lists, SharedTexts, Texts};
use super::number::Number;

/// What a file of tables begins with; its version follows.
pub(super) const MARK: [u8; 8] = *b"tc-flat\n";
/// Bytes of the version.
const VERSION: usize = 4;
/// Bytes of the length before a column.
pub(super) const LENGTH: usize = 8;

/// Why tables cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FlatError {
    /// The file does not begin as one of these does.
    #[error("it is no file of tables")]
    NotTables,
    /// Another version made it.
    #[error("another version made it")]
    OtherVersion,
    /// A column is longer than the file, or there is something behind the last one.
    #[error("its columns do not fill it")]
    Torn,
}

/// Reads a file of tables.
pub(crate) struct Reader {
    bytes: Bytes,
    at: usize,
}

impl Reader {
    pub fn new(bytes: Bytes, version: u32) -> Result<Self, FlatError> {
        let rest = bytes
            .all()
            .strip_prefix(&MARK)
            .ok_or(FlatError::NotTables)?;
        let found: &[u8; VERSION] = rest.first_chunk().ok_or(FlatError::Torn)?;
        if u32::from_le_bytes(*found) != version {
            return Err(FlatError::OtherVersion);
        }
        Ok(Self {
            bytes,
            at: MARK.len() + VERSION,
        })
    }

    pub fn numbers<T: Number>(&mut self) -> Result<Column<T>, FlatError> {
        let part = self.column()?;
        if !T::NARROWS {
            return Ok(Column::new(part, T::WIDTH));
        }
        let (width, part) = part.split_first().ok_or(FlatError::Torn)?;
        let width = usize::from(width);
        match (1..=T::WIDTH).contains(&width) {
            true => Ok(Column::new(part, width)),
            false => Err(FlatError::Torn),
        }
    }

    pub fn texts(&mut self) -> Result<Texts, FlatError> {
        Ok(Texts::new(self.numbers()?, self.column()?))
    }

    pub fn shared_texts(&mut self) -> Result<SharedTexts, FlatError> {
        Ok(SharedTexts::new(
            self.numbers()?,
            self.numbers()?,
            self.column()?,
        ))
    }

    pub fn lists<T: Number>(&mut self) -> Result<Lists<T>, FlatError> {
        Ok(Lists::new(self.numbers()?, self.numbers()?))
    }

    fn column(&mut self) -> Result<Part, FlatError> {
        let rest = self.bytes.all().get(self.at..).ok_or(FlatError::Torn)?;
        let (length, rest) = rest.split_at_checked(LENGTH).ok_or(FlatError::Torn)?;
        let length = usize::try_from(u64::read(length)).map_err(|_| FlatError::Torn)?;
        if length > rest.len() {
            return Err(FlatError::Torn);
        }
        let from = self.at + LENGTH;
        self.at = from + length;
        Ok(Part::new(self.bytes.clone(), from..self.at))
    }

    /// There is nothing behind the last column.
    pub fn finish(self) -> Result<(), FlatError> {
        match self.at == self.bytes.all().len() {
            true => Ok(()),
            false => Err(FlatError::Torn),
        }
    }
}
