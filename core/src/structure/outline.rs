//! The outline of a text: what the parser finds, as offsets into the text that is stored.

use serde::{Deserialize, Serialize};

/// A byte range of the stored text, always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl Span {
    /// Offsets past `u32::MAX` are cut off there; [`parse`](super::parse) reads no further.
    pub(super) fn new(start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The part of `text` that the span names; empty when it lies outside.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// The structure of one text.
///
/// Invariant: the passages partition the text. The first starts at byte 0, each starts where the one before
/// ends, the last ends with the text; so the text can be rebuilt from them, and every byte is searchable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Structure {
    /// 编 分编 章 节 and attachments, in the order of the text.
    pub divisions: Vec<Division>,
    /// The pieces of the text, in order.
    pub passages: Vec<Passage>,
    /// What is odd about the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
}

impl Structure {
    /// The articles, in the order of the text.
    pub fn articles(&self) -> impl Iterator<Item = &Passage> {
        self.passages
            .iter()
            .filter(|passage| passage.kind == PassageKind::Article)
    }

    /// The passage with this address.
    pub fn passage(&self, n: &str) -> Option<&Passage> {
        self.passages.iter().find(|passage| passage.n == n)
    }

    /// The divisions around a passage, the outermost first, and for a section the sections around it.
    ///
    /// ```
    /// let structure = tongcha::structure::parse("第一章 总则\n第一节 目的\n第一条 为了……。\n");
    /// let article = structure.passage("1").expect("there is an article 1");
    /// assert_eq!(structure.headings_of(article), ["第一章 总则", "第一节 目的"]);
    /// ```
    pub fn headings_of(&self, passage: &Passage) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = passage.division;
        // Parents come before their children, so the way up ends; a foreign record is cut off all the same.
        while let Some(division) = next.and_then(|at| self.divisions.get(at as usize)) {
            if !division.title().is_empty() {
                path.push(division.title());
            }
            next = division.parent.filter(|up| Some(*up) < next);
        }
        path.reverse();
        path.extend(self.sections_around(passage));
        path
    }

    /// 四、严格管理 around （二）…: the headings stand in the passages before it.
    fn sections_around(&self, passage: &Passage) -> Vec<String> {
        let mut path = Vec::new();
        let mut wanted = passage.outer_section();
        let before = self
            .passages
            .partition_point(|other| other.span.start < passage.span.start);
        for other in self.passages[..before].iter().rev() {
            if wanted.is_none() || other.division != passage.division {
                break;
            }
            if other.kind == PassageKind::Section && Some(other.section_path()) == wanted {
                path.push(titled(&other.label, &other.heading, ""));
                wanted = other.outer_section();
            }
        }
        path.reverse();
        path
    }
}

/// A division that holds articles or other divisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// Which sort.
    pub level: DivisionLevel,
    /// Its number, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<ComponentNumber>,
    /// The label without inner spaces: `第一章`, `附件1`.
    pub label: String,
    /// The heading without the label and without inner spaces: `总则`.
    pub heading: String,
    /// Stable identifier in the manner of Akoma Ntoso: `part_1__chp_2__sec_1`, unique in the text.
    pub eid: String,
    /// From the heading to the end of what it holds.
    pub span: Span,
    /// Index of the division around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
}

impl Division {
    /// Label and heading: `第二编 物权`, `一、管辖`.
    pub fn title(&self) -> String {
        let between = if self.label.ends_with(['、', '）', ')', '．', '.']) {
            ""
        } else {
            " "
        };
        titled(&self.label, &self.heading, between)
    }
}

fn titled(label: &str, heading: &str, between: &str) -> String {
    match (label.is_empty(), heading.is_empty()) {
        (true, _) => heading.to_string(),
        (_, true) => label.to_string(),
        _ => format!("{label}{between}{heading}"),
    }
}

/// Levels of divisions, the largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionLevel {
    /// A text enclosed in another (the 办法 inside 关于印发…的通知), with its own articles.
    Enclosed,
    /// 附件, 附表, 附录.
    Attachment,
    /// 编.
    Part,
    /// 分编.
    SubPart,
    /// 章; also 附则 where it stands as a division of its own.
    Chapter,
    /// 节.
    Section,
}

/// A number such as 第一百三十三条之一: the integer and the 之 number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ComponentNumber {
    /// The integer.
    pub value: u32,
    /// The 之 number, 0 when there is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub bis: u32,
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// A piece of the text that is searched, addressed and shown by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Which sort.
    pub kind: PassageKind,
    /// The address inside the document, unique in it: `12` and `133-1` for articles, `s1`, `s1-2` for numbered
    /// sections, `p3` for plain text, `att1` for attachments; a second 第十二条 of one document (an enclosed
    /// text has its own) is `12.2`.
    pub n: String,
    /// The label without inner spaces: `第十二条`, `一、`; empty where there is none. A long section is split at
    /// paragraphs: what goes on from it is `Text` with the label and heading of the section.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The heading of the article or section itself, when it has one (条标).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// The number, for articles and sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<ComponentNumber>,
    /// Index of the division that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<u32>,
    /// Where it stands, label included.
    pub span: Span,
}

impl Passage {
    /// `s1-2` of `s1-2.2`.
    fn section_path(&self) -> &str {
        self.n.split_once('.').map_or(&self.n, |(path, _)| path)
    }

    /// `s1` of `s1-2`, for sections.
    fn outer_section(&self) -> Option<&str> {
        let section = self.kind == PassageKind::Section;
        let (outer, _) = self.section_path().rsplit_once('-').filter(|_| section)?;
        Some(outer)
    }
}

/// Sorts of passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// An article (条).
    Article,
    /// A numbered section of a text without articles: 一、（一）1.（1）.
    Section,
    /// Unnumbered text: preamble, running text, closing, tables, attachments.
    Text,
    /// The heading line of a division.
    Heading,
    /// A table of contents that repeats the headings.
    Contents,
}

/// Something odd about the text that the parser saw and went on from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What it is.
    pub code: DiagnosticCode,
    /// The article or field it is about: `119`.
    pub subject: String,
    /// Where, when it has a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// Sorts of diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DiagnosticCode {
    /// An article number is skipped.
    MissingArticle,
    /// An article number comes twice in one text.
    RepeatedArticle,
    /// An article number is smaller than the one before.
    OutOfOrderArticle,
    /// There are more labels than one text can have; the rest is kept as text without structure.
    TooManyLabels,
    /// The text is empty.
    EmptyText,
    /// A field has a date that does not exist or that cannot be read; the field is kept raw.
    UnreadableDate,
    /// A field names a place that the table does not know.
    UnknownRegion,
    /// A document number that cannot be read.
    UnreadableNumber,
    /// A field that this version does not know; it is kept.
    UnknownField,
    /// A field has another type than expected; it is kept raw.
    UnexpectedType,
}
