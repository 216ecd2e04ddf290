//! What a text was found to name.

use std::ops::Range;

use super::NameIndex;
use crate::lexicon::AliasKind;

/// One way a text names documents.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMatch {
    /// All documents of the meant works, versions and parts, in no order; only the literal ones where the version
    /// or the part was named with the title. Of a former name whose text is not held: those of its successor.
    pub names: Vec<NameIndex>,
    /// Characters of the normalised text that say it.
    pub chars: Range<usize>,
    /// How it was found.
    pub how: MatchHow,
    /// How good it is, 0 to 1; comparable between matches of one call.
    pub score: f32,
    /// What it was understood as.
    pub title: String,
    /// Of a former name: the title that it names (`合同法`), which need not be held.
    pub former: Option<String>,
    /// Of a former name: what took its place (`民法典·合同编`).
    pub successor: Option<String>,
}

/// How a text was found to name something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchHow {
    /// The literal title.
    Exact,
    /// The title without the state's name, without or with a version.
    Title,
    /// A name shortened by rule.
    Short,
    /// A name of the lexicon.
    Alias(AliasKind),
    /// Every word of the text is in the title.
    Contains,
    /// Some characters of a title in their order, and its form.
    Abbreviated,
    /// A title with wrong characters.
    Typo,
    /// Pinyin.
    Pinyin,
    /// Initials of pinyin.
    Initials,
}
