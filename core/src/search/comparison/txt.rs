//! A comparison as plain text, in the manner of a unified diff.

use super::{ComparedDocument, Comparison};
use crate::compare::{ComparedPassage, ComparedUnit, ComparisonRow, RowCounts, RowKind};
use crate::document::Day;

/// Stands before what the old text has, and the new one has not.
const OLD: char = '−';
/// Stands before what the new text has.
const NEW: char = '＋';

impl Comparison {
    /// The comparison as plain text: what is the same is left out. Under the label of each article its lines follow,
    /// `−` before those of the old text and `＋` before those of the new one; lines that are the same in both have no
    /// sign. Words that differ stand in `［］` where a line has others beside them.
    pub fn to_txt(&self) -> String {
        let mut txt = String::new();
        txt.push_str(&headline(OLD, &self.old));
        txt.push_str(&headline(NEW, &self.new));
        let unit = match self.unit {
            ComparedUnit::Article => "条",
            ComparedUnit::Passage => "段",
        };
        txt.push_str(&format!("{}\n", counted(&self.counts, unit)));
        for row in self.rows.iter().filter(|row| row.kind != RowKind::Same) {
            txt.push_str(&format!("\n{}\n", title(row)));
            push_lines(&mut txt, row);
        }
        txt
    }
}

fn headline(sign: char, document: &ComparedDocument) -> String {
    let day = |name: &str, day: Option<Day>| day.map(|day| format!("{name} {day}"));
    let facts = [
        document.number.clone(),
        day("公布", document.dates.issued),
        day("施行", document.dates.effective),
        Some(document.validity.label.clone()),
        Some(document.id.clone()),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    format!("{sign} {}（{}）\n", document.title, facts.join("，"))
}

fn counted(counts: &RowCounts, unit: &str) -> String {
    let counts = [
        ("修改", counts.changed),
        ("增加", counts.added),
        ("删去", counts.removed),
        ("只改序号", counts.renumbered),
        ("改序号并修改", counts.renumbered_changed),
        ("未改", counts.same),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} {count} {unit}"))
        .collect();
    said.join("，")
}

/// `第十条 → 第十五条`; what has no number is called by what it is.
fn title(row: &ComparisonRow) -> String {
    let name = |passage: &ComparedPassage| match passage.label.is_empty() {
        true => format!("［{}］", passage.n),
        false => passage.label.clone(),
    };
    let (old, new) = (row.old.as_ref().map(name), row.new.as_ref().map(name));
    let what = match row.kind {
        RowKind::Same => "",
        RowKind::Changed => "　修改",
        RowKind::Added => "　增加",
        RowKind::Removed => "　删去",
        RowKind::Renumbered => "　只改序号",
        RowKind::RenumberedChanged => "　改序号并修改",
    };
    let names = match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (old, new) => new.or(old).unwrap_or_default(),
    };
    format!("{names}{what}")
}

fn push_lines(txt: &mut String, row: &ComparisonRow) {
    let lines = |passage: &Option<ComparedPassage>| passage.as_ref().map_or(Vec::new(), lines);
    if row.kind == RowKind::Renumbered {
        return;
    }
    for line in lines(&row.old).iter().filter(|line| line.differs) {
        txt.push_str(&format!("{OLD} {}\n", line.text));
    }
    for line in lines(&row.new) {
        let sign = if line.differs { NEW } else { '　' };
        txt.push_str(&format!("{sign} {}\n", line.text));
    }
}

struct Line {
    /// The line, what differs in brackets.
    text: String,
    differs: bool,
}

/// The lines of a passage that say something.
fn lines(passage: &ComparedPassage) -> Vec<Line> {
    let marks = &passage.marks;
    let mut lines = Vec::new();
    let mut start = 0_u32;
    for line in passage.text.split('\n') {
        let end = start + line.chars().count() as u32;
        let first = marks.partition_point(|(_, to)| *to <= start);
        let inside = marks[first..].iter().take_while(|(from, _)| *from < end);
        let inside: Vec<(u32, u32)> = inside
            .map(|(from, to)| (from.max(&start) - start, to.min(&end) - start))
            .collect();
        if !line.trim().is_empty() {
            lines.push(Line::new(line, &inside, &passage.label));
        }
        start = end + 1;
    }
    lines
}

impl Line {
    /// A line with its marks in brackets. Where nothing but the label is unmarked, the sign before the line says
    /// enough.
    fn new(line: &str, marks: &[(u32, u32)], label: &str) -> Self {
        let mut bracketed = String::with_capacity(line.len() + marks.len() * 6);
        let mut unmarked = String::new();
        let mut marked = marks.iter().peekable();
        for (at, c) in (0_u32..).zip(line.chars()) {
            let mark = marked.peek().filter(|(from, _)| *from <= at).copied();
            if mark.is_some_and(|(from, _)| *from == at) {
                bracketed.push('［');
            }
            bracketed.push(c);
            match mark {
                Some((_, to)) if at + 1 == *to => {
                    bracketed.push('］');
                    marked.next();
                }
                Some(_) => {}
                None if c.is_whitespace() => {}
                None => unmarked.push(c),
            }
        }
        let is_whole = unmarked.is_empty() || unmarked == label;
        let text = match is_whole {
            true => line,
            false => &bracketed,
        };
        Self {
            text: text.trim().to_owned(),
            differs: !marks.is_empty(),
        }
    }
}
