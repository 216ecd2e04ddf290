//! Numbers from a seed. Our own dozen lines, since no library promises the same numbers in its next version, and the
//! same documents from the same seed are the point.

/// SplitMix64 (Steele, Lea and Flood 2014): full period, passes BigCrush, and any 64 bits are a good seed.
pub(super) struct Random(u64);

impl Random {
    /// The row of one seed. `stream` tells rows apart: two streams of one seed have nothing in common.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed ^ 0x6a09_e667_f3bc_c909);
        let start = random.next() ^ stream.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(start)
    }

    /// Any 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is above 0. The bias is below one in 2^32 for the bounds used here.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several, each as often.
    pub fn of<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }

    /// A place in a row of `len`, earlier ones more often: the lower of two.
    pub fn early(&mut self, len: usize) -> usize {
        self.below(len).min(self.below(len))
    }
}

/// Draws places of a row by weight, in the same time however long the row is (Walker's alias method, in whole
/// numbers).
pub(super) struct Weighted {
    /// For each place: below this of `total`, it is the place itself; else the other one.
    cells: Vec<(u64, u32)>,
    total: u64,
}

impl Weighted {
    /// A row of weights, of which at least one is above 0.
    pub fn new(weights: &[u64]) -> Self {
        let total: u64 = weights.iter().sum();
        let count = weights.len() as u64;
        let mut left: Vec<u64> = weights.iter().map(|weight| weight * count).collect();
        let mut cells: Vec<(u64, u32)> = (0..weights.len()).map(|at| (total, at as u32)).collect();
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) =
            (0..weights.len()).partition(|&at| left[at] < total);
        while let (Some(&few), Some(&many)) = (poor.last(), rich.last()) {
            poor.pop();
            cells[few] = (left[few], many as u32);
            left[many] -= total - left[few];
            if left[many] < total {
                rich.pop();
                poor.push(many);
            }
        }
        Self { cells, total }
    }

    /// A place.
    pub fn draw(&self, random: &mut Random) -> usize {
        let at = random.below(self.cells.len());
        let (own, other) = self.cells[at];
        if (random.below(self.total as usize) as u64) < own {
            at
        } else {
            other as usize
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighted_draws_follow_the_weights() {
        let weighted = Weighted::new(&[1, 0, 6, 3]);
        let mut random = Random::new(1, 1);
        let mut seen = [0usize; 4];
        (0..100_000).for_each(|_| seen[weighted.draw(&mut random)] += 1);
        assert_eq!(seen[1], 0);
        for (seen, expected) in [(seen[0], 10_000), (seen[2], 60_000), (seen[3], 30_000)] {
            assert!(seen.abs_diff(expected) < 1_000, "{seen} of {expected}");
        }
    }

    #[test]
    fn streams_differ_and_repeat() {
        let row = |seed, stream| {
            let mut random = Random::new(seed, stream);
            [random.next(), random.next()]
        };
        assert_eq!(row(7, 3), row(7, 3));
        assert_ne!(row(7, 3), row(7, 4));
        assert_ne!(row(7, 3), row(8, 3));
    }
}
