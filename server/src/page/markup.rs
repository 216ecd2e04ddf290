//! The one place where text becomes HTML outside of the templates: marks.

use std::fmt;

use askama::filters::HtmlSafe;
use tongcha::search::push_html;

/// HTML that is safe: made here, from escaped text and `<mark>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

impl Markup {
    /// JSON as it may stand in a block of data (`<script type="application/ld+json">`): no text in it can end the block or
    /// open another, and what reads the JSON reads the same values.
    pub fn data(value: &serde_json::Value) -> Self {
        let json = value.to_string();
        let mut data = String::with_capacity(json.len());
        for character in json.chars() {
            match character {
                '<' => data.push_str("\\u003c"),
                '>' => data.push_str("\\u003e"),
                '&' => data.push_str("\\u0026"),
                other => data.push(other),
            }
        }
        Self(data)
    }
}

/// A place in a text that leads somewhere: `[from, to)` in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// First character.
    pub from: u32,
    /// One past the last character.
    pub to: u32,
    /// Where it leads.
    pub href: String,
}

/// The element of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// What was looked for.
    Mark,
    /// What only the newer text has.
    Ins,
    /// What only the older text has.
    Del,
}

impl Tag {
    fn name(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Ins => "ins",
            Self::Del => "del",
        }
    }
}

/// A text with marks `[from, to)` in characters, as core gives them: sorted, not overlapping.
pub fn marked(text: &str, marks: &[(u32, u32)]) -> Markup {
    linked(text, marks, &[], Tag::Mark)
}

/// A text with marks and links, each sorted and not overlapping among themselves. A mark that reaches over the edge of
/// a link is closed and opened again: elements nest.
fn linked(text: &str, marks: &[(u32, u32)], links: &[Anchor], tag: Tag) -> Markup {
    let mut html = String::with_capacity(text.len() + marks.len() * 13);
    let mut marks = marks.iter().filter(|(from, to)| from < to).peekable();
    let mut links = links.iter().filter(|link| link.from < link.to).peekable();
    let (mut open_link, mut open_mark) = (None, None);
    for (at, character) in (0_u32..).zip(text.chars()) {
        while marks.next_if(|(_, to)| *to <= at).is_some() {}
        while links.next_if(|link| link.to <= at).is_some() {}
        let link = links.peek().copied().filter(|link| link.from <= at);
        let mark = marks.peek().copied().filter(|(from, _)| *from <= at);
        if link != open_link {
            close_mark(&mut html, &mut open_mark, tag);
            close_link(&mut html, &mut open_link);
            if let Some(link) = link {
                html.push_str("<a class=\"ref\" href=\"");
                link.href.chars().for_each(|c| push_html(&mut html, c));
                html.push_str("\">");
                open_link = Some(link);
            }
        }
        if mark != open_mark {
            close_mark(&mut html, &mut open_mark, tag);
            if mark.is_some() {
                html.push('<');
                html.push_str(tag.name());
                html.push('>');
                open_mark = mark;
            }
        }
        push_html(&mut html, character);
    }
    close_mark(&mut html, &mut open_mark, tag);
    close_link(&mut html, &mut open_link);
    Markup(html)
}

fn close_mark(html: &mut String, open: &mut Option<&(u32, u32)>, tag: Tag) {
    if open.take().is_some() {
        html.push_str("</");
        html.push_str(tag.name());
        html.push('>');
    }
}

fn close_link(html: &mut String, open: &mut Option<&Anchor>) {
    if open.take().is_some() {
        html.push_str("</a>");
    }
}

/// A part of a text, with the marks that are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Its marks.
    pub marks: Vec<(u32, u32)>,
    /// Its links.
    pub links: Vec<Anchor>,
}

impl Piece {
    /// The whole of a text.
    pub fn new(text: &str, marks: &[(u32, u32)]) -> Self {
        Self {
            text: text.to_owned(),
            marks: marks.to_vec(),
            links: Vec::new(),
        }
    }

    /// With these links in it.
    pub fn with_links(self, links: Vec<Anchor>) -> Self {
        Self { links, ..self }
    }

    /// As HTML.
    pub fn markup(&self) -> Markup {
        self.markup_as(Tag::Mark)
    }

    /// As HTML, with marks of another sort.
    pub fn markup_as(&self, tag: Tag) -> Markup {
        linked(&self.text, &self.marks, &self.links, tag)
    }

    /// The characters `from..to` with the marks and links inside them.
    pub fn part(&self, from: usize, to: usize) -> Self {
        let text = self.text.chars().skip(from);
        self.cut(text.take(to.saturating_sub(from)).collect(), from, to)
    }

    /// This text, which is that of the characters `from..to`, with the marks and links inside them. Both are sorted, so
    /// only those inside are looked at: a text has many lines, and each of them is cut out.
    fn cut(&self, text: String, from: usize, to: usize) -> Self {
        // Texts have far fewer characters than 32 bits count.
        let (from, to) = (
            u32::try_from(from).unwrap_or(u32::MAX),
            u32::try_from(to).unwrap_or(u32::MAX),
        );
        let inside =
            |start: u32, end: u32| (start.max(from) - from, end.min(to).saturating_sub(from));
        let first = self.marks.partition_point(|(_, end)| *end <= from);
        let marks = self.marks.iter().skip(first);
        let marks = marks.take_while(|(start, _)| *start < to);
        let first = self.links.partition_point(|link| link.to <= from);
        let links = self.links.iter().skip(first);
        let links = links.take_while(|link| link.from < to).map(|link| {
            let (from, to) = inside(link.from, link.to);
            let href = link.href.clone();
            Anchor { from, to, href }
        });
        Self {
            text,
            marks: marks.map(|(start, end)| inside(*start, *end)).collect(),
            links: links.collect(),
        }
    }

    /// Its lines, blanks around them cut off, empty ones left out.
    pub fn lines(&self) -> Vec<Self> {
        let lines = self.split('\n').into_iter().map(|line| line.trimmed());
        lines.filter(|line| !line.text.is_empty()).collect()
    }

    /// What stands between these characters, with its blanks.
    pub fn split(&self, between: char) -> Vec<Self> {
        let mut from = 0;
        let parts = self.text.split(between).map(|part| {
            let to = from + part.chars().count();
            let part = self.cut(part.to_owned(), from, to);
            from = to + 1;
            part
        });
        parts.collect()
    }

    /// Without the blanks around it.
    pub fn trimmed(&self) -> Self {
        let before = self.text.chars().count() - self.text.trim_start().chars().count();
        let kept = self.text.trim().chars().count();
        self.part(before, before + kept)
    }

    /// The piece behind a label and the blanks around it (`第 十二 条　`), if it begins with the label.
    pub fn behind(&self, label: &str) -> Option<Self> {
        let mut wanted = label
            .chars()
            .filter(|character| !character.is_whitespace())
            .peekable();
        wanted.peek()?;
        let mut end = 0;
        for character in self.text.chars() {
            if !character.is_whitespace() {
                match wanted.next() {
                    Some(due) if due == character => {}
                    // The label is read to its end: this is the first character behind it.
                    None => break,
                    Some(_) => return None,
                }
            }
            end += 1;
        }
        wanted.peek().is_none().then(|| self.part(end, usize::MAX))
    }

    /// At most so many characters, from a little before the first mark on.
    pub fn excerpt(&self, chars_max: usize) -> Self {
        let chars = self.text.chars().count();
        let first = self.marks.first().map_or(0, |(from, _)| *from as usize);
        let start = if chars <= chars_max {
            0
        } else {
            first.saturating_sub(chars_max / 4).min(chars - chars_max)
        };
        let end = (start + chars_max).min(chars);
        let mut part = self.part(start, end);
        if start > 0 {
            part.text.insert(0, '…');
            part.marks
                .iter_mut()
                .for_each(|mark| *mark = (mark.0 + 1, mark.1 + 1));
            for link in &mut part.links {
                (link.from, link.to) = (link.from + 1, link.to + 1);
            }
        }
        if end < chars {
            part.text.push('…');
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, marks: &[(u32, u32)], html: &str) {
        assert_eq!(marked(text, marks).to_string(), html);
    }

    #[test]
    fn text_is_escaped_inside_and_outside_of_marks() {
        check(
            "a<b>&\"'c",
            &[(1, 3)],
            "a<mark>&lt;b</mark>&gt;&amp;&quot;&#39;c",
        );
        check("<script>", &[(0, 8)], "<mark>&lt;script&gt;</mark>");
    }

    #[test]
    fn marks_count_characters() {
        check(
            "养𠀀犬",
            &[(1, 2), (2, 3)],
            "养<mark>𠀀</mark><mark>犬</mark>",
        );
        check("犬", &[(0, 9)], "<mark>犬</mark>");
        check("犬", &[(0, 0), (5, 6)], "犬");
    }

    #[test]
    fn links_and_marks_nest() {
        let anchor = |from, to| Anchor {
            from,
            to,
            href: "/doc/a?b=1&c".to_owned(),
        };
        let piece = Piece::new("依照甲法第三条办理", &[(1, 4), (6, 8)])
            .with_links(vec![anchor(2, 4), anchor(4, 7)]);
        let a = "<a class=\"ref\" href=\"/doc/a?b=1&amp;c\">";
        assert_eq!(
            piece.markup().to_string(),
            format!(
                "依<mark>照</mark>{a}<mark>甲法</mark></a>{a}第三<mark>条</mark></a><mark>办</mark>理"
            )
        );
        assert_eq!(
            Piece::new("甲乙", &[(1, 2)])
                .markup_as(Tag::Del)
                .to_string(),
            "甲<del>乙</del>"
        );
    }

    #[test]
    fn nothing_in_data_ends_its_block() {
        let value = serde_json::json!({ "name": "</script><!--<script>&\"\u{2028}" });
        let data = Markup::data(&value).to_string();
        assert!(!data.contains(['<', '>', '&']), "{data}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&data).ok(),
            Some(value)
        );
    }

    #[test]
    fn lines_keep_their_marks() {
        let piece = Piece::new("　甲乙\n\n 丙丁 \n", &[(1, 2), (2, 7)]);
        let html: Vec<String> = piece
            .lines()
            .iter()
            .map(|line| line.markup().to_string())
            .collect();
        assert_eq!(
            html,
            ["<mark>甲</mark><mark>乙</mark>", "<mark>丙</mark>丁"]
        );
    }

    #[test]
    fn labels_are_cut_off_whatever_blanks_they_have() {
        let piece = Piece::new("第 十二 条　养犬", &[(8, 9)]);
        assert_eq!(
            piece
                .behind("第十二条")
                .map(|rest| rest.markup().to_string()),
            Some("养<mark>犬</mark>".into())
        );
        assert_eq!(piece.behind("第十三条"), None);
        assert_eq!(piece.behind(""), None);
        assert_eq!(Piece::new("第一", &[]).behind("第一条"), None);
    }

    #[test]
    fn excerpts_show_the_first_mark() {
        let text = "零一二三四五六七八九".repeat(3);
        let excerpt = Piece::new(&text, &[(25, 27)]).excerpt(10);
        assert_eq!(
            excerpt.markup().to_string(),
            "…零一二三四<mark>五六</mark>七八九"
        );
        assert_eq!(Piece::new("短", &[]).excerpt(10).text, "短");
        assert_eq!(Piece::new(&text, &[]).excerpt(3).text, "零一二…");
    }
}
