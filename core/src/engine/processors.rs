//! How many processors a search uses: as many as its work is worth and other searches leave.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

/// How searches are spread over processors. Their answers are the same for any spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many processors all searches of an engine share.
    pub processors: usize,
    /// How many of them one search uses at most.
    pub each_max: usize,
    /// How many occurrences of its terms are worth a processor more.
    pub occurrences_each: u64,
}

impl Default for Spread {
    /// All processors of the machine, of which a search uses four: each further one shortens it less. To walk past so many
    /// occurrences takes some milliseconds; with a sixteenth of them 4,000 documents took a quarter more processor time
    /// and no less on the wall.
    fn default() -> Self {
        Self {
            processors: available_parallelism().map_or(1, usize::from),
            each_max: 4,
            occurrences_each: 1 << 19,
        }
    }
}

/// The processors that the searches of an engine share.
#[derive(Debug, Default)]
pub(super) struct Processors {
    spread: Spread,
    searches: AtomicUsize,
}

/// What a search may use while it holds this.
pub(super) struct Turn<'a> {
    searches: &'a AtomicUsize,
    processors: usize,
    occurrences_each: u64,
}

impl Processors {
    pub fn new(spread: Spread) -> Self {
        Self {
            spread,
            searches: AtomicUsize::new(0),
        }
    }

    /// Begins a search. Where others run, it gets an equal part: many at once are fastest with one processor each.
    pub fn turn(&self) -> Turn<'_> {
        let searches = self.searches.fetch_add(1, Ordering::Relaxed) + 1;
        Turn {
            searches: &self.searches,
            processors: (self.spread.processors / searches).min(self.spread.each_max),
            occurrences_each: self.spread.occurrences_each.max(1),
        }
    }
}

impl Turn<'_> {
    /// Into how many shares work of so many occurrences is parted.
    pub fn shares(&self, occurrences: u64) -> usize {
        let worth = usize::try_from(occurrences / self.occurrences_each).unwrap_or(usize::MAX);
        self.processors.min(worth).max(1)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.searches.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn processors(count: usize) -> Processors {
        Processors::new(Spread {
            processors: count,
            each_max: 4,
            occurrences_each: 10,
        })
    }

    #[test]
    fn searches_at_once_share_the_processors() {
        let processors = processors(4);
        let first = processors.turn();
        let second = processors.turn();
        assert_eq!((first.shares(1_000), second.shares(1_000)), (4, 2));
        drop(first);
        drop(second);
        assert_eq!(processors.turn().shares(1_000), 4);
    }

    #[test]
    fn every_search_gets_one_and_none_gets_all_of_many() {
        let one = processors(1);
        let turns = [one.turn(), one.turn(), one.turn()];
        assert!(turns.iter().all(|turn| turn.shares(1_000) == 1));
        assert_eq!(processors(0).turn().shares(1_000), 1);
        assert_eq!(processors(64).turn().shares(1_000), 4);
    }

    #[test]
    fn little_work_is_not_parted() {
        let processors = processors(4);
        let turn = processors.turn();
        assert_eq!(turn.shares(0), 1);
        assert_eq!(turn.shares(19), 1);
        assert_eq!(turn.shares(30), 3);
    }
}
