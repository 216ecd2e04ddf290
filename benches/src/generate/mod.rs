//! Documents that nobody wrote, in any number, as a large collection has them: for sizes that no corpus at hand has.
//!
//! A document follows from the seed and its place in the row alone, so that any part of a collection can be made
//! again, later documents can cite earlier ones by their titles, and nothing but one document is held at a time. The
//! same seed gives the same bytes on every machine: there is no floating-point arithmetic and no map without an order
//! in here.
//!
//! What is realistic about them: lengths and numbers of articles follow the deciles of real documents; words come
//! from a `lexicon` with real frequencies, and every document prefers a few of them; titles, organs, numbers and
//! days look like and depend on each other as in real ones; articles cite, later documents amend or repeal earlier
//! ones. What is not: sentences have no meaning, so that figures of search quality on them say nothing.

mod body;
mod heading;
mod lexicon;
mod phrases;
mod questions;
mod random;
mod subjects;
#[cfg(test)]
mod tests;

use tongcha::Record;

use body::Writer;
use heading::Headings;
use lexicon::Lexicon;
use phrases::Phrases;

/// Makes documents and questions about them from a seed.
pub struct Generator {
    headings: Headings,
    lexicon: Lexicon,
    phrases: Phrases,
    seed: u64,
}

impl Generator {
    /// Reads the lexicon and the phrases; takes milliseconds.
    pub fn new(seed: u64) -> Self {
        Self {
            headings: Headings::new(seed),
            lexicon: Lexicon::new(),
            phrases: Phrases::new(),
            seed,
        }
    }

    /// The document at a place in the row, counted from 0.
    pub fn document(&self, index: u64) -> Record {
        let heading = self.headings.at(index);
        let text = Writer::new(self, &heading, index).write();
        heading.into_record(index, text)
    }

    /// Documents from the first one on, without an end.
    pub fn documents(&self) -> impl Iterator<Item = Record> + '_ {
        (0..).map(|index| self.document(index))
    }
}
