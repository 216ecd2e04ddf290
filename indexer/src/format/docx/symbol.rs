//! Characters of symbol fonts: a code in the font's own table, shown as a tick, a box or a bullet.

/// The character that a code of a symbol font shows; codes may stand in the private area from U+F000 on. `None`
/// when it has no counterpart that would help to read or to find the text.
pub(crate) fn symbol(font: &str, code: u32) -> Option<char> {
    let code = match code {
        0xf000..=0xf0ff => code - 0xf000,
        0..=0xff => code,
        _ => return char::from_u32(code),
    };
    match font.to_ascii_lowercase().as_str() {
        "symbol" => from_symbol(code),
        "wingdings 2" => match code {
            0x2a | 0x30 | 0xa3 => Some('□'),
            0x50 => Some('✓'),
            0x52 => Some('☑'),
            0x4f => Some('✗'),
            0x51 | 0x53 | 0x54 => Some('☒'),
            0x6a..=0x7d => char::from_u32(0x2460 + code - 0x6a),
            _ => None,
        },
        _ => from_wingdings(code),
    }
}

fn from_wingdings(code: u32) -> Option<char> {
    match code {
        0x6c | 0x9f | 0x9e => Some('●'),
        0x6e | 0xa7 => Some('■'),
        0x6f | 0x71 | 0x72 | 0xa8 => Some('□'),
        0x75 | 0x74 => Some('◆'),
        0xa1 => Some('○'),
        0x80 => Some('⓪'),
        0x81..=0x8a => char::from_u32(0x2460 + code - 0x81),
        0x8c..=0x95 => char::from_u32(0x2776 + code - 0x8c),
        0xd8 => Some('➢'),
        0xe0 => Some('→'),
        0xfb => Some('✗'),
        0xfc => Some('✓'),
        0xfd => Some('☒'),
        0xfe => Some('☑'),
        0xb7 => Some('•'),
        _ => None,
    }
}

fn from_symbol(code: u32) -> Option<char> {
    match code {
        0x20..=0x3f => char::from_u32(code),
        0xa3 => Some('≤'),
        0xb3 => Some('≥'),
        0xb0 => Some('°'),
        0xb1 => Some('±'),
        0xb4 => Some('×'),
        0xb7 => Some('•'),
        0xb8 => Some('÷'),
        0xb9 => Some('≠'),
        0xbb => Some('≈'),
        0x61 => Some('α'),
        0x62 => Some('β'),
        0x67 => Some('γ'),
        0x64 => Some('δ'),
        0x6c => Some('λ'),
        0x6d => Some('μ'),
        0x70 => Some('π'),
        0x72 => Some('ρ'),
        0x73 => Some('σ'),
        0x44 => Some('Δ'),
        0x57 => Some('Ω'),
        0x53 => Some('Σ'),
        _ => None,
    }
}
