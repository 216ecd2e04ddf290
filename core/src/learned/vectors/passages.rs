//! The vectors of the passages of a generation.

use std::collections::HashMap;

use super::table::quantize;
use super::{DIMENSIONS, PairVectors, Vector};
use crate::flat::{Bytes, Column, FlatError, Reader, Writer};

/// To be raised with every change of what the file holds.
const VERSION: u32 = 1;
/// How many passages are compared with a vector by their numbers, of those with the most signs in common.
const COMPARED: usize = 20_000;

/// The vectors of passages by segment and entry.
#[derive(Debug, Clone, Default)]
pub struct PassageVectors {
    segments: Vec<SegmentVectors>,
}

/// The vectors of the passages of one segment, by entry; zeros where one has none.
#[derive(Debug, Clone, Default)]
pub(crate) struct SegmentVectors {
    /// A signed byte a number. Their length means nothing.
    numbers: Column<u8>,
    /// A bit for the sign of each number, set where it is above zero. Directions that lie close have nearly the same
    /// signs, and 64 of them are compared at once.
    signs: Column<u64>,
}

impl PassageVectors {
    /// The cosine of the angle between a vector of length 1 and that of a passage; 0 where it has none.
    pub fn cosine(&self, vector: &Vector, segment: u32, entry: u32) -> f32 {
        let segment = self.segments.get(segment as usize);
        segment.map_or(0.0, |segment| segment.cosine(&whole(vector), entry))
    }

    /// So many passages of which the vectors lie close to a vector of length 1, by segment and entry, the closest first:
    /// nearly always the closest of all.
    pub fn nearest(&self, vector: &Vector, count: usize) -> Vec<(u32, u32)> {
        let signs = signs(vector.iter().map(|number| *number > 0.0));
        let whole = whole(vector);
        let mut by_distance = [0_usize; DIMENSIONS + 1];
        let all = self
            .segments
            .iter()
            .flat_map(|segment| segment.signs.iter());
        let distances: Vec<u8> = all
            .map(|other| (signs ^ other).count_ones() as u8)
            .collect();
        for &distance in &distances {
            by_distance[usize::from(distance)] += 1;
        }
        let mut passages = 0;
        let is_enough = |here: &usize| {
            passages += here;
            passages >= COMPARED
        };
        let farthest = by_distance.iter().position(is_enough).unwrap_or(DIMENSIONS);
        let mut distances = distances.into_iter();
        let mut found: Vec<(f32, (u32, u32))> = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            for (entry, distance) in (&mut distances).take(segment.signs.len()).enumerate() {
                if usize::from(distance) <= farthest {
                    let cosine = segment.cosine(&whole, entry as u32);
                    found.push((cosine, (number as u32, entry as u32)));
                }
            }
        }
        found.retain(|(cosine, _)| *cosine > 0.0);
        // Of equals the first in the index.
        let closest_first = |one: &(f32, (u32, u32)), other: &(f32, (u32, u32))| {
            other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
        };
        if found.len() > count {
            found.select_nth_unstable_by(count, closest_first);
            found.truncate(count);
        }
        found.sort_unstable_by(closest_first);
        found.into_iter().map(|(_, address)| address).collect()
    }
}

impl FromIterator<SegmentVectors> for PassageVectors {
    fn from_iter<I: IntoIterator<Item = SegmentVectors>>(segments: I) -> Self {
        Self {
            segments: segments.into_iter().collect(),
        }
    }
}

impl SegmentVectors {
    fn cosine(&self, vector: &Whole, entry: u32) -> f32 {
        let row = self.numbers.slice(entry as usize * DIMENSIONS, DIMENSIONS);
        let (mut product, mut square) = (0_i32, 0_i32);
        for (one, other) in vector.iter().zip(row) {
            let other = i32::from(other.cast_signed());
            product += i32::from(*one) * other;
            square += other * other;
        }
        match square {
            0 => 0.0,
            square => product as f32 / ((square as f32).sqrt() * WHOLE),
        }
    }

    /// Whether it is of a segment of so many entries.
    fn has(&self, entries: usize) -> bool {
        self.numbers.len() == entries * DIMENSIONS && self.signs.len() == entries
    }
}

/// The vectors of the passages of one segment while they are made.
pub(crate) struct MadeVectors {
    numbers: Vec<u8>,
}

impl MadeVectors {
    /// For a segment of so many entries: those that get none have none.
    pub fn new(entries: usize) -> Self {
        Self {
            numbers: vec![0; entries * DIMENSIONS],
        }
    }

    /// Gives a passage the vector of its pairs.
    pub fn put(&mut self, entry: u32, pairs: &[u64], table: &PairVectors) {
        let at = entry as usize * DIMENSIONS;
        if let Some(row) = self.numbers.get_mut(at..at + DIMENSIONS) {
            row.copy_from_slice(&quantize(&table.sum(pairs)).1);
        }
    }
}

impl From<MadeVectors> for SegmentVectors {
    fn from(made: MadeVectors) -> Self {
        let rows = made.numbers.chunks_exact(DIMENSIONS);
        let signs = rows.map(|row| signs(row.iter().map(|number| number.cast_signed() > 0)));
        Self {
            signs: Column::held(signs.flat_map(u64::to_le_bytes).collect()),
            numbers: Column::held(made.numbers),
        }
    }
}

/// The file of the vectors of passages: by the names of segments, so that those which an update leaves alone are kept.
#[derive(Default)]
pub(crate) struct StoredVectors {
    segments: HashMap<String, SegmentVectors>,
}

impl StoredVectors {
    /// What a file holds that was made of this table; nothing where it was made of another one.
    pub fn read(bytes: Bytes, table: &PairVectors) -> Result<Self, FlatError> {
        let mut reader = Reader::new(bytes, VERSION)?;
        let fingerprint: Column<u64> = reader.numbers()?;
        let names = reader.texts()?;
        let mut segments = HashMap::new();
        for at in 0..names.len() {
            let vectors = SegmentVectors {
                numbers: reader.numbers()?,
                signs: reader.numbers()?,
            };
            segments.insert(names.get(at).to_owned(), vectors);
        }
        reader.finish()?;
        if fingerprint.get(0) != table.fingerprint() {
            segments.clear();
        }
        Ok(Self { segments })
    }

    /// The vectors of a segment, if they are there for so many entries.
    pub fn take(&mut self, name: &str, entries: usize) -> Option<SegmentVectors> {
        let vectors = self.segments.remove(name);
        vectors.filter(|vectors| vectors.has(entries))
    }

    /// The file of these segments, by name.
    pub fn write(table: &PairVectors, segments: &[(String, SegmentVectors)]) -> Vec<u8> {
        let mut writer = Writer::new(VERSION);
        writer.numbers([table.fingerprint()]);
        writer.texts(segments.iter().map(|(name, _)| name));
        for (_, vectors) in segments {
            writer.numbers(vectors.numbers.iter());
            writer.numbers(vectors.signs.iter());
        }
        writer.finish()
    }
}

/// A vector of length 1 in whole numbers, which are multiplied many at a time.
type Whole = [i16; DIMENSIONS];

/// What stands for 1: 64 products with a byte still fit into 32 bits.
const WHOLE: f32 = 8192.0;

fn whole(vector: &Vector) -> Whole {
    vector.map(|number| (number * WHOLE).round() as i16)
}

/// The first in the lowest bit.
fn signs(above_zero: impl Iterator<Item = bool>) -> u64 {
    let places = above_zero.enumerate();
    places.fold(0, |signs, (at, is_above)| {
        signs | (u64::from(is_above) << at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learned::vectors::table::Row;
    use crate::learned::{distinct_pairs, normalize};

    /// Numbers without order, the same each time.
    fn vector(seed: u64) -> Vector {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut vector = std::array::from_fn(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 40) as f32 / (1 << 24) as f32 - 0.5
        });
        normalize(&mut vector);
        vector
    }

    /// A table of so many pairs, and a segment with a passage of each, every one behind an entry that is none.
    fn segment(passages: u32) -> (PairVectors, SegmentVectors) {
        let row = |pair: u32| Row {
            pair: u64::from(pair),
            vector: vector(u64::from(pair) + 1),
        };
        let table = PairVectors::new(&(0..passages).map(row).collect::<Vec<_>>());
        let mut made = MadeVectors::new(2 * passages as usize);
        for pair in 0..passages {
            made.put(2 * pair + 1, &[u64::from(pair)], &table);
        }
        (table, made.into())
    }

    #[test]
    fn the_closest_come_first_and_what_has_none_does_not_come() {
        let (table, vectors) = segment(60);
        let passages: PassageVectors = [vectors].into_iter().collect();
        let found = passages.nearest(&table.sum(&[7, 21]), 2);
        let expected = [(0, 15), (0, 43)];
        assert!(
            found.iter().all(|found| expected.contains(found)),
            "{found:?}"
        );
        let all = passages.nearest(&table.sum(&[7]), 1000);
        assert_eq!(all[0], (0, 15));
        assert!(all.iter().all(|(_, entry)| entry % 2 == 1));
        assert!(passages.nearest(&[0.0; DIMENSIONS], 10).is_empty());
        assert_eq!(passages.cosine(&vector(1), 0, 0), 0.0);
        assert_eq!(passages.cosine(&vector(1), 5, 5), 0.0);
    }

    #[test]
    fn few_are_missed_where_not_all_are_compared() {
        let (table, vectors) = segment(2 * COMPARED as u32);
        let passages: PassageVectors = [vectors].into_iter().collect();
        let mut missed = 0;
        for asked in 0..20 {
            let vector = table.sum(&[asked, asked + 100]);
            let cosines =
                (0..4 * COMPARED as u32).map(|entry| (passages.cosine(&vector, 0, entry), entry));
            let closest = cosines.max_by(|one, other| one.0.total_cmp(&other.0));
            let found = passages.nearest(&vector, 1);
            missed += usize::from(closest.map(|(_, entry)| (0, entry)) != found.first().copied());
        }
        assert!(missed <= 1, "{missed} of 20");
    }

    #[test]
    fn segments_are_found_by_name_and_only_with_their_table() {
        let (table, vectors) = segment(3);
        let written = StoredVectors::write(&table, &[("a".to_owned(), vectors.clone())]);
        let read = |table: &PairVectors| {
            StoredVectors::read(Bytes::held(written.clone()), table).expect("its own form")
        };
        let back = read(&table).take("a", 6).expect("of so many entries");
        assert!(back.numbers.iter().eq(vectors.numbers.iter()));
        assert!(back.signs.iter().eq(vectors.signs.iter()));
        assert!(read(&table).take("a", 7).is_none());
        assert!(read(&table).take("b", 6).is_none());
        let pair = distinct_pairs("养犬")[0];
        let other = PairVectors::new(&[Row {
            pair,
            vector: vector(9),
        }]);
        assert!(read(&other).take("a", 6).is_none());
    }
}
