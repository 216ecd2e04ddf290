use super::*;

const SIMPLIFIED: &str = "第一条　为了规范岚江省行政规范性文件的制定和管理，根据有关法律、法规的规定，结合本省实际，制定本办法。\n";
const TRADITIONAL: &str = "第一條　為了規範行政機關的管理，根據有關法律、法規的規定，結合實際，制定本辦法。各級政府應當依照執行。\n";

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    match encoding {
        _ if encoding == UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ if encoding == UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding.encode(text).0.into_owned(),
    }
}

/// Whatever the file declares, the text comes right.
#[track_caller]
fn check(text: &str, encoding: &'static Encoding) {
    let bytes = encoded(encoding, text);
    for declared in [
        None,
        Some("gb2312"),
        Some("utf-8"),
        Some("iso-8859-1"),
        Some("big5"),
        Some("nonsense"),
    ] {
        let decoded = decode(&bytes, declared).expect("decoded");
        assert_eq!(decoded.text, text, "{declared:?}");
        assert_eq!(decoded.encoding, encoding.name(), "{declared:?}");
        assert_eq!(decoded.damaged, 0);
    }
}

#[track_caller]
fn check_refused(bytes: &[u8], reason: Reason) {
    assert_eq!(
        decode(bytes, None).map_err(|fault| fault.reason),
        Err(reason)
    );
}

#[test]
fn wrong_declarations_come_right() {
    check(SIMPLIFIED, UTF_8);
    check(SIMPLIFIED, GB18030);
    check(SIMPLIFIED, UTF_16LE);
    check(SIMPLIFIED, UTF_16BE);
    check(TRADITIONAL, BIG5);
    check(TRADITIONAL, GB18030);
    check("plain", UTF_8);
    check("plain ascii, in which nothing is known", UTF_16LE);
}

#[test]
fn short_texts_are_read() {
    check("岚江省人民政府公报", GB18030);
    check("通知", GB18030);
    let thanks = encoded(GB18030, "联通");
    assert_eq!(decode(&thanks, Some("gbk")).expect("decoded").text, "联通");
}

#[test]
fn marks_are_taken_off() {
    let marked = |mark: &[u8], encoding| [mark, &encoded(encoding, SIMPLIFIED)].concat();
    for bytes in [
        marked(b"\xef\xbb\xbf", UTF_8),
        marked(b"\xff\xfe", UTF_16LE),
        marked(b"\xfe\xff", UTF_16BE),
    ] {
        assert_eq!(
            decode(&bytes, Some("gbk")).expect("decoded").text,
            SIMPLIFIED
        );
    }
}

#[test]
fn a_cut_character_at_the_end_is_left_out() {
    for encoding in [GB18030, UTF_8] {
        let long = SIMPLIFIED.trim_end().repeat(3);
        let bytes = encoded(encoding, &long);
        let decoded = decode(&bytes[..bytes.len() - 1], None).expect("decoded");
        assert_eq!(decoded.text, long.trim_end_matches('。'));
        assert_eq!(decoded.damaged, 0);
    }
    let bytes = encoded(BIG5, &TRADITIONAL.trim_end().repeat(3));
    let decoded = decode(&bytes[..bytes.len() - 1], None).expect("decoded");
    assert_eq!((decoded.encoding, decoded.damaged), ("Big5", 0));
}

#[test]
fn a_handful_of_damaged_characters_is_counted_and_more_refused() {
    let long = SIMPLIFIED.repeat(40);
    let mut bytes = encoded(UTF_8, &long);
    bytes[SIMPLIFIED.len() * 3] = 0xff;
    let decoded = decode(&bytes, Some("gb2312")).expect("decoded");
    assert_eq!(decoded.encoding, "UTF-8");
    assert!((1..=2).contains(&decoded.damaged), "{}", decoded.damaged);

    for at in 0..20 {
        bytes[SIMPLIFIED.len() * at] = 0xff;
    }
    check_refused(&bytes, Reason::GarbledText);

    // A user-defined character of GBK in a long text.
    let mut bytes = encoded(GB18030, &long);
    bytes.extend(b"\xaa\xa1");
    let decoded = decode(&bytes, None).expect("decoded");
    assert_eq!((decoded.encoding, decoded.damaged), ("gb18030", 1));
}

#[test]
fn private_characters_with_a_name_get_it() {
    let text = "\u{e816}\u{f0b7}";
    assert_eq!(private::replace(Cow::Borrowed(text)), "\u{20087}•");
    let mut bytes = encoded(GB18030, SIMPLIFIED);
    bytes.extend(b"\xfe\x51");
    let decoded = decode(&bytes, None).expect("decoded");
    assert!(decoded.text.ends_with('\u{20087}'));
    assert_eq!(decoded.damaged, 0);
}

#[test]
fn what_is_no_text_is_refused() {
    check_refused(b"%PDF-1.4\0\0\x01binary\0", Reason::BinaryFile);
    check_refused(&[0; 64], Reason::BinaryFile);
    let noise: Vec<u8> = (0..4096u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 23) as u8 | 0x80)
        .collect();
    check_refused(&noise, Reason::UnknownEncoding);
    // Lone surrogates, marked as UTF-16.
    check_refused(
        &[b"\xff\xfe".as_slice(), &b"\x00\xd8a\0".repeat(50)].concat(),
        Reason::GarbledText,
    );
    assert_eq!(decode(b"", None).expect("decoded").text, "");
}
