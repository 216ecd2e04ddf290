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
    /// What the academic line is made of, where the document itself has no address.
    #[serde(skip)]
    offline: Option<Offline>,
}

/// An academic line before and behind its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offline {
    before: String,
    published: Option<Day>,
    as_of: Day,
}

impl CitationLines {
    /// The lines of a document as it is seen on a day; of one article, when its label is given.
    pub(in crate::search) fn new(document: &Document, article: Option<&str>, as_of: Day) -> Self {
        let title = quoted_title(&document.title);
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
        let before = before_mark(document, article);
        let published = document
            .dates
            .issued
            .or(document.dates.signed)
            .or(document.dates.passed);
        let academic = academic(&before, published, as_of, document.url.as_deref());
        Self {
            official: format!("{title}{behind}{article}"),
            academic,
            offline: document.url.is_none().then_some(Offline {
                before,
                published,
                as_of,
            }),
        }
    }

    /// Says where the document is read, where its record has no address of its own.
    pub fn read_at(&mut self, address: &str) {
        if let Some(offline) = &self.offline {
            let Offline {
                before,
                published,
                as_of,
            } = offline;
            self.academic = academic(before, *published, *as_of, Some(address));
        }
    }
}

/// A title as others quote it: in 《》, those inside of it as 〈〉 (GB/T 15834-2011 §4.15.3.4).
pub fn quoted_title(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}

/// Organs, title and number.
fn before_mark(document: &Document, article: &str) -> String {
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
    line
}

fn academic(before: &str, published: Option<Day>, as_of: Day, address: Option<&str>) -> String {
    let mark = match address {
        Some(_) => "[Z/OL]. ",
        None => "[Z]. ",
    };
    let mut line = format!("{before}{mark}");
    if let Some(day) = published {
        line.push_str(&format!("({day})"));
    }
    match address {
        Some(address) => line.push_str(&format!("[{as_of}]. {address}.")),
        None if published.is_some() => line.push('.'),
        None => {}
    }
    line.trim_end().to_owned()
}
