//! A normalised text that knows where it came from.

use std::borrow::Cow;
use std::ops::Range;

use super::normalize::TABLE;

/// A normalised text with its alignment to the original.
///
/// Normalising maps one character to one, so only stretches in which the characters change their length in
/// bytes are remembered; a text without any costs nothing beside the text, and one that is normal already is
/// borrowed.
///
/// ```
/// use tongcha::language::Aligned;
///
/// let aligned = Aligned::new("第１０條");
/// assert_eq!(aligned.text(), "第10条");
/// assert_eq!(aligned.to_original(3..5), 3..9);
/// ```
#[derive(Debug, Clone)]
pub struct Aligned<'t> {
    text: Cow<'t, str>,
    original_bytes: usize,
    /// Sorted by `at`; before the first, offsets are equal.
    runs: Vec<Run>,
}

/// A stretch of characters that all have the same two lengths, or that are all as long as their originals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Where the run begins in the normalised text.
    at: usize,
    /// Where it begins in the original.
    from: usize,
    /// Bytes of each of its characters, normalised and original; (1, 1) where these are equal.
    step: (u8, u8),
}

/// The step of a run in which every character is as long as its original.
const SAME: (u8, u8) = (1, 1);

impl<'t> Aligned<'t> {
    /// Normalises a text.
    pub fn new(original: &'t str) -> Self {
        let table = &*TABLE;
        let mut normal = String::new();
        let mut runs = Vec::new();
        let mut step = SAME;
        let mut copied = 0;
        for (from, c) in original.char_indices() {
            let to = table.get(c);
            if to == c && step == SAME {
                continue;
            }
            if normal.capacity() == 0 {
                normal.reserve(original.len());
            }
            normal.push_str(&original[copied..from]);
            let lengths = (to.len_utf8(), c.len_utf8());
            // Lengths of characters are 1 to 4.
            let next = if lengths.0 == lengths.1 {
                SAME
            } else {
                (lengths.0 as u8, lengths.1 as u8)
            };
            if next != step {
                step = next;
                runs.push(Run {
                    at: normal.len(),
                    from,
                    step,
                });
            }
            normal.push(to);
            copied = from + c.len_utf8();
        }
        if copied == 0 {
            return Self {
                text: Cow::Borrowed(original),
                original_bytes: original.len(),
                runs,
            };
        }
        normal.push_str(&original[copied..]);
        Self {
            text: Cow::Owned(normal),
            original_bytes: original.len(),
            runs,
        }
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a byte range of the normalised text stands for.
    ///
    /// The answer is always a valid range of the original on character boundaries: a range that cuts a
    /// character is widened to hold it, one that reaches beyond the end is cut there, and one that ends before
    /// it starts is empty.
    pub fn to_original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        let end = if range.end <= range.start {
            start
        } else {
            self.text.ceil_char_boundary(range.end)
        };
        self.offset(start)..self.offset(end)
    }

    /// The original offset of a character boundary of the normalised text.
    fn offset(&self, at: usize) -> usize {
        let Some(run) = self
            .runs
            .partition_point(|run| run.at <= at)
            .checked_sub(1)
            .map(|before| self.runs[before])
        else {
            return at;
        };
        let (normal, original) = (usize::from(run.step.0), usize::from(run.step.1));
        (run.from + (at - run.at) / normal * original).min(self.original_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::normalize;
    use proptest::prelude::*;

    #[test]
    fn text_without_changes_is_borrowed() {
        let aligned = Aligned::new("“本法”");
        assert_eq!(aligned.text(), "\"本法\"");
        assert_eq!(aligned.runs.len(), 3);
        let aligned = Aligned::new("第一条 本法所称机关，");
        assert!(matches!(aligned.text, Cow::Borrowed(_)));
        assert!(aligned.runs.is_empty());
    }

    #[test]
    fn equal_lengths_need_no_run() {
        let aligned = Aligned::new("處罰");
        assert_eq!(aligned.text(), "处罚");
        assert!(aligned.runs.is_empty());
        assert_eq!(aligned.to_original(3..6), 3..6);
    }

    #[test]
    fn odd_ranges_are_clamped() {
        let aligned = Aligned::new("Ａ條鮀b");
        assert_eq!(aligned.text(), "a条𬶍b");
        assert_eq!(aligned.to_original(0..1), 0..3);
        assert_eq!(aligned.to_original(2..3), 3..6);
        assert_eq!(aligned.to_original(4..8), 6..9);
        assert_eq!(aligned.to_original(8..99), 9..10);
        assert_eq!(aligned.to_original(99..120), 10..10);
        #[allow(clippy::reversed_empty_ranges)]
        let reversed = aligned.to_original(5..2);
        assert_eq!(reversed, 6..6);
    }

    proptest! {
        #[test]
        fn characters_map_one_to_one(text in "([\\PC\\s]|[Ａ-Ｚ“”　鮀𝐀條a])*") {
            let aligned = Aligned::new(&text);
            prop_assert_eq!(aligned.text(), normalize(&text));
            let mut covered = 0;
            for ((from, was), (at, is)) in text.char_indices().zip(aligned.text().char_indices()) {
                let range = aligned.to_original(at..at + is.len_utf8());
                prop_assert_eq!(range.clone(), from..from + was.len_utf8());
                prop_assert_eq!(range.start, covered);
                covered = range.end;
            }
            prop_assert_eq!(covered, text.len());
        }

        #[test]
        fn any_range_is_valid(text in any::<String>(), start in 0..300_usize, end in 0..300_usize) {
            let range = Aligned::new(&text).to_original(start..end);
            prop_assert!(text.get(range).is_some());
        }
    }
}
