//! HTML into tags, texts and comments, in one pass over the text.
//!
//! Why not the tokenizer of html5ever: it compares every attribute of a tag with all before it, which a tag of a
//! million attributes makes run for hours, and it keeps pictures that are written into attributes. This one keeps
//! what the reading of pages looks at and is linear in the length of its input, whatever that is.

use super::character::{self, Place};
use super::tag::{Attribute, Tag};

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Start {
        tag: Tag,
        attributes: Vec<(Attribute, String)>,
        closes_itself: bool,
    },
    End(Tag),
    /// Raw text, character references still in it.
    Text(&'a str),
    /// Text of elements that hold no markup and no references.
    Raw(&'a str),
    Comment(&'a str),
}

/// The tokens of a page.
pub(super) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// The element whose raw text comes next.
    raw: Option<Tag>,
}

/// Of longer values only so much is kept: they are pictures and scripts.
const VALUE_BYTES_MAX: usize = 8 << 10;

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            raw: None,
        }
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    /// The text up to the end tag that ends an element without markup, or to the end of the page.
    fn raw_text(&mut self, tag: Tag) -> Option<Token<'a>> {
        let rest = self.rest();
        let end = end_tag_at(rest, tag.name()).unwrap_or(rest.len());
        self.at += end;
        let text = &rest[..end];
        match text.is_empty() {
            true => None,
            false if tag.holds_references() => Some(Token::Text(text)),
            false => Some(Token::Raw(text)),
        }
    }

    fn comment(&mut self, from: usize, ends: &str) -> Token<'a> {
        let rest = self.rest();
        // `<!-->` is a whole comment.
        let body = &rest[from..];
        if ends == "-->" && body.starts_with('>') {
            self.at += from + 1;
            return Token::Comment("");
        }
        match body.find(ends) {
            Some(end) => {
                self.at += from + end + ends.len();
                Token::Comment(&body[..end])
            }
            None => {
                self.at = self.source.len();
                Token::Comment(body)
            }
        }
    }

    fn tag(&mut self, name_from: usize) -> Token<'a> {
        let rest = self.rest();
        let is_end = name_from == 2;
        let name = &rest[name_from..];
        let name_end = name
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
            .unwrap_or(name.len());
        let tag = Tag::of(&name[..name_end]);
        self.at += name_from + name_end;
        let (attributes, closes_itself) = self.attributes();
        if is_end {
            return Token::End(tag);
        }
        if tag.holds_raw_text() {
            self.raw = Some(tag);
        }
        Token::Start {
            tag,
            attributes,
            closes_itself,
        }
    }

    /// The attributes up to the end of the tag, of those that are looked at the first of each name.
    fn attributes(&mut self) -> (Vec<(Attribute, String)>, bool) {
        let bytes = self.source.as_bytes();
        let mut attributes: Vec<(Attribute, String)> = Vec::new();
        loop {
            while self.peek(|byte| byte.is_ascii_whitespace() || byte == b'/') {
                self.at += 1;
            }
            match bytes.get(self.at) {
                None => return (attributes, false),
                Some(b'>') => {
                    self.at += 1;
                    return (attributes, bytes[self.at - 2] == b'/');
                }
                Some(_) => {}
            }
            let from = self.at;
            // A name may begin with what else would end it.
            self.at += 1;
            while self.peek(|byte| !byte.is_ascii_whitespace() && !b"/>=".contains(&byte)) {
                self.at += 1;
            }
            let name = bytes.get(from..self.at).unwrap_or_default();
            let value = self.value();
            if let Some(attribute) = Attribute::of(name)
                && attributes.iter().all(|(other, _)| *other != attribute)
            {
                let kept = &value[..value.floor_char_boundary(VALUE_BYTES_MAX)];
                attributes.push((
                    attribute,
                    character::decode(kept, Place::Attribute).into_owned(),
                ));
            }
        }
    }

    fn value(&mut self) -> &'a str {
        let bytes = self.source.as_bytes();
        let name_end = self.at;
        while self.peek(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
        if bytes.get(self.at) != Some(&b'=') {
            self.at = name_end;
            return "";
        }
        self.at += 1;
        while self.peek(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
        match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let from = self.at + 1;
                let end = bytes[from..].iter().position(|&byte| byte == quote);
                let end = end.map_or(bytes.len(), |end| from + end);
                self.at = (end + 1).min(bytes.len());
                &self.source[from..end]
            }
            _ => {
                let from = self.at;
                while self.peek(|byte| !byte.is_ascii_whitespace() && byte != b'>') {
                    self.at += 1;
                }
                &self.source[from..self.at]
            }
        }
    }

    fn peek(&self, is: impl Fn(u8) -> bool) -> bool {
        self.source.as_bytes().get(self.at).copied().is_some_and(is)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(tag) = self.raw.take()
            && let Some(token) = self.raw_text(tag)
        {
            return Some(token);
        }
        let rest = self.rest();
        let bytes = rest.as_bytes();
        match (bytes.first()?, bytes.get(1)) {
            (b'<', Some(b'!')) if rest.starts_with("<!--") => Some(self.comment(4, "-->")),
            (b'<', Some(b'!' | b'?')) => Some(self.comment(2, ">")),
            (b'<', Some(letter)) if letter.is_ascii_alphabetic() => Some(self.tag(1)),
            (b'<', Some(b'/')) => match bytes.get(2) {
                Some(letter) if letter.is_ascii_alphabetic() => Some(self.tag(2)),
                Some(_) => Some(self.comment(2, ">")),
                None => Some(self.text(2)),
            },
            // A sign that begins no tag is text.
            (b'<', _) => Some(self.text(1)),
            _ => Some(self.text(0)),
        }
    }
}

impl<'a> Tokens<'a> {
    fn text(&mut self, from: usize) -> Token<'a> {
        let rest = self.rest();
        let end = rest[from..].find('<').map_or(rest.len(), |end| from + end);
        self.at += end;
        Token::Text(&rest[..end])
    }
}

/// Where `</name` stands, in whatever case.
fn end_tag_at(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let at = from + found;
        let after = &bytes[at + 2..];
        let is_name = after.len() > name.len()
            && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && (after[name.len()].is_ascii_whitespace() || b"/>".contains(&after[name.len()]));
        if is_name {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(tag: Tag, attributes: &[(Attribute, &str)]) -> Token<'static> {
        Token::Start {
            tag,
            attributes: attributes
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            closes_itself: false,
        }
    }

    #[track_caller]
    fn check(source: &str, expected: &[Token<'_>]) {
        let tokens: Vec<Token<'_>> = Tokens::new(source).collect();
        assert_eq!(tokens, expected, "{source}");
    }

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        check(
            "<P ID=a Class='b c' onclick=\"x>y\" id=z>",
            &[start(
                Tag::P,
                &[(Attribute::Id, "a"), (Attribute::Class, "b c")],
            )],
        );
        check(
            "<a href = x&amp;y>",
            &[start(Tag::A, &[(Attribute::Href, "x&y")])],
        );
        check("</DIV foo>甲", &[Token::End(Tag::Div), Token::Text("甲")]);
        check(
            "a < b <3 </ <",
            &[
                Token::Text("a "),
                Token::Text("< b "),
                Token::Text("<3 "),
                Token::Comment(" <"),
            ],
        );
        check("<p", &[start(Tag::P, &[])]);
        check("<p a='", &[start(Tag::P, &[])]);
    }

    #[test]
    fn comments_and_declarations_end_where_they_end() {
        check(
            "<!DOCTYPE html><!-- a -- > b --><!--><![if !IE]>",
            &[
                Token::Comment("DOCTYPE html"),
                Token::Comment(" a -- > b "),
                Token::Comment(""),
                Token::Comment("[if !IE]"),
            ],
        );
        check("<!--甲", &[Token::Comment("甲")]);
    }

    #[test]
    fn scripts_hold_no_tags() {
        check(
            "<script>'<p>'</scripts></SCRIPT >甲",
            &[
                start(Tag::Script, &[]),
                Token::Raw("'<p>'</scripts>"),
                Token::End(Tag::Script),
                Token::Text("甲"),
            ],
        );
        check(
            "<title>甲<b>&lt;</title>",
            &[
                start(Tag::Title, &[]),
                Token::Text("甲<b>&lt;"),
                Token::End(Tag::Title),
            ],
        );
        check("<style>", &[start(Tag::Style, &[])]);
    }

    #[test]
    fn a_tag_of_a_million_attributes_takes_no_time() {
        let attributes: String = (0..1_000_000).map(|n| format!(" a{n}=1 id=x")).collect();
        let source = format!("<p{attributes}>甲");
        assert_eq!(Tokens::new(&source).count(), 2);
        let unclosed = "<p id='".repeat(300_000);
        assert!(Tokens::new(&unclosed).count() < 300_000);
    }
}
