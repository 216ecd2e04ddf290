//! From text to structure: divisions, articles, sections and attachments, with byte offsets into the text.

mod outline;

pub use outline::{
    ComponentNumber, Diagnostic, DiagnosticCode, Division, DivisionLevel, Passage, PassageKind,
    Span, Structure,
};
