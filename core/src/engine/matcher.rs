//! The condition of a plan in the form in which it can be asked a hundred thousand times.

use std::cell::Cell;

use crate::query::{Condition, Rarity, needed};

/// A condition, flattened where it is no more than counts over terms: all but nested alternatives are.
pub(super) struct Matcher<'a> {
    /// Terms that all must occur.
    required: u64,
    /// Terms of which none may occur.
    excluded: u64,
    /// At least so many of these terms.
    counts: Vec<(u64, u32)>,
    /// Some of these terms, that tell so much.
    telling: Vec<(u64, f32)>,
    /// What is left: to be asked as it is. First those that more terms can only fulfil, not break.
    rising: Vec<&'a Condition>,
    others: Vec<&'a Condition>,
    never: bool,
    rarity: &'a Rarity,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(condition: &'a Condition, rarity: &'a Rarity) -> Self {
        let mut matcher = Self {
            required: 0,
            excluded: 0,
            counts: Vec::new(),
            telling: Vec::new(),
            rising: Vec::new(),
            others: Vec::new(),
            never: false,
            rarity,
        };
        matcher.require(condition);
        matcher
    }

    fn require(&mut self, condition: &'a Condition) {
        match condition {
            Condition::Everything => {}
            Condition::Nothing => self.never = true,
            Condition::Term(index) => self.required |= 1 << index,
            Condition::And(all) => all.iter().for_each(|condition| self.require(condition)),
            Condition::AtLeast { count, terms } => self.counts.push((*terms, *count)),
            Condition::Telling { percent, of, terms } => {
                let needed = needed(*percent, *of, self.rarity);
                self.telling.push((*terms, needed));
            }
            Condition::Not(inner) => match inner.as_ref() {
                Condition::Term(index) => self.excluded |= 1 << index,
                _ => self.others.push(condition),
            },
            Condition::Or(any) => match any.as_slice() {
                [only] => self.require(only),
                _ => match any
                    .iter()
                    .map(term_bit)
                    .try_fold(0, |all, bit| Some(all | bit?))
                {
                    Some(terms) => self.counts.push((terms, 1)),
                    None if is_rising(condition) => self.rising.push(condition),
                    None => self.others.push(condition),
                },
            },
        }
    }

    /// What [`Condition::holds`] says.
    #[inline]
    pub(super) fn holds(&self, occurring: u64) -> bool {
        occurring & self.excluded == 0
            && self.may_hold_within(occurring)
            && self
                .others
                .iter()
                .all(|condition| condition.holds(occurring, self.rarity))
    }

    /// Whether the condition can hold for anything in which only these terms occur: `false` for a document spares
    /// the look at each of its articles, and the lookup of further terms. More terms never make it `false`.
    #[inline]
    pub(super) fn may_hold_within(&self, occurring: u64) -> bool {
        !self.never
            && occurring & self.required == self.required
            && self
                .counts
                .iter()
                .all(|&(terms, count)| (occurring & terms).count_ones() >= count)
            && self.telling.iter().all(|&(terms, needed)| {
                let told = occurring & terms;
                told != 0 && self.rarity.sum(told) >= needed
            })
            && self
                .rising
                .iter()
                .all(|condition| condition.holds(occurring, self.rarity))
    }
}

/// What was answered lately for sets of terms. To ask a condition again costs ten times as much.
pub(super) struct Answers([Cell<Option<(u64, bool)>>; ANSWERS]);

/// A power of two.
const ANSWERS: usize = 256;

impl Default for Answers {
    fn default() -> Self {
        Self([const { Cell::new(None) }; ANSWERS])
    }
}

impl Answers {
    /// The answer for a set of terms, by `ask` where it was not given lately.
    #[inline]
    pub(super) fn get(&self, terms: u64, ask: impl FnOnce() -> bool) -> bool {
        // Fibonacci hashing: the upper bits depend on all others.
        let hash = terms.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = &self.0[(hash >> (u64::BITS - ANSWERS.trailing_zeros())) as usize];
        match place.get() {
            Some((known, answer)) if known == terms => answer,
            _ => {
                let answer = ask();
                place.set(Some((terms, answer)));
                answer
            }
        }
    }
}

/// Whether further terms can only fulfil a condition: whether nothing in it must not occur.
fn is_rising(condition: &Condition) -> bool {
    match condition {
        Condition::Everything
        | Condition::Nothing
        | Condition::Term(_)
        | Condition::AtLeast { .. }
        | Condition::Telling { .. } => true,
        Condition::And(parts) | Condition::Or(parts) => parts.iter().all(is_rising),
        Condition::Not(_) => false,
    }
}

/// The bit of a condition that asks for one term.
fn term_bit(condition: &Condition) -> Option<u64> {
    match condition {
        Condition::Term(index) => Some(1 << index),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn conditions() -> impl Strategy<Value = Condition> {
        let leaf = prop_oneof![
            Just(Condition::Everything),
            Just(Condition::Nothing),
            (0..5_usize).prop_map(Condition::Term),
            (0..5_u32, 0..32_u64).prop_map(|(count, terms)| Condition::AtLeast { count, terms }),
            (0..100_u32, 0..32_u64, 0..32_u64)
                .prop_map(|(percent, of, terms)| Condition::Telling { percent, of, terms }),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::And),
                prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::Or),
                inner.prop_map(|inner| Condition::Not(Box::new(inner))),
            ]
        })
    }

    #[test]
    fn answers_are_those_of_the_set() {
        let answers = Answers::default();
        for _ in 0..2 {
            for terms in 0..10_000 {
                assert_eq!(answers.get(terms, || terms % 3 == 0), terms % 3 == 0);
            }
        }
        assert!(answers.get(9_999, || unreachable!("known")));
    }

    proptest! {
        #[test]
        fn says_what_the_condition_says(condition in conditions()) {
            let rarity = Rarity::of_shares([0.9, 0.5, 0.1, 0.01, 0.0]);
            let matcher = Matcher::new(&condition, &rarity);
            for occurring in 0..32 {
                prop_assert_eq!(matcher.holds(occurring), condition.holds(occurring, &rarity));
                let within = (0..32).filter(|part| part & occurring == *part);
                let mut parts = within.filter(|&part| condition.holds(part, &rarity));
                prop_assert!(matcher.may_hold_within(occurring) || parts.next().is_none());
            }
        }
    }
}
