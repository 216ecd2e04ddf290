//! One commit on one corpus.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tongcha::document::Day;
use tongcha::query::Level;
use tongcha::{DataDirectory, SearchRequest, Searcher, Tokenizer};
use tongcha_benches::evaluate::Question;
use tongcha_benches::report::{
    Asking, Attack, Client, Figures, Load, Machine, Row, Service, build, by_kind, commit, encode,
    latencies, processor_seconds, strike,
};

use super::TableArguments;

/// How often the server is started to find its cold start: the first one warms the files.
const STARTS: usize = 4;
/// How often each request is sent; the first time is not counted, of the others the fastest is.
const TURNS: usize = 4;
/// Different first pages of the load; more than a small cache of pages would hold.
const LOAD_PAGES: usize = 2_000;
/// Different pages of the load that asks for the same ones over and over.
const HOT_PAGES: usize = 10;

pub fn measure(arguments: &TableArguments) -> Result<Figures> {
    let (sources, questions, name) = arguments.corpus.found()?;
    let commands = match &arguments.commands {
        Some(commands) => commands.clone(),
        None => own_folder()?,
    };
    let mut figures = Figures {
        machine: Machine::now(),
        commit: commit(&commands),
        corpus: arguments.name.clone().unwrap_or(name),
        ..Figures::default()
    };
    let folder = tempfile::tempdir()?;
    let data = match &arguments.data {
        Some(data) => data.clone(),
        None => {
            eprintln!("building");
            let built = build(&commands, &sources, folder.path())?;
            figures.build = Some(built.usage.into());
            folder.path().to_owned()
        }
    };
    let directory = DataDirectory::new(&data);
    figures.describe(&directory.manifest(&directory.current()?)?);

    let asked = by_kind(&questions, arguments.corpus.each);
    serve(
        &commands,
        &data,
        &questions,
        &asked,
        arguments,
        &mut figures,
    )?;
    if !arguments.no_in_process {
        eprintln!("asking in process");
        figures
            .rows
            .extend(in_process(&directory, &questions, arguments.corpus.each)?);
    }
    Ok(figures)
}

fn own_folder() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own
        .parent()
        .context("a command lies in a folder")?
        .to_owned())
}

/// What a server shows: its start, its memory, its answers to one and to many.
fn serve(
    commands: &Path,
    data: &Path,
    questions: &[Question],
    asked: &[Asking],
    arguments: &TableArguments,
    figures: &mut Figures,
) -> Result<()> {
    eprintln!("starting the server");
    let first = asked.first().and_then(|asking| asking.paths.first());
    let first = first.context("the question set is empty")?;
    let starts = (0..STARTS).map(|_| Service::start_as_shipped(commands, data, first));
    let starts: Vec<Duration> = starts
        .map(|service| Ok(service?.cold_start))
        .collect::<Result<_>>()?;
    let fastest = starts.into_iter().min().unwrap_or_default();
    figures.cold_start_ms = fastest.as_secs_f64() * 1000.0;

    let service = Service::start(commands, data, first)?;
    figures.idle_anonymous_bytes = service.usage().anonymous_bytes;
    let mut client = Client::connect(service.address)?;
    for asking in asked {
        eprintln!("asking: {}", asking.name);
        figures.rows.push(ask(&service, &mut client, asking)?);
    }
    if arguments.load_seconds > 0 {
        let keeping = Service::start_as_shipped(commands, data, first)?;
        figures.loads = loads([&service, &keeping], questions, arguments)?;
    }
    let usage = service.usage();
    figures.serving_peak_bytes = usage.peak_bytes;
    figures.serving_anonymous_bytes = usage.anonymous_bytes;
    Ok(())
}

/// Sends every request several times. What the index does not hold (an article 1 of a text without articles) is left
/// out; that everything is would be an error.
fn ask(service: &Service, client: &mut Client, asking: &Asking) -> Result<Row> {
    let mut times = Vec::new();
    let before = service.processor_seconds();
    for path in &asking.paths {
        if client.get(path, None)?.status == 404 {
            continue;
        }
        let mut fastest = f64::INFINITY;
        for _ in 1..TURNS {
            let begun = Instant::now();
            let reply = client.get(path, None)?;
            fastest = fastest.min(begun.elapsed().as_secs_f64() * 1000.0);
            ensure!(reply.status == 200, "{path} answered {}", reply.status);
        }
        times.push(fastest);
    }
    ensure!(!times.is_empty(), "none of {} was found", asking.name);
    // Those that were not found are counted as if they had cost nothing; they nearly do.
    let spent = (service.processor_seconds() - before) * 1000.0;
    Ok(Row {
        processor_ms: spent / (times.len() * TURNS) as f64,
        ..latencies(&asking.name, &times)
    })
}

/// Loads of a server that makes every answer anew, and of one that keeps them.
fn loads(
    [making, keeping]: [&Service; 2],
    questions: &[Question],
    arguments: &TableArguments,
) -> Result<Vec<Load>> {
    let page = |question: &Question| format!("/api/v1/search?q={}", encode(&question.query));
    let pages: Vec<String> = questions.iter().take(LOAD_PAGES).map(page).collect();
    let html: Vec<String> = pages
        .iter()
        .map(|page| page.replacen("/api/v1", "", 1))
        .collect();
    let hot = &html[..html.len().min(HOT_PAGES)];
    let all: [(&str, &Service, &[String], bool); 4] = [
        ("first pages (JSON), each made anew", making, &pages, false),
        ("first pages (HTML), each made anew", making, &html, false),
        ("the same ten pages (HTML), kept", keeping, hot, false),
        (
            "the same ten pages, held by the asker (304)",
            keeping,
            hot,
            true,
        ),
    ];
    let mut loads = Vec::new();
    for (name, service, paths, conditional) in all {
        eprintln!("load: {name}");
        loads.push(strike(
            service,
            Attack {
                name,
                paths,
                connections: arguments.connections,
                time: Duration::from_secs(arguments.load_seconds),
                conditional,
            },
        )?);
    }
    Ok(loads)
}

/// The library alone: first pages on both levels, completions, articles.
fn in_process(data: &DataDirectory, questions: &[Question], each: usize) -> Result<Vec<Row>> {
    let searcher = Searcher::open(data, Arc::new(Tokenizer::new()))?;
    let step = questions.len().div_ceil(each * 10).max(1);
    let questions: Vec<&Question> = questions.iter().step_by(step).collect();
    let search = |level: Level, question: &Question| {
        let request = SearchRequest {
            level,
            ..SearchRequest::new(&question.query)
        };
        searcher.search(&request).map(drop)
    };
    let today = Day::today();
    type Ask<'a> = Box<dyn Fn(&Question) -> Result<(), tongcha::search::SearchError> + 'a>;
    let sorts: [(&str, Ask<'_>); 4] = [
        (
            "in process: first page, documents",
            Box::new(|question| search(Level::Document, question)),
        ),
        (
            "in process: first page, articles",
            Box::new(|question| search(Level::Article, question)),
        ),
        (
            "in process: suggest",
            Box::new(|question| {
                let typed: String = question.query.chars().take(4).collect();
                searcher.suggest(&typed, 10).map(drop)
            }),
        ),
        (
            "in process: article by id",
            Box::new(|question| match question.relevant.first() {
                Some(answer) => searcher.article(&answer.doc, "1", today).map(drop),
                None => Ok(()),
            }),
        ),
    ];
    let mut rows = Vec::new();
    for (name, ask) in sorts {
        let mut times = Vec::new();
        let before = processor_seconds(std::process::id());
        for question in &questions {
            ask(question)?;
            let mut fastest = f64::INFINITY;
            for _ in 1..TURNS {
                let begun = Instant::now();
                ask(question)?;
                fastest = fastest.min(begun.elapsed().as_secs_f64() * 1000.0);
            }
            times.push(fastest);
        }
        let spent = (processor_seconds(std::process::id()) - before) * 1000.0;
        rows.push(Row {
            processor_ms: spent / (times.len() * TURNS) as f64,
            ..latencies(name, &times)
        });
    }
    Ok(rows)
}
