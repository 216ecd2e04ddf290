//! Parts questions into folds, so that questions that are nearly the same never stand on both sides.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

/// Questions that share this much of their pairs of characters are the same question in other words.
const SAME_SHARE: f32 = 0.5;

/// The group of each question: questions nearly the same are in one, which is named by its first question.
pub(super) fn groups(terms: &[Vec<String>]) -> Vec<usize> {
    let mut places: BTreeMap<&str, u32> = BTreeMap::new();
    let sets: Vec<Vec<u32>> = terms
        .iter()
        .map(|terms| {
            let numbers: BTreeSet<u32> = terms
                .iter()
                .map(|term| {
                    let next = places.len() as u32;
                    *places.entry(term).or_insert(next)
                })
                .collect();
            numbers.into_iter().collect()
        })
        .collect();
    let mut group: Vec<usize> = (0..sets.len()).collect();
    for one in 0..sets.len() {
        for other in 0..one {
            if group[one] != group[other] && is_same(&sets[one], &sets[other]) {
                let (first, second) = (group[one].min(group[other]), group[one].max(group[other]));
                for group in &mut group[..=one] {
                    if *group == second {
                        *group = first;
                    }
                }
            }
        }
    }
    group
}

fn is_same(one: &[u32], other: &[u32]) -> bool {
    let (short, long) = match one.len() < other.len() {
        true => (one, other),
        false => (other, one),
    };
    if long.is_empty() || (short.len() as f32) < SAME_SHARE * long.len() as f32 {
        return false;
    }
    let common = short
        .iter()
        .filter(|term| long.binary_search(term).is_ok())
        .count();
    let all = short.len() + long.len() - common;
    common as f32 >= SAME_SHARE * all as f32
}

/// The fold of each question, from 0: its group decides, by chance that is the same each time.
pub(super) fn folds(groups: &[usize], qids: &[&str], count: usize) -> Vec<usize> {
    let fold_of = |group: usize| {
        let digest = Sha256::digest(qids[group].as_bytes());
        usize::from(u16::from_be_bytes([digest[0], digest[1]])) % count.max(1)
    };
    groups.iter().map(|&group| fold_of(group)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    #[test]
    fn nearly_the_same_questions_are_one_group() {
        let questions = ["甲乙丙丁", "子丑寅卯", "甲乙丙戊", "甲乙己庚", ""].map(terms);
        assert_eq!(groups(&questions), [0, 1, 0, 3, 4]);
    }

    #[test]
    fn groups_join_where_a_question_is_like_both() {
        let questions = ["甲乙丙丁", "丙丁戊己", "乙丙丁戊"].map(terms);
        assert_eq!(groups(&questions), [0, 0, 0]);
    }

    #[test]
    fn a_group_is_in_one_fold_and_folds_are_of_about_one_size() {
        let qids: Vec<String> = (0..1_000).map(|number| format!("q{number}")).collect();
        let qids: Vec<&str> = qids.iter().map(String::as_str).collect();
        let mut groups: Vec<usize> = (0..1_000).collect();
        groups[7] = 3;
        let folds = folds(&groups, &qids, 5);
        assert_eq!(folds[7], folds[3]);
        for fold in 0..5 {
            let size = folds.iter().filter(|known| **known == fold).count();
            assert!((150..250).contains(&size), "{fold}: {size}");
        }
    }
}
