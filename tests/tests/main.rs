//! Tests across the packages: the project's own rules, the sample documents, the real corpus where it is found.
#![allow(
    clippy::print_stdout,
    reason = "what was skipped and what was measured belongs in the log"
)]

mod akn_schema;
mod indexer_samples;
mod learning;
mod life;
mod life_sample;
mod lists;
mod pauses;
mod policy;
mod real_corpus;
mod samples;
mod word;
