//! XML of packages as a flat tree, bounded in depth and in nodes.
//!
//! A document type is refused, so that only the five entities of XML itself and character references exist and
//! nothing can expand. Names of elements carry the short prefix that the reader of the format gives their namespace
//! (`w:p`), whatever prefix the file uses.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::Limits;
use super::fault::{damaged, too_large};
use crate::quarantine::Reason;
use crate::reader::Fault;

/// Elements, texts and attributes of one part: what some 200 MB of memory hold.
const NODES_MAX: usize = 8_000_000;

/// A part of a package, in document order: the nodes below an element stand between it and its `end`.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// Texts and values of attributes, one behind the other.
    text: String,
    names: Vec<String>,
}

#[derive(Debug)]
struct Node {
    /// Number of the name; `TEXT` for text.
    name: u32,
    /// Index behind the last node below.
    end: u32,
    /// Attributes of an element, bytes of a text.
    content: (u32, u32),
}

#[derive(Debug)]
struct Attribute {
    name: u32,
    value: (u32, u32),
}

const TEXT: u32 = u32::MAX;

/// An element of a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree,
    index: usize,
}

impl Tree {
    /// Reads a part. `namespaces` gives the short prefix of each address; elements of other namespaces have none,
    /// and neither have attributes.
    pub(crate) fn parse(
        bytes: &[u8],
        namespaces: &[(&str, &str)],
        limits: &Limits,
    ) -> Result<Self, Fault> {
        let source = decode(bytes)?;
        let mut builder = Builder {
            tree: Self::default(),
            numbers: HashMap::new(),
            open: Vec::new(),
            namespaces,
            nesting_max: limits.nesting_max,
        };
        let mut reader = NsReader::from_str(&source);
        loop {
            let (namespace, event) = reader
                .read_resolved_event()
                .map_err(|error| damaged(format!("XML that cannot be read: {error}")))?;
            match event {
                Event::Start(start) => builder.open(&namespace, &start)?,
                Event::Empty(start) => {
                    builder.open(&namespace, &start)?;
                    builder.close();
                }
                Event::End(_) => builder.close(),
                Event::Text(text) => builder.text(&text.xml10_content())?,
                Event::CData(text) => builder.text(&text.xml10_content())?,
                Event::GeneralRef(reference) => builder.reference(&reference)?,
                Event::DocType(_) => return Err(forbidden("a document type")),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        builder.finish()
    }

    pub(crate) fn root(&self) -> Element<'_> {
        Element {
            tree: self,
            index: 0,
        }
    }

    fn slice(&self, (start, end): (u32, u32)) -> &str {
        self.text
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }
}

impl<'t> Element<'t> {
    pub(crate) fn name(self) -> &'t str {
        &self.tree.names[self.node().name as usize]
    }

    /// The value of an attribute by its name without prefix.
    pub(crate) fn attribute(self, name: &str) -> Option<&'t str> {
        let (start, end) = self.node().content;
        self.tree.attributes[start as usize..end as usize]
            .iter()
            .find(|attribute| self.tree.names[attribute.name as usize] == name)
            .map(|attribute| self.tree.slice(attribute.value))
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Element<'t>> {
        let end = self.node().end as usize;
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            while index < end {
                let here = index;
                index = self.tree.nodes[here].end as usize;
                if self.tree.nodes[here].name != TEXT {
                    return Some(Element {
                        tree: self.tree,
                        index: here,
                    });
                }
            }
            None
        })
    }

    pub(crate) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// All elements below, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        self.below()
            .filter(|&index| self.tree.nodes[index].name != TEXT)
            .map(|index| Element {
                tree: self.tree,
                index,
            })
    }

    /// All text below, in document order.
    pub(crate) fn text(self) -> String {
        self.below()
            .filter(|&index| self.tree.nodes[index].name == TEXT)
            .map(|index| self.tree.slice(self.tree.nodes[index].content))
            .collect()
    }

    fn below(self) -> Range<usize> {
        self.index + 1..self.node().end as usize
    }

    fn node(self) -> &'t Node {
        &self.tree.nodes[self.index]
    }
}

struct Builder<'n> {
    tree: Tree,
    numbers: HashMap<String, u32>,
    open: Vec<usize>,
    namespaces: &'n [(&'n str, &'n str)],
    nesting_max: usize,
}

impl Builder<'_> {
    fn open(&mut self, namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), Fault> {
        if self.open.len() >= self.nesting_max {
            return Err(damaged(format!(
                "XML nested more than {} deep",
                self.nesting_max
            )));
        }
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(damaged("XML with two roots"));
        }
        let prefix = match namespace {
            ResolveResult::Bound(address) => self
                .namespaces
                .iter()
                .find(|(known, _)| *known == address.into_inner())
                .map(|(_, prefix)| *prefix),
            _ => None,
        };
        let name = self.number(prefix, start.local_name().into_inner());
        let first = self.tree.attributes.len() as u32;
        // Unchecked: looking for duplicates takes quadratic time, and the first of them counts here.
        for attribute in start.attributes().with_checks(false) {
            let attribute =
                attribute.map_err(|error| damaged(format!("XML attribute: {error}")))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| forbidden(&format!("an entity ({error})")))?;
            let name = self.number(None, attribute.key.local_name().into_inner());
            let value = self.keep(&value)?;
            self.tree.attributes.push(Attribute { name, value });
        }
        let content = (first, self.tree.attributes.len() as u32);
        self.open.push(self.tree.nodes.len());
        self.push(name, content)
    }

    fn close(&mut self) {
        if let Some(index) = self.open.pop() {
            self.tree.nodes[index].end = self.tree.nodes.len() as u32;
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if self.open.is_empty() {
            return match text.trim_matches(['\u{feff}', ' ', '\n', '\r', '\t']) {
                "" => Ok(()),
                _ => Err(damaged("text outside of the XML")),
            };
        }
        let content = self.keep(text)?;
        self.push(TEXT, content)
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Fault> {
        let resolved = reference
            .resolve_char_ref()
            .map_err(|error| damaged(format!("XML character reference: {error}")))?;
        match resolved {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None => match resolve_predefined_entity(reference) {
                Some(text) => self.text(text),
                None => Err(forbidden("an entity")),
            },
        }
    }

    fn push(&mut self, name: u32, content: (u32, u32)) -> Result<(), Fault> {
        if self.tree.nodes.len() + self.tree.attributes.len() >= NODES_MAX {
            return Err(too_large(format!(
                "a part of the file holds more than {NODES_MAX} elements"
            )));
        }
        let end = self.tree.nodes.len() as u32 + 1;
        self.tree.nodes.push(Node { name, end, content });
        Ok(())
    }

    fn keep(&mut self, text: &str) -> Result<(u32, u32), Fault> {
        let start = self.tree.text.len() as u32;
        self.tree.text.push_str(text);
        match u32::try_from(self.tree.text.len()) {
            Ok(end) => Ok((start, end)),
            Err(_) => Err(too_large("a part of the file holds more than 4 GB of text")),
        }
    }

    fn number(&mut self, prefix: Option<&str>, local: &str) -> u32 {
        let name = match prefix {
            Some(prefix) => Cow::Owned(format!("{prefix}:{local}")),
            None => Cow::Borrowed(local),
        };
        if let Some(&number) = self.numbers.get(name.as_ref()) {
            return number;
        }
        let number = self.tree.names.len() as u32;
        self.tree.names.push(name.clone().into_owned());
        self.numbers.insert(name.into_owned(), number);
        number
    }

    fn finish(self) -> Result<Tree, Fault> {
        match (self.open.is_empty(), self.tree.nodes.is_empty()) {
            (true, false) => Ok(self.tree),
            (true, true) => Err(damaged("a part without XML")),
            (false, _) => Err(damaged("XML that ends early")),
        }
    }
}

/// The text of a part: by its byte order mark, by its shape, then by the encoding it declares.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let encoding = match (Encoding::for_bom(bytes), bytes) {
        (Some((encoding, _)), _) => encoding,
        (None, [b'<', 0, ..]) => UTF_16LE,
        (None, [0, b'<', ..]) => UTF_16BE,
        (None, _) => declared(bytes)?,
    };
    let (text, _, broken) = encoding.decode(bytes);
    match broken {
        true => Err(damaged(format!("XML that is not {}", encoding.name()))),
        false => Ok(text),
    }
}

fn declared(bytes: &[u8]) -> Result<&'static Encoding, Fault> {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head);
    let Some(declaration) = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map(|(declaration, _)| declaration)
    else {
        return Ok(UTF_8);
    };
    let Some((_, label)) = declaration.split_once("encoding") else {
        return Ok(UTF_8);
    };
    let label = label.trim_start_matches([' ', '=', '"', '\'']);
    let label = label.split(['"', '\'']).next().unwrap_or_default();
    match Encoding::for_label(label.as_bytes()) {
        // Without a mark and with one byte for `<` it is not UTF-16, whatever it says.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(Fault::of_file(
            Reason::UnknownEncoding,
            format!("XML declares the encoding {label:?}; save it as UTF-8"),
        )),
    }
}

fn forbidden(what: &str) -> Fault {
    let message = format!("XML with {what}, which no office program writes; it is not read");
    Fault::of_file(Reason::ForbiddenMarkup, message)
}
