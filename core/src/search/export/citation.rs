//! How a document is cited: in official documents, and in papers.

use serde::{Deserialize, Serialize};

use crate::document::{Day, Document, Kind};

/// A document as others cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CitationLines {
    /// In official documents: the title in 《》, then the number in brackets (GB/T 9704-2012 §7.3.3). Laws and local
    /// regulations are cited by title alone.
    pub official: String,
    /// In papers: `organ. title: number[Z/OL]. (day of publication)[day of access]. address` (GB/T 7714-2015 §8.8 on
    /// electronic resources; the mark Z is that of texts without a mark of their own).
    pub academic: String,
}

impl CitationLines {
    /// The lines of a document as it is seen on a day; of one article, when its label is given.
    pub(in crate::search) fn new(document: &Document, article: Option<&str>, as_of: Day) -> Self {
        let title = document.title.replace('《', "〈").replace('》', "〉");
        let number = document
            .number
            .as_ref()
            .map(|number| number.canonical.as_str());
        let by_title = matches!(
            document.kind,
            Kind::Constitution
                | Kind::Law
                | Kind::ProvincialRegulation
                | Kind::MunicipalRegulation
                | Kind::SpecialRegulation
        );
        let article = article.unwrap_or("");
        let behind = number.filter(|_| !by_title && article.is_empty());
        let behind = behind.map_or_else(String::new, |number| format!("（{number}）"));
        Self {
            official: format!("《{title}》{behind}{article}"),
            academic: academic(document, article, as_of),
        }
    }
}

fn academic(document: &Document, article: &str, as_of: Day) -> String {
    let organs: Vec<&str> = document
        .authority
        .iter()
        .map(|organ| organ.name.as_str())
        .collect();
    let mut line = String::new();
    if !organs.is_empty() {
        // Up to three are named (§8.1.2).
        line.push_str(&organs[..organs.len().min(3)].join(", "));
        line.push_str(if organs.len() > 3 { ", 等. " } else { ". " });
    }
    line.push_str(&document.title);
    line.push_str(article);
    if let Some(number) = &document.number {
        line.push_str(": ");
        line.push_str(&number.canonical);
    }
    line.push_str(if document.url.is_some() {
        "[Z/OL]. "
    } else {
        "[Z]. "
    });
    let published = document
        .dates
        .issued
        .or(document.dates.signed)
        .or(document.dates.passed);
    if let Some(day) = published {
        line.push_str(&format!("({day})"));
    }
    match &document.url {
        Some(url) => line.push_str(&format!("[{as_of}]. {url}.")),
        None if published.is_some() => line.push('.'),
        None => {}
    }
    line.trim_end().to_owned()
}
