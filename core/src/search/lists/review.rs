//! Lists for those who keep a collection: what wants a second look.

use std::collections::{HashMap, HashSet};

use super::view::{Finding, View, Words, begins, begun, ended, last_day, written};
use crate::catalogue::NameIndex;
use crate::document::{COUNTRY, DateRole, Status, former_organs as table, near_stem};
use crate::relation::{Edge, Named, Relation, RelationKind, Target};

/// Texts in force that name organs by former names.
pub(super) fn former_organs<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let mut found = Vec::new();
    for (index, name) in view.in_force() {
        for mention in view.relations.former_organs(&name.id) {
            let Some(organ) = table().get(&mention.name) else {
                continue;
            };
            let reason = format!(
                "文中使用“{}”，该机构{}年起改为{}",
                organ.name, organ.year, organ.successor
            );
            found.push(Finding {
                named: Some(organ.name.to_owned()),
                ..Finding::new(index, begun(name), reason, Words::Organ(mention))
            });
        }
    }
    found
}

/// Documents whose source declares another state than the computed one. It declared for the day when it was read. How a
/// text ended, sources say in a word or two: who calls it over does not contradict who says by what.
pub(super) fn contradicted<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let found = view.documents().filter_map(|(index, name)| {
        let (declared, status) = (name.declared, view.status(index));
        let agree = declared == status || declared.is_over() && status.is_over();
        if declared == Status::Unknown || agree {
            return None;
        }
        let turn = match status {
            Status::PartlyInForce => name.life.limited(view.as_of),
            Status::Expired => None,
            status if status.is_over() => ended(&name.life, view.as_of),
            _ => None,
        };
        let day = match (turn, status) {
            (Some(turn), _) => Some(turn.day),
            (None, Status::Expired) => last_day(name, view.as_of),
            (None, _) => begins(name),
        };
        let reason = format!(
            "来源标注为“{}”，按日期和文件关系为“{}”",
            declared.label(),
            status.label()
        );
        Some(Finding {
            other: turn.and_then(|turn| view.catalogue.by_id(&turn.by)),
            ..Finding::new(index, day, reason, Words::Validity)
        })
    });
    found.collect()
}

/// Official documents that are in force only because they were issued.
pub(super) fn presumed<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let found = view.in_force().filter_map(|(index, name)| {
        let issued = name.life.presumed?;
        let says_itself = begins(name).is_some() || name.declared == Status::InForce;
        let reason = format!("文中未写明施行日期，按{}印发之日起生效", written(issued));
        (!says_itself)
            .then(|| Finding::new(index, Some(issued), reason, Words::Own(DateRole::Signed)))
    });
    found.collect()
}

/// Named texts of different works whose titles are nearly the same, in one place: the first of them is named beside each of
/// the others.
pub(super) fn near_titles<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let mut firsts: HashMap<(Option<&str>, String), NameIndex> = HashMap::new();
    let mut found = Vec::new();
    for (index, name) in view.documents().filter(|(_, name)| name.subtitle.is_none()) {
        let Some(near) = near_stem(&name.title, name.kind) else {
            continue;
        };
        // A title without a place names a national text.
        let region = name.region.as_deref().filter(|region| *region != COUNTRY);
        let first = *firsts.entry((region, near)).or_insert(index);
        let other = view.name(first);
        if other.work_id != name.work_id {
            let reason = format!(
                "标题与{}相近，未并为同一文件的版本",
                super::view::quoted(&other.title)
            );
            found.push(Finding {
                other: Some(first),
                ..Finding::new(index, begun(name), reason, Words::Own(DateRole::Effective))
            });
        }
    }
    found
}

/// Instruments that documents name and the index does not hold, each name once for a document and a relation.
pub(super) fn unresolved<'v>(view: &View<'v>) -> Vec<Finding<'v>> {
    let mut found = Vec::new();
    for (index, name) in view.documents() {
        let open = |relation: &Relation<'v>| {
            relation.target().is_none() && relation.edge.named == Named::Instrument
        };
        let edges: Vec<&'v Edge> = view
            .relations
            .of(&name.id)
            .filter(open)
            .map(|relation| relation.edge)
            .collect();
        // A table has the number of a document in a cell of its own, beside the title that has it, too.
        let titled: HashSet<&str> = edges
            .iter()
            .filter(|edge| edge.target.title.is_some())
            .filter_map(|edge| edge.target.number.as_deref())
            .collect();
        let mut seen = HashSet::new();
        for edge in edges {
            let target = &edge.target;
            let again = target.title.is_none()
                && target
                    .number
                    .as_deref()
                    .is_some_and(|number| titled.contains(number));
            if again || is_enclosed(edge, &name.title) || !seen.insert((edge.kind, target)) {
                continue;
            }
            let named = named(target);
            let reason = format!("{}{named}，未收录", edge.kind.label());
            found.push(Finding {
                named: Some(named),
                ..Finding::new(index, begun(name), reason, Words::Edge(edge))
            });
        }
    }
    found
}

/// Whether what is named is the text that the document itself carries: 关于印发《办法》的通知 has the 办法 in it.
fn is_enclosed(edge: &Edge, title: &str) -> bool {
    let carries = ["印发", "发布", "公布", "颁布", "转发", "批转", "下发"]
        .iter()
        .any(|word| title.contains(word));
    let named = edge.target.title.as_deref();
    let speaks = matches!(
        edge.kind,
        RelationKind::Issues | RelationKind::Forwards | RelationKind::Cites
    );
    // 印发关于加强保护意见的通知 issues 《关于加强保护的意见》.
    let bare = |words: &str| words.replace('的', "");
    carries && speaks && named.is_some_and(|named| bare(title).contains(&bare(named)))
}

/// 《title》（number）, as far as they are given.
fn named(target: &Target) -> String {
    let title = target.title.as_deref().map(|title| match target.unmarked {
        true => title.to_owned(),
        false => super::view::quoted(title),
    });
    match (title, &target.number) {
        (Some(title), Some(number)) => format!("{title}（{number}）"),
        (Some(title), None) => title,
        (None, number) => number.clone().unwrap_or_default(),
    }
}
