//! What the tests of several readers share.

use super::{Limits, Reading};
use crate::manuscript::{Block, Manuscript, Role};

/// Reads a file cut at every tenth of its length, which must end in a fault, and changed in four places two thousand
/// times, which may end in anything but a panic.
pub(super) fn mangle(whole: &[u8], read: fn(&[u8], &Limits) -> Reading) {
    let limits = Limits::default();
    for tenth in 0..10 {
        assert!(read(&whole[..whole.len() * tenth / 10], &limits).is_err());
    }
    let mut state = 7_u64;
    for _ in 0..2_000 {
        let mut bytes = whole.to_vec();
        for _ in 0..4 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let at = (state >> 33) as usize % bytes.len();
            bytes[at] ^= (state >> 24) as u8;
        }
        let _ = read(&bytes, &limits);
    }
}

/// The fields of a manuscript as pairs.
pub(super) fn fields(manuscript: &Manuscript) -> Vec<(&str, &str)> {
    manuscript
        .fields
        .iter()
        .map(|field| (&*field.name, &*field.value))
        .collect()
}

/// Lines of what is read, with the role where there is one; the cells of a row between bars.
pub(super) fn lines(manuscript: &Manuscript) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Paragraph {
            role: Role::Body,
            text,
        } => vec![text.clone()],
        Block::Paragraph { role, text } => vec![format!("{role:?}: {text}")],
        Block::Table { rows } => rows
            .iter()
            .map(|row| format!("| {} |", row.join(" | ")))
            .collect(),
    };
    manuscript.blocks.iter().flat_map(line).collect()
}
