//! What a relation names, found among the documents of a generation, in the light of the text that names it.

use std::collections::HashMap;
use std::rc::Rc;

use super::model::{Edge, RelationKind, Target};
use crate::catalogue::{Catalogue, MatchHow, Name, NameIndex};
use crate::document::{COUNTRY, Day, DocumentNumber, regions};
use crate::language::title_key;
use crate::structure::{ComponentNumber, article_label, parse_article_label};

/// Finds the documents that relations name.
pub(crate) struct Resolver<'c> {
    catalogue: &'c Catalogue,
    known: HashMap<(Target, Option<String>), Rc<Vec<NameIndex>>>,
}

/// Who names something: it decides between documents and versions of one name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Citing<'n> {
    pub index: NameIndex,
    pub name: &'n Name,
    /// The day of the text, by which it means the version in force.
    pub day: Option<Day>,
}

impl<'c> Resolver<'c> {
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            known: HashMap::new(),
        }
    }

    /// The documents that an edge names: the version that is meant first, then the other versions. Nothing when
    /// nothing of the name is held, or when several works have it and nothing tells them apart.
    pub fn resolve(&mut self, citing: Citing<'_>, edge: &Edge) -> Vec<NameIndex> {
        let found = self.works(&edge.target, citing.name.region.as_deref());
        let mut found: Vec<NameIndex> = found
            .iter()
            .copied()
            .filter(|index| *index != citing.index)
            .collect();
        // A trial inside a place varies what is above it, by an authority that the words may not name.
        let varies = edge.kind == RelationKind::Suspends && edge.limit.is_some();
        if edge.kind.changes() && !varies {
            // Nobody repeals what is above him, or what is younger.
            found.retain(|index| {
                self.name(*index).kind >= citing.name.kind || self.name(*index).kind > LAW_LAST
            });
        }
        let article = edge
            .articles
            .first()
            .and_then(|article| parse_article_label(&article_label(&article.n)?));
        // What a document changes is the version before it.
        let before = |day: Day| Day::from_days_since_epoch(day.days_since_epoch() - 1);
        let day = citing.day.and_then(|day| {
            if edge.kind.changes() {
                before(day)
            } else {
                Some(day)
            }
        });
        self.order(&mut found, day, article);
        found
    }

    fn name(&self, index: NameIndex) -> &'c Name {
        self.catalogue.name(index)
    }

    /// All versions and parts of the one work that a target names from a place.
    fn works(&mut self, target: &Target, from: Option<&str>) -> Rc<Vec<NameIndex>> {
        let key = (target.clone(), from.map(str::to_owned));
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.find(target, from));
        self.known.insert(key, Rc::clone(&found));
        found
    }

    fn find(&self, target: &Target, from: Option<&str>) -> Vec<NameIndex> {
        let numbered = target
            .number
            .as_deref()
            .map_or_else(Vec::new, |number| self.by_number(number));
        let titled = match (&target.title, target.unmarked) {
            (Some(words), true) => self.at_end(words),
            (Some(title), false) => self.by_title(title, target.version.as_deref()),
            (None, _) => Vec::new(),
        };
        let both: Vec<NameIndex> = titled
            .iter()
            .copied()
            .filter(|index| numbered.contains(index))
            .collect();
        let meant = match (both.is_empty(), titled.is_empty()) {
            (false, _) => both,
            (true, false) => titled,
            (true, true) if target.title.is_some() => Vec::new(),
            (true, true) => numbered,
        };
        self.one_work(meant, from)
    }

    fn by_number(&self, number: &str) -> Vec<NameIndex> {
        let Some(number) = DocumentNumber::read(number) else {
            return Vec::new();
        };
        let keys = number.keys();
        distinct(
            keys.iter()
                .flat_map(|key| self.catalogue.by_number(key))
                .copied(),
        )
    }

    fn by_title(&self, title: &str, version: Option<&str>) -> Vec<NameIndex> {
        let versioned = version.map(|version| format!("{title}（{version}）"));
        if let Some(versioned) = versioned
            && let found @ [_, ..] = self.catalogue.by_title(&title_key(&versioned))
        {
            return found.to_vec();
        }
        let stem = self.catalogue.by_stem(&Catalogue::stem_key(title));
        if !stem.is_empty() {
            return stem.to_vec();
        }
        let exact = self.catalogue.by_title(&title_key(title));
        if !exact.is_empty() {
            return exact.to_vec();
        }
        let key = title_key(title);
        // Nobody writes an alias out with the state's name.
        let formal = title.starts_with("中华人民共和国");
        let named = self.catalogue.named_by(title).into_iter().filter(|found| {
            // A rule-made short name counts where the title has it word for word (关于印发《…》的通知): 审计条例 is not
            // 审计法实施条例. What took the place of a former text is not that text.
            let within = || title_key(&found.title).contains(&key);
            let other = matches!(found.how, MatchHow::Alias(_)) && formal;
            found.former.is_none() && !other && (found.how != MatchHow::Short || within())
        });
        let sure = named.filter(|found| {
            matches!(
                found.how,
                MatchHow::Exact | MatchHow::Title | MatchHow::Short | MatchHow::Alias(_)
            )
        });
        distinct(sure.flat_map(|found| found.names))
    }

    /// The longest name that the words end with (民事诉讼法 of 依照民事诉讼法).
    fn at_end(&self, words: &str) -> Vec<NameIndex> {
        // The longest counts: 调解仲裁法 is not 仲裁法.
        for (at, _) in words.char_indices() {
            let name = &words[at..];
            if name.chars().count() < 2 {
                break;
            }
            let stem = self.catalogue.by_stem(&Catalogue::stem_key(name));
            if !stem.is_empty() {
                return stem.to_vec();
            }
            let named = self.catalogue.named_by(name).into_iter();
            let alias = named
                .filter(|found| found.former.is_none() && matches!(found.how, MatchHow::Alias(_)));
            let alias = distinct(alias.flat_map(|found| found.names));
            if !alias.is_empty() {
                return alias;
            }
        }
        let chars = words.chars().count();
        let found = self.catalogue.find_names(words).into_iter();
        let at_end = found.filter(|found| {
            found.chars.end == chars
                && found.former.is_none()
                && matches!(
                    found.how,
                    MatchHow::Exact | MatchHow::Title | MatchHow::Short | MatchHow::Alias(_)
                )
        });
        distinct(at_end.flat_map(|found| found.names))
    }

    /// Of several works of one name, that of the nearest place: the citing text's own, then those around it, then the
    /// whole country's. A name that says its place itself means that one.
    fn one_work(&self, found: Vec<NameIndex>, from: Option<&str>) -> Vec<NameIndex> {
        let ranked = found
            .into_iter()
            .filter_map(|index| Some((self.distance(index, from)?, index)));
        let mut ranked: Vec<(usize, NameIndex)> = ranked.collect();
        let Some(nearest) = ranked.iter().map(|(distance, _)| *distance).min() else {
            return Vec::new();
        };
        ranked.retain(|(distance, _)| *distance == nearest);
        let works = |list: &[(usize, NameIndex)]| {
            let mut works: Vec<&str> = list
                .iter()
                .map(|(_, index)| self.name(*index).work_id.as_str())
                .collect();
            works.sort_unstable();
            works.dedup();
            works.len()
        };
        if works(&ranked) > 1 {
            // The text of the highest rank is meant where a notice repeats its name.
            let highest = ranked.iter().map(|(_, index)| self.name(*index).kind).min();
            ranked.retain(|(_, index)| Some(self.name(*index).kind) == highest);
        }
        if works(&ranked) > 1 {
            return Vec::new();
        }
        ranked.into_iter().map(|(_, index)| index).collect()
    }

    /// How far the place of a document is from where it is named: steps up from there, the country counts as far;
    /// `None` for a place that is neither around nor named by the title.
    fn distance(&self, index: NameIndex, from: Option<&str>) -> Option<usize> {
        const FAR: usize = 10;
        let name = self.name(index);
        let Some(region) = name.region.as_deref().filter(|region| *region != COUNTRY) else {
            return Some(FAR);
        };
        let Some(from) = from else {
            return Some(FAR + 1);
        };
        if from == region {
            return Some(0);
        }
        let around = regions()
            .ancestors(from)
            .iter()
            .position(|code| *code == region);
        let inside = regions().ancestors(region).contains(&from);
        let says_place = regions()
            .get(region)
            .is_some_and(|place| names_place(&name.title, place.name));
        match around {
            Some(steps) => Some(steps + 1),
            None if inside => Some(FAR + 2),
            None if says_place => Some(FAR + 3),
            None => None,
        }
    }

    /// The version that a text of that day means first: the last that was in force then, else the first of all; of a
    /// work in parts the one that has the article.
    fn order(&self, found: &mut [NameIndex], day: Option<Day>, article: Option<ComponentNumber>) {
        let begun = |index: NameIndex| begin(self.name(index));
        let holds = |index: NameIndex| {
            article.is_none_or(|number| {
                self.name(index)
                    .articles
                    .is_some_and(|(from, to)| (from..=to).contains(&number.value))
            })
        };
        found.sort_by_key(|index| {
            let begun = begun(*index);
            let in_force = day.is_none_or(|day| begun.is_some_and(|begun| begun <= day));
            // Among those in force the youngest, among those to come the oldest.
            let days = begun.map_or(0, Day::days_since_epoch);
            let order = if in_force { -days } else { days };
            (!holds(*index), !in_force, order, *index)
        });
    }
}

/// The kinds of enacted law end here.
const LAW_LAST: crate::document::Kind = crate::document::Kind::MunicipalRule;

/// The first day on which a version counts.
pub(super) fn begin(name: &Name) -> Option<Day> {
    name.dates
        .effective
        .or(name.life.presumed)
        .or(name.dates.issued)
        .or(name.earliest)
}

/// 深圳经济特区…, 深圳市…: the title begins with the place, in full or without the word for its level.
fn names_place(title: &str, place: &str) -> bool {
    let short: String = place.chars().take(2).collect();
    title.starts_with(&short)
}

fn distinct(found: impl Iterator<Item = NameIndex>) -> Vec<NameIndex> {
    let mut list: Vec<NameIndex> = Vec::new();
    for index in found {
        if !list.contains(&index) {
            list.push(index);
        }
    }
    list
}
