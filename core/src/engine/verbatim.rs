//! Reads whether a passage says a phrase.

use tantivy::schema::Field;

use super::frames::{Frame, Frames};
use super::segment::{Ordinal, SegmentView};
use super::store::StoredValues;
use crate::language::character::is_searched;
use crate::language::normalize_char;

/// Reads passages of one segment in rising order. What stands in one frame is unpacked once.
pub(super) struct Reader<'a> {
    wanted: &'a str,
    view: &'a SegmentView,
    frames: Field,
    document: Option<Document>,
    /// The characters of a passage, kept so as not to allocate for each.
    characters: String,
}

struct Document {
    ordinal: Ordinal,
    values: StoredValues,
    frame: Option<Frame>,
}

impl<'a> Reader<'a> {
    /// `wanted` are characters as [`characters`](crate::language::characters) gives them, joined.
    pub(super) fn new(wanted: &'a str, view: &'a SegmentView, frames: Field) -> Self {
        Self {
            wanted,
            view,
            frames,
            document: None,
            characters: String::new(),
        }
    }

    /// Whether a passage says what is wanted.
    ///
    /// # Errors
    /// When what is stored is damaged.
    pub(super) fn has(&mut self, entry: u32) -> tantivy::Result<bool> {
        let near = self.document.as_ref().map_or(0, |known| known.ordinal);
        let ordinal = self.view.ordinal_from(near, entry);
        let mut document = match self.document.take() {
            Some(known) if known.ordinal == ordinal => known,
            _ => Document {
                ordinal,
                values: self.view.store.get(self.view.entry(ordinal))?,
                frame: None,
            },
        };
        let place = entry - self.view.passages(ordinal).start;
        let frame = match document.frame.take().filter(|frame| frame.has(place)) {
            Some(frame) => frame,
            None => {
                // Not among what is kept: a common phrase would drive out everything else.
                let frames = Frames::read(document.values.of(self.frames).unwrap_or_default())?;
                frames.unpack(frames.holding(place)?)?
            }
        };
        let frame = document.frame.insert(frame);
        let says = says(
            frame.passage(place)?.text,
            self.wanted,
            &mut self.characters,
        );
        self.document = Some(document);
        Ok(says)
    }
}

fn says(text: &[u8], wanted: &str, characters: &mut String) -> bool {
    let text = String::from_utf8_lossy(text);
    // Normal characters are normal: where they stand as they are, no others need be looked at.
    if text.contains(wanted) {
        return true;
    }
    characters.clear();
    let normal = text.chars().map(normalize_char);
    characters.extend(normal.filter(|&c| is_searched(c)));
    characters.contains(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_said_is_what_the_characters_say(
            text in "([第一条養犬登記Ａa1, 、\n\u{301}]|\\PC){0,40}",
            from in 0..20_usize,
            length in 1..6_usize,
            other in "[第一条养犬登记a1]{1,3}",
        ) {
            let normal = language::normalize(&text);
            let characters: String = language::characters(&normal).map(|token| token.text).collect();
            let part: String = characters.chars().skip(from).take(length).collect();
            for wanted in [part, other] {
                let expected = characters.contains(&wanted);
                prop_assert_eq!(says(text.as_bytes(), &wanted, &mut String::new()), expected);
            }
        }
    }
}
