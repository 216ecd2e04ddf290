//! Tests across the packages: the project's own rules, the sample documents, the real corpus where it is found.

mod policy;
mod real_corpus;
mod samples;
