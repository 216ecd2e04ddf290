//! Walks the passages of a segment, each with its text and what stands above it.

use super::answer::EngineError;
use super::entries::context_of;
use super::segment::SegmentView;
use super::texts::{Stored, StoredFields};

/// A passage as it is walked past.
pub(crate) struct WalkedPassage<'t> {
    /// Its segment.
    pub segment: u32,
    /// Its entry there.
    pub entry: u32,
    /// Title and headings above it, normalized.
    pub context: &'t str,
    /// Its text, as it was published.
    pub text: &'t str,
}

/// Visits every passage of the segment of this number.
pub(super) fn for_each_passage(
    number: usize,
    view: &SegmentView,
    fields: StoredFields,
    visit: &mut dyn FnMut(WalkedPassage<'_>),
) -> Result<(), EngineError> {
    for ordinal in (0..view.documents()).filter(|&ordinal| view.is_alive(ordinal)) {
        let stored = Stored::read(view, fields, ordinal)?;
        let (structure, text) = (stored.structure()?, stored.text()?);
        let title = stored.record()?.document.title;
        for (entry, passage) in view.passages(ordinal).zip(&structure.passages) {
            let headings = structure.headings_of(passage);
            visit(WalkedPassage {
                segment: number as u32,
                entry,
                context: &context_of(&title, &headings, &passage.heading),
                text: passage.span.of(&text),
            });
        }
    }
    Ok(())
}
