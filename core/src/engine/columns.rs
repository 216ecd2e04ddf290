//! The columns of a segment: typed access by document entry.

use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

use super::schema::column;
use super::segment::Ordinal;
use crate::document::{Dates, Day, Kind, Status, Validity};

/// The columns of one segment. Values belong to document entries; the row of a column is the entry's number.
pub(super) struct Columns {
    /// Entry of each document, by ordinal.
    rows: std::sync::Arc<[u32]>,
    id: StrColumn,
    digest: StrColumn,
    pub(super) collection: Vocabulary,
    pub(super) authority: Vocabulary,
    pub(super) region: Vocabulary,
    pub(super) theme: Vocabulary,
    kind: Column<u64>,
    declared: Column<u64>,
    year: Column<i64>,
    issued: Column<i64>,
    earliest: Column<i64>,
    effective: Column<i64>,
    expires: Column<i64>,
    tie: Column<u64>,
    text_bytes: Column<u64>,
}

impl Columns {
    pub(super) fn open(
        reader: &SegmentReader,
        rows: std::sync::Arc<[u32]>,
    ) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        // A column that no document of the segment fills is not there at all.
        let text = |name: &str| -> tantivy::Result<StrColumn> {
            Ok(fast.str(name)?.unwrap_or_else(|| {
                StrColumn::wrap(tantivy::columnar::BytesColumn::empty(reader.max_doc()))
            }))
        };
        let number = |name: &str| -> tantivy::Result<Column<u64>> {
            Ok(fast
                .column_opt::<u64>(name)?
                .unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
        };
        let signed = |name: &str| -> tantivy::Result<Column<i64>> {
            Ok(fast
                .column_opt::<i64>(name)?
                .unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
        };
        Ok(Self {
            id: text(column::ID)?,
            digest: text(column::DIGEST)?,
            collection: Vocabulary::read(text(column::COLLECTION)?)?,
            authority: Vocabulary::read(text(column::AUTHORITY)?)?,
            region: Vocabulary::read(text(column::REGION)?)?,
            theme: Vocabulary::read(text(column::THEME)?)?,
            kind: number(column::KIND)?,
            declared: number(column::DECLARED)?,
            year: signed(column::YEAR)?,
            issued: signed(column::ISSUED)?,
            earliest: signed(column::EARLIEST)?,
            effective: signed(column::EFFECTIVE)?,
            expires: signed(column::EXPIRES)?,
            tie: number(column::TIE)?,
            text_bytes: number(column::TEXT_BYTES)?,
            rows,
        })
    }

    fn row(&self, ordinal: Ordinal) -> u32 {
        self.rows[ordinal as usize]
    }

    pub(super) fn id(&self, ordinal: Ordinal) -> String {
        self.text(&self.id, ordinal)
    }

    pub(super) fn digest(&self, ordinal: Ordinal) -> String {
        self.text(&self.digest, ordinal)
    }

    fn text(&self, column: &StrColumn, ordinal: Ordinal) -> String {
        let mut text = String::new();
        if let Some(ord) = column.term_ords(self.row(ordinal)).next() {
            // The ordinal comes from the column itself, so its dictionary has it; a damaged one gives "".
            let _ = column.ord_to_str(ord, &mut text);
        }
        text
    }

    /// The places of a document's values in a vocabulary.
    pub(super) fn ords<'a>(
        &self,
        vocabulary: &'a Vocabulary,
        ordinal: Ordinal,
    ) -> impl Iterator<Item = usize> + 'a {
        vocabulary
            .column
            .term_ords(self.row(ordinal))
            .map(|ord| ord as usize)
    }

    pub(super) fn kind(&self, ordinal: Ordinal) -> Kind {
        let code = self.kind.first(self.row(ordinal)).unwrap_or(u64::MAX);
        usize::try_from(code)
            .ok()
            .and_then(|code| Kind::ALL.get(code).copied())
            .unwrap_or(Kind::Unknown)
    }

    pub(super) fn year(&self, ordinal: Ordinal) -> Option<i32> {
        self.year
            .first(self.row(ordinal))
            .and_then(|year| i32::try_from(year).ok())
    }

    pub(super) fn issued(&self, ordinal: Ordinal) -> Option<Day> {
        self.day(&self.issued, ordinal)
    }

    pub(super) fn effective(&self, ordinal: Ordinal) -> Option<Day> {
        self.day(&self.effective, ordinal)
    }

    fn day(&self, column: &Column<i64>, ordinal: Ordinal) -> Option<Day> {
        column
            .first(self.row(ordinal))
            .and_then(Day::from_days_since_epoch)
    }

    /// The state at a day, by the same rule that the document page uses.
    pub(super) fn status(&self, ordinal: Ordinal, as_of: Day) -> Status {
        let dates = Dates {
            issued: self.day(&self.earliest, ordinal),
            effective: self.effective(ordinal),
            expires: self.day(&self.expires, ordinal),
            ..Dates::default()
        };
        let declared = self
            .declared
            .first(self.row(ordinal))
            .and_then(|code| Status::ALL.get(code as usize).copied());
        Validity::state_at(&dates, declared.unwrap_or(Status::Unknown), as_of)
    }

    pub(super) fn tie(&self, ordinal: Ordinal) -> u64 {
        self.tie.first(self.row(ordinal)).unwrap_or(0)
    }

    pub(super) fn text_bytes(&self, ordinal: Ordinal) -> u64 {
        self.text_bytes.first(self.row(ordinal)).unwrap_or(0)
    }
}

/// A text column with few distinct values, all of them at hand: counting by value needs every name, and the
/// column's own dictionary is slow to ask one by one.
pub(super) struct Vocabulary {
    column: StrColumn,
    pub(super) values: Vec<String>,
}

impl Vocabulary {
    fn read(column: StrColumn) -> tantivy::Result<Self> {
        let mut values = Vec::with_capacity(column.num_terms());
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            values.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        drop(stream);
        Ok(Self { column, values })
    }
}
