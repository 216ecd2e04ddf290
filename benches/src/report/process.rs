//! What a running process has used, as `/proc` tells it. Elsewhere than on Linux every figure is 0.

use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// What a process has used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// The most memory that it ever held, in bytes (VmHWM).
    pub peak_bytes: u64,
    /// The most that was its own, without pages of files, in bytes.
    pub anonymous_bytes: u64,
    /// Processor time in its own code, in seconds.
    pub user_seconds: f64,
    /// From its start to its end, in seconds.
    pub wall_seconds: f64,
}

/// The kernel's clock of processor times: it has counted hundredths for programs on every platform for decades.
const TICKS_PER_SECOND: f64 = 100.0;

impl Usage {
    /// What a process has used until now; fields that cannot be read are 0.
    pub fn of(pid: u32) -> Self {
        let read = |file: &str| std::fs::read_to_string(format!("/proc/{pid}/{file}"));
        let status = read("status").unwrap_or_default();
        let stat = read("stat").unwrap_or_default();
        // Behind the name, which stands in brackets and may hold anything; utime is the twelfth field from there.
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
        let ticks = fields.split_whitespace().nth(11);
        let ticks: f64 = ticks.and_then(|ticks| ticks.parse().ok()).unwrap_or(0.0);
        Self {
            peak_bytes: kilobytes(&status, "VmHWM:") << 10,
            anonymous_bytes: kilobytes(&status, "RssAnon:") << 10,
            user_seconds: ticks / TICKS_PER_SECOND,
            wall_seconds: 0.0,
        }
    }

    fn raise(&mut self, other: Self) {
        self.peak_bytes = self.peak_bytes.max(other.peak_bytes);
        self.anonymous_bytes = self.anonymous_bytes.max(other.anonymous_bytes);
        self.user_seconds = self.user_seconds.max(other.user_seconds);
    }
}

/// Processor time of all living threads of a process in seconds, to a few milliseconds. On a machine that does other
/// things, too, the mean of it over many requests says more than any time on the wall.
pub fn processor_seconds(pid: u32) -> f64 {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task"));
    let threads = threads.into_iter().flatten().filter_map(Result::ok);
    let nanoseconds = threads.filter_map(|thread| {
        let stat = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        stat.split_whitespace().next()?.parse::<u64>().ok()
    });
    nanoseconds.sum::<u64>() as f64 / 1e9
}

fn kilobytes(status: &str, field: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// A command that is watched until it ends.
pub struct WatchedChild {
    child: Child,
    begun: Instant,
}

impl WatchedChild {
    /// Starts it.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let begun = Instant::now();
        let child = command.spawn().with_context(|| format!("{command:?}"))?;
        Ok(Self { child, begun })
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn finish(mut self) -> Result<(ExitStatus, Usage)> {
        let mut usage = Usage::default();
        loop {
            // Before asking whether it has ended: an ended process has no figures.
            usage.raise(Usage::of(self.child.id()));
            if let Some(status) = self.child.try_wait()? {
                usage.wall_seconds = self.begun.elapsed().as_secs_f64();
                return Ok((status, usage));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_used_something() {
        let usage = Usage::of(std::process::id());
        assert!(usage.peak_bytes > 1 << 20, "{usage:?}");
        assert!(usage.anonymous_bytes > 0, "{usage:?}");
        assert!(usage.anonymous_bytes <= usage.peak_bytes, "{usage:?}");
        assert!(processor_seconds(std::process::id()) > 0.0);
    }
}
