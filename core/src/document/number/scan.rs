//! The small parts of a number, read at a place in the characters.

use crate::document::numeral::{is_numeral, read_integer};

/// Years that a number can carry; before 1949 there are none, and 2100 is far.
const YEARS: std::ops::RangeInclusive<u32> = 1949..=2099;

/// A place in the characters.
pub(super) struct Scan<'a> {
    pub(super) chars: &'a [char],
    pub(super) at: usize,
}

/// What comes after the year.
pub(super) struct Tail {
    pub(super) serial: u32,
    pub(super) decree: bool,
    pub(super) end: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    pub(super) fn skip_space(&mut self) -> bool {
        self.eat(' ')
    }

    /// The numeral here, at most `chars_max` characters long.
    fn numeral(&mut self, chars_max: usize) -> Option<(u32, usize)> {
        let from = self.at;
        while self.peek().is_some_and(is_numeral) {
            self.at += 1;
        }
        let length = self.at - from;
        // Asked at every character of a query, nearly none of which is a numeral.
        let value = if (1..=chars_max).contains(&length) {
            let text: String = self.chars[from..self.at].iter().collect();
            read_integer(&text)
        } else {
            None
        };
        if value.is_none() {
            self.at = from;
        }
        value.map(|value| (value, length))
    }

    pub(super) fn year(&mut self) -> Option<u16> {
        let from = self.at;
        let year = self.bracketed_year().or_else(|| {
            self.at = from;
            self.bare_year()
        });
        if year.is_none() {
            self.at = from;
        }
        year
    }

    /// `〔2012〕`, `〔2012年〕`, `〔86〕`.
    pub(super) fn bracketed_year(&mut self) -> Option<u16> {
        if !self.eat('〔') {
            return None;
        }
        self.skip_space();
        let (value, length) = self.numeral(4)?;
        let year = match (value, length) {
            (value, 4) => value,
            (value @ 49..=99, 2) => 1900 + value,
            _ => return None,
        };
        self.skip_space();
        self.eat('年');
        self.skip_space();
        let closed = self.eat('〕');
        u16::try_from(year)
            .ok()
            .filter(|_| closed && YEARS.contains(&year))
    }

    /// `2019年`, or `2012` before 第, a dash or a space.
    fn bare_year(&mut self) -> Option<u16> {
        // Not from the middle of a longer run of digits.
        if self.at > 0 && self.chars[self.at - 1].is_ascii_digit() {
            return None;
        }
        let (year, length) = self.numeral(4)?;
        let spaced = self.skip_space();
        let marked = self.eat('年') || self.eat('-') || self.peek() == Some('第') || spaced;
        u16::try_from(year)
            .ok()
            .filter(|_| marked && length == 4 && YEARS.contains(&year))
    }

    /// `46号`, `第46号`, `（第711号）`, `第664号令`. Without 第 only where `bare_allowed`, that is after a year
    /// or after 令; without 号 only at the end of all, or before what no number goes on with.
    pub(super) fn serial(&mut self, bare_allowed: bool) -> Option<Tail> {
        self.skip_space();
        let bracketed = self.eat('〔');
        self.skip_space();
        let ordinal = self.eat('第');
        self.skip_space();
        // 国务院570号令: behind the serial, 号令 says as much as 第 before it. Not from the middle of a numeral.
        let inside_numeral = self.at > 0 && is_numeral(self.chars[self.at - 1]);
        let decree_only = !ordinal && !bare_allowed;
        if decree_only && inside_numeral {
            return None;
        }
        let (serial, _) = self.numeral(7)?;
        self.skip_space();
        let marked = self.eat('号');
        if decree_only && !(marked && self.peek() == Some('令')) {
            return None;
        }
        if serial == 0
            || (!marked && (!bare_allowed || self.peek().is_some_and(char::is_alphabetic)))
        {
            return None;
        }
        if bracketed && !self.eat('〕') {
            return None;
        }
        let decree = marked && !bracketed && self.eat('令');
        Some(Tail {
            serial,
            decree,
            end: self.at,
        })
    }
}
