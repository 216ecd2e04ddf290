//! Articles: 第一千零四十三条, 1043条, §1043, 133条之一第二款, 39-41条; and chapters, which name no article.

use std::ops::Range;

use crate::document::numeral::{is_numeral, read_integer};

/// Articles that one reference can name.
const ARTICLES_MAX: usize = 20;
/// No text has more articles; a larger number is a year or a serial.
const ARTICLE_MAX: u32 = 2_000;

/// A reference to articles, as it stands in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) chars: Range<usize>,
    /// Addresses of articles (`133-1`); none where a chapter is named.
    pub(super) articles: Vec<String>,
    /// The usual spelling.
    pub(super) text: String,
    /// Whether 第, § or an Arabic number marks it, so that it is one also without a name before it.
    pub(super) marked: bool,
}

/// The references in the line, from left to right. `free` says which characters are unread.
pub(super) fn find(chars: &[char], free: impl Fn(usize) -> bool) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let scan = Scan { chars, at };
        match free(at).then(|| scan.reference()).flatten() {
            Some(reference) => {
                at = reference.chars.end;
                found.push(reference);
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Scan<'a> {
    chars: &'a [char],
    at: usize,
}

/// An article's number.
#[derive(Clone, Copy, PartialEq)]
struct Number {
    whole: u32,
    bis: Option<u32>,
}

impl Number {
    fn address(self) -> String {
        match self.bis {
            Some(bis) => format!("{}-{bis}", self.whole),
            None => self.whole.to_string(),
        }
    }

    fn label(self) -> String {
        match self.bis {
            Some(bis) => format!("第{}条之{}", self.whole, chinese(bis)),
            None => format!("第{}条", self.whole),
        }
    }
}

fn chinese(n: u32) -> String {
    let digits = [
        "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    ];
    digits
        .get(n as usize)
        .map_or_else(|| n.to_string(), |digit| (*digit).to_owned())
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let found = self.peek().is_some_and(|c| wanted.contains(c));
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    fn numeral(&mut self) -> Option<(u32, usize)> {
        let from = self.at;
        while self.peek().is_some_and(is_numeral) {
            self.at += 1;
        }
        let text: String = self.chars[from..self.at].iter().collect();
        let value = read_integer(&text).filter(|value| *value > 0);
        if value.is_none() {
            self.at = from;
        }
        value.map(|value| (value, self.at - from))
    }

    fn reference(self) -> Option<Reference> {
        let start = self.at;
        // Not from the middle of a number.
        if start > 0 && is_numeral(self.chars[start - 1]) && self.peek().is_some_and(is_numeral) {
            return None;
        }
        self.articles(start).or_else(|| self.chapter(start))
    }

    fn articles(mut self, start: usize) -> Option<Reference> {
        let sign = self.section_sign();
        let ordinal = !sign && self.eat("第");
        self.skip_space();
        let arabic = self.peek().is_some_and(|c| c.is_ascii_digit());
        let (first, length) = self.one(sign)?;
        let mut list = vec![first.number];
        let mut closed = first.closed || sign;
        while list.len() < ARTICLES_MAX {
            let mut next = self;
            next.skip_space();
            let range = next.eat("-~至到");
            if !range && !next.eat("、，和与及") {
                break;
            }
            next.skip_space();
            // 第三十九条、第二款 is one article and its paragraph: a list goes on only with an article.
            next.eat("第");
            next.skip_space();
            let Some((other, _)) = next.one(sign) else {
                break;
            };
            if !(other.closed || sign) {
                break;
            }
            self = next;
            closed = true;
            let last = list.last().map_or(0, |number| number.whole);
            if range && other.number.whole > last {
                let rest = last + 1..other.number.whole;
                list.extend(
                    rest.take(ARTICLES_MAX)
                        .map(|whole| Number { whole, bis: None }),
                );
            }
            list.push(other.number);
        }
        list.truncate(ARTICLES_MAX);
        // 三条 is an everyday word; 一千零四十三条 and 39条 are not.
        let spelled = ordinal || sign || arabic || length > 1;
        if !closed || !spelled {
            return None;
        }
        let inner = self.inner_parts();
        let text = match list.as_slice() {
            [first, .., last] => format!("{}至{}", first.label(), last.label()),
            _ => format!("{}{inner}", list[0].label()),
        };
        Some(Reference {
            chars: start..self.at,
            articles: list.into_iter().map(Number::address).collect(),
            text,
            marked: ordinal || sign || arabic,
        })
    }

    /// `§`, `art.`, `article`.
    fn section_sign(&mut self) -> bool {
        if self.eat("§") {
            self.eat("§");
            self.skip_space();
            return true;
        }
        let starts_word = self.at == 0 || !self.chars[self.at - 1].is_ascii_alphanumeric();
        for word in ["article", "art.", "art"] {
            let letters = word.chars().count();
            let here = self.chars.get(self.at..self.at + letters);
            let mut after = *self;
            after.at += letters;
            after.skip_space();
            let number_follows = after.peek().is_some_and(|c| c.is_ascii_digit());
            if starts_word
                && number_follows
                && here.is_some_and(|here| word.chars().eq(here.iter().copied()))
            {
                *self = after;
                return true;
            }
        }
        false
    }

    /// One number with its 条 and 之一: `133条之一`, `133之一条`, `133`.
    fn one(&mut self, sign: bool) -> Option<(One, usize)> {
        let (whole, length) = self.numeral().filter(|(whole, _)| *whole <= ARTICLE_MAX)?;
        let mut bis = self.bis();
        self.skip_space_before("条");
        let mut closed = self.eat("条");
        if closed
            && self
                .peek()
                .is_some_and(|next| "例约款文件令理目".contains(next))
        {
            // 条例, 条约, 条款 are other words.
            self.at -= 1;
            closed = false;
        }
        if closed || sign {
            bis = bis.or_else(|| self.bis());
        }
        Some((
            One {
                number: Number { whole, bis },
                closed,
            },
            length,
        ))
    }

    fn skip_space_before(&mut self, wanted: &str) {
        let mut after = *self;
        after.skip_space();
        if after.peek().is_some_and(|c| wanted.contains(c)) {
            *self = after;
        }
    }

    fn bis(&mut self) -> Option<u32> {
        let mut scan = *self;
        scan.skip_space_before("之");
        if !scan.eat("之") {
            return None;
        }
        let (bis, _) = scan.numeral().filter(|(bis, _)| *bis < 30)?;
        *self = scan;
        Some(bis)
    }

    /// 第二款第（三）项: part of what is asked, but an article is the smallest thing that is found.
    fn inner_parts(&mut self) -> String {
        let mut text = String::new();
        for word in ["款", "项", "目"] {
            let mut scan = *self;
            scan.skip_space_before("第（0123456789一二三四五六七八九十");
            scan.eat("、的");
            let ordinal = scan.eat("第");
            scan.skip_space();
            let bracketed = scan.eat("（");
            let Some((n, _)) = scan.numeral() else {
                continue;
            };
            if bracketed && !scan.eat("）") {
                continue;
            }
            scan.skip_space_before(word);
            if !scan.eat(word)
                || !(ordinal || bracketed || !text.is_empty() || word == "款" || word == "项")
            {
                continue;
            }
            *self = scan;
            text.push_str(&format!("第{n}{word}"));
        }
        text
    }

    /// 第一章, 第二编第三节: where to read, but no article.
    fn chapter(mut self, start: usize) -> Option<Reference> {
        let mut text = String::new();
        while self.peek() == Some('第') {
            let mut scan = self;
            scan.eat("第");
            scan.skip_space();
            let Some((n, _)) = scan.numeral().filter(|(n, _)| *n < 100) else {
                break;
            };
            scan.skip_space();
            let Some(level) = scan.peek().filter(|c| "编章节".contains(*c)) else {
                break;
            };
            scan.at += 1;
            self = scan;
            text.push_str(&format!("第{}{level}", label_of_chapter(n)));
        }
        (!text.is_empty()).then_some(Reference {
            chars: start..self.at,
            articles: Vec::new(),
            text,
            marked: true,
        })
    }
}

fn label_of_chapter(n: u32) -> String {
    match n {
        0..=10 => chinese(n),
        11..=19 => format!("十{}", chinese(n - 10)),
        _ if n.is_multiple_of(10) => format!("{}十", chinese(n / 10)),
        _ => format!("{}十{}", chinese(n / 10), chinese(n % 10)),
    }
}

/// A number, and whether 条 stood behind it.
#[derive(Clone, Copy)]
struct One {
    number: Number,
    closed: bool,
}

/// An Arabic number at the end of the line, without 条: an article where a name stands before it (民法典1043).
pub(super) fn bare_at_end(chars: &[char], token: Range<usize>) -> Option<Reference> {
    let digits = chars[token.clone()]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let start = token.end - digits;
    let text: String = chars[start..token.end].iter().collect();
    let number = text
        .parse::<u32>()
        .ok()
        .filter(|n| (1..=ARTICLE_MAX).contains(n) && !(1949..=2099).contains(n))?;
    Some(Reference {
        chars: start..token.end,
        articles: vec![number.to_string()],
        text: format!("第{number}条"),
        marked: true,
    })
}
