//! The piece table: where each character of the text stands in the stream, and as how many bytes.

use encoding_rs::{GBK, WINDOWS_1252};

use super::bytes::{slice_at, u16_at, u32_at, units};
use super::fib::{Fib, Place};
use crate::format::fault::damaged;
use crate::reader::Fault;

/// The text of a file, in pieces.
pub(super) struct Pieces<'d> {
    document: &'d [u8],
    pieces: Vec<Piece>,
}

struct Piece {
    /// Character positions.
    start: u32,
    end: u32,
    /// Where the first character stands in the stream.
    offset: u32,
    coding: Coding,
}

enum Coding {
    Utf16,
    Windows1252,
    /// Chinese in two bytes, each of which counts as a character: decoded, with 0 in place of the second.
    Gbk(Vec<u16>),
}

/// One character position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub position: u32,
    /// Where it stands in the stream: properties are kept by that.
    pub offset: u32,
    pub value: u16,
}

impl<'d> Pieces<'d> {
    pub(super) fn read(fib: &Fib, document: &'d [u8], table: &[u8]) -> Result<Self, Fault> {
        let fault = || damaged("a Word file with a damaged piece table");
        let descriptors = piece_descriptors(fib.part(table, Place::Pieces)).ok_or_else(fault)?;
        let count = descriptors.len().saturating_sub(4) / 12;
        let mut pieces = Vec::with_capacity(count);
        let mut bytes_left = document.len() as u64;
        for index in 0..count {
            let start = u32_at(descriptors, 4 * index).ok_or_else(fault)?;
            let end = u32_at(descriptors, 4 * index + 4).ok_or_else(fault)?;
            let at = 4 * (count + 1) + 8 * index + 2;
            let place = u32_at(descriptors, at).ok_or_else(fault)?;
            let length = end.checked_sub(start).ok_or_else(fault)?;
            let piece = Piece::read(document, start, length, place);
            // Pieces do not overlap, so that together they are no longer than the stream. Ones that are would make
            // a text of gigabytes out of a small file.
            let bytes = u64::from(length) * piece.width();
            bytes_left = bytes_left.checked_sub(bytes).ok_or_else(fault)?;
            pieces.push(piece);
        }
        match pieces.is_sorted_by_key(|piece| piece.start) {
            true => Ok(Self { document, pieces }),
            false => Err(fault()),
        }
    }

    /// The characters from `start` to `end`.
    pub(super) fn units(&self, start: u32, end: u32) -> impl Iterator<Item = Unit> {
        let first = self.pieces.partition_point(|piece| piece.end <= start);
        self.pieces[first..]
            .iter()
            .take_while(move |piece| piece.start < end)
            .flat_map(move |piece| {
                let positions = piece.start.max(start)..piece.end.min(end);
                positions.map_while(|position| piece.unit(self.document, position))
            })
    }
}

impl Piece {
    fn read(document: &[u8], start: u32, length: u32, place: u32) -> Self {
        let is_compressed = place & 0x4000_0000 != 0;
        let place = place & 0x3fff_ffff;
        let (offset, coding) = match is_compressed {
            false => (place, Coding::Utf16),
            true => {
                let offset = place / 2;
                let bytes = slice_at(document, offset as usize, length as usize);
                let coding = match bytes.and_then(decode_gbk) {
                    Some(units) => Coding::Gbk(units),
                    None => Coding::Windows1252,
                };
                (offset, coding)
            }
        };
        let end = start.saturating_add(length);
        Self {
            start,
            end,
            offset,
            coding,
        }
    }

    fn width(&self) -> u64 {
        match self.coding {
            Coding::Utf16 => 2,
            Coding::Windows1252 | Coding::Gbk(_) => 1,
        }
    }

    fn unit(&self, document: &[u8], position: u32) -> Option<Unit> {
        let index = position - self.start;
        let offset = self
            .offset
            .checked_add(index.checked_mul(self.width() as u32)?)?;
        let value = match &self.coding {
            Coding::Utf16 => u16_at(document, offset as usize)?,
            Coding::Windows1252 => windows_1252(*document.get(offset as usize)?),
            Coding::Gbk(units) => *units.get(index as usize)?,
        };
        Some(Unit {
            position,
            offset,
            value,
        })
    }
}

/// The descriptors in a `Clx`, behind the property lists that fast saving leaves there.
fn piece_descriptors(clx: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        match clx.get(at)? {
            1 => at += 3 + usize::from(u16_at(clx, at + 1)?),
            2 => return slice_at(clx, at + 5, u32_at(clx, at + 1)? as usize),
            _ => return None,
        }
    }
}

fn windows_1252(byte: u8) -> u16 {
    match byte {
        0x80..=0x9f => {
            let bytes = [byte];
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
            text.encode_utf16().next().unwrap_or(byte.into())
        }
        byte => byte.into(),
    }
}

/// Text of which every character beyond ASCII is a pair of GB 2312, four of them at least: some programs of the
/// time wrote that where only Western letters belong.
fn decode_gbk(bytes: &[u8]) -> Option<Vec<u16>> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut pairs = 0;
    let mut has_character = false;
    let mut rest = bytes;
    while let [first, behind @ ..] = rest {
        if first.is_ascii() {
            decoded.push(u16::from(*first));
            rest = behind;
            continue;
        }
        let (0xa1..=0xf7, [second @ 0xa1..=0xfe, behind @ ..]) = (*first, behind) else {
            return None;
        };
        let pair = [*first, *second];
        let (text, _) = GBK.decode_without_bom_handling(&pair);
        decoded.extend([text.encode_utf16().next()?, 0]);
        has_character |= *first >= 0xb0;
        pairs += 1;
        rest = behind;
    }
    (pairs >= 4 && has_character).then_some(decoded)
}

/// Text as it stands in other parts of a file.
pub(super) fn utf16(bytes: &[u8]) -> String {
    String::from_utf16_lossy(&units(bytes))
}
