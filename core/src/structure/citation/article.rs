//! 第三条第一款第（二）项、第五条至第八条: the articles that are cited.

use super::super::ComponentNumber;
use super::super::numeral::NumeralReader;
use super::skip_blank;

/// Articles of one citation at most.
const ARTICLES_MAX: usize = 100;
/// Characters of a numeral at most.
const NUMERAL_CHARS_MAX: usize = 12;

/// An article that is cited. Places are `[from, to)` in Unicode scalar values of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CitedArticle {
    /// First character.
    pub from: usize,
    /// One past the last character.
    pub to: usize,
    /// The article.
    pub number: ComponentNumber,
    /// The last article of a span (第三十九条至第四十一条).
    pub until: Option<ComponentNumber>,
    /// The paragraph (款).
    pub paragraph: Option<u32>,
    /// The item (项).
    pub item: Option<u32>,
}

/// The list of articles that begins at `from`, and one past its end. Right behind a title 第 may be left out.
pub(super) fn articles(
    chars: &[char],
    from: usize,
    after_title: bool,
) -> (Vec<CitedArticle>, usize) {
    let mut list: Vec<CitedArticle> = Vec::new();
    let (mut at, mut end) = (from, from);
    while list.len() < ARTICLES_MAX {
        let scan = Scan { chars, at };
        let read = match list.last() {
            None => scan.article(after_title),
            Some(_) => scan.article(false),
        };
        let Some(article) = read.or_else(|| scan.part_of(list.last())) else {
            break;
        };
        end = article.to;
        list.push(article);
        let Some((next, spans)) = separator(chars, end) else {
            break;
        };
        at = next;
        if let (true, Some(last)) = (spans, (Scan { chars, at }).article(true)) {
            end = last.to;
            if let Some(first) = list.last_mut() {
                first.until = Some(last.number);
                first.to = last.to;
            }
            match separator(chars, end) {
                Some((next, false)) => at = next,
                _ => break,
            }
        }
    }
    (list, end)
}

/// What stands between two articles: where the next begins, and whether it ends a span.
fn separator(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let at = skip_blank(chars, at);
    let rest: String = chars.get(at..)?.iter().take(2).collect();
    let words = [
        ("以及", false),
        ("或者", false),
        ("、", false),
        ("，", false),
        ("和", false),
        ("及", false),
        ("与", false),
        ("或", false),
        ("至", true),
        ("到", true),
        ("-", true),
        ("—", true),
        ("－", true),
        ("~", true),
    ];
    let (word, spans) = words.into_iter().find(|(word, _)| rest.starts_with(word))?;
    Some((skip_blank(chars, at + word.chars().count()), spans))
}

/// A place in the characters.
#[derive(Clone, Copy)]
struct Scan<'a> {
    chars: &'a [char],
    at: usize,
}

impl Scan<'_> {
    fn eat(&mut self, wanted: &[char]) -> bool {
        let at = skip_blank(self.chars, self.at);
        let found = self.chars.get(at).is_some_and(|c| wanted.contains(c));
        if found {
            self.at = at + 1;
        }
        found
    }

    fn numeral(&mut self) -> Option<u32> {
        let mut reader = NumeralReader::default();
        let from = skip_blank(self.chars, self.at);
        let mut at = from;
        while at < from + NUMERAL_CHARS_MAX && self.chars.get(at).is_some_and(|c| reader.push(*c)) {
            at += 1;
        }
        let value = reader.finish().filter(|value| *value > 0 && at > from)?;
        self.at = at;
        Some(value)
    }

    /// 第十二条之一第二款第（三）项, and 第三十九至四十一条.
    fn article(mut self, bare: bool) -> Option<CitedArticle> {
        let from = skip_blank(self.chars, self.at);
        let ordinal = self.eat(&['第', '§']);
        if !ordinal && !bare {
            return None;
        }
        let value = self.numeral()?;
        let mut article = CitedArticle {
            from,
            to: from,
            number: ComponentNumber { value, bis: 0 },
            until: None,
            paragraph: None,
            item: None,
        };
        if self.eat(&['至', '到', '-', '—', '－', '~']) {
            self.eat(&['第']);
            let value = self.numeral()?;
            article.until = Some(ComponentNumber { value, bis: 0 });
        } else if self.eat(&['之']) {
            article.number.bis = self.numeral()?;
        }
        if !self.eat(&['条', '條']) {
            return None;
        }
        if article.until.is_none() && article.number.bis == 0 {
            article.number.bis = self.bis();
        }
        self.parts(&mut article);
        article.to = self.at;
        Some(article)
    }

    /// 之一 behind 条; 之 without a number (第三条之规定) is not part of it.
    fn bis(&mut self) -> u32 {
        let mut ahead = *self;
        match ahead.eat(&['之']).then(|| ahead.numeral()).flatten() {
            Some(bis) => {
                *self = ahead;
                bis
            }
            None => 0,
        }
    }

    /// 第二款第（三）项.
    fn parts(&mut self, article: &mut CitedArticle) {
        if let Some(paragraph) = self.part('款') {
            article.paragraph = Some(paragraph);
        }
        if let Some(item) = self.part('项') {
            article.item = Some(item);
        }
    }

    fn part(&mut self, unit: char) -> Option<u32> {
        let mut ahead = *self;
        if !ahead.eat(&['第']) {
            return None;
        }
        let bracketed = ahead.eat(&['（', '(']);
        let value = ahead.numeral()?;
        if bracketed && !ahead.eat(&['）', ')']) {
            return None;
        }
        if !ahead.eat(&[unit]) {
            return None;
        }
        *self = ahead;
        Some(value)
    }

    /// 、第三款 behind an article: another part of the same.
    fn part_of(mut self, last: Option<&CitedArticle>) -> Option<CitedArticle> {
        let last = last?;
        let mut article = CitedArticle {
            from: skip_blank(self.chars, self.at),
            to: last.to,
            number: last.number,
            until: None,
            paragraph: None,
            item: None,
        };
        self.parts(&mut article);
        if article.paragraph.is_none() && article.item.is_none() {
            return None;
        }
        if article.paragraph.is_none() {
            article.paragraph = last.paragraph;
        }
        article.to = self.at;
        Some(article)
    }
}
