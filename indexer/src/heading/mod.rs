//! From a manuscript to a record: title, number, organ and days, each from the best place that gives it.
//!
//! A paper of a Chinese authority has a fixed order (GB/T 9704-2012): the `masthead` with copy number, urgency, organ
//! and number; the `title`; what stands `under_title` (number, who passed it and when, whom it is addressed to); the
//! body; and the `closing` with organ, day, attachments and the printer's lines. Sites repeat most of it in a table
//! of fields (`names`). Each place puts forward a `candidate`; what a field says wins over what the text says, and
//! both are kept under `origins`.
//!
//! The text of the record is the text of the paper without its title and without what is no part of it: masthead,
//! lines of the site, lines of the printer. These are kept beside it. Signature and day stay where they are.
//!
//! Architecture invariant: nothing here knows how a number, a day or an organ is spelled. That is the business of
//! [`tongcha::document`].

mod candidate;
mod closing;
#[cfg(test)]
#[allow(clippy::print_stdout)] // It shows what it measured.
mod corpus;
mod fields;
mod identity;
mod label_line;
mod line;
mod masthead;
mod names;
mod organ;
pub(crate) mod shape;
#[cfg(test)]
mod tests;
mod title;
mod under_title;

use serde_json::{Map, Value, json};
use tongcha::Record;
use tongcha::document::compact;

use crate::manuscript::{Attachment, Manuscript, Origin};
use crate::quarantine::Reason;
use crate::reader::Fault;
use crate::secret;
use candidate::{Candidates, Slot};
use closing::Closing;
use line::Line;
use masthead::Masthead;
use under_title::UnderTitle;

pub(crate) use identity::{id_of, path_id};

/// A record made of a manuscript.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Titled {
    pub record: Record,
    /// Where the title was found; a title from [`Origin::FileName`] is a last resort.
    pub title_origin: Origin,
}

/// Makes the record of a manuscript. `name` is the path of the file in its folder: it gives the identifier and, when
/// nothing else does, the title.
///
/// # Errors
/// A fault with [`Reason::SecretMark`] when the paper carries a mark of state secrets, with [`Reason::EmptyFile`] when
/// there is neither a text nor a title.
pub(crate) fn record(manuscript: Manuscript, name: Option<&str>) -> Result<Titled, Fault> {
    secret::check(&manuscript, name)?;
    let lines = line::lines_of(&manuscript.blocks);
    let mut candidates = Candidates::default();
    let unknown = fields::read(&manuscript.fields, &mut candidates);
    let untitled = candidates.best(Slot::Title).is_none();
    if untitled && lines.iter().all(Line::is_blank) {
        let message = "the file holds nothing but blanks";
        return Err(Fault::of_file(Reason::EmptyFile, message));
    }

    let masthead = masthead::read(&lines);
    let title = title::read(&lines, &masthead, name, &mut candidates);
    let under = under_title::read(&lines, &masthead, &title, &mut candidates);
    let closing = closing::read(&lines, under.body_from);
    masthead.put_forward(&mut candidates);
    closing.put_forward(&mut candidates);

    let mut record = Record {
        id: name.map(id_of).unwrap_or_default(),
        text: text_of(&lines, &masthead, &title, &under, &closing),
        history: under.history.clone(),
        ..Record::default()
    };
    let title_origin = candidates.fill(&mut record);
    let extra = &mut record.extra;
    extra.insert("origins".to_owned(), candidates.to_json());
    insert_object(extra, "heading", heading_of(&masthead, &under));
    insert_object(extra, "closing", closing.to_json());
    insert_object(extra, "fields", unknown);
    insert_list(
        extra,
        "addressees",
        under.addressees.into_iter().map(Value::from),
    );
    let attached = attachments_of(manuscript.attachments, &closing.attachments);
    insert_list(extra, "attachments", attached);
    if let Some(name) = name {
        extra.insert("source_path".to_owned(), Value::from(name));
    }
    Ok(Titled {
        record,
        title_origin,
    })
}

/// The lines that are the text: all but the title and what was taken out.
fn text_of(
    lines: &[Line],
    masthead: &Masthead,
    title: &title::Title,
    under: &UnderTitle,
    closing: &Closing,
) -> String {
    let taken = |at: &usize| {
        masthead.taken.contains(at)
            || title.taken.contains(at)
            || under.taken.contains(at)
            || closing.taken.contains(at)
    };
    let kept = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| !line.is_blank() && !taken(at))
        .map(|(_, line)| line.text.trim_end());
    kept.collect::<Vec<_>>().join("\n")
}

/// What the masthead and the lines under the title say that is no field of a record.
fn heading_of(masthead: &Masthead, under: &UnderTitle) -> Map<String, Value> {
    let mut object = masthead.to_json();
    if let Some(subtitle) = &under.subtitle {
        object.insert("subtitle".to_owned(), json!(subtitle));
    }
    if !under.site_lines.is_empty() {
        object.insert("site_lines".to_owned(), json!(under.site_lines));
    }
    object
}

/// The files that the document names, then those that its text lists and no file is given for.
fn attachments_of(
    files: Vec<Attachment>,
    listed: &[String],
) -> impl Iterator<Item = Value> + use<> {
    let named = |name: &str| {
        let name = compact(name);
        files.iter().any(|file| compact(&file.name).contains(&name))
    };
    let others: Vec<Value> = listed
        .iter()
        .filter(|name| !named(name))
        .map(|name| json!({ "name": name }))
        .collect();
    let files: Vec<Value> = files
        .into_iter()
        .map(|file| match file.address {
            Some(address) => json!({ "name": file.name, "address": address }),
            None => json!({ "name": file.name }),
        })
        .collect();
    files.into_iter().chain(others)
}

fn insert_object(extra: &mut Map<String, Value>, name: &str, object: Map<String, Value>) {
    if !object.is_empty() {
        extra.insert(name.to_owned(), Value::Object(object));
    }
}

fn insert_list(extra: &mut Map<String, Value>, name: &str, items: impl Iterator<Item = Value>) {
    let items: Vec<Value> = items.collect();
    if !items.is_empty() {
        extra.insert(name.to_owned(), Value::Array(items));
    }
}
