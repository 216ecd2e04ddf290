//! The table of contents (目录): headings that come a second time over the articles themselves.

use super::event::{Event, EventKind};

/// Between two lines of a table of contents there are at most this many bytes of something else.
const GAP_BYTES_MAX: usize = 60;

/// A table of contents has at most this many lines.
const ROW_MAX: usize = 1_000;

/// Folds the headings of tables of contents into one event each and takes out 目录 that heads nothing.
///
/// A table of contents is a row of headings with nothing between them, the first of which comes again before
/// any article; or such a row behind the word 目录.
pub(super) fn fold(events: Vec<Event>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::with_capacity(events.len());
    let mut at = 0;
    while at < events.len() {
        let named = matches!(events[at].kind, EventKind::Contents);
        let first = if named { at + 1 } else { at };
        let row = row_len(&events, first);
        let listed = match repeat_of_first(&events, first, row) {
            Some(repeat) => repeat - first,
            None if named && row >= 2 => row,
            None => 0,
        };
        if listed == 0 {
            // The word 目录 without headings behind it is text.
            if !named {
                out.push(events[at].clone());
            }
            at += 1;
            continue;
        }
        let last = first + listed - 1;
        out.push(Event {
            cut: events[at].cut,
            end: events[last].end,
            kind: EventKind::Contents,
        });
        at = last + 1;
    }
    out
}

/// How many headings from `first` stand one right behind the other.
fn row_len(events: &[Event], first: usize) -> usize {
    let is_listed = |event: &Event| event.heading().is_some() && !event.opens_text();
    let mut len = 0;
    // Bounded, so that a file of nothing but headings stays linear.
    while len < ROW_MAX
        && let Some(event) = events.get(first + len).filter(|event| is_listed(event))
    {
        if len > 0 && event.cut > events[first + len - 1].end + GAP_BYTES_MAX {
            break;
        }
        len += 1;
    }
    len
}

/// The event that repeats the first heading of the row, with at most text between it and the row.
fn repeat_of_first(events: &[Event], first: usize, row: usize) -> Option<usize> {
    if row == 0 {
        return None;
    }
    let head = events[first].heading()?;
    let same = |event: &Event| {
        event.heading().is_some_and(|h| {
            h.level == head.level && h.number == head.number && head.number.is_some()
        })
    };
    (first + 1..=first + row).find(|at| events.get(*at).is_some_and(same))
}
