//! A file as people read it, before anyone asks which of its words are the title and which the number: the one
//! shape that every format reader makes and that the reading of headings takes.

use serde::{Deserialize, Serialize};

/// What a format reader makes of one document.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manuscript {
    /// Paragraphs and tables in reading order, without page headers, page numbers, menus and footers.
    pub blocks: Vec<Block>,
    /// What the file says of itself outside its text, in the order found. Names are as published (`发文字号`).
    pub fields: Vec<Field>,
    /// Files that the document names as its attachments.
    pub attachments: Vec<Attachment>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Block {
    /// One paragraph without line breaks, automatic numbering written out (`第一条　…`).
    Paragraph { role: Role, text: String },
    /// A table, row by row. Cells hold no line breaks and no tabs.
    Table { rows: Vec<Vec<String>> },
}

/// What a paragraph is, where the format says so; most formats say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// The format marks it as the title of the whole (`<h1>` of the article, style `Title`, the first `# `).
    Title,
    /// A heading below the title.
    Heading,
    /// Text like all other.
    Body,
    /// A footnote or endnote; they stand behind the text they belong to.
    Note,
}

/// A name and a value that the file gives outside its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Field {
    /// As published, trimmed, without the colon: `索引号`, `ArticleTitle`.
    pub name: String,
    /// As published, trimmed.
    pub value: String,
    pub origin: Origin,
}

/// Where a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    /// A column of a list or a key of a record.
    Record,
    /// The table of metadata that a site shows with a document.
    PageTable,
    /// `<meta>` and `<title>` of a page.
    PageHead,
    /// The properties of a file of an office program.
    FileProperties,
    /// The text itself: its heading block or its closing.
    Text,
    /// The name of the file.
    FileName,
}

/// A file that a document names as its attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub name: String,
    /// The address as it stands in the document.
    pub address: Option<String>,
}

impl Block {
    /// A paragraph of which the format says nothing more.
    pub(crate) fn body(text: impl Into<String>) -> Self {
        Self::Paragraph {
            role: Role::Body,
            text: text.into(),
        }
    }

    /// The lines of the block in the plain text of a record: one for a paragraph, one for each row of a table with
    /// its cells parted by tabs, so that a row stays searchable as a line and can still be shown as a row.
    // Until records are made of manuscripts, only tests call it.
    #[allow(dead_code)]
    pub(crate) fn lines(&self) -> Vec<String> {
        match self {
            Self::Paragraph { text, .. } => vec![text.clone()],
            Self::Table { rows } => rows.iter().map(|row| row.join("\t")).collect(),
        }
    }
}
