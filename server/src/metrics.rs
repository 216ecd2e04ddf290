//! What operators count, in the Prometheus text format.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the latency histogram, in seconds: the targets (3, 15, 25 ms) stand between them.
const BOUNDS_SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0,
];

/// Counters of one server.
#[derive(Default)]
pub struct Metrics {
    /// Requests by route pattern and class of status. Patterns come from the table of routes, so there are few.
    requests: Mutex<BTreeMap<(String, u16), u64>>,
    search_seconds: Histogram,
    /// Requests that were refused because the queue was full.
    pub refused: Counter,
    /// Panics that were caught.
    pub panics: Counter,
    /// Generations that could not be opened.
    pub refresh_failures: Counter,
    /// Answers that were kept from who asked before.
    pub cache_hits: Counter,
    /// Answers that were made and kept.
    pub cache_misses: Counter,
}

/// A number that only grows.
#[derive(Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// One more.
    pub fn add_one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many.
    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What is measured at the moment of asking.
pub struct Gauges {
    /// Jobs that wait for a worker.
    pub queue_length: usize,
    /// Jobs that may wait.
    pub queue_capacity: usize,
    /// Workers.
    pub workers: usize,
    /// Bytes of the answers that are kept.
    pub cache_bytes: u64,
    /// The generation of the index that answers.
    pub generation: String,
    /// Documents in it.
    pub documents: u64,
    /// Articles in it.
    pub articles: u64,
}

impl Metrics {
    /// Counts an answered request.
    pub fn count_request(&self, route: &str, status: u16) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests
            .entry((route.to_owned(), status / 100))
            .or_default() += 1;
    }

    /// Counts a search and how long it took from parameters to answer.
    pub fn observe_search(&self, took: Duration) {
        self.search_seconds.observe(took);
    }

    /// Everything, in the Prometheus text format 0.0.4.
    pub fn expose(&self, gauges: &Gauges) -> String {
        let mut out = String::with_capacity(4096);
        head(
            &mut out,
            "tongcha_http_requests_total",
            "counter",
            "Answered requests by route and class of status.",
        );
        for ((route, class), count) in
            &*self.requests.lock().unwrap_or_else(PoisonError::into_inner)
        {
            line(
                &mut out,
                format_args!(
                    "tongcha_http_requests_total{{route=\"{route}\",status=\"{class}xx\"}} {count}"
                ),
            );
        }
        self.search_seconds.expose(
            &mut out,
            "tongcha_search_seconds",
            "Time of searches, waiting included.",
        );
        for (name, help, counter) in [
            (
                "tongcha_refused_total",
                "Requests refused because the queue was full.",
                &self.refused,
            ),
            (
                "tongcha_panics_total",
                "Panics that were caught.",
                &self.panics,
            ),
            (
                "tongcha_refresh_failures_total",
                "Generations that could not be opened.",
                &self.refresh_failures,
            ),
            (
                "tongcha_cache_hits_total",
                "Answers that were kept from who asked the same before.",
                &self.cache_hits,
            ),
            (
                "tongcha_cache_misses_total",
                "Answers that were made, and kept for who asks the same.",
                &self.cache_misses,
            ),
        ] {
            head(&mut out, name, "counter", help);
            line(&mut out, format_args!("{name} {}", counter.value()));
        }
        // Generations are numbers with leading zeros.
        let generation: u64 = gauges.generation.parse().unwrap_or(0);
        for (name, help, value) in [
            (
                "tongcha_queue_length",
                "Jobs that wait for a worker.",
                gauges.queue_length as u64,
            ),
            (
                "tongcha_queue_capacity",
                "Jobs that may wait.",
                gauges.queue_capacity as u64,
            ),
            (
                "tongcha_cache_bytes",
                "Bytes of the answers that are kept.",
                gauges.cache_bytes,
            ),
            ("tongcha_workers", "Search threads.", gauges.workers as u64),
            (
                "tongcha_index_generation",
                "Generation of the index that answers.",
                generation,
            ),
            (
                "tongcha_index_documents",
                "Documents in the index.",
                gauges.documents,
            ),
            (
                "tongcha_index_articles",
                "Articles in the index.",
                gauges.articles,
            ),
        ] {
            head(&mut out, name, "gauge", help);
            line(&mut out, format_args!("{name} {value}"));
        }
        head(
            &mut out,
            "tongcha_build_info",
            "gauge",
            "Version of the software.",
        );
        line(
            &mut out,
            format_args!(
                "tongcha_build_info{{version=\"{}\"}} 1",
                env!("CARGO_PKG_VERSION")
            ),
        );
        out
    }
}

#[derive(Default)]
struct Histogram {
    /// One more than bounds: the last one is what is above them all.
    buckets: [AtomicU64; BOUNDS_SECONDS.len() + 1],
    sum_micros: AtomicU64,
}

impl Histogram {
    fn observe(&self, took: Duration) {
        let seconds = took.as_secs_f64();
        let bucket = BOUNDS_SECONDS
            .iter()
            .position(|bound| seconds <= *bound)
            .unwrap_or(BOUNDS_SECONDS.len());
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.sum_micros.fetch_add(micros, Ordering::Relaxed);
    }

    fn expose(&self, out: &mut String, name: &str, help: &str) {
        head(out, name, "histogram", help);
        let mut below = 0;
        for (bucket, count) in self.buckets.iter().enumerate() {
            below += count.load(Ordering::Relaxed);
            match BOUNDS_SECONDS.get(bucket) {
                Some(bound) => line(out, format_args!("{name}_bucket{{le=\"{bound}\"}} {below}")),
                None => line(out, format_args!("{name}_bucket{{le=\"+Inf\"}} {below}")),
            }
        }
        let sum = self.sum_micros.load(Ordering::Relaxed) as f64 / 1e6;
        line(out, format_args!("{name}_sum {sum}"));
        line(out, format_args!("{name}_count {below}"));
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    line(out, format_args!("# HELP {name} {help}"));
    line(out, format_args!("# TYPE {name} {kind}"));
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_exposed() {
        let metrics = Metrics::default();
        metrics.count_request("/api/v1/search", 200);
        metrics.count_request("/api/v1/search", 204);
        metrics.count_request("/api/v1/search", 404);
        metrics.observe_search(Duration::from_millis(4));
        metrics.observe_search(Duration::from_secs(9));
        metrics.refused.add_one();
        let text = metrics.expose(&Gauges {
            queue_length: 1,
            queue_capacity: 2,
            workers: 3,
            cache_bytes: 6,
            generation: "000012".to_owned(),
            documents: 4,
            articles: 5,
        });
        for wanted in [
            "tongcha_http_requests_total{route=\"/api/v1/search\",status=\"2xx\"} 2",
            "tongcha_http_requests_total{route=\"/api/v1/search\",status=\"4xx\"} 1",
            "tongcha_search_seconds_bucket{le=\"0.0025\"} 0",
            "tongcha_search_seconds_bucket{le=\"0.005\"} 1",
            "tongcha_search_seconds_bucket{le=\"+Inf\"} 2",
            "tongcha_search_seconds_sum 9.004",
            "tongcha_search_seconds_count 2",
            "tongcha_refused_total 1",
            "tongcha_index_generation 12",
        ] {
            assert!(
                text.lines().any(|line| line == wanted),
                "{wanted} is missing in\n{text}"
            );
        }
    }
}
