//! One document or article as the API gives it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::export::CitationLines;
use super::links::{TextLink, passage_links};
use super::response::{HitDates, HitRegion, HitValidity};
use crate::document::{DateEvidence, Day, Kind, Manifestation, Turn};
use crate::engine::StoredDocument;
use crate::relation::Relations;
use crate::structure::{Diagnostic, DivisionLevel, Passage, PassageKind};

/// A document with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentRecord {
    /// Identifier.
    pub id: String,
    /// Joins versions.
    pub work_id: String,
    /// Collection.
    pub collection: String,
    /// Title.
    pub title: String,
    /// Name of the part when a work comes in several records.
    pub subtitle: Option<String>,
    /// Document number in its usual spelling.
    pub number: Option<String>,
    /// Index number (索引号).
    pub index_number: Option<String>,
    /// Sort of document.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// The sort in Chinese.
    pub kind_label: String,
    /// Form (文种).
    pub genre: Option<String>,
    /// Issuing organs.
    pub authority: Vec<String>,
    /// Place.
    pub region: Option<HitRegion>,
    /// Themes.
    pub theme: Vec<String>,
    /// Days.
    pub dates: HitDates,
    /// What each day rests on, with the words that give it; `taken` tells those that count from those beside them.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub evidence: Vec<DateEvidence>,
    /// Validity at the asked day.
    pub validity: HitValidity,
    /// The day at which validity was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
    /// What other documents did to it, by day.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub turns: Vec<Turn>,
    /// The lines under the title, as published.
    pub history: Vec<String>,
    /// Address of the page that it came from.
    pub url: Option<String>,
    /// Name of the source.
    pub source: Option<String>,
    /// Divisions with their headings.
    pub outline: Vec<OutlineRecord>,
    /// The text in pieces: joined they are the text as published.
    pub passages: Vec<PassageRecord>,
    /// References inside the text that can be followed.
    pub links: Vec<TextLink>,
    /// What is odd about the text.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub diagnostics: Vec<Diagnostic>,
    /// How it is cited.
    pub citation: CitationLines,
    /// Every version of the work, or of this part of it, the newest first.
    pub version_ids: Vec<String>,
    /// The parts of a work that comes in several records (民法典), in the order of their articles, this one among them;
    /// empty for all others.
    pub parts: Vec<PartRecord>,
    /// Every file that holds this document, when there are several: the same text from two sources, or as a page and
    /// as its attachment.
    pub manifestations: Vec<Manifestation>,
    /// Every field as published.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub raw: Map<String, Value>,
}

/// A part of a work that comes in several records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartRecord {
    /// Identifier of the record.
    pub id: String,
    /// Name of the part.
    pub subtitle: String,
    /// The number of its first article and of its last.
    pub articles: Option<(u32, u32)>,
}

/// A division of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutlineRecord {
    /// Stable identifier in the text.
    pub eid: String,
    /// 编, 章, 节, attachment …
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: DivisionLevel,
    /// `第一章`.
    pub label: String,
    /// `总则`.
    pub heading: String,
    /// How many divisions are around it.
    pub depth: usize,
    /// The address of the first article in it.
    pub first: Option<String>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PassageRecord {
    /// Its address in the document.
    pub n: String,
    /// Article, section, heading, text, contents.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: PassageKind,
    /// `第十二条`.
    pub label: String,
    /// Its own heading.
    pub heading: String,
    /// The division that it stands in, by `eid`.
    pub division: Option<String>,
    /// Its text.
    pub text: String,
}

/// One article with its place and neighbours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleRecord {
    /// The document's identifier.
    pub id: String,
    /// The document's title.
    pub title: String,
    /// Validity of the document at the asked day.
    pub validity: HitValidity,
    /// The day at which validity was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
    /// How the article is cited.
    pub citation: CitationLines,
    /// The article.
    pub article: PassageRecord,
    /// References in its text that lead somewhere, in their order.
    #[serde(default)]
    pub links: Vec<TextLink>,
    /// Labels and headings of the divisions around it, the outermost first.
    pub headings: Vec<String>,
    /// The article before it.
    pub previous: Option<NeighbourRecord>,
    /// The article after it.
    pub next: Option<NeighbourRecord>,
}

/// The article before or after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NeighbourRecord {
    /// Its address.
    pub n: String,
    /// Its label.
    pub label: String,
}

/// The other documents of a work.
pub(super) struct Siblings {
    pub version_ids: Vec<String>,
    pub parts: Vec<PartRecord>,
}

impl DocumentRecord {
    /// The record of a stored document at a day.
    pub(super) fn new(
        stored: &StoredDocument,
        siblings: Siblings,
        links: Vec<TextLink>,
        as_of: Day,
    ) -> Self {
        let document = &stored.document;
        Self {
            id: document.id.clone(),
            work_id: document.work_id.clone(),
            collection: document.collection.clone(),
            title: document.title.clone(),
            subtitle: document.subtitle.clone(),
            number: document
                .number
                .as_ref()
                .map(|number| number.canonical.clone()),
            index_number: document.index_number.clone(),
            kind: document.kind,
            kind_label: document.kind.label().to_owned(),
            genre: document.genre.clone(),
            authority: document
                .authority
                .iter()
                .map(|organ| organ.name.clone())
                .collect(),
            region: document.region.as_ref().map(HitRegion::new),
            theme: document
                .theme
                .iter()
                .map(|theme| theme.path.clone())
                .collect(),
            dates: HitDates::new(&document.dates),
            evidence: document.evidence.clone(),
            validity: HitValidity::at(document, as_of),
            as_of,
            turns: document.life.turns.clone(),
            history: document.history.clone(),
            url: document.url.clone(),
            source: document.source.clone(),
            outline: outline(stored),
            passages: stored
                .structure
                .passages
                .iter()
                .map(|passage| passage_record(stored, passage))
                .collect(),
            links,
            diagnostics: stored.structure.diagnostics.clone(),
            citation: CitationLines::new(document, None, as_of),
            version_ids: siblings.version_ids,
            parts: siblings.parts,
            manifestations: document.manifestations.clone(),
            raw: document.raw.clone(),
        }
    }

    /// The whole text as published.
    pub fn text(&self) -> String {
        self.passages
            .iter()
            .map(|passage| passage.text.as_str())
            .collect()
    }

    /// The document as plain text: title, history, text.
    pub fn to_txt(&self) -> String {
        let mut txt = format!("{}\n", self.title);
        for line in &self.history {
            txt.push_str(line);
            txt.push('\n');
        }
        txt.push('\n');
        txt.push_str(self.text().trim_end());
        txt.push('\n');
        txt
    }

    /// The document as Markdown: headings for divisions, article labels in bold. What Markdown would take for
    /// markup in the text itself is escaped.
    pub fn to_markdown(&self) -> String {
        let mut markdown = format!("# {}\n\n", escape_markdown(&self.title));
        let facts = [
            ("文号", self.number.clone()),
            (
                "制定机关",
                (!self.authority.is_empty()).then(|| self.authority.join("、")),
            ),
            ("公布", self.dates.issued.map(|day| day.to_string())),
            ("施行", self.dates.effective.map(|day| day.to_string())),
            (
                "时效",
                Some(format!("{}（{}）", self.validity.label, self.as_of)),
            ),
        ];
        for (name, value) in facts
            .iter()
            .filter_map(|(name, value)| value.as_ref().map(|value| (name, value)))
        {
            markdown.push_str(&format!("- {name}：{}\n", escape_markdown(value)));
        }
        for line in &self.history {
            markdown.push_str(&format!("- {}\n", escape_markdown(line)));
        }
        markdown.push('\n');
        for passage in self
            .passages
            .iter()
            .filter(|passage| passage.kind != PassageKind::Contents)
        {
            self.push_markdown(&mut markdown, passage);
        }
        markdown
    }

    fn push_markdown(&self, markdown: &mut String, passage: &PassageRecord) {
        let text = passage.text.trim();
        if passage.kind == PassageKind::Heading {
            let own = passage.division.as_ref();
            let depth = self
                .outline
                .iter()
                .find(|division| Some(&division.eid) == own)
                .map_or(0, |d| d.depth);
            let level = "#".repeat((depth + 2).min(6));
            let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            markdown.push_str(&format!("{level} {}\n\n", escape_markdown(&one_line)));
            return;
        }
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            markdown.push_str(&escape_markdown(line));
            markdown.push_str("\n\n");
        }
    }
}

impl ArticleRecord {
    /// The article of this address, if the document has it.
    pub(super) fn new(
        stored: &StoredDocument,
        relations: &Relations,
        n: &str,
        as_of: Day,
    ) -> Option<Self> {
        let passages = &stored.structure.passages;
        let at = passages.iter().position(|passage| passage.n == n)?;
        let is_article = |passage: &&Passage| passage.kind == PassageKind::Article;
        let neighbour = |passage: &Passage| NeighbourRecord {
            n: passage.n.clone(),
            label: passage.label.clone(),
        };
        Some(Self {
            id: stored.document.id.clone(),
            title: stored.document.title.clone(),
            validity: HitValidity::at(&stored.document, as_of),
            as_of,
            citation: CitationLines::new(&stored.document, Some(&passages[at].label), as_of),
            article: passage_record(stored, &passages[at]),
            links: passage_links(stored, relations, &passages[at]),
            headings: stored.structure.headings_of(&passages[at]),
            previous: passages[..at].iter().rev().find(is_article).map(neighbour),
            next: passages[at + 1..].iter().find(is_article).map(neighbour),
        })
    }
}

fn outline(stored: &StoredDocument) -> Vec<OutlineRecord> {
    let structure = &stored.structure;
    let depth = |index: usize| {
        let mut depth = 0;
        let mut at = structure.divisions[index].parent;
        // A parent stands before its children, so the walk ends.
        while let Some(parent) = at.and_then(|parent| structure.divisions.get(parent as usize)) {
            depth += 1;
            at = parent.parent.filter(|grandparent| Some(*grandparent) < at);
        }
        depth
    };
    let first = |index: usize| {
        let span = structure.divisions[index].span;
        let inside =
            |passage: &&Passage| passage.span.start >= span.start && passage.span.end <= span.end;
        let is_text = |passage: &&Passage| {
            !matches!(passage.kind, PassageKind::Heading | PassageKind::Contents)
        };
        let from = structure
            .passages
            .partition_point(|passage| passage.span.start < span.start);
        structure.passages[from..]
            .iter()
            .take_while(inside)
            .find(is_text)
            .map(|passage| passage.n.clone())
    };
    structure
        .divisions
        .iter()
        .enumerate()
        .map(|(index, division)| OutlineRecord {
            eid: division.eid.clone(),
            level: division.level,
            label: division.label.clone(),
            heading: division.heading.clone(),
            depth: depth(index),
            first: first(index),
        })
        .collect()
}

fn passage_record(stored: &StoredDocument, passage: &Passage) -> PassageRecord {
    let division = passage
        .division
        .and_then(|index| stored.structure.divisions.get(index as usize));
    PassageRecord {
        n: passage.n.clone(),
        kind: passage.kind,
        label: passage.label.clone(),
        heading: passage.heading.clone(),
        division: division.map(|division| division.eid.clone()),
        text: passage.span.of(&stored.text).to_owned(),
    }
}

fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let always = matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        );
        let first = at == 0 && matches!(character, '-' | '+' | '=');
        // `1.` at the start of a line would begin a list and lose its number.
        let ordinal =
            character == '.' && at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit());
        if always || first || ordinal {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_the_text_stays_text() {
        assert_eq!(
            escape_markdown("1.《a》*b* <i>"),
            "1\\.《a》\\*b\\* \\<i\\>"
        );
        assert_eq!(escape_markdown("- x 2.5"), "\\- x 2.5");
    }
}
