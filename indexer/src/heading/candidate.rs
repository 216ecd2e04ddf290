//! What several places say of one field, in order of preference: the best goes into the record, all are kept.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tongcha::Record;
use tongcha::document::{Day, DocumentNumber};

use crate::manuscript::Origin;

/// A field of the record that several places may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Title,
    Number,
    Authority,
    Region,
    Theme,
    IndexNumber,
    Signed,
    Published,
    Effective,
    Expires,
    DeclaredStatus,
    Genre,
    Kind,
    Url,
    Source,
}

impl Slot {
    /// The name of the field in the import format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Number => "number",
            Self::Authority => "authority",
            Self::Region => "region",
            Self::Theme => "theme",
            Self::IndexNumber => "index_number",
            Self::Signed => "signed",
            Self::Published => "published",
            Self::Effective => "effective",
            Self::Expires => "expires",
            Self::DeclaredStatus => "declared_status",
            Self::Genre => "genre",
            Self::Kind => "kind",
            Self::Url => "url",
            Self::Source => "source",
        }
    }

    pub fn is_day(self) -> bool {
        matches!(
            self,
            Self::Signed | Self::Published | Self::Effective | Self::Expires
        )
    }
}

/// How much a place is worth, best first. Places of one worth keep the order in which they were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Worth {
    /// A field whose name says exactly this (`发文字号`).
    Named,
    /// What the format marks (`<h1>`), and what the text says in the place that is made for it.
    Marked,
    /// What the text says.
    Said,
    /// A field whose name says something near (`信息来源` for the organ).
    Near,
    /// A guess: the name of a file.
    Guessed,
}

/// What one place says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub value: String,
    pub origin: Origin,
    pub worth: Worth,
    /// The name of the field.
    pub name: Option<String>,
    /// The line of the manuscript, from 1.
    pub line: Option<usize>,
    /// As published, where the value is a normalised form of it.
    pub raw: Option<String>,
}

impl Candidate {
    /// What a label in the text says at a line, counted from 0.
    pub fn labelled(label: &str, value: &str, worth: Worth, at: usize) -> Self {
        Self {
            name: Some(label.to_owned()),
            ..Self::said(value, worth, at)
        }
    }

    /// What the text says at a line, counted from 0.
    pub fn said(value: impl Into<String>, worth: Worth, at: usize) -> Self {
        Self {
            value: value.into(),
            origin: Origin::Text,
            worth,
            name: None,
            line: Some(at + 1),
            raw: None,
        }
    }

    fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("value".to_owned(), json!(self.value));
        object.insert("origin".to_owned(), json!(self.origin));
        for (key, value) in [("name", &self.name), ("raw", &self.raw)] {
            if let Some(value) = value {
                object.insert(key.to_owned(), json!(value));
            }
        }
        if let Some(line) = self.line {
            object.insert("line".to_owned(), json!(line));
        }
        Value::Object(object)
    }
}

/// Everything that was said. A file that repeats one field without end adds nothing after the first few.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    slots: BTreeMap<Slot, Vec<Candidate>>,
}

const CANDIDATES_MAX: usize = 12;
const VALUE_CHARS_MAX: usize = 2_000;

impl Candidates {
    /// Adds what a place says, unless it says nothing (`无`) or what the same origin said before.
    pub fn push(&mut self, slot: Slot, mut candidate: Candidate) {
        candidate.value = candidate.value.trim().to_owned();
        if is_nothing(&candidate.value) {
            return;
        }
        if let Some((at, _)) = candidate.value.char_indices().nth(VALUE_CHARS_MAX) {
            candidate.value.truncate(at);
        }
        if slot.is_day() {
            normalise_day(&mut candidate);
        }
        let held = self.slots.entry(slot).or_default();
        let repeats =
            |one: &Candidate| one.value == candidate.value && one.origin == candidate.origin;
        if held.len() >= CANDIDATES_MAX || held.iter().any(repeats) {
            return;
        }
        let rank = |one: &Candidate| (!is_readable(slot, &one.value), one.worth);
        let at = held.partition_point(|one| rank(one) <= rank(&candidate));
        held.insert(at, candidate);
    }

    /// The best that was said.
    pub fn best(&self, slot: Slot) -> Option<&Candidate> {
        self.slots.get(&slot)?.first()
    }

    /// Everything that was said of a field, best first.
    pub fn all(&self, slot: Slot) -> &[Candidate] {
        self.slots.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// Puts the best of each into the record; returns where the title comes from.
    pub fn fill(&self, record: &mut Record) -> Origin {
        for (slot, held) in &self.slots {
            let Some(best) = held.first() else { continue };
            let value = best.value.clone();
            match slot {
                Slot::Title => record.title = value,
                Slot::Number => record.number = Some(value),
                Slot::Authority => record.authority = Some(value),
                Slot::Region => record.region = Some(value),
                Slot::Theme => record.theme = Some(value),
                Slot::IndexNumber => record.index_number = Some(value),
                Slot::Signed => record.signed = Some(value),
                Slot::Published => record.published = Some(value),
                Slot::Effective => record.effective = Some(value),
                Slot::Expires => record.expires = Some(value),
                Slot::DeclaredStatus => record.declared_status = Some(value),
                Slot::Genre => record.genre = Some(value),
                Slot::Kind => record.kind = Some(value),
                Slot::Url => record.url = Some(value),
                Slot::Source => record.source = Some(value),
            }
        }
        self.best(Slot::Title)
            .map_or(Origin::FileName, |best| best.origin)
    }

    /// `{title: [{value, origin, …}], …}`.
    pub fn to_json(&self) -> Value {
        let slots = self.slots.iter().map(|(slot, held)| {
            let list: Vec<Value> = held.iter().map(Candidate::to_json).collect();
            (slot.name().to_owned(), Value::Array(list))
        });
        Value::Object(slots.collect())
    }
}

/// A day in the form of the record where it is certain; else it stays as published, and the reader of records reports
/// it. A weekday or a time behind the day says nothing about the day.
fn normalise_day(candidate: &mut Candidate) {
    let first_word = candidate.value.split_whitespace().next().unwrap_or("");
    let day = Day::read(&candidate.value).or_else(|_| Day::read(first_word));
    if let Ok(day) = day {
        let day = day.to_string();
        if day != candidate.value {
            candidate.raw = Some(std::mem::replace(&mut candidate.value, day));
        }
    }
}

/// A value that nobody can read stands behind all that can be read.
fn is_readable(slot: Slot, value: &str) -> bool {
    match slot {
        Slot::Number => DocumentNumber::read(value).is_some(),
        slot if slot.is_day() => Day::read(value).is_ok(),
        _ => true,
    }
}

/// What sources write where they have nothing to say.
pub(super) fn is_nothing(value: &str) -> bool {
    matches!(
        value,
        "" | "无" | "-" | "--" | "—" | "——" | "/" | "null" | "暂无" | "无文号" | "空" | "N/A"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(value: &str, worth: Worth) -> Candidate {
        Candidate::said(value, worth, 0)
    }

    #[test]
    fn the_best_readable_value_wins_and_all_are_kept() {
        let mut candidates = Candidates::default();
        candidates.push(Slot::Number, candidate("岚府发〔2020〕", Worth::Named));
        candidates.push(Slot::Number, candidate("岚府发〔2020〕3号", Worth::Said));
        candidates.push(Slot::Number, candidate("岚府发〔2020〕4号", Worth::Marked));
        candidates.push(Slot::Number, candidate("无", Worth::Named));
        let values: Vec<&str> = candidates
            .all(Slot::Number)
            .iter()
            .map(|one| one.value.as_str())
            .collect();
        assert_eq!(
            values,
            ["岚府发〔2020〕4号", "岚府发〔2020〕3号", "岚府发〔2020〕"]
        );
    }

    #[test]
    fn days_take_one_form_where_they_are_certain() {
        let mut candidates = Candidates::default();
        for (value, expected) in [
            ("2020年1月2日 星期四", "2020-01-02"),
            ("2020-01-02 16:09", "2020-01-02"),
            ("2020年1月", "2020年1月"),
        ] {
            candidates = Candidates::default();
            candidates.push(Slot::Published, candidate(value, Worth::Named));
            let best = candidates.best(Slot::Published).expect("a day");
            assert_eq!(best.value, expected);
            assert_eq!(best.raw.is_some(), value != expected);
        }
        let mut record = Record::default();
        candidates.fill(&mut record);
        assert_eq!(record.published.as_deref(), Some("2020年1月"));
    }
}
