//! The plan: tokens, the condition over them, filters. What every engine runs and nothing more.

use std::time::Instant;

use super::{FacetField, Filters, Level, Order, Prior, Rarity, Sort, Weights};
use crate::document::Day;

/// How many terms one plan may hold: an engine keeps what an entry matched in one 64-bit word.
pub const TERMS_MAX: usize = 64;

/// What an engine is to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Whether hits are documents or articles.
    pub level: Level,
    /// The terms that conditions and scores speak of, by index; at most [`TERMS_MAX`].
    pub terms: Vec<PlanTerm>,
    /// Whether words of the query are not among them because there are too many.
    pub truncated: bool,
    /// Which entries match.
    pub condition: Condition,
    /// Keys that name documents outright: a document with one of them matches whatever the condition says, and
    /// comes before every document without.
    pub identifiers: Vec<Identifier>,
    /// What hits must be beside matching.
    pub filters: Filters,
    /// What speaks for a document whatever its words.
    pub prior: Prior,
    /// How much each place of a document counts.
    pub weights: Weights,
    /// The day at which validity is asked.
    pub as_of: Day,
    /// What to order by.
    pub sort: Sort,
    /// In which direction.
    pub order: Order,
    /// How many of the best are kept: those of the asked page and all before it, or more where they are to be
    /// ranked again.
    pub candidates_max: usize,
    /// How many articles to return with each document.
    pub passages_max: usize,
    /// How many of the best articles to return beside the documents, to be ranked again; 0 for none.
    pub articles_max: usize,
    /// Articles that match whatever their words, since people were answered with them before or they are about the
    /// matter that is asked about, by the engine's own address: segment and entry. Filters hold for them as for all.
    pub remembered: Vec<(u32, u32)>,
    /// Whether a work of several documents (versions, parts) is one hit; articles are never folded.
    pub folds: bool,
    /// Facets to count.
    pub facets: Vec<FacetField>,
    /// When to give up.
    pub deadline: Option<Instant>,
}

/// One thing to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanTerm {
    /// A word or a phrase.
    pub kind: TermKind,
    /// Where.
    pub scope: Scope,
    /// Factor on its score; 0 lets it match without scoring.
    pub weight: f32,
}

/// The indexed form of a term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// One token of the tokenizer.
    Word(String),
    /// Consecutive characters, one token each, punctuation and space left out.
    Phrase(Vec<String>),
}

/// Where a term is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The texts of documents.
    Text(TextScope),
    /// The document number.
    Number,
    /// The issuing organs.
    Authority,
}

/// Which part of a document's words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TextScope {
    /// Title, number, organ, headings and body.
    #[default]
    All,
    /// The title only.
    Title,
    /// The body only.
    Body,
}

/// A Boolean condition over the terms of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Every entry.
    Everything,
    /// No entry.
    Nothing,
    /// The term of this index occurs.
    Term(usize),
    /// All hold.
    And(Vec<Condition>),
    /// One holds.
    Or(Vec<Condition>),
    /// Does not hold.
    Not(Box<Condition>),
    /// At least so many of these terms occur.
    AtLeast {
        /// How many.
        count: u32,
        /// Of which terms, as a bit set.
        terms: u64,
    },
    /// Terms occur that tell so much of what others tell together.
    Telling {
        /// How much, in percent.
        percent: u32,
        /// Of what these terms tell, as a bit set.
        of: u64,
        /// Which terms count, as a bit set.
        terms: u64,
    },
}

impl Condition {
    /// Whether the condition holds for an entry in which the terms of this bit set occur.
    pub fn holds(&self, occurring: u64, rarity: &Rarity) -> bool {
        match self {
            Self::Everything => true,
            Self::Nothing => false,
            Self::Term(index) => occurring >> index & 1 == 1,
            Self::And(all) => all
                .iter()
                .all(|condition| condition.holds(occurring, rarity)),
            Self::Or(any) => any
                .iter()
                .any(|condition| condition.holds(occurring, rarity)),
            Self::Not(inner) => !inner.holds(occurring, rarity),
            Self::AtLeast { count, terms } => (occurring & terms).count_ones() >= *count,
            Self::Telling { percent, of, terms } => {
                let told = occurring & terms;
                told != 0 && rarity.sum(told) >= needed(*percent, *of, rarity)
            }
        }
    }
}

/// What must be told of what the terms of a set tell. Terms that occur nowhere ask nothing of those that do.
pub(crate) fn needed(percent: u32, of: u64, rarity: &Rarity) -> f32 {
    rarity.sum(of) * percent as f32 / 100.0
}

/// A key that names documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Which key.
    pub field: IdentifierField,
    /// Its value, as indexed.
    pub key: String,
}

/// Keys of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdentifierField {
    /// The title without punctuation.
    Title,
    /// The document number without punctuation.
    Number,
    /// The identifier of the record.
    Id,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_combine() {
        let condition = Condition::And(vec![
            Condition::Or(vec![Condition::Term(0), Condition::Term(1)]),
            Condition::Not(Box::new(Condition::Term(2))),
            Condition::AtLeast {
                count: 2,
                terms: 0b11011,
            },
        ]);
        let rarity = Rarity::of_shares([]);
        let holds = |occurring| condition.holds(occurring, &rarity);
        assert!(holds(0b01001));
        assert!(!holds(0b00001), "only one of the four");
        assert!(!holds(0b01101), "holds the excluded term");
        assert!(!holds(0b11000), "neither of the first two");
    }

    #[test]
    fn common_words_alone_tell_too_little() {
        // 管理, 办法, 犬只, 收容, and a word that stands nowhere.
        let rarity = Rarity::of_shares([0.9, 0.8, 0.05, 0.01, 0.0]);
        let condition = Condition::Telling {
            percent: 30,
            of: 0b11111,
            terms: 0b11111,
        };
        assert!(!condition.holds(0b00011, &rarity));
        assert!(condition.holds(0b00100, &rarity));
        assert!(condition.holds(0b01001, &rarity));
        assert!(
            !condition.holds(0, &Rarity::of_shares([])),
            "nothing tells nothing"
        );
    }
}
