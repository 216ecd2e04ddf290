//! The articles that a query asks for by name (民法典1043条), whole and with their place: the answer itself, before any hit.

use serde::{Deserialize, Serialize};

use super::record::ArticleRecord;
use super::reference::ReferenceDocument;
use super::resolve::ResolutionState;
use super::searcher::{SearchError, Searcher};
use super::works::siblings;
use crate::document::Day;
use crate::engine::Engine;

/// Articles of an answer at most.
const ARTICLES_MAX: usize = 10;

/// The articles of one document that a query asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedArticles {
    /// The document, with its state at the asked day.
    pub document: ReferenceDocument,
    /// The articles, in the order asked for.
    pub articles: Vec<AskedArticle>,
    /// How many more were asked for.
    pub more: usize,
    /// Every version of the document, the newest first, this one among them.
    pub version_ids: Vec<String>,
}

/// An article that is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedArticle {
    /// Its label, as the text would have it: `第一千零四十三条`.
    pub label: String,
    /// Whether the text has it.
    pub is_held: bool,
    /// The article; where the text has it not, the nearest one.
    pub record: Option<ArticleRecord>,
}

impl Searcher {
    /// The articles that a query asks for by name; `None` where it asks for none, or for those of several works.
    ///
    /// # Errors
    /// When the query is too long or the index cannot be read.
    pub fn asked_articles(
        &self,
        q: &str,
        as_of: Day,
    ) -> Result<Option<AskedArticles>, SearchError> {
        let mut resolution = self.resolve(q, as_of)?;
        let names_articles = matches!(
            resolution.state,
            ResolutionState::Article | ResolutionState::NoSuchArticle
        );
        if !names_articles || resolution.documents.is_empty() {
            return Ok(None);
        }
        let document = resolution.documents.swap_remove(0);
        let held = self.held();
        let engine = &held.engine;
        let Some(stored) = engine.document(&document.id)? else {
            return Ok(None);
        };
        let relations = engine.relations()?;
        let asked = resolution.articles.iter().take(ARTICLES_MAX);
        let articles = asked.map(|article| AskedArticle {
            label: article.label.clone(),
            is_held: article.held,
            record: ArticleRecord::new(
                &stored,
                relations.as_ref(),
                article.nearest.as_deref().unwrap_or(&article.n),
                as_of,
            ),
        });
        let articles = articles.collect();
        let versions = engine.versions(&stored.document.work_id)?;
        Ok(Some(AskedArticles {
            articles,
            more: resolution.articles.len().saturating_sub(ARTICLES_MAX),
            version_ids: siblings(&held.catalogue, &stored.document, versions).version_ids,
            document,
        }))
    }
}
