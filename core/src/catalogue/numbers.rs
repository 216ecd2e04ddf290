//! Numbers by their parts, for those that are typed without their organ, their year or their form.

use std::collections::HashMap;

use super::{Name, NameIndex};
use crate::document::DocumentNumber;

/// The numbers of a generation by serial, by series and as codes.
#[derive(Debug, Default)]
pub struct Numbers {
    entries: Vec<NumberEntry>,
    by_serial: HashMap<u32, Vec<u32>>,
    /// By organ's code and year: `国办发` of 2018.
    by_series: HashMap<(String, u16), Vec<u32>>,
    /// Index numbers and other codes of letters and digits, by [`code_key`].
    by_code: HashMap<String, Vec<NameIndex>>,
}

/// One number of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberEntry {
    /// Whose it is.
    pub name: NameIndex,
    /// Its usual spelling.
    pub canonical: String,
    /// The organ's code or name; empty where the number has none.
    pub organ: String,
    /// The year in it.
    pub year: Option<u16>,
    /// The running number.
    pub serial: u32,
    /// 令, 公告, or neither.
    pub form: NumberForm,
    /// Whether it is the document's own number, not one of an earlier version.
    pub own: bool,
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
    /// Enters the numbers of a name.
    pub(super) fn enter(&mut self, index: NameIndex, name: &Name) {
        for (at, text) in name.numbers.iter().enumerate() {
            if let Some(key) = code_key(text) {
                self.by_code.entry(key).or_default().push(index);
            }
            let Some(number) = DocumentNumber::read(text) else {
                continue;
            };
            let Some(serial) = number.sequence else {
                continue;
            };
            let entry = NumberEntry {
                name: index,
                form: NumberForm::of(&number),
                organ: number.organ_code.unwrap_or_default(),
                canonical: number.canonical,
                year: number.year,
                serial,
                own: at == 0,
            };
            let place = self.entries.len() as u32;
            self.by_serial.entry(serial).or_default().push(place);
            if let Some(year) = entry.year {
                let series = (entry.organ.to_lowercase(), year);
                self.by_series.entry(series).or_default().push(place);
            }
            self.entries.push(entry);
        }
        if let Some(key) = name.index_number.as_deref().and_then(code_key) {
            self.by_code.entry(key).or_default().push(index);
        }
    }

    /// The numbers with this serial, in any year and of any organ.
    pub fn with_serial(&self, serial: u32) -> impl Iterator<Item = &NumberEntry> {
        let places = self.by_serial.get(&serial).map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| &self.entries[*place as usize])
    }

    /// The numbers of an organ's code and a year, in ascending order.
    pub fn series(&self, organ: &str, year: u16) -> Vec<&NumberEntry> {
        let places = self
            .by_series
            .get(&(organ.to_lowercase(), year))
            .map_or(&[][..], Vec::as_slice);
        let mut entries: Vec<&NumberEntry> = places
            .iter()
            .map(|place| &self.entries[*place as usize])
            .collect();
        entries.sort_by_key(|entry| (entry.serial, !entry.own));
        entries
    }

    /// The numbers of the series of this one, of its organ, form and year, that are nearest to it, in ascending order.
    pub fn nearest(&self, number: &DocumentNumber, limit: usize) -> Vec<&str> {
        let organ = number.organ_code.as_deref().unwrap_or_default();
        let form = NumberForm::of(number);
        let serial = number.sequence.unwrap_or_default();
        let same_series = |entry: &&NumberEntry| {
            entry.year == number.year
                && entry.form == form
                && entry.organ.eq_ignore_ascii_case(organ)
        };
        let mut near: Vec<&NumberEntry> = self.entries.iter().filter(same_series).collect();
        near.sort_by_key(|entry| (entry.serial.abs_diff(serial), entry.serial));
        near.dedup_by_key(|entry| entry.serial);
        near.truncate(limit);
        near.sort_by_key(|entry| entry.serial);
        near.into_iter()
            .map(|entry| entry.canonical.as_str())
            .collect()
    }

    /// Whether some number is of this organ's code or name.
    pub fn has_organ(&self, organ: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.organ.eq_ignore_ascii_case(organ))
    }

    /// The documents with this index number or code, in any spelling.
    pub fn with_code(&self, text: &str) -> &[NameIndex] {
        code_key(text)
            .and_then(|key| self.by_code.get(&key))
            .map_or(&[], Vec::as_slice)
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
