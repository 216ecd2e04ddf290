//! `check`: every citation of a text with its state.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use tongcha::search::{CHECK_CHARS_MAX, CheckReport, CheckedCitation, ReferenceDocument};
use tongcha::{Day, Searcher, Tokenizer};

use super::arguments::CheckArguments;
use super::terminal::counted;
use super::{Ending, terminal, unread};

/// No character of UTF-8 has more bytes: what is longer is refused before it is read to its end.
const BYTES_MAX: u64 = CHECK_CHARS_MAX as u64 * 4;

pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<Ending> {
    let text = read(&arguments.text)?;
    let searcher = Searcher::open(&arguments.data.directory(), Arc::new(Tokenizer::new()))?;
    let report = searcher.check(&text, arguments.as_of.unwrap_or_else(Day::today))?;
    if arguments.json {
        terminal::print_json(&report)?;
    } else {
        terminal::print(&terminal::printable(&described(&text, &report)))?;
    }
    let faulty = report
        .citations
        .iter()
        .any(|citation| citation.state.is_fault());
    Ok(if faulty {
        Ending::Wanting
    } else {
        Ending::Well
    })
}

fn read(path: &Path) -> anyhow::Result<String> {
    let said = || path.display().to_string();
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin()
            .lock()
            .take(BYTES_MAX + 1)
            .read_to_end(&mut bytes)
            .with_context(said)?;
    } else {
        let file = File::open(path).with_context(|| unread(path, "check"))?;
        file.take(BYTES_MAX + 1)
            .read_to_end(&mut bytes)
            .with_context(said)?;
    }
    if bytes.len() as u64 > BYTES_MAX {
        bail!(
            "{}: the text is too long; at most {CHECK_CHARS_MAX} characters are checked",
            said()
        );
    }
    let Ok(text) = String::from_utf8(bytes) else {
        bail!(
            "{}: the text is not UTF-8; save it as UTF-8 and check it again",
            said()
        );
    };
    Ok(text)
}

/// The report for people, a line for each citation and one for what is to be known of it.
fn described(text: &str, report: &CheckReport) -> String {
    let mut places = Places::new(text);
    let mut lines = String::new();
    for citation in &report.citations {
        let (line, column) = places.of(citation.from);
        let cited = citation.text.replace(['\n', '\r', '\t'], " ");
        lines.push_str(&format!("{line}:{column}\t{}\t{cited}\n", citation.label));
        for note in notes(citation) {
            lines.push_str(&format!("\t{note}\n"));
        }
    }
    let counts: Vec<String> = report
        .counts
        .iter()
        .map(|(state, count)| format!("{state} {count}"))
        .collect();
    let counts = if counts.is_empty() {
        String::new()
    } else {
        format!(": {}", counts.join(", "))
    };
    lines.push_str(&format!(
        "{}{counts}; generation {}, as of {}\n",
        counted(report.citations.len() as u64, "citation"),
        report.generation,
        report.as_of
    ));
    if report.truncated {
        lines.push_str("there are more citations than are looked at; check the text in parts\n");
    }
    lines
}

fn notes(citation: &CheckedCitation) -> Vec<String> {
    let document = |document: &ReferenceDocument| {
        let number = document
            .number
            .as_ref()
            .map_or(String::new(), |number| format!(" {number}"));
        format!(
            "{}{number} [{}] {}",
            document.title, document.status_label, document.id
        )
    };
    let mut notes: Vec<String> = citation.detail.iter().cloned().collect();
    notes.extend(
        citation
            .document
            .iter()
            .map(|cited| format!("= {}", document(cited))),
    );
    notes.extend(
        citation
            .successor
            .iter()
            .map(|next| format!("→ {}", document(next))),
    );
    notes.extend(
        citation
            .candidates
            .iter()
            .map(|other| format!("? {}", document(other))),
    );
    notes
}

/// Lines and columns from 1, in characters; asked for in rising order.
struct Places<'t> {
    chars: std::str::Chars<'t>,
    at: u32,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            chars: text.chars(),
            at: 0,
            line: 1,
            column: 1,
        }
    }

    fn of(&mut self, place: u32) -> (usize, usize) {
        while self.at < place {
            let Some(c) = self.chars.next() else {
                break;
            };
            self.at += 1;
            self.column += 1;
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            }
        }
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_columns() {
        let mut places = Places::new("𠮷a\n\n法b");
        assert_eq!(
            [0, 1, 3, 4, 5, 9].map(|at| places.of(at)),
            [(1, 1), (1, 2), (2, 1), (3, 1), (3, 2), (3, 3)]
        );
    }
}
