//! How the fields of a record are spelled alike: width, spaces, brackets, invisible characters.
//!
//! This is for short fields (titles, numbers, names of organs and places), where nobody needs the offsets of
//! the original; the text itself is never rewritten.

/// Full-width forms become ASCII, the ideographic space a space; everything else stays.
pub fn fold_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) // always a char: the range maps to 21..7E
        }
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => ' ',
        _ => c,
    }
}

/// Characters that nobody sees: controls, zero-width marks, byte order marks, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
        || (c.is_control() && !c.is_whitespace())
}

/// One line without invisible characters; runs of white space become one space, and go where Chinese stands
/// on either side: spaces inside a Chinese title are layout.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let words_touch = line.ends_with(|before: char| before.is_ascii()) && c.is_ascii();
        if space && words_touch {
            line.push(' ');
        }
        space = false;
        line.push(c);
    }
    line
}

/// Without any white space or invisible character, full-width ASCII folded: for comparing, never for showing.
pub fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !is_invisible(*c) && !c.is_whitespace())
        .map(fold_width)
        .collect()
}

/// Whether the character opens a bracket of any kind, in the folded spelling or not.
pub(crate) fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '（'
            | '['
            | '［'
            | '〔'
            | '【'
            | '〖'
            | '<'
            | '〈'
            | '《'
            | '＜'
            | '{'
            | '｛'
            | '﹝'
            | '｢'
            | '「'
            | '︹'
            | '︵'
            | '❲'
    )
}

/// Whether the character closes a bracket of any kind.
pub(crate) fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | '）'
            | ']'
            | '］'
            | '〕'
            | '】'
            | '〗'
            | '>'
            | '〉'
            | '》'
            | '＞'
            | '}'
            | '｝'
            | '﹞'
            | '｣'
            | '」'
            | '︺'
            | '︶'
            | '❳'
    )
}

/// The first `chars_max` characters, and whether anything was cut off.
pub(crate) fn cut(text: &str, chars_max: usize) -> (&str, bool) {
    match text.char_indices().nth(chars_max) {
        Some((at, _)) => (&text[..at], true),
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_goes_and_words_stay_apart() {
        assert_eq!(
            one_line("关于\n实施 WTO  Agreement 的　通知\u{200B}"),
            "关于实施WTO Agreement的通知"
        );
        assert_eq!(compact("国办发 ［２０１２］ 46号"), "国办发[2012]46号");
    }

    #[test]
    fn cutting_never_splits_a_character() {
        assert_eq!(cut("通查通查", 3), ("通查通", true));
        assert_eq!(cut("通查", 2), ("通查", false));
    }
}
