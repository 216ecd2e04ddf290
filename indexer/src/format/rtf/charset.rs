//! Which encoding the bytes of an RTF file are in: that of the font, else that of the file.

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// Documents name a dozen fonts.
const FONTS_MAX: usize = 10_000;

/// The encodings that a file names.
#[derive(Debug, Default)]
pub(super) struct Charset {
    page: Option<&'static Encoding>,
    fonts: HashMap<i32, &'static Encoding>,
    /// The font whose entry is being read.
    font: Option<i32>,
}

impl Charset {
    pub(super) fn set_page(&mut self, number: Option<i32>) {
        self.page = number.and_then(of_page);
    }

    /// A word of the font table.
    pub(super) fn font_word(&mut self, name: &str, number: Option<i32>) {
        match (name, self.font) {
            ("f", _) => self.font = number,
            ("fcharset", Some(font)) if self.fonts.len() < FONTS_MAX => {
                if let Some(encoding) = number.and_then(of_charset) {
                    self.fonts.insert(font, encoding);
                }
            }
            _ => {}
        }
    }

    /// The encoding of text in a font. Western fonts are set for Chinese text, too, so theirs does not count where
    /// the file has a Chinese one.
    pub(super) fn of(&self, font: Option<i32>) -> &'static Encoding {
        let of_font = font.and_then(|font| self.fonts.get(&font).copied());
        of_font.or(self.page).unwrap_or(GB18030)
    }
}

fn of_page(number: i32) -> Option<&'static Encoding> {
    match number {
        936 | 54936 | 1386 => Some(GB18030),
        950 | 951 => Some(BIG5),
        932 => Some(SHIFT_JIS),
        949 => Some(EUC_KR),
        65001 => Some(UTF_8),
        1252 => Some(WINDOWS_1252),
        1250..=1258 => Encoding::for_label(format!("windows-{number}").as_bytes()),
        _ => None,
    }
}

fn of_charset(number: i32) -> Option<&'static Encoding> {
    match number {
        134 => Some(GB18030),
        136 => Some(BIG5),
        128 => Some(SHIFT_JIS),
        129 => Some(EUC_KR),
        _ => None,
    }
}
