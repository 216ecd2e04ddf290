//! What filters, facets and sorts need of every document of a segment, by ordinal.
//!
//! tantivy's columns belong to entries, of which one in forty is a document: asking them costs a search in a sparse
//! index each time, a fifth of a first page. They are read once when a segment is opened, some eighty bytes for each
//! document, its identifier among them.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::columnar::{BytesColumn, Column, StrColumn};

use super::schema::column;
use super::segment::Ordinal;
use crate::catalogue::Name;
use crate::document::{Dates, Day, Kind, Life, Status, Validity, regions};
use crate::relation::Lives;

/// The columns of one segment.
pub(super) struct Columns {
    /// Entry of each document, by ordinal.
    entries: Arc<[u32]>,
    rows: Vec<Row>,
    ids: Vec<Box<str>>,
    /// The years of issue, ascending; [`Row::year`] is a place among them.
    pub(super) years: Vec<i32>,
    digest: StrColumn,
    pub(super) collection: Vocabulary,
    pub(super) authority: Vocabulary,
    pub(super) region: Vocabulary,
    pub(super) theme: Vocabulary,
}

/// The numbers of one document.
struct Row {
    kind: Kind,
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

impl Columns {
    pub(super) fn open(
        reader: &SegmentReader,
        entries: Arc<[u32]>,
        lives: &Lives,
    ) -> tantivy::Result<Self> {
        let text = |name: &str| -> tantivy::Result<StrColumn> {
            let column = reader.fast_fields().str(name)?;
            // A column that no document of the segment fills is not there at all.
            Ok(column.unwrap_or_else(|| StrColumn::wrap(BytesColumn::empty(reader.max_doc()))))
        };
        let vocabulary = |name: &str| Vocabulary::read(text(name)?, &entries);
        let id = text(column::ID)?;
        let ids = read_texts(&id, &entries)?.into_iter();
        let ids: Vec<Box<str>> = ids.map(String::into_boxed_str).collect();
        let (mut rows, years) = read_rows(reader, &entries)?;
        for (row, id) in rows.iter_mut().zip(&ids) {
            row.life = lives.of(id);
            // Filters and orders by day go by the same first day as the state does.
            row.effective = row.life.begins.max(row.effective);
        }
        Ok(Self {
            rows,
            years,
            ids,
            digest: text(column::DIGEST)?,
            collection: vocabulary(column::COLLECTION)?,
            authority: vocabulary(column::AUTHORITY)?,
            region: vocabulary(column::REGION)?,
            theme: vocabulary(column::THEME)?,
            entries,
        })
    }

    fn row(&self, ordinal: Ordinal) -> &Row {
        &self.rows[ordinal as usize]
    }

    pub(super) fn id(&self, ordinal: Ordinal) -> &str {
        &self.ids[ordinal as usize]
    }

    /// The digests of all documents, by ordinal.
    pub(super) fn digests(&self) -> tantivy::Result<Vec<String>> {
        read_texts(&self.digest, &self.entries)
    }

    pub(super) fn kind(&self, ordinal: Ordinal) -> Kind {
        self.row(ordinal).kind
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

    /// The state at a day, by the same rule that the document page uses.
    pub(super) fn status(&self, ordinal: Ordinal, as_of: Day) -> Status {
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
    let fast = reader.fast_fields();
    let text = |name: &str| -> tantivy::Result<StrColumn> {
        let column = fast.str(name)?;
        Ok(column.unwrap_or_else(|| StrColumn::wrap(BytesColumn::empty(reader.max_doc()))))
    };
    let number = |name: &str| -> tantivy::Result<Column<u64>> {
        let column = fast.column_opt::<u64>(name)?;
        Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
    };
    let texts = |name: &str| read_texts(&text(name)?, &columns.entries);
    let (mut work, mut title) = (texts(column::WORK)?, texts(column::TITLE)?);
    let (mut subtitle, numbers) = (texts(column::SUBTITLE)?, texts(column::NUMBERS)?);
    let mut index_number = texts(column::INDEX_NUMBER)?;
    let (first, last) = (
        number(column::ARTICLE_FIRST)?,
        number(column::ARTICLE_LAST)?,
    );
    let version_year = fast
        .column_opt::<i64>(column::VERSION_YEAR)?
        .unwrap_or_else(|| Column::build_empty_column(reader.max_doc()));
    let mut names = Vec::new();
    for ordinal in (0..columns.entries.len() as Ordinal).filter(|&ordinal| alive(ordinal)) {
        let place = ordinal as usize;
        let entry = columns.entries[place];
        let row = columns.row(ordinal);
        let take = |texts: &mut Vec<String>| std::mem::take(&mut texts[place]);
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let article =
            |column: &Column<u64>| column.first(entry).and_then(|n| u32::try_from(n).ok());
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
            kind: row.kind,
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

/// The rows, and the years that occur in them.
fn read_rows(reader: &SegmentReader, entries: &[u32]) -> tantivy::Result<(Vec<Row>, Vec<i32>)> {
    let fast = reader.fast_fields();
    let number = |name: &str| -> tantivy::Result<Column<u64>> {
        let column = fast.column_opt::<u64>(name)?;
        Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
    };
    let signed = |name: &str| -> tantivy::Result<Column<i64>> {
        let column = fast.column_opt::<i64>(name)?;
        Ok(column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
    };
    let (kind, declared) = (number(column::KIND)?, number(column::DECLARED)?);
    let (tie, text_bytes) = (number(column::TIE)?, number(column::TEXT_BYTES)?);
    let (year, issued) = (signed(column::YEAR)?, signed(column::ISSUED)?);
    let (earliest, effective) = (signed(column::EARLIEST)?, signed(column::EFFECTIVE)?);
    let expires = signed(column::EXPIRES)?;
    let day =
        |column: &Column<i64>, entry| column.first(entry).and_then(Day::from_days_since_epoch);
    let place = |column: &Column<u64>, entry| column.first(entry).map(|code| code as usize);
    let year_of = |entry| year.first(entry).and_then(|year| i32::try_from(year).ok());
    let years: BTreeSet<i32> = entries.iter().filter_map(|&entry| year_of(entry)).collect();
    let years: Vec<i32> = years.into_iter().collect();
    let year_place = |entry| years.binary_search(&year_of(entry)?).ok();
    let rows = entries.iter().map(|&entry| Row {
        kind: place(&kind, entry)
            .and_then(|at| Kind::ALL.get(at).copied())
            .unwrap_or(Kind::Unknown),
        year: year_place(entry).map(|at| at as u32),
        issued: day(&issued, entry),
        earliest: day(&earliest, entry),
        effective: day(&effective, entry),
        expires: day(&expires, entry),
        declared: place(&declared, entry)
            .and_then(|at| Status::ALL.get(at).copied())
            .unwrap_or(Status::Unknown),
        life: Arc::default(),
        tie: tie.first(entry).unwrap_or(0),
        text_bytes: text_bytes.first(entry).unwrap_or(0),
    });
    let rows = rows.collect();
    Ok((rows, years))
}

/// A text column with few distinct values, each document's values as places in the list of them.
pub(super) struct Vocabulary {
    pub(super) values: Vec<String>,
    /// Where the places of each document end in `places`.
    ends: Vec<u32>,
    places: Vec<u32>,
}

impl Vocabulary {
    fn read(column: StrColumn, entries: &[u32]) -> tantivy::Result<Self> {
        // Not with the capacity that the column claims: a damaged one claims terabytes.
        let mut values = Vec::new();
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            values.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        drop(stream);
        let mut ends = Vec::with_capacity(entries.len());
        let mut places = Vec::with_capacity(entries.len());
        for &entry in entries {
            // A damaged column could name a value that the dictionary does not have.
            let known = column
                .term_ords(entry)
                .filter(|ord| (*ord as usize) < values.len());
            places.extend(known.map(|ord| ord as u32));
            ends.push(places.len() as u32);
        }
        Ok(Self {
            values,
            ends,
            places,
        })
    }

    /// The places of a document's values in [`Vocabulary::values`].
    pub(super) fn places(&self, ordinal: Ordinal) -> &[u32] {
        let at = ordinal as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.places[start as usize..self.ends[at] as usize]
    }
}
