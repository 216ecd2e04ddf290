//! The text of a paragraph: runs, and all that may stand between them.

use super::body::{Reader, alternative};
use super::{child_value, symbol, toggle};
use crate::format::xml::Element;
use crate::manuscript::Block;

/// Fields in fields; deeper ones are taken for text.
const FIELDS_MAX: usize = 64;

/// References to notes, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub references: Vec<(NoteKind, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// The paragraph that is being read.
pub(super) struct Inline<'r, 's> {
    reader: &'r mut Reader<'s>,
    style_hides: bool,
    /// Parted by line breaks.
    lines: Vec<String>,
    /// Text boxes: they stand beside the paragraph that holds them.
    boxes: Vec<Block>,
}

impl<'r, 's> Inline<'r, 's> {
    pub(super) fn new(reader: &'r mut Reader<'s>, style: Option<&str>) -> Self {
        let style_hides = reader.styles.hides(style).unwrap_or(false);
        Self {
            reader,
            style_hides,
            lines: vec![String::new()],
            boxes: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<String>, Vec<Block>) {
        (self.lines, self.boxes)
    }

    /// Everything in a paragraph, a link or another wrapper.
    pub(super) fn children(&mut self, parent: Element<'_>) {
        for element in parent.children() {
            match element.name() {
                "w:r" => self.run(element),
                "w:pPr" | "w:del" | "w:moveFrom" | "w:sdtPr" | "w:sdtEndPr" | "w:rt" => {}
                "m:t" => self.push(&element.text()),
                "mc:AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.children(chosen);
                    }
                }
                "w:txbxContent" => self.text_box(element),
                _ => self.children(element),
            }
        }
    }

    fn run(&mut self, run: Element<'_>) {
        let properties = run.child("w:rPr");
        if self.is_hidden(properties) {
            // A hidden run may still end a field.
            run.children()
                .filter(|element| element.name() == "w:fldChar")
                .for_each(|element| self.field_character(element));
            return;
        }
        for element in run.children() {
            match element.name() {
                "w:t" => self.text(&element.text(), properties),
                "w:tab" | "w:ptab" => self.push(" "),
                "w:br" | "w:cr" => self.line_break(),
                "w:noBreakHyphen" => self.push("-"),
                "w:sym" => self.symbol(element),
                "w:fldChar" => self.field_character(element),
                "w:footnoteReference" => self.note(NoteKind::Footnote, element),
                "w:endnoteReference" => self.note(NoteKind::Endnote, element),
                "w:rPr" | "w:instrText" | "w:delText" | "w:delInstrText" | "w:softHyphen" => {}
                "mc:AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.children(chosen);
                    }
                }
                // Drawings, pictures and objects may hold text boxes; ruby holds runs.
                _ => self.children(element),
            }
        }
    }

    fn is_hidden(&self, properties: Option<Element<'_>>) -> bool {
        let of_style = |properties| {
            let style = child_value(properties, "w:rStyle")?;
            self.reader.styles.hides(Some(style))
        };
        properties
            .and_then(|properties| toggle(properties, "w:vanish").or_else(|| of_style(properties)))
            .unwrap_or(self.style_hides)
    }

    fn text(&mut self, text: &str, properties: Option<Element<'_>>) {
        if !text.contains(|character| ('\u{f000}'..='\u{f0ff}').contains(&character)) {
            return self.push(text);
        }
        let font = properties
            .and_then(|properties| properties.child("w:rFonts"))
            .and_then(|fonts| fonts.attribute("ascii").or(fonts.attribute("hAnsi")))
            .unwrap_or_default();
        let shown = text.chars().filter_map(|character| match character {
            '\u{f000}'..='\u{f0ff}' => symbol(font, character.into()),
            character => Some(character),
        });
        let shown: String = shown.collect();
        self.push(&shown);
    }

    fn symbol(&mut self, element: Element<'_>) {
        let code = element.attribute("char").unwrap_or_default();
        let font = element.attribute("font").unwrap_or_default();
        let shown = u32::from_str_radix(code, 16)
            .ok()
            .and_then(|code| symbol(font, code));
        if let Some(character) = shown {
            self.push(character.encode_utf8(&mut [0; 4]));
        }
    }

    fn field_character(&mut self, element: Element<'_>) {
        let fields = &mut self.reader.fields;
        match element.attribute("fldCharType") {
            Some("begin") if fields.len() < FIELDS_MAX => fields.push(true),
            Some("separate") => {
                if let Some(in_code) = fields.last_mut() {
                    *in_code = false;
                }
            }
            Some("end") => {
                fields.pop();
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: NoteKind, element: Element<'_>) {
        let Some(id) = element.attribute("id") else {
            return;
        };
        let references = &mut self.reader.notes.references;
        references.push((kind, id.to_owned()));
        let marker = format!("[{}]", references.len());
        let is_custom = element.attribute("customMarkFollows").is_some();
        if !is_custom {
            self.push(&marker);
        }
    }

    fn text_box(&mut self, element: Element<'_>) {
        // A box has fields of its own, and what is open around it does not hide it.
        let fields = std::mem::take(&mut self.reader.fields);
        let blocks = self.reader.blocks(element);
        self.boxes.extend(blocks);
        self.reader.fields = fields;
    }

    fn line_break(&mut self) {
        if !self.in_code() {
            self.lines.push(String::new());
        }
    }

    fn push(&mut self, text: &str) {
        if self.in_code() {
            return;
        }
        if let Some(line) = self.lines.last_mut() {
            // XML may hold line ends and tabs inside a text; they are shown as spaces.
            line.extend(text.chars().map(|character| match character {
                '\n' | '\r' | '\t' => ' ',
                character => character,
            }));
        }
    }

    fn in_code(&self) -> bool {
        self.reader.fields.contains(&true)
    }
}
