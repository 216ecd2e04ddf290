//! From text to structure: divisions, articles, sections and attachments, with byte offsets into the text.
//!
//! [`parse`] goes five steps, one file each: `scan` finds every place where a label might stand, `sequence`
//! decides by the order of the numbers which labels are articles, `headings` reads the divisions' headings
//! (`attachments` tells attachments from their names, `contents` folds tables of contents, `enclosed` finds the texts that a notice carries), `sections` reads
//! 一、（一）1.（1） where there are no articles, and `passages` cuts the text.

mod article_heading;
mod attachments;
mod citation;
mod component;
mod contents;
mod enclosed;
mod event;
mod headings;
mod label;
mod marks;
mod numeral;
mod outline;
mod parser;
mod passages;
mod scan;
mod sections;
mod sequence;
mod titles;

#[cfg(test)]
mod tests;

pub use citation::{CITATIONS_MAX, Citation, Citations, CitedArticle, articles_at_end, citations};
pub(crate) use component::components_from;
pub use component::{Component, ComponentLevel, components};
pub use label::{article_label, parse_article_label};
pub use numeral::{NUMBER_MAX, format_chinese, parse_numeral};
pub use outline::{
    ComponentNumber, Diagnostic, DiagnosticCode, Division, DivisionLevel, Passage, PassageKind,
    Span, Structure,
};
pub use parser::parse;
