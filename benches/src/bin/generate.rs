//! Writes generated documents, or questions about them, as JSON Lines.
//!
//! `generate --documents 100000 --seed 1 --to FILE` makes about 1.4 GB; `--questions 800` writes questions about these
//! documents instead. Without `--to` it writes to standard output.

#![allow(clippy::print_stderr, reason = "it says there what it wrote")]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use tongcha_benches::generate::Generator;

/// Makes documents that nobody wrote, for measuring.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many documents
    #[arg(long, default_value_t = 100_000)]
    documents: u64,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write so many questions about the documents in the place of the documents
    #[arg(long)]
    questions: Option<u64>,
    /// File to write to [default: standard output]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let to: Box<dyn Write> = match &arguments.to {
        Some(path) => Box::new(File::create(path).with_context(|| path.display().to_string())?),
        None => Box::new(io::stdout().lock()),
    };
    let mut to = BufWriter::with_capacity(1 << 20, to);
    let begun = Instant::now();
    let generator = Generator::new(arguments.seed);
    let mut bytes = 0;
    if let Some(count) = arguments.questions {
        for question in generator.questions(arguments.documents, count) {
            serde_json::to_writer(&mut to, &question)?;
            to.write_all(b"\n")?;
        }
    } else {
        for index in 0..arguments.documents {
            let record = generator.document(index);
            bytes += record.text.len();
            serde_json::to_writer(&mut to, &record)?;
            to.write_all(b"\n")?;
        }
    }
    to.flush()?;
    let seconds = begun.elapsed().as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    eprintln!(
        "{megabytes:.0} MB of text in {seconds:.1} s: {:.0} MB/s",
        megabytes / seconds
    );
    Ok(())
}
