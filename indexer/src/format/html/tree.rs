//! Builds the tree of a page from its tags, most of which nobody closes as they should.
//!
//! The rules are those of browsers as far as they matter for text: what a tag closes that was left open, and how far
//! an end tag reaches. Two differ on purpose. Elements nested more deeply than the limit become neighbours instead
//! of children. And nothing is moved or copied, so that a page has no more nodes than it has tags.

use super::dom::{NodeId, Page, ROOT};
use super::tag::{Attribute, Tag};
use super::token::{Token, Tokens};
use crate::format::Limits;
use crate::quarantine::Reason;
use crate::reader::Fault;

/// A page of the corpus has 20,000 nodes at most; this many take about 120 MB.
const NODES_MAX: usize = 4_000_000;

/// Builds the tree.
///
/// # Errors
/// [`Reason::FileTooLarge`] for more tags than are read.
pub(super) fn build(source: &str, limits: &Limits) -> Result<Page, Fault> {
    let mut builder = Builder {
        page: Page::new(),
        open: vec![(Tag::Html, ROOT)],
        flattened: 0,
        depth_max: limits.nesting_max.max(8),
    };
    for token in Tokens::new(source) {
        if builder.page.len() > NODES_MAX {
            let message = format!("the page has more than {NODES_MAX} elements and texts");
            return Err(Fault::of_file(Reason::FileTooLarge, message));
        }
        builder.take(token);
    }
    builder.page.seal();
    Ok(builder.page)
}

struct Builder {
    page: Page,
    /// The elements that are open, the outermost first.
    open: Vec<(Tag, NodeId)>,
    /// Elements beyond the depth that were opened and not closed.
    flattened: usize,
    depth_max: usize,
}

impl Builder {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Start {
                tag,
                attributes,
                closes_itself,
            } => self.start(tag, attributes, closes_itself),
            Token::End(tag) => self.end(tag),
            Token::Text(text) => self.page.add_text(self.current(), text),
            // Scripts and styles; nobody asks for them.
            Token::Raw(_) => {}
            Token::Comment(text) => self.page.add_comment(self.current(), text),
        }
    }

    fn current(&self) -> NodeId {
        self.open.last().map_or(ROOT, |&(_, id)| id)
    }

    fn start(&mut self, tag: Tag, attributes: Vec<(Attribute, String)>, closes_itself: bool) {
        // What is in head and what in body is told by the elements themselves; both tags come twice in pages that
        // were put together of several.
        if matches!(tag, Tag::Html | Tag::Head | Tag::Body) {
            self.page.is_whole = true;
            return;
        }
        self.close_implied(tag);
        let id = self.page.add_element(self.current(), tag, attributes);
        // `<svg … />` and `<o:p/>` close themselves, `<div/>` does not.
        if tag.is_void() || (closes_itself && matches!(tag, Tag::Other | Tag::Svg)) {
            return;
        }
        match self.open.len() < self.depth_max {
            true => self.open.push((tag, id)),
            false => self.flattened += 1,
        }
    }

    /// Closes what cannot hold the tag that comes.
    fn close_implied(&mut self, tag: Tag) {
        use Tag::*;
        match tag {
            Li => self.close(&[Li], &[Ul, Ol]),
            Dt | Dd => self.close(&[Dt, Dd], &[Dl]),
            Option => self.close(&[Option], &[Select]),
            Td | Th => self.close(&[Td, Th], &[Tr, Table]),
            Tr => self.close(&[Tr], &[Table]),
            Tbody | Thead | Tfoot => self.close(&[Tbody, Thead, Tfoot], &[Table]),
            A => self.close(&[A], &[]),
            _ => {}
        }
        if tag.is_block() && !matches!(tag, Td | Th | Tr | Tbody | Thead | Tfoot) {
            self.close(&[P], &[]);
        }
        if tag.is_heading()
            && let Some(&(open, _)) = self.open.last()
            && open.is_heading()
        {
            self.pop_to(self.open.len() - 1);
        }
    }

    /// Closes the innermost of these elements, unless one of the others or a cell or table stands around it first.
    fn close(&mut self, tags: &[Tag], up_to: &[Tag]) {
        for at in (1..self.open.len()).rev() {
            let (open, _) = self.open[at];
            if tags.contains(&open) {
                return self.pop_to(at);
            }
            // Cells are what `<td>` and `<tr>` reach through.
            let is_cell_in_reach = open.is_cell() && up_to.contains(&Tag::Table);
            if up_to.contains(&open) || (open.is_scope() && !is_cell_in_reach) {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        use Tag::*;
        if matches!(tag, Html | Head | Body | Br) || tag.is_void() {
            if tag == Br {
                self.page.add_element(self.current(), Br, Vec::new());
            }
            return;
        }
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        let reaches_out = matches!(tag, Table | Td | Th | Tr | Tbody | Thead | Tfoot | Caption);
        for at in (1..self.open.len()).rev() {
            let (open, _) = self.open[at];
            if open == tag {
                return self.pop_to(at);
            }
            let stops = match reaches_out {
                true => open == Table,
                // An inline element that was closed too late holds no paragraph back; a link ends, for what
                // follows it is no link.
                false => open.is_scope() || (open.is_block() && !tag.is_block() && tag != A),
            };
            if stops {
                break;
            }
        }
        if tag == P {
            // Browsers see an empty paragraph, that is, a break.
            self.page.add_element(self.current(), P, Vec::new());
        }
    }

    fn pop_to(&mut self, at: usize) {
        self.open.truncate(at.max(1));
        self.flattened = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom::Kind;
    use super::*;

    /// The tree with indents for depth, one element or text a line.
    fn drawn(source: &str) -> String {
        let page = build(source, &Limits::default()).expect("built");
        let mut drawn = String::new();
        for id in 1..page.len() as NodeId {
            let depth = page.ancestors(id).count() - 1;
            let what = match page.kind(id) {
                Kind::Element(tag) => tag.name().to_owned(),
                Kind::Text => format!("'{}'", page.text(id)),
                Kind::Comment => format!("<!--{}-->", page.text(id)),
            };
            drawn.push_str(&format!("{}{what} ", ">".repeat(depth)));
        }
        drawn.trim_end().to_owned()
    }

    #[test]
    fn what_is_left_open_is_closed() {
        assert_eq!(drawn("<p>甲<p>乙<div>丙"), "p >'甲' p >'乙' div >'丙'");
        assert_eq!(
            drawn("<ul><li>甲<li>乙</ul>丙"),
            "ul >li >>'甲' >li >>'乙' '丙'"
        );
        assert_eq!(
            drawn("<table><tr><td>甲<td>乙<tr><td>丙</table>丁"),
            "table >tr >>td >>>'甲' >>td >>>'乙' >tr >>td >>>'丙' '丁'"
        );
        assert_eq!(
            drawn("<dl><dt>甲<dd>乙<dt>丙"),
            "dl >dt >>'甲' >dd >>'乙' >dt >>'丙'"
        );
        assert_eq!(drawn("<a>甲<a>乙"), "a >'甲' a >'乙'");
    }

    #[test]
    fn end_tags_reach_only_so_far() {
        assert_eq!(
            drawn("<div><table><tr><td></div>甲"),
            "div >table >>tr >>>td >>>>'甲'"
        );
        assert_eq!(drawn("<font><p>甲</font>乙"), "font >p >>'甲' >>'乙'");
        assert_eq!(drawn("<a><div>甲</a>乙"), "a >div >>'甲' '乙'");
        assert_eq!(drawn("甲</p>乙</br>"), "'甲' p '乙' br");
        assert_eq!(
            drawn("<table><tr><td><table><tr><td>甲</table>乙</table>丙"),
            "table >tr >>td >>>table >>>>tr >>>>>td >>>>>>'甲' >>>'乙' '丙'"
        );
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!(
            "{}甲{}乙",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let page = build(&deep, &Limits::default()).expect("built");
        let depth = (0..page.len() as NodeId)
            .map(|id| page.ancestors(id).count())
            .max();
        assert_eq!(depth, Some(Limits::default().nesting_max));
        let last = page.len() as NodeId - 1;
        assert_eq!((page.text(last), page.parent(last)), ("乙", Some(ROOT)));
    }

    #[test]
    fn too_many_elements_are_refused() {
        let fault = build(&"<p>".repeat(NODES_MAX + 2), &Limits::default()).expect_err("refused");
        assert_eq!(fault.reason, Reason::FileTooLarge);
    }
}
