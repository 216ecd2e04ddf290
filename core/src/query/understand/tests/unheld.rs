//! Whole numbers that no document bears.

use super::*;

fn notes(raw: &str) -> String {
    let notes = read(raw, &[]).notes;
    let texts: Vec<&str> = notes
        .iter()
        .filter(|note| note.kind == NoteKind::NumberNotHeld)
        .map(|note| note.text.as_str())
        .collect();
    texts.join("\n")
}

#[test]
fn it_is_said_with_the_nearest_of_the_series() {
    let said = "没有收录文号为“国办发〔2018〕99号”的文件；同一序列中相近的有国办发〔2018〕37号、国办发〔2018〕115号。";
    for spelling in [
        "国办发〔2018〕99号",
        "国办发[2018]第099号",
        "国办发2018-99",
        "国办发（2018）99号文件",
        "查询国办发〔2018〕99号",
        "《国办发〔2018〕99号》",
        "关于 国办发〔2018〕99号 的解读",
    ] {
        assert_eq!(notes(spelling), said, "{spelling}");
    }
    assert_eq!(
        notes("国务院令第999号"),
        "没有收录文号为“国务院令第999号”的文件；同一序列中相近的有国务院令第711号。"
    );
    assert_eq!(
        notes("筑府发〔2018〕7号"),
        "没有收录文号为“筑府发〔2018〕7号”的文件。"
    );
}

#[test]
fn it_is_said_beside_a_title_which_names_what_is_meant() {
    let said = "没有收录文号为“国务院令第999号”的文件；同一序列中相近的有国务院令第711号。";
    for spelling in [
        "公司法 国务院令第999号",
        "公司法（国务院令第999号）",
        "《公司法》国务院令第999号",
        "国务院令第999号 公司法",
        "公司法国务院令第999号",
        "国务院令第999号《公司法》第15条",
    ] {
        let read = read(spelling, &[]);
        assert!(named(&read).starts_with("gsf23"), "{}", show(&read));
        assert_eq!(notes(spelling), said, "{spelling}");
    }
    let removed = read("公司法 国务院令第999号", &[InterpretationKind::Number]);
    assert!(removed.notes.is_empty(), "{:?}", removed.notes);
}

#[test]
fn it_is_not_said_of_what_is_held_or_no_whole_number() {
    for other in [
        "国办发〔2018〕37号",
        "国办发〔2018〕",
        "国办发99号",
        "999号令",
        "养犬 2018年第7号",
        "某某意见 某某文〔2018〕7号",
        "公司法",
    ] {
        assert_eq!(notes(other), "", "{other}");
    }
    let removed = read("国办发〔2018〕99号", &[InterpretationKind::Number]);
    assert!(removed.notes.is_empty(), "{:?}", removed.notes);
}
