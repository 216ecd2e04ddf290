//! What kind of character a character is, for cutting text into tokens.

use unicode_normalization::char::is_combining_mark;

/// What the tokenizer does with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A Chinese character: its run is cut by the dictionary.
    Ideograph,
    /// A letter or digit of any script: its run is one token.
    Word,
    /// A combining mark: belongs to the letter before it, means nothing alone.
    Mark,
    /// Anything else ends a run and is not searched.
    Other,
}

pub(super) fn class(c: char) -> Class {
    match c {
        // Nearly every character of our texts is decided by the first three arms, without a Unicode table.
        '\u{4E00}'..='\u{9FFF}' => Class::Ideograph,
        '\0'..='\u{7F}' if c.is_ascii_alphanumeric() => Class::Word,
        '\0'..='\u{7F}'
        | '\u{2000}'..='\u{206F}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' => Class::Other,
        '〇' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
            Class::Ideograph
        }
        _ if c.is_alphanumeric() => Class::Word,
        _ if is_combining_mark(c) => Class::Mark,
        _ => Class::Other,
    }
}

/// Is this a letter, digit or ideograph, that is: does a change of it change the words?
pub(crate) fn is_searched(c: char) -> bool {
    matches!(class(c), Class::Ideograph | Class::Word)
}
