//! Lists of properties: codes with operands whose lengths the codes say.

use super::bytes::{u8_at, u16_at};

pub(super) const PARAGRAPH_STYLE: u16 = 0x4600;
pub(super) const LIST_LEVEL: u16 = 0x260a;
pub(super) const LIST: u16 = 0x460b;
pub(super) const IN_TABLE: u16 = 0x2416;
pub(super) const ROW_END: u16 = 0x2417;
pub(super) const OUTLINE_LEVEL: u16 = 0x2640;
pub(super) const HIDDEN: u16 = 0x083c;
pub(super) const DELETED: u16 = 0x0800;
pub(super) const SYMBOL: u16 = 0x6a09;

/// The definition of a row, with a length of two bytes.
const TABLE_DEFINITION: u16 = 0xd608;
const TABLE_DEFINITION_OLD: u16 = 0xd606;
/// Tab stops, with a length that may be given otherwise.
const TABS: u16 = 0xc615;

/// The properties of a list, in order; it ends where it cannot be read.
pub(super) fn read(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let (skip, length) = operand(code, rest.get(2..)?)?;
        let value = rest.get(2 + skip..2 + skip + length)?;
        rest = &rest[2 + skip + length..];
        Some((code, value))
    })
}

/// Bytes before the operand, and of the operand.
fn operand(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ if code == TABLE_DEFINITION || code == TABLE_DEFINITION_OLD => {
            (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?)
        }
        _ => match u8_at(rest, 0)? {
            255 if code == TABS => {
                let deleted = usize::from(u8_at(rest, 1)?);
                let added = usize::from(u8_at(rest, 2 + 4 * deleted)?);
                (1, 2 + 4 * deleted + 3 * added)
            }
            length => (1, length.into()),
        },
    })
}
