//! Documents that are held no longer: where they went, kept from generation to generation in `moved.json`.
//!
//! An address of a document that somebody wrote down should say what became of it. A document that was pruned is gone;
//! one whose identifier a record declares as its former one (`former_ids`, `replaces_id`) has moved there.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::answer::EngineError;
use super::relations::replace;
use super::{GenerationError, WriterError};
use crate::document::Day;

/// Name of the file.
pub(super) const DEPARTURES_FILE: &str = "moved.json";
/// Fields of a record that name what it was called before: one identifier or several.
const FORMER_FIELDS: [&str; 2] = ["former_ids", "replaces_id"];
/// Former identifiers that one record may declare.
const FORMER_MAX: usize = 100;
/// Moves that are followed from one identifier to the next; a circle ends here, too.
const MOVES_MAX: usize = 16;

/// What became of a document that is held no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Departure {
    /// It is held under another identifier.
    Moved {
        /// That identifier.
        to: String,
    },
    /// It was removed.
    Gone {
        /// On which day.
        since: Day,
    },
}

/// All that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Departures {
    /// The documents that were removed, each with the day.
    gone: BTreeMap<String, Day>,
    /// The former identifiers that a document declares.
    former: BTreeMap<String, Vec<String>>,
    /// The same the other way round, where documents are asked for.
    #[serde(skip)]
    moved: HashMap<String, String>,
}

impl Departures {
    /// Those of a published generation; none for one that was made before there were any.
    pub fn read(directory: &Path) -> Result<Self, EngineError> {
        let unreadable = |error: &dyn std::fmt::Display| {
            EngineError::Unreadable(format!("{DEPARTURES_FILE}: {error}"))
        };
        let bytes = match fs::read(directory.join(DEPARTURES_FILE)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(unreadable(&error)),
        };
        let read: Self = serde_json::from_slice(&bytes).map_err(|error| unreadable(&error))?;
        Ok(read.indexed())
    }

    fn indexed(mut self) -> Self {
        for (id, former) in &self.former {
            let moved = former.iter().map(|former| (former.clone(), id.clone()));
            self.moved.extend(moved);
        }
        self
    }

    /// Writes the file in the place of the parent's; a generation that knows of none has none.
    pub fn write(&self, directory: &Path) -> Result<(), WriterError> {
        let path = directory.join(DEPARTURES_FILE);
        if self.gone.is_empty() && self.former.is_empty() {
            return match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(GenerationError::io(&path)(error).into())
                }
                _ => Ok(()),
            };
        }
        let bytes =
            serde_json::to_vec(self).map_err(|error| WriterError::Index(error.to_string()))?;
        Ok(replace(&path, &bytes)?)
    }

    /// A document is held: it is not gone, and what its record says of former identifiers counts instead of what it
    /// said before.
    pub fn put(&mut self, id: &str, record: &Map<String, Value>) {
        self.gone.remove(id);
        let former = former_ids(record).filter(|former| *former != id);
        let former: Vec<String> = former.map(str::to_owned).collect();
        match former.is_empty() {
            true => self.former.remove(id),
            false => self.former.insert(id.to_owned(), former),
        };
    }

    /// A document was removed.
    pub fn remove(&mut self, id: &str, day: Day) {
        self.gone.insert(id.to_owned(), day);
    }

    /// What became of a document, over all its moves; who has moved is not gone. `is_held` tells where they end.
    pub fn find<E>(
        &self,
        id: &str,
        mut is_held: impl FnMut(&str) -> Result<bool, E>,
    ) -> Result<Option<Departure>, E> {
        let mut at = id;
        for _ in 0..MOVES_MAX {
            match self.moved.get(at) {
                Some(to) if is_held(to)? => {
                    return Ok(Some(Departure::Moved { to: to.clone() }));
                }
                Some(to) => at = to,
                None => {
                    let since = self.gone.get(at).copied();
                    return Ok(since.map(|since| Departure::Gone { since }));
                }
            }
        }
        Ok(None)
    }
}

/// The former identifiers that a record declares.
fn former_ids(record: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let declared = FORMER_FIELDS.iter().filter_map(|field| record.get(*field));
    let ids = declared.flat_map(|value| match value {
        Value::Array(many) => many.as_slice(),
        one => std::slice::from_ref(one),
    });
    let ids = ids.filter_map(Value::as_str).map(str::trim);
    ids.filter(|id| !id.is_empty()).take(FORMER_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Day {
        Day::new(2026, 1, 2).expect("a day")
    }

    fn put(departures: &mut Departures, id: &str, record: Value) {
        departures.put(id, record.as_object().expect("an object"));
    }

    fn find(departures: &Departures, id: &str, held: &[&str]) -> Option<Departure> {
        let departures = departures.clone().indexed();
        departures
            .find(id, |id| Ok::<_, ()>(held.contains(&id)))
            .expect("no error")
    }

    #[test]
    fn moves_are_followed_to_where_they_end() {
        let mut departures = Departures::default();
        put(
            &mut departures,
            "b",
            serde_json::json!({ "former_ids": ["a", " ", 7] }),
        );
        put(
            &mut departures,
            "c",
            serde_json::json!({ "replaces_id": "b" }),
        );
        let to = |to: &str| Some(Departure::Moved { to: to.to_owned() });
        assert_eq!(find(&departures, "a", &["c"]), to("c"));
        assert_eq!(find(&departures, "a", &["b", "c"]), to("b"));
        departures.remove("b", day());
        departures.remove("c", day());
        assert_eq!(
            find(&departures, "a", &[]),
            Some(Departure::Gone { since: day() })
        );
        assert_eq!(find(&departures, "x", &[]), None);
    }

    #[test]
    fn a_circle_ends_and_a_withdrawn_move_counts_no_longer() {
        let mut departures = Departures::default();
        put(
            &mut departures,
            "a",
            serde_json::json!({ "former_ids": "b" }),
        );
        put(
            &mut departures,
            "b",
            serde_json::json!({ "former_ids": "a" }),
        );
        assert_eq!(find(&departures, "a", &[]), None);
        put(&mut departures, "b", serde_json::json!({}));
        assert_eq!(find(&departures, "a", &["b"]), None);
    }

    #[test]
    fn who_comes_back_is_not_gone() {
        let mut departures = Departures::default();
        departures.remove("a", day());
        put(&mut departures, "a", serde_json::json!({}));
        assert_eq!(departures, Departures::default());
    }
}
