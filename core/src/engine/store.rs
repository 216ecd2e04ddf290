//! Reads what is stored of single entries.
//!
//! tantivy's own way makes a general document of an entry, byte by byte; here the values stay where they are, in a
//! block that is kept for a while. What the bytes of an entry say is part of tantivy's format of the store: the
//! number of its values, then for each its field, its sort, its length, itself.

use std::ops::Range;

use tantivy::directory::OwnedBytes;
use tantivy::schema::Field;
use tantivy::store::StoreReader;
use tantivy::{SegmentReader, TantivyError};

/// Blocks kept uncompressed, per segment: those of the documents that everybody asks for.
const BLOCKS_CACHED: usize = 256;
/// The sort of a value that is bytes.
const SORT_BYTES: u8 = 4;

/// The stored values of one segment.
pub(super) struct Store {
    reader: StoreReader,
}

/// The stored values of one entry.
pub(super) struct StoredValues {
    bytes: OwnedBytes,
    values: Vec<(Field, Range<usize>)>,
}

impl Store {
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        Ok(Self {
            reader: reader.get_store_reader(BLOCKS_CACHED)?,
        })
    }

    pub(super) fn get(&self, entry: u32) -> tantivy::Result<StoredValues> {
        let bytes = self.reader.get_document_bytes(entry)?;
        let values = read_values(&bytes).ok_or_else(|| {
            TantivyError::InternalError(format!("what is stored of entry {entry} is damaged"))
        })?;
        Ok(StoredValues { bytes, values })
    }
}

impl StoredValues {
    /// The first value of a field.
    pub(super) fn of(&self, field: Field) -> Option<&[u8]> {
        let mut values = self.values.iter();
        let (_, range) = values.find(|(known, _)| *known == field)?;
        Some(&self.bytes[range.clone()])
    }
}

/// Where the values of an entry are; `None` where the bytes are none of this form.
fn read_values(bytes: &[u8]) -> Option<Vec<(Field, Range<usize>)>> {
    let mut at = 0;
    let count = read_number(bytes, &mut at)?;
    let mut values = Vec::new();
    for _ in 0..count {
        let field = bytes.get(at..at + 4)?.try_into().ok()?;
        let sort = *bytes.get(at + 4)?;
        at += 5;
        let end = read_number(bytes, &mut at)?.checked_add(at)?;
        if sort != SORT_BYTES || end > bytes.len() {
            return None;
        }
        values.push((Field::from_field_id(u32::from_le_bytes(field)), at..end));
        at = end;
    }
    Some(values)
}

/// A number in groups of seven bits, the lowest first; the last has its upper bit set.
fn read_number(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 != 0 {
            return usize::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::schema::{STORED, Schema};
    use tantivy::{Index, TantivyDocument};

    #[test]
    fn what_was_written_is_read() {
        let mut schema = Schema::builder();
        let (one, other) = (
            schema.add_bytes_field("one", STORED),
            schema.add_bytes_field("other", STORED),
        );
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 20_000_000).expect("room");
        let long = "条".repeat(50_000);
        for text in ["第一条", "", long.as_str()] {
            let mut entry = TantivyDocument::default();
            entry.add_bytes(one, text.as_bytes());
            entry.add_bytes(other, b"beside it");
            writer.add_document(entry).expect("written");
        }
        writer.commit().expect("written");
        let searcher = index.reader().expect("readable").searcher();
        let store = Store::open(searcher.segment_reader(0)).expect("readable");
        for (entry, text) in (0..).zip(["第一条", "", long.as_str()]) {
            let stored = store.get(entry).expect("readable");
            assert_eq!(stored.of(one), Some(text.as_bytes()));
            assert_eq!(stored.of(other), Some(&b"beside it"[..]));
        }
    }

    #[test]
    fn damaged_bytes_are_no_values() {
        for bytes in [
            &b""[..],
            &[0x01],
            &[0x81],
            &[0x81, 0, 0, 0, 0, SORT_BYTES],
            &[0x81, 0, 0, 0, 0, SORT_BYTES, 0x84, b'a'],
            &[
                0x81, 0, 0, 0, 0, SORT_BYTES, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0xFF,
            ],
            &[0x81, 0, 0, 0, 0, SORT_BYTES + 1, 0x81, b'a'],
        ] {
            assert_eq!(read_values(bytes), None, "{bytes:?}");
        }
        assert_eq!(read_values(&[0x80]), Some(Vec::new()));
    }
}
