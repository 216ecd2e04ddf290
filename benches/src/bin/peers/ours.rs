//! Tongcha at the same work, and at its own: the whole first page.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use tongcha::query::Level;
use tongcha::{DataDirectory, Indexer, SearchRequest, Searcher, Tokenizer, WriterOptions};
use tongcha_benches::corpus;

use super::{Answered, Asked, ask_all, bytes_of, lines};

pub fn run(sources: &[PathBuf], from: &Path, folder: &Path) -> Result<()> {
    let begun = Instant::now();
    let tokenizer = Arc::new(Tokenizer::new());
    let data = DataDirectory::new(folder);
    let mut indexer = Indexer::create(&data, &tokenizer, WriterOptions::default())?;
    for source in sources {
        for record in corpus::records(source)? {
            indexer.add(record, "peers")?;
        }
    }
    indexer.publish()?;
    let build_seconds = begun.elapsed().as_secs_f64();

    let searcher = Searcher::open(&data, tokenizer)?;
    let questions: Vec<Asked> = lines(&from.join("questions.jsonl"))?.collect::<Result<_>>()?;
    let bytes = bytes_of(folder)?;
    for (name, level, literal) in [
        ("Tongcha, articles as typed", Level::Article, true),
        ("Tongcha, articles, understood", Level::Article, false),
        ("Tongcha, whole first page", Level::Document, false),
    ] {
        ask_all(name, build_seconds, bytes, &questions, |question| {
            let request = SearchRequest {
                level,
                literal,
                ..SearchRequest::new(&question.query)
            };
            let answer = searcher.search(&request)?;
            let articles = answer.hits.iter().flat_map(|hit| &hit.articles);
            let snippets = articles.map(|article| article.text.len()).sum::<usize>();
            let titles = answer.hits.iter().map(|hit| hit.title.len()).sum::<usize>();
            Ok(Answered {
                hits: answer.hits.len(),
                text_bytes: snippets + titles,
                count: answer.total.value,
            })
        })?;
    }
    Ok(())
}
