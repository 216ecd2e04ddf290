//! The names themselves, as a file holds them: each is made when it is first asked for.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{Name, NameIndex};
use crate::document::{Dates, Day, Kind, Life, Status};
use crate::flat::{Column, FlatError, Lists, Reader, Texts, Writer, partition_point};

/// Gives the life of the document of an identifier.
pub(crate) type LifeOf = Box<dyn Fn(&str) -> Arc<Life> + Send + Sync>;

/// Stands for what a document does not say.
const NO_DAY: i32 = i32::MIN;
const NONE: u32 = u32::MAX;

/// The names of all documents, by place.
#[derive(Default)]
pub(super) struct Names {
    columns: Columns,
    made: Made,
}

/// Where whole names are.
enum Made {
    /// They are there before their columns.
    Given(Arc<[Name]>),
    /// They are made of their columns, when they are first asked for.
    Asked {
        names: Box<[OnceLock<Box<Name>>]>,
        life_of: LifeOf,
    },
}

#[derive(Default)]
struct Columns {
    id: Texts,
    /// Places by identifier.
    by_id: Column<u32>,
    work: Texts,
    title: Texts,
    subtitle: Texts,
    /// One a line.
    numbers: Texts,
    index_number: Texts,
    kind: Column<u8>,
    declared: Column<u8>,
    /// Codes of places; `region` has places in them.
    regions: Texts,
    region: Column<u32>,
    organs: Texts,
    authority: Lists<u32>,
    /// Days since 1970.
    issued: Column<i32>,
    effective: Column<i32>,
    expires: Column<i32>,
    earliest: Column<i32>,
    version_year: Column<i32>,
    article_first: Column<u32>,
    article_last: Column<u32>,
}

impl Names {
    pub(super) fn write(names: &[Name], writer: &mut Writer) {
        let mut by_id: Vec<u32> = (0..names.len() as u32).collect();
        by_id.sort_by_key(|at| names[*at as usize].id.as_str());
        writer.texts(names.iter().map(|name| &name.id));
        writer.numbers(by_id);
        writer.texts(names.iter().map(|name| &name.work_id));
        writer.texts(names.iter().map(|name| &name.title));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        writer.texts(names.iter().map(|name| text(&name.subtitle)));
        writer.texts(names.iter().map(|name| name.numbers.join("\n")));
        writer.texts(names.iter().map(|name| text(&name.index_number)));
        let kind = |kind: Kind| Kind::ALL.iter().position(|one| *one == kind);
        writer.numbers(names.iter().map(|name| kind(name.kind).unwrap_or(0) as u8));
        let status = |status: Status| Status::ALL.iter().position(|one| *one == status);
        let declared = names.iter().map(|name| status(name.declared));
        writer.numbers(declared.map(|place| place.unwrap_or(0) as u8));
        let regions = distinct(names.iter().filter_map(|name| name.region.as_deref()));
        writer.texts(&regions);
        let region = |name: &Name| name.region.as_deref().map(|one| place(&regions, one));
        writer.numbers(names.iter().map(|name| region(name).unwrap_or(NONE)));
        let organs = distinct(
            names
                .iter()
                .flat_map(|name| &name.authority)
                .map(|one| one.as_str()),
        );
        writer.texts(&organs);
        let authority = names.iter().map(|name| name.authority.iter());
        writer.lists(authority.map(|of| of.map(|one| place(&organs, one))));
        let mut days = |day: fn(&Name) -> Option<Day>| {
            writer.numbers(
                names
                    .iter()
                    .map(|name| day(name).map_or(NO_DAY, since_epoch)),
            );
        };
        days(|name| name.dates.issued);
        days(|name| name.dates.effective);
        days(|name| name.dates.expires);
        days(|name| name.earliest);
        let year = |name: &Name| name.version_year.unwrap_or(NO_DAY);
        writer.numbers(names.iter().map(year));
        let articles = |name: &Name| name.articles.unwrap_or((NONE, NONE));
        writer.numbers(names.iter().map(|name| articles(name).0));
        writer.numbers(names.iter().map(|name| articles(name).1));
    }

    pub(super) fn read(reader: &mut Reader, life_of: LifeOf) -> Result<Self, FlatError> {
        let columns = Columns::read(reader)?;
        let names = (0..columns.id.len()).map(|_| OnceLock::new()).collect();
        Ok(Self {
            columns,
            made: Made::Asked { names, life_of },
        })
    }

    /// Names that are there already, with the columns that were made of them.
    pub(super) fn given(names: Arc<[Name]>, reader: &mut Reader) -> Result<Self, FlatError> {
        Ok(Self {
            columns: Columns::read(reader)?,
            made: Made::Given(names),
        })
    }

    pub(super) fn len(&self) -> usize {
        self.columns.id.len()
    }

    /// # Panics
    /// When the place is of another catalogue.
    pub(super) fn get(&self, index: NameIndex) -> &Name {
        let at = index.0 as usize;
        match &self.made {
            Made::Given(names) => &names[at],
            Made::Asked { names, life_of } => {
                names[at].get_or_init(|| Box::new(self.columns.name(at, life_of)))
            }
        }
    }

    pub(super) fn by_id(&self, id: &str) -> Option<NameIndex> {
        let Columns { id: ids, by_id, .. } = &self.columns;
        let place = partition_point(0..by_id.len(), |at| {
            ids.bytes(by_id.get(at) as usize) < id.as_bytes()
        });
        let found = by_id.get(place);
        let is_it = place < by_id.len() && ids.bytes(found as usize) == id.as_bytes();
        is_it.then_some(NameIndex(found))
    }

    pub(super) fn id(&self, index: NameIndex) -> &str {
        self.columns.id.get(index.0 as usize)
    }

    pub(super) fn title(&self, index: NameIndex) -> &str {
        self.columns.title.get(index.0 as usize)
    }

    /// The number of a document at a place in its list; empty beyond the last one.
    pub(super) fn number(&self, index: NameIndex, place: usize) -> &str {
        let numbers = self.columns.numbers.get(index.0 as usize);
        numbers.lines().nth(place).unwrap_or_default()
    }
}

impl Columns {
    fn read(reader: &mut Reader) -> Result<Self, FlatError> {
        let columns = Self {
            id: reader.texts()?,
            by_id: reader.numbers()?,
            work: reader.texts()?,
            title: reader.texts()?,
            subtitle: reader.texts()?,
            numbers: reader.texts()?,
            index_number: reader.texts()?,
            kind: reader.numbers()?,
            declared: reader.numbers()?,
            regions: reader.texts()?,
            region: reader.numbers()?,
            organs: reader.texts()?,
            authority: reader.lists()?,
            issued: reader.numbers()?,
            effective: reader.numbers()?,
            expires: reader.numbers()?,
            earliest: reader.numbers()?,
            version_year: reader.numbers()?,
            article_first: reader.numbers()?,
            article_last: reader.numbers()?,
        };
        // Places in other tables are compared with this one.
        if columns
            .by_id
            .iter()
            .all(|at| (at as usize) < columns.id.len())
        {
            Ok(columns)
        } else {
            Err(FlatError::Torn)
        }
    }

    fn name(&self, at: usize, life_of: &LifeOf) -> Name {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let day = |column: &Column<i32>| {
            let days = Some(column.get(at)).filter(|days| *days != NO_DAY)?;
            Day::from_days_since_epoch(i64::from(days))
        };
        let number = |column: &Column<u32>| Some(column.get(at)).filter(|number| *number != NONE);
        let organs = self.authority.get(at);
        let id = self.id.get(at);
        let life = life_of(id);
        Name {
            id: id.to_owned(),
            work_id: self.work.get(at).to_owned(),
            title: self.title.get(at).to_owned(),
            subtitle: filled(self.subtitle.get(at)),
            numbers: self.numbers.get(at).lines().map(str::to_owned).collect(),
            index_number: filled(self.index_number.get(at)),
            kind: of_place(&Kind::ALL, self.kind.get(at)).unwrap_or(Kind::Unknown),
            region: number(&self.region).and_then(|place| filled(self.regions.get(place as usize))),
            authority: organs
                .map(|place| self.organs.get(place as usize).to_owned())
                .collect(),
            dates: Dates {
                issued: day(&self.issued),
                // Another document may give a later first day.
                effective: life.begins.max(day(&self.effective)),
                expires: day(&self.expires),
                ..Dates::default()
            },
            earliest: day(&self.earliest),
            declared: of_place(&Status::ALL, self.declared.get(at)).unwrap_or(Status::Unknown),
            life,
            version_year: Some(self.version_year.get(at)).filter(|year| *year != NO_DAY),
            articles: number(&self.article_first).zip(number(&self.article_last)),
        }
    }
}

impl Default for Made {
    fn default() -> Self {
        Self::Given(Arc::default())
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

fn since_epoch(day: Day) -> i32 {
    // Days have years of four digits.
    i32::try_from(day.days_since_epoch()).unwrap_or(NO_DAY)
}

fn distinct<'n>(values: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let values: BTreeSet<&str> = values.collect();
    values.into_iter().collect()
}

fn place(values: &[&str], value: &str) -> u32 {
    values.partition_point(|one| *one < value) as u32
}

fn of_place<T: Copy>(all: &[T], place: u8) -> Option<T> {
    all.get(usize::from(place)).copied()
}
