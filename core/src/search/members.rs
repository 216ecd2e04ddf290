//! The documents of a work beside each other, from the names in memory: versions of a text, parts of a text.

use serde::{Deserialize, Serialize};

use super::searcher::Searcher;
use crate::document::{Day, Status};

/// One document of a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkMember {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Name of the part, where the work comes in several records.
    pub subtitle: Option<String>,
    /// Document number in its usual spelling.
    pub number: Option<String>,
    /// Day of publication.
    pub issued: Option<Day>,
    /// First day in force.
    pub effective: Option<Day>,
    /// State of validity at the asked day.
    pub state: Status,
    /// Number of the first and of the last article.
    pub articles: Option<(u32, u32)>,
}

impl Searcher {
    /// The documents of these identifiers, in this order; those that are not held are left out.
    pub fn members(&self, ids: &[String], as_of: Day) -> Vec<WorkMember> {
        let held = self.held();
        let names = ids.iter().filter_map(|id| held.catalogue.by_id(id));
        let members = names.map(|index| {
            let name = held.catalogue.name(index);
            WorkMember {
                id: name.id.clone(),
                title: name.title.clone(),
                subtitle: name.subtitle.clone(),
                number: name.numbers.first().cloned(),
                issued: name.dates.issued,
                effective: name.dates.effective,
                state: name.status(as_of),
                articles: name.articles,
            }
        });
        members.collect()
    }
}
