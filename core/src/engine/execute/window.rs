//! What the terms of a plan leave in a window of whole documents: bits and scores.

use std::ops::{ControlFlow, Range};

use super::{Kept, Pass, check_deadline};
use crate::engine::answer::EngineError;
use crate::engine::bm25;
use crate::engine::cursor::Cursor;
use crate::engine::lookup::{Leaves, Lookup, Place};
use crate::engine::matcher::Answers;
use crate::engine::presence::PresenceCursor;
use crate::engine::segment::Ordinal;
use crate::query::Level;

/// A term is looked up document by document where it is expected to occur more than so many times as often as there
/// are documents left: to jump to a place costs about as much as to walk past so many.
pub(super) const OCCURRENCES_JUMPED_MIN: f32 = 8.0;

/// Entries that a window holds at least; it ends with a whole document. What the terms leave in so many stays in a
/// processor's first cache.
pub(super) const WINDOW_ENTRIES: u32 = 8_192;

/// What the terms leave in a window. Index 0 is its first entry, or its first document.
#[derive(Default)]
pub(super) struct Window {
    pub ordinals: Range<Ordinal>,
    /// The documents that may match, ascending. Of others not every term is known.
    pub candidates: Vec<Ordinal>,
    pub entry_first: u32,
    /// Only where hits are articles: of documents nobody asks which of their passages has which words.
    entry_terms: Vec<u64>,
    pub entry_score: Vec<f32>,
    pub document_terms: Vec<u64>,
    pub document_score: Vec<f32>,
    /// Terms in title, number and organs, which every article of the document shares.
    pub shared_terms: Vec<u64>,
    pub shared_score: Vec<f32>,
    /// What the matcher of the pass said last of sets of terms: few sets are those of most documents.
    may_hold: Answers,
    pub holds: Answers,
}

impl Window {
    pub fn reset(&mut self, level: Level, ordinals: Range<Ordinal>, entries: Range<u32>) {
        let documents = ordinals.len();
        self.ordinals = ordinals;
        self.entry_first = entries.start;
        if level == Level::Article {
            refill(&mut self.entry_terms, entries.len(), 0);
        }
        refill(&mut self.entry_score, entries.len(), 0.0);
        refill(&mut self.document_terms, documents, 0);
        refill(&mut self.document_score, documents, 0.0);
        refill(&mut self.shared_terms, documents, 0);
        refill(&mut self.shared_score, documents, 0.0);
    }

    /// The terms that a document was seen to have.
    fn seen(&self, ordinal: Ordinal) -> u64 {
        let at = (ordinal - self.ordinals.start) as usize;
        self.document_terms[at] | self.shared_terms[at]
    }

    /// What the title, number and organs of a document score.
    pub fn shared(&self, ordinal: Ordinal) -> f32 {
        self.shared_score[(ordinal - self.ordinals.start) as usize]
    }

    /// The terms that title, number and organs of a document have.
    pub fn shared_terms_of(&self, ordinal: Ordinal) -> u64 {
        self.shared_terms[(ordinal - self.ordinals.start) as usize]
    }

    /// The terms that the passages of a document have.
    pub fn passage_terms(&self, ordinal: Ordinal) -> u64 {
        self.document_terms[(ordinal - self.ordinals.start) as usize]
    }

    fn places_of(&self, entries: Range<u32>) -> Range<usize> {
        let place = |entry: u32| (entry - self.entry_first) as usize;
        place(entries.start)..place(entries.end)
    }

    /// The terms of entries, in their order, where hits are articles.
    pub fn terms_of(&self, entries: Range<u32>) -> &[u64] {
        &self.entry_terms[self.places_of(entries)]
    }

    /// The scores of entries, in their order.
    pub fn scores_of(&self, entries: Range<u32>) -> &[f32] {
        &self.entry_score[self.places_of(entries)]
    }
}

fn refill<T: Copy>(values: &mut Vec<T>, length: usize, value: T) {
    values.clear();
    values.resize(length, value);
}

impl Pass<'_> {
    /// Returns how many of these documents, or of their articles, match.
    pub(super) fn run(
        &self,
        documents: Range<Ordinal>,
        kept: &mut Kept<'_, '_>,
    ) -> Result<u64, EngineError> {
        let mut total = 0;
        let mut next = documents.end;
        self.windows(documents.clone(), WINDOW_ENTRIES, |window| {
            check_deadline(self.plan)?;
            total += self.collect(window, kept);
            next = window.ordinals.end;
            // As long as not as many are kept as are wanted, every document gets among them.
            Ok(match self.may_spare && kept.top.is_taken() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            })
        })?;
        if self.may_spare {
            total += self.run_sparing(next..documents.end, kept)?;
        }
        Ok(total)
    }

    /// Fills window after window of these documents, until `visit` breaks or they end. The first window holds
    /// about so many entries, each one after it twice as many up to [`WINDOW_ENTRIES`]: who wants only the next few
    /// hits does not pay for a large one.
    pub(super) fn windows(
        &self,
        mut documents: Range<Ordinal>,
        mut entries: u32,
        mut visit: impl FnMut(&Window) -> Result<ControlFlow<()>, EngineError>,
    ) -> Result<(), EngineError> {
        let mut cursors = self.cursors(documents.start, Leaves::Scores)?;
        let mut window = Window::default();
        while let Some(next) = self.next_documents(&documents, entries, &cursors) {
            documents.start = next.end;
            self.fill(&mut window, &mut cursors, next)?;
            if visit(&window)?.is_break() {
                return Ok(());
            }
            entries = (entries * 2).min(WINDOW_ENTRIES);
        }
        Ok(())
    }

    /// A cursor for each lookup whose term occurs in the segment, from a document on, with its place in the course.
    pub(super) fn cursors(
        &self,
        first: Ordinal,
        leaves: Leaves,
    ) -> Result<Vec<Walker<'_>>, EngineError> {
        if first >= self.view.documents() {
            return Ok(Vec::new());
        }
        let begin = self.view.passages(first).start;
        let mut walkers = Vec::with_capacity(self.lookups.len());
        for (place, lookup) in self.lookups.iter().enumerate() {
            let presence = match leaves {
                Leaves::Bits => lookup.presence(self.number, self.view)?,
                Leaves::Scores => None,
            };
            let way = if let Some(presence) = presence {
                Way::Documents(PresenceCursor::new(presence, first))
            } else if let Some(mut cursor) = lookup.cursor(self.number, self.view, leaves)? {
                cursor.skip_to(begin);
                Way::Occurrences(cursor, leaves)
            } else {
                continue;
            };
            walkers.push(Walker { place, lookup, way });
        }
        Ok(walkers)
    }

    /// The next of these documents that may match, with about so many entries; `None` where none of them does.
    pub(super) fn next_documents(
        &self,
        documents: &Range<Ordinal>,
        entries: u32,
        walkers: &[Walker<'_>],
    ) -> Option<Range<Ordinal>> {
        let first = self.next_document(documents, walkers)?;
        let entry_first = self.view.passages(first).start;
        let last = self.view.ordinal_of(entry_first.saturating_add(entries));
        Some(first..last.min(documents.end - 1) + 1)
    }

    /// The next of these documents that may match.
    fn next_document(&self, documents: &Range<Ordinal>, walkers: &[Walker<'_>]) -> Option<Ordinal> {
        let from = documents.start;
        if self.course.untouched_match {
            return (from < documents.end).then_some(from);
        }
        let everywhere = walkers
            .iter()
            .take_while(|walker| walker.place < self.course.everywhere);
        let touched = everywhere.filter_map(|walker| match &walker.way {
            Way::Occurrences(cursor, _) => Some(self.view.ordinal_of(cursor.next()?)),
            Way::Documents(cursor) => cursor.next(),
        });
        let touched = touched.min();
        let named = self.named.partition_point(|&ordinal| ordinal < from);
        let named = self.named.get(named).copied();
        let next = touched.into_iter().chain(named).min()?.max(from);
        (next < documents.end).then_some(next)
    }

    /// Lets the terms leave their bits and scores in a window: at first everywhere, then in the documents that may
    /// still match.
    pub(super) fn fill(
        &self,
        window: &mut Window,
        walkers: &mut [Walker<'_>],
        documents: Range<Ordinal>,
    ) -> tantivy::Result<()> {
        let entries = self.entries_of(&documents);
        window.reset(self.plan.level, documents, entries.clone());
        let split = walkers.partition_point(|walker| walker.place < self.course.everywhere);
        let (everywhere, rest) = walkers.split_at_mut(split);
        for walker in everywhere {
            self.leave(window, walker, std::iter::once(entries.clone()))?;
        }
        let mut candidates = std::mem::take(&mut window.candidates);
        candidates.clear();
        candidates.extend(window.ordinals.clone());
        let mut narrowed_to = None;
        for walker in rest {
            let remaining = self.course.remaining(walker.place);
            // Once a term, not once for each of its places.
            if narrowed_to != Some(remaining) {
                self.narrow(window, &mut candidates, remaining);
                narrowed_to = Some(remaining);
            }
            if candidates.is_empty() {
                break;
            }
            self.leave_in(window, walker, &candidates)?;
        }
        self.narrow(window, &mut candidates, 0);
        window.candidates = candidates;
        Ok(())
    }

    /// The entries of documents that follow each other.
    pub(super) fn entries_of(&self, documents: &Range<Ordinal>) -> Range<u32> {
        self.view.passages(documents.start).start..self.view.entry(documents.end - 1) + 1
    }

    /// Lets one term leave its bits and scores in these documents of a window; whether it does so in others, too, is left
    /// open.
    pub(super) fn leave_in(
        &self,
        window: &mut Window,
        walker: &mut Walker<'_>,
        documents: &[Ordinal],
    ) -> tantivy::Result<()> {
        let entries = self.entries_of(&window.ordinals);
        let share = entries.len() as f32 / self.view.reader.max_doc() as f32;
        let expected = walker.lookup.occurrences_in(self.number) as f32 * share;
        if documents.len() as f32 * OCCURRENCES_JUMPED_MIN < expected {
            let blocks = documents.iter().map(|&ordinal| self.view.block(ordinal));
            self.leave(window, walker, blocks)
        } else {
            self.leave(window, walker, std::iter::once(entries))
        }
    }

    /// Lets go of documents that cannot match, whichever of the remaining terms they have.
    fn narrow(&self, window: &Window, candidates: &mut Vec<Ordinal>, remaining: u64) {
        candidates.retain(|&ordinal| {
            let terms = window.seen(ordinal) | remaining;
            let may_hold = window
                .may_hold
                .get(terms, || self.matcher.may_hold_within(terms));
            may_hold || self.named.binary_search(&ordinal).is_ok()
        });
    }

    /// Lets one term leave its bits and scores in parts of a window, ascending.
    pub(super) fn leave(
        &self,
        window: &mut Window,
        walker: &mut Walker<'_>,
        parts: impl Iterator<Item = Range<u32>>,
    ) -> tantivy::Result<()> {
        let Walker { lookup, way, .. } = walker;
        let lookup: &Lookup = lookup;
        let bit = 1_u64 << lookup.term;
        let base = window.ordinals.start;
        let (cursor, leaves) = match way {
            Way::Occurrences(cursor, leaves) => (cursor, leaves),
            Way::Documents(cursor) => {
                cursor.for_each_in(window.ordinals.clone(), |ordinal| {
                    window.document_terms[(ordinal - base) as usize] |= bit;
                });
                return Ok(());
            }
        };
        match (lookup.place, self.plan.level) {
            (Place::Context | Place::Text, _) if *leaves == Leaves::Bits => {
                let mut marked = Marked::new(self, window);
                cursor.for_each_entry_in(parts, |entry| marked.mark(window, entry, bit))?;
            }
            (Place::Title | Place::Meta, _) => {
                let mut ordinal = base;
                cursor.for_each_in(parts, |entry, _, saturated| {
                    ordinal = self.view.ordinal_from(ordinal, entry);
                    let document = (ordinal - base) as usize;
                    window.shared_terms[document] |= bit;
                    window.shared_score[document] += lookup.weight * saturated;
                })?;
            }
            // Where hits are articles, nobody asks how often the document as a whole has a word.
            (Place::Context | Place::Text, Level::Article) => {
                let mut marked = Marked::new(self, window);
                cursor.for_each_in(parts, |entry, _, saturated| {
                    let at = (entry - window.entry_first) as usize;
                    window.entry_terms[at] |= bit;
                    window.entry_score[at] += lookup.weight * saturated;
                    marked.mark(window, entry, bit);
                })?;
            }
            (Place::Context, Level::Document) => {
                let mut marked = Marked::new(self, window);
                cursor.for_each_in(parts, |entry, _, saturated| {
                    window.entry_score[(entry - window.entry_first) as usize] +=
                        lookup.weight * saturated;
                    marked.mark(window, entry, bit);
                })?;
            }
            (Place::Text, Level::Document) => {
                let mut body = Body {
                    pass: self,
                    lookup,
                    ordinal: base,
                    entry: self.view.entry(base),
                    frequency: 0,
                };
                cursor.for_each_in(parts, |entry, frequency, saturated| {
                    window.entry_score[(entry - window.entry_first) as usize] +=
                        lookup.weight * saturated;
                    if entry > body.entry {
                        body.flush(window);
                        body.ordinal = self.view.ordinal_from(body.ordinal, entry);
                        body.entry = self.view.entry(body.ordinal);
                    }
                    body.frequency += frequency;
                })?;
                body.flush(window);
            }
        }
        Ok(())
    }
}

/// A lookup on its way through a segment.
pub(super) struct Walker<'a> {
    /// Its place in the course.
    pub place: usize,
    pub lookup: &'a Lookup,
    way: Way<'a>,
}

/// What a walker walks through.
enum Way<'a> {
    Occurrences(Cursor<'a>, Leaves),
    /// The documents that have a common word; it leaves its bit in them.
    Documents(PresenceCursor),
}

/// Marks the documents whose passages have a term.
struct Marked<'a> {
    pass: &'a Pass<'a>,
    ordinal: Ordinal,
    /// The first entry after the passages of the document that was marked last.
    until: u32,
}

impl<'a> Marked<'a> {
    fn new(pass: &'a Pass<'a>, window: &Window) -> Self {
        Self {
            pass,
            ordinal: window.ordinals.start,
            until: window.entry_first,
        }
    }

    #[inline]
    fn mark(&mut self, window: &mut Window, entry: u32, bit: u64) {
        if entry >= self.until {
            self.ordinal = self.pass.view.ordinal_from(self.ordinal, entry);
            self.until = self.pass.view.entry(self.ordinal);
            // Its text need not have the word: headings are indexed without their blanks (附　则).
            window.document_terms[(self.ordinal - window.ordinals.start) as usize] |= bit;
        }
    }
}

/// Adds up a term's frequency over the passages of one document.
struct Body<'a> {
    pass: &'a Pass<'a>,
    lookup: &'a Lookup,
    ordinal: Ordinal,
    /// The entry of the document.
    entry: u32,
    frequency: u32,
}

impl Body<'_> {
    fn flush(&mut self, window: &mut Window) {
        if self.frequency == 0 {
            return;
        }
        let at = (self.ordinal - window.ordinals.start) as usize;
        let bytes = self.pass.view.columns.text_bytes(self.ordinal) as f32;
        let saturated = bm25::saturate(
            self.frequency as f32,
            bytes,
            self.pass.bytes_average,
            self.pass.plan.weights.body_saturation,
        );
        window.document_terms[at] |= 1 << self.lookup.term;
        window.document_score[at] += self.lookup.weight_body * saturated;
        self.frequency = 0;
    }
}
