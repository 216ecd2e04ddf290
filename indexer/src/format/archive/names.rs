//! Names in archives: UTF-8 or GBK, and never a path to be trusted.

use encoding_rs::GB18030;

/// Characters of a name that are shown.
const NAME_CHARS_MAX: usize = 255;

/// A name as text: UTF-8 where it is that, else GB 18030, which Chinese systems write without saying so.
pub(super) fn decoded(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    // Programs of one system write \ between folders.
    text.replace('\\', "/")
        .chars()
        .filter(|character| !character.is_control())
        .take(NAME_CHARS_MAX)
        .collect()
}

/// Whether a name leads out of the archive: `../`, `/etc`, `C:`. We write nothing, so it could do no harm here; but
/// whoever packs so wants harm, and the file is not what it seems.
pub(super) fn leads_outside(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    name.starts_with('/') || drive || name.split('/').any(|part| part == "..")
}

/// Files that programs leave in archives beside the documents.
pub(super) fn is_aside(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || last.starts_with('.') || last.eq_ignore_ascii_case("thumbs.db")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_both_encodings() {
        assert_eq!(decoded("文件/办法.txt".as_bytes()), "文件/办法.txt");
        let gbk = GB18030.encode("文件\\办法.txt").0;
        assert_eq!(decoded(&gbk), "文件/办法.txt");
        assert_eq!(decoded(b"a\x1b[31m\0.txt"), "a[31m.txt");
    }

    #[test]
    fn names_that_lead_outside_are_known() {
        for name in ["../a", "a/../../b", "/etc/passwd", "C:/a", "c:a"] {
            assert!(leads_outside(name), "{name}");
        }
        for name in ["a/b..c", "..a/b", "甲:乙"] {
            assert!(!leads_outside(name), "{name}");
        }
    }
}
