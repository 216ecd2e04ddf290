//! Text of scanned pages, by a program that the operator names: we recognise no characters ourselves.

use std::ffi::OsString;
use std::path::PathBuf;

use super::program::{self, Output};
use super::{Limits, Reading, quality};
use crate::format::fault::damaged;
use crate::manuscript::{Block, Manuscript};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Bytes of a character in UTF-8 at most.
const CHAR_BYTES_MAX: u64 = 4;

/// A program that gets a PDF file on its standard input and writes UTF-8 text to its standard output, pages parted
/// by form feeds, paragraphs by line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OcrCommand {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
}

impl OcrCommand {
    /// The command of these words, the first of which names the program.
    pub(crate) fn of(words: &[String]) -> Option<Self> {
        let (program, arguments) = words.split_first()?;
        Some(Self {
            program: program.into(),
            arguments: arguments.iter().map(Into::into).collect(),
        })
    }
}

/// What the program reads in a file.
pub(crate) fn read(command: &OcrCommand, bytes: &[u8], limits: &Limits) -> Reading {
    let output_bytes_max = CHAR_BYTES_MAX * limits.text_chars_max as u64;
    let output = program::run(
        &command.program,
        &command.arguments,
        bytes,
        output_bytes_max,
        limits,
    )?;
    let text = text(command, output)?;
    let blocks = text
        .split(['\n', '\u{c}'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Block::body(line.replace('\t', " ")));
    let manuscript = Manuscript {
        blocks: blocks.collect(),
        ..Manuscript::default()
    };
    // In this order: a text of broken characters only is garbled, not missing.
    let manuscript = quality::gate(manuscript, limits)?;
    if !quality::has_text(&manuscript) {
        let message = "neither the file nor the OCR program gives any text";
        return Err(Fault::of_file(Reason::NoTextLayer, message));
    }
    Ok(manuscript)
}

fn text(command: &OcrCommand, output: Output) -> Result<String, Fault> {
    let program = command.program.display();
    if !output.status.success() {
        let said = output.errors.lines().next_back().unwrap_or_default();
        return Err(damaged(format!(
            "{program} ended with {}: {said}",
            output.status
        )));
    }
    String::from_utf8(output.text).map_err(|_| {
        let message = format!("{program} writes text that is not UTF-8");
        Fault::of_file(Reason::InvalidUtf8, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str) -> Reading {
        let command = OcrCommand {
            program: program::find("sh").expect("a shell"),
            arguments: vec!["-c".into(), script.into()],
        };
        super::read(
            &command,
            "第一条　养犬\n\u{c}\n第二条\t登记\n".as_bytes(),
            &Limits::default(),
        )
    }

    #[test]
    fn lines_of_the_program_are_paragraphs() {
        let blocks = read("cat").expect("text").blocks;
        assert_eq!(
            blocks,
            [Block::body("第一条　养犬"), Block::body("第二条 登记")]
        );
    }

    #[test]
    fn what_goes_wrong_is_told() {
        let reason = |script| read(script).expect_err("a fault").reason;
        assert_eq!(reason("exit 1"), Reason::DamagedFile);
        assert_eq!(reason("echo"), Reason::NoTextLayer);
        assert_eq!(reason(r"printf '\377'"), Reason::InvalidUtf8);
        assert_eq!(
            reason(r"printf '\357\277\275\357\277\275\357\277\275'"),
            Reason::GarbledText
        );
    }
}
