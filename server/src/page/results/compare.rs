//! A pasted passage beside the official text: what differs is said in words, and marked.

use tongcha::Day;
use tongcha::search::{DifferenceKind, Hit, PassageMatch};

use super::super::links;
use super::super::markup::{Markup, marked};

/// Differences that are listed.
const LISTED_MAX: usize = 12;

/// What a document says of what was pasted.
pub struct CompareView {
    /// One line: the same, or in how many places it differs.
    pub verdict: String,
    /// The differences.
    pub lines: Vec<DifferenceLine>,
    /// How many more there are.
    pub more: usize,
    /// The official text with the differing words marked.
    pub official: Markup,
    /// Where it stands: label and address of each article.
    pub places: Vec<(String, String)>,
}

/// One difference; an empty side is missing.
pub struct DifferenceLine {
    pub pasted: String,
    pub official: String,
    pub kind: DifferenceKind,
}

impl DifferenceLine {
    /// Whether the official text has other words.
    pub fn is_replaced(&self) -> bool {
        self.kind == DifferenceKind::Replaced
    }

    /// Whether the official text has words that were not pasted.
    pub fn is_missing(&self) -> bool {
        self.kind == DifferenceKind::Missing
    }
}

impl CompareView {
    /// The view of what a hit says of a passage.
    pub fn new(hit: &Hit, found: &PassageMatch, q: &str, as_of: Day) -> Self {
        let lines = found.differences.iter().take(LISTED_MAX);
        let lines = lines.map(|difference| DifferenceLine {
            pasted: difference.pasted_text.clone(),
            official: difference.official_text.clone(),
            kind: difference.kind,
        });
        let marks: Vec<(u32, u32)> = found
            .differences
            .iter()
            .map(|difference| difference.official)
            .collect();
        let place = |n: &String| {
            let held = hit.articles.iter().chain(&hit.article);
            let label = held
                .filter(|article| article.n == *n)
                .map(|article| article.label.clone())
                .find(|label| !label.is_empty());
            let label = label.unwrap_or_else(|| "原文位置".to_owned());
            let href = links::at_day(links::article(&hit.id, n, q), as_of);
            (label, href)
        };
        Self {
            verdict: match found.differences.len() {
                0 => "与粘贴的文字一字不差".to_owned(),
                count => format!("与粘贴的文字有 {count} 处不同"),
            },
            more: found.differences.len().saturating_sub(LISTED_MAX),
            lines: lines.collect(),
            official: marked(&found.official, &marks),
            places: found.articles.iter().map(place).collect(),
        }
    }
}
