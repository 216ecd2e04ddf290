//! Private-use characters that stand for a character which Unicode has since got: old mappings of GB 18030, and the
//! bullets of symbol fonts that word processors paste into pages.

use std::borrow::Cow;

/// GB 18030-2005 mapped these to private use, GB 18030-2022 and Unicode do not.
const GB18030: [(char, char); 34] = [
    ('\u{e78d}', '\u{fe10}'),
    ('\u{e78e}', '\u{fe12}'),
    ('\u{e78f}', '\u{fe11}'),
    ('\u{e790}', '\u{fe13}'),
    ('\u{e791}', '\u{fe14}'),
    ('\u{e792}', '\u{fe15}'),
    ('\u{e793}', '\u{fe16}'),
    ('\u{e794}', '\u{fe17}'),
    ('\u{e795}', '\u{fe18}'),
    ('\u{e796}', '\u{fe19}'),
    ('\u{e7c7}', '\u{1e3f}'),
    ('\u{e7c8}', '\u{1f9}'),
    ('\u{e815}', '\u{2e81}'),
    ('\u{e816}', '\u{20087}'),
    ('\u{e817}', '\u{20089}'),
    ('\u{e818}', '\u{200cc}'),
    ('\u{e819}', '\u{2e84}'),
    ('\u{e81e}', '\u{9fb4}'),
    ('\u{e826}', '\u{9fb5}'),
    ('\u{e82b}', '\u{9fb6}'),
    ('\u{e82c}', '\u{9fb7}'),
    ('\u{e831}', '\u{215d7}'),
    ('\u{e832}', '\u{9fb8}'),
    ('\u{e83b}', '\u{2298f}'),
    ('\u{e843}', '\u{9fb9}'),
    ('\u{e854}', '\u{9fba}'),
    ('\u{e855}', '\u{241fe}'),
    ('\u{e864}', '\u{9fbb}'),
    // Symbol and Wingdings, as Word writes them for list marks.
    ('\u{f06c}', '●'),
    ('\u{f06e}', '■'),
    ('\u{f0b7}', '•'),
    ('\u{f0d8}', '➢'),
    ('\u{f0fc}', '✓'),
    ('\u{f0a7}', '▪'),
];

/// The text with those characters in place.
pub(super) fn replace(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(is_private) {
        return text;
    }
    let replaced = text.chars().map(|character| {
        let known = GB18030.iter().find(|(from, _)| *from == character);
        known.map_or(character, |(_, to)| *to)
    });
    Cow::Owned(replaced.collect())
}

fn is_private(character: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&character)
}
