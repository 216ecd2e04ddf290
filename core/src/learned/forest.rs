//! A forest of regression trees: what turns the evidence of a candidate into its place.
//!
//! Plain data, so that a generation can hold it as JSON and a person can read it: every node names its feature.

use serde::{Deserialize, Serialize};

/// Trees whose values add up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Forest {
    /// What the trees may ask of, by place.
    pub features: Vec<String>,
    /// The trees.
    pub trees: Vec<Tree>,
}

/// A tree as its nodes; the first is the root.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tree {
    /// The nodes; those that a node leads to come after it.
    pub nodes: Vec<Node>,
}

/// A node of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Node {
    /// Asks whether a feature is at most a value.
    Split {
        /// The place of the feature in [`Forest::features`].
        feature: u16,
        /// The value.
        at_most: f32,
        /// The node for values up to it.
        yes: u16,
        /// The node for greater values.
        no: u16,
    },
    /// What the tree adds.
    Leaf {
        /// The value.
        value: f32,
    },
}

/// A forest that cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ForestError {
    /// It was trained over other features than this version measures.
    #[error("the learned ranking is over other features; learn again")]
    OtherFeatures,
    /// A node leads nowhere or back.
    #[error("tree {tree} of the learned ranking is damaged; learn again")]
    Damaged {
        /// Which tree.
        tree: usize,
    },
}

impl Forest {
    /// The value of a candidate with these features; larger is better.
    ///
    /// A forest that was [checked](Forest::check) never reads beyond its nodes.
    pub fn value(&self, features: &[f32]) -> f32 {
        self.trees.iter().map(|tree| tree.value(features)).sum()
    }

    /// The values of several candidates, in their order: tree by tree, each of which is then at hand for all.
    pub fn values(&self, candidates: &[Vec<f32>]) -> Vec<f32> {
        let mut values = vec![0.0; candidates.len()];
        for tree in &self.trees {
            for (value, features) in values.iter_mut().zip(candidates) {
                *value += tree.value(features);
            }
        }
        values
    }

    /// Whether it asks for exactly these features and every node leads to a later one.
    ///
    /// # Errors
    /// When it does not: it must then not be asked.
    pub fn check(&self, features: &[&str]) -> Result<(), ForestError> {
        if self.features != features {
            return Err(ForestError::OtherFeatures);
        }
        let fits = |tree: &Tree| {
            let leads_on = |at: usize, next: u16| {
                usize::from(next) > at && usize::from(next) < tree.nodes.len()
            };
            let node_fits = |(at, node): (usize, &Node)| match node {
                Node::Leaf { value } => value.is_finite(),
                Node::Split {
                    feature, yes, no, ..
                } => {
                    usize::from(*feature) < features.len()
                        && leads_on(at, *yes)
                        && leads_on(at, *no)
                }
            };
            !tree.nodes.is_empty() && tree.nodes.iter().enumerate().all(node_fits)
        };
        match self.trees.iter().position(|tree| !fits(tree)) {
            Some(tree) => Err(ForestError::Damaged { tree }),
            None => Ok(()),
        }
    }
}

impl Tree {
    /// What the tree adds for these features.
    pub fn value(&self, features: &[f32]) -> f32 {
        let mut at = 0;
        loop {
            match self.nodes.get(at) {
                Some(Node::Split {
                    feature,
                    at_most,
                    yes,
                    no,
                }) => {
                    let value = features.get(usize::from(*feature)).copied().unwrap_or(0.0);
                    let next = usize::from(if value <= *at_most { *yes } else { *no });
                    // Nodes lead onwards only, so that this ends whatever was read from disk.
                    if next <= at {
                        return 0.0;
                    }
                    at = next;
                }
                Some(Node::Leaf { value }) => return *value,
                None => return 0.0,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest() -> Forest {
        let split = Node::Split {
            feature: 1,
            at_most: 0.5,
            yes: 1,
            no: 2,
        };
        let leaf = |value| Node::Leaf { value };
        Forest {
            features: vec!["a".to_owned(), "b".to_owned()],
            trees: vec![
                Tree {
                    nodes: vec![split, leaf(1.0), leaf(2.0)],
                },
                Tree {
                    nodes: vec![leaf(0.25)],
                },
            ],
        }
    }

    #[test]
    fn values_add_up() {
        assert_eq!(forest().value(&[9.0, 0.5]), 1.25);
        assert_eq!(forest().value(&[9.0, 0.6]), 2.25);
        let both = [vec![9.0, 0.5], vec![9.0, 0.6]];
        assert_eq!(forest().values(&both), [1.25, 2.25]);
    }

    #[test]
    fn a_forest_is_plain_json() {
        let json = serde_json::to_string(&forest()).expect("plain data");
        let back: Forest = serde_json::from_str(&json).expect("its own form");
        assert_eq!(back, forest());
    }

    #[test]
    fn damage_is_told_and_never_loops() {
        assert_eq!(forest().check(&["a", "b"]), Ok(()));
        assert_eq!(forest().check(&["a"]), Err(ForestError::OtherFeatures));
        let mut damaged = forest();
        damaged.trees[0].nodes[0] = Node::Split {
            feature: 1,
            at_most: 0.5,
            yes: 0,
            no: 7,
        };
        assert_eq!(
            damaged.check(&["a", "b"]),
            Err(ForestError::Damaged { tree: 0 })
        );
        assert_eq!(damaged.value(&[0.0, 0.0]), 0.25);
        assert_eq!(damaged.value(&[0.0, 1.0]), 0.25);
    }
}
