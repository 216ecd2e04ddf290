use super::*;

fn lines(source: &[u8]) -> Vec<String> {
    let manuscript = read(source, &Limits::default()).expect("read");
    manuscript.blocks.iter().flat_map(Block::lines).collect()
}

/// Text as word processors write it: `\'hh` for each byte of GBK.
fn gbk(text: &str) -> String {
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    bytes
        .iter()
        .map(|byte| {
            if byte.is_ascii() {
                char::from(*byte).to_string()
            } else {
                format!("\\'{byte:02x}")
            }
        })
        .collect()
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(lines(source.as_bytes()), expected, "{source}");
}

#[test]
fn bytes_are_read_in_the_encoding_of_the_file_or_the_font() {
    let text = gbk("第一条　甲");
    check(
        &format!("{{\\rtf1\\ansi\\ansicpg936 {text}\\par {text}}}"),
        &["第一条　甲", "第一条　甲"],
    );
    let fonts =
        "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fnil\\fcharset134 SimSun{\\*\\falt Song};}}";
    check(
        &format!("{{\\rtf1\\ansicpg1252{fonts}\\f1 {text}\\par}}"),
        &["第一条　甲"],
    );
    let mixed = format!(
        "{{\\rtf1\\ansicpg1252{fonts}{{\\f1 {}}}caf\\'e9}}",
        gbk("甲")
    );
    check(&mixed, &["甲café"]);
    let (raw, ..) = encoding_rs::GBK.encode("{\\rtf1\\ansicpg936 岚江省}");
    assert_eq!(lines(&raw), ["岚江省"]);
}

#[test]
fn unicode_passes_over_its_fallback() {
    check(
        "{\\rtf1\\uc1\\u31532?\\u-245 ?{\\uc2\\u30002\\'b5\\'da}x}",
        &["第\u{ff0b}甲x"],
    );
    check("{\\rtf1\\uc0\\u55360\\u56392 x}", &["\u{20048}x"]);
    check("{\\rtf1\\uc0 a\\u55360 b}", &["ab"]);
    check("{\\rtf1\\uc0 a\\u56392 b}", &["a\u{fffd}b"]);
}

#[test]
fn what_is_no_text_is_left_out() {
    check(
        "{\\rtf1{\\stylesheet{\\s1 Normal;}}{\\info{\\title T}}{\\header H\\par}{\\footerr F}{\\*\\generator W;}\
         {\\pict\\wmetafile8 0102}{\\v hidden}{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}}\
         {\\listtext\\'a1\\'a4 }item\\line next}",
        &["link·\u{20}item", "next"],
    );
    let mut bytes = b"{\\rtf1 a{\\pict\\bin9 }}}}{{{\\\\}b}".to_vec();
    assert_eq!(lines(&bytes), ["ab"]);
    bytes = b"{\\rtf1 a{\\pict\\bin5 }}}{{}b}".to_vec();
    assert_eq!(lines(&bytes), ["ab"]);
}

#[test]
fn tables_are_tables() {
    let source = "{\\rtf1 a\\par\\trowd\\pard\\intbl 1\\par 2\\cell 3\\cell\\row\\trowd\\pard\\intbl 4\\cell\\cell\\row\\pard b\\par}";
    let blocks = read(source.as_bytes(), &Limits::default())
        .expect("read")
        .blocks;
    let rows = vec![
        vec!["1 2".to_owned(), "3".to_owned()],
        vec!["4".to_owned(), String::new()],
    ];
    assert_eq!(
        blocks,
        [Block::body("a"), Block::Table { rows }, Block::body("b")]
    );
}

#[test]
fn hostile_files_end() {
    let deep = format!(
        "{{\\rtf1 a{}b{}c}}",
        "{".repeat(1_000_000),
        "}".repeat(1_000_000)
    );
    check(&deep, &["abc"]);
    check(&format!("{{\\rtf1 a{}", "}".repeat(100)), &["a"]);
    check("{\\rtf1 a\\", &["a"]);
    check("{\\rtf1 a\\'b", &["ab"]);
    check("{\\rtf1 a\\bin99999999999 b", &["ab"]);
    check("{\\rtf1 a\\bin-5 b\\u99999999999 c}", &["abc"]);
    let reason = |bytes: &[u8]| {
        read(bytes, &Limits::default())
            .map_err(|fault| fault.reason)
            .err()
    };
    assert_eq!(reason(b"{\\rt"), Some(Reason::DamagedFile));
    assert_eq!(reason(b""), Some(Reason::DamagedFile));
    let long = format!("{{\\rtf1 {}}}", "a".repeat(10_000_000));
    assert_eq!(lines(long.as_bytes())[0].len(), 10_000_000);
}
