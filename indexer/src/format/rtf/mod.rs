//! Rich Text Format, as word processors of the last thirty years write it: words, paragraphs and tables.
//!
//! `control` takes the file apart into words, groups and bytes; what they mean for text is here. Groups are kept on a
//! stack of bounded depth, so that a file of a million brackets costs a counter.

mod charset;
mod control;

use charset::Charset;
use control::{Control, Controls};
use encoding_rs::Encoding;

use super::{Limits, Reading};
use crate::manuscript::{Block, Manuscript};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Groups that hold no text of the document.
#[rustfmt::skip]
const SILENT: [&str; 32] = [
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "header", "headerl", "headerr",
    "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "listtable", "listoverridetable",
    "rsidtbl", "generator", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl",
    "bkmkstart", "bkmkend", "pntxta", "pntxtb", "filetbl", "revtbl", "template",
];
/// Groups that may be passed over and hold text all the same.
const HEARD: [&str; 4] = ["shptxt", "listtext", "pntext", "fldrslt"];
const CELLS_MAX: usize = 1_000;

/// Reads a document.
///
/// # Errors
/// [`Reason::DamagedFile`] for what does not begin as RTF; [`Reason::TextTooLong`].
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let start = bytes
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(0);
    if !bytes[start..].starts_with(b"{\\rtf") {
        let message = "the file does not begin as RTF does";
        return Err(Fault::of_file(Reason::DamagedFile, message));
    }
    let mut reader = Reader::new(limits);
    for control in Controls::new(&bytes[start..]) {
        reader.take(control);
        if reader.chars > limits.text_chars_max {
            let message = format!(
                "the text has more than {} characters",
                limits.text_chars_max
            );
            return Err(Fault::of_file(Reason::TextTooLong, message));
        }
    }
    reader.finish()
}

/// What holds inside a group and is as before behind it.
#[derive(Debug, Clone, Copy)]
struct Group {
    is_silent: bool,
    is_font_table: bool,
    /// How many characters stand behind each `\u` for readers that cannot read it.
    fallback_chars: usize,
    font: Option<i32>,
    /// Whether a `\*` was read and the word that it makes optional was not yet.
    is_optional: bool,
    is_hidden: bool,
}

struct Reader<'a> {
    limits: &'a Limits,
    group: Group,
    groups: Vec<Group>,
    /// Groups beyond the depth that is kept.
    beyond: usize,
    charset: Charset,
    /// Bytes of text that wait for being decoded together.
    bytes: Vec<u8>,
    /// The first half of a character that `\u` gives in two.
    high: Option<u16>,
    /// Characters that are still to be passed over behind a `\u`.
    skipped: usize,
    paragraph: String,
    row: Vec<String>,
    rows: Vec<Vec<String>>,
    is_in_table: bool,
    blocks: Vec<Block>,
    chars: usize,
}

impl<'a> Reader<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            group: Group {
                is_silent: false,
                is_font_table: false,
                fallback_chars: 1,
                font: None,
                is_optional: false,
                is_hidden: false,
            },
            groups: Vec::new(),
            beyond: 0,
            charset: Charset::default(),
            bytes: Vec::new(),
            high: None,
            skipped: 0,
            paragraph: String::new(),
            row: Vec::new(),
            rows: Vec::new(),
            is_in_table: false,
            blocks: Vec::new(),
            chars: 0,
        }
    }

    fn take(&mut self, control: Control<'_>) {
        match control {
            Control::Open => self.open(),
            Control::Close => self.close(),
            Control::Byte(byte) => self.byte(byte),
            Control::Word { name, number } => self.word(name, number),
            Control::Symbol(symbol) => self.symbol(symbol),
        }
    }

    fn open(&mut self) {
        self.decode();
        self.skipped = 0;
        match self.groups.len() < self.limits.nesting_max {
            true => self.groups.push(self.group),
            false => self.beyond += 1,
        }
    }

    fn close(&mut self) {
        self.decode();
        self.skipped = 0;
        match self.beyond {
            0 => {
                if let Some(group) = self.groups.pop() {
                    self.group = group;
                }
            }
            _ => self.beyond -= 1,
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.group.is_silent {
            return;
        }
        if self.skipped > 0 {
            // The fallback of one Chinese character is two bytes and counts as one or two, by the writer's mood; a
            // second byte that was not skipped would stand alone.
            self.skipped -= 1;
            return;
        }
        self.high = None;
        self.bytes.push(byte);
    }

    /// Decodes the bytes that wait: those of one character come in several, `\'b5\'da`.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding: &Encoding = self.charset.of(self.group.font);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        if self.group.is_silent || self.group.is_hidden {
            return;
        }
        self.chars += text.chars().count();
        self.paragraph.push_str(text);
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'~' => self.insert("\u{a0}"),
            b'_' => self.insert("-"),
            b'*' => self.group.is_optional = true,
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn insert(&mut self, text: &str) {
        self.decode();
        self.push(text);
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        // The number of a word is lost where a font table begins, hence decode first.
        self.decode();
        let is_optional = std::mem::take(&mut self.group.is_optional);
        if SILENT.contains(&name) || (is_optional && !HEARD.contains(&name)) {
            self.group.is_silent = true;
            self.group.is_font_table = name == "fonttbl";
            return;
        }
        if self.group.is_font_table {
            return self.charset.font_word(name, number);
        }
        if !self.group.is_silent {
            self.text_word(name, number);
        }
    }

    fn text_word(&mut self, name: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        match name {
            "ansicpg" => self.charset.set_page(number),
            "uc" => self.group.fallback_chars = number.unwrap_or(1).clamp(0, 16) as usize,
            "u" => number.into_iter().for_each(|number| self.unicode(number)),
            "f" => self.group.font = number,
            "plain" => {
                self.group.font = None;
                self.group.is_hidden = false;
            }
            "v" => self.group.is_hidden = is_on,
            "par" | "line" | "sect" | "page" => self.end_paragraph(),
            "pard" => self.is_in_table = false,
            "intbl" => self.is_in_table = true,
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "tab" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "emspace" | "enspace" | "qmspace" => self.push(" "),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        // Numbers above 32,767 are written as negative ones.
        let unit = (number & 0xffff) as u16;
        self.skipped = self.group.fallback_chars;
        let units = match self.high.take() {
            Some(high) => vec![high, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.high = Some(unit);
                return;
            }
            // A zero is no character.
            None if unit == 0 => return,
            None => vec![unit],
        };
        // Halves without the other are lost characters.
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or('\u{fffd}'))
            .collect();
        self.push(&text);
    }

    fn end_paragraph(&mut self) {
        self.decode();
        if self.is_in_table {
            // A cell of several paragraphs is one cell.
            self.paragraph.push(' ');
            return;
        }
        self.end_table();
        let text = std::mem::take(&mut self.paragraph);
        let text = text.replace('\u{a0}', " ");
        let text = text.trim_end();
        if !text.trim().is_empty() {
            self.blocks.push(Block::body(text));
        }
    }

    fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let words: Vec<&str> = text.split_whitespace().collect();
        if self.row.len() < CELLS_MAX {
            self.row.push(words.join(" "));
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(row);
        }
        self.is_in_table = false;
    }

    fn end_table(&mut self) {
        self.end_row_left_open();
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.blocks.push(Block::Table { rows });
        }
    }

    fn end_row_left_open(&mut self) {
        if !self.row.is_empty() {
            self.end_row();
        }
    }

    fn finish(mut self) -> Reading {
        self.is_in_table = false;
        self.end_paragraph();
        self.end_table();
        Ok(Manuscript {
            blocks: self.blocks,
            ..Manuscript::default()
        })
    }
}

#[cfg(test)]
mod tests;
