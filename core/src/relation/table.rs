//! The relations of a generation, resolved, as its files hold them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model::{Edge, Place};
use super::organs::{FormerMention, former_mentions};
use super::read::read_relations;
use super::resolve::{Citing, Resolver, begin};
use super::turns::{Found, lives};
use crate::catalogue::{Catalogue, Name, NameIndex};
use crate::document::{DateRole, DateRule, Day, Document, Life, Origin, history_days};
use crate::flat::Bytes;

/// What one document states, before it is known what that leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The day from which it is taken to be in force for want of a clause.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub presumed: Option<Day>,
    /// Whether its first day in force rests on the day of a page alone, which may be any day after.
    #[serde(rename = "l", default, skip_serializing_if = "is_false")]
    pub loose: bool,
    /// Its relations, in the order of the text.
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    pub edges: Vec<Edge>,
    /// Former names of organs that it writes, each at its first place.
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub organs: Vec<FormerMention>,
}

impl Stated {
    /// What a document states. Its own life must have been read ([`read_life`](crate::life::read_life)).
    pub fn read(document: &Document, text: &str) -> Self {
        let mut edges = read_relations(document, text);
        if let Some(day) = original_day(document) {
            let undated = |edge: &&mut Edge| {
                edge.kind.changes() && edge.day.is_none() && edge.place == Place::Text
            };
            for edge in edges.iter_mut().filter(undated) {
                edge.day = Some(day);
            }
        }
        Self {
            presumed: document.life.presumed,
            loose: is_loose(document),
            edges,
            organs: former_mentions(document, text),
        }
    }
}

/// Whether the first day in force was counted from a day of publication that nothing else supports: no line under the
/// title, no signature, no number of that year.
fn is_loose(document: &Document) -> bool {
    let taken = |role: DateRole| {
        document
            .evidence
            .iter()
            .find(|one| one.role == role && one.taken)
    };
    let counted = taken(DateRole::Effective)
        .is_none_or(|one| matches!(one.rule, DateRule::FromIssue | DateRule::AfterIssue));
    let issued = document.dates.issued;
    let year = document
        .number
        .as_ref()
        .and_then(|number| number.year)
        .map(i32::from);
    counted
        && document.history.is_empty()
        && document.dates.signed.is_none()
        && taken(DateRole::Issued).is_none_or(|one| one.origin == Origin::Field)
        && (year.is_none() || year != issued.map(Day::year))
}

fn is_false(value: &bool) -> bool {
    !value
}

/// The day on which an amended text's original entered into force: what its closing article repeals was repealed then,
/// not when the version began.
fn original_day(document: &Document) -> Option<Day> {
    let of_begin = || {
        document
            .evidence
            .iter()
            .filter(|one| one.role == DateRole::Effective)
    };
    let amended = of_begin().find(|one| one.taken && one.rule == DateRule::Amendment)?;
    // 自发布之日起 was counted from the publication of this version: that is not the original's day.
    let earlier = |day: &Day| amended.day.is_none_or(|amended| *day < amended);
    let others = of_begin().filter(|one| !one.taken);
    let stated = others.filter_map(|one| one.day).find(earlier);
    stated.or_else(|| history_days(&document.history).min())
}

/// All relations of a generation. Documents are places in the list of identifiers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Relations {
    /// Identifiers of the documents, ascending.
    ids: Vec<String>,
    /// What each states, in their order.
    stated: Vec<Stated>,
    /// Of each edge of each document the documents that it names, the version that is meant first.
    targets: Vec<Vec<Vec<u32>>>,
    /// Of each document the edges that name it, by source and place in its list. Worked out when it is read.
    #[serde(skip)]
    inward: Vec<Vec<(u32, u32)>>,
}

/// An edge with both its ends.
#[derive(Debug, Clone, Copy)]
pub struct Relation<'r> {
    /// The document that states it.
    pub source: &'r str,
    /// What it states.
    pub edge: &'r Edge,
    /// The documents that it names, the version that is meant first.
    targets: &'r [u32],
    ids: &'r [String],
}

impl<'r> Relation<'r> {
    /// The documents that the edge names, the version that is meant first, then the others.
    pub fn targets(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let ids = self.ids;
        self.targets
            .iter()
            .filter_map(move |at| ids.get(*at as usize))
            .map(String::as_str)
    }

    /// The document that is meant, if it is held.
    pub fn target(&self) -> Option<&'r str> {
        self.targets().next()
    }
}

impl Relations {
    /// Resolves what documents state among the names of a generation; gives what follows for their validity as well, and
    /// the tables of the names.
    pub(crate) fn resolve(
        names: Vec<Name>,
        stated: BTreeMap<String, Stated>,
    ) -> (Self, Lives, Bytes) {
        let mut names = names;
        names.sort_by(|a, b| a.id.cmp(&b.id));
        for name in &mut names {
            let presumed = stated.get(&name.id).and_then(|stated| stated.presumed);
            name.life = Arc::new(Life {
                presumed,
                ..Life::default()
            });
        }
        let names: Arc<[Name]> = names.into();
        let (catalogue, tables) = Catalogue::of(Arc::clone(&names));
        let mut resolver = Resolver::new(&catalogue);
        let mut relations = Self::default();
        for (at, name) in names.iter().enumerate() {
            let stated = stated.get(&name.id).cloned().unwrap_or_default();
            let citing = Citing {
                index: NameIndex(at as u32),
                name,
                day: begin(name),
            };
            let targets = stated
                .edges
                .iter()
                .map(|edge| resolver.resolve(citing, edge));
            relations.targets.push(
                targets
                    .map(|found| found.into_iter().map(|index| index.0).collect())
                    .collect(),
            );
            relations.ids.push(name.id.clone());
            relations.stated.push(stated);
        }
        let lives = relations.lives(&names);
        relations.turn_around();
        (relations, lives, tables)
    }

    fn lives(&self, names: &[Name]) -> Lives {
        let targets: Vec<Vec<Vec<NameIndex>>> = self
            .targets
            .iter()
            .map(|edges| {
                edges
                    .iter()
                    .map(|found| found.iter().copied().map(NameIndex).collect())
                    .collect()
            })
            .collect();
        let found =
            self.stated
                .iter()
                .zip(&targets)
                .enumerate()
                .flat_map(|(at, (stated, targets))| {
                    stated
                        .edges
                        .iter()
                        .zip(targets)
                        .map(move |(edge, targets)| Found {
                            source: NameIndex(at as u32),
                            edge,
                            targets,
                        })
                });
        let found: Vec<Found<'_>> = found.collect();
        let loose: Vec<bool> = self.stated.iter().map(|stated| stated.loose).collect();
        let lives = lives(names, &loose, &found).into_iter();
        Lives::new(lives.map(|(at, life)| (names[at].id.clone(), life)))
    }

    fn turn_around(&mut self) {
        self.inward = vec![Vec::new(); self.ids.len()];
        for (source, edges) in self.targets.iter().enumerate() {
            for (place, targets) in edges.iter().enumerate() {
                for target in targets {
                    if let Some(list) = self.inward.get_mut(*target as usize) {
                        list.push((source as u32, place as u32));
                    }
                }
            }
        }
    }

    /// Reads the form that [`Relations::write`] gives.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let mut relations: Self = serde_json::from_slice(bytes)?;
        let documents = relations.ids.len();
        relations.stated.resize_with(documents, Stated::default);
        relations.targets.resize_with(documents, Vec::new);
        relations.turn_around();
        Ok(relations)
    }

    /// The form in which a generation keeps them.
    pub(crate) fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// What every document states, by its identifier: from this the next generation goes on.
    pub(crate) fn into_stated(self) -> BTreeMap<String, Stated> {
        self.ids.into_iter().zip(self.stated).collect()
    }

    /// Every relation, in the order of identifiers and of the texts.
    pub fn all(&self) -> impl Iterator<Item = Relation<'_>> {
        (0..self.ids.len() as u32).flat_map(|at| self.outward(at))
    }

    /// The relations that a document states.
    pub fn of(&self, id: &str) -> impl Iterator<Item = Relation<'_>> {
        let at = self.place(id);
        at.into_iter().flat_map(|at| self.outward(at))
    }

    /// The former names of organs that a document writes.
    pub fn former_organs(&self, id: &str) -> &[FormerMention] {
        let stated = self.place(id).and_then(|at| self.stated.get(at as usize));
        stated.map_or(&[], |stated| stated.organs.as_slice())
    }

    /// The relations that name a document.
    pub fn to(&self, id: &str) -> impl Iterator<Item = Relation<'_>> {
        let at = self.place(id);
        let inward = at.and_then(|at| self.inward.get(at as usize));
        inward
            .into_iter()
            .flatten()
            .filter_map(|(source, place)| self.relation(*source, *place))
    }

    fn place(&self, id: &str) -> Option<u32> {
        self.ids
            .binary_search_by(|other| other.as_str().cmp(id))
            .ok()
            .map(|at| at as u32)
    }

    fn outward(&self, at: u32) -> impl Iterator<Item = Relation<'_>> {
        let edges = self
            .stated
            .get(at as usize)
            .map_or(0, |stated| stated.edges.len());
        (0..edges as u32).filter_map(move |place| self.relation(at, place))
    }

    fn relation(&self, source: u32, place: u32) -> Option<Relation<'_>> {
        let stated = self.stated.get(source as usize)?;
        let targets = self.targets.get(source as usize)?.get(place as usize);
        Some(Relation {
            source: self.ids.get(source as usize)?,
            edge: stated.edges.get(place as usize)?,
            targets: targets.map_or(&[], Vec::as_slice),
            ids: &self.ids,
        })
    }
}

/// What relations say of the validity of documents, by identifier.
#[derive(Debug, Clone, Default)]
pub struct Lives {
    lives: HashMap<String, Arc<Life>>,
    none: Arc<Life>,
}

impl Lives {
    fn new(lives: impl Iterator<Item = (String, Life)>) -> Self {
        Self {
            lives: lives.map(|(id, life)| (id, Arc::new(life))).collect(),
            none: Arc::default(),
        }
    }

    /// The life of a document; an empty one when nothing is known beyond its own days.
    pub fn of(&self, id: &str) -> Arc<Life> {
        Arc::clone(self.lives.get(id).unwrap_or(&self.none))
    }

    /// Every document of which something is known.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Life)> {
        self.lives
            .iter()
            .map(|(id, life)| (id.as_str(), life.as_ref()))
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let lives: BTreeMap<String, Life> = serde_json::from_slice(bytes)?;
        Ok(Self::new(lives.into_iter()))
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        let sorted: BTreeMap<&str, &Life> = self.all().collect();
        serde_json::to_vec(&sorted)
    }
}
