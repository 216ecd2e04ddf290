//! The file information block: what kind of Word file it is, and where everything else stands.

use super::bytes::{slice_at, u16_at, u32_at};
use crate::format::fault::{damaged, encrypted};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// `wIdent` of Word 97 and later, and of WPS.
const WORD_97: u16 = 0xa5ec;
/// `nFib` of Word 97. Word 6 and 95 have 101 to 105.
const VERSION_MIN: u16 = 0x00c1;
const ENCRYPTED: u16 = 0x0100;
const WHICH_TABLE: u16 = 0x0200;

/// Where the pairs of offset and length of `FibRgFcLcb97` begin, with Word 97's lengths of what stands before.
const PLACES: usize = 0x9a;

/// What the block says.
#[derive(Debug)]
pub(super) struct Fib {
    pub table_stream: &'static str,
    /// Characters of each part of the text, in the order in which they stand behind each other.
    pub text_chars: u32,
    pub footnote_chars: u32,
    header_chars: u32,
    macro_chars: u32,
    comment_chars: u32,
    pub endnote_chars: u32,
    pub text_box_chars: u32,
    places: Vec<(u32, u32)>,
}

/// A part of the table stream, by its number in `FibRgFcLcb97`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Styles = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    CharacterPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    Lists = 73,
    ListOverrides = 74,
}

impl Fib {
    pub(super) fn read(document: &[u8]) -> Result<Self, Fault> {
        let short = || damaged("a Word file that ends in its head");
        let ident = u16_at(document, 0).ok_or_else(short)?;
        let version = u16_at(document, 2).ok_or_else(short)?;
        let flags = u16_at(document, 0x0a).ok_or_else(short)?;
        if ident == WORD_97 && flags & ENCRYPTED != 0 {
            return Err(encrypted());
        }
        if ident != WORD_97 || version < VERSION_MIN {
            let message = format!(
                "a Word file of a version before Word 97 ({ident:#x}, {version}); save it as DOCX"
            );
            return Err(Fault::of_file(Reason::UnknownFormat, message));
        }
        let count = |index: usize| {
            // `FibRgLw97` holds signed numbers; a negative length is none.
            let count = u32_at(document, 0x40 + 4 * index).ok_or_else(short)?;
            Ok(if count > i32::MAX as u32 { 0 } else { count })
        };
        let places = (0..=Place::ListOverrides as usize).map(|index| {
            let at = PLACES + 8 * index;
            let pair = u32_at(document, at).zip(u32_at(document, at + 4));
            pair.unwrap_or_default()
        });
        Ok(Self {
            table_stream: match flags & WHICH_TABLE {
                0 => "0Table",
                _ => "1Table",
            },
            text_chars: count(3)?,
            footnote_chars: count(4)?,
            header_chars: count(5)?,
            macro_chars: count(6)?,
            comment_chars: count(7)?,
            endnote_chars: count(8)?,
            text_box_chars: count(9)?,
            places: places.collect(),
        })
    }

    pub(super) fn other_table_stream(&self) -> &'static str {
        match self.table_stream {
            "0Table" => "1Table",
            _ => "0Table",
        }
    }

    /// A part of the table stream; empty when there is none.
    pub(super) fn part<'t>(&self, table: &'t [u8], place: Place) -> &'t [u8] {
        let (offset, length) = self.places[place as usize];
        slice_at(table, offset as usize, length as usize).unwrap_or_default()
    }

    /// The table stream from a part on: the levels of lists stand behind the part that announces them.
    pub(super) fn behind<'t>(&self, table: &'t [u8], place: Place) -> &'t [u8] {
        let (offset, length) = self.places[place as usize];
        let end = (offset as usize).saturating_add(length as usize);
        match length {
            0 => &[],
            _ => table.get(end..).unwrap_or_default(),
        }
    }

    /// Where the endnotes begin. Page headers, macros and comments stand before them and are not read.
    pub(super) fn endnotes_start(&self) -> u32 {
        self.text_chars
            .saturating_add(self.footnote_chars)
            .saturating_add(self.header_chars)
            .saturating_add(self.macro_chars)
            .saturating_add(self.comment_chars)
    }
}
