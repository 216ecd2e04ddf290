//! OFD, the national format for fixed pages (GB/T 33190): documents, their pages, and the texts on them.
//!
//! Stamps, watermarks and other annotations are left out; a template that pages share is read once.

mod document;
mod page_words;

#[cfg(test)]
mod tests;

use super::fault::{damaged, encrypted};
use super::package::{Package, resolve};
use super::xml::Element;
use super::{Limits, Reading, page, quality};
use crate::manuscript::{Field, Manuscript, Origin};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// What a file says of itself; the rest of it is about programs.
const NAMED_FIELDS: [&str; 5] = ["Title", "Author", "Subject", "Abstract", "CreationDate"];

/// Reads all documents of a file, one behind the other.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut package = Package::open(bytes, limits)?;
    if package.has("Encryptions.xml") {
        return Err(encrypted());
    }
    let tree = package
        .xml("OFD.xml", &[])?
        .ok_or_else(|| damaged("an OFD file without its entry OFD.xml"))?;
    let mut manuscript = Manuscript::default();
    let mut reader = document::Reader::new(limits);
    for body in tree.root().children() {
        if body.name() != "DocBody" {
            continue;
        }
        if let Some(information) = body.child("DocInfo") {
            manuscript.fields.extend(fields(information));
        }
        let Some(root) = body.child("DocRoot").map(|root| root.text()) else {
            continue;
        };
        if let Some(path) = resolve("", root.trim()) {
            let document = reader.read(&mut package, &path)?;
            manuscript.attachments.extend(document.attachments);
            manuscript.blocks.extend(page::blocks(document.pages));
        }
    }
    let manuscript = quality::gate(manuscript, limits)?;
    match quality::has_text(&manuscript) {
        true => Ok(manuscript),
        false => Err(Fault::of_file(
            Reason::NoTextLayer,
            "the pages are pictures; publish the file with text",
        )),
    }
}

fn fields(information: Element<'_>) -> Vec<Field> {
    let field = |name: &str, value: String| {
        let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
        (!name.is_empty() && !value.is_empty()).then_some(Field {
            name,
            value,
            origin: Origin::FileProperties,
        })
    };
    let mut fields = Vec::new();
    for element in information.children() {
        match element.name() {
            "CustomDatas" => fields.extend(element.children().filter_map(|data| {
                let name = data.attribute("Name")?;
                field(name, data.text())
            })),
            name if NAMED_FIELDS.contains(&name) => fields.extend(field(name, element.text())),
            _ => {}
        }
    }
    fields
}
