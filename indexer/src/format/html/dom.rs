//! A page as a tree of bounded depth.

use super::character::{self, Place};
use super::tag::{Attribute, Tag};

/// An element, a text or a comment. Numbers grow in the order of the page: a node stands before all with greater
/// numbers.
pub(super) type NodeId = u32;

/// The root of every page.
pub(super) const ROOT: NodeId = 0;
const NONE: NodeId = NodeId::MAX;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Element(Tag),
    Text,
    Comment,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    kind: Kind,
    parent: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    /// Bytes of the text; attributes of an element.
    from: u32,
    to: u32,
    /// How many bytes of text stand before the node.
    before: u32,
    /// The first number behind the node and all in it; known when the page is whole.
    end: NodeId,
}

/// A page. It is one list of nodes and so needs no recursion to be dropped.
#[derive(Debug)]
pub(super) struct Page {
    nodes: Vec<Node>,
    texts: String,
    attributes: Vec<(Attribute, String)>,
    /// Bytes of the texts, comments left out.
    text_bytes: usize,
    /// Whether a tag said that this is a whole page and not the piece of one that holds the article.
    pub is_whole: bool,
}

impl Page {
    pub(super) fn new() -> Self {
        let mut page = Self {
            nodes: Vec::new(),
            texts: String::new(),
            attributes: Vec::new(),
            text_bytes: 0,
            is_whole: false,
        };
        page.push(Kind::Element(Tag::Html), 0, 0);
        page
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn push(&mut self, kind: Kind, from: usize, to: usize) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node {
            kind,
            parent: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            from: from as u32,
            to: to as u32,
            before: self.text_bytes as u32,
            end: id + 1,
        });
        id
    }

    fn append(&mut self, parent: NodeId, child: NodeId) {
        let last = self.nodes[parent as usize].last;
        self.nodes[child as usize].parent = parent;
        match last {
            NONE => self.nodes[parent as usize].first = child,
            _ => self.nodes[last as usize].next = child,
        }
        self.nodes[parent as usize].last = child;
    }

    pub(super) fn add_element(
        &mut self,
        parent: NodeId,
        tag: Tag,
        attributes: Vec<(Attribute, String)>,
    ) -> NodeId {
        let from = self.attributes.len();
        self.attributes.extend(attributes);
        let id = self.push(Kind::Element(tag), from, self.attributes.len());
        self.append(parent, id);
        id
    }

    pub(super) fn add_text(&mut self, parent: NodeId, text: &str) {
        let from = self.texts.len();
        self.texts.push_str(&character::decode(text, Place::Text));
        let id = self.push(Kind::Text, from, self.texts.len());
        self.text_bytes += self.texts.len() - from;
        self.append(parent, id);
    }

    pub(super) fn add_comment(&mut self, parent: NodeId, text: &str) {
        let from = self.texts.len();
        // Marks of content are short; the long ones are markup that was commented out.
        self.texts.push_str(&text[..text.floor_char_boundary(200)]);
        let id = self.push(Kind::Comment, from, self.texts.len());
        self.append(parent, id);
    }

    pub(super) fn kind(&self, id: NodeId) -> Kind {
        self.nodes[id as usize].kind
    }

    /// The element, if it is one.
    pub(super) fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.kind(id) {
            Kind::Element(tag) => Some(tag),
            Kind::Text | Kind::Comment => None,
        }
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.nodes[id as usize].parent;
        (parent != NONE).then_some(parent)
    }

    /// The elements around a node, from the inside out.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |&id| self.parent(id))
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let known = |id: NodeId| (id != NONE).then_some(id);
        let first = known(self.nodes[id as usize].first);
        std::iter::successors(first, move |&id| known(self.nodes[id as usize].next))
    }

    /// The element behind this one under the same parent, texts passed over.
    pub(super) fn next_element(&self, id: NodeId) -> Option<NodeId> {
        let mut next = self.nodes[id as usize].next;
        while next != NONE && self.tag(next).is_none() {
            next = self.nodes[next as usize].next;
        }
        (next != NONE).then_some(next)
    }

    /// The text of a text or comment; that of an element is empty.
    pub(super) fn text(&self, id: NodeId) -> &str {
        let node = self.nodes[id as usize];
        match node.kind {
            Kind::Element(_) => "",
            Kind::Text | Kind::Comment => &self.texts[node.from as usize..node.to as usize],
        }
    }

    pub(super) fn attribute(&self, id: NodeId, name: Attribute) -> Option<&str> {
        let node = self.nodes[id as usize];
        let Kind::Element(_) = node.kind else {
            return None;
        };
        self.attributes[node.from as usize..node.to as usize]
            .iter()
            .find(|(attribute, _)| *attribute == name)
            .map(|(_, value)| value.as_str())
    }

    /// Notes for each node where it ends, once all are there.
    pub(super) fn seal(&mut self) {
        for id in (0..self.nodes.len()).rev() {
            // Children come behind their parents, hence are done.
            if let Some(last) = self.nodes.get(self.nodes[id].last as usize) {
                self.nodes[id].end = last.end;
            }
        }
    }

    /// The first number behind a node and all in it.
    pub(super) fn end(&self, id: NodeId) -> NodeId {
        self.nodes[id as usize].end
    }

    /// Bytes of all text in a node.
    pub(super) fn text_bytes(&self, id: NodeId) -> usize {
        let before = |id: NodeId| match self.nodes.get(id as usize) {
            Some(node) => node.before as usize,
            None => self.text_bytes,
        };
        before(self.end(id)) - before(id)
    }

    /// All text in a node, as it is written.
    pub(super) fn text_within(&self, id: NodeId) -> String {
        (id..self.end(id))
            .filter(|&id| self.kind(id) == Kind::Text)
            .map(|id| self.text(id))
            .collect()
    }
}
