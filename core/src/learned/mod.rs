//! What answered questions taught: the tables of a generation, and how they are asked.
//!
//! Governments hold thousands of questions already answered, with the articles they rest on. [`crate::learn`] makes
//! tables of them, which a generation holds as one plain JSON file ([`Lessons`]) with the vectors beside it:
//!
//! - the questions with their articles, so that similar questions vote for what answered them ([`Memory`]);
//! - how words of questions translate into words of statutes ([`Translations`]);
//! - where pairs of characters point, so that texts about one matter lie close ([`PairVectors`]);
//! - a forest that weighs all evidence of a candidate article ([`Forest`]), learned over whole questions.
//!
//! What nobody has asked about yet is not buried: votes are one sort of evidence beside the words of the text, and
//! how much they count was learned from questions whose own answers had been taken out of the memory.

mod features;
mod forest;
mod lessons;
mod memory;
mod ranking;
mod translations;
mod vectors;

pub use features::{FEATURES, Features};
pub use forest::{Forest, ForestError, Node, Tree};
pub use lessons::{Lessons, LessonsError};
pub use memory::{AnsweredQuestion, Memory, Recalled, Votes};
pub use ranking::{Ranking, Recollection};
pub use translations::{Pair, Translation, Translations};
pub use vectors::{DIMENSIONS, Likeness, PairVectors, PassageVectors, TextVectors, Vector};

pub(crate) use vectors::{
    MadeVectors, Row, SegmentVectors, StoredVectors, distinct_pairs, dot, for_each_pair, normalize,
};
