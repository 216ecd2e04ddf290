//! A document in the forms that other programs and people take away.

mod akn;
mod citation;
mod docx;
mod html;
mod jsonld;
#[cfg(test)]
mod tests;
mod xml;

pub use citation::{CitationLines, quoted_title};
pub use html::{HTML_STYLE, escape_html, push_html};
