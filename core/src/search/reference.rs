//! Finding what a reference names: numbers, titles and articles against the catalogue. Shared by `resolve` and
//! `check`.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, Name, NameIndex};
use crate::document::{Day, DocumentNumber, Kind, Status};
use crate::engine::{Engine, EngineError};
use crate::language::title_key;
use crate::query::Query;
use crate::query::understand::{Context, InterpretationKind, Understanding, understand};
use crate::structure::ComponentNumber;

/// Documents whose texts are read to look for articles; beyond that, their first and last article decide.
const DOCUMENTS_READ_MAX: usize = 300;
/// References that are understood as queries; beyond that, only the catalogue is asked.
const UNDERSTOOD_MAX: usize = 500;

/// A document that a reference names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferenceDocument {
    /// Identifier.
    pub id: String,
    /// Joins versions.
    pub work_id: String,
    /// Title.
    pub title: String,
    /// Document number in its usual spelling.
    pub number: Option<String>,
    /// Sort of document.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// State of validity at the asked day.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub status: Status,
    /// The state in Chinese.
    pub status_label: String,
}

/// An article that a reference names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferenceArticle {
    /// Its address: `12`, `133-1`.
    pub n: String,
    /// `第十二条`.
    pub label: String,
    /// Whether the text has it.
    pub held: bool,
    /// The address of the nearest article, when the text has not.
    pub nearest: Option<String>,
}

/// The catalogue at a day, with what was read and understood so far.
pub(super) struct References<'a> {
    pub catalogue: &'a Catalogue,
    pub engine: &'a dyn Engine,
    pub as_of: Day,
    articles: HashMap<NameIndex, Rc<Vec<ComponentNumber>>>,
    understood: HashMap<String, Rc<Understanding>>,
}

impl<'a> References<'a> {
    pub fn new(catalogue: &'a Catalogue, engine: &'a dyn Engine, as_of: Day) -> Self {
        Self {
            catalogue,
            engine,
            as_of,
            articles: HashMap::new(),
            understood: HashMap::new(),
        }
    }

    /// Documents of a number, the most current first. Characters of a sentence before the organ's code are passed
    /// over.
    pub fn by_number(&self, number: &DocumentNumber) -> Vec<NameIndex> {
        let mut found = self.by_keys(number);
        let head = number.organ_code.as_deref().unwrap_or("");
        let mut rest = number.canonical.as_str();
        for c in head.chars().take(head.chars().count().saturating_sub(1)) {
            if !found.is_empty() {
                break;
            }
            rest = &rest[c.len_utf8()..];
            if let Some(number) = DocumentNumber::read(rest) {
                found = self.by_keys(&number);
            }
        }
        found
    }

    fn by_keys(&self, number: &DocumentNumber) -> Vec<NameIndex> {
        let keys = number.keys();
        let found = keys.iter().flat_map(|key| self.catalogue.by_number(key));
        self.sorted(found.copied().collect())
    }

    /// Documents of a title, the most current first: as written, else every version of that name.
    pub fn by_title(&self, title: &str) -> Vec<NameIndex> {
        let exact = self.catalogue.by_title(&title_key(title));
        let found = match exact {
            [] => self.catalogue.by_stem(&Catalogue::stem_key(title)),
            exact => exact,
        };
        self.sorted(found.to_vec())
    }

    /// What is in force before what is not yet, before what is no longer; then the newest. Each once.
    fn sorted(&self, mut found: Vec<NameIndex>) -> Vec<NameIndex> {
        found.sort_by_key(|index| {
            let name = self.catalogue.name(*index);
            let status = name.status(self.as_of);
            let rank = match status {
                status if status.is_in_force() => 0_u8,
                status if status.is_over() => 3,
                Status::NotYetEffective => 2,
                _ => 1,
            };
            (rank, std::cmp::Reverse(name.currency(self.as_of)), *index)
        });
        let mut seen = HashSet::new();
        found.retain(|index| seen.insert(*index));
        found
    }

    /// The first of these that can have the article: a work may come in several records (民法典·合同编).
    pub fn with_article(
        &self,
        found: &[NameIndex],
        article: Option<ComponentNumber>,
    ) -> Option<NameIndex> {
        let first = *found.first()?;
        let work = &self.name(first).work_id;
        let holds = |index: &&NameIndex| {
            let name = self.name(**index);
            let range = name.articles.zip(article);
            range.is_some_and(|((from, to), number)| (from..=to).contains(&number.value))
                && name.work_id == *work
                // The parts of one work may differ in what the source says of their days.
                && name.status(self.as_of).is_over() == self.name(first).status(self.as_of).is_over()
        };
        Some(found.iter().find(holds).copied().unwrap_or(first))
    }

    pub fn name(&self, index: NameIndex) -> &'a Name {
        self.catalogue.name(index)
    }

    /// What a query means.
    pub fn understand(&mut self, text: &str) -> Rc<Understanding> {
        if let Some(known) = self.understood.get(text) {
            return Rc::clone(known);
        }
        let query = Query::parse(text)
            .ok()
            .filter(|_| self.understood.len() < UNDERSTOOD_MAX);
        let understanding = query.map_or_else(Understanding::default, |query| {
            let context = Context {
                catalogue: self.catalogue,
                as_of: self.as_of,
                ignored: &[],
            };
            understand(&query, context)
        });
        let understanding = Rc::new(understanding);
        if self.understood.len() < UNDERSTOOD_MAX {
            self.understood
                .insert(text.to_owned(), Rc::clone(&understanding));
        }
        understanding
    }

    /// Documents that a text names from `from` to its end, and nothing less than that, for certain: an alias, a
    /// short name. Gives the first character of the name as well.
    pub fn by_other_name(&mut self, text: &str, whole: bool) -> Option<(usize, Vec<NameIndex>)> {
        let chars = text.chars().count() as u32;
        let understanding = self.understand(text);
        let name = understanding.interpretation.iter().find(|one| {
            use InterpretationKind::{Alias, Number, Title};
            matches!(one.kind, Alias | Number | Title)
                && one.certain
                && one.to == chars
                && (!whole || one.from == 0)
        })?;
        let named = understanding.named.iter();
        let found: Vec<NameIndex> = named
            .filter_map(|named| self.catalogue.by_id(&named.id))
            .collect();
        (!found.is_empty()).then_some((name.from as usize, found))
    }

    /// An article of a document.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article(
        &mut self,
        index: NameIndex,
        number: ComponentNumber,
    ) -> Result<ReferenceArticle, EngineError> {
        let articles = self.articles_of(index)?;
        let place = |number: ComponentNumber| (number.value, number.bis);
        let held = articles.contains(&number);
        let nearest = articles.iter().min_by_key(|other| {
            let (value, bis) = place(**other);
            (value.abs_diff(number.value), bis.abs_diff(number.bis))
        });
        Ok(ReferenceArticle {
            n: number.anchor(),
            label: number.article_label(),
            held,
            nearest: nearest.filter(|_| !held).map(|nearest| nearest.anchor()),
        })
    }

    fn articles_of(&mut self, index: NameIndex) -> Result<Rc<Vec<ComponentNumber>>, EngineError> {
        if let Some(known) = self.articles.get(&index) {
            return Ok(Rc::clone(known));
        }
        let name = self.catalogue.name(index);
        if self.articles.len() >= DOCUMENTS_READ_MAX {
            let (from, to) = name.articles.unwrap_or((1, 0));
            let all = (from..=to).map(|value| ComponentNumber { value, bis: 0 });
            return Ok(Rc::new(all.collect()));
        }
        let stored = self.engine.document(&name.id)?;
        let articles: Vec<ComponentNumber> = stored
            .iter()
            .flat_map(|stored| stored.structure.articles())
            .filter_map(|passage| passage.number)
            .collect();
        let articles = Rc::new(articles);
        self.articles.insert(index, Rc::clone(&articles));
        Ok(articles)
    }

    /// The document for an answer.
    pub fn document(&self, index: NameIndex) -> ReferenceDocument {
        let name = self.name(index);
        let status = name.status(self.as_of);
        let title = match &name.subtitle {
            Some(subtitle) if !name.title.contains(subtitle.as_str()) => {
                format!("{}·{subtitle}", name.title)
            }
            _ => name.title.clone(),
        };
        ReferenceDocument {
            id: name.id.clone(),
            work_id: name.work_id.clone(),
            title,
            number: name.numbers.first().cloned(),
            kind: name.kind,
            status,
            status_label: status.label().to_owned(),
        }
    }

    /// The text in force of the same name and place, when a document is no longer.
    pub fn successor(&self, index: NameIndex) -> Option<NameIndex> {
        let name = self.name(index);
        if !name.status(self.as_of).is_over() {
            return None;
        }
        let versions = self.catalogue.by_stem(&Catalogue::stem_key(&name.title));
        let newer = self.sorted(versions.to_vec()).into_iter().find(|other| {
            let other = self.name(*other);
            other.id != name.id
                && other.region == name.region
                && other.subtitle == name.subtitle
                && !other.status(self.as_of).is_over()
                && other.currency(self.as_of) > name.currency(self.as_of)
        });
        newer.or_else(|| self.in_its_place(name))
    }

    /// The text that repealed another in its own closing article: what came in its place. A decision or notice that only
    /// repeals is none.
    fn in_its_place(&self, name: &Name) -> Option<NameIndex> {
        let ended = name
            .life
            .turns
            .iter()
            .filter(|turn| turn.day <= self.as_of && turn.kind.status().is_over());
        let turn = ended.min_by_key(|turn| turn.day)?;
        let index = self.catalogue.by_id(&turn.by)?;
        let by = self.name(index);
        let only_repeals = ["决定", "通知", "公告", "通告", "决议", "令"]
            .iter()
            .any(|form| by.title.ends_with(form));
        (!only_repeals && by.status(self.as_of).is_in_force()).then_some(index)
    }

    /// How many works these documents are of.
    pub fn works(&self, found: &[NameIndex]) -> usize {
        let works: HashSet<&str> = found
            .iter()
            .map(|index| self.name(*index).work_id.as_str())
            .collect();
        works.len()
    }
}
