//! A catalogue that is read from its tables is the one that was written.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::names_version;
use super::super::{Catalogue, Name, NameIndex};
use super::{TITLES, name};
use crate::document::{Day, Life, Status};
use crate::flat::{Bytes, FlatError, Reader};

fn names() -> Arc<[Name]> {
    let numbered = Name {
        numbers: vec![
            "国办发〔2018〕37号".to_owned(),
            "国发〔2010〕7号".to_owned(),
        ],
        index_number: Some("000014349/2018-00037".to_owned()),
        subtitle: Some("第一部分".to_owned()),
        region: Some("520000".to_owned()),
        authority: vec!["国务院办公厅".to_owned(), "教育部".to_owned()],
        earliest: Day::new(2018, 5, 1),
        declared: Status::Repealed,
        version_year: Some(2018),
        articles: Some((1, 20)),
        ..name(TITLES.len(), "关于规范校外培训的意见")
    };
    let names = TITLES.iter().enumerate();
    let names = names.map(|(id, title)| name(id, title));
    names.chain([numbered]).collect()
}

fn read(bytes: Vec<u8>) -> Result<Catalogue, FlatError> {
    let mut reader = Reader::new(Bytes::held(bytes), names_version())?;
    let catalogue = Catalogue::read(&mut reader, Box::new(|_| Arc::default()))?;
    reader.finish()?;
    Ok(catalogue)
}

/// Everything that can be asked of a catalogue, asked once.
fn ask(catalogue: &Catalogue) -> String {
    let today = Day::new(2024, 1, 1).expect("a day");
    let texts = [
        "劳动合同法",
        "民法典合同编",
        "名法典",
        "固废法",
        "minfadian",
        "mfd",
        "绍兴 文明行为促进",
        "37号",
    ];
    let asked = texts.map(|text| {
        let words: Vec<&str> = text.split(' ').collect();
        let found = (
            catalogue.named_by(text),
            catalogue.find_names(text),
            catalogue.misspelled(text, 3),
            catalogue.abbreviated(text, 3),
            catalogue.by_pinyin(text, 3),
            catalogue.titles_containing(&words, 3),
        );
        format!("{found:?} {:?}", catalogue.complete(text, 5, today))
    });
    let numbers = catalogue.numbers();
    let entries: Vec<_> = numbers.with_serial(37).collect();
    let spelled: Vec<String> = entries.iter().map(|one| catalogue.canonical(one)).collect();
    format!(
        "{asked:?} {entries:?} {spelled:?} {:?} {:?} {} {:?}",
        numbers.series("国办发", 2018),
        numbers.with_code("000014349/2018-00037"),
        numbers.has_organ("国办发"),
        catalogue.by_number("国办发2018:37"),
    )
}

#[test]
fn what_is_read_is_what_was_written() {
    let names = names();
    let (made, bytes) = Catalogue::of(Arc::clone(&names));
    let read = read(bytes.all().to_vec()).expect("whole tables");
    let whole: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let of_tables: Vec<String> = read.names().map(|name| format!("{name:?}")).collect();
    assert_eq!(of_tables, whole);
    for (at, name) in names.iter().enumerate() {
        assert_eq!(read.by_id(&name.id), Some(NameIndex(at as u32)));
        let key = crate::language::title_key(&name.title);
        assert!(read.by_title(&key).contains(&NameIndex(at as u32)), "{key}");
    }
    assert_eq!(ask(&read), ask(&made));
    assert!(ask(&read).contains("国办发〔2018〕37号"));
}

#[test]
fn a_later_first_day_of_another_document_counts() {
    let (_, bytes) = Catalogue::of(names());
    let mut reader = Reader::new(bytes, names_version()).expect("tables");
    let begins = Day::new(2020, 1, 1);
    let life = Arc::new(Life {
        begins,
        ..Life::default()
    });
    let read = Catalogue::read(&mut reader, Box::new(move |_| Arc::clone(&life)));
    let read = read.expect("whole tables");
    assert_eq!(read.name(NameIndex(0)).dates.effective, begins);
}

proptest! {
    #[test]
    fn damage_never_panics(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = Catalogue::of(names()).1.all().to_vec();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(catalogue) = read(bytes) {
            let _ = (ask(&catalogue), catalogue.names().count());
        }
    }
}
