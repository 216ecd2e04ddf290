//! A file that LibreOffice wrote from a document of ours: lists, a table, a footnote, a page header, hidden text,
//! deleted text and a link.

use std::io::Cursor;

use super::*;
use crate::format::testing::lines;

const NUMBERED: &[u8] = include_bytes!("../../../tests/data/numbered.doc");

/// The file with its head changed, which stands at the beginning of a sector.
fn with_head(change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut bytes = NUMBERED.to_vec();
    let is_head = |&at: &usize| bytes[at..].starts_with(&[0xec, 0xa5]);
    let at = (0..bytes.len()).step_by(512).find(is_head).expect("a head");
    change(&mut bytes[at..]);
    bytes
}

fn reason(bytes: &[u8]) -> Reason {
    read(bytes, &Limits::default()).expect_err("a fault").reason
}

#[test]
fn numbers_tables_and_notes_are_read() {
    let manuscript = read(NUMBERED, &Limits::default()).expect("text");
    assert_eq!(
        lines(&manuscript),
        [
            "Title: 岚江省养犬管理条例",
            "第一章　总则",
            "第一条　为了规范养犬行为，制定本条例。",
            "第二条　养犬应当登记。",
            "（一）登记机关为公安机关；",
            "（二）登记不收费。",
            "第二章　附则",
            "第一条　本条例自公布之日起施行",
            "所称犬[1]包括幼犬。",
            "可见增加 链接文字",
            "| 犬种 | 费用 |",
            "| 小型犬 | 免费 |",
            "二〇二六年一月一日",
            "Note: [1] 指三个月以下的犬。",
        ]
    );
}

#[test]
fn encrypted_and_old_and_foreign_files_are_told() {
    let encrypted = with_head(|head| head[0x0b] |= 1);
    assert_eq!(reason(&encrypted), Reason::EncryptedFile);
    let old = with_head(|head| head[2..4].copy_from_slice(&[101, 0]));
    assert_eq!(reason(&old), Reason::UnknownFormat);
    let without_pieces = with_head(|head| head[0x1a2..0x1aa].fill(0));
    assert_eq!(reason(&without_pieces), Reason::DamagedFile);

    let mut other = CompoundFile::create(Cursor::new(Vec::new())).expect("created");
    other.create_stream("Workbook").expect("created");
    assert_eq!(reason(other.into_inner().get_ref()), Reason::UnknownFormat);
    let mut locked = CompoundFile::create(Cursor::new(Vec::new())).expect("created");
    locked.create_stream("EncryptedPackage").expect("created");
    assert_eq!(reason(locked.into_inner().get_ref()), Reason::EncryptedFile);
    assert_eq!(reason(b""), Reason::DamagedFile);
}

#[test]
fn pieces_that_overlap_do_not_make_much_of_little() {
    // A piece table of one piece stands in the file as it is; its last position becomes two thousand million.
    let mut bytes = NUMBERED.to_vec();
    let table = [&[2][..], &16_u32.to_le_bytes(), &0_u32.to_le_bytes()].concat();
    let at = bytes
        .windows(table.len())
        .rposition(|window| window == table);
    let last = at.expect("a piece table") + table.len();
    bytes[last..last + 4].copy_from_slice(&2_000_000_000_u32.to_le_bytes());
    assert_eq!(reason(&bytes), Reason::DamagedFile);
}

#[test]
fn no_part_of_a_file_and_no_changed_byte_is_a_panic() {
    for tenth in 0..10 {
        let _ = read(&NUMBERED[..NUMBERED.len() * tenth / 10], &Limits::default());
    }
    let mut state = 5_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    for _ in 0..3_000 {
        let mut bytes = NUMBERED.to_vec();
        for _ in 0..4 {
            let at = next(bytes.len());
            bytes[at] = next(256) as u8;
        }
        let _ = read(&bytes, &Limits::default());
    }
}
