//! Feeds as Atom (RFC 4287), written so that no text of a document can break out of its place.

/// The media type of a feed.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// A feed.
pub struct Feed {
    /// Its identifier, a URI.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub author: String,
    /// Scheme and host of the service.
    pub origin: String,
    /// Its own address, from the root of the service on.
    pub address: String,
    /// When something last turned, RFC 3339.
    pub updated: String,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// An entry.
pub struct Entry {
    /// Its identifier, a URI.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The page of the document, from the root of the service on.
    pub address: String,
    /// The page of the other document, in the same way.
    pub related: Option<String>,
    /// When it turned, RFC 3339.
    pub updated: String,
    /// Which list it is of: for machines, for readers.
    pub category: (String, String),
    /// What there is to say.
    pub summary: String,
}

impl Feed {
    /// The feed as a document.
    pub fn xml(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n",
        );
        element(&mut xml, "id", &self.id);
        element(&mut xml, "title", &self.title);
        element(&mut xml, "updated", &self.updated);
        xml.push_str("<author>");
        element(&mut xml, "name", &self.author);
        xml.push_str("</author>\n");
        let origin = &self.origin;
        let own = format!("{origin}{}", self.address);
        link(&mut xml, "self", "application/atom+xml", &own);
        link(&mut xml, "alternate", "text/html", &format!("{origin}/"));
        for entry in &self.entries {
            entry.write(&mut xml, origin);
        }
        xml.push_str("</feed>\n");
        xml
    }
}

impl Entry {
    fn write(&self, xml: &mut String, origin: &str) {
        xml.push_str("<entry>\n");
        element(xml, "id", &self.id);
        element(xml, "title", &self.title);
        element(xml, "updated", &self.updated);
        link(
            xml,
            "alternate",
            "text/html",
            &format!("{origin}{}", self.address),
        );
        if let Some(related) = &self.related {
            link(xml, "related", "text/html", &format!("{origin}{related}"));
        }
        let (term, label) = &self.category;
        xml.push_str("<category term=\"");
        escape(xml, term);
        xml.push_str("\" label=\"");
        escape(xml, label);
        xml.push_str("\"/>\n");
        element(xml, "summary", &self.summary);
        xml.push_str("</entry>\n");
    }
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
    escape(xml, text);
    xml.push_str("</");
    xml.push_str(name);
    xml.push_str(">\n");
}

fn link(xml: &mut String, rel: &str, media_type: &str, address: &str) {
    xml.push_str("<link rel=\"");
    xml.push_str(rel);
    xml.push_str("\" type=\"");
    xml.push_str(media_type);
    xml.push_str("\" href=\"");
    escape(xml, address);
    xml.push_str("\"/>\n");
}

/// Text as content or as the value of an attribute. Characters that XML 1.0 cannot hold in any spelling are left out.
fn escape(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\'' => xml.push_str("&#39;"),
            // A bare one would come back as a line feed.
            '\r' => xml.push_str("&#13;"),
            '\t' | '\n' => xml.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => xml.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_in_their_place() {
        let mut xml = String::new();
        element(
            &mut xml,
            "title",
            "a\u{0}\u{b}<b>\"&'\u{ffff}]]>\u{1f600}\r\n办法",
        );
        assert_eq!(
            xml,
            "<title>a&lt;b&gt;&quot;&amp;&#39;]]&gt;\u{1f600}&#13;\n办法</title>\n"
        );
    }
}
