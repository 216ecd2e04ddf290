//! A document as one page that stands by itself: no script, no other file.

use crate::search::record::{DocumentRecord, PassageRecord};
use crate::structure::PassageKind;

/// The style of [`DocumentRecord::to_html`], the only thing in that page that a content security policy must permit.
pub const HTML_STYLE: &str = "body{max-width:40em;margin:2em auto;padding:0 1em;line-height:1.8;font-family:serif}\
h1{font-size:1.5em;text-align:center}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1em}\
dd{margin:0}section{scroll-margin-top:1em}";

impl DocumentRecord {
    /// The document as a page of HTML, with an anchor for each article (`art-133-1`).
    pub fn to_html(&self) -> String {
        let title = escape_html(&self.title);
        let mut html = format!(
            "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{HTML_STYLE}</style>\n\
             </head>\n<body>\n<h1>{title}</h1>\n"
        );
        self.push_facts(&mut html);
        for line in &self.history {
            html.push_str(&format!("<p class=\"history\">{}</p>\n", escape_html(line)));
        }
        for passage in self
            .passages
            .iter()
            .filter(|passage| passage.kind != PassageKind::Contents)
        {
            self.push_passage(&mut html, passage);
        }
        html.push_str("</body>\n</html>\n");
        html
    }

    fn push_facts(&self, html: &mut String) {
        let day = |day: Option<crate::document::Day>| day.map(|day| day.to_string());
        let facts = [
            ("文号", self.number.clone()),
            (
                "制定机关",
                (!self.authority.is_empty()).then(|| self.authority.join("、")),
            ),
            ("公布", day(self.dates.issued)),
            ("施行", day(self.dates.effective)),
            ("有效期至", day(self.dates.expires)),
            (
                "时效",
                Some(format!("{}（{}）", self.validity.label, self.as_of)),
            ),
        ];
        html.push_str("<dl>\n");
        for (name, value) in facts
            .iter()
            .filter_map(|(name, value)| Some((name, value.as_ref()?)))
        {
            html.push_str(&format!("<dt>{name}</dt><dd>{}</dd>\n", escape_html(value)));
        }
        html.push_str("</dl>\n");
    }

    fn push_passage(&self, html: &mut String, passage: &PassageRecord) {
        let text = passage.text.trim();
        if passage.kind == PassageKind::Heading {
            let division = self
                .outline
                .iter()
                .find(|one| Some(&one.eid) == passage.division.as_ref());
            let level = (division.map_or(0, |division| division.depth) + 2).min(6);
            let heading = text.split_whitespace().collect::<Vec<_>>().join(" ");
            html.push_str(&format!("<h{level}>{}</h{level}>\n", escape_html(&heading)));
            return;
        }
        html.push_str(&format!(
            "<section id=\"art-{}\">\n",
            escape_html(&passage.n)
        ));
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            html.push_str(&format!("<p>{}</p>\n", escape_html(line)));
        }
        html.push_str("</section>\n");
    }
}

/// Text for HTML, as content or as the value of an attribute; characters that no document may hold are left out.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        push_html(&mut escaped, c);
    }
    escaped
}

/// One character of a text for HTML: see [`escape_html`].
pub fn push_html(html: &mut String, character: char) {
    match character {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        '\t' | '\n' => html.push(character),
        other if other.is_control() => {}
        other => html.push(other),
    }
}
