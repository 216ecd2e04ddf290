//! In which order a pass takes the terms of a plan, and from which on it looks at few documents only.
//!
//! The rarest come first. As soon as the terms that are left could not fulfil the condition by themselves, a document
//! that had none of those before cannot match any more: the rest, which are the commonest, are looked up only in the
//! documents that still can. Nothing is lost by it, neither hits nor counts, and a question of a rare word and three
//! common ones costs about as much as the rare word.

use crate::engine::lookup::Lookup;
use crate::engine::matcher::Matcher;

/// The order of lookups, and what is left to come at each of them.
pub(super) struct Course {
    /// So many lookups, from the first, are walked through everywhere.
    pub everywhere: usize,
    /// Whether a document that has none of their terms can match all the same.
    pub untouched_match: bool,
    /// The terms of each lookup and of those after it.
    remaining: Vec<u64>,
}

impl Course {
    /// Orders lookups by what walking through them costs: how often their terms occur, all places of a term together.
    pub(super) fn new(lookups: &mut [Lookup], matcher: &Matcher<'_>) -> Self {
        let mut effort = [0_u64; u64::BITS as usize];
        for lookup in lookups.iter() {
            effort[lookup.term] += lookup.effort();
        }
        // Stable: the places of a term stay together and in their order.
        lookups.sort_by_key(|lookup| (effort[lookup.term], lookup.term));
        Self::of_terms(lookups.iter().map(|lookup| lookup.term), matcher)
    }

    /// The course over lookups of these terms, in their order; those of a term stand together.
    fn of_terms(
        terms: impl DoubleEndedIterator<Item = usize> + ExactSizeIterator,
        matcher: &Matcher<'_>,
    ) -> Self {
        let mut remaining: Vec<u64> = terms
            .rev()
            .scan(0, |after, term| {
                *after |= 1 << term;
                Some(*after)
            })
            .collect();
        remaining.reverse();
        let begins = |at: &usize| *at == 0 || remaining[at - 1] != remaining[*at];
        let everywhere = (0..remaining.len())
            .find(|at| begins(at) && !matcher.may_hold_within(remaining[*at]))
            .unwrap_or(remaining.len());
        Self {
            everywhere,
            untouched_match: matcher
                .may_hold_within(remaining.get(everywhere).copied().unwrap_or(0)),
            remaining,
        }
    }

    /// The terms of a lookup and of those after it: what a document may still turn out to have.
    pub(super) fn remaining(&self, lookup: usize) -> u64 {
        self.remaining.get(lookup).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Condition, Rarity};

    fn course(terms: &[usize], condition: &Condition) -> Course {
        let rarity = Rarity::of_shares([]);
        Course::of_terms(terms.iter().copied(), &Matcher::new(condition, &rarity))
    }

    #[test]
    fn where_all_words_are_asked_for_only_the_first_is_walked_through() {
        let all = Condition::AtLeast {
            count: 3,
            terms: 0b111,
        };
        let course = course(&[2, 2, 0, 0, 1], &all);
        assert_eq!(course.everywhere, 2, "both places of the rarest");
        assert!(!course.untouched_match);
        assert_eq!(course.remaining(2), 0b011);
        assert_eq!(course.remaining(5), 0);
    }

    #[test]
    fn where_two_of_four_are_asked_for_the_commonest_is_spared() {
        let two = Condition::AtLeast {
            count: 2,
            terms: 0b1111,
        };
        let course = course(&[3, 1, 0, 2], &two);
        assert_eq!(course.everywhere, 3);
    }

    #[test]
    fn where_anything_matches_nothing_is_spared() {
        let course = course(&[0, 1], &Condition::Everything);
        assert_eq!(course.everywhere, 2);
        assert!(course.untouched_match);
    }

    #[test]
    fn where_nothing_matches_no_word_is_looked_up() {
        let course = course(&[0, 1], &Condition::Nothing);
        assert_eq!(course.everywhere, 0);
        assert!(!course.untouched_match);
    }
}
