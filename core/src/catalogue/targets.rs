//! What names mean: the documents of one work, or those of a title that says its version or part.

use std::collections::HashMap;

use super::names::Names;
use super::short::{Distance, short_names};
use super::spellings::{Draft, NOT_HELD, Spelled, Spellings, TargetIndex, Tier};
use super::{Name, NameIndex};
use crate::document::title_stem;
use crate::flat::{Column, FlatError, Reader, Writer};
use crate::language;
use crate::lexicon::aliases;

/// The state's name, which people leave out.
pub(super) const STATE: &str = "中华人民共和国";

/// So long a name of a law is one without its 法, too.
const MATTER_CHARS_MIN: usize = 4;

/// What a name means, before it is written.
#[derive(Debug)]
pub(super) struct Target {
    /// Its documents.
    pub(super) names: Vec<NameIndex>,
    /// The one by whose title it is shown.
    titled: NameIndex,
    /// What it is shown as.
    pub(super) title: String,
    /// Key of the title without state name and version.
    pub(super) stem: String,
    /// Whether it is a whole work, not a version or a part.
    pub(super) is_work: bool,
}

/// What names mean.
#[derive(Debug, Default)]
pub(super) struct Targets {
    names: Vec<NameIndex>,
    /// Where the names of each target end.
    ends: Vec<u32>,
    titled: Column<u32>,
    /// Places among the keys of [`Spellings`].
    stems: Column<u32>,
    is_work: Column<u8>,
}

impl Targets {
    pub(super) fn write(targets: &[Target], spelled: &Spelled, writer: &mut Writer) {
        let places = targets.iter().map(|target| target.names.iter());
        writer.lists(places.map(|names| names.map(|name| name.0)));
        writer.numbers(targets.iter().map(|target| target.titled.0));
        // A stem is a spelling of its work.
        let stem = |target: &Target| spelled.place(&target.stem).unwrap_or(usize::MAX) as u32;
        writer.numbers(targets.iter().map(stem));
        writer.numbers(targets.iter().map(|target| u8::from(target.is_work)));
    }

    /// Reads what [`Targets::write`] wrote, of so many names.
    pub(super) fn read(reader: &mut Reader, names: usize) -> Result<Self, FlatError> {
        let lists = reader.lists::<u32>()?;
        let targets = Self {
            names: lists.values().iter().map(NameIndex).collect(),
            ends: (0..lists.len())
                .map(|at| lists.range(at).end as u32)
                .collect(),
            titled: reader.numbers()?,
            stems: reader.numbers()?,
            is_work: reader.numbers()?,
        };
        let is_held = |name: NameIndex| (name.0 as usize) < names;
        let known = targets.titled.iter().map(NameIndex).all(is_held);
        if known && targets.names.iter().copied().all(is_held) {
            Ok(targets)
        } else {
            Err(FlatError::Torn)
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The documents of a target.
    pub(super) fn names(&self, target: TargetIndex) -> &[NameIndex] {
        let at = target as usize;
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let (begin, end) = (begin.copied().unwrap_or(0), self.ends.get(at));
        let range = begin as usize..end.copied().unwrap_or(begin) as usize;
        self.names.get(range).unwrap_or_default()
    }

    /// What a target is shown as.
    pub(super) fn title<'n>(&self, target: TargetIndex, names: &'n Names) -> &'n str {
        let title = names.title(NameIndex(self.titled.get(target as usize)));
        match self.is_work(target) {
            true => work_title(title),
            false => title,
        }
    }

    /// Key of the title without state name and version.
    pub(super) fn stem<'s>(&self, target: TargetIndex, spellings: &'s Spellings) -> &'s str {
        spellings.key(self.stems.get(target as usize) as usize)
    }

    /// Whether it is a whole work, not a version or a part.
    pub(super) fn is_work(&self, target: TargetIndex) -> bool {
        self.is_work.get(target as usize) != 0
    }
}

/// Targets with the spellings that mean them, as they are found.
#[derive(Default)]
pub(super) struct Meanings {
    pub(super) all: Vec<Target>,
    pub(super) drafts: Vec<Draft>,
    by_stem: HashMap<String, TargetIndex>,
    by_title: HashMap<String, TargetIndex>,
}

impl Meanings {
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
                let work = self.push(work_title(&name.title), index, stem, true);
                self.by_stem.insert(stem.to_owned(), work);
                self.draft(stem, Tier::Title, work, None);
                self.draft(format!("{STATE}{stem}"), Tier::Title, work, None);
                work
            }
        };
        self.all[work as usize].names.push(index);
        let shown = work_title(&name.title);
        let target = &mut self.all[work as usize];
        if shown.len() < target.title.len() {
            target.title = shown.to_owned();
            target.titled = index;
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
                    let own = self.push(&name.title, index, stem, false);
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

    fn push(&mut self, title: &str, titled: NameIndex, stem: &str, is_work: bool) -> TargetIndex {
        self.all.push(Target {
            names: Vec::new(),
            titled,
            title: title.to_owned(),
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
fn work_title(title: &str) -> &str {
    match title.split_once('·') {
        Some((work, part)) if part.ends_with('编') || matches!(part, "总则" | "附则") => work,
        _ => title,
    }
}
