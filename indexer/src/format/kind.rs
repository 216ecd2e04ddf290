//! Which format a file has, told by its first bytes. A name only decides between texts, which all look alike.

use std::path::Path;

/// How many bytes of a file decide.
pub(crate) const HEAD_BYTES: usize = 8 << 10;

/// A format, as far as the first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// One JSON object a line.
    JsonLines,
    /// JSON Lines behind zstd.
    JsonLinesZstd,
    /// One JSON value: the answer of a search interface, an export.
    Json,
    Markdown,
    Text,
    Html,
    Rtf,
    Csv,
    Pdf,
    /// A ZIP file: DOCX, XLSX and OFD are packed so, or it is an archive.
    Zip,
    /// The container of Word, WPS and Excel 97–2003.
    Ole,
    Tar,
    /// One file behind gzip, most often a TAR archive.
    Gzip,
    /// Something else; what it looks like, for the message.
    Unknown(&'static str),
}

/// Endings of files that are documents: unknown contents behind them are worth a word.
const DOCUMENT_ENDINGS: [&str; 31] = [
    "7z", "csv", "doc", "docx", "et", "gz", "htm", "html", "json", "jsonl", "md", "mht", "odt",
    "ofd", "pdf", "ppt", "pptx", "rar", "rtf", "shtml", "tar", "tgz", "txt", "wps", "xht", "xhtml",
    "xls", "xlsx", "xml", "zip", "zst",
];
/// Endings behind which text is read as text. Scripts and style sheets of saved pages are text, too.
const TEXT_ENDINGS: [&str; 9] = [
    "csv", "doc", "htm", "html", "json", "jsonl", "md", "txt", "wps",
];
/// What begins with these is told by it alone.
const MAGIC: [(&[u8], FileKind); 20] = [
    (b"%PDF-", FileKind::Pdf),
    (b"PK\x03\x04", FileKind::Zip),
    (b"PK\x05\x06", FileKind::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::Ole),
    (b"{\\rtf", FileKind::Rtf),
    (b"\x28\xb5\x2f\xfd", FileKind::JsonLinesZstd),
    (b"\x1f\x8b", FileKind::Gzip),
    (b"\x89PNG", FileKind::Unknown("a PNG picture")),
    (b"\xff\xd8\xff", FileKind::Unknown("a JPEG picture")),
    (b"GIF8", FileKind::Unknown("a GIF picture")),
    (b"BM", FileKind::Unknown("a BMP picture")),
    (b"II*\0", FileKind::Unknown("a TIFF picture")),
    (b"MM\0*", FileKind::Unknown("a TIFF picture")),
    (
        b"Rar!\x1a\x07",
        FileKind::Unknown("a RAR archive; unpack it, or pack it as ZIP"),
    ),
    (
        b"7z\xbc\xaf\x27\x1c",
        FileKind::Unknown("a 7z archive; unpack it, or pack it as ZIP"),
    ),
    (b"BZh", FileKind::Unknown("a bzip2 file; unpack it")),
    (b"\xfd7zXZ\0", FileKind::Unknown("an xz file; unpack it")),
    (b"\x7fELF", FileKind::Unknown("a program")),
    (b"MZ", FileKind::Unknown("a program")),
    (
        b"SQLite format 3\0",
        FileKind::Unknown("an SQLite database"),
    ),
];

impl FileKind {
    /// The format of a file with these first bytes ([`HEAD_BYTES`] of them suffice) and this name.
    pub(crate) fn of(head: &[u8], name: &Path) -> Self {
        let ending = ending(name);
        let unmarked = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        // Some programs write a line break or a few bytes before %PDF, and readers forgive it.
        if head.windows(5).take(1_024).any(|bytes| bytes == b"%PDF-") && !looks_like_html(unmarked)
        {
            return Self::Pdf;
        }
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| unmarked.starts_with(magic)) {
            // Text may begin with BM or MZ.
            if !matches!(kind, Self::Unknown(_)) || holds_binary(head) {
                return *kind;
            }
        }
        if head.get(257..262) == Some(b"ustar") {
            return Self::Tar;
        }
        if is_utf16(head) {
            return text_kind(&ending, &narrowed(head));
        }
        if holds_binary(head) {
            return Self::Unknown("binary data");
        }
        text_kind(&ending, unmarked)
    }

    /// Whether a file of this kind and name is worth a word when nobody can read it: pictures and scripts that
    /// were saved with a page are not.
    pub(crate) fn is_expected(self, name: &Path) -> bool {
        let ending = ending(name);
        ending.is_empty() || DOCUMENT_ENDINGS.contains(&ending.as_str())
    }

    /// Whether a text behind this name is a document.
    pub(crate) fn is_readable(self, name: &Path) -> bool {
        let ending = ending(name);
        match self {
            Self::Unknown(_) => false,
            Self::Text => ending.is_empty() || TEXT_ENDINGS.contains(&ending.as_str()),
            _ => true,
        }
    }
}

/// The ending in small letters, without its dot; empty when there is none.
fn ending(name: &Path) -> String {
    let ending = name.extension().unwrap_or_default().to_string_lossy();
    let plain = ending.len() <= 8 && ending.chars().all(|c| c.is_ascii_alphanumeric());
    if plain {
        ending.to_ascii_lowercase()
    } else {
        // 附件1.岚江省办法: the dot belongs to the name.
        String::new()
    }
}

fn text_kind(ending: &str, text: &[u8]) -> FileKind {
    let text = text.trim_ascii_start();
    if looks_like_html(text) {
        return FileKind::Html;
    }
    match ending {
        "jsonl" => FileKind::JsonLines,
        "md" => FileKind::Markdown,
        "csv" => FileKind::Csv,
        "htm" | "html" | "shtml" | "xht" | "xhtml" => FileKind::Html,
        "json" => FileKind::Json,
        _ if is_json_lines(text) => FileKind::JsonLines,
        _ if text.starts_with(b"{") || text.starts_with(b"[{") => FileKind::Json,
        _ => FileKind::Text,
    }
}

/// Tags of a page near its beginning; a text about HTML has none at its very start.
fn looks_like_html(text: &[u8]) -> bool {
    let head: Vec<u8> = text
        .trim_ascii_start()
        .iter()
        .take(1_024)
        .map(u8::to_ascii_lowercase)
        .collect();
    let begins = |tag: &[u8]| head.starts_with(tag);
    let holds = |tag: &[u8]| head.windows(tag.len()).any(|bytes| bytes == tag);
    begins(b"<")
        && (begins(b"<!doctype html") || holds(b"<html") || holds(b"<head") || holds(b"<body"))
}

/// A whole object on the first line, and another behind it.
fn is_json_lines(text: &[u8]) -> bool {
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let is_object = |line: &[u8]| line.starts_with(b"{") && line.ends_with(b"}");
    lines.next().is_some_and(is_object) && lines.next().is_some_and(|line| line.starts_with(b"{\""))
}

/// UTF-16, by its mark or by its blanks and line breaks.
fn is_utf16(head: &[u8]) -> bool {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return true;
    }
    let pairs = head.len() / 2;
    let count = |at: usize| {
        head.chunks_exact(2)
            .filter(|pair| {
                pair[at] == 0 && matches!(pair[1 - at], b'\t' | b'\n' | b'\r' | b' '..=b'~')
            })
            .count()
    };
    let nothing = head.chunks_exact(2).filter(|pair| **pair == [0, 0]).count();
    // Line breaks alone are one character in fifty; two zero bytes at once are no text.
    pairs >= 16 && nothing == 0 && count(0).max(count(1)) * 50 >= pairs
}

/// Every second byte, enough to see tags and brackets.
fn narrowed(head: &[u8]) -> Vec<u8> {
    head.iter()
        .copied()
        .filter(|&byte| byte != 0 && byte != 0xff && byte != 0xfe)
        .collect()
}

fn holds_binary(head: &[u8]) -> bool {
    head.iter().take(HEAD_BYTES).any(|&byte| byte == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_decide_not_names() {
        let kind = |head: &[u8], name: &str| FileKind::of(head, Path::new(name));
        assert_eq!(kind(b"%PDF-1.4\n", "a.doc"), FileKind::Pdf);
        assert_eq!(kind(b"\r\n%PDF-1.4\n", "a"), FileKind::Pdf);
        assert_eq!(kind(b"PK\x03\x04\x14\0", "a.txt"), FileKind::Zip);
        assert_eq!(
            kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "a.pdf"),
            FileKind::Ole
        );
        assert_eq!(kind(b"{\\rtf1\\ansi", "a.doc"), FileKind::Rtf);
        assert_eq!(kind(b"\n <HTML><head>", "a.doc"), FileKind::Html);
        assert_eq!(kind("标题\n正文".as_bytes(), "a.doc"), FileKind::Text);
        assert_eq!(
            kind(b"\x89PNG\r\n\x1a\n\0\0", "a.pdf"),
            FileKind::Unknown("a PNG picture")
        );
        assert_eq!(kind(b"BM is a text", "a.txt"), FileKind::Text);
        assert_eq!(
            kind(b"\0\x01\x02", "a.txt"),
            FileKind::Unknown("binary data")
        );
    }

    #[test]
    fn names_tell_texts_apart() {
        let kind = |head: &str, name: &str| FileKind::of(head.as_bytes(), Path::new(name));
        assert_eq!(
            kind("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "a.txt"),
            FileKind::JsonLines
        );
        assert_eq!(kind("{\"id\":\"a\"}", "a.jsonl"), FileKind::JsonLines);
        assert_eq!(kind("{\"data\": [\n{}]}", "a.json"), FileKind::Json);
        assert_eq!(kind("标题,文号\n", "a.csv"), FileKind::Csv);
        assert_eq!(kind("# 标题\n", "a.md"), FileKind::Markdown);
        assert_eq!(kind("标题\n", "附件1.岚江省办法"), FileKind::Text);
    }

    #[test]
    fn utf_16_is_text() {
        let encoded = |text: &str, mark: bool| -> Vec<u8> {
            let units = mark
                .then_some(0xfeff)
                .into_iter()
                .chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        };
        let name = Path::new("a.txt");
        let text = "岚江省养犬管理条例\n第一条 为了管理养犬，制定本条例。\n";
        assert_eq!(FileKind::of(&encoded(text, true), name), FileKind::Text);
        assert_eq!(FileKind::of(&encoded(text, false), name), FileKind::Text);
        assert_eq!(
            FileKind::of(&encoded("<html><body>", true), name),
            FileKind::Html
        );
    }

    #[test]
    fn what_was_saved_with_a_page_is_no_document() {
        let script = Path::new("page_files/menu.js");
        let kind = FileKind::of(b"var a = 1;", script);
        assert!(!kind.is_readable(script) && !kind.is_expected(script));
        let scan = Path::new("scan.pdf");
        assert!(FileKind::Unknown("binary data").is_expected(scan));
        assert!(FileKind::Text.is_readable(Path::new("10_某办法")));
    }
}
