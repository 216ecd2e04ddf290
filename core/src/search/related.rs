//! What a document states of others, and what others state of it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::reference::{ReferenceDocument, References};
use super::searcher::{SearchError, Searcher};
use crate::document::Day;
use crate::engine::{Engine, EngineError, StoredDocument};
use crate::relation::{Confidence, Edge, Place, Relation, RelationKind};

/// Relations of one direction in an answer at most.
pub const RELATIONS_MAX: usize = 200;

/// Which relations of a document are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelationsRequest {
    /// Only these kinds; none means all.
    pub kinds: Vec<RelationKind>,
    /// Inward only: those that name this article of the document.
    pub article: Option<String>,
    /// How many of each direction to pass over.
    pub offset: usize,
    /// How many of each direction to give, at most [`RELATIONS_MAX`].
    pub limit: usize,
}

/// The relations of a document in both directions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelationsRecord {
    /// The document.
    pub document: ReferenceDocument,
    /// What it states of others, in the order of its title, the lines under it and its text.
    pub outward: Vec<RelationRecord>,
    /// What others state of it, in the order of their identifiers.
    pub inward: Vec<RelationRecord>,
    /// How many relations there are of each kind, those that are not shown included.
    pub counts: RelationCounts,
    /// How many other documents they lead to and come from, each counted once, those that are not shown included.
    pub documents: RelatedDocuments,
    /// The day at which validity was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
    /// The generation of the index that answered.
    pub generation: String,
}

/// How many relations there are by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelationCounts {
    /// That the document states.
    pub outward: BTreeMap<String, usize>,
    /// That others state of it.
    pub inward: BTreeMap<String, usize>,
}

/// How many other documents there are; one that is not held counts by the words that name it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelatedDocuments {
    /// That the document names.
    pub outward: usize,
    /// That name it.
    pub inward: usize,
}

/// One relation with the words that state it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelationRecord {
    /// Which relation.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: RelationKind,
    /// Its name for readers, seen from the document that was asked for.
    pub label: String,
    /// The other document, when it is held.
    pub document: Option<ReferenceDocument>,
    /// The title by which it is named, as written.
    pub title: Option<String>,
    /// The number by which it is named.
    pub number: Option<String>,
    /// The articles that are named, as addresses; a span is `3~5`. None means the whole document.
    pub articles: Vec<String>,
    /// The sentence, line or title that says so.
    pub sentence: String,
    /// The naming words in the sentence, `[from, to)` in characters.
    pub mark: (u32, u32),
    /// Where the sentence stands: `text`, `title` or `history`.
    pub place: String,
    /// The passage of the naming document that the sentence stands in, by address.
    pub passage: Option<String>,
    /// The day from which the relation changes the other document, where the words name it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub day: Option<Day>,
    /// The new last day in force, for extensions.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub until: Option<Day>,
    /// How sure the reading is.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub confidence: Confidence,
}

impl Searcher {
    /// The relations of a document in both directions; `None` when it is not held.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn relations(
        &self,
        id: &str,
        request: &RelationsRequest,
        as_of: Day,
    ) -> Result<Option<RelationsRecord>, SearchError> {
        let held = self.held();
        let Some(index) = held.catalogue.by_id(id) else {
            return Ok(None);
        };
        let relations = held.engine.relations()?;
        let wanted = |relation: &Relation<'_>| {
            request.kinds.is_empty() || request.kinds.contains(&relation.edge.kind)
        };
        let names_article = |relation: &Relation<'_>| {
            request
                .article
                .as_deref()
                .is_none_or(|n| names(relation.edge, n))
        };
        let mut reader = Reader {
            engine: held.engine.as_ref(),
            references: References::new(&held.catalogue, held.engine.as_ref(), as_of),
            read: HashMap::new(),
        };
        let mut counts = RelationCounts::default();
        let outward: Vec<Relation<'_>> = relations.of(id).filter(wanted).collect();
        count(&mut counts.outward, &outward);
        let inward: Vec<Relation<'_>> = relations
            .to(id)
            .filter(wanted)
            .filter(names_article)
            .collect();
        count(&mut counts.inward, &inward);
        let documents = RelatedDocuments {
            outward: distinct(&outward, |relation| {
                let target = &relation.edge.target;
                match relation.target() {
                    Some(id) => (Some(id), None, None),
                    None => (None, target.title.as_deref(), target.number.as_deref()),
                }
            }),
            inward: distinct(&inward, |relation| relation.source),
        };
        let limit = request.limit.min(RELATIONS_MAX);
        let page = |list: Vec<_>| {
            list.into_iter()
                .skip(request.offset)
                .take(limit)
                .collect::<Vec<Relation<'_>>>()
        };
        let outward = page(outward)
            .into_iter()
            .map(|relation| reader.record(relation, false));
        let outward = outward.collect::<Result<Vec<_>, _>>()?;
        let inward = page(inward)
            .into_iter()
            .map(|relation| reader.record(relation, true));
        let inward = inward.collect::<Result<Vec<_>, _>>()?;
        Ok(Some(RelationsRecord {
            document: reader.references.document(index),
            outward,
            inward,
            counts,
            documents,
            as_of,
            generation: self.generation(),
        }))
    }
}

fn count(counts: &mut BTreeMap<String, usize>, relations: &[Relation<'_>]) {
    for relation in relations {
        *counts
            .entry(relation.edge.kind.as_str().to_owned())
            .or_default() += 1;
    }
}

/// How many different keys relations have.
fn distinct<'r, K: Eq + Hash>(
    relations: &'r [Relation<'r>],
    key: impl Fn(&'r Relation<'r>) -> K,
) -> usize {
    relations.iter().map(key).collect::<HashSet<K>>().len()
}

/// Whether an edge names an article, alone or in a span.
fn names(edge: &Edge, n: &str) -> bool {
    let value = |n: &str| n.split('-').next().and_then(|n| n.parse::<u32>().ok());
    edge.articles.iter().any(|article| {
        let within = || {
            let until = article.until.as_deref().and_then(value)?;
            Some((value(&article.n)?..=until).contains(&value(n)?))
        };
        article.n == n || within().unwrap_or(false)
    })
}

/// Makes records, with every naming document read once.
struct Reader<'a> {
    engine: &'a dyn Engine,
    references: References<'a>,
    read: HashMap<String, Rc<StoredDocument>>,
}

impl Reader<'_> {
    fn record(
        &mut self,
        relation: Relation<'_>,
        inward: bool,
    ) -> Result<RelationRecord, EngineError> {
        let edge = relation.edge;
        let source = self.stored(relation.source)?;
        let other = if inward {
            Some(relation.source)
        } else {
            relation.target()
        };
        let index = other.and_then(|id| self.references.catalogue.by_id(id));
        let (sentence, mark) = source
            .as_deref()
            .map(|source| words(source, edge))
            .unwrap_or_default();
        Ok(RelationRecord {
            kind: edge.kind,
            label: if inward {
                edge.kind.label_inward()
            } else {
                edge.kind.label()
            }
            .to_owned(),
            document: index.map(|index| self.references.document(index)),
            title: edge.target.title.clone(),
            number: edge.target.number.clone(),
            articles: edge.articles.iter().map(article).collect(),
            sentence,
            mark,
            place: place_name(edge.place).to_owned(),
            passage: source.as_deref().and_then(|source| passage(source, edge)),
            day: edge.day,
            until: edge.until,
            confidence: edge.confidence,
        })
    }

    fn stored(&mut self, id: &str) -> Result<Option<Rc<StoredDocument>>, EngineError> {
        if let Some(known) = self.read.get(id) {
            return Ok(Some(Rc::clone(known)));
        }
        let Some(stored) = self.engine.document(id)? else {
            return Ok(None);
        };
        let stored = Rc::new(stored);
        self.read.insert(id.to_owned(), Rc::clone(&stored));
        Ok(Some(stored))
    }
}

fn article(article: &crate::relation::EdgeArticle) -> String {
    match &article.until {
        Some(until) => format!("{}~{until}", article.n),
        None => article.n.clone(),
    }
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Text => "text",
        Place::Title => "title",
        Place::History(_) => "history",
    }
}

/// The sentence of an edge, and the naming words in it in characters.
pub(super) fn words(source: &StoredDocument, edge: &Edge) -> (String, (u32, u32)) {
    let around = match edge.place {
        Place::Text => source.text.as_str(),
        Place::Title => source.document.title.as_str(),
        Place::History(line) => source
            .document
            .history
            .get(line as usize)
            .map_or("", String::as_str),
    };
    let bytes = |range: (u32, u32)| around.get(range.0 as usize..range.1 as usize).unwrap_or("");
    let chars = |range: (u32, u32)| bytes(range).chars().count() as u32;
    let (start, end) = edge.sentence;
    let from = edge.citation.0.max(start);
    // A title that holds the end of a sentence reaches over it.
    let to = edge.citation.1.min(end).max(from);
    let mark = (
        chars((start, from)),
        chars((start, from)) + chars((from, to)),
    );
    (bytes((start, end)).to_owned(), mark)
}

/// The address of the passage that holds the words.
fn passage(source: &StoredDocument, edge: &Edge) -> Option<String> {
    if edge.place != Place::Text {
        return None;
    }
    let passages = &source.structure.passages;
    let at = passages.partition_point(|passage| passage.span.end <= edge.citation.0);
    passages.get(at).map(|passage| passage.n.clone())
}
