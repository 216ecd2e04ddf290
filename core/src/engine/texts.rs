//! What is stored of one document: its record, its outline, its passages.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::schema::{Field, Schema};

use super::answer::EngineError;
use super::frames::{Frame, Frames};
use super::kept::{FrameAddress, Kept, KeptPassage};
use super::packing::unpack_value;
use super::schema::{FRAMES_NAME, OUTLINE_NAME, STORED_NAME};
use super::segment::{Ordinal, SegmentView};
use super::store::StoredValues;
use super::stored::{StoredName, StoredOutline, StoredRecord};
use crate::structure::Structure;

/// The stored fields of an index, by its own schema: those of older ones have other numbers, and no frames.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredFields {
    record: Field,
    outline: Option<Field>,
    frames: Option<Field>,
}

impl StoredFields {
    pub(super) fn of(schema: &Schema) -> tantivy::Result<Self> {
        Ok(Self {
            record: schema.get_field(STORED_NAME)?,
            outline: schema.get_field(OUTLINE_NAME).ok(),
            frames: schema.get_field(FRAMES_NAME).ok(),
        })
    }
}

/// What is stored of one document.
pub(super) struct Stored<'v> {
    view: &'v SegmentView,
    fields: StoredFields,
    ordinal: Ordinal,
    values: StoredValues,
}

impl<'v> Stored<'v> {
    pub(super) fn read(
        view: &'v SegmentView,
        fields: StoredFields,
        ordinal: Ordinal,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            view,
            fields,
            ordinal,
            values: view.store.get(view.entry(ordinal))?,
        })
    }

    pub(super) fn record(&self) -> Result<StoredRecord, EngineError> {
        let record = self.values.of(self.fields.record).unwrap_or_default();
        Ok(serde_json::from_slice(&self.unpacked(record)?)?)
    }

    /// Bytes of the record, as it is stored.
    pub(super) fn record_bytes(&self) -> usize {
        self.values.of(self.fields.record).map_or(0, <[u8]>::len)
    }

    pub(super) fn structure(&self) -> Result<Structure, EngineError> {
        let outline = self.fields.outline.and_then(|field| self.values.of(field));
        // The oldest generations have it in one object with the record.
        let outline = outline.or_else(|| self.values.of(self.fields.record));
        let outline = self.unpacked(outline.unwrap_or_default())?;
        let outline: StoredOutline = serde_json::from_slice(&outline)?;
        Ok(outline.unpack())
    }

    /// The text of the document.
    pub(super) fn text(&self) -> Result<String, EngineError> {
        let mut text = Vec::with_capacity(self.view.columns.text_bytes(self.ordinal) as usize);
        match self.frames() {
            Some(frames) => {
                for frame in Frames::read(frames)?.all() {
                    for passage in frame?.passages() {
                        text.extend_from_slice(passage?.text);
                    }
                }
            }
            None => {
                for entry in self.view.passages(self.ordinal) {
                    let values = self.view.store.get(entry)?;
                    text.extend_from_slice(values.of(self.fields.record).unwrap_or_default());
                }
            }
        }
        String::from_utf8(text).map_err(|_| not_utf8())
    }

    /// Reads passages of the document one by one, whose segment has this number. Those that stand near each other are
    /// unpacked once, and not at all where their frame is kept.
    ///
    /// # Errors
    /// When what is stored is damaged, or of an older form.
    pub(super) fn passages<'s>(
        &'s self,
        segment: u32,
        kept: &'s Kept<FrameAddress, Arc<Frame>>,
    ) -> Result<Passages<'s>, EngineError> {
        Ok(Passages {
            document: (segment, self.view.entry(self.ordinal)),
            first: self.view.passages(self.ordinal).start,
            frames: Frames::read(self.frames().unwrap_or_default())?,
            kept,
            last: None,
        })
    }

    fn frames(&self) -> Option<&[u8]> {
        self.values.of(self.fields.frames?)
    }

    /// Only where there are frames are other values packed.
    fn unpacked<'b>(&self, value: &'b [u8]) -> Result<Cow<'b, [u8]>, EngineError> {
        match self.fields.frames {
            Some(_) => Ok(Cow::Owned(unpack_value(value)?)),
            None => Ok(Cow::Borrowed(value)),
        }
    }
}

/// The passages of one document.
pub(super) struct Passages<'s> {
    /// Segment and entry of the document.
    document: (u32, u32),
    /// Entry of the first one.
    first: u32,
    frames: Frames<'s>,
    kept: &'s Kept<FrameAddress, Arc<Frame>>,
    last: Option<Arc<Frame>>,
}

impl Passages<'_> {
    /// An entry as a hit shows it.
    ///
    /// # Errors
    /// When it is none of the document, or damaged.
    pub(super) fn read(&mut self, entry: u32) -> Result<KeptPassage, EngineError> {
        let (frame, place) = self.frame(entry)?;
        let stored = frame.passage(place)?;
        let (name, headings) = serde_json::from_slice::<StoredName>(stored.name)?.unpack();
        Ok(KeptPassage {
            name,
            headings,
            text: text(stored.text)?,
        })
    }

    fn frame(&mut self, entry: u32) -> Result<(&Frame, u32), EngineError> {
        let place = entry.saturating_sub(self.first);
        let frame = match self.last.take().filter(|frame| frame.has(place)) {
            Some(frame) => frame,
            None => {
                let at = self.frames.holding(place)?;
                let (segment, entry) = self.document;
                let address = (segment, entry, at as u32);
                let unpack = || Ok(Arc::new(self.frames.unpack(at)?));
                self.kept.get(address, unpack)?
            }
        };
        Ok((self.last.insert(frame), place))
    }
}

fn text(bytes: &[u8]) -> Result<String, EngineError> {
    let text = std::str::from_utf8(bytes).map_err(|_| not_utf8())?;
    Ok(text.to_owned())
}

fn not_utf8() -> EngineError {
    EngineError::Unreadable("a stored passage is not UTF-8".to_owned())
}
