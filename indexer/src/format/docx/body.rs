//! The body: paragraphs and tables in order, whatever wraps them.

use super::inline::{Inline, Notes};
use super::numbering::Lists;
use super::styles::{NumberingReference, Styles};
use super::{child_value, table};
use crate::format::assemble::push_lines;
use crate::format::numbering::Counters;
use crate::format::xml::Element;
use crate::manuscript::Block;

/// Empty cells that a document may get for its merged ones: a cell that says it is thousands wide is cheap to write.
const FILLER_CELLS_MAX: usize = 200_000;

/// Reads blocks. It counts lists and notes and follows fields through the whole document, which may begin in one
/// paragraph and end in another.
pub(super) struct Reader<'s> {
    pub(super) styles: &'s Styles,
    lists: &'s Lists,
    counters: Counters,
    /// The fields that are open; `true` in the code of a field, `false` in its result.
    pub(super) fields: Vec<bool>,
    pub(super) notes: Notes,
    pub(super) filler_cells_left: usize,
    /// Text of paragraphs whose end was deleted: it belongs to the next.
    carried: String,
}

impl<'s> Reader<'s> {
    pub(super) fn new(styles: &'s Styles, lists: &'s Lists) -> Self {
        Self {
            styles,
            lists,
            counters: Counters::default(),
            fields: Vec::new(),
            notes: Notes::default(),
            filler_cells_left: FILLER_CELLS_MAX,
            carried: String::new(),
        }
    }

    /// The blocks in a body, a cell, a text box or a note. Elements nest as deep as XML is read, and so does this.
    pub(super) fn blocks(&mut self, parent: Element<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.collect(parent, &mut blocks);
        blocks
    }

    fn collect(&mut self, parent: Element<'_>, blocks: &mut Vec<Block>) {
        for element in parent.children() {
            match element.name() {
                "w:p" => self.paragraph(element, blocks),
                "w:tbl" => table::read(self, element, blocks),
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" | "w:smartTag" => {
                    self.collect(element, blocks);
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.collect(chosen, blocks);
                    }
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: Element<'_>, blocks: &mut Vec<Block>) {
        let properties = element.child("w:pPr");
        let style = properties.and_then(|properties| child_value(properties, "w:pStyle"));
        let mut inline = Inline::new(self, style);
        inline.children(element);
        let (lines, boxes) = inline.finish();

        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        let mark_is_deleted = mark.is_some_and(|mark| {
            mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some()
        });
        if mark_is_deleted {
            self.carried.push_str(&lines.concat());
            blocks.extend(boxes);
            return;
        }
        let label = self.label(properties, style);
        let carried = std::mem::take(&mut self.carried);
        let outline_level = properties
            .and_then(|properties| child_value(properties, "w:outlineLvl"))
            .and_then(|level| level.parse().ok());
        let role = self.styles.role(style, outline_level);
        push_lines(role, format!("{label}{carried}"), lines, blocks);
        blocks.extend(boxes);
    }

    /// The number that a paragraph has by its list, with what parts it from the text.
    fn label(&mut self, properties: Option<Element<'_>>, style: Option<&str>) -> String {
        let direct = properties.map(NumberingReference::read).unwrap_or_default();
        let of_style = self.styles.numbering(style);
        let found = match (&direct.number, of_style) {
            (Some(_), _) => self.lists.find(&direct, None),
            (None, Some((style, mut reference))) => {
                let by_style = direct.level.is_none().then_some(style);
                reference.level = direct.level.or(reference.level);
                self.lists.find(&reference, by_style)
            }
            (None, None) => None,
        };
        match found {
            Some((list, level)) => self.counters.label(list, level),
            None => String::new(),
        }
    }
}

/// Which of several versions of one content is read: the first that has text, since the newest may be a drawing
/// whose text only the old version has.
pub(super) fn alternative(element: Element<'_>) -> Option<Element<'_>> {
    let has_text = |version: &Element<'_>| version.descendants().any(|below| below.name() == "w:t");
    element
        .children()
        .find(has_text)
        .or_else(|| element.children().next())
}
