//! What is written is read, and what is damaged is nothing worse than empty.

use proptest::prelude::*;

use super::number::Number;
use super::*;

const VERSION: u32 = 7;

const SHARED: [&str; 5] = ["养犬管理条例", "管理条例", "条例", "", "犬"];

fn file() -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer.numbers([5_u32, 0, u32::MAX]);
    writer.numbers([-1_i32]);
    writer.texts(["条例", "", "办法"]);
    writer.shared_texts(&SHARED);
    writer.lists([vec![1_u64, 2], vec![], vec![3]]);
    let keys = [("b", 2_u32), ("a", 1), ("b", 1), ("b", 1)];
    Keys::<u32>::write(&mut writer, keys.into_iter());
    writer.finish()
}

struct Read {
    numbers: Column<u32>,
    days: Column<i32>,
    texts: Texts,
    shared: SharedTexts,
    lists: Lists<u64>,
    keys: Keys<u32>,
}

fn read(bytes: Vec<u8>) -> Result<Read, FlatError> {
    let mut reader = Reader::new(Bytes::held(bytes), VERSION)?;
    let read = Read {
        numbers: reader.numbers()?,
        days: reader.numbers()?,
        texts: reader.texts()?,
        shared: reader.shared_texts()?,
        lists: reader.lists()?,
        keys: Keys::read(&mut reader)?,
    };
    reader.finish()?;
    Ok(read)
}

#[test]
fn what_is_written_is_read() {
    let read = read(file()).expect("a whole file");
    assert_eq!(read.numbers.iter().collect::<Vec<_>>(), [5, 0, u32::MAX]);
    assert_eq!((read.days.get(0), read.days.get(1)), (-1, 0));
    let texts: Vec<&str> = (0..4).map(|at| read.texts.get(at)).collect();
    assert_eq!(texts, ["条例", "", "办法", ""]);
    let shared: Vec<&str> = (0..6).map(|at| read.shared.get(at)).collect();
    assert_eq!(shared[..5], SHARED);
    assert_eq!(shared[5], "");
    let list = |at| read.lists.get(at).collect::<Vec<_>>();
    assert_eq!(
        (list(0), list(1), list(2), list(3)),
        (vec![1, 2], vec![], vec![3], vec![])
    );
    assert_eq!(read.keys.get("b"), [2, 1]);
    assert_eq!(read.keys.get("a"), [1]);
    assert!(read.keys.get("c").is_empty());
}

/// The bytes of a file of one column of numbers beyond those of an empty one.
fn width_of<T: Number>(numbers: &[T]) -> usize {
    let bytes = |numbers: &[T]| {
        let mut writer = Writer::new(VERSION);
        writer.numbers(numbers.iter().copied());
        writer.finish().len()
    };
    (bytes(numbers) - bytes(&[])) / numbers.len()
}

#[test]
fn places_are_as_wide_as_the_highest_needs_and_none_is_the_narrowest() {
    assert_eq!(width_of(&[0_u32, 254, u32::MAX]), 1);
    assert_eq!(width_of(&[0_u32, 255]), 2);
    assert_eq!(width_of(&[70_000_u32]), 3);
    assert_eq!(width_of(&[u32::MAX - 1]), 4);
    assert_eq!(width_of(&[u16::MAX, 3]), 1);
    assert_eq!(width_of(&[-7_000_i32, 18_000, i32::MIN]), 2);
    assert_eq!((width_of(&[1_u64]), width_of(&[1_u8])), (8, 1));
}

#[test]
fn a_text_that_another_ends_with_takes_no_room() {
    let bytes = |texts: &[&str]| {
        let mut writer = Writer::new(VERSION);
        writer.shared_texts(texts);
        writer.finish().len()
    };
    let long = "养犬管理条例".repeat(3);
    assert_eq!(bytes(&[&long, "条例", "管理条例"]), bytes(&[&long]) + 4);
}

#[test]
fn other_files_are_refused() {
    assert_eq!(
        read(b"PK\x03\x04 and so on".to_vec()).err(),
        Some(FlatError::NotTables)
    );
    let mut newer = file();
    newer[8] += 1;
    assert_eq!(read(newer).err(), Some(FlatError::OtherVersion));
    let mut longer = file();
    longer.push(0);
    assert_eq!(read(longer).err(), Some(FlatError::Torn));
    let whole = file();
    for length in 8..whole.len() {
        assert_eq!(
            read(whole[..length].to_vec()).err(),
            Some(FlatError::Torn),
            "{length}"
        );
    }
}

proptest! {
    #[test]
    fn numbers_are_read_as_they_were_written(
        places in prop::collection::vec(prop_oneof![any::<u32>(), 0..300_u32, Just(u32::MAX)], 0..20),
        days in prop::collection::vec(prop_oneof![any::<i32>(), -300..300_i32, Just(i32::MIN)], 0..20),
        shorts in prop::collection::vec(prop_oneof![any::<u16>(), 0..300_u16, Just(u16::MAX)], 0..20),
        texts in prop::collection::vec("[条例法]{0,4}", 0..20),
    ) {
        let mut writer = Writer::new(VERSION);
        writer.numbers(places.iter().copied());
        writer.numbers(days.iter().copied());
        writer.numbers(shorts.iter().copied());
        writer.shared_texts(&texts);
        let mut reader = Reader::new(Bytes::held(writer.finish()), VERSION).expect("just written");
        let column: Column<u32> = reader.numbers().expect("just written");
        prop_assert_eq!(column.iter().collect::<Vec<_>>(), places);
        let column: Column<i32> = reader.numbers().expect("just written");
        prop_assert_eq!(column.iter().collect::<Vec<_>>(), days);
        let column: Column<u16> = reader.numbers().expect("just written");
        prop_assert_eq!(column.iter().collect::<Vec<_>>(), shorts);
        let column = reader.shared_texts().expect("just written");
        prop_assert_eq!((0..column.len()).map(|at| column.get(at)).collect::<Vec<_>>(), texts);
    }

    #[test]
    fn damage_never_panics(at in 0_usize..300, byte in any::<u8>(), asked in any::<usize>()) {
        let mut bytes = file();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(read) = read(bytes) {
            for place in (0..8).chain([asked]) {
                let _ = (read.numbers.get(place), read.days.get(place), read.texts.get(place));
                let _ = read.shared.get(place);
                prop_assert!(read.lists.get(place).count() <= 3);
            }
            let _ = (read.keys.get("a"), read.keys.get("b"));
        }
    }
}
