//! A file that is one document: `.md` and `.txt`.

use std::io::Read;
use std::path::Path;

use serde_json::Value;
use tongcha::Record;

use super::{Bytes, Fault, heading_block, markdown, sniff};
use crate::heading::id_of;
use crate::quarantine::Reason;
use crate::source::{Format, SourceFile};

const FILE_BYTES_MAX: u64 = 64 << 20;
/// Reads the document of a file.
pub(super) fn read(file: &SourceFile, bytes: Bytes) -> Result<Record, Fault> {
    let text = text_of(bytes)?;
    let lines = match file.format {
        Format::Markdown => markdown::lines(&text),
        _ => text.lines().map(str::to_owned).collect(),
    };
    let title_at = match file.format {
        Format::Markdown => markdown::title_line(&text),
        _ => None,
    };
    let Some(block) = heading_block::read(&lines, title_at) else {
        return Err(Fault::of_file(
            Reason::EmptyFile,
            "the file holds nothing but blanks",
        ));
    };
    let mut record = Record {
        id: id_of(&path_of(file)),
        title: block.title,
        number: block.number,
        history: block.history,
        text: block.text,
        ..Record::default()
    };
    record
        .extra
        .insert("source_path".to_owned(), Value::from(path_of(file)));
    Ok(record)
}

fn text_of(bytes: Bytes) -> Result<String, Fault> {
    let mut content = Vec::new();
    let read = bytes.take(FILE_BYTES_MAX + 1).read_to_end(&mut content);
    read.map_err(|error| Fault::of_file(Reason::UnreadableSource, error.to_string()))?;
    if content.len() as u64 > FILE_BYTES_MAX {
        let message = format!("the file has more than {FILE_BYTES_MAX} bytes");
        return Err(Fault::of_file(Reason::TextTooLong, message));
    }
    if content.trim_ascii().is_empty() {
        return Err(Fault::of_file(Reason::EmptyFile, "the file is empty"));
    }
    if let Some(fault) = sniff::fault_of(&content) {
        return Err(fault);
    }
    if content.starts_with(sniff::BYTE_ORDER_MARK) {
        content.drain(..sniff::BYTE_ORDER_MARK.len());
    }
    String::from_utf8(content).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        let message =
            format!("not UTF-8 at byte {at}; if it is GB 18030 or GBK, convert it to UTF-8");
        Fault::of_file(Reason::InvalidUtf8, message)
    })
}

/// The path in the folder, or the name of a file that was named itself.
fn path_of(file: &SourceFile) -> String {
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    file.relative.clone().unwrap_or_else(|| name(&file.path))
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};
    use std::path::PathBuf;

    use super::*;
    use crate::manuscript::{Block, Manuscript, Role};

    fn check(path: &str, content: &[u8]) -> Result<Record, Fault> {
        let path = PathBuf::from(path);
        let format = Format::of(&path).expect("a format");
        let relative = Some(path.to_string_lossy().into_owned());
        let file = SourceFile {
            source: "folder".into(),
            relative,
            path,
            format,
            bytes: 0,
        };
        read(
            &file,
            BufReader::new(Box::new(Cursor::new(content.to_vec()))),
        )
    }

    #[test]
    fn ids_come_from_names_or_paths() {
        let id = |path: &str| check(path, "标题".as_bytes()).map(|record| record.id);
        assert_eq!(id("a/lj-reg-2013-07.md").as_deref(), Ok("lj-reg-2013-07"));
        assert_eq!(id("献血条例.txt").as_deref(), Ok("献血条例"));
        let derived = id("a/献血条例（2015）.txt").expect("an id");
        assert!(
            derived.starts_with("file-") && derived.len() == 21,
            "{derived}"
        );
        assert_ne!(
            id("b/献血条例（2015）.txt").as_deref(),
            Ok(derived.as_str())
        );
        assert!(id("...txt").expect("an id").starts_with("file-"));
    }

    #[test]
    fn files_without_text_are_told_apart() {
        let reason = |content: &[u8]| check("a.txt", content).map_err(|fault| fault.reason).err();
        assert_eq!(reason(b""), Some(Reason::EmptyFile));
        assert_eq!(
            reason("\u{feff} \n\u{3000}\n".as_bytes()),
            Some(Reason::EmptyFile)
        );
        assert_eq!(reason(b"%PDF\0\0"), Some(Reason::BinaryFile));
        assert_eq!(
            reason(b"\xb5\xda\xd2\xbb\xcc\xf5"),
            Some(Reason::InvalidUtf8)
        );
        assert_eq!(reason(b"\xff\xfe,g"), Some(Reason::InvalidUtf8));
    }

    #[test]
    fn a_markdown_file_becomes_plain_text() {
        let markdown = "\u{feff}# 岚江省工资支付条例\n\n（2013年7月26日岚江省第十二届人民代表大会常务委员会第四次会议通过）\n\n\
                        ## 第一章　总则\n\n**第一条**　为了规范\\*，制定本条例。\n\n1\\. 甲\n";
        let record = check("w.md", markdown.as_bytes()).expect("a record");
        assert_eq!(record.title, "岚江省工资支付条例");
        assert_eq!(
            record.history,
            ["（2013年7月26日岚江省第十二届人民代表大会常务委员会第四次会议通过）"]
        );
        assert_eq!(
            record.text,
            "第一章　总则\n第一条　为了规范*，制定本条例。\n1. 甲"
        );
        assert_eq!(record.extra.get("source_path"), Some(&Value::from("w.md")));
    }

    /// The reading of headings that is to take the place of this reader gives the same records, and beside that the
    /// number of a decree that stands in a line of history.
    #[test]
    fn our_samples_are_read_alike_by_both_readers() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus-samples/folder");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).expect("our samples") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            let name = path.file_name().expect("a name").to_string_lossy();
            let made = crate::heading::record(manuscript(&name, &text), Some(&name));
            let made = made.expect("a record").record;
            let before = check(&name, text.as_bytes()).expect("a record");
            assert_eq!(
                (&made.id, &made.title, &made.text, &made.history),
                (&before.id, &before.title, &before.text, &before.history)
            );
            assert_eq!(made.extra["source_path"], before.extra["source_path"]);
            if made.number != before.number {
                let gained = made.number.expect("no number is lost");
                assert_eq!(before.number, None);
                assert!(made.history.concat().contains(&gained), "{gained}");
            }
            seen += 1;
        }
        assert_eq!(seen, 7);
    }

    fn manuscript(name: &str, text: &str) -> Manuscript {
        let is_markdown = name.ends_with(".md");
        let title_at = markdown::title_line(text).filter(|_| is_markdown);
        let lines = match is_markdown {
            true => markdown::lines(text),
            false => text.lines().map(str::to_owned).collect(),
        };
        let role = |at| match Some(at) == title_at {
            true => Role::Title,
            false => Role::Body,
        };
        let blocks = lines.into_iter().enumerate();
        Manuscript {
            blocks: blocks
                .map(|(at, text)| Block::Paragraph {
                    role: role(at),
                    text,
                })
                .collect(),
            ..Manuscript::default()
        }
    }
}
