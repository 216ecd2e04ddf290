//! A writer of XML that cannot write what is not well-formed: it escapes, and closes what it opened.

/// XML in the making, indented.
pub(super) struct Xml {
    out: String,
    /// Tags that are open.
    open: Vec<String>,
}

impl Xml {
    pub(super) fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Opens an element that holds elements.
    pub(super) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.open_line(tag, attributes);
        self.out.push('\n');
    }

    /// Closes what [`open`](Self::open) opened last.
    pub(super) fn close(&mut self) {
        self.indent(self.open.len().saturating_sub(1));
        self.close_line();
    }

    /// Opens an element that holds text: its end is on the same line, or blanks would become text.
    pub(super) fn open_line(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.indent(self.open.len());
        self.start(tag, attributes, ">");
        self.open.push(tag.to_owned());
    }

    /// Closes what [`open_line`](Self::open_line) opened.
    pub(super) fn close_line(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(&tag);
            self.out.push_str(">\n");
        }
    }

    /// An element inside a line of text.
    pub(super) fn inline(&mut self, tag: &str, text: &str) {
        self.start(tag, &[], ">");
        push_escaped(&mut self.out, text);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// An element with nothing but text in it.
    pub(super) fn leaf(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.open_line(tag, attributes);
        push_escaped(&mut self.out, text);
        self.close_line();
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.indent(self.open.len());
        self.start(tag, attributes, "/>\n");
    }

    /// The document; what is open is closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn start(&mut self, tag: &str, attributes: &[(&str, &str)], end: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push_escaped(&mut self.out, value);
            self.out.push('"');
        }
        self.out.push_str(end);
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// Text as it may stand in content and in quoted attributes. Line ends and tabs become spaces: readers would make
/// them so in attributes, and our paragraphs are lines.
fn push_escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // `]]>` must not stand in content.
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            _ if is_allowed(character) => out.push(character),
            _ => {}
        }
    }
}

/// `Char` of XML 1.0 (fifth edition, 2.2) without the control characters that are allowed but discouraged.
fn is_allowed(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_forbidden_characters_are_dropped() {
        for (text, escaped) in [
            ("a & b < c > \"d\"", "a &amp; b &lt; c &gt; &quot;d&quot;"),
            ("]]> <![CDATA[", "]]&gt; &lt;![CDATA["),
            ("\0\u{1}\u{b}\u{1f}\u{7f}\u{85}条", "条"),
            ("\u{fffe}\u{ffff}\u{fffd}", "\u{fffd}"),
            ("一\r\n\t二", "一   二"),
            ("𠮷\u{e000}\u{10ffff}", "𠮷\u{e000}\u{10ffff}"),
        ] {
            let mut out = String::new();
            push_escaped(&mut out, text);
            assert_eq!(out, escaped);
        }
    }

    #[test]
    fn what_is_open_is_closed() {
        let mut xml = Xml::new();
        xml.open("a", &[("t", "\"<\n")]);
        xml.open("b", &[]);
        xml.leaf("p", &[], "x");
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a t=\"&quot;&lt; \">\n  <b>\n    <p>x</p>\n  </b>\n</a>\n"
        );
    }
}
