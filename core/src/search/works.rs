//! A work: the version of it that is in force at a day, and the others.

use super::record::{DocumentRecord, PartRecord, Siblings};
use super::reference::{ReferenceDocument, References};
use super::searcher::{SearchError, Searcher};
use crate::catalogue::Catalogue;
use crate::document::{Day, Document, Status};
use crate::engine::Engine;

/// What is known of a work at a day.
#[derive(Debug, Clone, PartialEq)]
pub enum WorkVersion {
    /// The version in force.
    InForce(Box<DocumentRecord>),
    /// None is in force: the nearest ones, those to come before those that are over, the nearest day first.
    NoneInForce(Vec<ReferenceDocument>),
}

/// The other documents of the work of a document: versions of the same part, and the parts that are in force with it.
pub(super) fn siblings(catalogue: &Catalogue, document: &Document, ids: Vec<String>) -> Siblings {
    let name = |id: &String| catalogue.by_id(id).map(|index| catalogue.name(index));
    let same_part = |id: &String| name(id).is_none_or(|name| name.subtitle == document.subtitle);
    let version_ids: Vec<String> = ids.iter().filter(|id| same_part(id)).cloned().collect();
    let mut parts: Vec<PartRecord> = Vec::new();
    if document.subtitle.is_some() {
        for part in ids.iter().filter_map(name) {
            let Some(subtitle) = &part.subtitle else {
                continue;
            };
            // Of several versions of a part the first, the newest, stands for it.
            if parts.iter().all(|known| known.subtitle != *subtitle) {
                parts.push(PartRecord {
                    id: part.id.clone(),
                    subtitle: subtitle.clone(),
                    articles: part.articles,
                });
            }
        }
        parts.sort_by_key(|part| part.articles.unwrap_or((u32::MAX, u32::MAX)));
    }
    Siblings { version_ids, parts }
}

impl Searcher {
    /// The version of a work in force at a day; `None` when nothing of the work is held. Of a work in parts that are in
    /// force together, the first part.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn work(&self, work_id: &str, as_of: Day) -> Result<Option<WorkVersion>, SearchError> {
        let held = self.held();
        let ids = held.engine.versions(work_id)?;
        if ids.is_empty() {
            return Ok(None);
        }
        let references = References::new(&held.catalogue, held.engine.as_ref(), as_of);
        let mut versions: Vec<_> = ids
            .iter()
            .filter_map(|id| held.catalogue.by_id(id))
            .collect();
        versions.sort_by_key(|index| {
            let name = references.name(*index);
            let begun = name.dates.effective.or(name.earliest);
            // Of copies the better described counts.
            (
                std::cmp::Reverse(begun),
                std::cmp::Reverse(name.currency(as_of)),
                name.id.clone(),
            )
        });
        let status = |index: &crate::catalogue::NameIndex| references.name(*index).status(as_of);
        let in_force = versions.iter().filter(|index| status(index).is_in_force());
        // Parts stand in the order of their articles.
        let first_article = |index: &crate::catalogue::NameIndex| {
            references.name(*index).articles.map(|(from, _)| from)
        };
        if let Some(best) = in_force.clone().next() {
            let begun = references.name(*best).dates.effective;
            let together = in_force.filter(|index| {
                let name = references.name(**index);
                name.dates.effective == begun && name.subtitle.is_some()
            });
            let part = together
                .min_by_key(|index| first_article(index).unwrap_or(u32::MAX))
                .unwrap_or(best);
            let id = references.name(*part).id.clone();
            let record = self.document(&id, as_of)?;
            return Ok(record.map(|record| WorkVersion::InForce(Box::new(record))));
        }
        versions.sort_by_key(|index| {
            let to_come = status(index) == Status::NotYetEffective;
            let begun = references
                .name(*index)
                .dates
                .effective
                .map_or(0, Day::days_since_epoch);
            (!to_come, (begun - as_of.days_since_epoch()).abs())
        });
        let nearest = versions.iter().map(|index| references.document(*index));
        Ok(Some(WorkVersion::NoneInForce(nearest.collect())))
    }
}
