//! Ctrl-C and SIGTERM: the command ends soon, and says which generation is in use.
//!
//! While records are read, a signal is a wish that the build looks at between two records: it ends and cleans up
//! after itself. Everything else (the first signal outside that phase, the second one in it) ends the process at
//! once, which is safe at any moment: a generation that is not published is no part of the index, and what is
//! left of it is removed by the next build.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use tongcha::DataDirectory;

use super::{Ending, terminal};

/// Knows whether the operator wants the command to end.
#[derive(Debug, Clone)]
pub(super) struct Interrupt {
    requested: Arc<AtomicBool>,
    watched: Arc<AtomicBool>,
}

impl Interrupt {
    /// Takes over the signals of the process.
    pub(super) fn install(data: &DataDirectory) -> anyhow::Result<Self> {
        let interrupt = Self {
            requested: Arc::new(AtomicBool::new(false)),
            watched: Arc::new(AtomicBool::new(false)),
        };
        let (handler, data) = (interrupt.clone(), data.clone());
        ctrlc::set_handler(move || {
            let repeated = handler.requested.swap(true, Ordering::SeqCst);
            if repeated || !handler.watched.load(Ordering::SeqCst) {
                say_interrupted(&data);
                process::exit(Ending::Interrupted.code().into());
            }
        })
        .context("signals cannot be handled")?;
        Ok(interrupt)
    }

    /// Says whether somebody asks [`Interrupt::is_requested`] from now on.
    pub(super) fn set_watched(&self, watched: bool) {
        self.watched.store(watched, Ordering::SeqCst);
    }

    pub(super) fn is_requested(&self) -> bool {
        self.requested.load(Ordering::SeqCst)
    }
}

/// The one sentence.
pub(super) fn say_interrupted(data: &DataDirectory) {
    terminal::complain(&match data.current() {
        Ok(generation) => format!("interrupted; generation {generation} is in use"),
        Err(_) => "interrupted; nothing was published".to_owned(),
    });
}
