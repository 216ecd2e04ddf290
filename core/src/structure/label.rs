//! Labels such as 第十二条, 第 133 条之一, 第一章: reading them in a text and writing them.
//!
//! 《立法法》(2023) art. 61: a law may be divided into 编、章、节、条、款、项、目; 编、章、节、条 are numbered in
//! order with Chinese numerals.

use super::ComponentNumber;
use super::numeral::{NumeralReader, format_chinese, is_numeral, parse_numeral};

/// The label of an article whose address is `n`: `133-1` is 第一百三十三条之一.
///
/// The mark of a second run, as in `12.2`, is left off. `None` when `n` is no article address.
///
/// ```
/// use tongcha::structure::article_label;
/// assert_eq!(article_label("133-1").as_deref(), Some("第一百三十三条之一"));
/// assert_eq!(article_label("s1"), None);
/// ```
pub fn article_label(n: &str) -> Option<String> {
    let address = match n.split_once('.') {
        Some((address, run)) => run.parse::<u32>().ok().map(|_| address)?,
        None => n,
    };
    let (value, bis) = match address.split_once('-') {
        Some((value, bis)) => (value, plain_number(bis)?),
        None => (address, 0),
    };
    Some(
        ComponentNumber {
            value: plain_number(value)?,
            bis,
        }
        .article_label(),
    )
}

/// Reads an article label as people type it: `第一百三十三条之一`, `133条之一`, `第 133 条之1`, `第133之1条`.
///
/// The whole text must be the label. `None` otherwise.
///
/// ```
/// use tongcha::structure::{ComponentNumber, parse_article_label};
/// let number = ComponentNumber { value: 133, bis: 1 };
/// assert_eq!(parse_article_label("第 133 条之1"), Some(number));
/// assert_eq!(parse_article_label("第一百三十三条的规定"), None);
/// ```
pub fn parse_article_label(text: &str) -> Option<ComponentNumber> {
    let text: String = text.chars().filter(|c| !is_blank(*c)).take(40).collect();
    let text = text.strip_prefix('第').unwrap_or(&text);
    let (head, tail) = text.split_once(['条', '條'])?;
    let (head, inner_bis) = match head.split_once('之') {
        Some((head, bis)) => (head, Some(bis)),
        None => (head, None),
    };
    let bis = match (inner_bis, tail.strip_prefix('之')) {
        (Some(bis), _) if tail.is_empty() => positive(bis)?,
        (None, Some(bis)) => positive(bis)?,
        (None, None) if tail.is_empty() => 0,
        _ => return None,
    };
    Some(ComponentNumber {
        value: positive(head)?,
        bis,
    })
}

impl ComponentNumber {
    /// The number as it stands in addresses: `12`, `133-1`.
    pub fn anchor(self) -> String {
        match self.bis {
            0 => self.value.to_string(),
            bis => format!("{}-{bis}", self.value),
        }
    }

    /// The number as an article label: 第十二条, 第一百三十三条之一.
    pub fn article_label(self) -> String {
        let value = format_chinese(self.value);
        match self.bis {
            0 => format!("第{value}条"),
            bis => format!("第{value}条之{}", format_chinese(bis)),
        }
    }

    /// Whether this number is the one due after `last`: 第四条 after 第三条, 第三条之一 after 第三条.
    pub(super) fn follows(self, last: ComponentNumber) -> bool {
        (self.bis == 0 && self.value == last.value + 1)
            || (self.value == last.value && self.bis == last.bis + 1)
    }
}

/// What a label counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Part,
    SubPart,
    Chapter,
    Section,
    Article,
}

/// A label that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    pub unit: Unit,
    pub number: ComponentNumber,
    /// One past its last byte.
    pub end: usize,
}

/// A label has at most this many characters between 第 and its unit, spaces included.
const INNER_CHARS_MAX: usize = 24;

/// Reads the label that starts at `at`, where the text has 第.
pub(super) fn read_label(text: &str, at: usize) -> Option<Label> {
    let mut reader = NumeralReader::default();
    let body = at + '第'.len_utf8();
    for (offset, c) in text.get(body..)?.char_indices().take(INNER_CHARS_MAX) {
        if is_blank(c) || reader.push(c) {
            continue;
        }
        let value = reader.finish().filter(|v| *v > 0)?;
        let end = body + offset + c.len_utf8();
        let unit = match c {
            '条' | '條' => Unit::Article,
            '章' => Unit::Chapter,
            '节' => Unit::Section,
            '编' => Unit::Part,
            '分' if text[end..].starts_with('编') => {
                let number = ComponentNumber { value, bis: 0 };
                return Some(Label {
                    unit: Unit::SubPart,
                    number,
                    end: end + '编'.len_utf8(),
                });
            }
            _ => return None,
        };
        let (bis, end) = read_bis(text, end);
        return Some(Label {
            unit,
            number: ComponentNumber { value, bis },
            end,
        });
    }
    None
}

/// Reads 之一 after a label; 之 without a number (第三条之规定) is not part of it.
fn read_bis(text: &str, end: usize) -> (u32, usize) {
    let rest = &text[end..];
    let open = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
    let Some(tail) = open.strip_prefix('之') else {
        return (0, end);
    };
    let digits: usize = tail
        .chars()
        .take(3)
        .take_while(|c| is_numeral(*c))
        .map(char::len_utf8)
        .sum();
    match positive(&tail[..digits]) {
        Some(bis) => (bis, text.len() - tail.len() + digits),
        None => (0, end),
    }
}

/// Blank characters of published texts: all of Unicode's white space and the invisible ones that editors leave.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
}

fn positive(text: &str) -> Option<u32> {
    parse_numeral(text).filter(|v| *v > 0)
}

fn plain_number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|v| digits && *v > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_as_people_type_them() {
        for (text, anchor) in [
            ("第一百三十三条之一", Some("133-1")),
            ("133条之一", Some("133-1")),
            ("第 133 条之1", Some("133-1")),
            ("第133之1条", Some("133-1")),
            ("第十二条", Some("12")),
            ("第１２條", Some("12")),
            ("第零条", None),
            ("第十二条的规定", None),
            ("十二", None),
            ("条", None),
        ] {
            let read = parse_article_label(text).map(ComponentNumber::anchor);
            assert_eq!(read.as_deref(), anchor, "{text}");
        }
    }

    #[test]
    fn addresses_that_are_no_articles() {
        for n in ["", "s1", "p3", "0", "12.x", "-1", "1-", "+1"] {
            assert_eq!(article_label(n), None, "{n}");
        }
        assert_eq!(article_label("12.2").as_deref(), Some("第十二条"));
    }

    proptest! {
        #[test]
        fn every_label_comes_back(value in 1u32..100_000, bis in 0u32..100) {
            let number = ComponentNumber { value, bis };
            prop_assert_eq!(parse_article_label(&number.article_label()), Some(number));
            prop_assert_eq!(article_label(&number.anchor()), Some(number.article_label()));
        }
    }
}
