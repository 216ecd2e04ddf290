//! Percentiles of measured times.

use std::time::Duration;

/// Measured times.
#[derive(Debug, Clone, Default)]
pub struct Latencies {
    times: Vec<Duration>,
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

    /// Median and 99th percentile for a report.
    pub fn report(&self) -> String {
        format!(
            "p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms over {}",
            self.percentile_ms(0.5),
            self.percentile_ms(0.99),
            self.percentile_ms(1.0),
            self.times.len()
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
        assert_eq!(latencies.percentile_ms(1.0), 100.0);
    }
}
