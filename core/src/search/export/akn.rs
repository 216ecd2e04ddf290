//! Akoma Ntoso 3.0 (OASIS LegalDocML): a record as one XML document that is valid against `akomantoso30.xsd`.
//!
//! `tree` makes elements of the passages, `meta` says what is known of the document, `super::xml` writes and escapes.

mod meta;
mod tree;

#[cfg(test)]
mod tests;

use super::xml::Xml;
use meta::Metadata;
use tree::{Layout, Node};

use crate::search::DocumentRecord;

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

impl DocumentRecord {
    /// The document as Akoma Ntoso 3.0: `act` for laws, regulations, rules and judicial interpretations, `doc` for
    /// all others, which the schema gives a freer body.
    ///
    /// 编 分编 章 节 are `part`, `subpart`, `chapter`, `section`; 条 款 项 目 are `article`, `paragraph`, `point`,
    /// `level`; numbered sections of texts without articles and unnumbered text are `hcontainer`. The `eId` of an
    /// article is `art_` and its address, with the [`components`](crate::structure::components) behind it
    /// (`art_133-1__para_1__item_2`); texts enclosed in a notice and attachments are `attachment`. Tables of
    /// contents are left out: they repeat the headings. Characters that XML 1.0 does not allow are dropped.
    pub fn to_akn(&self) -> String {
        let enacted = self.kind.is_enacted();
        let (root, body) = if enacted {
            ("act", "body")
        } else {
            ("doc", "mainBody")
        };
        let layout = Layout::of(self);
        let metadata = Metadata::new(self, root);
        let mut xml = Xml::new();
        xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
        xml.open(
            root,
            &[("name", self.kind.as_str()), ("contains", "singleVersion")],
        );
        metadata.write(&mut xml);
        self.write_preface(&mut xml);
        if !layout.preamble.is_empty() {
            xml.open("preamble", &[("eId", "preamble")]);
            write_lines(&mut xml, &layout.preamble);
            xml.close();
        }
        write_body(&mut xml, body, "body", &layout.body);
        if !layout.attachments.is_empty() {
            xml.open("attachments", &[]);
            for attachment in &layout.attachments {
                write_attachment(&mut xml, &metadata, attachment);
            }
            xml.close();
        }
        xml.close();
        xml.close();
        xml.finish()
    }

    fn write_preface(&self, xml: &mut Xml) {
        xml.open("preface", &[("eId", "preface")]);
        xml.open("longTitle", &[("eId", "preface__title")]);
        xml.open_line("p", &[]);
        xml.inline("docTitle", &self.title);
        xml.close_line();
        xml.close();
        if let Some(subtitle) = &self.subtitle {
            xml.leaf("p", &[("class", "subtitle")], subtitle);
        }
        if let Some(number) = &self.number {
            xml.open_line("p", &[]);
            xml.inline("docNumber", number);
            xml.close_line();
        }
        for line in &self.history {
            xml.leaf("p", &[("class", "history")], line);
        }
        xml.close();
    }
}

/// A body must not be empty: a text without a word has an empty container.
fn write_body(xml: &mut Xml, tag: &str, eid: &str, nodes: &[Node]) {
    xml.open(tag, &[("eId", eid)]);
    for node in nodes {
        write_node(xml, node);
    }
    if nodes.is_empty() {
        let empty = format!("{eid}__empty");
        xml.open("hcontainer", &[("name", "text"), ("eId", &empty)]);
        xml.close();
    }
    xml.close();
}

/// What holds other elements has its own words in `intro`, what holds none in `content`.
fn write_node(xml: &mut Xml, node: &Node) {
    let mut attributes = vec![("eId", node.eid.as_str())];
    if node.tag == "hcontainer" {
        attributes.push(("name", node.name));
    }
    xml.open(node.tag, &attributes);
    write_headings(xml, node);
    if !node.lines.is_empty() {
        xml.open(
            if node.children.is_empty() {
                "content"
            } else {
                "intro"
            },
            &[],
        );
        write_lines(xml, &node.lines);
        xml.close();
    }
    for child in &node.children {
        write_node(xml, child);
    }
    xml.close();
}

fn write_headings(xml: &mut Xml, node: &Node) {
    for (tag, text) in [("num", &node.num), ("heading", &node.heading)] {
        if !text.is_empty() {
            xml.leaf(tag, &[], text);
        }
    }
}

fn write_lines(xml: &mut Xml, lines: &[String]) {
    for line in lines {
        xml.leaf("p", &[], line);
    }
}

fn write_attachment(xml: &mut Xml, metadata: &Metadata<'_>, node: &Node) {
    xml.open("attachment", &[("eId", &node.eid)]);
    write_headings(xml, node);
    xml.open("doc", &[("name", node.name), ("contains", "singleVersion")]);
    metadata.write_component(xml, &node.eid);
    write_body(
        xml,
        "mainBody",
        &format!("{}__body", node.eid),
        &node.children,
    );
    xml.close();
    xml.close();
}
