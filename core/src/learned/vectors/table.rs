//! The table of the vectors of pairs of characters.

use super::pairs::distinct_pairs;
use super::{DIMENSIONS, Vector, normalize};
use crate::flat::{Bytes, Column, FlatError, Reader, Writer, partition_point};

/// To be raised with every change of what the file holds.
const VERSION: u32 = 1;

/// A pair with its vector, to be written into a table.
pub(crate) struct Row {
    pub pair: u64,
    pub vector: Vector,
}

/// The vectors of pairs of characters, as they lie in a file: a byte a number.
#[derive(Debug, Clone)]
pub struct PairVectors {
    bytes: Bytes,
    /// Told to the vectors of passages, which are made of these and of no others.
    fingerprint: u64,
    /// Ascending.
    pairs: Column<u64>,
    /// What a vector's numbers are multiplied by.
    scales: Column<f32>,
    numbers: Column<u8>,
}

impl Default for PairVectors {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl PartialEq for PairVectors {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl PairVectors {
    /// A table of these rows, whose pairs ascend.
    pub(crate) fn new(rows: &[Row]) -> Self {
        let quantized: Vec<(f32, Vec<u8>)> = rows.iter().map(|row| quantize(&row.vector)).collect();
        let numbers = || {
            quantized
                .iter()
                .flat_map(|(_, numbers)| numbers.iter().copied())
        };
        let mut writer = Writer::new(VERSION);
        writer.numbers([fingerprint(rows.iter().map(|row| row.pair), numbers())]);
        writer.numbers(rows.iter().map(|row| row.pair));
        writer.numbers(quantized.iter().map(|(scale, _)| *scale));
        writer.numbers(numbers());
        // Cannot fail: it is read as it was just written, a column for each.
        Self::read(Bytes::held(writer.finish())).expect("a table is whole when it is made")
    }

    /// The table that a file holds.
    pub(crate) fn read(bytes: Bytes) -> Result<Self, FlatError> {
        let mut reader = Reader::new(bytes.clone(), VERSION)?;
        let fingerprint: Column<u64> = reader.numbers()?;
        let table = Self {
            bytes,
            fingerprint: fingerprint.get(0),
            pairs: reader.numbers()?,
            scales: reader.numbers()?,
            numbers: reader.numbers()?,
        };
        reader.finish()?;
        let pairs = table.pairs.len();
        if table.scales.len() == pairs && table.numbers.len() == pairs * DIMENSIONS {
            Ok(table)
        } else {
            Err(FlatError::Torn)
        }
    }

    /// The file that holds the table.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.all()
    }

    pub(super) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// How many pairs have a vector.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether no pair has one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The vector of a text.
    pub fn vector(&self, text: &str) -> Vector {
        self.sum(&distinct_pairs(text))
    }

    /// The vector of a text with these pairs.
    pub(super) fn sum(&self, pairs: &[u64]) -> Vector {
        let mut vector = [0.0; DIMENSIONS];
        for at in pairs.iter().filter_map(|pair| self.place(*pair)) {
            let scale = self.scales.get(at);
            let row = self.numbers.slice(at * DIMENSIONS, DIMENSIONS);
            for (sum, number) in vector.iter_mut().zip(row) {
                *sum += scale * f32::from(number.cast_signed());
            }
        }
        normalize(&mut vector);
        vector
    }

    fn place(&self, pair: u64) -> Option<usize> {
        let at = partition_point(0..self.len(), |at| self.pairs.get(at) < pair);
        (at < self.len() && self.pairs.get(at) == pair).then_some(at)
    }
}

/// A vector's numbers as signed bytes, and what to multiply them by.
pub(super) fn quantize(vector: &Vector) -> (f32, Vec<u8>) {
    let greatest = vector
        .iter()
        .fold(0.0_f32, |most, number| most.max(number.abs()));
    if greatest == 0.0 {
        return (0.0, vec![0; DIMENSIONS]);
    }
    let scale = greatest / 127.0;
    let byte = |number: &f32| ((number / scale).round() as i8).cast_unsigned();
    (scale, vector.iter().map(byte).collect())
}

/// FNV-1a over what a table holds: to tell tables apart, not to guard them.
fn fingerprint(pairs: impl Iterator<Item = u64>, numbers: impl Iterator<Item = u8>) -> u64 {
    let bytes = pairs.flat_map(u64::to_le_bytes).chain(numbers);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learned::vectors::dot;

    fn direction(at: usize) -> Vector {
        let mut vector = [0.0; DIMENSIONS];
        vector[at] = 3.0;
        vector
    }

    fn table() -> PairVectors {
        let pair = |text: &str| distinct_pairs(text)[0];
        let mut rows = [("养犬", 0), ("犬只", 0), ("房租", 1)].map(|(text, at)| Row {
            pair: pair(text),
            vector: direction(at),
        });
        rows.sort_by_key(|row| row.pair);
        PairVectors::new(&rows)
    }

    #[test]
    fn a_text_lies_where_its_pairs_point() {
        let table = table();
        let dogs = table.vector("养犬和犬只");
        assert!((dot(&dogs, &table.vector("犬只")) - 1.0).abs() < 1e-6);
        assert!(dot(&dogs, &table.vector("房租")).abs() < 1e-6);
        assert_eq!(table.vector("没有"), [0.0; DIMENSIONS]);
    }

    #[test]
    fn what_is_written_is_read_and_damage_is_seen() {
        let table = table();
        let read = PairVectors::read(Bytes::held(table.bytes().to_vec())).expect("its own form");
        assert_eq!(read, table);
        assert_eq!(read.fingerprint(), table.fingerprint());
        let torn = table.bytes()[..table.bytes().len() - 1].to_vec();
        assert!(PairVectors::read(Bytes::held(torn)).is_err());
        assert!(PairVectors::default().is_empty());
    }
}
