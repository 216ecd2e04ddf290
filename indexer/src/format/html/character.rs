//! Character references: `&nbsp;`, `&#8212;`, `&#x2014;`.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name is `CounterClockwiseContourIntegral;`.
const NAME_BYTES_MAX: usize = 33;

/// Where a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    /// Addresses hold `&copy=1`, which is no sign.
    Attribute,
}

/// The text with its references in place, once: `&amp;lt;` is `&lt;`.
pub(super) fn decode(text: &str, place: Place) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut decoded = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at(first);
    decoded.push_str(before);
    while !rest.is_empty() {
        let length = reference(rest, place, &mut decoded).unwrap_or_else(|| {
            decoded.push('&');
            1
        });
        let plain = &rest[length..];
        let end = plain.find('&').unwrap_or(plain.len());
        decoded.push_str(&plain[..end]);
        rest = &plain[end..];
    }
    Cow::Owned(decoded)
}

/// Writes the character that the text begins with a reference to, and returns the length of the reference.
fn reference(text: &str, place: Place, into: &mut String) -> Option<usize> {
    match text.as_bytes().get(1)? {
        b'#' => numeric(text, into),
        letter if letter.is_ascii_alphabetic() => named(text, place, into),
        _ => None,
    }
}

fn numeric(text: &str, into: &mut String) -> Option<usize> {
    let (radix, from) = match text.as_bytes().get(2)? {
        b'x' | b'X' => (16, 3),
        _ => (10, 2),
    };
    let digits = text[from..]
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(radix))
        .count();
    if digits == 0 {
        return None;
    }
    let number = u32::from_str_radix(&text[from..from + digits], radix).unwrap_or(u32::MAX);
    let character = match number {
        0x80..=0x9f => C1_REPLACEMENTS[number as usize - 0x80].or(char::from_u32(number)),
        _ => char::from_u32(number).filter(|&character| character != '\0'),
    };
    into.push(character.unwrap_or('\u{fffd}'));
    let end = from + digits;
    Some(end + usize::from(text.as_bytes().get(end) == Some(&b';')))
}

fn named(text: &str, place: Place, into: &mut String) -> Option<usize> {
    let name = text[1..]
        .bytes()
        .take(NAME_BYTES_MAX)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = &text[1..=name];
    // With its semicolon a name is whole; without it the longest that has a meaning counts.
    let whole = format!("{name};");
    let is_closed = text[1 + name.len()..].starts_with(';');
    let found = is_closed
        .then(|| meaning(&whole).map(|meaning| (meaning, whole.len())))
        .flatten()
        .or_else(|| {
            (1..=name.len())
                .rev()
                .find_map(|length| Some((meaning(&name[..length])?, length)))
        });
    let ((first, second), length) = found?;
    let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'=';
    let is_closed = text.as_bytes().get(length) == Some(&b';');
    if place == Place::Attribute
        && !is_closed
        && text.as_bytes().get(1 + length).is_some_and(goes_on)
    {
        return None;
    }
    into.extend(
        [first, second]
            .into_iter()
            .filter_map(char::from_u32)
            .filter(|&c| c != '\0'),
    );
    Some(1 + length)
}

fn meaning(name: &str) -> Option<(u32, u32)> {
    // Beginnings of names are in the table with no meaning.
    NAMED_ENTITIES
        .get(name)
        .copied()
        .filter(|&(first, _)| first != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(decode(text, Place::Text), expected, "{text}");
    }

    #[test]
    fn references_are_read_once() {
        check(
            "a&nbsp;b&ldquo;甲&rdquo;&#8212;&#x3000;",
            "a\u{a0}b“甲”—\u{3000}",
        );
        check("&amp;lt;&lt;&LT&copy2020", "&lt;<<©2020");
        check(
            "&#150;&#0;&#xd800;&#99999999999;",
            "–\u{fffd}\u{fffd}\u{fffd}",
        );
        check("&NotEqualTilde;", "\u{2242}\u{338}");
    }

    #[test]
    fn other_signs_stay() {
        check(
            "a & b &; &# &#x; &无; &unknown; &",
            "a & b &; &# &#x; &无; &unknown; &",
        );
        check("x=1&para=2&copy=3", "x=1¶=2©=3");
        let address = "x=1&para=2&copy=3&amp;y&lt;";
        assert_eq!(decode(address, Place::Attribute), "x=1&para=2&copy=3&y<");
    }

    #[test]
    fn chains_do_not_grow() {
        let chain = "&amp;".repeat(100_000);
        assert_eq!(decode(&chain, Place::Text).len(), 100_000);
    }
}
