//! The names of a generation and the exact ways to find one.

use std::sync::Arc;

use super::Name;
use super::abbreviated::National;
use super::bigrams::Bigrams;
use super::complete::Numbers as CompletedNumbers;
use super::names::{LifeOf, Names};
use super::numbers::Numbers;
use super::sound::Sounds;
use super::spellings::{Spelled, Spellings};
use super::targets::{Meanings, Targets};
use crate::document::{DocumentNumber, title_stem};
use crate::flat::{Bytes, FlatError, Keys, Reader, Writer};
use crate::language;
use crate::lexicon;

/// The place of a name in its catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameIndex(pub u32);

impl From<u32> for NameIndex {
    fn from(place: u32) -> Self {
        Self(place)
    }
}

impl From<NameIndex> for u32 {
    fn from(index: NameIndex) -> Self {
        index.0
    }
}

/// The names of all documents of a generation.
#[derive(Debug, Default)]
pub struct Catalogue {
    pub(super) names: Names,
    /// By [`language::title_variants`] of the title.
    by_title: Keys<NameIndex>,
    /// By [`Catalogue::stem_key`] of the title.
    by_stem: Keys<NameIndex>,
    /// By [`DocumentNumber::keys`], and by the index number in lower case.
    by_number: Keys<NameIndex>,
    pub(super) targets: Targets,
    pub(super) spellings: Spellings,
    /// Titles and aliases by pairs of characters.
    pub(super) bigrams: Bigrams,
    /// Titles of national texts as they are abbreviated.
    pub(super) national: National,
    /// Spellings by the initials of their pinyin.
    pub(super) sounds: Sounds,
    /// Numbers as they are completed.
    pub(super) number_list: CompletedNumbers,
    pub(super) numbers: Numbers,
}

/// To be raised with every change of the tables or of the rules by which they are made.
const TABLES_VERSION: u32 = 2;

/// What tables of names are made by: their own version, and the lexicon, in whose lines they name places.
pub(crate) fn names_version() -> u32 {
    TABLES_VERSION ^ lexicon::fingerprint()
}

impl Catalogue {
    /// A catalogue of these names.
    pub fn new(names: Vec<Name>) -> Self {
        Self::of(names.into()).0
    }

    /// A catalogue of names, with the tables as a file holds them.
    pub(crate) fn of(names: Arc<[Name]>) -> (Self, Bytes) {
        let mut writer = Writer::new(names_version());
        Self::write(&names, &mut writer);
        let bytes = Bytes::held(writer.finish());
        let catalogue = Reader::new(bytes.clone(), names_version()).and_then(|mut reader| {
            let names = Names::given(names, &mut reader)?;
            Self::read_tables(names, &mut reader)
        });
        // What was just written is whole.
        (catalogue.unwrap_or_default(), bytes)
    }

    /// Reads the tables of a file, and leaves off behind them.
    pub(crate) fn read(reader: &mut Reader, life_of: LifeOf) -> Result<Self, FlatError> {
        let names = Names::read(reader, life_of)?;
        Self::read_tables(names, reader)
    }

    fn write(names: &[Name], writer: &mut Writer) {
        let stems: Vec<String> = names
            .iter()
            .map(|name| Self::stem_key(&name.title))
            .collect();
        Names::write(names, writer);
        let indexed = || (0..).map(NameIndex).zip(names);
        let titles = indexed().flat_map(|(index, name)| {
            let keys = language::title_variants(&name.title).into_iter();
            keys.map(move |key| (key, index))
        });
        Keys::write(writer, titles);
        Keys::write(writer, stems.iter().zip((0..).map(NameIndex)));
        let numbers = indexed().flat_map(|(index, name)| {
            let keys = number_keys(name).into_iter();
            keys.map(move |key| (key, index))
        });
        Keys::write(writer, numbers);
        let Meanings {
            all: targets,
            drafts,
            ..
        } = Meanings::new(names, &stems);
        let spelled = Spelled::new(drafts);
        Targets::write(&targets, &spelled, writer);
        spelled.write(writer);
        Bigrams::write(&targets, &spelled, writer);
        National::write(&targets, names, writer);
        Sounds::write(&spelled, writer);
        CompletedNumbers::write(names, writer);
        Numbers::write(names, writer);
    }

    fn read_tables(names: Names, reader: &mut Reader) -> Result<Self, FlatError> {
        let documents = names.len();
        let keys = |reader: &mut Reader| {
            let keys = Keys::<NameIndex>::read(reader)?;
            let is_held = |name: &NameIndex| (name.0 as usize) < documents;
            if keys.places().iter().all(is_held) {
                Ok(keys)
            } else {
                Err(FlatError::Torn)
            }
        };
        let (by_title, by_stem, by_number) = (keys(reader)?, keys(reader)?, keys(reader)?);
        let targets = Targets::read(reader, documents)?;
        let meant = targets.len();
        Ok(Self {
            names,
            by_title,
            by_stem,
            by_number,
            targets,
            spellings: Spellings::read(reader, meant)?,
            bigrams: Bigrams::read(reader, meant)?,
            national: National::read(reader, meant)?,
            sounds: Sounds::read(reader)?,
            number_list: CompletedNumbers::read(reader, documents)?,
            numbers: Numbers::read(reader, documents)?,
        })
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every name, by [`NameIndex`].
    pub fn names(&self) -> impl ExactSizeIterator<Item = &Name> + Clone {
        (0..self.names.len() as u32).map(|at| self.names.get(NameIndex(at)))
    }

    /// The identifier at a place; empty beyond the last one.
    pub fn id(&self, index: NameIndex) -> &str {
        self.names.id(index)
    }

    /// The name at a place.
    ///
    /// # Panics
    /// When the place is of another catalogue.
    pub fn name(&self, index: NameIndex) -> &Name {
        self.names.get(index)
    }

    /// The document of this identifier.
    pub fn by_id(&self, id: &str) -> Option<NameIndex> {
        self.names.by_id(id)
    }

    /// Documents of this title key ([`language::title_key`]).
    pub fn by_title(&self, key: &str) -> &[NameIndex] {
        self.by_title.get(key)
    }

    /// Documents of this stem: all versions and parts of the works of that name. `key` as [`Catalogue::stem_key`].
    pub fn by_stem(&self, key: &str) -> &[NameIndex] {
        self.by_stem.get(key)
    }

    /// Documents with this number key ([`DocumentNumber::keys`]).
    pub fn by_number(&self, key: &str) -> &[NameIndex] {
        self.by_number.get(key)
    }

    /// What all spellings of a title and all its versions have in common.
    pub fn stem_key(title: &str) -> String {
        language::title_key(&title_stem(title))
    }
}

/// What a document is looked up by as a number.
fn number_keys(name: &Name) -> Vec<String> {
    let numbers = name.numbers.iter();
    let numbers = numbers.filter_map(|number| DocumentNumber::read(number));
    let index_number = name.index_number.iter().map(|number| number.to_lowercase());
    numbers
        .flat_map(|number| number.keys())
        .chain(index_number)
        .collect()
}
