//! One document of a file: its pages in order, each with the template it stands on.

use std::collections::{HashMap, HashSet};

use super::page_words::words;
use crate::format::Limits;
use crate::format::fault::damaged;
use crate::format::package::{Package, folder, resolve};
use crate::format::page::{Word, sort_by_place};
use crate::format::xml::Element;
use crate::manuscript::Attachment;
use crate::quarantine::Reason;
use crate::reader::Fault;

/// What is read of a document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub pages: Vec<Vec<Word>>,
    pub attachments: Vec<Attachment>,
}

/// Reads documents. Each part is read once, however often it is named, so that a small file that names one page a
/// million times stays small.
pub(super) struct Reader {
    seen: HashSet<String>,
    pages_left: usize,
    pages_max: usize,
}

impl Reader {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            seen: HashSet::new(),
            pages_left: limits.pages_max,
            pages_max: limits.pages_max,
        }
    }

    pub(super) fn read(
        &mut self,
        package: &mut Package<'_>,
        path: &str,
    ) -> Result<Document, Fault> {
        let mut document = Document::default();
        if !self.seen.insert(path.to_lowercase()) {
            return Ok(document);
        }
        let tree = package
            .xml(path, &[])?
            .ok_or_else(|| damaged("an OFD file without its document part"))?;
        let root = tree.root();
        let folder = folder(path);
        let templates = templates(root);
        let pages = root.child("Pages").into_iter().flat_map(Element::children);
        for page in pages {
            let Some(location) = page.attribute("BaseLoc") else {
                continue;
            };
            if let Some(words) = self.page(package, folder, location, &templates)? {
                document.pages.push(words);
            }
        }
        if let Some(list) = root.child("Attachments") {
            document.attachments = attachments(package, folder, list.text().trim())?;
        }
        Ok(document)
    }

    fn page(
        &mut self,
        package: &mut Package<'_>,
        folder: &str,
        location: &str,
        templates: &HashMap<&str, &str>,
    ) -> Result<Option<Vec<Word>>, Fault> {
        let Some(path) = self.unread(package, folder, location) else {
            return Ok(None);
        };
        self.pages_left = self.pages_left.checked_sub(1).ok_or_else(|| {
            let message = format!("more than {} pages", self.pages_max);
            Fault::of_file(Reason::FileTooLarge, message)
        })?;
        let Some(tree) = package.xml(&path, &[])? else {
            return Ok(None);
        };
        let root = tree.root();
        let mut found = Vec::new();
        for template in root.children().filter(|child| child.name() == "Template") {
            let location = template
                .attribute("TemplateID")
                .and_then(|id| templates.get(id));
            let path = location.and_then(|location| self.unread(package, folder, location));
            if let Some(tree) = path.and_then(|path| package.xml(&path, &[]).transpose()) {
                found.extend(words(tree?.root()));
            }
        }
        found.extend(words(root));
        Ok(Some(sort_by_place(found)))
    }

    /// The path of a part, when it is there and was not read before.
    fn unread(&mut self, package: &Package<'_>, folder: &str, location: &str) -> Option<String> {
        let path = locate(package, folder, location)?;
        self.seen.insert(path.to_lowercase()).then_some(path)
    }
}

/// Locations are relative to the part that gives them; some writers mean the root.
fn locate(package: &Package<'_>, folder: &str, location: &str) -> Option<String> {
    [folder, ""]
        .iter()
        .filter_map(|folder| resolve(folder, location.trim()))
        .find(|path| package.has(path))
}

fn templates(document: Element<'_>) -> HashMap<&str, &str> {
    let common = document.child("CommonData");
    common
        .into_iter()
        .flat_map(Element::children)
        .filter(|element| element.name() == "TemplatePage")
        .filter_map(|element| Some((element.attribute("ID")?, element.attribute("BaseLoc")?)))
        .collect()
}

fn attachments(
    package: &mut Package<'_>,
    folder: &str,
    list: &str,
) -> Result<Vec<Attachment>, Fault> {
    let Some(path) = locate(package, folder, list) else {
        return Ok(Vec::new());
    };
    let Some(tree) = package.xml(&path, &[])? else {
        return Ok(Vec::new());
    };
    let attachments = tree.root().children().filter_map(|element| {
        let address = element.child("FileLoc").map(|location| location.text());
        Some(Attachment {
            name: element.attribute("Name")?.trim().to_owned(),
            address: address.map(|address| address.trim().to_owned()),
        })
    });
    Ok(attachments.collect())
}
