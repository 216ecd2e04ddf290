//! The same document twice: as a page and as its attachment, from two sources, in two formats.
//!
//! Two records are the same document when their letters and figures are the same, in title and text, whatever stands
//! between them: blanks, line breaks and punctuation differ between a page and the Word file beside it. They are joined,
//! and every place is kept. Records that are merely alike are reported and never joined: the versions of a law are
//! alike, too.

mod alike;

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use tongcha::Record;
use tongcha::document::Manifestation;

pub use alike::Alike;
use alike::Likeness;

/// The documents of one build.
#[derive(Debug, Default)]
pub(crate) struct Duplicates {
    /// Contents → the documents that have them, which is one unless their fields contradict each other.
    by_content: HashMap<[u8; 16], Vec<Found>>,
    likeness: Likeness,
}

#[derive(Debug)]
struct Found {
    id: String,
    fields: Fields,
    places: Vec<Manifestation>,
}

/// What tells two texts of the same words apart: an order that is issued anew each year, a version that changed nothing
/// but a schedule.
#[derive(Debug, Clone)]
struct Fields([Option<String>; 4]);

impl Fields {
    fn of(record: &Record) -> Self {
        let fields = [
            &record.number,
            &record.signed,
            &record.published,
            &record.effective,
        ];
        Self(fields.map(|field| field.as_deref().map(|value| letters(value).collect())))
    }

    fn contradict(&self, other: &Self) -> bool {
        let mut pairs = self.0.iter().zip(&other.0);
        pairs.any(|pair| matches!(pair, (Some(one), Some(other)) if one != other))
    }
}

/// A record, as far as others may be the same.
#[derive(Debug)]
pub(crate) struct Content {
    digest: [u8; 16],
    likeness: u64,
    title: String,
    fields: Fields,
}

impl Content {
    /// `None` for records with too little to say to be told apart by it.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        let mut letters = String::with_capacity(record.text.len());
        letters.extend(self::letters(&record.text));
        letters.chars().nth(LETTERS_MIN - 1)?;
        let title: String = letters_of_title(record);
        let mut digest = Sha256::new();
        digest.update(title.as_bytes());
        digest.update([0]);
        digest.update(letters.as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&digest.finalize()[..16]);
        Some(Self {
            digest: short,
            likeness: alike::fingerprint(&letters),
            title,
            fields: Fields::of(record),
        })
    }
}

/// Shorter texts are too often the same by chance: 「此件公开发布」.
const LETTERS_MIN: usize = 30;

impl Duplicates {
    /// Joins a record to the document that it is, if there is one already.
    pub(crate) fn join(&mut self, content: &Content, place: &Manifestation) -> bool {
        let same = self.by_content.get_mut(&content.digest);
        let same = same.and_then(|found| {
            let mut found = found.iter_mut();
            found.find(|found| !found.fields.contradict(&content.fields))
        });
        match same {
            Some(found) => {
                found.places.push(place.clone());
                true
            }
            None => false,
        }
    }

    /// Remembers a document that was indexed, or is held unchanged.
    pub(crate) fn remember(&mut self, content: Content, id: &str, place: Manifestation) {
        self.likeness.remember(content.likeness, content.title, id);
        let found = Found {
            id: id.to_owned(),
            fields: content.fields,
            places: vec![place],
        };
        self.by_content
            .entry(content.digest)
            .or_default()
            .push(found);
    }

    /// Every document of this build with the places it was found at, in the order of identifiers.
    pub(crate) fn take_found(&mut self) -> Vec<(String, Vec<Manifestation>)> {
        let mut found: Vec<_> = std::mem::take(&mut self.by_content)
            .into_values()
            .flatten()
            .map(|found| (found.id, found.places))
            .collect();
        found.sort();
        found
    }

    /// Pairs of documents that are alike, of more than ten thousand the first, and how many there are.
    pub(crate) fn take_alike(&mut self) -> (Vec<Alike>, u64) {
        std::mem::take(&mut self.likeness).finish()
    }
}

fn letters_of_title(record: &Record) -> String {
    let subtitle = record.subtitle.as_deref().unwrap_or_default();
    letters(&record.title).chain(letters(subtitle)).collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        // Nearly every letter is an ideograph of the main block: the table of all others need not be asked.
        .filter(|&letter| matches!(letter, '\u{4e00}'..='\u{9fff}') || letter.is_alphanumeric())
        .map(narrow)
}

/// Full-width letters and figures are those of half the width.
fn narrow(character: char) -> char {
    match character {
        '\u{ff10}'..='\u{ff5a}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "第一条　为了规范犬只管理，保障公民健康和人身安全，制定本条例。\n第二条　本省行政区域内养犬，应当遵守本条例。";

    fn content(title: &str, text: &str) -> Content {
        let record = Record {
            title: title.into(),
            text: text.into(),
            ..Record::default()
        };
        Content::of(&record).expect("enough to say")
    }

    fn place(path: &str) -> Manifestation {
        Manifestation {
            id: None,
            source: "folder".into(),
            path: Some(path.into()),
            url: None,
        }
    }

    #[test]
    fn what_stands_between_letters_makes_no_other_document() {
        let mut duplicates = Duplicates::default();
        duplicates.remember(content("岚江省养犬条例", TEXT), "dogs", place("a.html"));
        let other = TEXT.replace(['　', '\n'], " ").replace('，', ",");
        assert!(duplicates.join(&content("岚江省 养犬条例", &other), &place("a.doc")));
        assert!(!duplicates.join(
            &content("岚江省养犬条例", &TEXT.replace("本省", "本市")),
            &place("b")
        ));
        assert!(!duplicates.join(&content("岚江市养犬条例", TEXT), &place("c")));
        let found = duplicates.take_found();
        assert_eq!(
            found,
            [("dogs".to_owned(), vec![place("a.html"), place("a.doc")])]
        );
    }

    #[test]
    fn fields_that_contradict_tell_the_same_words_apart() {
        let issued = |day: Option<&str>| {
            let record = Record {
                title: "防火令".into(),
                text: TEXT.into(),
                published: day.map(str::to_owned),
                ..Record::default()
            };
            Content::of(&record).expect("enough to say")
        };
        let mut duplicates = Duplicates::default();
        duplicates.remember(issued(Some("2020-03-01")), "2020", place("a"));
        assert!(!duplicates.join(&issued(Some("2021-03-01")), &place("b")));
        duplicates.remember(issued(Some("2021-03-01")), "2021", place("b"));
        assert!(duplicates.join(&issued(Some("2021-03-01")), &place("c")));
        assert!(
            duplicates.join(&issued(None), &place("d")),
            "it says nothing else"
        );
    }

    #[test]
    fn short_texts_are_never_joined() {
        let record = Record {
            title: "公告".into(),
            text: "此件公开发布".into(),
            ..Record::default()
        };
        assert!(Content::of(&record).is_none());
    }

    #[test]
    fn what_is_alike_is_reported_but_versions_are_not() {
        let long: String = (1..60)
            .map(|n| {
                format!(
                    "第{n}条　{}的单位，应当在{n}日内办理第{}号登记。",
                    "养犬".repeat(n % 5 + 1),
                    n * 37
                )
            })
            .collect();
        let mut duplicates = Duplicates::default();
        duplicates.remember(content("岚江省养犬条例", &long), "a", place("a"));
        let amended = long.replacen("应当在1日内", "应当在九日内", 1);
        duplicates.remember(content("岚江省养犬条例", &amended), "b", place("b"));
        duplicates.remember(
            content("岚江省养犬条例（公布稿）", &amended),
            "c",
            place("c"),
        );
        duplicates.remember(content("云溪市停车办法", &TEXT.repeat(20)), "d", place("d"));
        let (pairs, total) = duplicates.take_alike();
        assert_eq!(total, 2);
        let pairs: Vec<_> = pairs
            .into_iter()
            .map(|alike| (alike.id, alike.other))
            .collect();
        let pair = |id: &str, other: &str| (id.to_owned(), other.to_owned());
        assert_eq!(pairs, [pair("c", "a"), pair("c", "b")]);
    }
}
