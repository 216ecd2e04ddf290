//! The server from outside: real connections to a real server over an index of the sample documents.
#![forbid(unsafe_code)]

mod address;
mod client;
mod compared;
mod comparison;
mod delivery;
mod departed;
mod description;
mod documents;
mod everyone;
mod export;
mod feeds;
mod figures;
mod generations;
mod help;
mod home;
mod hostile;
mod list_pages;
mod lists;
mod operators;
mod pages;
mod problems;
mod reading;
mod references;
mod search;
mod start;
