//! What was unpacked lately, in a bounded number of bytes. The laws that everybody asks for, and the articles of one search
//! that are compared first and shown then, are unpacked once.

use std::hash::Hash;
use std::sync::Arc;

use quick_cache::sync::{Cache, DefaultLifecycle};
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter};

use super::answer::{EngineError, PassageName};
use super::frames::Frame;
use super::presence::{Presence, PresenceAddress};
use crate::document::Document;

/// Bytes of passages that are kept at most. Of a frame, which holds some twenty, a page shows one or two.
const PASSAGES_BYTES_MAX: u64 = 10 << 20;
/// Bytes of frames that are kept at most: neighbours are asked for together.
const FRAMES_BYTES_MAX: u64 = 6 << 20;
/// Bytes of records that are kept at most, about.
const RECORDS_BYTES_MAX: u64 = 8 << 20;
/// Bytes of what is kept of common words at most, for each segment.
const PRESENCES_BYTES_MAX: u64 = 16 << 20;
/// What a frame or a record usually takes, and a passage; only guesses from which tables get their size.
const BYTES_USUAL: u64 = 8 << 10;
const PASSAGE_BYTES_USUAL: u64 = 1 << 9;
/// One that takes more than this part of a cache (a text of one endless passage) must not drive out all others.
const SHARE_MAX: u64 = 32;

/// Where a frame is: segment, entry of its document, place among the frames of the document.
pub(super) type FrameAddress = (u32, u32, u32);
/// Where a passage is: segment, entry.
pub(super) type PassageAddress = (u32, u32);
/// Where a record is: segment, ordinal of its document.
pub(super) type RecordAddress = (u32, u32);

/// Keeps things of one generation. What has not been looked at in a while goes first.
pub(super) struct Kept<K, V> {
    cache: Cache<K, V, ByBytes>,
    bytes_max: u64,
}

/// Something that takes memory.
pub(super) trait Weighed {
    fn bytes(&self) -> u64;
}

/// A record as hits share it.
#[derive(Clone)]
pub(super) struct KeptRecord {
    pub document: Arc<Document>,
    bytes: u64,
}

impl KeptRecord {
    /// A document of whose record so many bytes are stored. Unpacked it takes about eight times as many: four times by
    /// packing, and every field becomes a piece of memory of its own.
    pub(super) fn new(document: Document, bytes_stored: usize) -> Self {
        Self {
            document: Arc::new(document),
            bytes: 8 * bytes_stored as u64,
        }
    }
}

impl Weighed for KeptRecord {
    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// A passage as hits show it.
pub(super) struct KeptPassage {
    pub name: PassageName,
    /// Labels and headings of the divisions around it, the outermost first.
    pub headings: Vec<String>,
    pub text: String,
}

impl Weighed for Arc<KeptPassage> {
    fn bytes(&self) -> u64 {
        let PassageName { n, label, heading } = &self.name;
        let texts = [n, label, heading, &self.text].into_iter();
        let bytes: usize = texts.chain(&self.headings).map(String::len).sum();
        (size_of::<KeptPassage>() + self.headings.len() * size_of::<String>() + bytes) as u64
    }
}

impl Weighed for Arc<Frame> {
    fn bytes(&self) -> u64 {
        (size_of::<Frame>() + Frame::bytes(self)) as u64
    }
}

#[derive(Clone)]
struct ByBytes;

impl<K, V: Weighed> Weighter<K, V> for ByBytes {
    fn weight(&self, _: &K, value: &V) -> u64 {
        size_of::<K>() as u64 + value.bytes()
    }
}

impl Kept<FrameAddress, Arc<Frame>> {
    pub(super) fn frames() -> Self {
        Self::new(FRAMES_BYTES_MAX, BYTES_USUAL)
    }
}

impl Kept<RecordAddress, KeptRecord> {
    pub(super) fn records() -> Self {
        Self::new(RECORDS_BYTES_MAX, BYTES_USUAL)
    }
}

impl Kept<PassageAddress, Arc<KeptPassage>> {
    pub(super) fn passages() -> Self {
        Self::new(PASSAGES_BYTES_MAX, PASSAGE_BYTES_USUAL)
    }
}

impl Kept<PresenceAddress, Arc<Presence>> {
    pub(super) fn presences() -> Self {
        Self::new(PRESENCES_BYTES_MAX, BYTES_USUAL)
    }
}

impl<K: Eq + Hash, V: Weighed + Clone> Kept<K, V> {
    fn new(bytes_max: u64, bytes_usual: u64) -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity((bytes_max / bytes_usual) as usize)
            .weight_capacity(bytes_max)
            // More pieces than threads ask at once only cut the room for what is long.
            .shards(4)
            .build();
        // Options are refused only where they lack a capacity.
        let options = options.expect("both capacities are given");
        let hashed = DefaultHashBuilder::default();
        Self {
            cache: Cache::with_options(options, ByBytes, hashed, DefaultLifecycle::default()),
            bytes_max,
        }
    }

    /// What is kept of an address.
    pub(super) fn find(&self, address: &K) -> Option<V> {
        self.cache.get(address)
    }

    /// What is at an address, made by `make` where it is not kept.
    ///
    /// # Errors
    /// Those of `make`; nothing is kept then.
    pub(super) fn get(
        &self,
        address: K,
        make: impl FnOnce() -> Result<V, EngineError>,
    ) -> Result<V, EngineError> {
        if let Some(value) = self.find(&address) {
            return Ok(value);
        }
        let value = make()?;
        if value.bytes() <= self.bytes_max / SHARE_MAX {
            self.cache.insert(address, value.clone());
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Texts = Kept<u32, String>;

    impl Weighed for String {
        fn bytes(&self) -> u64 {
            self.len() as u64
        }
    }

    fn made(text: &str) -> Result<String, EngineError> {
        Ok(text.to_owned())
    }

    #[test]
    fn each_is_made_once_and_what_fails_is_not_kept() {
        let kept = Texts::new(1 << 20, BYTES_USUAL);
        let failed = kept.get(7, || Err(EngineError::Unreadable("damaged".to_owned())));
        assert!(failed.is_err());
        assert_eq!(kept.get(7, || made("第一条")).expect("made"), "第一条");
        let again = kept.get(7, || panic!("it is kept"));
        assert_eq!(again.expect("kept"), "第一条");
        assert_eq!(kept.get(8, || made("第二条")).expect("made"), "第二条");
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let kept = Texts::new(1 << 20, BYTES_USUAL);
        let long = "条".repeat(10_000);
        for at in 0..200 {
            assert_eq!(kept.get(at, || made(&long)).expect("made"), long);
            assert!(kept.cache.weight() <= 1 << 20);
        }
        assert!(kept.cache.weight() > 1 << 19);
        let before = kept.cache.weight();
        assert!(kept.get(1_000, || made(&"条".repeat(100_000))).is_ok());
        assert_eq!(kept.cache.weight(), before, "too long to be kept");
    }
}
