//! A document as a Word file: WordprocessingML (ECMA-376), laid out as GB/T 9704-2012 lays out official documents (A4, 仿宋 of
//! size 3, titles in 小标宋 of size 2, headings in 黑体 and 楷体, page numbers between dashes).
//!
//! The parts that never change stand beside this file as XML; `body` writes the text.

mod body;
#[cfg(test)]
mod tests;

use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::xml::Xml;
use crate::search::record::DocumentRecord;

/// The parts that are the same in every file.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        include_str!("docx/content_types.xml"),
    ),
    ("_rels/.rels", include_str!("docx/package_rels.xml")),
    (
        "word/_rels/document.xml.rels",
        include_str!("docx/document_rels.xml"),
    ),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/footer1.xml", include_str!("docx/footer.xml")),
];

impl DocumentRecord {
    /// The document as a Word file: number, title, the lines under it, its state at the asked day and where it is read,
    /// then the text with divisions as headings and tables as tables. The same document gives the same bytes.
    ///
    /// # Errors
    /// When the package cannot be written: a part of more than 4 GB.
    pub fn to_docx(&self, address: Option<&str>) -> io::Result<Vec<u8>> {
        let mut package = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in PARTS {
            write_part(&mut package, name, part)?;
        }
        write_part(&mut package, "docProps/core.xml", &self.properties())?;
        write_part(
            &mut package,
            "word/document.xml",
            &body::document(self, address),
        )?;
        Ok(package.finish()?.into_inner())
    }

    /// What file managers show of the file.
    fn properties(&self) -> String {
        let mut xml = Xml::new();
        xml.open(
            "cp:coreProperties",
            &[
                (
                    "xmlns:cp",
                    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                ),
                ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ],
        );
        xml.leaf("dc:title", &[], &self.title);
        if !self.authority.is_empty() {
            xml.leaf("dc:creator", &[], &self.authority.join("、"));
        }
        xml.leaf("dc:identifier", &[], &self.id);
        xml.leaf("dc:language", &[], "zh-CN");
        xml.finish()
    }
}

fn write_part(package: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &str) -> io::Result<()> {
    package.start_file(name, SimpleFileOptions::default())?;
    package.write_all(part.as_bytes())
}
