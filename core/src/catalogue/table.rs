//! The names of a generation and the exact ways to find one.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::thread;

use super::Name;
use super::abbreviated::National;
use super::bigrams::Bigrams;
use super::complete::Numbers as CompletedNumbers;
use super::numbers::Numbers;
use super::sound::Sounds;
use super::spellings::Spellings;
use super::targets::{Target, Targets};
use crate::document::{DocumentNumber, title_stem};
use crate::language;

/// The place of a name in its catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameIndex(pub u32);

/// The names of all documents of a generation.
#[derive(Debug, Default)]
pub struct Catalogue {
    names: Vec<Name>,
    by_id: HashMap<String, NameIndex>,
    /// By [`language::title_variants`] of the title.
    by_title: HashMap<String, Vec<NameIndex>>,
    /// By [`Catalogue::stem_key`] of the title.
    by_stem: HashMap<String, Vec<NameIndex>>,
    /// By [`DocumentNumber::keys`], and by the index number in lower case.
    by_number: HashMap<String, Vec<NameIndex>>,
    pub(super) targets: Vec<Target>,
    pub(super) spellings: Spellings,
    /// Titles and aliases by pairs of characters.
    pub(super) bigrams: Bigrams,
    /// Titles of national texts as they are abbreviated.
    pub(super) national: National,
    /// Spellings by the initials of their pinyin.
    pub(super) sounds: Sounds,
    /// Numbers as they are completed.
    pub(super) number_list: CompletedNumbers,
    numbers: Numbers,
}

impl Catalogue {
    /// A catalogue of these names.
    pub fn new(names: Vec<Name>) -> Self {
        let stems: Vec<String> = names
            .iter()
            .map(|name| Self::stem_key(&name.title))
            .collect();
        // Two halves of the work of opening an index, and neither needs the other.
        let (exact, spelled) = thread::scope(|scope| {
            let exact = scope.spawn(|| Self::exact(&names, &stems));
            let spelled = Self::spelled(&names, &stems);
            (exact.join(), spelled)
        });
        let exact = exact.unwrap_or_else(|panic| resume_unwind(panic));
        Self {
            targets: spelled.targets,
            spellings: spelled.spellings,
            bigrams: spelled.bigrams,
            national: spelled.national,
            sounds: spelled.sounds,
            names,
            ..exact
        }
    }

    /// The tables that are asked for a whole key.
    fn exact(names: &[Name], stems: &[String]) -> Self {
        let mut catalogue = Self {
            number_list: CompletedNumbers::new(names),
            ..Self::default()
        };
        for (at, (name, stem)) in names.iter().zip(stems).enumerate() {
            catalogue.enter(NameIndex(at as u32), name, stem);
        }
        catalogue
    }

    /// The tables of what names sound like and are made of.
    fn spelled(names: &[Name], stems: &[String]) -> Self {
        let targets = Targets::new(names, stems);
        let spellings = Spellings::new(targets.drafts);
        Self {
            bigrams: Bigrams::new(&targets.all, &spellings),
            national: National::new(&targets.all, names),
            sounds: Sounds::new(&spellings),
            targets: targets.all,
            spellings,
            ..Self::default()
        }
    }

    fn enter(&mut self, index: NameIndex, name: &Name, stem: &str) {
        self.numbers.enter(index, name);
        self.by_id.insert(name.id.clone(), index);
        for key in language::title_variants(&name.title) {
            push(&mut self.by_title, key, index);
        }
        push(&mut self.by_stem, stem.to_owned(), index);
        let numbers = name.numbers.iter();
        for number in numbers.filter_map(|number| DocumentNumber::read(number)) {
            for key in number.keys() {
                push(&mut self.by_number, key, index);
            }
        }
        if let Some(index_number) = &name.index_number {
            push(&mut self.by_number, index_number.to_lowercase(), index);
        }
    }

    /// Memory that the tables for finding names take, in bytes, the names themselves aside.
    pub fn table_bytes(&self) -> usize {
        self.spellings.bytes() + self.bigrams.bytes() + self.national.bytes() + self.sounds.bytes()
    }

    /// Every name, by [`NameIndex`].
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The name at a place.
    ///
    /// # Panics
    /// When the place is of another catalogue.
    pub fn name(&self, index: NameIndex) -> &Name {
        &self.names[index.0 as usize]
    }

    /// The document of this identifier.
    pub fn by_id(&self, id: &str) -> Option<NameIndex> {
        self.by_id.get(id).copied()
    }

    /// Documents of this title key ([`language::title_key`]).
    pub fn by_title(&self, key: &str) -> &[NameIndex] {
        self.by_title.get(key).map_or(&[], Vec::as_slice)
    }

    /// Documents of this stem: all versions and parts of the works of that name. `key` as [`Catalogue::stem_key`].
    pub fn by_stem(&self, key: &str) -> &[NameIndex] {
        self.by_stem.get(key).map_or(&[], Vec::as_slice)
    }

    /// Documents with this number key ([`DocumentNumber::keys`]).
    pub fn by_number(&self, key: &str) -> &[NameIndex] {
        self.by_number.get(key).map_or(&[], Vec::as_slice)
    }

    /// The numbers by their parts.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// What all spellings of a title and all its versions have in common.
    pub fn stem_key(title: &str) -> String {
        language::title_key(&title_stem(title))
    }
}

fn push(table: &mut HashMap<String, Vec<NameIndex>>, key: String, index: NameIndex) {
    let list = table.entry(key).or_default();
    if list.last() != Some(&index) {
        list.push(index);
    }
}
