//! One reference → the document or article that it names.

use serde::{Deserialize, Serialize};

use super::reference::{ReferenceArticle, ReferenceDocument, References};
use super::request::{SearchRequest, SearchScope};
use super::searcher::{SearchError, Searcher};
use crate::catalogue::NameIndex;
use crate::document::{Day, DocumentNumber};
use crate::query::Query;
use crate::query::understand::{Interpretation, Note, NoteKind};
use crate::structure::{ComponentNumber, articles_at_end, citations, parse_article_label};

/// Candidates named at most.
const CANDIDATES_MAX: usize = 10;
/// Near documents named when nothing is held.
const NEAREST_MAX: usize = 5;

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resolution {
    /// The reference as given.
    pub reference: String,
    /// How far it leads.
    pub state: ResolutionState,
    /// The document, or the candidates, the best first; for `not_held` the nearest by words.
    pub documents: Vec<ReferenceDocument>,
    /// The articles of the first document that are asked for.
    pub articles: Vec<ReferenceArticle>,
    /// What the reference was understood as.
    pub interpretation: Vec<Interpretation>,
    /// What has to be told.
    pub notes: Vec<Note>,
    /// The generation of the index that answered.
    pub generation: String,
    /// The day at which validity was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
}

/// How far a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResolutionState {
    /// To one document.
    Document,
    /// To articles of one document.
    Article,
    /// To one document that has no such article.
    NoSuchArticle,
    /// To several works.
    Candidates,
    /// To nothing that is held.
    NotHeld,
}

/// What a reference was read as: documents, the most current first, and articles.
type Found = (Vec<NameIndex>, Vec<ComponentNumber>);

impl Searcher {
    /// The document or article that a reference names: a number (文号), a title, an alias, `X法第N条`, an
    /// identifier.
    ///
    /// # Errors
    /// When the reference is too long or the index cannot be read.
    pub fn resolve(&self, reference: &str, as_of: Day) -> Result<Resolution, SearchError> {
        Query::parse(reference)?;
        let held = self.held();
        let mut references = References::new(&held.catalogue, held.engine.as_ref(), as_of);
        let understanding = references.understand(reference);
        let named: Vec<NameIndex> = understanding
            .named
            .iter()
            .filter_map(|named| held.catalogue.by_id(&named.id))
            .collect();
        let (found, numbers) = if named.is_empty() {
            by_catalogue(&references, reference.trim())
        } else {
            let articles = understanding.named.iter().flat_map(|named| &named.articles);
            let numbers: Vec<ComponentNumber> = articles.filter_map(|n| address(n)).collect();
            let (_, typed) = by_catalogue(&references, reference.trim());
            // Of an article that is not there, the understanding has the nearest: what was typed is asked.
            let absent = |note: &Note| note.kind == NoteKind::NoSuchArticle;
            let as_typed = numbers.is_empty() || understanding.notes.iter().any(absent);
            let numbers = if as_typed && !typed.is_empty() {
                typed
            } else {
                numbers
            };
            (named, numbers)
        };
        let mut resolution = Resolution {
            reference: reference.to_owned(),
            state: ResolutionState::NotHeld,
            documents: Vec::new(),
            articles: Vec::new(),
            interpretation: understanding.interpretation.clone(),
            notes: understanding.notes.clone(),
            generation: self.generation(),
            as_of,
        };
        let Some(best) = references.with_article(&found, numbers.first().copied()) else {
            resolution.documents = self.nearest(reference, as_of)?;
            return Ok(resolution);
        };
        if references.works(&found) > 1 {
            resolution.state = ResolutionState::Candidates;
            let candidates = found.iter().take(CANDIDATES_MAX);
            resolution.documents = candidates
                .map(|index| references.document(*index))
                .collect();
            return Ok(resolution);
        }
        resolution.documents = vec![references.document(best)];
        for number in &numbers {
            resolution.articles.push(references.article(best, *number)?);
        }
        resolution.state = match &resolution.articles[..] {
            [] => ResolutionState::Document,
            articles if articles.iter().all(|article| article.held) => ResolutionState::Article,
            _ => ResolutionState::NoSuchArticle,
        };
        Ok(resolution)
    }

    /// Documents with these words in their titles.
    fn nearest(&self, reference: &str, as_of: Day) -> Result<Vec<ReferenceDocument>, SearchError> {
        let request = SearchRequest {
            scope: SearchScope::Title,
            size: NEAREST_MAX,
            facets: Vec::new(),
            as_of,
            ..SearchRequest::new(reference)
        };
        let hits = self.search(&request)?.hits;
        let document = |hit: super::Hit| ReferenceDocument {
            id: hit.id,
            work_id: hit.work_id,
            title: hit.title,
            number: hit.number,
            kind: hit.kind,
            status: hit.validity.state,
            status_label: hit.validity.label,
        };
        Ok(hits.into_iter().map(document).collect())
    }
}

/// Without understanding anything: numbers, titles and identifiers as they are held.
fn by_catalogue(references: &References<'_>, reference: &str) -> Found {
    let catalogue = references.catalogue;
    if let Some(index) = catalogue.by_id(reference) {
        return (vec![index], Vec::new());
    }
    let index_number = catalogue.by_number(&reference.to_lowercase());
    if !index_number.is_empty() {
        return (index_number.to_vec(), Vec::new());
    }
    if let Some(number) = DocumentNumber::read(reference) {
        let found = references.by_number(&number);
        if !found.is_empty() {
            return (found, Vec::new());
        }
    }
    // 《…》（…）第N条 says everything itself; a bare name goes up to its articles.
    let cited = citations(reference)
        .list
        .into_iter()
        .find(|one| one.title.is_some());
    if let Some(cited) = cited
        && let Some(title) = &cited.title
    {
        let numbers = cited
            .articles
            .iter()
            .map(|article| article.number)
            .collect();
        let versioned = cited
            .version
            .iter()
            .map(|version| format!("{title}（{version}）"));
        let found = versioned
            .chain([title.clone()])
            .map(|title| references.by_title(&title))
            .find(|found| !found.is_empty());
        return (found.unwrap_or_default(), numbers);
    }
    match articles_at_end(reference) {
        Some((name, articles)) => {
            let numbers = articles.iter().map(|article| article.number).collect();
            (references.by_title(name), numbers)
        }
        None => (references.by_title(reference), Vec::new()),
    }
}

/// `133-1` as a number.
fn address(n: &str) -> Option<ComponentNumber> {
    parse_article_label(&crate::structure::article_label(n)?)
}
