//! What a person means by what was typed: a number, a name, an article, a place, a time, a state, plain words.
//!
//! [`understand`] runs the recognisers, one file each, over the query; what one of them takes is shown as an
//! [`Interpretation`] that the user can remove ([`Context::ignored`]). The result says which documents are named
//! outright, what narrows or colours the search, and which words are left to look for.
//!
//! The order is that of certainty: an identifier, the whole query as a number or a title, then numbers, articles
//! and a name with words of asking around it. Only what no name has used is read as time, state, place, organ and
//! sort. States and times that are words of their own become filters and are no longer looked for; places, organs
//! and sorts become preferences and stay among the words. [`correct`] is for queries that find nothing.

mod article;
mod correct;
mod id;
mod interpretation;
mod kind;
mod line;
mod name;
mod noise;
mod number;
mod organ;
mod place;
mod plain;
mod reader;
mod status;
#[cfg(test)]
mod tests;
mod time;
mod unheld;
mod version;

pub(crate) use kind::ends_in_form;
pub(crate) use plain::read_characters;

pub use correct::{Correction, correct};
pub use interpretation::{
    Effect, Expansion, Interpretation, InterpretationKind, Named, Note, NoteKind, Preference,
    Understanding,
};

use super::Query;
use crate::catalogue::Catalogue;
use crate::document::Day;
use article::Reference;
use name::{Called, Lookup};
use number::Numbered;
use reader::Reader;
use unheld::Unheld;

/// What a query is understood against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What the generation holds.
    pub catalogue: &'a Catalogue,
    /// The asked day.
    pub as_of: Day,
    /// Sorts of things that are not to be understood: the user removed the chip.
    pub ignored: &'a [InterpretationKind],
}

/// Reads a query as a clerk at the counter would.
pub fn understand(query: &Query, context: Context<'_>) -> Understanding {
    let mut reader = Reader::new(query, context);
    if !id::read(&mut reader, query) && !parts(&mut reader, Lookup::Written) {
        unheld::say(&mut reader);
        status::read(&mut reader);
        time::read(&mut reader);
        // Without them what is left may be a name.
        if reader.line.tokens().is_empty() || !parts(&mut reader, Lookup::Written) {
            words(&mut reader);
        }
    }
    finish(reader, query)
}

/// Characters without a blank from which on they are a sentence.
const SENTENCE_CHARS_MIN: usize = 9;

/// What is no name: places, organs and sorts to prefer, words of asking to leave out, plain words to translate.
fn words(reader: &mut Reader<'_>) {
    let places = place::read(reader);
    organ::read(reader, &places);
    kind::read(reader);
    plain::read(reader);
    let sentence = reader.line.clone();
    noise::inside(reader);
    // A sentence stays whole: the plan passes over such words by itself, and asks for most words of a sentence but
    // for all words of each of its fragments.
    let is_sentence = |word: &str| word.chars().count() >= SENTENCE_CHARS_MIN;
    if sentence.unread().text.split(' ').any(is_sentence) {
        reader.line = sentence;
    }
}

/// Reads names with what stands around them. Returns whether documents are named.
fn parts(reader: &mut Reader<'_>, lookup: Lookup) -> bool {
    if whole(reader, lookup) {
        return true;
    }
    let fillers = match reader.wants(InterpretationKind::Filler) {
        true => noise::around(reader),
        false => Vec::new(),
    };
    for filler in &fillers {
        reader.line.drop(filler.chars.clone());
    }
    let named = (!fillers.is_empty() && whole(reader, lookup)) || around_name(reader, lookup);
    for filler in fillers {
        if filler.of_name && !named {
            reader.line.restore(filler.chars);
        } else {
            noise::drop_filler(reader, filler.chars);
        }
    }
    named
}

/// All that is unread, as a number or as a name.
fn whole(reader: &mut Reader<'_>, lookup: Lookup) -> bool {
    if lookup == Lookup::Written && reader.wants(InterpretationKind::Number) {
        let numbers = number::find(reader);
        if covers(reader, &numbers) {
            by_number(reader, &numbers, &[]);
            return true;
        }
    }
    let Some(names) = name::whole(reader, lookup) else {
        return false;
    };
    for called in &names {
        name::name_documents(reader, called, &[], &[]);
    }
    true
}

/// Whether nothing but the numbers is unread.
fn covers(reader: &Reader<'_>, numbers: &[Numbered]) -> bool {
    let mut line = reader.line.clone();
    for number in numbers {
        line.take(number.chars.clone());
    }
    let unread = line.unread();
    !numbers.is_empty() && !unread.text.chars().any(char::is_alphanumeric)
}

fn by_number(reader: &mut Reader<'_>, numbers: &[Numbered], articles: &[String]) {
    for number in numbers {
        let documents = number.names.len();
        reader.chip(
            InterpretationKind::Number,
            &number.text,
            number.chars.clone(),
            number.complete && documents == 1,
            Effect::Names,
        );
        reader.line.take(number.chars.clone());
        for index in &number.names {
            reader.name(*index, articles.to_vec());
        }
    }
}

/// A name with numbers, articles and a version beside it.
fn around_name(reader: &mut Reader<'_>, lookup: Lookup) -> bool {
    let before = reader.line.clone();
    let numbers = match reader.wants(InterpretationKind::Number) {
        true => number::find(reader),
        false => Vec::new(),
    };
    for number in &numbers {
        reader.line.take(number.chars.clone());
    }
    let unheld = match (lookup, numbers.as_slice()) {
        (Lookup::Written, []) => unheld::find(reader),
        _ => None,
    };
    if let Some(unheld) = &unheld {
        reader.line.take(unheld.chars.clone());
    }
    let mut references = references(reader);
    for reference in &references {
        reader.line.take(reference.chars.clone());
    }
    let called = name::whole(reader, lookup)
        .or_else(|| bare_article(reader, lookup, &mut references))
        .or_else(|| match lookup {
            Lookup::Written => name::several(reader).or_else(|| name::marked(reader, &references)),
            _ => None,
        });
    let Some(called) = called else {
        reader.line = before;
        say_without_name(reader, &numbers, references);
        return !reader.understanding.named.is_empty();
    };
    beside_name(reader, &called, &numbers, &references);
    if let Some(unheld) = unheld {
        say_unheld(reader, &unheld);
    }
    true
}

/// The title names what is meant; that the number beside it names nothing is said.
fn say_unheld(reader: &mut Reader<'_>, unheld: &Unheld) {
    reader.line.drop(unheld.chars.clone());
    reader.chip(
        InterpretationKind::Number,
        &unheld.number.canonical,
        unheld.chars.clone(),
        false,
        Effect::Says,
    );
    unheld::note(reader, unheld);
}

fn references(reader: &Reader<'_>) -> Vec<Reference> {
    match reader.wants(InterpretationKind::Article) {
        true => article::find(reader.line.chars(), |at| reader.line.is_free(at)),
        false => Vec::new(),
    }
}

/// A name with a number behind it that nothing marks: 民法典1043.
fn bare_article(
    reader: &mut Reader<'_>,
    lookup: Lookup,
    references: &mut Vec<Reference>,
) -> Option<Vec<Called>> {
    if !references.is_empty() || !reader.wants(InterpretationKind::Article) {
        return None;
    }
    let last = reader.line.tokens().pop()?;
    let reference = article::bare_at_end(reader.line.chars(), last)?;
    let before = reader.line.clone();
    reader.line.take(reference.chars.clone());
    match name::whole(reader, lookup) {
        Some(called) => {
            references.push(reference);
            Some(called)
        }
        None => {
            reader.line = before;
            None
        }
    }
}

fn beside_name(
    reader: &mut Reader<'_>,
    called: &[Called],
    numbers: &[Numbered],
    references: &[Reference],
) {
    for called in called {
        name::name_documents(reader, called, references, numbers);
    }
    for number in numbers {
        reader.line.drop(number.chars.clone());
        reader.chip(
            InterpretationKind::Number,
            &number.text,
            number.chars.clone(),
            number.complete,
            Effect::Says,
        );
    }
    for reference in references {
        let effect = match reference.articles.is_empty() {
            true => Effect::Says,
            false => Effect::Names,
        };
        reader.line.drop(reference.chars.clone());
        reader.chip(
            InterpretationKind::Article,
            &reference.text,
            reference.chars.clone(),
            true,
            effect,
        );
    }
}

/// Numbers and articles among other words. Numbers name their documents; an article of nothing is only said.
fn say_without_name(reader: &mut Reader<'_>, numbers: &[Numbered], references: Vec<Reference>) {
    let complete: Vec<Numbered> = numbers
        .iter()
        .filter(|number| number.complete)
        .cloned()
        .collect();
    // 国务院令第711号第5条: the article of what the one number names.
    let marked: Vec<Reference> = references
        .into_iter()
        .filter(|reference| reference.marked)
        .collect();
    let names_articles = complete.len() == 1;
    let articles: Vec<String> = marked
        .iter()
        .filter(|_| names_articles)
        .flat_map(|reference| reference.articles.iter().cloned())
        .collect();
    by_number(reader, &complete, &articles);
    for reference in marked {
        let effect = match names_articles && !reference.articles.is_empty() {
            true => Effect::Names,
            false => Effect::Says,
        };
        if effect == Effect::Names {
            reader.line.drop(reference.chars.clone());
        }
        reader.chip(
            InterpretationKind::Article,
            reference.text,
            reference.chars,
            effect == Effect::Names,
            effect,
        );
    }
}

/// Puts together what was understood.
fn finish(reader: Reader<'_>, query: &Query) -> Understanding {
    let Reader {
        line,
        mut understanding,
        ..
    } = reader;
    understanding
        .interpretation
        .sort_by_key(|chip| (chip.from, chip.to, chip.kind));
    understanding.interpretation.dedup();
    // Nothing left to look for: with documents named or words of asking alone, as typed; with a filter, all it admits.
    let filtered =
        !understanding.filters.status.is_empty() || !understanding.filters.issued.is_open();
    let keep = line.is_used_up() && !filtered;
    understanding.query = match keep {
        true => query.clone(),
        false => line.remaining(query),
    };
    understanding
}
