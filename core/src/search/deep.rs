//! Every hit of a search, without an end: for programs that take all of them.
//!
//! The search is understood and run once, as for its first page; then its plan is walked through the index from one
//! place to the next. Every hit comes with a cursor from which another export of the same search goes on.

mod cursor;

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

pub use cursor::{CursorError, ExportPlace};

use super::answering::{Decided, Found, make_hits};
use super::highlight::Highlighter;
use super::named_articles::put_first;
use super::request::SearchRequest;
use super::response::Hit;
use super::searcher::{Held, SearchError, Searcher};
use super::verbatim::Passage;
use crate::document::Day;
use crate::engine::{Candidate, Chosen, Engine};
use crate::language::Tokenizer;
use crate::query::understand::Understanding;
use crate::query::{Level, Plan, Sort};

/// Hits that are read at a time: what an export holds is this many.
pub const EXPORT_CHUNK: usize = 200;

/// An export under way. It stays on the generation on which it began.
pub struct Export {
    held: Arc<Held>,
    tokenizer: Arc<Tokenizer>,
    request: SearchRequest,
    understanding: Understanding,
    passage: Option<Passage>,
    plan: Plan,
    chosen: Chosen,
    total: u64,
    digest: u64,
    from: ExportPlace,
}

/// The next hits of an export.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportChunk {
    /// The hits, at most [`EXPORT_CHUNK`]; none where the time was up before one was found.
    pub lines: Vec<ExportLine>,
    /// Where it goes on; `None` at the end.
    pub next: Option<ExportPlace>,
    /// How many hits came until here, those before the cursor included.
    pub sent: u64,
}

/// A hit with where an export goes on behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExportLine {
    /// The hit.
    #[serde(flatten)]
    pub hit: Hit,
    /// Takes up the export behind this hit.
    pub cursor: String,
}

impl Searcher {
    /// Begins to give all hits of a search in the order of the index, or goes on behind a cursor. Page, size, order,
    /// facets and explanation of the request do not count; nothing is helped where nothing is found.
    ///
    /// # Errors
    /// As [`Searcher::search`], and when the cursor is not of this search and generation.
    pub fn export(
        &self,
        request: &SearchRequest,
        cursor: Option<&str>,
    ) -> Result<Export, SearchError> {
        let begun = Instant::now();
        let request = SearchRequest {
            page: 1,
            size: 10,
            sort: Sort::Relevance,
            order: None,
            facets: Vec::new(),
            explain: false,
            ..request.clone()
        };
        request.check()?;
        let held = self.held();
        let engine = held.engine.as_ref();
        let digest = cursor::digest(&request);
        let from = match cursor {
            Some(text) => cursor::read(text, engine.generation(), digest)?,
            None => ExportPlace::default(),
        };
        if !engine.has_place(from.at) {
            return Err(CursorError::Malformed.into());
        }
        let deadline = request.time_max.map(|time| begun + time);
        let Decided {
            request,
            understanding,
            passage,
            plan,
            answer,
            ..
        } = self.decide(&held, &request, deadline)?;
        let chosen = engine.choose(&plan)?;
        Ok(Export {
            tokenizer: Arc::clone(&self.tokenizer),
            request,
            understanding,
            passage,
            plan,
            chosen,
            total: answer.total,
            digest,
            from,
            held: Arc::clone(&held),
        })
    }
}

impl Export {
    /// The generation of the index that is exported.
    pub fn generation(&self) -> &str {
        self.held.engine.generation()
    }

    /// The day at which validity is asked.
    pub fn as_of(&self) -> Day {
        self.request.as_of
    }

    /// How many hits there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Where the export begins: behind its cursor.
    pub fn begin(&self) -> ExportPlace {
        self.from
    }

    /// The cursor of a place.
    pub fn cursor(&self, place: ExportPlace) -> String {
        cursor::write(self.generation(), place, self.digest)
    }

    /// The next hits from a place on. When the time is up it gives what it has, as long as it got on.
    ///
    /// # Errors
    /// When the time was up from the beginning, or the index cannot be read.
    pub fn chunk(
        &self,
        from: ExportPlace,
        time_max: Option<Duration>,
    ) -> Result<ExportChunk, SearchError> {
        let engine = self.held.engine.as_ref();
        let plan = Plan {
            deadline: time_max.map(|time| Instant::now() + time),
            ..self.plan.clone()
        };
        let walked = engine.walk(&plan, &self.chosen, from.at, EXPORT_CHUNK)?;
        let sent = from.sent + walked.hits.len() as u64;
        let mut places = Vec::with_capacity(walked.hits.len());
        let mut candidates: Vec<Candidate> = Vec::with_capacity(walked.hits.len());
        for hit in walked.hits {
            places.push(hit.next);
            candidates.push(hit.candidate);
        }
        if self.request.level == Level::Document {
            // Where hits are articles the asked one has its place in the walk as all others have.
            put_first(engine, &self.understanding, &self.request, &mut candidates)?;
        }
        let highlighter = Highlighter::new(&plan, &self.tokenizer);
        let hits = make_hits(
            engine,
            &self.tokenizer,
            Found::read(engine, &plan, &candidates)?,
            &highlighter,
            self.passage.as_ref(),
            &self.understanding.named,
            &self.request,
        )?;
        let before = from.sent + 1..;
        let lines = hits.into_iter().zip(places).zip(before);
        let lines = lines.map(|((hit, at), sent)| ExportLine {
            hit,
            cursor: self.cursor(ExportPlace { at, sent }),
        });
        Ok(ExportChunk {
            lines: lines.collect(),
            next: walked.next.map(|at| ExportPlace { at, sent }),
            sent,
        })
    }
}
