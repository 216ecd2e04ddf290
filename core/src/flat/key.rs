//! Tables that are asked for a whole key.

use sha2::{Digest, Sha256};

use super::columns::{Column, partition_point};
use super::reader::{FlatError, Reader};
use super::writer::Writer;

/// Places by key. Of a key the first eight bytes of its digest are kept: of a million keys two share them once in forty
/// million times.
#[derive(Debug)]
pub(crate) struct Keys<P> {
    digests: Column<u64>,
    places: Vec<P>,
}

impl<P> Default for Keys<P> {
    fn default() -> Self {
        Self {
            digests: Column::default(),
            places: Vec::new(),
        }
    }
}

impl<P: From<u32> + Into<u32> + Copy> Keys<P> {
    /// Writes the places of keys. Those of one key stay in the order in which they come, each once.
    pub fn write<'k>(writer: &mut Writer, keys: impl Iterator<Item = (impl AsRef<str> + 'k, P)>) {
        let entries = keys.map(|(key, place)| (digest(key.as_ref()), place.into()));
        let mut entries: Vec<(u64, u32)> = entries.collect();
        entries.sort_by_key(|(digest, _)| *digest);
        entries.dedup();
        writer.numbers(entries.iter().map(|(digest, _)| *digest));
        writer.numbers(entries.iter().map(|(_, place)| *place));
    }

    pub fn read(reader: &mut Reader) -> Result<Self, FlatError> {
        let digests = reader.numbers()?;
        let places: Column<u32> = reader.numbers()?;
        if digests.len() != places.len() {
            return Err(FlatError::Torn);
        }
        Ok(Self {
            digests,
            places: places.iter().map(P::from).collect(),
        })
    }

    /// The places of all keys.
    pub fn places(&self) -> &[P] {
        &self.places
    }

    /// The places of a key.
    pub fn get(&self, key: &str) -> &[P] {
        let wanted = digest(key);
        let all = self.digests.len();
        let from = partition_point(0..all, |at| self.digests.get(at) < wanted);
        let count = (from..all).take_while(|at| self.digests.get(*at) == wanted);
        let until = from + count.count();
        self.places.get(from..until).unwrap_or_default()
    }
}

fn digest(key: &str) -> u64 {
    let digest = Sha256::digest(key.as_bytes());
    // Eight of the thirty-two bytes: they are there.
    u64::from_le_bytes(digest[..8].try_into().unwrap_or_default())
}
