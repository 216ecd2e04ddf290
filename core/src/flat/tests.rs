//! What is written is read, and what is damaged is nothing worse than empty.

use proptest::prelude::*;

use super::*;

const VERSION: u32 = 7;

fn file() -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer.numbers([5_u32, 0, u32::MAX]);
    writer.numbers([-1_i32]);
    writer.texts(["条例", "", "办法"]);
    writer.lists([vec![1_u64, 2], vec![], vec![3]]);
    let keys = [("b", 2_u32), ("a", 1), ("b", 1), ("b", 1)];
    Keys::<u32>::write(&mut writer, keys.into_iter());
    writer.finish()
}

struct Read {
    numbers: Column<u32>,
    days: Column<i32>,
    texts: Texts,
    lists: Lists<u64>,
    keys: Keys<u32>,
}

fn read(bytes: Vec<u8>) -> Result<Read, FlatError> {
    let mut reader = Reader::new(Bytes::held(bytes), VERSION)?;
    let read = Read {
        numbers: reader.numbers()?,
        days: reader.numbers()?,
        texts: reader.texts()?,
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
    let list = |at| read.lists.get(at).collect::<Vec<_>>();
    assert_eq!(
        (list(0), list(1), list(2), list(3)),
        (vec![1, 2], vec![], vec![3], vec![])
    );
    assert_eq!(read.keys.get("b"), [2, 1]);
    assert_eq!(read.keys.get("a"), [1]);
    assert!(read.keys.get("c").is_empty());
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
    fn damage_never_panics(at in 0_usize..300, byte in any::<u8>(), asked in any::<usize>()) {
        let mut bytes = file();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(read) = read(bytes) {
            for place in (0..8).chain([asked]) {
                let _ = (read.numbers.get(place), read.days.get(place), read.texts.get(place));
                prop_assert!(read.lists.get(place).count() <= 3);
            }
            let _ = (read.keys.get("a"), read.keys.get("b"));
        }
    }
}
