//! The shipped commands at work: the indexer builds, the server answers.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tongcha::{DataDirectory, Manifest};

use super::client::Client;
use super::process::{Usage, WatchedChild, processor_seconds};

/// An index that the indexer built.
pub struct Built {
    /// What the indexer used.
    pub usage: Usage,
    /// What it says of the index.
    pub manifest: Manifest,
}

/// Builds an index of sources, from nothing.
///
/// # Errors
/// When the indexer fails or leaves no index. That it held back some records (exit code 1) is none.
pub fn build(commands: &Path, sources: &[PathBuf], data: &Path) -> Result<Built> {
    let mut command = Command::new(commands.join("tongcha-indexer"));
    command.arg("build").arg("--data").arg(data);
    for source in sources {
        command.arg("--source").arg(source);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let (status, usage) = WatchedChild::start(&mut command)?.finish()?;
    ensure!(
        matches!(status.code(), Some(0 | 1)),
        "{command:?} ended with {status}"
    );
    let data = DataDirectory::new(data);
    let manifest = data.manifest(&data.current()?)?;
    Ok(Built { usage, manifest })
}

/// A server at work, ended when this is dropped.
pub struct Service {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to the end of its first answer.
    pub cold_start: Duration,
}

impl Service {
    /// Starts the server on an index, as an operator would, and asks it once. It keeps answers for who asks the same.
    ///
    /// # Errors
    /// When it does not start or does not answer with 200.
    pub fn start_as_shipped(commands: &Path, data: &Path, first: &str) -> Result<Self> {
        Self::run(Command::new(commands.join("tongcha-server")), data, first)
    }

    /// Starts the server so that it makes every answer anew: what is measured is the making.
    ///
    /// # Errors
    /// When it does not start or does not answer with 200.
    pub fn start(commands: &Path, data: &Path, first: &str) -> Result<Self> {
        let mut command = Command::new(commands.join("tongcha-server"));
        // By the environment, since commits that keep no answers do not know the flag.
        command.env("TONGCHA_CACHE_MB", "0");
        Self::run(command, data, first)
    }

    fn run(mut command: Command, data: &Path, first: &str) -> Result<Self> {
        let begun = Instant::now();
        command
            .arg("--data")
            .arg(data)
            .args(["--listen", "127.0.0.1:0"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().with_context(|| format!("{command:?}"))?;
        let stdout = child.stdout.take().context("the server has an output")?;
        let said = BufReader::new(stdout).lines();
        let address = said.map_while(Result::ok).find_map(|line| {
            let address = line.trim().strip_prefix("listening on http://")?;
            address.trim_end_matches('/').parse().ok()
        });
        let Some(address) = address else {
            let _ = child.kill();
            anyhow::bail!("{command:?} ended with {}", child.wait()?);
        };
        let mut service = Self {
            child,
            address,
            cold_start: Duration::ZERO,
        };
        let reply = Client::connect(address)?.get(first, None)?;
        ensure!(reply.status == 200, "{first} answered {}", reply.status);
        service.cold_start = begun.elapsed();
        Ok(service)
    }

    /// Processor time that it has taken until now, in seconds.
    pub fn processor_seconds(&self) -> f64 {
        processor_seconds(self.child.id())
    }

    /// What it has used until now.
    pub fn usage(&self) -> Usage {
        Usage::of(self.child.id())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
