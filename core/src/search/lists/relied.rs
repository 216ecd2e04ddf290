//! Documents in force that rest on, or cite, what is no longer there.

use std::collections::{HashMap, HashSet};

use super::ArticleCheck;
use super::articles::{ArticleFate, Cited, Fates};
use super::view::{Finding, View, Words, begun, ended, last_day, quoted, written};
use crate::catalogue::{Name, NameIndex};
use crate::document::{Day, Status, by_turn};
use crate::engine::{Engine, EngineError};
use crate::relation::{EdgeArticle, Relation, RelationKind};
use crate::structure::article_label;

/// Basis lost: a basis or cited document of which no version is in force, or a cited article that is not in the version
/// in force.
pub(super) fn basis_lost<'v>(
    view: &View<'v>,
    check: ArticleCheck,
    engine: &dyn Engine,
    fates: &Fates,
) -> Result<Vec<Finding<'v>>, EngineError> {
    let mut found = Vec::new();
    let mut pending: Vec<Pending<'v>> = Vec::new();
    for (index, name) in view.in_force() {
        let ended_itself = changed_by(view, name);
        for relation in view.relations.of(&name.id).filter(relies) {
            let targets: Vec<NameIndex> = relation
                .targets()
                .filter_map(|id| view.catalogue.by_id(id))
                .collect();
            let Some(work) = targets
                .first()
                .map(|first| view.name(*first).work_id.as_str())
            else {
                continue;
            };
            // Who repeals or amends a text names it, and a version names those before it.
            if work == name.work_id || ended_itself.contains(work) {
                continue;
            }
            if let Some(loss) = lost_whole(view, &targets) {
                // What was over when it was cited is spoken of, not relied on.
                let history = relation.edge.kind == RelationKind::Cites
                    && loss
                        .day
                        .zip(begun(name))
                        .is_none_or(|(lost, begun)| lost <= begun);
                if !history {
                    found.push((
                        Lost {
                            index,
                            work,
                            n: None,
                        },
                        whole(view, index, &relation, &loss),
                    ));
                }
                continue;
            }
            for cited in &relation.edge.articles {
                if let Some(place) = place(view, &targets, cited) {
                    let lost = Lost {
                        index,
                        work,
                        n: Some(cited.n.as_str()),
                    };
                    pending.push(Pending {
                        lost,
                        relation,
                        cited,
                        place,
                    });
                }
            }
        }
    }
    found.extend(articles_lost(view, check, engine, fates, pending)?);
    // Of several places that lost the same the first one tells it.
    let mut seen = HashSet::new();
    found.retain(|(lost, _)| seen.insert(*lost));
    Ok(found.into_iter().map(|(_, finding)| finding).collect())
}

/// Who lost what: a document the whole of a work, or an article of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Lost<'v> {
    index: NameIndex,
    work: &'v str,
    n: Option<&'v str>,
}

/// A cited article of which it is not yet known whether it stands.
struct Pending<'v> {
    lost: Lost<'v>,
    relation: Relation<'v>,
    cited: &'v EdgeArticle,
    place: CitedPlace,
}

/// Those of the cited articles that are no longer there as they were cited.
fn articles_lost<'v>(
    view: &View<'v>,
    check: ArticleCheck,
    engine: &dyn Engine,
    fates: &Fates,
    pending: Vec<Pending<'v>>,
) -> Result<Vec<(Lost<'v>, Finding<'v>)>, EngineError> {
    let known = match check {
        ArticleCheck::Range => HashMap::new(),
        ArticleCheck::Text => {
            let compared = pending.iter().filter_map(|one| one.compared(view));
            fates.of(engine, compared.collect())?
        }
    };
    let lost = pending.into_iter().filter_map(|one| {
        let fate = match &one.place {
            CitedPlace::Beyond { last, .. } => ArticleFate::Beyond { last: *last },
            CitedPlace::Within { .. } => known.get(&one.compared(view)?)?.clone()?,
        };
        let missing = Missing {
            current: one.place.current(),
            fate,
        };
        let finding = article(view, one.lost.index, &one.relation, one.cited, missing);
        Some((one.lost, finding))
    });
    Ok(lost.collect())
}

impl Pending<'_> {
    /// The versions to compare.
    fn compared(&self, view: &View<'_>) -> Option<Cited> {
        match self.place {
            CitedPlace::Within { meant, current } => Some((
                view.name(meant).id.clone(),
                view.name(current).id.clone(),
                self.cited.n.clone(),
            )),
            CitedPlace::Beyond { .. } => None,
        }
    }
}

fn relies(relation: &Relation<'_>) -> bool {
    matches!(
        relation.edge.kind,
        RelationKind::BasedOn
            | RelationKind::Implements
            | RelationKind::Interprets
            | RelationKind::Cites
    )
}

/// The works that a document itself repeals, amends or extends.
fn changed_by<'v>(view: &View<'v>, name: &Name) -> HashSet<&'v str> {
    let changes = view.relations.of(&name.id).filter(|relation| {
        relation.edge.kind.changes() || relation.edge.kind == RelationKind::AmendedBy
    });
    changes
        .flat_map(|relation| relation.targets())
        .filter_map(|id| view.catalogue.by_id(id))
        .map(|index| view.name(index).work_id.as_str())
        .collect()
}

/// A document that is over, and how that came.
struct Loss {
    target: NameIndex,
    day: Option<Day>,
    words: String,
}

/// How a cited instrument ended; `None` while a version of it is in force or may be. One that was amended lives on in
/// a text that is not held.
fn lost_whole(view: &View<'_>, targets: &[NameIndex]) -> Option<Loss> {
    if !targets.iter().all(|target| view.status(*target).is_over()) {
        return None;
    }
    let target = *targets
        .iter()
        .max_by_key(|target| begun(view.name(**target)))?;
    let name = view.name(target);
    let status = view.status(target);
    if status == Status::AmendedInForce {
        return None;
    }
    if status == Status::Expired {
        let day = last_day(name, view.as_of)?;
        let words = format!("有效期至{}，已届满", written(day));
        return Some(Loss {
            target,
            day: Some(day),
            words,
        });
    }
    let turn = ended(&name.life, view.as_of).filter(|turn| turn.kind.status() == status);
    Some(Loss {
        target,
        day: turn.map(|turn| turn.day),
        words: turn.map_or_else(|| status.label().to_owned(), |turn| by_turn(turn).text),
    })
}

fn whole<'v>(
    view: &View<'v>,
    index: NameIndex,
    relation: &Relation<'v>,
    loss: &Loss,
) -> Finding<'v> {
    let title = quoted(&view.name(loss.target).title);
    let relied = match relation.edge.kind {
        RelationKind::BasedOn => "制定依据",
        RelationKind::Implements => "所实施的",
        RelationKind::Interprets => "所解释的",
        _ => "引用的",
    };
    Finding {
        other: Some(loss.target),
        named: relation.edge.target.title.clone(),
        ..Finding::new(
            index,
            loss.day,
            format!("{relied}{title}{}", loss.words),
            Words::Edge(relation.edge),
        )
    }
}

/// An article that the version in force has no longer as it was cited.
struct Missing {
    current: NameIndex,
    fate: ArticleFate,
}

/// Where a cited article is to be looked for.
enum CitedPlace {
    /// The version in force ends before it.
    Beyond { current: NameIndex, last: u32 },
    /// The version in force has the number, and is another one than was meant.
    Within {
        meant: NameIndex,
        current: NameIndex,
    },
}

impl CitedPlace {
    fn current(&self) -> NameIndex {
        match self {
            Self::Beyond { current, .. } | Self::Within { current, .. } => *current,
        }
    }
}

/// Where a cited article is to be looked for; `None` where it stands, and where that cannot be told.
fn place(view: &View<'_>, targets: &[NameIndex], cited: &EdgeArticle) -> Option<CitedPlace> {
    let in_force: Vec<NameIndex> = targets
        .iter()
        .copied()
        .filter(|target| view.status(*target).is_in_force())
        .collect();
    let value = number(&cited.n)?;
    let ranges = in_force.iter().map(|target| view.name(*target).articles);
    let ranges = ranges.collect::<Option<Vec<_>>>()?;
    let current = *in_force.first()?;
    let holding = ranges
        .iter()
        .position(|(from, to)| (*from..=*to).contains(&value));
    let Some(holding) = holding else {
        let last = ranges.iter().map(|(_, to)| *to).max().unwrap_or(0);
        return Some(CitedPlace::Beyond { current, last });
    };
    let (meant, current) = (targets[0], in_force[holding]);
    (meant != current).then_some(CitedPlace::Within { meant, current })
}

fn number(n: &str) -> Option<u32> {
    n.split(['-', '.']).next()?.parse().ok()
}

fn article<'v>(
    view: &View<'v>,
    index: NameIndex,
    relation: &Relation<'v>,
    cited: &EdgeArticle,
    missing: Missing,
) -> Finding<'v> {
    let current = view.name(missing.current);
    let label = article_label(&cited.n).unwrap_or_else(|| cited.n.clone());
    let cited_words = format!("所引{}{label}", quoted(&current.title));
    let reason = match missing.fate {
        ArticleFate::Beyond { last } => {
            format!("{cited_words}，现行版本没有这一条（至第{last}条）")
        }
        ArticleFate::Gone => format!("{cited_words}，现行版本已没有这一条"),
        ArticleFate::Moved { to } => {
            let to = article_label(&to).unwrap_or(to);
            format!("{cited_words}（按引用时的版本），在现行版本中为{to}")
        }
        ArticleFate::Rewritten => {
            format!("{cited_words}（按引用时的版本），现行版本的这一条已是别的内容")
        }
    };
    Finding {
        other: Some(missing.current),
        named: relation.edge.target.title.clone(),
        article: Some(cited.n.clone()),
        ..Finding::new(index, begun(current), reason, Words::Edge(relation.edge))
    }
}
