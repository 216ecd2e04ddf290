//! What names mean: the documents of one work, or those of a title that says its version or part.

use std::collections::HashMap;

use super::short::{Distance, short_names};
use super::spellings::{Draft, NOT_HELD, TargetIndex, Tier};
use super::{Name, NameIndex};
use crate::document::title_stem;
use crate::language;
use crate::lexicon::aliases;

/// The state's name, which people leave out.
pub(super) const STATE: &str = "中华人民共和国";

/// So long a name of a law is one without its 法, too.
const MATTER_CHARS_MIN: usize = 4;

/// What a name means.
#[derive(Debug)]
pub(super) struct Target {
    /// Its documents.
    pub(super) names: Vec<NameIndex>,
    /// What it is shown as.
    pub(super) title: String,
    /// Key of the title without state name and version.
    pub(super) stem: String,
    /// Whether it is a whole work, not a version or a part.
    pub(super) is_work: bool,
}

/// Targets with the spellings that mean them.
#[derive(Default)]
pub(super) struct Targets {
    pub(super) all: Vec<Target>,
    pub(super) drafts: Vec<Draft>,
    by_stem: HashMap<String, TargetIndex>,
    by_title: HashMap<String, TargetIndex>,
}

impl Targets {
    pub(super) fn new(names: &[Name], stems: &[String]) -> Self {
        let mut targets = Self::default();
        for (at, (name, stem)) in names.iter().zip(stems).enumerate() {
            targets.add(NameIndex(at as u32), name, stem);
        }
        for at in 0..targets.all.len() {
            targets.add_short_names(at as TargetIndex);
        }
        for at in 0..aliases().len() {
            targets.add_alias(at);
        }
        targets
    }

    fn add(&mut self, index: NameIndex, name: &Name, stem: &str) {
        if stem.is_empty() {
            return;
        }
        let work = match self.by_stem.get(stem) {
            Some(&work) => work,
            None => {
                let work = self.push(work_title(&name.title), stem, true);
                self.by_stem.insert(stem.to_owned(), work);
                self.draft(stem, Tier::Title, work, None);
                self.draft(format!("{STATE}{stem}"), Tier::Title, work, None);
                work
            }
        };
        self.all[work as usize].names.push(index);
        let shown = work_title(&name.title);
        if shown.len() < self.all[work as usize].title.len() {
            self.all[work as usize].title = shown;
        }
        for (at, key) in language::title_variants(&name.title)
            .into_iter()
            .enumerate()
        {
            let tier = if at == 0 { Tier::Exact } else { Tier::Title };
            if key == stem || key.replace(STATE, "") == stem {
                self.draft(key, tier, work, None);
                continue;
            }
            // The version or the part is said: these documents only.
            let own = match self.by_title.get(&key) {
                Some(&own) => own,
                None => {
                    let own = self.push(name.title.clone(), stem, false);
                    self.by_title.insert(key.clone(), own);
                    self.draft(key, tier, own, None);
                    own
                }
            };
            let names = &mut self.all[own as usize].names;
            if names.last() != Some(&index) {
                names.push(index);
            }
        }
    }

    fn push(&mut self, title: String, stem: &str, is_work: bool) -> TargetIndex {
        self.all.push(Target {
            names: Vec::new(),
            title,
            stem: stem.to_owned(),
            is_work,
        });
        self.all.len() as TargetIndex - 1
    }

    fn draft(
        &mut self,
        key: impl Into<String>,
        tier: Tier,
        target: TargetIndex,
        alias: Option<u32>,
    ) {
        self.drafts.push(Draft {
            key: key.into(),
            tier,
            target,
            alias,
        });
    }

    fn add_short_names(&mut self, index: TargetIndex) {
        let target = &self.all[index as usize];
        if !target.is_work {
            return;
        }
        for (name, distance) in short_names(&target.stem) {
            let tier = match distance {
                Distance::Near => Tier::Short,
                Distance::Far => Tier::Far,
            };
            self.draft(name, tier, index, None);
        }
    }

    fn add_alias(&mut self, at: usize) {
        let alias = &aliases()[at];
        let key = language::title_key(alias.alias);
        let find = |title: &str| {
            let stem = language::title_key(&title_stem(title));
            let part = language::title_key(title);
            let by_part = self.by_title.get(&part);
            by_part.or_else(|| self.by_stem.get(&stem)).copied()
        };
        let held = find(alias.target).or_else(|| alias.successor.and_then(find));
        if let (Some(held), Some(matter)) = (held, key.strip_suffix('法')) {
            // 执业医师 for 执业医师法, which is 医师法 today: no word of the title would find it.
            let is_said = self.all[held as usize].stem.contains(matter);
            if !is_said && matter.chars().count() >= MATTER_CHARS_MIN {
                self.draft(matter, Tier::Far, held, Some(at as u32));
            }
        }
        self.draft(key, Tier::Alias, held.unwrap_or(NOT_HELD), Some(at as u32));
        if held.is_none() {
            // Its title is known, so that a shorter name inside is not taken for another law.
            let title = language::title_key(&title_stem(alias.target));
            self.draft(title, Tier::Alias, NOT_HELD, Some(at as u32));
        }
    }
}

/// The title of the work: a part's name is cut off.
fn work_title(title: &str) -> String {
    match title.split_once('·') {
        Some((work, part)) if part.ends_with('编') || matches!(part, "总则" | "附则") => {
            work.to_owned()
        }
        _ => title.to_owned(),
    }
}
