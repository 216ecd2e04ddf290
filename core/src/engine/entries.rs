//! The entries of a document: one for each passage, then its own.

use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;

use super::StoredDocument;
use super::frames::FramesWriter;
use super::packing::pack_value;
use super::schema::{Fields, MARKER_DOCUMENT, MARKER_SILENT};
use super::stored::{StoredName, StoredOutline, StoredRecord};
use super::writer::WriterError;
use crate::document::{COUNTRY, Document, Kind, Status, regions};
use crate::language;
use crate::query::literal_title_key;
use crate::structure::{Passage, PassageKind};

/// The entry of a passage; its text and what a hit says of it go to the frames of the document. `sent_bytes` grows by the
/// text that is to be tokenized.
pub(super) fn passage_entry(
    fields: &Fields,
    stored: &StoredDocument,
    passage: &Passage,
    frames: &mut FramesWriter,
    sent_bytes: &mut u64,
) -> Result<TantivyDocument, WriterError> {
    let mut entry = TantivyDocument::default();
    let text = passage.span.of(&stored.text);
    let headings = stored.structure.headings_of(passage);
    let name = json(&StoredName::new(passage, &headings))?;
    frames.add(&name, text.as_bytes()).map_err(unstorable)?;
    entry.add_text(fields.key, &stored.document.id);
    let normalized = language::normalize(text);
    let context = context_of(&stored.document.title, &headings, &passage.heading);
    *sent_bytes += (2 * normalized.len() + context.len()) as u64;
    entry.add_text(fields.text_words, &normalized);
    entry.add_text(fields.text_pairs, &normalized);
    entry.add_text(fields.context_words, &context);
    if matches!(passage.kind, PassageKind::Heading | PassageKind::Contents) {
        entry.add_text(fields.marker, MARKER_SILENT);
    }
    Ok(entry)
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, WriterError> {
    serde_json::to_vec(value).map_err(|error| WriterError::Index(error.to_string()))
}

fn packed<T: Serialize>(value: &T) -> Result<Vec<u8>, WriterError> {
    pack_value(&json(value)?).map_err(unstorable)
}

fn unstorable(error: io::Error) -> WriterError {
    WriterError::Index(error.to_string())
}

/// Title and headings above a passage: an article about 养犬登记 often says only 登记, its chapter says the rest.
pub(super) fn context_of(title: &str, headings: &[String], heading: &str) -> String {
    let mut context = title.to_owned();
    for heading in headings {
        context.push('\n');
        context.push_str(heading);
    }
    context.push('\n');
    context.push_str(heading);
    language::normalize(&context)
}

/// The entry of the document itself, with the frames of its passages.
pub(super) fn document_entry(
    fields: &Fields,
    stored: &StoredDocument,
    frames: FramesWriter,
    sent_bytes: &mut u64,
) -> Result<TantivyDocument, WriterError> {
    let document = &stored.document;
    let mut entry = TantivyDocument::default();
    let record = StoredRecord {
        document: document.clone(),
        digest: stored.digest.clone(),
    };
    entry.add_bytes(fields.stored, &packed(&record)?);
    let outline = StoredOutline::new(&stored.structure);
    entry.add_bytes(fields.outline, &packed(&outline)?);
    entry.add_bytes(fields.frames, &frames.finish().map_err(unstorable)?);
    entry.add_text(fields.key, &document.id);
    entry.add_text(fields.marker, MARKER_DOCUMENT);
    entry.add_text(fields.work, &document.work_id);
    add_words(&mut entry, fields, document, sent_bytes);
    add_keys(&mut entry, fields, document);
    add_columns(&mut entry, fields, stored);
    Ok(entry)
}

fn add_words(
    entry: &mut TantivyDocument,
    fields: &Fields,
    document: &Document,
    sent_bytes: &mut u64,
) {
    let mut add = |field, text: &str| {
        let normalized = language::normalize(text);
        *sent_bytes += normalized.len() as u64;
        entry.add_text(field, &normalized);
    };
    add(fields.title_words, &document.title);
    add(fields.title_characters, &document.title);
    if let Some(number) = &document.number {
        add(fields.number_characters, &number.canonical);
        add(fields.number_characters, &number.raw);
        add(fields.meta_words, &number.canonical);
    }
    for organ in &document.authority {
        add(fields.authority_characters, &organ.name);
        add(fields.meta_words, &organ.name);
    }
    if let Some(region) = &document.region {
        add(fields.meta_words, &region.name);
    }
    for theme in &document.theme {
        add(fields.meta_words, &theme.path);
    }
    add(fields.meta_words, document.kind.label());
    if let Some(genre) = &document.genre {
        add(fields.meta_words, genre);
    }
}

fn add_keys(entry: &mut TantivyDocument, fields: &Fields, document: &Document) {
    entry.add_text(fields.title_key, literal_title_key(&document.title));
    for key in language::title_variants(&document.title) {
        entry.add_text(fields.title_key, &key);
    }
    for key in document.number_keys() {
        entry.add_text(fields.number_key, &key);
    }
}

fn add_columns(entry: &mut TantivyDocument, fields: &Fields, stored: &StoredDocument) {
    let document = &stored.document;
    let columns = &fields.columns;
    entry.add_text(columns.id, &document.id);
    add_names(entry, fields, stored);
    entry.add_text(columns.digest, &stored.digest);
    entry.add_text(columns.collection, &document.collection);
    entry.add_u64(columns.kind, kind_code(document.kind));
    for organ in &document.authority {
        entry.add_text(columns.authority, &organ.name);
    }
    if let Some(region) = &document.region {
        // A document of 深圳市 is one of 广东省, too.
        entry.add_text(columns.region, &region.code);
        // All are of the country, but only what applies everywhere says so.
        let ancestors = regions().ancestors(&region.code);
        for code in ancestors.into_iter().filter(|code| *code != COUNTRY) {
            entry.add_text(columns.region, code);
        }
    }
    for path in theme_and_ancestors(document) {
        entry.add_text(columns.theme, &path);
    }
    if let Some(declared) = &document.declared_status {
        entry.add_u64(columns.declared, status_code(declared.status));
    }
    let dates = &document.dates;
    if let Some(day) = dates.issued {
        entry.add_i64(columns.year, i64::from(day.year()));
    }
    let days = [
        (columns.issued, dates.issued),
        (columns.earliest, dates.earliest()),
        (columns.effective, dates.effective),
        (columns.expires, dates.expires),
    ];
    for (field, day) in days {
        if let Some(day) = day {
            entry.add_i64(field, day.days_since_epoch());
        }
    }
    entry.add_u64(columns.tie, tie_breaker(&document.id));
    entry.add_u64(columns.text_bytes, stored.text.len() as u64);
}

/// What the catalogue of names is read from when the generation is opened.
fn add_names(entry: &mut TantivyDocument, fields: &Fields, stored: &StoredDocument) {
    let document = &stored.document;
    let columns = &fields.columns;
    entry.add_text(columns.work, &document.work_id);
    entry.add_text(columns.title, &document.title);
    if let Some(subtitle) = &document.subtitle {
        entry.add_text(columns.subtitle, subtitle);
    }
    let numbers = document.numbers();
    if !numbers.is_empty() {
        // One value, so that their order is kept.
        entry.add_text(columns.numbers, numbers.join("\n"));
    }
    if let Some(index_number) = &document.index_number {
        entry.add_text(columns.index_number, index_number);
    }
    let articles = stored
        .structure
        .passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Article);
    let values = articles.filter_map(|passage| Some(u64::from(passage.number?.value)));
    if let Some((first, last)) = values.fold(None, |range, value| match range {
        None => Some((value, value)),
        Some((first, last)) => Some((value.min(first), value.max(last))),
    }) {
        entry.add_u64(columns.article_first, first);
        entry.add_u64(columns.article_last, last);
    }
    if let Some(year) = document.version_year() {
        entry.add_i64(columns.version_year, i64::from(year));
    }
}

/// The code of a kind in its column: its place in [`Kind::ALL`].
fn kind_code(kind: Kind) -> u64 {
    Kind::ALL
        .iter()
        .position(|known| *known == kind)
        .unwrap_or(Kind::ALL.len()) as u64
}

/// The code of a status in its column: its place in [`Status::ALL`].
fn status_code(status: Status) -> u64 {
    Status::ALL
        .iter()
        .position(|known| *known == status)
        .unwrap_or(Status::ALL.len()) as u64
}

/// A document of 综合政务/政务公开 is one of 综合政务, too.
fn theme_and_ancestors(document: &Document) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for theme in &document.theme {
        let first = theme.path.split('/').next().unwrap_or_default();
        for path in [first, theme.path.as_str()] {
            if !path.is_empty() && !paths.iter().any(|known| known == path) {
                paths.push(path.to_owned());
            }
        }
    }
    paths
}

/// Orders documents that are otherwise equal: the same in every index that holds them, whatever its segments.
fn tie_breaker(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |value, byte| value << 8 | u64::from(*byte))
}
