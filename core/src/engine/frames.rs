//! The text of a document in frames: a few passages each, with what a hit says of them, compressed together.
//!
//! ```text
//! number of frames   u32
//! for each frame     its first passage u32, its bytes when unpacked u32, its bytes as packed u32
//! the frames, packed
//!     for each passage   bytes of its name u32, bytes of its text u32, name (JSON), text
//! ```
//! All numbers are little-endian. A frame ends with the passage that fills it, so a hit unpacks one frame for a passage, and
//! a whole document is read by unpacking all of them in turn.

use std::io;

use super::packing::{pack, unpack};

/// A frame is full when it has so many bytes.
const FRAME_BYTES: usize = 10 * 1024;
const HEAD_BYTES: usize = 12;

/// Collects the passages of a document.
#[derive(Default)]
pub(super) struct FramesWriter {
    heads: Vec<[u32; 3]>,
    packed: Vec<u8>,
    open: Vec<u8>,
    open_first: u32,
    passages: u32,
}

impl FramesWriter {
    /// Adds the next passage.
    ///
    /// # Errors
    /// When it has more bytes than four thousand million, or zstd gets no memory.
    pub(super) fn add(&mut self, name: &[u8], text: &[u8]) -> io::Result<()> {
        for part in [name, text] {
            self.open.extend(length(part.len())?.to_le_bytes());
        }
        self.open.extend_from_slice(name);
        self.open.extend_from_slice(text);
        self.passages += 1;
        if self.open.len() >= FRAME_BYTES {
            self.close()?;
        }
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        if self.open.is_empty() {
            return Ok(());
        }
        let packed = pack(&self.open)?;
        self.heads.push([
            self.open_first,
            length(self.open.len())?,
            length(packed.len())?,
        ]);
        self.packed.extend(packed);
        self.open.clear();
        self.open_first = self.passages;
        Ok(())
    }

    /// The value to store.
    ///
    /// # Errors
    /// As [`FramesWriter::add`].
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.close()?;
        let mut value = length(self.heads.len())?.to_le_bytes().to_vec();
        value.extend(
            self.heads
                .iter()
                .flatten()
                .flat_map(|number| number.to_le_bytes()),
        );
        value.extend(self.packed);
        Ok(value)
    }
}

fn length(bytes: usize) -> io::Result<u32> {
    u32::try_from(bytes).map_err(|_| io::Error::other("a passage has more than 4 GiB"))
}

/// The frames of a document, as they were stored.
pub(super) struct Frames<'a> {
    heads: &'a [[u8; HEAD_BYTES]],
    packed: &'a [u8],
}

/// Some passages of a document, unpacked.
pub(super) struct Frame {
    first: u32,
    bytes: Vec<u8>,
}

/// A passage as it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StoredPassageText<'a> {
    /// Its name, JSON.
    pub name: &'a [u8],
    /// Its text, UTF-8.
    pub text: &'a [u8],
}

impl<'a> Frames<'a> {
    /// The frames of a stored value.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn read(value: &'a [u8]) -> io::Result<Self> {
        let (count, rest) = value.split_first_chunk().ok_or_else(damaged)?;
        let bytes = (u32::from_le_bytes(*count) as usize).saturating_mul(HEAD_BYTES);
        let heads = rest.get(..bytes).ok_or_else(damaged)?;
        let (heads, _) = heads.as_chunks();
        Ok(Self {
            heads,
            packed: &rest[bytes..],
        })
    }

    /// Which frame holds a passage, by its place in the document.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn holding(&self, passage: u32) -> io::Result<usize> {
        let after = self
            .heads
            .partition_point(|head| number(head, 0) <= passage);
        after.checked_sub(1).ok_or_else(damaged)
    }

    /// All frames, one after another.
    ///
    /// # Errors
    /// Of each: when it is damaged.
    pub(super) fn all(&self) -> impl Iterator<Item = io::Result<Frame>> {
        (0..self.heads.len()).map(|at| self.unpack(at))
    }

    /// A frame, unpacked.
    ///
    /// # Errors
    /// When there is none at this place, or it is damaged.
    pub(super) fn unpack(&self, at: usize) -> io::Result<Frame> {
        let head = self.heads.get(at).ok_or_else(damaged)?;
        let sizes = self.heads[..at].iter();
        // At most some thousand frames of a document, and none of the sums can be more than it has bytes.
        let start: usize = sizes.map(|head| number(head, 2) as usize).sum();
        let end = start.saturating_add(number(head, 2) as usize);
        let packed = self.packed.get(start..end).ok_or_else(damaged)?;
        Ok(Frame {
            first: number(head, 0),
            bytes: unpack(packed, number(head, 1) as usize)?,
        })
    }
}

fn number(head: &[u8; HEAD_BYTES], place: usize) -> u32 {
    let at = place * 4;
    u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]])
}

fn damaged() -> io::Error {
    io::Error::other("the frames of a document are damaged")
}

impl Frame {
    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The passage at this place in the document.
    ///
    /// # Errors
    /// When it is not in this frame, or the frame is damaged.
    pub(super) fn passage(&self, passage: u32) -> io::Result<StoredPassageText<'_>> {
        let place = passage.checked_sub(self.first).ok_or_else(damaged)?;
        let mut passages = self.passages();
        passages.nth(place as usize).ok_or_else(damaged)?
    }

    /// Whether the passage at this place can only be here.
    pub(super) fn has(&self, passage: u32) -> bool {
        passage >= self.first
            && self
                .passages()
                .nth((passage - self.first) as usize)
                .is_some()
    }

    /// Its passages in their order.
    ///
    /// # Errors
    /// Of each: when the frame is damaged, which is then the last.
    pub(super) fn passages(&self) -> impl Iterator<Item = io::Result<StoredPassageText<'_>>> {
        let mut rest = Some(self.bytes.as_slice());
        std::iter::from_fn(move || {
            let bytes = rest.take().filter(|bytes| !bytes.is_empty())?;
            match split_passage(bytes) {
                Some((passage, behind)) => {
                    rest = Some(behind);
                    Some(Ok(passage))
                }
                None => Some(Err(damaged())),
            }
        })
    }
}

fn split_passage(bytes: &[u8]) -> Option<(StoredPassageText<'_>, &[u8])> {
    let (name, rest) = bytes.split_first_chunk()?;
    let (text, rest) = rest.split_first_chunk()?;
    let (name, rest) = rest.split_at_checked(u32::from_le_bytes(*name) as usize)?;
    let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*text) as usize)?;
    Some((StoredPassageText { name, text }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stored(passages: &[(String, String)]) -> Vec<u8> {
        let mut writer = FramesWriter::default();
        for (name, text) in passages {
            writer.add(name.as_bytes(), text.as_bytes()).expect("room");
        }
        writer.finish().expect("room")
    }

    proptest! {
        #[test]
        fn every_passage_is_read_alone_and_in_turn(
            passages in prop::collection::vec((".{0,20}", "[第条一-龥]{0,3000}"), 0..40)
        ) {
            let value = stored(&passages);
            let frames = Frames::read(&value).expect("just written");
            for (at, (name, text)) in (0..).zip(&passages) {
                let place = frames.holding(at).expect("just written");
                let frame = frames.unpack(place).expect("just written");
                let passage = frame.passage(at).expect("just written");
                prop_assert!(frame.has(at));
                prop_assert_eq!((passage.name, passage.text), (name.as_bytes(), text.as_bytes()));
            }
            let all: Vec<Frame> = frames.all().collect::<Result<_, _>>().expect("just written");
            let texts = all.iter().flat_map(Frame::passages).map(|passage| {
                String::from_utf8(passage.expect("just written").text.to_vec()).expect("text")
            });
            let wanted = passages.iter().map(|(_, text)| text.clone());
            prop_assert_eq!(texts.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
        }

        #[test]
        fn damage_never_panics(at in 0..400_usize, flip in 1..=255_u8, cut in 0..400_usize) {
            let passages = [("n".to_owned(), "第一条 养犬。".to_owned()), ("m".to_owned(), "条".repeat(4000))];
            let mut value = stored(&passages);
            let place = at % value.len();
            value[place] ^= flip;
            value.truncate(value.len().saturating_sub(cut % 50));
            if let Ok(frames) = Frames::read(&value) {
                for passage in 0..4 {
                    // Whatever it says, it says it without a panic and in bounded memory.
                    let place = frames.holding(passage);
                    let frame = place.and_then(|place| frames.unpack(place));
                    let _ = frame.map(|frame| frame.passage(passage).is_ok());
                }
                frames.all().for_each(drop);
            }
        }
    }

    #[test]
    fn a_document_without_passages_has_no_frames() {
        let value = stored(&[]);
        let frames = Frames::read(&value).expect("just written");
        assert_eq!(frames.all().count(), 0);
        assert!(frames.holding(0).is_err() && frames.unpack(0).is_err());
        assert!(Frames::read(&[]).is_err());
    }
}
