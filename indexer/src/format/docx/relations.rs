//! Which part a part refers to by which identifier.

use super::Package;
use crate::format::package::{folder, resolve};
use crate::format::xml::Element;
use crate::manuscript::Attachment;
use crate::reader::Fault;

/// The relations of one part, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Relations {
    relations: Vec<Relation>,
}

#[derive(Debug)]
struct Relation {
    id: String,
    /// The address of the type; its last part is the same in strict and transitional files.
    kind: String,
    /// The name of the part.
    target: String,
}

impl Relations {
    /// The relations of `part`; those of the package for the empty name.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Fault> {
        let folder = folder(part);
        let file = part.rsplit('/').next().unwrap_or_default();
        let Some(tree) = package.xml(&format!("{folder}/_rels/{file}.rels"), &[])? else {
            return Ok(Self::default());
        };
        let relations = tree.root().children().filter_map(|element| {
            if element.attribute("TargetMode") == Some("External") {
                return None;
            }
            Some(Relation {
                id: element.attribute("Id")?.to_owned(),
                kind: element.attribute("Type")?.to_owned(),
                target: resolve(folder, element.attribute("Target")?)?,
            })
        });
        Ok(Self {
            relations: relations.collect(),
        })
    }

    /// The parts of a type, told by the end of its address.
    pub(super) fn targets(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.relations
            .iter()
            .filter(move |relation| relation.kind.ends_with(kind))
            .map(|relation| relation.target.as_str())
    }

    /// The first part of a type that the package holds.
    pub(super) fn part(&self, package: &Package<'_>, kind: &str) -> Option<String> {
        self.targets(kind)
            .find(|name| package.has(name))
            .map(str::to_owned)
    }

    /// Files that are embedded in the document. Formulas are objects too, but nobody would call them attachments.
    pub(super) fn attachments(&self, root: Element<'_>) -> Vec<Attachment> {
        root.descendants()
            .filter(|element| match element.name() {
                "o:OLEObject" => !element
                    .attribute("ProgID")
                    .is_some_and(|program| program.starts_with("Equation")),
                name => name == "w:altChunk",
            })
            .filter_map(|element| {
                let id = element.attribute("id")?;
                let relation = self.relations.iter().find(|relation| relation.id == id)?;
                let name = relation.target.rsplit('/').next().unwrap_or_default();
                Some(Attachment {
                    name: name.to_owned(),
                    address: Some(relation.target.clone()),
                })
            })
            .collect()
    }
}
