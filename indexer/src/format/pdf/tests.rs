use super::*;
use crate::manuscript::Block;

/// A file of one page, with an unencoded font and objects at the places that the table names.
pub(super) fn pdf(content: &str, trailer: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/L 7 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[6 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(format!("{:010} 00000 n \n", file.len()));
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    file += &format!(
        "xref\n0 {}\n0000000000 65535 f \n{}",
        objects.len() + 1,
        places.concat()
    );
    file += &format!(
        "trailer<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}

/// Lines of text from the top of a page down, in the encoding of the font.
fn lines(texts: &[&str]) -> String {
    let line = |(index, text): (usize, &&str)| {
        let (bytes, _, _) = encoding_rs::GBK.encode(text);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("BT /F 16 Tf 80 {} Td <{hex}> Tj ET\n", 760 - 28 * index)
    };
    texts.iter().enumerate().map(line).collect()
}

fn is_installed() -> bool {
    let is_installed = pdftotext().is_ok();
    if !is_installed {
        println!("skipped: pdftotext is not installed");
    }
    is_installed
}

#[test]
fn fonts_without_a_map_to_unicode_are_read() {
    if !is_installed() {
        return;
    }
    let content = lines(&[
        "岚府办发〔2026〕8号",
        "　　第一条　为了规范养犬行为，保护公民的人身安全",
        "和身体健康，根据有关法律、法规，结合本省实际，制定",
        "本条例。",
    ]);
    let manuscript = read(&pdf(&content, ""), &Limits::default()).expect("text");
    assert_eq!(
        manuscript.blocks,
        [
            // The digits of this encoding are full-width ones.
            Block::body("岚府办发〔２０２６〕８号"),
            Block::body(
                "第一条 为了规范养犬行为，保护公民的人身安全和身体健康，根据有关法律、法规，结合本省实际，制定本条例。"
            ),
        ]
    );
}

#[test]
fn what_cannot_be_read_is_told_apart() {
    if !is_installed() {
        return;
    }
    let reason = |bytes: &[u8]| read(bytes, &Limits::default()).expect_err("a fault").reason;
    assert_eq!(reason(b""), Reason::DamagedFile);
    assert_eq!(reason(b"%PDF-1.4\nnothing"), Reason::DamagedFile);
    assert_eq!(reason(&pdf("", "")), Reason::NoTextLayer);
    let key = "00".repeat(32);
    let locked =
        format!("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>");
    assert_eq!(
        reason(&pdf(&lines(&["养犬"]), &locked)),
        Reason::EncryptedFile
    );
    let limits = Limits {
        pages_max: 0,
        ..Limits::default()
    };
    let fault = read(&pdf(&lines(&["养犬"]), ""), &limits).expect_err("a fault");
    assert_eq!(fault.reason, Reason::FileTooLarge);
}

#[test]
fn pictures_go_to_the_ocr_program() {
    if !is_installed() {
        return;
    }
    let command = OcrCommand {
        program: program::find("sh").expect("a shell"),
        arguments: vec!["-c".into(), "cat >/dev/null; echo 第一条".into()],
    };
    let blocks = |content: &str| {
        let reading = read_with_ocr(&pdf(content, ""), &Limits::default(), Some(&command));
        reading.expect("text").blocks
    };
    assert_eq!(blocks(""), [Block::body("第一条")]);
    assert_eq!(blocks(&lines(&["养犬条例"])), [Block::body("养犬条例")]);
}

#[test]
fn no_part_of_a_file_is_a_panic() {
    if !is_installed() {
        return;
    }
    let whole = pdf(&lines(&["养犬应当登记。", "第二条"]), "");
    for tenth in 0..10 {
        // Truncated files may be repaired by the program; they must not stop us.
        let _ = read(&whole[..whole.len() * tenth / 10], &Limits::default());
    }
}

#[test]
fn rows_that_are_none_are_left_out() {
    let table = "level\tpage\n5\t1\t0\t0\t0\t0\t1\t2\t3\t4\t100\tearly\n1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t###PAGE###\n\
                 5\t1\t0\t0\t0\t0\t1\t2\t3\t4\t100\t养\t犬\n5\t1\t0\t0\t0\t0\tx\t2\t3\t4\t100\tno\n5\t1\n\t\n";
    let pages = table::read(table);
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].len(), 1);
    assert_eq!(
        (pages[0][0].text.as_str(), pages[0][0].right),
        ("养\t犬", 4.0)
    );
}
