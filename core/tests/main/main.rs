//! Tests of the crate from outside, in one binary so that it is linked once.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on is a test that fails"
)]

mod backup;
mod boundaries;
mod companions;
mod equals;
mod fuzz_bodies;
mod generations;
mod lives;
mod marks;
mod oracle;
mod questions;
mod round_trip;
mod spared;
mod support;
mod versions;
mod wrong_words;
