//! Numbers by their parts, for those that are typed without their organ, their year or their form.

use std::collections::BTreeSet;

use super::{Catalogue, Name, NameIndex};
use crate::document::DocumentNumber;
use crate::flat::{Column, FlatError, Keys, Reader, Texts, Writer, partition_point};

/// The numbers of a generation by serial, by series and as codes.
#[derive(Debug, Default)]
pub struct Numbers {
    /// Of each entry whose it is, and its place among the numbers of that document.
    names: Column<u32>,
    places: Column<u16>,
    /// Places in `codes`.
    organs: Column<u32>,
    years: Column<u16>,
    serials: Column<u32>,
    forms: Column<u8>,
    /// The codes and names of organs that numbers have, ascending.
    codes: Texts,
    /// Places of the entries by serial, and by organ and year.
    by_serial: Column<u32>,
    by_series: Keys<u32>,
    /// Index numbers and other codes of letters and digits, by [`code_key`].
    by_code: Keys<NameIndex>,
}

/// Stands for the year that a number does not have.
const NO_YEAR: u16 = u16::MAX;

/// By their numbers in a file.
const FORMS: [NumberForm; 3] = [
    NumberForm::Code,
    NumberForm::Decree,
    NumberForm::Announcement,
];

/// What the numbers of an organ and a year are looked up by: `国办发` of 2018.
fn series_key(organ: &str, year: u16) -> String {
    format!("{}\u{1f}{year}", organ.to_lowercase())
}

/// One number of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberEntry<'c> {
    /// Whose it is.
    pub name: NameIndex,
    /// The organ's code or name; empty where the number has none.
    pub organ: &'c str,
    /// The year in it.
    pub year: Option<u16>,
    /// The running number.
    pub serial: u32,
    /// 令, 公告, or neither.
    pub form: NumberForm,
    /// Its place among the numbers of the document: the first is its own, the others are those of earlier versions.
    place: u16,
}

impl NumberEntry<'_> {
    /// Whether it is the document's own number, not one of an earlier version.
    pub fn is_own(&self) -> bool {
        self.place == 0
    }
}

/// How a numbered text was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// Under an organ's code, as documents are.
    Code,
    /// As a decree (令).
    Decree,
    /// As an announcement (公告, 通告).
    Announcement,
}

impl NumberForm {
    /// The form of a number.
    pub fn of(number: &DocumentNumber) -> Self {
        if number.is_decree() {
            Self::Decree
        } else if number.is_announcement() {
            Self::Announcement
        } else {
            Self::Code
        }
    }
}

impl Numbers {
    pub(super) fn write(names: &[Name], writer: &mut Writer) {
        let mut entries: Vec<Draft> = Vec::new();
        let mut codes: Vec<(String, NameIndex)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let index = NameIndex(at as u32);
            for (place, text) in name.numbers.iter().enumerate() {
                codes.extend(code_key(text).map(|key| (key, index)));
                entries.extend(Draft::read(index, place as u16, text));
            }
            let index_number = name.index_number.as_deref().and_then(code_key);
            codes.extend(index_number.map(|key| (key, index)));
        }
        let organs: BTreeSet<&str> = entries.iter().map(|entry| entry.organ.as_str()).collect();
        let organs: Vec<&str> = organs.into_iter().collect();
        let organ = |entry: &Draft| organs.partition_point(|one| **one < *entry.organ);
        writer.numbers(entries.iter().map(|entry| entry.name.0));
        writer.numbers(entries.iter().map(|entry| entry.place));
        writer.numbers(entries.iter().map(|entry| organ(entry) as u32));
        writer.numbers(entries.iter().map(|entry| entry.year.unwrap_or(NO_YEAR)));
        writer.numbers(entries.iter().map(|entry| entry.serial));
        writer.numbers(entries.iter().map(|entry| entry.form as u8));
        writer.texts(&organs);
        let mut by_serial: Vec<u32> = (0..entries.len() as u32).collect();
        by_serial.sort_by_key(|at| entries[*at as usize].serial);
        writer.numbers(by_serial);
        let series = entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((series_key(&entry.organ, entry.year?), at as u32)));
        Keys::write(writer, series);
        Keys::write(writer, codes.into_iter());
    }

    pub(super) fn read(reader: &mut Reader, names: usize) -> Result<Self, FlatError> {
        let numbers = Self {
            names: reader.numbers()?,
            places: reader.numbers()?,
            organs: reader.numbers()?,
            years: reader.numbers()?,
            serials: reader.numbers()?,
            forms: reader.numbers()?,
            codes: reader.texts()?,
            by_serial: reader.numbers()?,
            by_series: Keys::read(reader)?,
            by_code: Keys::read(reader)?,
        };
        let is_held = |name: u32| (name as usize) < names;
        let by_code = numbers.by_code.places().iter();
        if numbers
            .names
            .iter()
            .chain(by_code.map(|name| name.0))
            .all(is_held)
        {
            Ok(numbers)
        } else {
            Err(FlatError::Torn)
        }
    }

    fn entry(&self, at: usize) -> NumberEntry<'_> {
        NumberEntry {
            name: NameIndex(self.names.get(at)),
            organ: self.codes.get(self.organs.get(at) as usize),
            year: self.year(at),
            serial: self.serials.get(at),
            form: self.form(at),
            place: self.places.get(at),
        }
    }

    fn year(&self, at: usize) -> Option<u16> {
        Some(self.years.get(at)).filter(|year| *year != NO_YEAR)
    }

    fn form(&self, at: usize) -> NumberForm {
        let form = FORMS.get(usize::from(self.forms.get(at)));
        *form.unwrap_or(&NumberForm::Code)
    }

    /// The numbers with this serial, in any year and of any organ.
    pub fn with_serial(&self, serial: u32) -> impl Iterator<Item = NumberEntry<'_>> {
        let serial_at = move |place: usize| self.serials.get(self.by_serial.get(place) as usize);
        let from = partition_point(0..self.by_serial.len(), |place| serial_at(place) < serial);
        (from..self.by_serial.len())
            .take_while(move |place| serial_at(*place) == serial)
            .map(move |place| self.entry(self.by_serial.get(place) as usize))
    }

    /// The numbers of an organ's code and a year, in ascending order.
    pub fn series(&self, organ: &str, year: u16) -> Vec<NumberEntry<'_>> {
        let places = self.by_series.get(&series_key(organ, year)).iter();
        let mut entries: Vec<_> = places.map(|place| self.entry(*place as usize)).collect();
        entries.sort_by_key(|entry| (entry.serial, !entry.is_own()));
        entries
    }

    /// The numbers of the series of this one, of its organ, form and year, that are nearest to it, in ascending order.
    pub fn nearest(&self, number: &DocumentNumber, limit: usize) -> Vec<NumberEntry<'_>> {
        let organ = number.organ_code.as_deref().unwrap_or_default();
        let form = NumberForm::of(number);
        let serial = number.sequence.unwrap_or_default();
        let organs: Vec<u32> = self.organs_like(organ).collect();
        let same_series = |at: &usize| {
            organs.contains(&self.organs.get(*at))
                && self.year(*at) == number.year
                && self.form(*at) == form
        };
        let all = 0..self.serials.len();
        let mut near: Vec<(u32, u32, usize)> = all
            .filter(same_series)
            .map(|at| {
                (
                    self.serials.get(at).abs_diff(serial),
                    self.serials.get(at),
                    at,
                )
            })
            .collect();
        near.sort_unstable();
        near.dedup_by_key(|(_, serial, _)| *serial);
        near.truncate(limit);
        near.sort_by_key(|(_, serial, _)| *serial);
        near.into_iter().map(|(.., at)| self.entry(at)).collect()
    }

    /// Whether some number is of this organ's code or name.
    pub fn has_organ(&self, organ: &str) -> bool {
        self.organs_like(organ).next().is_some()
    }

    /// The places of an organ's code in any case.
    fn organs_like(&self, organ: &str) -> impl Iterator<Item = u32> {
        let is_it = move |at: &usize| self.codes.get(*at).eq_ignore_ascii_case(organ);
        let places = (0..self.codes.len()).filter(is_it);
        places.map(|at| at as u32)
    }

    /// The documents with this index number or code, in any spelling.
    pub fn with_code(&self, text: &str) -> &[NameIndex] {
        code_key(text).map_or(&[], |key| self.by_code.get(&key))
    }
}

/// A number before it is written.
struct Draft {
    name: NameIndex,
    place: u16,
    organ: String,
    year: Option<u16>,
    serial: u32,
    form: NumberForm,
}

impl Draft {
    /// Reads a number of a document; `None` for one without a serial.
    fn read(name: NameIndex, place: u16, text: &str) -> Option<Self> {
        let number = DocumentNumber::read(text)?;
        Some(Self {
            name,
            place,
            form: NumberForm::of(&number),
            serial: number.sequence?,
            organ: number.organ_code.unwrap_or_default(),
            year: number.year,
        })
    }
}

impl Catalogue {
    /// The numbers by their parts.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// A number in its usual spelling.
    pub fn canonical(&self, entry: &NumberEntry<'_>) -> String {
        let text = self.names.number(entry.name, usize::from(entry.place));
        DocumentNumber::read(text).map_or_else(|| text.to_owned(), |number| number.canonical)
    }
}

/// What the spellings of a code have in common: its runs of letters and digits in lower case, numbers without
/// leading zeros. `None` where there is no code: fewer than two runs, or Chinese that is no 年 or 号.
pub(crate) fn code_key(text: &str) -> Option<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut open = false;
    for c in crate::language::normalize(text).chars() {
        if c.is_ascii_alphanumeric() {
            let digits_go_on = runs
                .last()
                .and_then(|run| run.chars().last())
                .is_some_and(|last| last.is_ascii_digit());
            // 000014349H/…: letters after digits are of the same run, digits after letters begin none either;
            // only HFGS2022 written without its dash does.
            let splits = open && !digits_go_on && c.is_ascii_digit() && runs.len() == 1;
            if !open || splits {
                runs.push(String::new());
            }
            open = true;
            if let Some(run) = runs.last_mut() {
                run.push(c);
            }
        } else if c.is_whitespace() || "-_/\\·.:：〔〕（）第年号".contains(c) {
            open = false;
        } else {
            return None;
        }
    }
    let runs: Vec<&str> = runs
        .iter()
        .map(|run| run.trim_start_matches('0'))
        .filter(|run| !run.is_empty())
        .collect();
    let digits = runs
        .iter()
        .any(|run| run.ends_with(|c: char| c.is_ascii_digit()));
    (runs.len() >= 2 && digits).then(|| runs.join("/"))
}
