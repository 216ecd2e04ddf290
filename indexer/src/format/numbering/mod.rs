//! Automatic numbering of paragraphs: lists, their levels and how far each has counted.
//!
//! A `第一条` that Word counts by itself stands in no text of the file: DOCX and DOC only say "level 0 of list 3".

mod numeral;

use std::collections::{HashMap, HashSet};

pub(crate) use numeral::NumberFormat;

pub(crate) const LEVELS: usize = 9;

/// Longer labels are cut: a level is written for every paragraph that uses it.
const TEMPLATE_CHARS_MAX: usize = 64;

/// What follows a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suffix {
    Tab,
    Space,
    Nothing,
}

/// A part of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(char),
    /// The number that a level, counted from 0, has reached.
    Number(usize),
}

/// One level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Level {
    pub start: u32,
    pub format: NumberFormat,
    pub template: Vec<Piece>,
    /// The levels above this number restart it; `None` is each level above.
    pub restart_below: Option<usize>,
    /// Whether the numbers of all levels are written as digits (`isLgl`).
    pub digits_only: bool,
    pub suffix: Suffix,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            format: NumberFormat::Decimal,
            template: Vec::new(),
            restart_below: None,
            digits_only: false,
            suffix: Suffix::Tab,
        }
    }
}

impl Level {
    /// Reads `第%1条`.
    pub(crate) fn set_percent_template(&mut self, text: &str) {
        let mut characters = text.chars().peekable();
        self.template.clear();
        while let Some(character) = characters.next() {
            if self.template.len() >= TEMPLATE_CHARS_MAX {
                break;
            }
            let level = match character {
                '%' => characters.peek().and_then(|next| next.to_digit(10)),
                _ => None,
            };
            self.template.push(match level {
                Some(level @ 1..=9) => {
                    characters.next();
                    Piece::Number(level as usize - 1)
                }
                _ => Piece::Literal(character),
            });
        }
    }

    /// Reads the text of a binary file, in which the characters 0 to 8 stand for the levels.
    pub(crate) fn set_binary_template(&mut self, text: &[u16]) {
        self.template = char::decode_utf16(text.iter().copied())
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .take(TEMPLATE_CHARS_MAX)
            .map(|character| match character as usize {
                level if level < LEVELS => Piece::Number(level),
                _ => Piece::Literal(character),
            })
            .collect();
    }
}

/// A list as a paragraph sees it: its levels, with what its instance overrides.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    /// Lists with one key count together, as the instances of one abstract list do.
    pub key: u32,
    /// Distinguishes the instances.
    pub instance: u32,
    pub levels: Vec<Level>,
    /// Where an instance starts a level anew when it is first used.
    pub start_overrides: [Option<u32>; LEVELS],
}

/// How far the lists of a document have counted.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    reached: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

impl Counters {
    /// Counts one paragraph and gives its label with what parts it from the text; empty when nothing is written.
    pub(crate) fn label(&mut self, list: &List, level: usize) -> String {
        let Some(own) = list.levels.get(level) else {
            return String::new();
        };
        let level = level.min(LEVELS - 1);
        let reached = self.reached.entry(list.key).or_default();
        let first_use = self.started.insert((list.instance, level));
        reached[level] = Some(match (list.start_overrides[level], reached[level]) {
            (Some(start), _) if first_use => start,
            (start, None) => start.unwrap_or(own.start),
            (_, Some(last)) => last.saturating_add(1),
        });
        for (below, lower) in list.levels.iter().enumerate().take(LEVELS).skip(level + 1) {
            if lower.restart_below.is_none_or(|limit| level < limit) {
                reached[below] = None;
            }
        }
        write(list, own, reached)
    }
}

fn write(list: &List, own: &Level, reached: &[Option<u32>; LEVELS]) -> String {
    if own.format == NumberFormat::Bullet {
        return "• ".to_owned();
    }
    let mut label = String::new();
    for piece in &own.template {
        match *piece {
            Piece::Literal(character) if character.is_control() => {}
            Piece::Literal(character) => label.push(character),
            Piece::Number(index) => {
                let Some(level) = list.levels.get(index) else {
                    continue;
                };
                let number = reached[index].unwrap_or(level.start);
                match level.format {
                    NumberFormat::None | NumberFormat::Bullet => {}
                    _ if own.digits_only => label.push_str(&number.to_string()),
                    format => label.push_str(&format.write(number)),
                }
            }
        }
    }
    label.push_str(separator(&label, own.suffix));
    label
}

/// Between a label and its text: what a typist would have put there.
fn separator(label: &str, suffix: Suffix) -> &'static str {
    match (label.trim_end().chars().next_back(), suffix) {
        (None, _) | (_, Suffix::Nothing) => "",
        (Some('、' | '。' | '，' | '：' | '；' | '．' | '）' | '〕' | '】' | '》'), _) => {
            ""
        }
        (Some('\u{4e00}'..='\u{9fff}'), _) => "\u{3000}",
        _ => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(levels: &[(&str, &str)]) -> List {
        let levels = levels.iter().map(|(format, template)| {
            let mut level = Level {
                start: 1,
                format: NumberFormat::from_name(format),
                ..Level::default()
            };
            level.set_percent_template(template);
            level
        });
        List {
            levels: levels.collect(),
            ..List::default()
        }
    }

    #[track_caller]
    fn check(list: &List, levels: &[usize], expected: &[&str]) {
        let mut counters = Counters::default();
        let labels: Vec<_> = levels
            .iter()
            .map(|&level| counters.label(list, level))
            .collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn articles_below_chapters_restart_unless_told_otherwise() {
        let mut list = list(&[
            ("chineseCountingThousand", "第%1章"),
            ("chineseCountingThousand", "第%2条"),
            ("chineseCounting", "（%3）"),
        ]);
        let used = [0, 1, 1, 2, 0, 1, 2];
        let first = ["第一章　", "第一条　", "第二条　", "（一）", "第二章　"];
        check(
            &list,
            &used,
            &[&first[..], &["第一条　", "（一）"]].concat(),
        );
        list.levels[1].restart_below = Some(0);
        check(
            &list,
            &used,
            &[&first[..], &["第三条　", "（一）"]].concat(),
        );
    }

    #[test]
    fn levels_above_stand_in_the_label() {
        let mut list = list(&[("upperRoman", "%1."), ("decimal", "%1.%2")]);
        check(&list, &[1, 0, 1, 1], &["I.1 ", "I. ", "I.1 ", "I.2 "]);
        list.levels[1].digits_only = true;
        check(&list, &[0, 0, 1], &["I. ", "II. ", "2.1 "]);
    }

    #[test]
    fn instances_count_together_unless_one_starts_anew() {
        let first = list(&[("decimal", "%1．")]);
        let mut second = List {
            instance: 1,
            ..first.clone()
        };
        let mut counters = Counters::default();
        assert_eq!(counters.label(&first, 0), "1．");
        assert_eq!(counters.label(&second, 0), "2．");
        second.instance = 2;
        second.start_overrides[0] = Some(7);
        assert_eq!(counters.label(&second, 0), "7．");
        assert_eq!(counters.label(&second, 0), "8．");
    }

    #[test]
    fn odd_labels() {
        check(&list(&[("bullet", "\u{f0b7}")]), &[0], &["• "]);
        check(&list(&[("none", "附件：")]), &[0], &["附件："]);
        check(&list(&[("decimal", "100%%1%")]), &[0], &["100%1% "]);
        check(&list(&[("decimal", "%9")]), &[0], &[""]);
        check(&list(&[]), &[3], &[""]);
        let mut long = Level::default();
        long.set_percent_template(&"长".repeat(1000));
        assert_eq!(long.template.len(), TEMPLATE_CHARS_MAX);
    }
}
