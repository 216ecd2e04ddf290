//! What changed from one text to another: aligned by article, the words that differ marked.
//!
//! [`compare`] is pure: two texts with their structures in, rows out. It goes four steps, one file each: `unit` says
//! what of a passage is compared, `pair` which passage answers to which (`shingles` measures how alike two are,
//! `chain` finds the longest way through both texts), `marks` what differs inside a pair (`words` cuts, `edit` finds
//! what both have), and `rows` puts all of it in the order in which it is read.
//!
//! What is compared is what a reader reads: blanks, line breaks, the width of characters and their script are not
//! differences, punctuation is. Everything is bounded: two laws of 1,300 articles take a fraction of a second, and
//! words are only compared where that stays cheap; of what is too long, the whole counts as changed.

mod chain;
mod edit;
mod marks;
mod model;
mod pair;
mod rows;
mod shingles;
mod unit;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub use model::{
    ComparedPassage, ComparedUnit, ComparisonRow, RowCounts, RowKind, TextComparison, renumbered,
};

use crate::language::Tokenizer;
use crate::structure::{PassageKind, Structure};

/// A text that is compared, with its structure.
#[derive(Debug, Clone, Copy)]
pub struct ComparedText<'t> {
    /// The text.
    pub text: &'t str,
    /// Its structure; spans are byte ranges of the text.
    pub structure: &'t Structure,
}

/// Compares two texts.
///
/// ```
/// use tongcha::Tokenizer;
/// use tongcha::compare::{ComparedText, RowKind, compare};
/// use tongcha::structure::parse;
///
/// let old = "第一条　养犬应当登记。\n第二条　本办法自公布之日起施行。\n";
/// let new = "第一条　养犬应当登记。\n第二条　养犬应当免疫。\n第三条　本办法自公布之日起施行。\n";
/// let (before, after) = (parse(old), parse(new));
/// let compared = compare(
///     &Tokenizer::new(),
///     ComparedText { text: old, structure: &before },
///     ComparedText { text: new, structure: &after },
/// );
/// let kinds: Vec<RowKind> = compared.rows.iter().map(|row| row.kind).collect();
/// assert_eq!(kinds, [RowKind::Same, RowKind::Added, RowKind::Renumbered]);
/// ```
pub fn compare(
    tokenizer: &Tokenizer,
    old: ComparedText<'_>,
    new: ComparedText<'_>,
) -> TextComparison {
    let has_articles = |text: &ComparedText<'_>| text.structure.articles().next().is_some();
    let by = match has_articles(&old) && has_articles(&new) {
        true => ComparedUnit::Article,
        false => ComparedUnit::Passage,
    };
    let (before, after) = (unit::units(old, by), unit::units(new, by));
    let pairs = pair::pairs(&before, &after);
    let rows = rows::rows(tokenizer, &before, &after, &pairs);
    let is_counted = |row: &ComparisonRow| match by {
        ComparedUnit::Article => row.passage_kind() == PassageKind::Article,
        ComparedUnit::Passage => row.passage_kind() != PassageKind::Heading,
    };
    TextComparison {
        unit: by,
        counts: RowCounts::of(rows.iter().filter(|row| is_counted(row))),
        counts_beside: RowCounts::of(rows.iter().filter(|row| !is_counted(row))),
        rows,
    }
}
