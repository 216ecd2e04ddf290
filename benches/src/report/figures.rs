//! The figures of one commit on one corpus.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tongcha::Manifest;
use tongcha::evaluate::Latencies;

use super::machine::Machine;
use super::process::Usage;

/// Everything that the table shows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Where.
    pub machine: Machine,
    /// What.
    pub commit: String,
    /// Of which documents.
    pub corpus: String,
    /// The build; `None` where the index was there.
    pub build: Option<BuildFigures>,
    /// Documents in the index.
    pub documents: u64,
    /// Articles in the index.
    pub articles: u64,
    /// Their text, in bytes.
    pub text_bytes: u64,
    /// The index by part, the largest first.
    pub parts: Vec<Part>,
    /// From the start of the server to its first answer, the fastest of several, in milliseconds.
    pub cold_start_ms: f64,
    /// Memory of a server that has answered once, without pages of files, in bytes.
    pub idle_anonymous_bytes: u64,
    /// The most memory that the server held after all questions, with pages of files, in bytes.
    pub serving_peak_bytes: u64,
    /// The same without pages of files.
    pub serving_anonymous_bytes: u64,
    /// One asker at a time.
    pub rows: Vec<Row>,
    /// Many at once.
    pub loads: Vec<Load>,
}

/// A build from nothing.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct BuildFigures {
    /// From start to end.
    pub wall_seconds: f64,
    /// Processor time in its own code; what others do on the machine matters less to it.
    pub user_seconds: f64,
    /// The most memory that it held, in bytes.
    pub peak_bytes: u64,
}

/// Files of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What they hold.
    pub name: String,
    /// How much.
    pub bytes: u64,
}

/// Times of requests of one sort, over one connection of loopback.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Row {
    /// What was asked.
    pub name: String,
    /// How many different requests.
    pub requests: usize,
    /// Half of them took no longer.
    pub p50_ms: f64,
    /// 99 of 100 took no longer.
    pub p99_ms: f64,
    /// Processor time that one took on average, on all threads.
    pub processor_ms: f64,
}

/// Many connections at once.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Load {
    /// What was asked.
    pub name: String,
    /// By how many.
    pub connections: usize,
    /// Answers a second.
    pub per_second: f64,
    /// Processor time that the server took for one on average, on all threads.
    pub processor_ms: f64,
    /// Half of them took no longer.
    pub p50_ms: f64,
    /// 99 of 100 took no longer.
    pub p99_ms: f64,
}

impl Figures {
    /// Takes what a manifest says.
    pub fn describe(&mut self, manifest: &Manifest) {
        self.documents = manifest.documents;
        self.articles = manifest.articles;
        self.text_bytes = manifest.text_bytes;
        self.parts = parts(manifest);
    }

    /// The whole index in bytes.
    pub fn index_bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }
}

impl From<Usage> for BuildFigures {
    fn from(usage: Usage) -> Self {
        Self {
            wall_seconds: usage.wall_seconds,
            user_seconds: usage.user_seconds,
            peak_bytes: usage.peak_bytes,
        }
    }
}

fn parts(manifest: &Manifest) -> Vec<Part> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for file in &manifest.files {
        *sums.entry(part_of(&file.path)).or_default() += file.bytes;
    }
    let mut parts: Vec<Part> = sums
        .into_iter()
        .map(|(name, bytes)| Part {
            name: name.to_owned(),
            bytes,
        })
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
    parts
}

/// What a file of a generation holds, by its ending.
fn part_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "store" => "stored records and texts",
        "pos" => "positions",
        "idx" => "postings",
        "term" => "terms",
        "fast" => "columns",
        "fieldnorm" => "field lengths",
        "zst" => "relations",
        "del" => "deletions",
        _ => "other",
    }
}

/// Median and 99th percentile of times in milliseconds.
pub fn latencies(name: &str, times_ms: &[f64]) -> Row {
    let mut latencies = Latencies::default();
    for time in times_ms {
        latencies.push(std::time::Duration::from_secs_f64(time / 1000.0));
    }
    Row {
        name: name.to_owned(),
        requests: times_ms.len(),
        p50_ms: latencies.percentile_ms(0.5),
        p99_ms: latencies.percentile_ms(0.99),
        processor_ms: 0.0,
    }
}
