//! Other names of legal texts: abbreviations, popular and former names, English names.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// Another name of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias {
    /// As typed, simplified.
    pub alias: &'static str,
    /// What sort of name it is.
    pub kind: AliasKind,
    /// Title of the text, without a leading 中华人民共和国 and without its version.
    pub target: &'static str,
    /// For former names: the text, or the part of one (`民法典·合同编`), that took over the content.
    pub successor: Option<&'static str>,
    /// Where the name comes from, or why it is no longer the name.
    pub reason: &'static str,
}

/// Sorts of other names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AliasKind {
    /// An abbreviation (民诉法).
    Short,
    /// What people call it (拆迁条例).
    Popular,
    /// The name of a text that is repealed or renamed (合同法).
    Former,
    /// An English name.
    English,
}

pub(super) const SOURCE: &str = include_str!("../../data/lexicon/aliases.tsv");

/// Every other name, in the order of the file.
pub fn aliases() -> &'static [Alias] {
    static TABLE: OnceLock<Vec<Alias>> = OnceLock::new();
    TABLE.get_or_init(|| read(SOURCE))
}

fn read(tsv: &'static str) -> Vec<Alias> {
    tsv.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(read_line)
        .collect()
}

fn read_line(line: &'static str) -> Option<Alias> {
    let mut columns = line.split('\t');
    let alias = columns.next().filter(|alias| !alias.is_empty())?;
    let kind = match columns.next()? {
        "short" => AliasKind::Short,
        "popular" => AliasKind::Popular,
        "former" => AliasKind::Former,
        "english" => AliasKind::English,
        _ => return None,
    };
    Some(Alias {
        alias,
        kind,
        target: columns.next().filter(|target| !target.is_empty())?,
        successor: columns.next().filter(|successor| !successor.is_empty()),
        reason: columns.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let tsv = include_str!("../../data/lexicon/aliases.tsv");
        let lines = tsv
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        assert_eq!(aliases().len(), lines.count());
        assert!(aliases().iter().all(|alias| !alias.reason.is_empty()));
    }
}
