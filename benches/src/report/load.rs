//! Many connections at once: how much a server answers, and how long each asker waits.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tongcha::evaluate::Latencies;

use super::client::Client;
use super::commands::Service;
use super::figures::Load;

/// What is asked, by how many, for how long.
#[derive(Debug, Clone, Copy)]
pub struct Attack<'a> {
    /// What the row is called.
    pub name: &'a str,
    /// Paths, asked in turn by all connections together.
    pub paths: &'a [String],
    /// Connections, each of which asks again as soon as it is answered.
    pub connections: usize,
    /// How long.
    pub time: Duration,
    /// Whether askers say that they have the newest answer already, so that each is answered 304.
    pub conditional: bool,
}

/// Asks and counts.
///
/// # Errors
/// When a connection breaks, or an answer is not 200, or not 304 where that is due: an answer that says to come back
/// later would look fast.
pub fn strike(service: &Service, attack: Attack<'_>) -> Result<Load> {
    let address = service.address;
    let tags = match attack.conditional {
        true => tags_of(address, attack.paths)?,
        false => Vec::new(),
    };
    let next = AtomicUsize::new(0);
    let before = service.processor_seconds();
    let begun = Instant::now();
    let all: Vec<Result<Vec<Duration>>> = std::thread::scope(|scope| {
        let ask = || ask(address, attack, &tags, &next, begun + attack.time);
        let asking: Vec<_> = (0..attack.connections).map(|_| scope.spawn(ask)).collect();
        let joined = asking.into_iter().map(|one| match one.join() {
            Ok(times) => times,
            Err(_) => anyhow::bail!("a connection's thread panicked"),
        });
        joined.collect()
    });
    let seconds = begun.elapsed().as_secs_f64();
    let spent = service.processor_seconds() - before;
    let mut latencies = Latencies::default();
    let mut answers = 0;
    for times in all {
        for time in times? {
            latencies.push(time);
            answers += 1;
        }
    }
    Ok(Load {
        name: attack.name.to_owned(),
        connections: attack.connections,
        per_second: f64::from(answers) / seconds,
        processor_ms: spent * 1000.0 / f64::from(answers.max(1)),
        p50_ms: latencies.percentile_ms(0.5),
        p99_ms: latencies.percentile_ms(0.99),
    })
}

fn ask(
    address: SocketAddr,
    attack: Attack<'_>,
    tags: &[String],
    next: &AtomicUsize,
    until: Instant,
) -> Result<Vec<Duration>> {
    let mut client = Client::connect(address)?;
    let mut times = Vec::new();
    while Instant::now() < until {
        let at = next.fetch_add(1, Ordering::Relaxed) % attack.paths.len();
        let begun = Instant::now();
        let reply = client.get(&attack.paths[at], tags.get(at).map(String::as_str))?;
        times.push(begun.elapsed());
        let due = if attack.conditional { 304 } else { 200 };
        ensure!(
            reply.status == due,
            "{} answered {}",
            attack.paths[at],
            reply.status
        );
    }
    Ok(times)
}

fn tags_of(address: SocketAddr, paths: &[String]) -> Result<Vec<String>> {
    let mut client = Client::connect(address)?;
    let tag = |path: &String| {
        client
            .get(path, None)?
            .etag
            .context("an answer without an entity tag")
    };
    paths.iter().map(tag).collect()
}
