//! The heading of an article (条标): 第一条【立法目的】, 第一条（目的）, or a line of its own behind the label.

use super::label::is_blank;
use super::numeral::is_numeral;

/// A heading in brackets has at most this many characters.
const BRACKETED_CHARS_MAX: usize = 30;
/// A heading on a line of its own has at most this many characters.
const LINE_CHARS_MAX: usize = 25;

/// The heading in brackets at the start of `body`, the text behind the label; with the offset behind it.
pub(super) fn bracketed(body: &str) -> Option<(&str, usize)> {
    let open = body.trim_start_matches(|c| is_blank(c) || c == '*');
    let near = open
        .char_indices()
        .nth(BRACKETED_CHARS_MAX + 2)
        .map_or(open, |(at, _)| &open[..at]);
    let mut inner = near.chars();
    let close: &[char] = match inner.next()? {
        '【' => &['】'],
        '〔' => &['〕'],
        '［' | '[' => &['］', ']'],
        '（' | '(' => &['）', ')'],
        _ => return None,
    };
    let rest = inner.as_str();
    let at = rest.find(close)?;
    let heading = &rest[..at];
    // 第四条（三）项 cites an item.
    if heading.chars().all(is_numeral) {
        return None;
    }
    let closing = rest[at..].chars().next().map_or(0, char::len_utf8);
    let end = body.len() - open.len() + (near.len() - rest.len()) + at + closing;
    Some((heading, end))
}

/// A short first line without any sign. It may as well be a sentence that a line break cut, so whether it is
/// a heading shows only in the habit of the whole text.
pub(super) fn on_own_line(body: &str) -> Option<&str> {
    let near = body
        .char_indices()
        .nth(LINE_CHARS_MAX * 2)
        .map_or(body, |(at, _)| &body[..at]);
    let (line, _) = near.split_once('\n')?;
    let line = line.trim_matches(is_blank);
    let sentence = |c: char| matches!(c, '。' | '，' | '；' | '：' | ',' | ';' | ':' | '.');
    let says = [
        "应当",
        "不得",
        "可以",
        "下列",
        "违反",
        "本法",
        "本条例",
        "本办法",
        "本规定",
        "本细则",
    ]
    .iter()
    .any(|word| line.contains(word));
    let fits = !line.is_empty() && line.chars().count() <= LINE_CHARS_MAX;
    (fits && !line.contains(sentence) && !says).then_some(line)
}
