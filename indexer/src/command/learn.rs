//! `learn`: what answered questions teach, added to the index as its next generation.

use std::sync::Arc;
use std::time::Instant;

use anyhow::bail;
use tongcha::index::teach;
use tongcha::learn::{LearnOptions, Learned, learn};
use tongcha::{Searcher, Tokenizer};

use super::arguments::LearnArguments;
use super::evaluate::read_sets;
use super::interrupt::Interrupt;
use super::progress::Progress;
use super::terminal::counted;
use super::{Ending, terminal};

pub(super) fn run(arguments: &LearnArguments) -> anyhow::Result<Ending> {
    let begun = Instant::now();
    let data = arguments.data.directory();
    let questions = read_sets(&arguments.questions)?;
    let tokenizer = Arc::new(Tokenizer::new());
    let searcher = Searcher::open(&data, Arc::clone(&tokenizer))?;
    let interrupt = Interrupt::install(&data)?;
    let mut progress = Progress::new(interrupt);
    let sources: Vec<String> = arguments
        .questions
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let learned = learn(
        &searcher,
        &questions,
        &sources,
        &options(arguments.no_memory),
        &mut |done, total| progress.questions(done as u64, total as u64),
    );
    progress.end();
    let Learned {
        lessons,
        questions,
        left_out,
    } = learned?;
    if questions == 0 {
        bail!(
            "none of {} asks for an article that the index holds; nothing was learned",
            counted(left_out as u64, "question")
        );
    }
    let manifest = teach(&data, &tokenizer, arguments.effort.options(), &lessons)?;
    let seconds = begun.elapsed().as_secs_f64();
    if arguments.json {
        terminal::print_json(&serde_json::json!({
            "generation": manifest.generation,
            "questions": questions,
            "left_out": left_out,
            "translated_words": lessons.translations.len(),
            "trees": lessons.forest.trees.len(),
            "seconds": seconds,
        }))?;
    } else {
        terminal::print(&format!(
            "published generation {}: learned from {}, {} left out (no article, or none that the index holds), \
             {} translated, in {seconds:.1} s\n",
            manifest.generation,
            counted(questions as u64, "question"),
            left_out,
            counted(lessons.translations.len() as u64, "word"),
        ))?;
    }
    Ok(Ending::Well)
}

/// How lessons are made, with or without a memory of articles.
pub(super) fn options(no_memory: bool) -> LearnOptions {
    LearnOptions {
        memory: !no_memory,
        ..LearnOptions::default()
    }
}
