//! Two commits in one run: both take turns in every round, so that what disturbs one disturbs the other.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use tongcha_benches::report::{
    Asking, Built, Client, Judged, Series, Service, build, by_kind, judge, latencies,
};

use super::CompareArguments;

/// Builds of both; each takes seconds and hardly varies in processor time.
const BUILD_ROUNDS: usize = 3;

/// One commit at work.
struct Side<'a> {
    commands: &'a Path,
    data: tempfile::TempDir,
}

pub fn compare(arguments: &CompareArguments) -> Result<Vec<Judged>> {
    let (sources, questions, _) = arguments.corpus.found()?;
    let asked = by_kind(&questions, arguments.corpus.each);
    let first = asked.first().and_then(|asking| asking.paths.first());
    let first = first.context("the question set is empty")?;
    let sides = [Side::new(&arguments.base)?, Side::new(&arguments.head)?];

    let mut all = Vec::new();
    let builds = rounds(BUILD_ROUNDS.min(arguments.rounds), |round, side| {
        eprintln!("build {} of {}", round + 1, sides[side].commands.display());
        // A new folder each time: the indexer does not touch what did not change.
        let data = sides[side].data.path().join(round.to_string());
        build(sides[side].commands, &sources, &data)
    })?;
    all.push(series("build, processor s", 0.1, &builds, |built| {
        built.usage.user_seconds
    }));
    all.push(series("build, peak MB", 5.0, &builds, |built| {
        built.usage.peak_bytes as f64 / 1e6
    }));
    all.push(series("index, MB", 0.1, &builds, index_megabytes));

    let starts = rounds(arguments.rounds, |_, side| {
        let service = Service::start(
            sides[side].commands,
            &sides[side].data.path().join("0"),
            first,
        )?;
        Ok((
            service.cold_start.as_secs_f64() * 1000.0,
            service.usage().anonymous_bytes,
        ))
    })?;
    all.push(series("cold start, ms", 5.0, &starts, |start| start.0));
    all.push(series("idle anonymous memory, MB", 2.0, &starts, |start| {
        start.1 as f64 / 1e6
    }));

    let start = |side: &Side<'_>| Service::start(side.commands, &side.data.path().join("0"), first);
    let services = [start(&sides[0])?, start(&sides[1])?];
    let mut clients = [
        Client::connect(services[0].address)?,
        Client::connect(services[1].address)?,
    ];
    for asking in &asked {
        eprintln!("asking: {}", asking.name);
        let Some(asking) = answered(&mut clients, asking)? else {
            continue;
        };
        let times = rounds(arguments.rounds, |_, side| {
            ask_all(&services[side], &mut clients[side], &asking)
        })?;
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            let name = format!("{}, {name} ms", asking.name);
            all.push(series(&name, 0.05, &times, |(times, _)| {
                percentile(times, share)
            }));
        }
        let name = format!("{}, processor ms", asking.name);
        all.push(series(&name, 0.05, &times, |(_, spent)| *spent));
    }
    Ok(all.iter().map(judge).collect())
}

impl<'a> Side<'a> {
    fn new(commands: &'a Path) -> Result<Self> {
        Ok(Self {
            commands,
            data: tempfile::tempdir()?,
        })
    }
}

/// Takes a figure of both sides in every round; who begins changes from round to round.
fn rounds<T>(count: usize, mut take: impl FnMut(usize, usize) -> Result<T>) -> Result<[Vec<T>; 2]> {
    let mut taken = [Vec::new(), Vec::new()];
    for round in 0..count {
        for turn in 0..2 {
            let side = (round + turn) % 2;
            let figure = take(round, side)?;
            taken[side].push(figure);
        }
    }
    Ok(taken)
}

fn series<T>(name: &str, least: f64, taken: &[Vec<T>; 2], figure: impl Fn(&T) -> f64) -> Series {
    let figures = |side: usize| taken[side].iter().map(&figure).collect();
    Series {
        name: name.to_owned(),
        base: figures(0),
        head: figures(1),
        least,
    }
}

fn index_megabytes(built: &Built) -> f64 {
    let bytes: u64 = built.manifest.files.iter().map(|file| file.bytes).sum();
    bytes as f64 / 1e6
}

/// The requests that both answer; `None` where there are none, since one of the commits does not know them.
fn answered(clients: &mut [Client; 2], asking: &Asking) -> Result<Option<Asking>> {
    let mut paths = Vec::new();
    for path in &asking.paths {
        let mut both = true;
        for client in clients.iter_mut() {
            both &= client.get(path, None)?.status == 200;
        }
        if both {
            paths.push(path.clone());
        }
    }
    Ok((!paths.is_empty()).then(|| Asking {
        name: asking.name.clone(),
        paths,
    }))
}

/// Times of all requests, one after the other, and the mean processor time of one, in milliseconds.
fn ask_all(service: &Service, client: &mut Client, asking: &Asking) -> Result<(Vec<f64>, f64)> {
    let before = service.processor_seconds();
    let time = |path: &String| {
        let begun = Instant::now();
        let reply = client.get(path, None)?;
        ensure!(reply.status == 200, "{path} answered {}", reply.status);
        Ok(begun.elapsed().as_secs_f64() * 1000.0)
    };
    let times: Vec<f64> = asking.paths.iter().map(time).collect::<Result<_>>()?;
    let spent = (service.processor_seconds() - before) * 1000.0 / times.len() as f64;
    Ok((times, spent))
}

fn percentile(times_ms: &[f64], share: f64) -> f64 {
    let row = latencies("", times_ms);
    if share < 0.9 { row.p50_ms } else { row.p99_ms }
}
