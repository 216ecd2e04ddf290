//! Trains a [`Forest`]: gradient boosting of whole questions.
//!
//! Small and plain on purpose: a few hundred thousand rows of some forty features, on one thread, the same forest
//! for the same data. Features are cut into at most [`BINS_MAX`] bins; a tree grows at the leaf that gains most.

use super::pull::{Slope, pull};
use super::random::Random;
use crate::learned::{Forest, Node, Tree};

/// How a forest is grown. The defaults were compared by cross-validation over whole questions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoostOptions {
    /// Trees.
    pub trees: usize,
    /// Leaves of a tree at most.
    pub leaves: usize,
    /// What is added of each tree.
    pub rate: f64,
    /// Rows of a leaf at least.
    pub rows_min: usize,
    /// How much the values of leaves are held back.
    pub ridge: f64,
    /// The share of the features that a tree may ask.
    pub feature_share: f64,
    /// The share of the questions that a tree is grown on.
    pub question_share: f64,
}

impl Default for BoostOptions {
    fn default() -> Self {
        Self {
            trees: 100,
            leaves: 15,
            rate: 0.07,
            rows_min: 1000,
            ridge: 50.0,
            feature_share: 0.3,
            question_share: 0.8,
        }
    }
}

/// The candidates of one question: rows of features, and which of them are right.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The features of each candidate, one row after the other.
    pub rows: Vec<Vec<f32>>,
    /// Whether each candidate is a right answer.
    pub right: Vec<bool>,
}

/// Bins of a feature at most: a bin is one byte.
const BINS_MAX: usize = 64;

/// Grows a forest that puts the right candidates of each group first. Groups with no right candidate, or with
/// nothing else, teach nothing and are passed over.
pub fn boost(features: &[&str], groups: &[Group], options: &BoostOptions) -> Forest {
    let teaches = |group: &&Group| group.right.contains(&true) && group.right.contains(&false);
    let groups: Vec<&Group> = groups.iter().filter(teaches).collect();
    let table = Binned::new(features.len(), &groups);
    let mut values = vec![0.0_f64; table.rows];
    let mut random = Random(0x7075_6e67);
    let mut trees = Vec::with_capacity(options.trees);
    let mut slopes: Vec<Slope> = vec![(0.0, 0.0); table.rows];
    for _ in 0..options.trees {
        if groups.is_empty() {
            break;
        }
        let mut rows: Vec<u32> = Vec::with_capacity(table.rows);
        for (group, &first) in groups.iter().zip(&table.first) {
            if random.share() < options.question_share {
                let range = first..first + group.right.len();
                pull(
                    &group.right,
                    &values[range.clone()],
                    &mut slopes[range.clone()],
                );
                rows.extend(range.map(|row| row as u32));
            }
        }
        let asked: Vec<usize> = (0..features.len())
            .filter(|_| random.share() < options.feature_share)
            .collect();
        let tree = Grower {
            table: &table,
            slopes: &slopes,
            asked: &asked,
            options,
        }
        .grow(rows);
        for (group, &first) in groups.iter().zip(&table.first) {
            for (at, row) in group.rows.iter().enumerate() {
                values[first + at] += f64::from(tree.value(row));
            }
        }
        trees.push(tree);
    }
    Forest {
        features: features.iter().map(|name| (*name).to_owned()).collect(),
        trees,
    }
}

/// The rows of all groups with every value as the bin that it falls into.
struct Binned {
    rows: usize,
    /// The first row of each group.
    first: Vec<usize>,
    /// The greatest value of each bin but the last, by feature.
    bounds: Vec<Vec<f32>>,
    /// The bins of each feature, row by row.
    bins: Vec<Vec<u8>>,
}

impl Binned {
    fn new(features: usize, groups: &[&Group]) -> Self {
        let mut first = Vec::with_capacity(groups.len());
        let mut rows = 0;
        for group in groups {
            first.push(rows);
            rows += group.rows.len();
        }
        let all = || groups.iter().flat_map(|group| &group.rows);
        let mut bounds = Vec::with_capacity(features);
        let mut bins = Vec::with_capacity(features);
        for feature in 0..features {
            let mut values: Vec<f32> = all().map(|row| row[feature]).collect();
            values.sort_by(f32::total_cmp);
            let bound = bounds_of(&values);
            let bin = |row: &Vec<f32>| bound.partition_point(|most| *most < row[feature]) as u8;
            bins.push(all().map(bin).collect());
            bounds.push(bound);
        }
        Self {
            rows,
            first,
            bounds,
            bins,
        }
    }
}

/// Values that part sorted ones into bins of about the same size.
fn bounds_of(sorted: &[f32]) -> Vec<f32> {
    let mut bounds: Vec<f32> = Vec::new();
    let last = sorted.last().copied().unwrap_or(0.0);
    for part in 1..BINS_MAX {
        let Some(&value) = sorted.get(part * sorted.len() / BINS_MAX) else {
            break;
        };
        if value < last && bounds.last().is_none_or(|bound| *bound < value) {
            bounds.push(value);
        }
    }
    bounds
}

/// Grows one tree.
struct Grower<'a> {
    table: &'a Binned,
    slopes: &'a [Slope],
    asked: &'a [usize],
    options: &'a BoostOptions,
}

/// A leaf that may still be split.
struct Growing {
    node: usize,
    rows: Vec<u32>,
    /// What its rows come to.
    sums: Sums,
    best: Option<Split>,
}

/// What rows come to, bin by bin: of each feature that is asked, one after the other.
struct Sums(Vec<Sum>);

/// What some rows come to together.
#[derive(Clone, Copy, Default)]
struct Sum {
    force: f64,
    curve: f64,
    rows: u32,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    feature: usize,
    bin: u8,
}

impl Grower<'_> {
    fn grow(&self, rows: Vec<u32>) -> Tree {
        let mut nodes = vec![self.leaf(&rows)];
        let sums = self.sums(&rows);
        let mut leaves = vec![self.growing(0, rows, sums)];
        while leaves.len() < self.options.leaves {
            let gain = |leaf: &Growing| leaf.best.map_or(0.0, |split| split.gain);
            let best =
                (0..leaves.len()).max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b])));
            let Some((at, split)) = best.and_then(|at| Some((at, leaves[at].best?))) else {
                break;
            };
            let leaf = leaves.swap_remove(at);
            let bins = &self.table.bins[split.feature];
            let (yes, no): (Vec<u32>, Vec<u32>) = leaf
                .rows
                .into_iter()
                .partition(|row| bins[*row as usize] <= split.bin);
            let first = nodes.len();
            nodes.extend([self.leaf(&yes), self.leaf(&no)]);
            nodes[leaf.node] = Node::Split {
                feature: split.feature as u16,
                at_most: self.table.bounds[split.feature][usize::from(split.bin)],
                yes: first as u16,
                no: first as u16 + 1,
            };
            // The smaller part is summed up; the other one is the rest. Most splits take few rows from many.
            let is_fewer = yes.len() < no.len();
            let fewer = self.sums(if is_fewer { &yes } else { &no });
            let others = leaf.sums.without(&fewer);
            let (of_yes, of_no) = match is_fewer {
                true => (fewer, others),
                false => (others, fewer),
            };
            leaves.push(self.growing(first, yes, of_yes));
            leaves.push(self.growing(first + 1, no, of_no));
        }
        Tree { nodes }
    }

    fn growing(&self, node: usize, rows: Vec<u32>, sums: Sums) -> Growing {
        let best = self.best_split(&rows, &sums);
        Growing {
            node,
            rows,
            sums,
            best,
        }
    }

    fn leaf(&self, rows: &[u32]) -> Node {
        let sum = self.sum(rows);
        let value = self.options.rate * sum.force / (sum.curve + self.options.ridge);
        Node::Leaf {
            value: value as f32,
        }
    }

    fn sum(&self, rows: &[u32]) -> Sum {
        let mut sum = Sum::default();
        for row in rows {
            sum.add(self.slopes[*row as usize]);
        }
        sum
    }

    fn sums(&self, rows: &[u32]) -> Sums {
        let slopes: Vec<Slope> = rows.iter().map(|row| self.slopes[*row as usize]).collect();
        let mut sums = vec![Sum::default(); self.asked.len() * BINS_MAX];
        for (&feature, sums) in self.asked.iter().zip(sums.chunks_exact_mut(BINS_MAX)) {
            let bins = &self.table.bins[feature];
            for (row, &slope) in rows.iter().zip(&slopes) {
                sums[usize::from(bins[*row as usize])].add(slope);
            }
        }
        Sums(sums)
    }

    fn best_split(&self, rows: &[u32], sums: &Sums) -> Option<Split> {
        if rows.len() < 2 * self.options.rows_min {
            return None;
        }
        let all = self.sum(rows);
        let worth = |sum: Sum| sum.force * sum.force / (sum.curve + self.options.ridge);
        let is_enough = |sum: Sum| sum.rows as usize >= self.options.rows_min;
        let mut best: Option<Split> = None;
        for (&feature, sums) in self.asked.iter().zip(sums.0.chunks_exact(BINS_MAX)) {
            let mut left = Sum::default();
            let bounds = self.table.bounds[feature].len();
            for (bin, sum) in sums.iter().enumerate().take(bounds) {
                left = left.with(*sum);
                let right = all.without(left);
                if !is_enough(left) || !is_enough(right) {
                    continue;
                }
                let gain = worth(left) + worth(right) - worth(all);
                if gain > best.map_or(1e-9, |split| split.gain) {
                    best = Some(Split {
                        gain,
                        feature,
                        bin: bin as u8,
                    });
                }
            }
        }
        best
    }
}

impl Sums {
    fn without(mut self, part: &Self) -> Self {
        for (sum, part) in self.0.iter_mut().zip(&part.0) {
            *sum = sum.without(*part);
        }
        self
    }
}

impl Sum {
    fn add(&mut self, (force, curve): Slope) {
        self.force += force;
        self.curve += curve;
        self.rows += 1;
    }

    fn with(self, other: Self) -> Self {
        Self {
            force: self.force + other.force,
            curve: self.curve + other.curve,
            rows: self.rows + other.rows,
        }
    }

    fn without(self, part: Self) -> Self {
        Self {
            force: self.force - part.force,
            curve: self.curve - part.curve,
            rows: self.rows - part.rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Questions whose right candidate has the greatest second feature; the first one is noise.
    fn groups() -> Vec<Group> {
        let mut random = Random(1);
        let mut group = || {
            let rows: Vec<Vec<f32>> = (0..20)
                .map(|_| vec![random.share() as f32, random.share() as f32])
                .collect();
            let greatest = |row: &Vec<f32>| rows.iter().all(|other| other[1] <= row[1]);
            let right = rows.iter().map(greatest).collect();
            Group { rows, right }
        };
        (0..60).map(|_| group()).collect()
    }

    fn success_at_1(forest: &Forest, groups: &[Group]) -> usize {
        let hits = groups.iter().filter(|group| {
            let value = |at: &usize| forest.value(&group.rows[*at]);
            let best = (0..20).max_by(|a, b| value(a).total_cmp(&value(b)));
            best.is_some_and(|best| group.right[best])
        });
        hits.count()
    }

    #[test]
    fn what_matters_is_learned_and_carries_over() {
        let groups = groups();
        let (seen, unseen) = groups.split_at(40);
        let options = BoostOptions {
            rows_min: 5,
            feature_share: 1.0,
            ..BoostOptions::default()
        };
        let forest = boost(&["noise", "signal"], seen, &options);
        assert_eq!(forest.check(&["noise", "signal"]), Ok(()));
        let found = success_at_1(&forest, unseen);
        assert!(found >= 16, "{found} of 20, by chance 1");
    }

    #[test]
    fn learning_twice_gives_the_same_forest() {
        let groups = groups();
        let options = BoostOptions {
            trees: 5,
            ..BoostOptions::default()
        };
        let grow = || boost(&["noise", "signal"], &groups, &options);
        assert_eq!(grow(), grow());
    }

    #[test]
    fn groups_that_teach_nothing_are_passed_over() {
        let group = Group {
            rows: vec![vec![1.0], vec![2.0]],
            right: vec![false, false],
        };
        assert!(
            boost(&["one"], &[group], &BoostOptions::default())
                .trees
                .is_empty()
        );
    }
}
