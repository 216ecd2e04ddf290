//! What the benchmarks and the measuring command share: corpora, indexes over them, questions.

pub mod corpus;
pub mod evaluate;
pub mod generate;
pub mod report;
