//! The plain words of a query as one line of characters at their places, and what was already read of it.

use std::ops::Range;

use crate::query::{Clause, FieldPrefix, Piece, Query};

/// A query's plain pieces on one line. What excludes, what is typed for a field and what is one of several
/// alternatives is searching, not naming, and stays out.
#[derive(Debug, Clone)]
pub(super) struct Line {
    chars: Vec<char>,
    /// Read by a recogniser: the next ones pass it over.
    used: Vec<bool>,
    /// Not to be looked for.
    dropped: Vec<bool>,
    /// Whether the line is all of the query.
    pub(super) whole: bool,
}

/// What is unread of a line: its text, and where each character of it stands.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    pub(super) text: String,
    pub(super) at: Vec<usize>,
}

impl Unread {
    /// The place in the query of a range of characters of the text.
    pub(super) fn place(&self, chars: Range<usize>) -> Range<usize> {
        let last = chars.end.saturating_sub(1);
        match (self.at.get(chars.start), self.at.get(last)) {
            (Some(from), Some(to)) if chars.start < chars.end => *from..to + 1,
            _ => 0..0,
        }
    }
}

fn is_plain(clause: &Clause) -> bool {
    !clause.negated && {
        // A piece for the field of numbers names as a number does.
        let names = |field| matches!(field, None | Some(FieldPrefix::Number));
        matches!(clause.alternatives.as_slice(), [piece] if names(piece.field))
    }
}

fn is_bracket(c: char) -> bool {
    "（）〔〕()[]【】".contains(c)
}

impl Line {
    pub(super) fn new(query: &Query) -> Self {
        let pieces = || query.clauses.iter().filter(|clause| is_plain(clause));
        let ends = pieces()
            .flat_map(|clause| &clause.alternatives)
            .map(|piece| piece.chars.end);
        let length = ends.max().unwrap_or(0);
        let mut chars = vec![' '; length];
        for piece in pieces().flat_map(|clause| &clause.alternatives) {
            for (at, c) in piece.chars.clone().zip(piece.text.chars()) {
                chars[at] = if c.is_whitespace() { ' ' } else { c };
            }
        }
        Self {
            used: vec![false; length],
            dropped: vec![false; length],
            whole: query.clauses.iter().all(is_plain),
            chars,
        }
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }

    /// Marks as read.
    pub(super) fn take(&mut self, range: Range<usize>) {
        self.used[range].fill(true);
    }

    /// Marks as read, and as not to be looked for.
    pub(super) fn drop(&mut self, range: Range<usize>) {
        self.used[range.clone()].fill(true);
        self.dropped[range].fill(true);
    }

    /// Takes back what was marked.
    pub(super) fn restore(&mut self, range: Range<usize>) {
        self.used[range.clone()].fill(false);
        self.dropped[range].fill(false);
    }

    pub(super) fn is_free(&self, at: usize) -> bool {
        at < self.chars.len() && !self.used[at] && self.chars[at] != ' '
    }

    /// What is unread, without the punctuation around it; runs of blanks and of what was read are one blank.
    pub(super) fn unread(&self) -> Unread {
        let mut text = String::new();
        let mut at = Vec::new();
        for (place, c) in self.chars.iter().enumerate() {
            let c = if self.used[place] { ' ' } else { *c };
            if c == ' ' && (text.is_empty() || text.ends_with(' ')) {
                continue;
            }
            text.push(c);
            at.push(place);
        }
        while text.ends_with(' ') {
            text.pop();
            at.pop();
        }
        Unread { text, at }
    }

    /// The unread runs between blanks.
    pub(super) fn tokens(&self) -> Vec<Range<usize>> {
        let mut tokens = Vec::new();
        let mut from = None;
        for at in 0..=self.chars.len() {
            match (self.is_free(at), from) {
                (true, None) => from = Some(at),
                (false, Some(start)) => {
                    tokens.push(start..at);
                    from = None;
                }
                _ => {}
            }
        }
        tokens
    }

    /// The same, with brackets between them as well: `养犬（已废止）`.
    pub(super) fn words(&self) -> Vec<Range<usize>> {
        let mut words = Vec::new();
        for token in self.tokens() {
            let mut from = token.start;
            for at in token.clone() {
                if is_bracket(self.chars[at]) {
                    words.push(from..at);
                    from = at + 1;
                }
            }
            words.push(from..token.end);
        }
        words.retain(|word| !word.is_empty());
        words
    }

    /// A range with the brackets around it.
    pub(super) fn with_brackets(&self, range: Range<usize>) -> Range<usize> {
        let before = range.start.checked_sub(1).map(|at| self.chars[at]);
        let after = self.chars.get(range.end).copied();
        match before.is_some_and(is_bracket) && after.is_some_and(is_bracket) {
            true => range.start - 1..range.end + 1,
            false => range,
        }
    }

    /// Whether nothing is left to look for.
    pub(super) fn is_used_up(&self) -> bool {
        let left = |at: usize| !self.dropped[at] && self.chars[at].is_alphanumeric();
        self.whole && !(0..self.chars.len()).any(left)
    }

    /// The query without what is not to be looked for.
    pub(super) fn remaining(&self, query: &Query) -> Query {
        let mut clauses = Vec::with_capacity(query.clauses.len());
        for clause in &query.clauses {
            let whole = |piece: &Piece| !self.dropped[piece.chars.clone()].contains(&true);
            match clause.alternatives.as_slice() {
                [piece] if is_plain(clause) && !whole(piece) => {
                    clauses.extend(self.left_of(piece).into_iter().map(|piece| Clause {
                        negated: false,
                        alternatives: vec![piece],
                    }));
                }
                _ => clauses.push(clause.clone()),
            }
        }
        Query {
            clauses,
            truncated: query.truncated,
        }
    }

    /// The pieces that are left of a piece of which something was dropped.
    fn left_of(&self, piece: &Piece) -> Vec<Piece> {
        let raw: Vec<char> = piece.raw.chars().collect();
        let mut left = Vec::new();
        let mut from = None;
        for at in piece.chars.start..=piece.chars.end {
            let kept = at < piece.chars.end && !self.dropped[at];
            match (kept, from) {
                (true, None) => from = Some(at),
                (false, Some(start)) => {
                    left.push(start..at);
                    from = None;
                }
                _ => {}
            }
        }
        let offset = piece.chars.start;
        left.into_iter()
            .filter(|range| {
                self.chars[range.clone()]
                    .iter()
                    .any(|c| c.is_alphanumeric())
            })
            .map(|range| Piece {
                text: self.text(range.clone()),
                raw: raw[range.start - offset..range.end - offset]
                    .iter()
                    .collect(),
                chars: range,
                ..piece.clone()
            })
            .collect()
    }
}
