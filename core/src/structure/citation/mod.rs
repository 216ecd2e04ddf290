//! Citations: where a text names another one, its number, its articles.
//!
//! The forms are those of GB/T 9704-2012 §7.3.3 (title in 《》, then the number in brackets) and of 《立法技术规范
//! （试行）（一）》 §12 (articles cited by their numbers): 《title》 with 〈〉 inside, then （文号）, （2019年修正）,
//! （以下简称…）, then 第N条第M款第（K）项 and lists and spans of them; numbers without a title; and articles
//! without a title, before which a reader who knows names can find one.
//!
//! One pass; nothing looks further than some two hundred characters back or ahead, so that hostile text costs no
//! more than other text.

mod article;
mod number;
#[cfg(test)]
mod tests;

use super::label::is_blank;
use super::numeral::is_numeral;
use crate::document::DocumentNumber;

pub use article::CitedArticle;

/// Citations of one text at most; the list says that there are more.
pub const CITATIONS_MAX: usize = 5_000;
/// Characters of a title at most; the longest published ones have about 150.
const TITLE_CHARS_MAX: usize = 200;
/// Characters inside brackets behind a title at most.
const BRACKET_CHARS_MAX: usize = 120;
/// Brackets behind a title at most: number, version, short name.
const BRACKETS_MAX: usize = 3;

/// A place in a text that cites.
///
/// Places are `[from, to)` in Unicode scalar values of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// First character.
    pub from: usize,
    /// One past the last character.
    pub to: usize,
    /// One past the last character of the words that name: `to`, or before the bracket at the end that only says what the
    /// text goes on to call it (`（以下简称《条例》）`).
    pub named_to: usize,
    /// The title as it stands between 《 and 》.
    pub title: Option<String>,
    /// The version that is named with it (`2019年修正`).
    pub version: Option<String>,
    /// The number, behind the title or alone.
    pub number: Option<DocumentNumber>,
    /// The name under which the text goes on to cite it.
    pub alias: Option<String>,
    /// The articles.
    pub articles: Vec<CitedArticle>,
}

/// The citations of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citations {
    /// In the order of the text, never overlapping.
    pub list: Vec<Citation>,
    /// Whether there are more than [`CITATIONS_MAX`].
    pub truncated: bool,
}

/// Finds every citation.
///
/// ```
/// use tongcha::structure::citations;
///
/// let found = citations("根据《中华人民共和国行政处罚法》第三十二条、国办发〔2018〕37号，制定本办法。");
/// assert_eq!(found.list[0].title.as_deref(), Some("中华人民共和国行政处罚法"));
/// assert_eq!(found.list[0].articles[0].number.anchor(), "32");
/// assert_eq!(found.list[1].number.as_ref().map(|n| n.canonical.as_str()), Some("国办发〔2018〕37号"));
/// ```
pub fn citations(text: &str) -> Citations {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Citations::default();
    // Nothing reaches back over what was cited before.
    let (mut at, mut floor) = (0, 0);
    while at < chars.len() {
        let citation = match chars[at] {
            '《' => titled(&chars, at),
            '第' => articles_alone(&chars, at),
            '号' => number::number_at(&chars, floor, at),
            _ => None,
        };
        let Some(citation) = citation else {
            at += 1;
            continue;
        };
        if found.list.len() == CITATIONS_MAX {
            found.truncated = true;
            break;
        }
        at = citation.to.max(at + 1);
        floor = at;
        found.list.push(citation);
    }
    found
}

/// A reference that ends with articles, as people type it (`民法典1043条`): what stands before them, and they.
///
/// ```
/// use tongcha::structure::articles_at_end;
///
/// let (name, articles) = articles_at_end("刑法第133条之一").expect("articles");
/// assert_eq!((name, articles[0].number.anchor().as_str()), ("刑法", "133-1"));
/// assert!(articles_at_end("刑法第一章").is_none());
/// ```
pub fn articles_at_end(reference: &str) -> Option<(&str, Vec<CitedArticle>)> {
    let reference = reference.trim();
    let chars: Vec<char> = reference.chars().take(TITLE_CHARS_MAX * 2).collect();
    let starts = |at: &usize| {
        let c = chars[*at];
        let goes_on = *at > 0 && is_numeral(c) && is_numeral(chars[*at - 1]);
        matches!(c, '第' | '§') || (is_numeral(c) && !goes_on)
    };
    (1..chars.len()).filter(starts).find_map(|from| {
        let (articles, end) = article::articles(&chars, from, true);
        let whole = !articles.is_empty() && skip_blank(&chars, end) == chars.len();
        let (bytes, _) = reference.char_indices().nth(from)?;
        whole.then(|| (reference[..bytes].trim_end(), articles))
    })
}

impl Citation {
    fn new(from: usize, to: usize) -> Self {
        Self {
            from,
            to,
            named_to: to,
            title: None,
            version: None,
            number: None,
            alias: None,
            articles: Vec::new(),
        }
    }
}

/// 《…》 and what belongs to it.
fn titled(chars: &[char], from: usize) -> Option<Citation> {
    let close = matching(chars, from, TITLE_CHARS_MAX)?;
    let title: String = chars[from + 1..close].iter().collect();
    let title = title.trim();
    if title.is_empty() || title.contains('\n') {
        return None;
    }
    let mut citation = Citation::new(from, close + 1);
    citation.title = Some(title.to_owned());
    for _ in 0..BRACKETS_MAX {
        let open = skip_blank(chars, citation.to);
        if !matches!(chars.get(open), Some('（' | '(' | '〔' | '[')) {
            break;
        }
        let Some(close) = matching(chars, open, BRACKET_CHARS_MAX) else {
            break;
        };
        let had_alias = citation.alias.is_some();
        if !read_bracket(&mut citation, &chars[open + 1..close]) {
            break;
        }
        citation.to = close + 1;
        if citation.alias.is_some() == had_alias {
            citation.named_to = citation.to;
        }
    }
    let mut at = skip_blank(chars, citation.to);
    if chars.get(at) == Some(&'的') {
        at = skip_blank(chars, at + 1);
    }
    let (articles, end) = article::articles(chars, at, true);
    if !articles.is_empty() {
        citation.articles = articles;
        (citation.to, citation.named_to) = (end, end);
    }
    Some(citation)
}

/// 第N条 without a title before it.
fn articles_alone(chars: &[char], from: usize) -> Option<Citation> {
    let (articles, to) = article::articles(chars, from, false);
    (!articles.is_empty()).then(|| Citation {
        articles,
        ..Citation::new(from, to)
    })
}

/// Takes what stands in brackets behind a title; `false` when it says nothing of the title.
fn read_bracket(citation: &mut Citation, inside: &[char]) -> bool {
    let inside: String = inside.iter().collect();
    let mut taken = false;
    for part in inside.split(['，', ',', '；', ';']).map(str::trim) {
        if let Some(alias) = alias(part) {
            citation.alias.get_or_insert(alias);
            taken = true;
        } else if let Some(number) = DocumentNumber::read(part) {
            citation.number.get_or_insert(number);
            taken = true;
        } else if is_version(part) {
            citation.version.get_or_insert(part.to_owned());
            taken = true;
        }
    }
    taken
}

/// The name in `以下简称《条例》`, `以下统称“办法”`.
fn alias(part: &str) -> Option<String> {
    let words = ["以下简称", "以下统称", "以下称", "下称", "简称"];
    let name = words.into_iter().find_map(|word| part.strip_prefix(word))?;
    let name = name
        .trim_start_matches(['为', ':', '：', ' '])
        .trim_matches(['《', '》', '“', '”', '"', '‘', '’', '「', '」', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// `2019年修正`, `修订`, `2020`.
fn is_version(part: &str) -> bool {
    let digits = part.chars().take_while(char::is_ascii_digit).count();
    let renewed = ["修正", "修订", "修改"]
        .iter()
        .any(|word| part.contains(word));
    part.chars().count() <= 24
        && (renewed || (digits == 4 && part.chars().skip(4).all(|c| "年版本".contains(c))))
}

/// The place of the bracket that closes the one at `open`, at most so many characters on and on the same line.
fn matching(chars: &[char], open: usize, chars_max: usize) -> Option<usize> {
    let (opens, closes): (&[char], &[char]) = match chars[open] {
        '《' => (&['《'], &['》']),
        _ => (&['（', '(', '〔', '['], &['）', ')', '〕', ']']),
    };
    let mut depth = 0_usize;
    for (at, c) in chars.iter().enumerate().skip(open).take(chars_max + 2) {
        if *c == '\n' {
            return None;
        }
        if opens.contains(c) {
            depth += 1;
        } else if closes.contains(c) {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The next place that is not blank; blanks do not reach over the end of a line.
fn skip_blank(chars: &[char], mut at: usize) -> usize {
    while chars.get(at).is_some_and(|c| is_blank(*c) && *c != '\n') {
        at += 1;
    }
    at
}
