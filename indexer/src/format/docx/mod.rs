//! Word 2007 and later (DOCX, ECMA-376): paragraphs with their numbering, tables, text boxes and notes.
//!
//! What a reader of the printed page does not see is left out: deleted revisions, hidden text, codes of fields,
//! page headers and footers, comments.

mod body;
mod inline;
mod notes;
mod numbering;
mod properties;
mod relations;
mod styles;
mod symbol;
mod table;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

pub(crate) use symbol::symbol;

use super::fault::damaged;
use super::package::Package;
use super::xml::Element;
use super::{Limits, Reading, quality};
use crate::manuscript::Manuscript;
use relations::Relations;

/// Short prefixes of the namespaces that are read, transitional and strict.
const NAMESPACES: &[(&str, &str)] = &[
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w",
    ),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "mc",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "m",
    ),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("urn:schemas-microsoft-com:office:office", "o"),
];

/// Reads a document.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut package = Package::open(bytes, limits)?;
    let main = Relations::of(&mut package, "")?
        .targets("/officeDocument")
        .find(|name| package.has(name))
        .map_or_else(|| "word/document.xml".to_owned(), str::to_owned);
    let document = package
        .xml(&main, NAMESPACES)?
        .ok_or_else(|| damaged("a Word file without its document part"))?;
    let relations = Relations::of(&mut package, &main)?;
    let styles = match relations.part(&package, "/styles") {
        Some(name) => package.xml(&name, NAMESPACES)?,
        None => None,
    };
    let numbering = match relations.part(&package, "/numbering") {
        Some(name) => package.xml(&name, NAMESPACES)?,
        None => None,
    };
    let styles = styles::Styles::read(styles.as_ref());
    let lists = numbering::Lists::read(numbering.as_ref(), &styles);

    let root = document.root();
    let body = root
        .child("w:body")
        .ok_or_else(|| damaged("a Word file without a body"))?;
    let mut reader = body::Reader::new(&styles, &lists);
    let mut blocks = reader.blocks(body);
    blocks.extend(notes::read(&mut package, &relations, &mut reader)?);
    let manuscript = Manuscript {
        blocks,
        fields: properties::read(&mut package)?,
        attachments: relations.attachments(root),
    };
    quality::gate(manuscript, limits)
}

/// `w:val` of a child.
fn child_value<'t>(element: Element<'t>, name: &str) -> Option<&'t str> {
    element.child(name)?.attribute("val")
}

/// A property that is on when it stands there, unless it says otherwise. `None` when it does not stand there.
fn toggle(properties: Element<'_>, name: &str) -> Option<bool> {
    let property = properties.child(name)?;
    let value = property.attribute("val");
    Some(!matches!(value, Some("0" | "false" | "off")))
}
