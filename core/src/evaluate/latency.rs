//! Percentiles of measured times.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Measured times.
#[derive(Debug, Clone, Default)]
pub struct Latencies {
    times: Vec<Duration>,
}

/// Measured times in a report, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct LatencyReport {
    /// How many were measured.
    pub searches: usize,
    /// Half of them took no longer.
    pub p50_ms: f64,
    /// 99 of 100 took no longer.
    pub p99_ms: f64,
    /// None took longer.
    pub max_ms: f64,
}

impl Latencies {
    /// Adds one.
    pub fn push(&mut self, time: Duration) {
        self.times.push(time);
    }

    /// The time that this share of all does not exceed, in milliseconds; 0 when nothing was measured.
    pub fn percentile_ms(&self, share: f64) -> f64 {
        let mut times = self.times.clone();
        times.sort();
        let at = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
        times
            .get(at)
            .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// Median, 99th percentile and largest.
    pub fn report(&self) -> LatencyReport {
        LatencyReport {
            searches: self.times.len(),
            p50_ms: self.percentile_ms(0.5),
            p99_ms: self.percentile_ms(0.99),
            max_ms: self.percentile_ms(1.0),
        }
    }
}

impl std::fmt::Display for LatencyReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms over {}",
            self.p50_ms, self.p99_ms, self.max_ms, self.searches
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_rank() {
        let mut latencies = Latencies::default();
        assert_eq!(latencies.percentile_ms(0.5), 0.0);
        (1..=100).for_each(|ms| latencies.push(Duration::from_millis(ms)));
        assert_eq!(latencies.percentile_ms(0.5), 50.0);
        assert_eq!(latencies.percentile_ms(0.99), 99.0);
        assert_eq!(
            latencies.report().to_string(),
            "p50 50.00 ms, p99 99.00 ms, max 100.00 ms over 100"
        );
    }
}
