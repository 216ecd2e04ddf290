//! How far a build is: a bar on a terminal, now and then a line elsewhere.

use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use tongcha_indexer::{BuildObserver, BuildPhase, BuildProgress};

use super::interrupt::Interrupt;
use super::terminal;
use super::terminal::{counted, grouped, stderr_is_terminal};

/// Between two lines, where there is no terminal.
const LINE_PAUSE: Duration = Duration::from_secs(5);
/// Between two looks of the bar at the numbers.
const BAR_PAUSE: Duration = Duration::from_millis(100);

/// Shows the progress of work and passes on the operator's wish to end it.
pub(super) struct Progress {
    interrupt: Interrupt,
    bar: Option<ProgressBar>,
    begun: Instant,
    next: Instant,
    phase: Option<BuildPhase>,
}

impl Progress {
    pub(super) fn new(interrupt: Interrupt) -> Self {
        let begun = Instant::now();
        let bar = stderr_is_terminal().then(|| ProgressBar::new(0).with_style(bar_style()));
        let next = if bar.is_some() {
            begun
        } else {
            begun + LINE_PAUSE
        };
        Self {
            interrupt,
            bar,
            begun,
            next,
            phase: None,
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Shows how many of how many documents are done.
    pub(super) fn documents(&mut self, done: u64, total: u64) {
        self.show(done, total, |_| counted(done, "document"));
    }

    /// Shows how many of how many questions are done.
    pub(super) fn questions(&mut self, done: u64, total: u64) {
        self.show(done, total, |_| counted(done, "question"));
    }

    fn show(&mut self, done: u64, total: u64, message: impl Fn(&Self) -> String) {
        let now = Instant::now();
        if now < self.next && done < total {
            return;
        }
        match &self.bar {
            Some(bar) => {
                self.next = now + BAR_PAUSE;
                bar.set_length(total);
                bar.set_position(done);
                bar.set_message(message(self));
            }
            None if now >= self.next => {
                self.next = now + LINE_PAUSE;
                let (share, left) = (share(done, total), self.time_left(done, total));
                terminal::complain(&format!("{}, {share} %{left}", message(self)));
            }
            None => {}
        }
    }

    fn time_left(&self, done: u64, total: u64) -> String {
        if done == 0 || done >= total {
            return String::new();
        }
        let seconds = self.begun.elapsed().as_secs_f64() * (total - done) as f64 / done as f64;
        format!(
            ", {} left",
            HumanDuration(Duration::from_secs_f64(seconds.min(1e9)))
        )
    }

    fn begin_publishing(&mut self) {
        self.interrupt.set_watched(false);
        if let Some(bar) = &self.bar {
            bar.set_style(ProgressStyle::default_spinner());
            bar.set_message("writing out and sealing the generation");
            bar.enable_steady_tick(BAR_PAUSE);
        }
    }
}

impl BuildObserver for Progress {
    fn progress(&mut self, progress: &BuildProgress) {
        if self.phase.replace(progress.phase) != Some(progress.phase)
            && progress.phase == BuildPhase::Publishing
        {
            return self.begin_publishing();
        }
        let BuildProgress {
            inputs,
            quarantined,
            bytes_done,
            bytes_total,
            ..
        } = *progress;
        self.show(bytes_done, bytes_total, |progress| {
            let seconds = progress.begun.elapsed().as_secs_f64().max(1e-3);
            let rate = grouped((inputs as f64 / seconds) as u64);
            let bad = match quarantined {
                0 => String::new(),
                count => format!(", {} quarantined", grouped(count)),
            };
            format!("{}{bad}, {rate}/s", counted(inputs, "record"))
        });
    }

    fn is_cancelled(&self) -> bool {
        self.interrupt.is_requested()
    }
}

fn share(done: u64, total: u64) -> u64 {
    // Sources without a byte are done.
    (done.min(total) * 100).checked_div(total).unwrap_or(100)
}

fn bar_style() -> ProgressStyle {
    // A template that cannot be read is a mistake in this line; the usual bar is no reason to fail.
    ProgressStyle::with_template("{bar:30} {percent:>3} % {msg} · {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
