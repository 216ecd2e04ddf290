//! Where a text that another carries begins: the 办法 behind 关于印发…的通知, when no announced title shows it.

use super::DivisionLevel;
use super::event::{Event, EventKind, Heading};
use super::headings::{is_date, squeeze};
use super::label::is_blank;
use super::titles::CARRYING;

/// A title stands on at most this many lines, the line （2019年修订） included.
const TITLE_LINES_MAX: usize = 5;
const TITLE_LINE_BYTES_MAX: usize = 150;

/// Puts an [`Enclosed`](DivisionLevel::Enclosed) division before each run of articles that has none yet: before the
/// first when the text in front of it carries another text along, before every later one always.
pub(super) fn insert(text: &str, events: Vec<Event>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::with_capacity(events.len() + 4);
    // Where the head of the next run would start in `out`: behind the last article.
    let mut head = 0;
    let mut opened = false;
    let mut current = None;
    for event in events {
        if let EventKind::Article { run, .. } = event.kind {
            let first_run = current.is_none();
            if current != Some(run) && !opened {
                let cut = out.get(head).map_or(event.cut, |head: &Event| head.cut);
                let floor = head.checked_sub(1).map_or(0, |at| out[at].end);
                if !first_run || carries(&text[floor..cut]) {
                    let division = enclosed(text, floor, cut);
                    // In front of the first run there is a wrapper only when a title stands under it.
                    if !first_run || division.end > division.cut {
                        out.insert(head, division);
                    }
                }
            }
            current = Some(run);
            opened = false;
            out.push(event);
            head = out.len();
            continue;
        }
        opened |= event.opens_text();
        out.push(event);
    }
    out
}

/// Whether the text in front of the articles sends another text along.
fn carries(before: &str) -> bool {
    // The wrapper is short; of a long one the end is enough.
    let start = before
        .char_indices()
        .rev()
        .nth(3_000)
        .map_or(0, |(at, _)| at);
    let before = &before[start..];
    // （…会议通过，…公布） is the note under a law's own title.
    let mut lines = before.split('\n').map(|line| line.trim_matches(is_blank));
    lines.any(|line| {
        !line.starts_with(['（', '('])
            && line.contains('。')
            && CARRYING.iter().any(|word| line.contains(word))
    })
}

/// The division of an enclosed text whose first heading or article stands at `cut`: its title is in the lines
/// before, down to a line that is a sentence or the date of the wrapper.
fn enclosed(text: &str, floor: usize, cut: usize) -> Event {
    let mut start = cut;
    let mut title = String::new();
    for line in text[floor..cut]
        .rsplit('\n')
        .filter(|line| !line.trim_matches(is_blank).is_empty())
        .take(TITLE_LINES_MAX)
    {
        let bare = line.trim_matches(is_blank);
        let sentence = bare.ends_with(['。', '：', ':', '；', ';', '，', ',']);
        if sentence || bare.len() > TITLE_LINE_BYTES_MAX || is_date(bare) {
            break;
        }
        // The line is a part of `text`, so its address tells where it stands.
        start = line.as_ptr() as usize - text.as_ptr() as usize;
        title = squeeze(bare) + &title;
    }
    Event {
        cut: start,
        end: cut,
        kind: EventKind::Division(Heading {
            level: DivisionLevel::Enclosed,
            number: None,
            label: String::new(),
            heading: title,
        }),
    }
}
