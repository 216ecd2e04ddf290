//! The article that was asked for comes first: itself where hits are articles, under its document otherwise.

use super::request::SearchRequest;
use crate::engine::{Candidate, Engine, EngineError};
use crate::query::Level;
use crate::query::understand::{Named, Understanding};

/// Articles that one question may put first.
const ARTICLES_MAX: usize = 10;

/// Puts the named articles first.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn put_first(
    engine: &dyn Engine,
    understanding: &Understanding,
    request: &SearchRequest,
    candidates: &mut Vec<Candidate>,
) -> Result<(), EngineError> {
    for (place, named) in understanding.named.iter().enumerate() {
        // Of several versions only the first is what was asked; the others show the article where they are found.
        if request.level == Level::Article && place > 0 {
            break;
        }
        let articles = held(engine, named)?;
        match request.level {
            Level::Article => {
                // What filters leave out is not brought back: of its document something must have been found.
                let mut first: Vec<Candidate> = articles
                    .into_iter()
                    .filter(|article| candidates.iter().any(|found| is_of(found, article)))
                    .collect();
                let places: Vec<_> = first
                    .iter()
                    .map(|found| (found.segment, found.article))
                    .collect();
                let length = candidates.len();
                candidates.retain(|found| !places.contains(&(found.segment, found.article)));
                first.append(candidates);
                first.truncate(length);
                *candidates = first;
            }
            Level::Document => {
                for candidate in candidates.iter_mut() {
                    show_first(candidate, &articles);
                }
            }
        }
    }
    Ok(())
}

fn held(engine: &dyn Engine, named: &Named) -> Result<Vec<Candidate>, EngineError> {
    let mut articles = Vec::new();
    for n in named.articles.iter().take(ARTICLES_MAX) {
        articles.extend(engine.article(&named.id, n)?);
    }
    Ok(articles)
}

/// Whether both are of one document.
fn is_of(candidate: &Candidate, article: &Candidate) -> bool {
    (article.segment, article.ordinal) == (candidate.segment, candidate.ordinal)
}

/// Shows these articles of a document before its best ones.
fn show_first(candidate: &mut Candidate, articles: &[Candidate]) {
    let mut first: Vec<_> = articles
        .iter()
        .filter(|article| is_of(candidate, article))
        .flat_map(|article| article.passages.iter().copied())
        .collect();
    if first.is_empty() {
        return;
    }
    let shown = candidate.passages.len().max(first.len());
    let rest = candidate.passages.iter().copied();
    let asked: Vec<u32> = first.iter().map(|passage| passage.entry).collect();
    first.extend(rest.filter(|passage| !asked.contains(&passage.entry)));
    first.truncate(shown);
    candidate.passages = first;
}
