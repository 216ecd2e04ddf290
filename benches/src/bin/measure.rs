//! Prints the figures that a closing note asks for: success by kind of question and latencies, in process.
//!
//! `measure DATA [QUESTIONS…]` asks an index that was built with the indexer; without arguments it builds one of
//! the real corpus where that is found, of `corpus-samples` otherwise.

#![allow(clippy::print_stdout, reason = "its output is its purpose")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use tongcha::{DataDirectory, Searcher, Tokenizer};
use tongcha_benches::{corpus, evaluate};

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let folder = tempfile::tempdir()?;
    let begun = Instant::now();
    let tokenizer = Arc::new(Tokenizer::new());
    println!(
        "dictionary: {:.0} ms",
        begun.elapsed().as_secs_f64() * 1000.0
    );

    let shared = corpus::shared();
    let data = match (arguments.first(), &shared) {
        (Some(data), _) => data.clone(),
        (None, Some(shared)) => {
            let begun = Instant::now();
            corpus::build(corpus::shared_records(shared)?, folder.path(), &tokenizer)?;
            println!("build: {:.1} s", begun.elapsed().as_secs_f64());
            folder.path().to_owned()
        }
        (None, None) => {
            println!("the real corpus is not here: only corpus-samples is measured");
            corpus::build(corpus::sample_records()?, folder.path(), &tokenizer)?;
            folder.path().to_owned()
        }
    };
    let begun = Instant::now();
    let searcher = Searcher::open(&DataDirectory::new(data), tokenizer)?;
    println!("open: {:.1} ms", begun.elapsed().as_secs_f64() * 1000.0);

    let sets = match (arguments.len(), shared) {
        (0 | 1, Some(shared)) => {
            vec![
                shared.join("eval/known_items.jsonl"),
                shared.join("eval/stard_train.jsonl"),
            ]
        }
        (0 | 1, None) => vec![corpus::samples().join("questions.jsonl")],
        _ => arguments[1..].to_vec(),
    };
    for set in sets {
        let questions = evaluate::questions(&set)?;
        let evaluation = evaluate::evaluate(&searcher, &questions)?;
        println!("\n{}\n{}", set.display(), evaluation.table());
        if let Some(latency) = evaluation.latency {
            println!("latency: {latency}");
        }
        if std::env::var_os("TONGCHA_FAILURES").is_some() {
            evaluation
                .failures
                .iter()
                .for_each(|failure| println!("{failure}"));
        }
    }
    Ok(())
}
