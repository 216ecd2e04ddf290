//! What the fields of a manuscript say.

use serde_json::{Map, Value};
use tongcha::document::one_line;

use super::candidate::{Candidate, Candidates, Slot, Worth};
use super::names::meaning_of;
use super::organ::organs_of;
use crate::manuscript::{Field, Origin};

/// More than any site shows.
const UNKNOWN_MAX: usize = 200;

/// Puts forward what the fields say; returns those that no field of the record is meant by, as published.
pub(super) fn read(fields: &[Field], candidates: &mut Candidates) -> Map<String, Value> {
    let mut unknown = Map::new();
    for field in fields {
        match meaning(field) {
            Some((slot, worth)) => candidates.push(slot, candidate(field, slot, worth)),
            None if unknown.len() < UNKNOWN_MAX && !field.value.trim().is_empty() => {
                unknown
                    .entry(field.name.trim())
                    .or_insert_with(|| Value::from(field.value.as_str()));
            }
            None => {}
        }
    }
    unknown
}

fn meaning(field: &Field) -> Option<(Slot, Worth)> {
    let (slot, worth) = meaning_of(&field.name)?;
    let worth = match (field.origin, slot) {
        // <title> carries the names of site and column, too; office programs keep the title of the template.
        (Origin::PageHead, Slot::Title) if !is_article_title(&field.name) => Worth::Near,
        (Origin::FileProperties, Slot::Title) => Worth::Guessed,
        // When a file was saved is not when its text was published or signed.
        (Origin::FileProperties, slot) if slot.is_day() => return None,
        // Who made the file.
        (Origin::FileProperties, Slot::Authority | Slot::Source | Slot::Kind) => return None,
        (Origin::FileName, _) => Worth::Guessed,
        // 来源：本网 names no organ; 信息来源：岚江省财政厅 does.
        (_, Slot::Authority) if worth == Worth::Near && organs_of(&field.value).is_none() => {
            return None;
        }
        _ => worth,
    };
    Some((slot, worth))
}

fn is_article_title(name: &str) -> bool {
    name.eq_ignore_ascii_case("ArticleTitle")
}

fn candidate(field: &Field, slot: Slot, worth: Worth) -> Candidate {
    let value = match slot {
        Slot::Title => one_line(&field.value),
        _ => field.value.trim().to_owned(),
    };
    Candidate {
        value,
        origin: field.origin,
        worth,
        name: Some(field.name.clone()),
        line: None,
        raw: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_nothing_is_meant_by_are_kept() {
        let field = |name: &str, value: &str, origin| Field {
            name: name.to_owned(),
            value: value.to_owned(),
            origin,
        };
        let mut candidates = Candidates::default();
        let unknown = read(
            &[
                field("索 引 号", "LJ000/2020-00001", Origin::PageTable),
                field("联系电话", "0000-1234", Origin::PageTable),
                field("信息来源", "本网", Origin::PageTable),
                field("title", "首页_岚江省人民政府", Origin::PageHead),
                field("published", "2020-01-01", Origin::FileProperties),
                field("标题", "岚江省\n公路条例", Origin::PageTable),
            ],
            &mut candidates,
        );
        assert_eq!(
            unknown.keys().collect::<Vec<_>>(),
            ["published", "信息来源", "联系电话"]
        );
        let titles: Vec<&str> = candidates
            .all(Slot::Title)
            .iter()
            .map(|one| one.value.as_str())
            .collect();
        assert_eq!(titles, ["岚江省公路条例", "首页_岚江省人民政府"]);
        assert!(candidates.best(Slot::Published).is_none());
    }
}
