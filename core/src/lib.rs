//! Tongcha (通查): search over Chinese rules (规章), normative documents (行政规范性文件), laws and local regulations.
//!
//! The crate reads legal texts into articles, builds indexes of them, and answers questions. It is made to be
//! embedded: synchronous, without environment variables, output or a network; what it needs comes as arguments.
//!
//! # Two walks
//!
//! A document comes in: a [`Record`] as published is read into a
//! [`Document`], its text into a [`Structure`](structure::Structure), and
//! [`Indexer`] writes both into the next *generation* of a
//! [`DataDirectory`].
//!
//! A question comes in: [`Searcher`] reads a [`SearchRequest`], makes a
//! [`Plan`](query::Plan) of tokens, lets an [`Engine`](engine::Engine) run it, and gives a
//! [`SearchResponse`]: the same shapes that the HTTP API serves.
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//! use tongcha::{DataDirectory, Indexer, Record, SearchRequest, Searcher, Tokenizer, WriterOptions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let data = DataDirectory::new(folder.path());
//! let tokenizer = Arc::new(Tokenizer::new());
//!
//! let mut indexer = Indexer::create(&data, &tokenizer, WriterOptions::default())?;
//! for (id, title, text) in [
//!     ("dogs", "云溪省养犬管理条例", "第一条 为了规范养犬行为，制定本条例。\n第二条 养犬应当登记。"),
//!     ("cars", "云溪省停车场管理办法", "第一条 为了规范停车，制定本办法。\n第二条 停车场应当明码标价。"),
//! ] {
//!     let record = Record { id: id.into(), title: title.into(), text: text.into(), ..Record::default() };
//!     indexer.add(record, "example")?;
//! }
//! indexer.publish()?;
//!
//! let searcher = Searcher::open(&data, tokenizer)?;
//! let answer = searcher.search(&SearchRequest::new("养犬登记"))?;
//! assert_eq!(answer.hits[0].title, "云溪省养犬管理条例");
//! assert_eq!(answer.hits[0].articles[0].label, "第二条");
//! # Ok(())
//! # }
//! ```
#![deny(missing_docs)]

pub mod catalogue;
pub mod compare;
pub mod document;
pub mod engine;
pub mod evaluate;
mod flat;
pub mod index;
pub mod language;
pub mod learn;
pub mod learned;
pub mod lexicon;
pub mod life;
pub mod query;
pub mod relation;
pub mod search;
pub mod structure;

pub use document::{Day, Document, Record};
pub use engine::{DataDirectory, Manifest, WriterOptions};
pub use index::{Indexer, Outcome};
pub use language::Tokenizer;
pub use search::{SearchRequest, SearchResponse, Searcher};
