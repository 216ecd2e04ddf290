//! A document in the forms that other programs and people take away.

mod akn;
mod citation;
mod html;
mod jsonld;
#[cfg(test)]
mod tests;

pub use citation::CitationLines;
pub use html::{HTML_STYLE, escape_html, push_html};
