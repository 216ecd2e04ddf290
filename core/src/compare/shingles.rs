//! How alike two texts are, by the pairs of characters that they share.

/// Pairs that are remembered of one text. Of a longer one the smallest hashes are: a fair sample, and the same
/// sample in two texts that share it.
const SKETCH_MAX: usize = 512;

/// The pairs of neighbouring characters of a text, as sorted hashes.
pub(super) struct Sketch {
    hashes: Vec<u64>,
    /// Whether there are more pairs than are remembered.
    is_sample: bool,
}

impl Sketch {
    /// The pairs of a text.
    pub fn new(text: &str) -> Self {
        let mut hashes: Vec<u64> = text
            .chars()
            .zip(text.chars().skip(1))
            .map(|(left, right)| mix(u64::from(left) << 32 | u64::from(right)))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        let is_sample = hashes.len() > SKETCH_MAX;
        hashes.truncate(SKETCH_MAX);
        // A million characters must not be kept for half a thousand pairs.
        hashes.shrink_to_fit();
        Self { hashes, is_sample }
    }

    /// The pairs.
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The share of their pairs that two texts have in common (Dice), 0 to 1; estimated where one is a sample.
    pub fn similarity(&self, other: &Self) -> f32 {
        let most = match self.is_sample || other.is_sample {
            // Of two samples only the smallest of all hashes can be compared.
            true => SKETCH_MAX,
            false => usize::MAX,
        };
        let (mut left, mut right) = (self.hashes.as_slice(), other.hashes.as_slice());
        let (mut all, mut shared) = (0_usize, 0_usize);
        while all < most {
            match (left.first(), right.first()) {
                (None, None) => break,
                (Some(a), Some(b)) if a == b => {
                    shared += 1;
                    (left, right) = (&left[1..], &right[1..]);
                }
                (Some(a), Some(b)) if a < b => left = &left[1..],
                (Some(_), None) => left = &left[1..],
                _ => right = &right[1..],
            }
            all += 1;
        }
        match all {
            0 => 0.0,
            _ => 2.0 * shared as f32 / (all + shared) as f32,
        }
    }
}

/// Spreads the bits of a pair over the whole number, so that the smallest are a fair sample.
fn mix(pair: u64) -> u64 {
    let mut hash = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ hash >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: &str, right: &str, from: f32, to: f32) {
        let found = Sketch::new(left).similarity(&Sketch::new(right));
        assert!((from..=to).contains(&found), "{found}");
    }

    #[test]
    fn alike_is_what_shares_pairs() {
        check("养犬应当登记", "养犬应当登记", 1.0, 1.0);
        check("养犬应当登记", "养犬应当免疫", 0.5, 0.7);
        check("养犬应当登记", "停车收费标准", 0.0, 0.0);
        check("", "", 0.0, 0.0);
        check("犬", "犬", 0.0, 0.0);
    }

    #[test]
    fn long_texts_are_measured_by_a_sample() {
        let long: String = (0..20_000)
            .filter_map(|at| char::from_u32(0x4e00 + at))
            .collect();
        let (front, back): (String, String) = (
            long.chars().take(15_000).collect(),
            long.chars().skip(5_000).collect(),
        );
        assert!(Sketch::new(&long).hashes().len() == SKETCH_MAX);
        check(&long, &long, 1.0, 1.0);
        // 10,000 of 15,000 pairs each.
        check(&front, &back, 0.6, 0.74);
    }
}
