//! From words to lines.

use super::is_wide;

/// A run of characters and its box, from the upper left corner of the page. Units do not matter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

/// Words beside each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    /// Height of the first word, which tells the size of the font; a digit beside it may be smaller.
    pub size: f32,
    /// Whether words stand apart in it, as the cells of a row do.
    pub is_row: bool,
    /// Right end and length of the last word.
    last_right: f32,
    last_chars: usize,
}

/// Gaps between two words, in heights of a line.
const NO_SPACE_MAX: f32 = 0.6;
/// Titles are spaced out: 东　莞　市.
const SPACED_OUT_MAX: f32 = 2.0;
const LATIN_SPACE_MIN: f32 = 0.12;
/// Wider than the space behind 第一条.
const ROW_GAP_MIN: f32 = 1.6;
/// How far a word may reach back over the last one: full-width punctuation is set closer than its box is wide.
const OVERLAP_MAX: f32 = 1.1;

/// Joins words that follow each other on one height.
pub(super) fn join_words(words: Vec<Word>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for word in words {
        if word.text.trim().is_empty() || !is_placed(&word) {
            continue;
        }
        match lines.last_mut() {
            Some(line) if line.continues_with(&word) => line.push(&word),
            _ => lines.push(Line::new(word)),
        }
    }
    lines
}

/// Words from the top of a page down, and from left to right: files may keep them in
/// the order in which they were drawn.
pub(crate) fn sort_by_place(mut words: Vec<Word>) -> Vec<Word> {
    let middle = |word: &Word| (word.top + word.bottom) / 2.0;
    words.retain(is_placed);
    words.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if is_beside(&line[0], &word) => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        // Drawn twice with a hair between, letters look bold.
        line.dedup_by(|a, b| a.text == b.text && a.left - b.left < 0.3 * (b.bottom - b.top));
    }
    lines.into_iter().flatten().collect()
}

fn is_beside(first: &Word, word: &Word) -> bool {
    let height = (first.bottom - first.top).min(word.bottom - word.top);
    let shared = first.bottom.min(word.bottom) - first.top.max(word.top);
    shared > 0.5 * height
}

fn is_placed(word: &Word) -> bool {
    let places = [word.left, word.right, word.top, word.bottom];
    places.iter().all(|place| place.is_finite()) && word.bottom > word.top
}

impl Line {
    fn new(word: Word) -> Self {
        Self {
            left: word.left,
            right: word.right,
            top: word.top,
            bottom: word.bottom,
            size: word.bottom - word.top,
            is_row: false,
            last_right: word.right,
            last_chars: word.text.chars().count(),
            text: word.text,
        }
    }

    fn continues_with(&self, word: &Word) -> bool {
        let height = word.bottom - word.top;
        let shared = self.bottom.min(word.bottom) - self.top.max(word.top);
        let is_beside = shared > 0.5 * height.min(self.bottom - self.top);
        is_beside && word.left > self.last_right - OVERLAP_MAX * self.size
    }

    fn push(&mut self, word: &Word) {
        let gap = (word.left - self.last_right) / self.size;
        if self.needs_space(word, gap) {
            self.text.push(' ');
            self.is_row |= gap > ROW_GAP_MIN;
        }
        self.text.push_str(&word.text);
        self.left = self.left.min(word.left);
        self.right = self.right.max(word.right);
        self.top = self.top.min(word.top);
        self.bottom = self.bottom.max(word.bottom);
        self.last_right = word.right;
        self.last_chars = word.text.chars().count();
    }

    fn needs_space(&self, word: &Word, gap: f32) -> bool {
        let before = self.text.chars().next_back().unwrap_or(' ');
        let after = word.text.chars().next().unwrap_or(' ');
        if before.is_whitespace() || after.is_whitespace() {
            return false;
        }
        if !is_wide(before) && !is_wide(after) {
            return gap > LATIN_SPACE_MIN;
        }
        let is_spaced_out = is_wide(before)
            && is_wide(after)
            && self.last_chars == 1
            && word.text.chars().count() == 1;
        let limit = if is_spaced_out {
            SPACED_OUT_MAX
        } else {
            NO_SPACE_MAX
        };
        gap > limit
    }
}
