//! What filters, facets and sorts need of every document of a segment, by ordinal.
//!
//! tantivy's columns belong to entries, of which one in forty is a document: asking them costs a search in a sparse
//! index each time, a fifth of a first page. They are put by ordinal when a generation is sealed (`documents`), and held
//! from when a segment is opened, some eighty bytes for each document.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use arc_swap::ArcSwap;
use sha2::{Digest, Sha256};
use tantivy::SegmentReader;
use tantivy::columnar::{BytesColumn, Column as TantivyColumn, StrColumn};

use super::schema::column;
use super::segment::Ordinal;
use crate::catalogue::Name;
use crate::document::{Dates, Day, Kind, Life, Status, Validity, regions};
use crate::flat::{Column, FlatError, Reader, Texts, Writer};
use crate::relation::Lives;

/// The columns of one segment.
pub(super) struct Columns {
    /// Entry of each document, by ordinal.
    entries: Arc<[u32]>,
    rows: Vec<Row>,
    ids: Texts,
    works: Column<u64>,
    statuses: ArcSwap<Statuses>,
    /// The years of issue, ascending; [`Row::year`] is a place among them.
    pub(super) years: Vec<i32>,
    pub(super) collection: Vocabulary,
    pub(super) authority: Vocabulary,
    pub(super) region: Vocabulary,
    pub(super) theme: Vocabulary,
}

/// The numbers of one document.
struct Row {
    /// Place in [`Kind::ALL`].
    kind: u8,
    year: Option<u32>,
    issued: Option<Day>,
    earliest: Option<Day>,
    effective: Option<Day>,
    expires: Option<Day>,
    declared: Status,
    life: Arc<Life>,
    tie: u64,
    text_bytes: u64,
}

/// The states of documents at a day, as far as they were asked.
#[derive(Default)]
struct Statuses {
    as_of: Option<Day>,
    /// By ordinal the place in [`Status::ALL`] and one; zero where nobody asked.
    known: Box<[AtomicU8]>,
}

impl Statuses {
    fn new(as_of: Day, documents: usize) -> Self {
        Self {
            as_of: Some(as_of),
            known: (0..documents).map(|_| AtomicU8::new(0)).collect(),
        }
    }

    /// Who asks at the same time works it out, too: it is the same.
    fn get(&self, ordinal: Ordinal, status: impl FnOnce() -> Status) -> usize {
        let known = &self.known[ordinal as usize];
        if let Some(place) = known.load(Ordering::Relaxed).checked_sub(1) {
            return usize::from(place);
        }
        let place = place_of(status());
        known.store(place as u8 + 1, Ordering::Relaxed);
        place
    }
}

fn place_of(status: Status) -> usize {
    let place = Status::ALL.iter().position(|one| *one == status);
    // Every state is one of all; a test says so.
    place.unwrap_or(0)
}

/// Stands for a day or a year that a document does not have.
const NO_DAY: i32 = i32::MIN;
const NO_YEAR: u32 = u32::MAX;
/// The number of no work.
const NO_WORK: u64 = 0;

impl Columns {
    /// Reads what [`write_columns`] wrote of a segment.
    pub(super) fn read(
        reader: &mut Reader,
        entries: Arc<[u32]>,
        lives: &Lives,
    ) -> Result<Self, FlatError> {
        let ids = reader.texts()?;
        let works = reader.numbers()?;
        let years: Vec<i32> = reader.numbers()?.iter().collect();
        let numbers = RowColumns::read(reader)?;
        let mut columns = Self {
            collection: Vocabulary::read(reader)?,
            authority: Vocabulary::read(reader)?,
            region: Vocabulary::read(reader)?,
            theme: Vocabulary::read(reader)?,
            rows: Vec::new(),
            ids,
            works,
            statuses: ArcSwap::default(),
            years,
            entries,
        };
        let documents = columns.entries.len();
        let vocabularies = [
            &columns.collection,
            &columns.authority,
            &columns.region,
            &columns.theme,
        ];
        if columns.ids.len() != documents
            || vocabularies.iter().any(|one| one.ends.len() != documents)
        {
            return Err(FlatError::Torn);
        }
        let row = |at| numbers.row(at, columns.years.len(), lives.of(columns.ids.get(at)));
        columns.rows = (0..documents).map(row).collect();
        Ok(columns)
    }

    /// A number for the work of a document; `None` where nothing else can be of the same work.
    pub(super) fn work(&self, ordinal: Ordinal) -> Option<u64> {
        Some(self.works.get(ordinal as usize)).filter(|work| *work != NO_WORK)
    }

    fn row(&self, ordinal: Ordinal) -> &Row {
        &self.rows[ordinal as usize]
    }

    pub(super) fn id(&self, ordinal: Ordinal) -> &str {
        self.ids.get(ordinal as usize)
    }

    pub(super) fn kind(&self, ordinal: Ordinal) -> Kind {
        Kind::ALL[self.kind_place(ordinal)]
    }

    /// The place of the sort in [`Kind::ALL`].
    pub(super) fn kind_place(&self, ordinal: Ordinal) -> usize {
        usize::from(self.row(ordinal).kind)
    }

    pub(super) fn year(&self, ordinal: Ordinal) -> Option<i32> {
        Some(self.years[self.year_place(ordinal)?])
    }

    /// The place of the year in [`Columns::years`].
    pub(super) fn year_place(&self, ordinal: Ordinal) -> Option<usize> {
        self.row(ordinal).year.map(|at| at as usize)
    }

    /// Whether the document says of no place that it holds there only.
    pub(super) fn is_nationwide(&self, ordinal: Ordinal) -> bool {
        let places = self.region.places(ordinal);
        let code = |place: &u32| self.region.values[*place as usize].as_str();
        places
            .iter()
            .all(|place| code(place) == crate::document::COUNTRY)
    }

    pub(super) fn issued(&self, ordinal: Ordinal) -> Option<Day> {
        self.row(ordinal).issued
    }

    pub(super) fn effective(&self, ordinal: Ordinal) -> Option<Day> {
        self.row(ordinal).effective
    }

    /// Remembers the states at this day from now on: one search asks the state of a document several times, and most
    /// searches ask for today.
    pub(super) fn remember_day(&self, as_of: Day) {
        if self.statuses.load().as_of != Some(as_of) {
            let statuses = Statuses::new(as_of, self.rows.len());
            self.statuses.store(Arc::new(statuses));
        }
    }

    /// The state at a day, by the same rule that the document page uses.
    pub(super) fn status(&self, ordinal: Ordinal, as_of: Day) -> Status {
        Status::ALL[self.status_place(ordinal, as_of)]
    }

    /// The place of the state at a day in [`Status::ALL`].
    pub(super) fn status_place(&self, ordinal: Ordinal, as_of: Day) -> usize {
        let statuses = self.statuses.load();
        match statuses.as_of == Some(as_of) {
            true => statuses.get(ordinal, || self.status_now(ordinal, as_of)),
            false => place_of(self.status_now(ordinal, as_of)),
        }
    }

    fn status_now(&self, ordinal: Ordinal, as_of: Day) -> Status {
        let row = self.row(ordinal);
        let dates = Dates {
            issued: row.earliest,
            effective: row.effective,
            expires: row.expires,
            ..Dates::default()
        };
        Validity::state_at(&dates, &row.life, row.declared, as_of)
    }

    /// What other documents did to it, and which one belongs to it.
    pub(super) fn life(&self, ordinal: Ordinal) -> &Life {
        &self.row(ordinal).life
    }

    pub(super) fn tie(&self, ordinal: Ordinal) -> u64 {
        self.row(ordinal).tie
    }

    pub(super) fn text_bytes(&self, ordinal: Ordinal) -> u64 {
        self.row(ordinal).text_bytes
    }
}

/// The first value of every entry; empty where it has none.
///
/// The dictionary is read once from its beginning to its end. To look for the values one by one decodes a part of it each
/// time, which at a hundred thousand documents is two of six seconds of opening.
fn read_texts(column: &StrColumn, entries: &[u32]) -> tantivy::Result<Vec<String>> {
    let mut texts = vec![String::new(); entries.len()];
    let places = entries.iter().enumerate();
    let mut wanted: Vec<(u64, usize)> = places
        .filter_map(|(place, &entry)| Some((column.term_ords(entry).next()?, place)))
        .collect();
    wanted.sort_unstable();
    let mut wanted = wanted.into_iter().peekable();
    let mut stream = column.dictionary().stream()?;
    let mut ord = 0;
    while wanted.peek().is_some() && stream.advance() {
        while let Some((_, place)) = wanted.next_if(|(wanted, _)| *wanted == ord) {
            texts[place] = String::from_utf8_lossy(stream.key()).into_owned();
        }
        ord += 1;
    }
    // What a damaged column names beyond the end of the dictionary stays empty.
    Ok(texts)
}

/// The names of every living document of a segment.
pub(super) fn read_names(
    reader: &SegmentReader,
    columns: &Columns,
    alive: impl Fn(Ordinal) -> bool,
) -> tantivy::Result<Vec<Name>> {
    let texts = |name: &str| read_texts(&text_column(reader, name)?, &columns.entries);
    let (mut work, mut title) = (texts(column::WORK)?, texts(column::TITLE)?);
    let (mut subtitle, numbers) = (texts(column::SUBTITLE)?, texts(column::NUMBERS)?);
    let mut index_number = texts(column::INDEX_NUMBER)?;
    let first = number_column(reader, column::ARTICLE_FIRST)?;
    let last = number_column(reader, column::ARTICLE_LAST)?;
    let version_year = signed_column(reader, column::VERSION_YEAR)?;
    let mut names = Vec::new();
    for ordinal in (0..columns.entries.len() as Ordinal).filter(|&ordinal| alive(ordinal)) {
        let place = ordinal as usize;
        let entry = columns.entries[place];
        let row = columns.row(ordinal);
        let take = |texts: &mut Vec<String>| std::mem::take(&mut texts[place]);
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let article =
            |column: &TantivyColumn<u64>| column.first(entry).and_then(|n| u32::try_from(n).ok());
        let region = columns.region.places(ordinal);
        let codes = region.iter().map(|at| &columns.region.values[*at as usize]);
        let authority = columns.authority.places(ordinal).iter();
        names.push(Name {
            id: columns.id(ordinal).to_owned(),
            work_id: take(&mut work),
            title: take(&mut title),
            subtitle: filled(take(&mut subtitle)),
            numbers: numbers[place].lines().map(str::to_owned).collect(),
            index_number: filled(take(&mut index_number)),
            kind: columns.kind(ordinal),
            // The column holds the places around it, too: its own is the one that none of them lies in.
            region: codes
                .max_by_key(|code| regions().ancestors(code).len())
                .cloned(),
            authority: authority
                .map(|at| columns.authority.values[*at as usize].clone())
                .collect(),
            dates: Dates {
                issued: row.issued,
                effective: row.effective,
                expires: row.expires,
                ..Dates::default()
            },
            earliest: row.earliest,
            declared: row.declared,
            life: Arc::clone(&row.life),
            version_year: version_year
                .first(entry)
                .and_then(|year| i32::try_from(year).ok()),
            articles: article(&first).zip(article(&last)),
        });
    }
    Ok(names)
}

/// The columns of which rows are made.
struct RowColumns {
    kind: Column<u8>,
    declared: Column<u8>,
    year: Column<u32>,
    issued: Column<i32>,
    earliest: Column<i32>,
    effective: Column<i32>,
    expires: Column<i32>,
    tie: Column<u64>,
    text_bytes: Column<u64>,
}

impl RowColumns {
    fn read(reader: &mut Reader) -> Result<Self, FlatError> {
        Ok(Self {
            kind: reader.numbers()?,
            declared: reader.numbers()?,
            year: reader.numbers()?,
            issued: reader.numbers()?,
            earliest: reader.numbers()?,
            effective: reader.numbers()?,
            expires: reader.numbers()?,
            tie: reader.numbers()?,
            text_bytes: reader.numbers()?,
        })
    }

    fn row(&self, at: usize, years: usize, life: Arc<Life>) -> Row {
        let day = |column: &Column<i32>| {
            let days = Some(column.get(at)).filter(|days| *days != NO_DAY)?;
            Day::from_days_since_epoch(i64::from(days))
        };
        let kind = self.kind.get(at);
        let is_kind = usize::from(kind) < Kind::ALL.len();
        let unknown = || Kind::ALL.iter().position(|kind| *kind == Kind::Unknown);
        let declared = Status::ALL.get(usize::from(self.declared.get(at)));
        Row {
            kind: if is_kind {
                kind
            } else {
                unknown().unwrap_or(0) as u8
            },
            year: Some(self.year.get(at)).filter(|year| (*year as usize) < years),
            issued: day(&self.issued),
            earliest: day(&self.earliest),
            // Filters and orders by day go by the same first day as the state does.
            effective: life.begins.max(day(&self.effective)),
            expires: day(&self.expires),
            declared: *declared.unwrap_or(&Status::Unknown),
            life,
            tie: self.tie.get(at),
            text_bytes: self.text_bytes.get(at),
        }
    }
}

/// Writes what [`Columns::read`] reads, from the columns of tantivy's.
pub(super) fn write_columns(
    reader: &SegmentReader,
    entries: &[u32],
    writer: &mut Writer,
) -> tantivy::Result<()> {
    writer.texts(read_texts(&text_column(reader, column::ID)?, entries)?);
    let authority = VocabularyColumn::read(reader, column::AUTHORITY, entries)?;
    writer.numbers(works(reader, entries, &authority)?);
    write_rows(reader, entries, writer)?;
    VocabularyColumn::read(reader, column::COLLECTION, entries)?.write(writer);
    authority.write(writer);
    VocabularyColumn::read(reader, column::REGION, entries)?.write(writer);
    VocabularyColumn::read(reader, column::THEME, entries)?.write(writer);
    Ok(())
}

/// A text column; an empty one where no document of the segment fills it.
pub(super) fn text_column(reader: &SegmentReader, name: &str) -> tantivy::Result<StrColumn> {
    let column = reader.fast_fields().str(name)?;
    // A column that no document of the segment fills is not there at all.
    Ok(column.unwrap_or_else(|| StrColumn::wrap(BytesColumn::empty(reader.max_doc()))))
}

/// The digests of all documents of a segment, by ordinal.
pub(super) fn read_digests(
    reader: &SegmentReader,
    entries: &[u32],
) -> tantivy::Result<Vec<String>> {
    read_texts(&text_column(reader, column::DIGEST)?, entries)
}

/// A number for the work of each document: the work's own identifier, shortened. A measure that is no enacted law needs
/// its organ, too: where nobody is known to have issued it, another one of the same title may be another's.
fn works(
    reader: &SegmentReader,
    entries: &[u32],
    authority: &VocabularyColumn,
) -> tantivy::Result<Vec<u64>> {
    let works = read_texts(&text_column(reader, column::WORK)?, entries)?;
    let kinds = number_column(reader, column::KIND)?;
    let documents = works.iter().zip(entries).enumerate();
    let numbers = documents.map(|(at, (work, &entry))| {
        let kind = kinds.first(entry).and_then(|at| Kind::ALL.get(at as usize));
        let issuer = match kind.is_some_and(|kind| kind.is_enacted()) {
            true => Some(""),
            false => authority.first(at),
        };
        issuer.map_or(NO_WORK, |issuer| work_number(work, issuer))
    });
    Ok(numbers.collect())
}

/// A number for a name of two parts.
pub(super) fn work_number(name: &str, of: &str) -> u64 {
    let digest = Sha256::digest(format!("{name}\u{1f}{of}").as_bytes());
    // Eight of the thirty-two bytes: they are there.
    u64::from_le_bytes(digest[..8].try_into().unwrap_or_default())
}

fn number_column(reader: &SegmentReader, name: &str) -> tantivy::Result<TantivyColumn<u64>> {
    let column = reader.fast_fields().column_opt::<u64>(name)?;
    Ok(column.unwrap_or_else(|| TantivyColumn::build_empty_column(reader.max_doc())))
}

fn signed_column(reader: &SegmentReader, name: &str) -> tantivy::Result<TantivyColumn<i64>> {
    let column = reader.fast_fields().column_opt::<i64>(name)?;
    Ok(column.unwrap_or_else(|| TantivyColumn::build_empty_column(reader.max_doc())))
}

/// The years that occur, and the numbers of the rows.
fn write_rows(reader: &SegmentReader, entries: &[u32], writer: &mut Writer) -> tantivy::Result<()> {
    let year = signed_column(reader, column::YEAR)?;
    let year_of = |entry: &u32| year.first(*entry).and_then(|year| i32::try_from(year).ok());
    let years: BTreeSet<i32> = entries.iter().filter_map(year_of).collect();
    let years: Vec<i32> = years.into_iter().collect();
    writer.numbers(years.iter().copied());
    for name in [column::KIND, column::DECLARED] {
        let places = number_column(reader, name)?;
        let place = |entry: &u32| places.first(*entry).and_then(|at| u8::try_from(at).ok());
        writer.numbers(entries.iter().map(|entry| place(entry).unwrap_or(u8::MAX)));
    }
    let place = |entry| years.binary_search(&year_of(entry)?).ok();
    let places = entries.iter().map(place);
    writer.numbers(places.map(|place| place.map_or(NO_YEAR, |place| place as u32)));
    for name in [
        column::ISSUED,
        column::EARLIEST,
        column::EFFECTIVE,
        column::EXPIRES,
    ] {
        let days = signed_column(reader, name)?;
        let day = |entry: &u32| days.first(*entry).and_then(|day| i32::try_from(day).ok());
        writer.numbers(entries.iter().map(|entry| day(entry).unwrap_or(NO_DAY)));
    }
    for name in [column::TIE, column::TEXT_BYTES] {
        let numbers = number_column(reader, name)?;
        writer.numbers(
            entries
                .iter()
                .map(|entry| numbers.first(*entry).unwrap_or(0)),
        );
    }
    Ok(())
}

/// A text column with few distinct values as tantivy holds it.
struct VocabularyColumn {
    values: Vec<String>,
    places: Vec<Vec<u32>>,
}

impl VocabularyColumn {
    fn read(reader: &SegmentReader, name: &str, entries: &[u32]) -> tantivy::Result<Self> {
        let column = text_column(reader, name)?;
        // Not with the capacity that the column claims: a damaged one claims terabytes.
        let mut values = Vec::new();
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            values.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        drop(stream);
        let places = entries.iter().map(|&entry| {
            // A damaged column could name a value that the dictionary does not have.
            let known = column
                .term_ords(entry)
                .filter(|ord| (*ord as usize) < values.len());
            known.map(|ord| ord as u32).collect()
        });
        Ok(Self {
            places: places.collect(),
            values,
        })
    }

    /// The first value of a document.
    fn first(&self, at: usize) -> Option<&str> {
        let place = self.places.get(at)?.first()?;
        self.values.get(*place as usize).map(String::as_str)
    }

    fn write(self, writer: &mut Writer) {
        writer.texts(&self.values);
        writer.lists(self.places);
    }
}

/// A text column with few distinct values, each document's values as places in the list of them.
pub(super) struct Vocabulary {
    pub(super) values: Vec<String>,
    /// Where the places of each document end in `places`.
    ends: Vec<u32>,
    places: Vec<u32>,
}

impl Vocabulary {
    fn read(reader: &mut Reader) -> Result<Self, FlatError> {
        let values = reader.texts()?;
        let lists = reader.lists::<u32>()?;
        let vocabulary = Self {
            values: (0..values.len())
                .map(|at| values.get(at).to_owned())
                .collect(),
            ends: (0..lists.len())
                .map(|at| lists.range(at).end as u32)
                .collect(),
            places: lists.values().iter().collect(),
        };
        let is_known = |place: &u32| (*place as usize) < vocabulary.values.len();
        if vocabulary.ends.is_sorted() && vocabulary.places.iter().all(is_known) {
            Ok(vocabulary)
        } else {
            Err(FlatError::Torn)
        }
    }

    /// The places of a document's values in [`Vocabulary::values`].
    pub(super) fn places(&self, ordinal: Ordinal) -> &[u32] {
        let at = ordinal as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.places[start as usize..self.ends[at] as usize]
    }
}
