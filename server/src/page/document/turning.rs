//! Turning the pages of a long text: which one is shown, what the others have, all of it on one page.

use tongcha::search::{DocumentRecord, PassageRecord};
use tongcha::structure::PassageKind;

use super::leaves::{Shown, Span};

/// Characters of a heading that say what a page has.
const HEADING_CHARS_MAX: usize = 24;

/// The pages of a long text, seen from one of them.
pub struct Turning {
    /// Which one is shown, from 1; 0 when all of the text is.
    pub at: usize,
    /// All, in their order.
    pub list: Vec<Leaf>,
    /// The one before.
    pub previous: Option<String>,
    /// The one behind.
    pub next: Option<String>,
    /// Where all of the text is on one page.
    pub whole: String,
    /// Where the text begins.
    pub first: String,
}

/// A page.
pub struct Leaf {
    /// Where it is read.
    pub href: String,
    /// Its number.
    pub number: usize,
    /// `第1—120条`, where what it has is numbered; else the heading that comes first.
    pub holds: Option<String>,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

/// The pages of the text of a document; `None` when it fits on one.
pub fn turning(document: &DocumentRecord, shown: &Shown<'_>) -> Option<Turning> {
    let count = shown.leaves.count();
    if count == 1 {
        return None;
    }
    let at = shown.page.unwrap_or(0);
    let leaf = |number| Leaf {
        href: shown.address(number),
        number,
        holds: holds(document, shown.leaves.spans(Some(number))),
        is_current: number == at,
    };
    Some(Turning {
        at,
        list: (1..=count).map(leaf).collect(),
        previous: (at > 1).then(|| shown.address(at - 1)),
        next: (at > 0 && at < count).then(|| shown.address(at + 1)),
        whole: shown.whole(),
        first: shown.address(1),
    })
}

/// From the first to the last article; of a text without articles, the heading that comes first.
fn holds(document: &DocumentRecord, spans: &[Span]) -> Option<String> {
    let passages = || {
        spans
            .iter()
            .filter_map(|span| document.passages.get(span.passage))
    };
    let is_article = |passage: &&PassageRecord| {
        passage.kind == PassageKind::Article && !passage.label.is_empty()
    };
    let mut articles = passages().filter(is_article);
    let Some(first) = articles.next() else {
        let heading = passages().find(|passage| passage.kind == PassageKind::Heading)?;
        let words: Vec<&str> = heading.text.split_whitespace().collect();
        return Some(words.join(" ").chars().take(HEADING_CHARS_MAX).collect());
    };
    let is_plain = |passage: &PassageRecord| passage.n.bytes().all(|byte| byte.is_ascii_digit());
    Some(match articles.next_back() {
        Some(last) if is_plain(first) && is_plain(last) => format!("第{}—{}条", first.n, last.n),
        Some(last) => format!("{}—{}", first.label, last.label),
        None => first.label.clone(),
    })
}
