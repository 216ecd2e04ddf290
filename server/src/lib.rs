//! The HTTP API and the public page of Tongcha (通查), over the library `tongcha`.
//!
//! A request walks through these rooms: [`edge`] sets limits and protects, [`routes`] (and [`page`] for people)
//! read the [`parameters`] and make one call into core on the [`pool`], [`answer`] gives the result its tag,
//! [`delivery`] compresses and keeps it, and whatever goes wrong is a [`problem`]. [`server`] opens the index, begins to listen, and follows new
//! generations.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! let config = tongcha_server::Config::default();
//! let server = tongcha_server::start(config, Arc::new(tongcha::Tokenizer::new()))?;
//! println!("listening on http://{}", server.address());
//! server.wait();
//! # Ok::<(), tongcha_server::StartError>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![allow(rustdoc::private_intra_doc_links)]

mod address;
mod answer;
mod asking;
mod atom;
mod bilingual;
mod config;
mod daily;
mod delivery;
mod demo;
mod display;
mod edge;
mod logging;
mod metrics;
mod openapi;
mod page;
mod parameters;
mod pool;
mod problem;
mod routes;
mod server;
mod state;

pub use address::PublicUrl;
pub use config::{
    Arguments, Config, ConfigError, FooterLine, HomeRegion, HomeSection, LogFormat, Site, SiteStyle,
};
pub use demo::{Demo, DemoError};
pub use logging::start as start_logging;
pub use server::{Running, StartError, start};
