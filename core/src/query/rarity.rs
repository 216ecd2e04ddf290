//! How telling each term of a plan is where it is asked how much of a sentence an entry holds.

use super::TERMS_MAX;

/// A term that one entry in fifty has, or fewer, tells as much as any: beyond that a name or a slip of the pen would
/// outweigh the subject.
const SHARE_TELLING: f32 = 0.02;
/// What a term tells that every entry has: next to nothing, but more than one that is not there.
const LEAST: f32 = 0.05;

/// How telling the terms of a plan are, by index: 0 for one that occurs nowhere, else from 0.05 for one that stands
/// everywhere to 3.9 for one that stands in one entry of fifty or fewer.
#[derive(Debug, Clone, PartialEq)]
pub struct Rarity([f32; TERMS_MAX]);

impl Rarity {
    /// From the share of entries, 0 to 1, in which each term occurs; terms beyond these occur nowhere.
    pub fn of_shares(shares: impl IntoIterator<Item = f32>) -> Self {
        let mut weights = [0.0; TERMS_MAX];
        for (weight, share) in weights.iter_mut().zip(shares) {
            if share > 0.0 {
                *weight = (-share.max(SHARE_TELLING).ln()).max(LEAST);
            }
        }
        Self(weights)
    }

    /// What terms, as a bit set, tell together.
    pub fn sum(&self, terms: u64) -> f32 {
        let mut left = terms;
        let mut sum = 0.0;
        while left != 0 {
            sum += self.0[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_tells_more_up_to_a_bound() {
        let rarity = Rarity::of_shares([0.9, 0.1, 0.02, 0.0001, 0.0]);
        let told: Vec<f32> = (0..6).map(|term| rarity.sum(1 << term)).collect();
        assert!(0.0 < told[0] && told[0] < told[1] && told[1] < told[2]);
        assert_eq!(told[2], told[3]);
        assert_eq!((told[4], told[5]), (0.0, 0.0));
    }

    #[test]
    fn sums_are_of_the_terms_in_the_set() {
        let rarity = Rarity::of_shares([0.5, 0.2, 0.1]);
        assert_eq!(rarity.sum(0), 0.0);
        assert_eq!(rarity.sum(0b101), rarity.sum(0b001) + rarity.sum(0b100));
    }
}
