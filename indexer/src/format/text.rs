//! Plain text: a paragraph a line, unless the lines were broken at a width.

use super::{Limits, Reading, encoding};
use crate::manuscript::{Block, Manuscript};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Lines are broken at a width of 30 to 60 Chinese characters.
const WIDTH_MIN: usize = 40;
const WIDTH_MAX: usize = 120;
/// With fewer lines, widths say nothing.
const LINES_MIN: usize = 8;
/// Of broken text, this share of the lines reaches the width. Of other texts, hardly any two lines are of one width.
const FULL_SHARE_MIN: f64 = 0.5;
/// A full line is shorter than the width by what a mark that may not begin the next one takes.
const SLACK: usize = 3;

/// Reads a text file. Indents stay, as they are part of the text as published.
pub(crate) fn read(bytes: &[u8], declared: Option<&str>, limits: &Limits) -> Reading {
    let text = decoded(bytes, declared, limits)?;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let paragraphs = match wrap_width(&lines) {
        Some(width) => joined(&lines, width),
        None => lines.iter().map(|line| (*line).to_owned()).collect(),
    };
    let blocks = paragraphs
        .into_iter()
        .filter(|paragraph| !paragraph.trim().is_empty())
        .map(Block::body)
        .collect();
    Ok(Manuscript {
        blocks,
        ..Manuscript::default()
    })
}

/// The text of a file, which must not be longer than is indexed.
pub(super) fn decoded(
    bytes: &[u8],
    declared: Option<&str>,
    limits: &Limits,
) -> Result<String, Fault> {
    let text = encoding::decode(bytes, declared)?.text;
    if text.trim().is_empty() {
        let message = "the file holds nothing but blanks";
        return Err(Fault::of_file(Reason::EmptyFile, message));
    }
    let chars = text.chars().count();
    if chars > limits.text_chars_max {
        let message = format!(
            "the text has {chars} characters; at most {} are read",
            limits.text_chars_max
        );
        return Err(Fault::of_file(Reason::TextTooLong, message));
    }
    Ok(text)
}

/// The width at which the lines were broken, in columns, if they clearly were.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    let widths: Vec<usize> = lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| columns(line))
        .collect();
    let width = *widths.iter().max()?;
    let is_full = |&&line: &&usize| line + SLACK >= width;
    let full = widths.iter().filter(is_full).count();
    let is_clear = widths.len() >= LINES_MIN
        && (WIDTH_MIN..=WIDTH_MAX).contains(&width)
        && full as f64 >= FULL_SHARE_MIN * widths.len() as f64;
    is_clear.then_some(width)
}

/// Full lines with what follows them, unless that begins a paragraph of its own.
fn joined(lines: &[&str], width: usize) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on && !begins_paragraph(line) => {
                let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if is_word(paragraph.chars().next_back()) && is_word(line.chars().next()) {
                    paragraph.push(' ');
                }
                paragraph.push_str(line);
            }
            _ => paragraphs.push((*line).to_owned()),
        }
        goes_on = columns(line) + SLACK >= width;
    }
    paragraphs
}

fn begins_paragraph(line: &str) -> bool {
    let is_numbered = line.starts_with('第')
        && line
            .chars()
            .skip(1)
            .take(12)
            .any(|c| matches!(c, '条' | '章' | '节' | '编'));
    line.is_empty() || line.starts_with(['\u{3000}', ' ', '\t']) || is_numbered
}

/// Columns on a screen of fixed width; beyond twice the greatest width it does not matter how many.
fn columns(line: &str) -> usize {
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    line.chars().take(WIDTH_MAX * 2).map(wide).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Result<Vec<String>, Reason> {
        let manuscript = read(text, None, &Limits::default()).map_err(|fault| fault.reason)?;
        Ok(manuscript.blocks.iter().flat_map(Block::lines).collect())
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let text = "岚江省养犬管理办法\r\n\r\n　　第一条　甲。  \n\n乙";
        let expected = ["岚江省养犬管理办法", "　　第一条　甲。", "乙"].map(str::to_owned);
        assert_eq!(lines(text.as_bytes()), Ok(expected.to_vec()));
        let (gbk, ..) = encoding_rs::GBK.encode(text);
        assert_eq!(lines(&gbk), Ok(expected.to_vec()));
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let paragraph: Vec<char> = "　　为了规范本省行政规范性文件的制定和监督管理，维护法制统一，"
            .repeat(5)
            .chars()
            .collect();
        let broken: Vec<String> = paragraph
            .chunks(30)
            .map(|line| line.iter().collect())
            .collect();
        let text = format!("标题\n\n{0}\n第二条　乙。\n{0}", broken.join("\n"));
        let read = lines(text.as_bytes()).expect("read");
        let whole: String = paragraph.iter().collect();
        // Where a line happens to begin with an indent, a paragraph begins.
        assert_eq!(read.concat(), format!("标题{whole}第二条　乙。{whole}"));
        assert!(
            read.len() < 8,
            "{} lines of {}",
            read.len(),
            broken.len() * 2
        );
    }

    #[test]
    fn lists_of_short_lines_stay() {
        let list = "岚江市人民政府\n云溪市人民政府\n".repeat(10);
        assert_eq!(lines(list.as_bytes()).expect("read").len(), 20);
    }

    #[test]
    #[allow(clippy::print_stderr)]
    fn real_files_are_read() {
        let Some(folder) = super::super::real_data::path("formats/txt") else {
            return;
        };
        for entry in std::fs::read_dir(folder).expect("listed") {
            let path = entry.expect("an entry").path();
            let lines = lines(&std::fs::read(&path).expect("read")).expect("text");
            let longest = lines.iter().map(|line| line.chars().count()).max();
            eprintln!(
                "{}: {} lines, longest {longest:?}",
                path.display(),
                lines.len()
            );
            assert!(lines.len() >= 10, "{}", path.display());
            assert!(!lines.concat().contains('\u{fffd}'), "{}", path.display());
        }
    }

    #[test]
    fn hostile_files_end_in_faults_or_text() {
        assert_eq!(lines(b""), Err(Reason::EmptyFile));
        assert_eq!(lines(" \n　\n".as_bytes()), Err(Reason::EmptyFile));
        let long = "甲".repeat(10_000_000);
        assert_eq!(lines(long.as_bytes()).expect("read").len(), 1);
        let longer = "a".repeat(Limits::default().text_chars_max + 1);
        assert_eq!(lines(longer.as_bytes()), Err(Reason::TextTooLong));
    }
}
