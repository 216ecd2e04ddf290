//! The schema: the only file that spells field names.
//!
//! One index holds two sorts of entries, written as blocks: the passages of a document in the order of its text,
//! then the document itself. The document of a passage is thus the next document entry at or after it, in every
//! segment and after every merge, and no join is stored anywhere.
//!
//! Only passages carry the words of the text. What a document contains is what its passages contain, so nothing
//! is indexed twice and counts at both levels agree.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

use super::tokenizers::{CHARACTERS, PAIRS, WORDS};
use crate::query::IdentifierField;

/// Changes whenever the fields, their meaning or the form of stored records change.
pub(super) const SCHEMA_VERSION: u32 = 5;

/// Value of the marker on document entries.
pub(super) const MARKER_DOCUMENT: &str = "d";
/// Value of the marker on passages that are no hits by themselves: heading lines, tables of contents.
pub(super) const MARKER_SILENT: &str = "s";

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Identifier of the document, on the document and on its passages, so that one term deletes all of them.
    pub key: Field,
    /// Sort of entry.
    pub marker: Field,
    /// Stored, on documents: the record (JSON, packed).
    pub stored: Field,
    /// Stored, on documents: the outline (JSON, packed). Apart from the record, because a hit never shows it.
    pub outline: Field,
    /// Stored, on documents: the texts and names of the passages, in frames.
    pub frames: Field,

    /// Words of a passage's text.
    pub text_words: Field,
    /// Pairs of neighbouring characters of a passage's text: those that none of its words begins with.
    pub text_pairs: Field,
    /// Words of the title and headings above a passage.
    pub context_words: Field,

    /// Words of the title.
    pub title_words: Field,
    /// Characters of the title, with positions.
    pub title_characters: Field,
    /// Words of number, organs, place, form and theme.
    pub meta_words: Field,
    /// Characters of the number, with positions.
    pub number_characters: Field,
    /// Characters of the organs' names, with positions.
    pub authority_characters: Field,
    /// Keys of the title.
    pub title_key: Field,
    /// Keys of the number.
    pub number_key: Field,
    /// Joins versions.
    pub work: Field,

    /// Columns.
    pub columns: ColumnFields,
}

/// The columns, present on document entries only.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnFields {
    pub id: Field,
    pub work: Field,
    /// The title as shown, and the name of the part where a work comes in parts: what the catalogue is made of.
    pub title: Field,
    pub subtitle: Field,
    /// Every number in its usual spelling, the document's own first; then the index number.
    pub numbers: Field,
    pub index_number: Field,
    /// The first and the last article's number.
    pub article_first: Field,
    pub article_last: Field,
    /// The latest year that the lines under the title name: that of the version.
    pub version_year: Field,
    pub digest: Field,
    pub collection: Field,
    pub kind: Field,
    pub authority: Field,
    pub region: Field,
    pub theme: Field,
    pub declared: Field,
    pub year: Field,
    pub issued: Field,
    /// The first day on which the text can have existed.
    pub earliest: Field,
    pub effective: Field,
    pub expires: Field,
    pub tie: Field,
    pub text_bytes: Field,
}

/// Names of the columns, for those who open them by name.
pub(super) mod column {
    pub const ID: &str = "id";
    pub const WORK: &str = "work_id";
    pub const TITLE: &str = "title";
    pub const SUBTITLE: &str = "subtitle";
    pub const NUMBERS: &str = "numbers";
    pub const INDEX_NUMBER: &str = "index_number";
    pub const ARTICLE_FIRST: &str = "article_first";
    pub const ARTICLE_LAST: &str = "article_last";
    pub const VERSION_YEAR: &str = "version_year";
    pub const DIGEST: &str = "digest";
    pub const COLLECTION: &str = "collection";
    pub const KIND: &str = "kind";
    pub const AUTHORITY: &str = "authority";
    pub const REGION: &str = "region";
    pub const THEME: &str = "theme";
    pub const DECLARED: &str = "declared";
    pub const YEAR: &str = "year";
    pub const ISSUED: &str = "issued";
    pub const EARLIEST: &str = "earliest";
    pub const EFFECTIVE: &str = "effective";
    pub const EXPIRES: &str = "expires";
    pub const TIE: &str = "tie";
    pub const TEXT_BYTES: &str = "text_bytes";
}

/// Names of the stored fields. `reindex` reads the first, and the second where there is one, from indexes of older
/// schemas, too; there passages are stored each by itself, and nothing is packed.
pub(super) const STORED_NAME: &str = "stored";
pub(super) const OUTLINE_NAME: &str = "outline";
pub(super) const FRAMES_NAME: &str = "frames";

/// Builds the schema.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = text_options(WORDS, IndexRecordOption::WithFreqs, true);
    // Neither keys nor phrases are scored by the length of their field: kept for every entry of the index, it would be a
    // hundredth of it.
    let characters = text_options(CHARACTERS, IndexRecordOption::WithFreqsAndPositions, false);
    let pairs = text_options(PAIRS, IndexRecordOption::Basic, false);
    let key = text_options("raw", IndexRecordOption::Basic, false);
    let text_column = || TextOptions::default().set_fast("raw");
    let fields = Fields {
        key: builder.add_text_field("key", key.clone()),
        marker: builder.add_text_field("marker", key.clone()),
        stored: builder.add_bytes_field(STORED_NAME, STORED),
        text_words: builder.add_text_field("text_words", words.clone()),
        text_pairs: builder.add_text_field("text_pairs", pairs),
        context_words: builder.add_text_field("context_words", words.clone()),
        title_words: builder.add_text_field("title_words", words.clone()),
        title_characters: builder.add_text_field("title_characters", characters.clone()),
        meta_words: builder.add_text_field("meta_words", words),
        number_characters: builder.add_text_field("number_characters", characters.clone()),
        authority_characters: builder.add_text_field("authority_characters", characters),
        title_key: builder.add_text_field("title_key", key.clone()),
        number_key: builder.add_text_field("number_key", key.clone()),
        work: builder.add_text_field("work", key),
        columns: ColumnFields {
            id: builder.add_text_field(column::ID, text_column()),
            work: builder.add_text_field(column::WORK, text_column()),
            title: builder.add_text_field(column::TITLE, text_column()),
            subtitle: builder.add_text_field(column::SUBTITLE, text_column()),
            numbers: builder.add_text_field(column::NUMBERS, text_column()),
            index_number: builder.add_text_field(column::INDEX_NUMBER, text_column()),
            article_first: builder.add_u64_field(column::ARTICLE_FIRST, FAST),
            article_last: builder.add_u64_field(column::ARTICLE_LAST, FAST),
            version_year: builder.add_i64_field(column::VERSION_YEAR, FAST),
            digest: builder.add_text_field(column::DIGEST, text_column()),
            collection: builder.add_text_field(column::COLLECTION, text_column()),
            kind: builder.add_u64_field(column::KIND, FAST),
            authority: builder.add_text_field(column::AUTHORITY, text_column()),
            region: builder.add_text_field(column::REGION, text_column()),
            theme: builder.add_text_field(column::THEME, text_column()),
            declared: builder.add_u64_field(column::DECLARED, FAST),
            year: builder.add_i64_field(column::YEAR, FAST),
            issued: builder.add_i64_field(column::ISSUED, FAST),
            earliest: builder.add_i64_field(column::EARLIEST, FAST),
            effective: builder.add_i64_field(column::EFFECTIVE, FAST),
            expires: builder.add_i64_field(column::EXPIRES, FAST),
            tie: builder.add_u64_field(column::TIE, FAST),
            text_bytes: builder.add_u64_field(column::TEXT_BYTES, FAST),
        },
        outline: builder.add_bytes_field(OUTLINE_NAME, STORED),
        frames: builder.add_bytes_field(FRAMES_NAME, STORED),
    };
    (builder.build(), fields)
}

impl Fields {
    /// The field that holds a sort of key.
    pub(super) fn identifier(&self, field: IdentifierField) -> Field {
        match field {
            IdentifierField::Title => self.title_key,
            IdentifierField::Number => self.number_key,
            IdentifierField::Id => self.key,
        }
    }
}

fn text_options(tokenizer: &str, record: IndexRecordOption, lengths: bool) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(record)
            .set_fieldnorms(lengths),
    )
}
