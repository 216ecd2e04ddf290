//! A number that was typed whole and that no document bears: this is said, with the nearest of its series, also where
//! a title stands beside it and names what is meant.

use std::ops::Range;

use super::number::Folded;
use super::reader::Reader;
use super::{InterpretationKind, Note, NoteKind};
use crate::document::numeral::is_numeral;
use crate::document::{DocumentNumber, organs};

/// Nearest numbers that are told.
const NEAREST_MAX: usize = 3;
/// A longer line is a sentence, in which a number is quoted.
const CHARS_MAX: usize = 60;

/// A number that no document bears, and where it stands in the line.
pub(super) struct Unheld {
    pub(super) number: DocumentNumber,
    pub(super) chars: Range<usize>,
}

/// Says that no document bears the number in the line.
pub(super) fn say(reader: &mut Reader<'_>) {
    if let Some(unheld) = find(reader) {
        note(reader, &unheld);
    }
}

/// Says it of this number; once, whoever finds it.
pub(super) fn note(reader: &mut Reader<'_>, unheld: &Unheld) {
    let is_said = |note: &Note| note.kind == NoteKind::NumberNotHeld;
    if reader.understanding.notes.iter().any(is_said) {
        return;
    }
    let catalogue = reader.context.catalogue;
    let nearest = catalogue.numbers().nearest(&unheld.number, NEAREST_MAX);
    let nearest: Vec<String> = nearest
        .iter()
        .map(|entry| catalogue.canonical(entry))
        .collect();
    let near = match nearest.is_empty() {
        true => String::new(),
        false => format!("；同一序列中相近的有{}", nearest.join("、")),
    };
    reader.note(
        NoteKind::NumberNotHeld,
        format!("没有收录文号为“{}”的文件{near}。", unheld.number.canonical),
    );
}

/// The number in the unread words, if it is whole and no document bears it.
pub(super) fn find(reader: &Reader<'_>) -> Option<Unheld> {
    if !reader.wants(InterpretationKind::Number) {
        return None;
    }
    let folded = Folded::new(reader);
    let chars = &folded.chars;
    if chars.len() > CHARS_MAX || !chars.iter().any(|c| is_numeral(*c)) {
        return None;
    }
    let begins_word = |at: &usize| *at == 0 || !chars[at - 1].is_alphanumeric();
    let whole = |start: usize| {
        let (number, length) = DocumentNumber::read_folded(&chars[start..])?;
        is_whole(&number).then_some((number, start..start + length))
    };
    let of_known = |start: usize| whole(start).filter(|(it, _)| is_of_known_organ(reader, it));
    let starts = || (0..chars.len()).filter(|at| chars[*at].is_alphanumeric());
    let found = starts()
        .filter(begins_word)
        .find_map(of_known)
        // 公司法国务院令第999号: right behind a name a number begins inside of a word, too.
        .or_else(|| {
            let follows = |at: usize| follows_name(reader, &chars[..at]);
            starts().find_map(|at| of_known(at).filter(|_| follows(at)))
        })
        .or_else(|| {
            let mut words = starts().filter(begins_word);
            words.find_map(|start| whole(start).filter(|(_, place)| is_all(chars, place)))
        });
    let (number, place) = found?;
    let catalogue = reader.context.catalogue;
    let is_held = |key: &String| !catalogue.by_number(key).is_empty();
    (!number.keys().iter().any(is_held)).then(|| Unheld {
        number,
        chars: folded.place(place),
    })
}

/// Whether nothing is left out: an organ, a serial, and a year unless it is a decree.
fn is_whole(number: &DocumentNumber) -> bool {
    let organ = number.organ_code.as_deref().unwrap_or_default();
    let has_series = number.year.is_some() || number.is_decree();
    !organ.is_empty() && number.sequence.is_some() && has_series
}

/// Whether all that was typed before is a name.
fn follows_name(reader: &Reader<'_>, before: &[char]) -> bool {
    let before: String = before.iter().collect();
    before.chars().count() > 1 && !reader.context.catalogue.named_by(&before).is_empty()
}

/// Whether it is one word, and nothing else was typed.
fn is_all(chars: &[char], place: &Range<usize>) -> bool {
    let mut others = chars[..place.start].iter().chain(&chars[place.end..]);
    !chars[place.clone()].contains(&' ') && !others.any(|c| c.is_alphanumeric())
}

/// Whether it is the code of an organ that issued something held, or the name of one of the nation's: other words
/// before a year and a serial make no number.
fn is_of_known_organ(reader: &Reader<'_>, number: &DocumentNumber) -> bool {
    let organ = number.organ_code.as_deref().unwrap_or_default();
    let numbers = reader.context.catalogue.numbers();
    organs().full_name(organ).is_some() || numbers.has_organ(organ)
}
