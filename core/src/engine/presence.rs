//! In which documents of a segment a common word stands: a bit for each document.
//!
//! A word that stands in half of all documents has hundreds of thousands of occurrences, and the same few hundred words are
//! common in every question. Where only is asked which documents match, the bits are all that there is to know of them.

use std::ops::Range;
use std::sync::Arc;

use tantivy::TERMINATED;

use super::cursor::Walk;
use super::kept::Weighed;
use super::segment::{Ordinal, SegmentView};

/// Where the list of a word is: number of its field, where its postings begin.
pub(super) type PresenceAddress = (u32, usize);

/// The documents of a segment whose passages have a word.
pub(super) struct Presence(Box<[u64]>);

impl Presence {
    /// The documents of all entries of a list that is at its beginning.
    pub(super) fn of(mut walk: Walk, view: &SegmentView) -> Self {
        let mut words = vec![0_u64; view.documents() as usize / 64 + 1];
        let mut ordinal = 0;
        // The first entry after the passages of the document that was marked last.
        let mut until = 0;
        walk.for_each_before(TERMINATED, |block, places| {
            for &entry in &block.docs()[places] {
                if entry >= until {
                    ordinal = view.ordinal_from(ordinal, entry);
                    until = view.entry(ordinal);
                    words[ordinal as usize / 64] |= 1 << (ordinal % 64);
                }
            }
        });
        Self(words.into_boxed_slice())
    }

    /// The first document from this one on; `None` behind the last.
    fn next(&self, from: Ordinal) -> Option<Ordinal> {
        self.documents_in(from..self.0.len() as Ordinal * 64).next()
    }

    /// Those of a range, ascending.
    fn documents_in(&self, range: Range<Ordinal>) -> impl Iterator<Item = Ordinal> + '_ {
        let mut word = range.start as usize / 64;
        let mut rest = self.0.get(word).copied().unwrap_or(0) & (u64::MAX << (range.start % 64));
        std::iter::from_fn(move || {
            while rest == 0 {
                word += 1;
                if word * 64 >= range.end as usize {
                    return None;
                }
                rest = *self.0.get(word)?;
            }
            let ordinal = word as Ordinal * 64 + rest.trailing_zeros();
            rest &= rest - 1;
            (ordinal < range.end).then_some(ordinal)
        })
    }
}

impl Weighed for Arc<Presence> {
    fn bytes(&self) -> u64 {
        size_of_val(&*self.0) as u64
    }
}

/// A position among the documents that have a word.
pub(super) struct PresenceCursor {
    presence: Arc<Presence>,
    /// The first document that was not visited.
    at: Ordinal,
}

impl PresenceCursor {
    pub(super) fn new(presence: Arc<Presence>, at: Ordinal) -> Self {
        Self { presence, at }
    }

    /// The first document that was not visited and has the word; `None` behind the last.
    pub(super) fn next(&self) -> Option<Ordinal> {
        self.presence.next(self.at)
    }

    /// Visits the documents of a range that have the word. Ranges ascend.
    pub(super) fn for_each_in(&mut self, range: Range<Ordinal>, visit: impl FnMut(Ordinal)) {
        self.at = range.end;
        self.presence.documents_in(range).for_each(visit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_a_range_ascend() {
        let mut words = vec![0_u64; 4];
        for ordinal in [0_usize, 5, 63, 64, 190, 255] {
            words[ordinal / 64] |= 1 << (ordinal % 64);
        }
        let presence = Arc::new(Presence(words.into_boxed_slice()));
        let of = |range| presence.documents_in(range).collect::<Vec<_>>();
        assert_eq!(of(0..256), [0, 5, 63, 64, 190, 255]);
        assert_eq!(of(1..64), [5, 63]);
        assert_eq!(of(64..190), [64]);
        assert_eq!(of(64..64), [0_u32; 0]);
        assert_eq!(of(191..300), [255]);
        assert_eq!(of(256..300), [0_u32; 0]);
        let mut cursor = PresenceCursor::new(presence, 6);
        assert_eq!(cursor.next(), Some(63));
        cursor.for_each_in(6..191, |_| {});
        assert_eq!(cursor.next(), Some(255));
    }
}
